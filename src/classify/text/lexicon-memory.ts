import type { Lexicon } from './lexicon.ts'

const SLOTS = 32_768
const STRIDE = 4
const FIRST = 1
const LAST = 2
const FACTS = 3
const LETTER_CASE = 0x20202020
/** By the length of a word, which of the four bytes from its start on belong to it, the first one lowest. */
const LETTERS = Int32Array.from({ length: 16 }, (_, length) => length < 4 ? (1 << length * 8) - 1 : -1)
/** Longer words are looked up each time. */
const WORD_BYTES_MAX = 15
/** The bits of facts that tell the length of the word: no facts are so high. */
const LENGTH_SHIFT = 28
const FACTS_MASK = (1 << LENGTH_SHIFT) - 1

/**
 * Remembers what the lexicon said about words that come often, and the words themselves: the lexicon is megabytes wide,
 * and each look-up of it waits for memory. Words are told apart by hash, length, first four and last four letters.
 */
export class LexiconMemory {
  private readonly lexicon: Lexicon
  /** Of each slot: hash, first and last letters, facts with the length. They lie side by side, so that one look-up waits once. */
  private readonly cells = new Int32Array(SLOTS * STRIDE)
  /** Over the bytes that were asked about last. */
  private bytes: Uint8Array = new Uint8Array(0)
  private view = new DataView(this.bytes.buffer)
  private readonly lowers: (string | undefined)[] = Array.from({ length: SLOTS }, () => undefined)

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  /** The facts of a word, or 0 where it is not in the lexicon. Three bytes more than the word are read, as texts have behind them. */
  facts(hash: number, bytes: Uint8Array, start: number, end: number): number {
    if (end - start > WORD_BYTES_MAX) return this.factsOf(hash, bytes, start, end)
    return (this.cells[this.slotOf(hash, bytes, start, end) * STRIDE + FACTS] as number) & FACTS_MASK
  }

  /** The word in small letters. */
  lower(hash: number, bytes: Buffer, start: number, end: number): string {
    if (end - start > WORD_BYTES_MAX) return bytes.toString('utf8', start, end).toLowerCase()
    return this.lowers[this.slotOf(hash, bytes, start, end)] ??= bytes.toString('utf8', start, end).toLowerCase()
  }

  /** The slot of a word, which takes the place of another one. */
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
    const letters = LETTERS[length] as number
    const first = (view.getInt32(start, true) | LETTER_CASE) & letters
    const last = (view.getInt32(Math.max(start, end - 4), true) | LETTER_CASE) & letters
    if (
      cells[cell] !== hash ||
      cells[cell + FIRST] !== first ||
      cells[cell + LAST] !== last ||
      (cells[cell + FACTS] as number) >>> LENGTH_SHIFT !== length
    ) {
      cells[cell] = hash
      cells[cell + FIRST] = first
      cells[cell + LAST] = last
      cells[cell + FACTS] = this.factsOf(hash, bytes, start, end) | length << LENGTH_SHIFT
      this.lowers[slot] = undefined
    }
    return slot
  }

  private factsOf(hash: number, bytes: Uint8Array, start: number, end: number): number {
    const entry = this.lexicon.find(hash, bytes, start, end)
    return entry < 0 ? 0 : this.lexicon.facts(entry)
  }
}
