const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** Whether a text has the form of a UUID, in either case (RFC 9562 section 4). */
export function isUuid(text: string): boolean {
  return text.length === 36 && UUID.test(text)
}

/** The first 122 bits of a digest as a UUID of version 8, the one for vendor-specific use (RFC 9562 section 5.8). */
export function uuidFromHex(hex: string): string {
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) & 3)
  const end = hex.slice(20, 32)
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${end}`
}

const DASH = 0x2d
const VERSION = 0x38
const VARIANTS = [0x38, 0x39, 0x61, 0x62] as const

/** Writes what `uuidFromHex` makes: 36 bytes. */
export function writeUuid(hex: string, target: Uint8Array, start: number): void {
  let to = start
  for (let at = 0; at < 32; at++) {
    if (at === 8 || at === 12 || at === 16 || at === 20) target[to++] = DASH
    target[to++] = hex.charCodeAt(at)
  }
  target[start + 14] = VERSION
  const digit = hex.charCodeAt(16)
  // A letter is worth nine more than its low bits say.
  target[start + 19] = VARIANTS[(digit > 0x39 ? digit + 1 : digit) & 3] as number
}

/** A UUID as an OID: `2.25.` and its integer (ITU-T X.667, DICOM PS3.5 B.2). At most 44 characters. */
export function oidFromUuid(uuid: string): string {
  return `2.25.${BigInt(`0x${uuid.replaceAll('-', '')}`)}`
}
