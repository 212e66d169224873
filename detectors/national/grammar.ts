/** Month 01 to 12 and day 01 to 31, as most national numbers begin with a birth date. */
export const MONTH = '(?:0[1-9]|1[0-2])'
export const DAY = '(?:0[1-9]|[12][0-9]|3[01])'

/** What a label that stands for nothing else is worth, so that it outweighs a low prior and a mistyped digit. */
export const LABEL = 2000

export function digitsOf(value: string): string {
  return value.replace(/\D/g, '')
}

export function lettersAndDigitsOf(value: string): string {
  return value.replace(/[^0-9A-Za-z]/g, '').toUpperCase()
}

/** A check with so many outcomes is passed by chance once in as many; a failed one may be a slip of the hand. */
export function checkRatio(passes: boolean, outcomes: number): number {
  return passes ? outcomes : 0.1
}
