const SYMBOL = /[\p{L}\p{N}]\p{M}*/gu

export interface MaskOptions {
  /** How many letters and digits at the end stay. */
  readonly keepLast: number
  readonly with: string
}

/**
 * Replaces every letter and digit (with its combining marks) except the last `keepLast`; separators stay. A value with
 * no more letters and digits than that is masked whole, or a short one would pass in clear. Undefined when nothing
 * could be masked, and for a `keepLast` that is no whole number.
 */
export function mask(text: string, options: MaskOptions): string | undefined {
  const symbols = text.match(SYMBOL)?.length ?? 0
  if (symbols === 0 || !Number.isSafeInteger(options.keepLast) || options.keepLast < 0) return undefined
  const masked = symbols > options.keepLast ? symbols - options.keepLast : symbols
  let seen = 0
  return text.replace(SYMBOL, (symbol) => (seen++ < masked ? options.with : symbol))
}
