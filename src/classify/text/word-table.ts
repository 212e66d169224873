import { SHAPE, type Frequency, type Shape } from '../../contract/words.ts'
import { frequencyIn, listsIn, type Lexicon } from './lexicon.ts'
import { LexiconMemory } from './lexicon-memory.ts'
import type { TextBatch } from './batch.ts'
import { TextWords } from './text-words.ts'

const APOSTROPHE = 0x27
const HASH_START = 0x811C9DC5 | 0
const HASH_PRIME = 0x01000193

/** Not looked up in the lexicon yet. */
const UNREAD = -1

const IS_LOWER = 1 << 8
const IS_UPPER = 1 << 9
const IS_DIGIT = 1 << 10
const IS_LETTER = IS_LOWER | IS_UPPER
/** By byte: 0 where no word has it; else the small letter, with a bit for what it is as it stands. */
const SMALL = Int16Array.from({ length: 256 }, (_, byte) => {
  if (byte >= 0x61 && byte <= 0x7A || byte >= 0x80) return byte | IS_LOWER
  if (byte >= 0x41 && byte <= 0x5A) return byte | 0x20 | IS_UPPER
  return byte >= 0x30 && byte <= 0x39 ? byte | IS_DIGIT : 0
})
const KINDS_FROM = 8
const KINDS_BITS = 3
/** By what the first character of a word is, and what there is among the others, as bits of `SMALL`. */
const SHAPE_OF = Uint8Array.from({ length: 1 << (2 * KINDS_BITS) }, (_, kinds) =>
  shapeOf((kinds >> KINDS_BITS) << KINDS_FROM, (kinds << KINDS_FROM) & (IS_LETTER | IS_DIGIT)),
)

/** The words of all texts of a batch, in arrays; `of(text)` shows those of one text. */
export class WordTable {
  count = 0
  starts = new Int32Array(1024)
  ends = new Int32Array(1024)
  hashes = new Int32Array(1024)
  shapes = new Uint8Array(1024)
  /** What the lexicon says, or `UNREAD`. */
  facts = new Int32Array(1024)
  /** Bits of LIST and KIND of the words of the last text, once they were asked for. */
  kinds = new Int32Array(1024)
  /** What stands behind a word, once it was asked for. */
  readonly gaps: (string | undefined)[] = []
  /** In small letters, once it was asked for. */
  private readonly lowers: (string | undefined)[] = []
  /** Number of the first word of each text; one more at the end. */
  private firsts: number[] = []
  readonly lexicon: Lexicon
  private readonly memory: LexiconMemory
  private batch: TextBatch | undefined

  constructor(lexicon: Lexicon) {
    this.lexicon = lexicon
    this.memory = new LexiconMemory(lexicon)
  }

  /** Reads all texts of a batch. */
  read(batch: TextBatch): void {
    this.begin(batch)
    for (let text = 0; text < batch.count; text++) this.readText(text)
  }

  /** Begins a batch without reading a text of it. */
  begin(batch: TextBatch): void {
    this.batch = batch
    this.count = 0
    this.firsts.length = 0
    this.firsts.push(0)
  }

  /** Reads the next text, and those before it as texts without words. */
  readText(text: number): void {
    while (this.firsts.length <= text) this.firsts.push(this.count)
    const { batch } = this
    if (batch === undefined) return
    this.readWords(batch.bytes, batch.start(text), batch.end(text))
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

  /** What the lexicon says of a word: looked up when it is first asked for, as most words never are. */
  private factsAt(word: number): number {
    const known = this.facts[word] as number
    return known === UNREAD ? this.readFacts(word) : known
  }

  private readFacts(word: number): number {
    const { batch } = this
    if (batch === undefined) return 0
    return (this.facts[word] = this.memory.facts(
      this.hashes[word] as number,
      batch.bytes,
      this.starts[word] as number,
      this.ends[word] as number,
    ))
  }

  /** Has the facts of the words of a text at hand. */
  lookUp(text: number): void {
    const { facts } = this
    for (let word = this.first(text), to = this.first(text + 1); word < to; word++) if (facts[word] === UNREAD) this.readFacts(word)
  }

  lowerAt(word: number): string {
    return this.lowers[word] ?? this.readLower(word)
  }

  private readLower(word: number): string {
    const { batch } = this
    if (batch === undefined) return ''
    return (this.lowers[word] = this.memory.lower(
      this.hashes[word] as number,
      batch.bytes,
      this.starts[word] as number,
      this.ends[word] as number,
    ))
  }

  /** Bits of LIST for a word. */
  listsAt(word: number): number {
    return listsIn(this.factsAt(word))
  }

  frequencyAt(word: number, as: Frequency): number {
    return frequencyIn(this.factsAt(word), as)
  }

  of(batch: TextBatch, text: number): TextWords {
    return new TextWords({ table: this, batch, text })
  }

  private readWords(bytes: Uint8Array, start: number, end: number): void {
    this.reserve(this.count + (end - start + 1 >> 1))
    const { starts, ends, hashes, shapes, facts, lowers, gaps } = this
    let { count } = this
    let at = start
    while (at < end) {
      let small = SMALL[bytes[at] as number] as number
      if (small === 0) {
        at++
        continue
      }
      const from = at
      const first = small
      let hash = Math.imul(HASH_START ^ small & 0xFF, HASH_PRIME)
      let others = 0
      // A text ends with a byte that no word has.
      for (;;) {
        small = SMALL[bytes[++at] as number] as number
        if (small === 0) {
          if (bytes[at] !== APOSTROPHE) break
          small = SMALL[bytes[at + 1] as number] as number
          if ((small & IS_LETTER) === 0) break
          hash = Math.imul(hash ^ APOSTROPHE, HASH_PRIME)
          at++
        }
        others |= small
        hash = Math.imul(hash ^ small & 0xFF, HASH_PRIME)
      }
      starts[count] = from
      ends[count] = at
      hashes[count] = hash
      facts[count] = ((first | others) & IS_DIGIT) === 0 ? UNREAD : 0
      lowers[count] = undefined
      gaps[count] = undefined
      shapes[count++] = SHAPE_OF[first >> KINDS_FROM << KINDS_BITS | others >> KINDS_FROM] as number
    }
    this.count = count
  }

  private reserve(count: number): void {
    if (count <= this.starts.length) return
    const size = count * 2
    const copy = <T extends Int32Array | Uint8Array>(larger: T, smaller: T): T => {
      larger.set(smaller)
      return larger
    }
    this.starts = copy(new Int32Array(size), this.starts)
    this.ends = copy(new Int32Array(size), this.ends)
    this.hashes = copy(new Int32Array(size), this.hashes)
    this.facts = copy(new Int32Array(size), this.facts)
    this.kinds = copy(new Int32Array(size), this.kinds)
    this.shapes = copy(new Uint8Array(size), this.shapes)
  }
}

function shapeOf(first: number, others: number): Shape {
  const all = first | others
  if ((all & IS_DIGIT) !== 0) return (all & IS_LETTER) !== 0 ? SHAPE.code : SHAPE.digits
  if ((all & IS_UPPER) === 0) return SHAPE.lower
  if ((all & IS_LOWER) === 0 && others !== 0) return SHAPE.upper
  return first === IS_UPPER && (others & IS_UPPER) === 0 ? SHAPE.capital : SHAPE.mixed
}
