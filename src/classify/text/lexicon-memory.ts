import type { Lexicon } from './lexicon.ts'

const SLOTS = 16_384
const UNKNOWN = -2
const STRIDE = 5
const LENGTH = 1
const FIRST = 2
const LAST = 3
const FACTS = 4
const LETTER_CASE = 0x20202020

/**
 * Remembers what the lexicon said about words that come often, and the words themselves: the lexicon is megabytes wide, and each look-up of it
 * waits for memory. Words are told apart by hash, length, first four and last four letters.
 */
export class LexiconMemory {
  private readonly lexicon: Lexicon
  /** Of each slot: hash, length, first and last letters, facts. They lie side by side, so that one look-up waits once. */
  private readonly cells = new Int32Array(SLOTS * STRIDE)
  /** Over the bytes that were asked about last. */
  private bytes: Uint8Array = new Uint8Array(0)
  private view = new DataView(this.bytes.buffer)
  private readonly lowers: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  /** The facts of a word, or 0 where it is not in the lexicon. */
  facts(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const facts = this.slotOf(hash, bytes, start, end) * STRIDE + FACTS
    const known = this.cells[facts] as number
    if (known !== UNKNOWN) return known
    const entry = this.lexicon.find(hash, bytes, start, end)
    return this.cells[facts] = entry < 0 ? 0 : this.lexicon.facts(entry)
  }

  /** The word in small letters. */
  lower(hash: number, bytes: Buffer, start: number, end: number): string {
    const slot = this.slotOf(hash, bytes, start, end)
    return this.lowers[slot] ??= bytes.toString('utf8', start, end).toLowerCase()
  }

  /** The slot of a word, emptied where it was another one's. */
  private slotOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const { cells } = this
    const slot = (hash ^ hash >>> 15) & SLOTS - 1
    const cell = slot * STRIDE
    const length = end - start
    if (this.bytes !== bytes) {
      this.bytes = bytes
      this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
    const { view } = this
    const first = length < 4 ? lettersOf(bytes, start, end) : view.getInt32(start) | LETTER_CASE
    const last = length < 4 ? first : view.getInt32(end - 4) | LETTER_CASE
    if (cells[cell] !== hash || cells[cell + LENGTH] !== length || cells[cell + FIRST] !== first || cells[cell + LAST] !== last) {
      cells[cell] = hash
      cells[cell + LENGTH] = length
      cells[cell + FIRST] = first
      cells[cell + LAST] = last
      cells[cell + FACTS] = UNKNOWN
      this.lowers[slot] = undefined
    }
    return slot
  }
}

/** Up to four letters. */
function lettersOf(bytes: Uint8Array, start: number, end: number): number {
  let letters = 0
  for (let at = start; at < end; at++) letters = letters << 8 | (bytes[at] as number)
  return letters | LETTER_CASE
}
