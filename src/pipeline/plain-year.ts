const DASH = 0x2d
const COLON = 0x3a
const DOT = 0x2e

/**
 * The year of a FHIR date or dateTime written in the plainest way, or -1. Days above 28 and anything unusual are left
 * to the full grammar; what is recognised here, that accepts as well.
 */
export function plainYear(bytes: Uint8Array, start: number, end: number): number {
  const length = end - start
  if (length !== 10 && length < 20) return -1
  const year = number2(bytes, start) * 100 + number2(bytes, start + 2)
  const month = number2(bytes, start + 5)
  const day = number2(bytes, start + 8)
  const isDate = year >= 1000 && year <= 9999 && bytes[start + 4] === DASH && month >= 1 && month <= 12 && bytes[start + 7] === DASH && day >= 1 && day <= 28
  if (!isDate) return -1
  return length === 10 || isPlainTime(bytes, start + 10, end) ? year : -1
}

/** `Thh:mm:ss`, optionally a fraction, then `Z` or an offset. */
function isPlainTime(bytes: Uint8Array, start: number, end: number): boolean {
  const clock = bytes[start] === 0x54 && number2(bytes, start + 1) <= 23 && bytes[start + 3] === COLON &&
    number2(bytes, start + 4) <= 59 && bytes[start + 6] === COLON && number2(bytes, start + 7) <= 59
  if (!clock) return false
  let p = start + 9
  if (bytes[p] === DOT) {
    const first = ++p
    while (p < end && isDigit(bytes[p])) p++
    if (p === first) return false
  }
  if (p === end - 1) return bytes[p] === 0x5a
  return p === end - 6 && (bytes[p] === DASH || bytes[p] === 0x2b) && number2(bytes, p + 1) <= 13 &&
    bytes[p + 3] === COLON && number2(bytes, p + 4) <= 59
}

/** Two digits as a number; 10,000 when they are none, so that no sum with it is in range. */
function number2(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at] as number) - 0x30
  const ones = (bytes[at + 1] as number) - 0x30
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : 10_000
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39
}
