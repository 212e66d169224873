/** The commonest characters of FHIR JSON, from the commonest on. */
const COMMON = '" e:\ntoacsr,indl-myu/gbhfp0123456789v.x'
/** Node finds as many bytes as this without preparations: several times faster, where the first of them is rare. */
const HINT_BYTES = 6

/** What replaces every occurrence of a text; it gives the same bytes back when there is none. */
export function createReplaceBytes(search: string, replacement: string): (bytes: Uint8Array) => Uint8Array {
  const [from, to, hint] = [search, replacement, hintOf(search)].map((text) => Buffer.from(text)) as [Buffer, Buffer, Buffer]
  return (bytes) => {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (view.indexOf(hint) < 0) return bytes
    const parts: Uint8Array[] = []
    let done = 0
    for (let at = view.indexOf(from); at >= 0; at = view.indexOf(from, done)) {
      parts.push(view.subarray(done, at), to)
      done = at + from.length
    }
    if (done === 0) return bytes
    parts.push(view.subarray(done))
    return Buffer.concat(parts)
  }
}

/** The part of a text that is looked for first: it begins with the rarest character. */
function hintOf(search: string): string {
  const rarity = (at: number): number => (COMMON.indexOf(search[at] as string) + 1 || COMMON.length + 1)
  let best = 0
  for (let at = 1; at <= search.length - HINT_BYTES; at++) if (rarity(at) > rarity(best)) best = at
  return search.slice(best, best + HINT_BYTES)
}
