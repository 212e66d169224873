/** An extension behind a number. */
export const EXTENSION = String.raw`(?:,? ?(?:x|ext|extn|extension|ext no|int|interno|anexo)\.?:? ?\d{1,6}\b)?`

/** Digits in groups, as people write any telephone number; 7 to 15 digits follow from the check. */
export const ANY_NUMBER = String.raw`\+?\(?\d[\d().\-/ \t]{5,22}\d`

/** The digits of a number without its extension. */
export function digitsOf(value: string): string {
  return value.replace(/(?:x|ext|int|anexo).*$/i, '').replace(/\D/g, '')
}

/** ITU-T E.164: at most 15 digits; shorter than 7 no subscriber number is written. */
export function isNumberLength(value: string): number {
  const { length } = digitsOf(value)
  return length >= 7 && length <= 15 ? 1 : 0.02
}
