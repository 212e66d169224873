/** The bytes with every occurrence of a text replaced; the same bytes when there is none. */
export function replaceBytes(bytes: Uint8Array, search: Buffer, replacement: Buffer): Uint8Array {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = view.indexOf(search)
  if (at < 0) return bytes
  const parts: Uint8Array[] = []
  let from = 0
  while (at >= 0) {
    parts.push(view.subarray(from, at), replacement)
    from = at + search.length
    at = view.indexOf(search, from)
  }
  parts.push(view.subarray(from))
  return Buffer.concat(parts)
}
