import type { CleanPart } from './envelope-engine.ts'

const NEWLINE = Buffer.from('\n')

/** A batch of lines, each a message. Lines of which nothing may pass, and blank ones, are left out. */
export function openNdjson(body: Uint8Array, clean: CleanPart): Uint8Array {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const lines: Uint8Array[] = []
  for (let from = 0; from < bytes.length;) {
    const at = bytes.indexOf(0x0a, from)
    const end = at === -1 ? bytes.length : at
    const line = bytes.subarray(from, end)
    from = end + 1
    if (line.every((byte) => byte <= 0x20)) continue
    const cleaned = clean(line)
    // A message may be indented where it stands alone; in a batch it is one line.
    if (cleaned.length > 0) lines.push(cleaned, NEWLINE)
  }
  return Buffer.concat(lines)
}
