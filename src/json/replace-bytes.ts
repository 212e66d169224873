/** The commonest characters of FHIR JSON, from the commonest on. */
const COMMON = '" e:\ntoacsr,indl-myu/gbhfp0123456789v.x'
/** As many are found without preparations: several times faster, where the first of them is rare. */
const HINT_BYTES = 6

/**
 * What replaces every occurrence of a text; it gives the same bytes back when there is none. Given the same bytes as a
 * string of latin1 besides, it searches that, which is faster.
 */
export function createReplaceBytes(search: string, replacement: string): (bytes: Uint8Array, text?: string) => Uint8Array {
  const [from, to] = [Buffer.from(search), Buffer.from(replacement)]
  const spelt = from.toString('latin1')
  const hintAt = placeOfHint(spelt)
  const hint = spelt.slice(hintAt, hintAt + HINT_BYTES)
  const hintBytes = Buffer.from(hint, 'latin1')

  function findIn(text: string, start: number): number {
    for (let at = text.indexOf(hint, start + hintAt); at >= 0; at = text.indexOf(hint, at + 1))
      if (text.startsWith(spelt, at - hintAt)) return at - hintAt
    return -1
  }

  return (bytes, text) => {
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
    if (text === undefined && view.indexOf(hintBytes) < 0) return bytes
    const find = (at: number): number => text === undefined ? view.indexOf(from, at) : findIn(text, at)
    const parts: Uint8Array[] = []
    let done = 0
    for (let at = find(0); at >= 0; at = find(done)) {
      parts.push(view.subarray(done, at), to)
      done = at + from.length
    }
    if (done === 0) return bytes
    parts.push(view.subarray(done))
    return Buffer.concat(parts)
  }
}

/** Where the part of a text begins that is looked for first: with the rarest character. */
function placeOfHint(search: string): number {
  const rarity = (at: number): number => (COMMON.indexOf(search[at] as string) + 1 || COMMON.length + 1)
  let best = 0
  for (let at = 1; at <= search.length - HINT_BYTES; at++) if (rarity(at) > rarity(best)) best = at
  return best
}
