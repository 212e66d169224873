/** The reversed polynomial of Castagnoli. */
const POLYNOMIAL = 0x82f63b78
const TABLES = tables()

/** `[k * 256 + byte]`: what a byte does to the sum when k more bytes follow it. */
function tables(): Int32Array {
  const made = new Int32Array(8 * 256)
  for (let byte = 0; byte < 256; byte++) {
    let sum = byte
    for (let bit = 0; bit < 8; bit++) sum = (sum & 1) === 0 ? sum >>> 1 : (sum >>> 1) ^ POLYNOMIAL
    made[byte] = sum
  }
  for (let at = 256; at < made.length; at++) {
    const sum = made[at - 256] as number
    made[at] = (sum >>> 8) ^ (made[sum & 0xff] as number)
  }
  return made
}

/** CRC-32C (RFC 3720, appendix B.4) of bytes from `start` to `end`, unsigned; eight bytes a step (Kounavis and Berry, Slicing-by-8). */
export function crc32c(bytes: Uint8Array, start = 0, end = bytes.length): number {
  let sum = -1
  let at = start
  for (; at + 8 <= end; at += 8) {
    const low =
      sum ^
      ((bytes[at] as number) | ((bytes[at + 1] as number) << 8) | ((bytes[at + 2] as number) << 16) | ((bytes[at + 3] as number) << 24))
    sum =
      (TABLES[1792 + (low & 0xff)] as number) ^
      (TABLES[1536 + ((low >>> 8) & 0xff)] as number) ^
      (TABLES[1280 + ((low >>> 16) & 0xff)] as number) ^
      (TABLES[1024 + (low >>> 24)] as number) ^
      (TABLES[768 + (bytes[at + 4] as number)] as number) ^
      (TABLES[512 + (bytes[at + 5] as number)] as number) ^
      (TABLES[256 + (bytes[at + 6] as number)] as number) ^
      (TABLES[bytes[at + 7] as number] as number)
  }
  for (; at < end; at++) sum = (sum >>> 8) ^ (TABLES[(sum ^ (bytes[at] as number)) & 0xff] as number)
  return ~sum >>> 0
}
