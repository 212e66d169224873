import { SHAPE, type Shape, type Words } from '../../contract/words.ts'
import type { Lexicon } from './lexicon.ts'
import type { TextBatch } from './batch.ts'

const APOSTROPHE = 0x27
const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193

/** The hash by which words are compared: FNV-1a over the lower-case folded bytes. */
export function hashWord(lower: string): number {
  let hash = HASH_START
  for (const byte of Buffer.from(lower)) hash = Math.imul(hash ^ byte, HASH_PRIME)
  return hash
}

const OTHER = 0
const LOWER = 1
const UPPER = 2
const DIGIT = 3
const FOREIGN = 4
const KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x61 && byte <= 0x7A) return LOWER
  if (byte >= 0x41 && byte <= 0x5A) return UPPER
  if (byte >= 0x30 && byte <= 0x39) return DIGIT
  return byte >= 0x80 ? FOREIGN : OTHER
})

/** The words of all texts of a batch, in arrays; `of(text)` shows those of one text. */
export class WordTable {
  count = 0
  starts = new Int32Array(1024)
  ends = new Int32Array(1024)
  hashes = new Int32Array(1024)
  shapes = new Uint8Array(1024)
  /** Entry of the lexicon, or -1. */
  entries = new Int32Array(1024)
  /** Number of the first word of each text; one more at the end. */
  private firsts: number[] = []
  readonly lexicon: Lexicon

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
  }

  read(batch: TextBatch): void {
    this.count = 0
    this.firsts.length = 0
    for (let text = 0; text < batch.count; text++) {
      this.firsts.push(this.count)
      this.readText(batch.bytes, batch.start(text), batch.end(text))
    }
    this.firsts.push(this.count)
  }

  first(text: number): number {
    return this.firsts[text] as number
  }

  /** Number of the first word of the table that ends after the place. */
  wordAt(place: number): number {
    let low = 0
    let high = this.count
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.ends[middle] as number) > place) high = middle
      else low = middle + 1
    }
    return low
  }

  /** Bits of LIST for a word. */
  listsAt(word: number): number {
    const entry = this.entries[word] as number
    return entry < 0 ? 0 : this.lexicon.lists(entry)
  }

  frequencyAt(word: number, as: 'given' | 'surname' | 'common'): number {
    const entry = this.entries[word] as number
    return entry < 0 ? 0 : this.lexicon.frequency(entry, as)
  }

  of(batch: TextBatch, text: number): Words {
    return new TextWords({ table: this, lexicon: this.lexicon, batch, text })
  }

  private readText(bytes: Uint8Array, start: number, end: number): void {
    let at = start
    while (at < end) {
      let kind = KINDS[bytes[at] as number] as number
      if (kind === OTHER) {
        at++
        continue
      }
      const from = at
      let hash = HASH_START
      let lower = 0
      let upper = 0
      let digits = 0
      for (;;) {
        let byte = bytes[at] as number
        if (kind === UPPER) {
          upper++
          byte |= 0x20
        } else if (kind === DIGIT) digits++
        else lower++
        hash = Math.imul(hash ^ byte, HASH_PRIME)
        at++
        if (at >= end) break
        kind = KINDS[bytes[at] as number] as number
        if (kind !== OTHER) continue
        if (bytes[at] !== APOSTROPHE || at + 1 >= end) break
        const next = KINDS[bytes[at + 1] as number] as number
        if (next !== LOWER && next !== UPPER && next !== FOREIGN) break
        hash = Math.imul(hash ^ APOSTROPHE, HASH_PRIME)
        at++
        kind = next
      }
      this.add(from, at, hash, shapeOf(lower, upper, digits, KINDS[bytes[from] as number] === UPPER))
      this.entries[this.count - 1] = digits > 0 ? -1 : this.lexicon.find(hash, bytes, from, at)
    }
  }

  private add(start: number, end: number, hash: number, shape: Shape): void {
    if (this.count === this.starts.length) this.grow()
    const at = this.count++
    this.starts[at] = start
    this.ends[at] = end
    this.hashes[at] = hash
    this.shapes[at] = shape
  }

  private grow(): void {
    const size = this.count * 2
    const copy = <T extends Int32Array | Uint8Array>(larger: T, smaller: T): T => {
      larger.set(smaller)
      return larger
    }
    this.starts = copy(new Int32Array(size), this.starts)
    this.ends = copy(new Int32Array(size), this.ends)
    this.hashes = copy(new Int32Array(size), this.hashes)
    this.entries = copy(new Int32Array(size), this.entries)
    this.shapes = copy(new Uint8Array(size), this.shapes)
  }
}

function shapeOf(lower: number, upper: number, digits: number, startsUpper: boolean): Shape {
  if (digits > 0) return lower + upper > 0 ? SHAPE.code : SHAPE.digits
  if (upper === 0) return SHAPE.lower
  if (lower === 0 && upper > 1) return SHAPE.upper
  return upper === 1 && startsUpper ? SHAPE.capital : SHAPE.mixed
}

/** The words of one text, by the contract that detectors know. */
class TextWords implements Words {
  readonly count: number
  private readonly base: number
  private readonly table: WordTable
  private readonly lexicon: Lexicon
  private readonly batch: TextBatch
  private readonly text: number

  constructor(options: { readonly table: WordTable; readonly lexicon: Lexicon; readonly batch: TextBatch; readonly text: number }) {
    this.table = options.table
    this.lexicon = options.lexicon
    this.batch = options.batch
    this.text = options.text
    this.base = this.table.first(this.text)
    this.count = this.table.first(this.text + 1) - this.base
  }

  word(index: number): string {
    return this.batch.slice(this.table.starts[this.base + index] as number, this.table.ends[this.base + index] as number)
  }

  lower(index: number): string {
    return this.word(index).toLowerCase()
  }

  shape(index: number): Shape {
    return this.table.shapes[this.base + index] as Shape
  }

  gap(index: number): string {
    const from = index < 0 ? this.batch.start(this.text) : this.table.ends[this.base + index] as number
    const to = index + 1 < this.count ? this.table.starts[this.base + index + 1] as number : this.batch.end(this.text)
    return to === from + 1 && this.batch.bytes[from] === 0x20 ? ' ' : this.batch.slice(from, to)
  }

  lists(index: number): number {
    const entry = this.table.entries[this.base + index] as number
    return entry < 0 ? 0 : this.lexicon.lists(entry)
  }

  frequency(index: number, as: 'given' | 'surname' | 'common'): number {
    const entry = this.table.entries[this.base + index] as number
    return entry < 0 ? 0 : this.lexicon.frequency(entry, as)
  }

  start(index: number): number {
    return (this.table.starts[this.base + index] as number) - this.batch.start(this.text)
  }

  end(index: number): number {
    return (this.table.ends[this.base + index] as number) - this.batch.start(this.text)
  }
}
