import { TextBatch } from '../text/batch.ts'

const [NEW_LINE, CARRIAGE, HYPHEN, LESS, GREATER, BLANK] = [0x0A, 0x0D, 0x2D, 0x3C, 0x3E, 0x20]
const TAG_BYTES_MAX = 80

/** A batch in which words that were cut are whole again, and the way back to the batch it is of. */
export interface Mended {
  readonly batch: TextBatch
  /** Place in the first batch of a span that holds a cut; undefined for one that holds none. */
  placeOf(start: number, end: number): { readonly start: number; readonly end: number } | undefined
}

/**
 * Takes tags and hyphens at line ends out of words, `<b>Ander</b>son` and `Ander-\nson`, as a reader does, and what parts
 * letters that are written one by one, `A n d e r s o n`; undefined where no word is cut.
 */
export function mend(batch: TextBatch): Mended | undefined {
  const cuts = findCuts(batch)
  if (cuts.length === 0) return undefined
  const mended = new TextBatch()
  /** In the mended batch: where each cut was, and how many bytes have gone up to there. */
  const places: number[] = []
  const gone: number[] = []
  let cut = 0
  // Pieces that hold a cut are read again; the number of the text does not matter, since places lead back.
  for (let text = 0; text < batch.count; text++) {
    const end = batch.end(text)
    if (cut >= cuts.length || (cuts[cut] as number) >= end) continue
    const pieces: Buffer[] = []
    let from = batch.start(text)
    const base = mended.length
    let removed = from - base
    places.push(base - 1)
    gone.push(removed)
    while (cut < cuts.length && (cuts[cut] as number) < end) {
      const [start, stop] = [cuts[cut] as number, cuts[cut + 1] as number]
      pieces.push(batch.bytes.subarray(from, start))
      removed += stop - start
      places.push(start - (removed - (stop - start)))
      gone.push(removed)
      from = stop
      cut += 2
    }
    pieces.push(batch.bytes.subarray(from, end))
    mended.addFolded(Buffer.concat(pieces))
  }
  return { batch: mended, placeOf }

  function placeOf(start: number, end: number): { start: number; end: number } | undefined {
    const before = goneAt(start, places, gone)
    const after = goneAt(end - 1, places, gone)
    return before === after ? undefined : { start: start + before, end: end + after }
  }
}

/** How many bytes have gone before a place: those of the last cut at or before it. */
function goneAt(place: number, places: readonly number[], gone: readonly number[]): number {
  let low = 0
  let high = places.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((places[middle] as number) <= place) low = middle
    else high = middle - 1
  }
  return gone[low] as number
}

/** Tags that change how letters look and part no words (HTML Living Standard, section 4.5). */
const INLINE =
  /^<\/?(?:a|abbr|b|bdi|bdo|big|cite|code|del|dfn|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|tt|u|var)\b[^<>]*>$/i

/** Starts and ends of what is taken out, in order; empty where no word is cut. */
function findCuts({ bytes, length }: TextBatch): number[] {
  const cuts: [number, number][] = []
  let isCut = false
  const view = bytes.subarray(0, length)
  for (const mark of [LESS, HYPHEN]) {
    for (let at = view.indexOf(mark); at >= 0; at = view.indexOf(mark, at + 1)) {
      const end = mark === LESS ? afterTag(bytes, at, length) : afterLineEnd(bytes, at)
      if (end < 0) continue
      const splits = isWord(bytes[at - 1] as number) && isWord(bytes[end] as number)
      isCut ||= splits || mark === LESS && bytes[end] === LESS
      // Where one word is cut, the tags around other words go too: `<b>Ander</b>son`.
      if (splits || mark === LESS) cuts.push([at, end])
      at = end - 1
    }
  }
  const spelt = speltOut(bytes, length)
  for (const cut of spelt) cuts.push(cut)
  return isCut || spelt.length > 0 ? cuts.sort((one, other) => one[0] - other[0]).flat() : []
}

/** Fewer letters one by one are initials, or a list. */
const SPELT_LETTERS_MIN = 4
const SPELT_GAPS = new Set(Buffer.from(' -._*'))

/** The single bytes between four letters or more that stand one by one, all parted in one way. */
function speltOut(bytes: Uint8Array, length: number): [number, number][] {
  const cuts: [number, number][] = []
  for (let at = 1; at < length - 1; at++) {
    const gap = bytes[at] as number
    if (bytes[at + 2] !== gap || !SPELT_GAPS.has(gap) || !isLetter(bytes[at + 1] as number) || !isLetter(bytes[at - 1] as number)) continue
    if (isWord(bytes[at - 2] as number)) continue
    let end = at
    while (bytes[end] === gap && isLetter(bytes[end + 1] as number) && !isWord(bytes[end + 2] as number)) end += 2
    const letters = (end - at) / 2 + 1
    if (letters >= SPELT_LETTERS_MIN) for (let cut = at; cut < end; cut += 2) cuts.push([cut, cut + 1])
    at = Math.max(at, end - 1)
  }
  return cuts
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7A
}

function afterTag(bytes: Buffer, from: number, length: number): number {
  const limit = Math.min(length, from + TAG_BYTES_MAX)
  let end = from
  while (end < limit && bytes[end] !== GREATER) end++
  return end < limit && INLINE.test(bytes.toString('latin1', from, end + 1)) ? end + 1 : -1
}

function afterLineEnd(bytes: Uint8Array, from: number): number {
  let at = from + 1
  if (bytes[at] === CARRIAGE) at++
  if (bytes[at] !== NEW_LINE) return -1
  at++
  while (bytes[at] === BLANK) at++
  return at
}

function isWord(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte >= 0x80 && byte !== 0xFF
}
