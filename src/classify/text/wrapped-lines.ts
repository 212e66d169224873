const LINE_END = 0x0A
const BLANK = 0x20
const COLON = 0x3A
/** A line of prose has blanks among its last so many bytes. */
const LINE_BYTES_MIN = 30
const BLANKS_MIN = 3
/** Labels are no longer than this. */
const LABEL_BYTES_MAX = 24

/**
 * Whether most lines of a text end within a sentence, as where it was wrapped at a width: letters or digits stand before the end of
 * a long line, and the next goes on in small letters.
 */
export function hasWrappedLines(bytes: Uint8Array, start: number, end: number): boolean {
  let [onward, others] = [0, 0]
  for (let at = bytes.indexOf(LINE_END, start); at !== -1 && at < end; at = bytes.indexOf(LINE_END, at + 1)) {
    if (!endsProse(bytes, start, at)) continue
    if (isSmall(bytes[at + 1])) onward++
    else others++
  }
  return onward > 0 && onward >= others
}

/** Whether the line that ends here is prose that goes on in the next one, which begins with no label. */
export function isWrappedAt(bytes: Uint8Array, start: number, end: number, at: number): boolean {
  if (!endsProse(bytes, start, at)) return false
  const last = Math.min(end, at + LABEL_BYTES_MAX)
  for (let next = at + 1; (next < last && isWordByte(bytes[next])) || (bytes[next] === BLANK && next < last); next++)
    if (bytes[next + 1] === COLON) return false
  return true
}

function endsProse(bytes: Uint8Array, start: number, at: number): boolean {
  const from = at - LINE_BYTES_MIN
  if (from < start || !isWordByte(bytes[at - 1])) return false
  let blanks = 0
  for (let before = from; before < at; before++) {
    if (bytes[before] === LINE_END) return false
    if (bytes[before] === BLANK) blanks++
  }
  return blanks >= BLANKS_MIN
}

function isSmall(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x61 && byte <= 0x7A
}

function isWordByte(byte: number | undefined): boolean {
  return (
    byte !== undefined &&
    ((byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x30 && byte <= 0x39) || byte >= 0x80)
  )
}
