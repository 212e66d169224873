/** A decimal number exactly: `units` times ten to the power of minus `scale`. */
export interface Decimal {
  readonly units: bigint
  readonly scale: number
}

const NUMBER = /^(-?)(0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([+-]?\d{1,4}))?$/
/** More digits than any measurement has; it keeps `1e9999` from becoming ten thousand digits of work. */
const DIGITS_MAX = 400

/** Reads a JSON number (RFC 8259 section 6) without rounding. Undefined for other text and over 400 digits. */
export function parseDecimal(text: string): Decimal | undefined {
  const match = text.length <= DIGITS_MAX ? NUMBER.exec(text) : null
  if (match === null) return undefined
  const [, sign, whole = '', fraction = '', exponent = '0'] = match
  const scale = fraction.length - Number(exponent)
  if (Math.abs(scale) > DIGITS_MAX) return undefined
  const units = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return scale < 0 ? { units: units * 10n ** BigInt(-scale), scale: 0 } : { units, scale }
}

/** Writes it with exactly `scale` decimals, without an exponent. */
export function formatDecimal({ units, scale }: Decimal): string {
  const text = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const point = text.length - scale
  return `${units < 0n ? '-' : ''}${text.slice(0, point)}${scale > 0 ? `.${text.slice(point)}` : ''}`
}

/** `units` of a decimal once its scale is raised to `scale`, which must not be smaller than its own. */
export function unitsAt(decimal: Decimal, scale: number): bigint {
  return decimal.units * 10n ** BigInt(scale - decimal.scale)
}

/** Negative, zero or positive as `a` is less than, equal to or greater than `b`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale)
  const difference = unitsAt(a, scale) - unitsAt(b, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
