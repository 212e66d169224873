import type { Lexicon } from './lexicon.ts'

const SLOTS = 8192
const UNKNOWN = -2
const LETTER_CASE = 0x20202020

/**
 * Remembers what the lexicon said about words that come often, and the words themselves: the lexicon is megabytes wide, and each look-up of it
 * waits for memory. Words are told apart by hash, length, first four and last four letters.
 */
export class LexiconMemory {
  private readonly lexicon: Lexicon
  private readonly hashes = new Int32Array(SLOTS)
  private readonly firsts = new Int32Array(SLOTS)
  private readonly lasts = new Int32Array(SLOTS)
  private readonly lengths = new Int32Array(SLOTS)
  private readonly entries = new Int32Array(SLOTS)
  private readonly lowers: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  /** As `Lexicon.find`. */
  find(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const slot = this.slotOf(hash, bytes, start, end)
    const known = this.entries[slot] as number
    return known === UNKNOWN ? this.entries[slot] = this.lexicon.find(hash, bytes, start, end) : known
  }

  /** The word in small letters. */
  lower(hash: number, bytes: Buffer, start: number, end: number): string {
    const slot = this.slotOf(hash, bytes, start, end)
    return this.lowers[slot] ??= bytes.toString('utf8', start, end).toLowerCase()
  }

  /** The slot of a word, emptied where it was another one's. */
  private slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const slot = (hash ^ hash >>> 15) & SLOTS - 1
    const length = end - start
    const first = fourOf(bytes, start, Math.min(end, start + 4))
    const last = fourOf(bytes, Math.max(start, end - 4), end)
    if (this.hashes[slot] !== hash || this.lengths[slot] !== length || this.firsts[slot] !== first || this.lasts[slot] !== last) {
      this.hashes[slot] = hash
      this.lengths[slot] = length
      this.firsts[slot] = first
      this.lasts[slot] = last
      this.entries[slot] = UNKNOWN
      this.lowers[slot] = undefined
    }
    return slot
  }
}

function fourOf(bytes: Uint8Array, start: number, end: number): number {
  let four = 0
  for (let at = start; at < end; at++) four = four << 8 | (bytes[at] as number)
  return four | LETTER_CASE
}
