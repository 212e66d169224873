import { KIND, SHAPE, type Frequency, type Shape, type Words } from '../../contract/words.ts'
import type { TextBatch } from './batch.ts'
import { hasTabsForBlanks } from './tabs.ts'
import { usualShapes } from './usual-writing.ts'
import { writingOf } from './writing-of.ts'
import { frequencyIn, listsIn } from './lexicon.ts'
import type { WordTable } from './word-table.ts'
import { hasWrappedLines, isWrappedAt } from './wrapped-lines.ts'

const LINE_END = 0x0A
const CARET = 0x5E
const APOSTROPHE = 0x27
const LETTER_S = 0x73
/** By character: whether a label may end with it. */
const LABEL_ENDS = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte === 0x3A || byte === 0x3D || byte === 0x23))
const KIND_OF_SHAPE = Int32Array.from(Object.entries(SHAPE).toSorted(([, one], [, other]) => one - other), ([shape]) =>
  shape === 'lower' || shape === 'digits' || shape === 'code' ? KIND[shape] : KIND.capital)

/** All strings of one ASCII character, then all of two. */
const SHORT_GAPS = Array.from({ length: 128 + 128 * 128 }, (_, index) => index < 128
  ? String.fromCharCode(index)
  : String.fromCharCode(index - 128 >> 7, index & 127))

/** The same where tabs stand for blanks. */
const SHORT_GAPS_OF_TABS = SHORT_GAPS.map((gap) => gap.replaceAll('\t', ' '))

/** What stands between words in three or four characters, by these: most are the ends of sentences and lines. */
const FEW_SIGNS = new Map<number, string>()
const FEW_SIGNS_MAX = 1000

/** The words of one text, by the contract that detectors know. */
export class TextWords implements Words {
  readonly count: number
  private readonly base: number
  private readonly table: WordTable
  private readonly batch: TextBatch
  private readonly text: number
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly facts: Int32Array
  private readonly kinds: Int32Array
  private hasKinds = false
  /** Of all the words together. */
  private allKinds = 0
  private shapes: Uint8Array
  /** Number of the first word of the text in `shapes`. */
  private shapesBase: number
  private gaps = SHORT_GAPS
  private isWrapped: boolean | undefined

  constructor(options: { readonly table: WordTable; readonly batch: TextBatch; readonly text: number }) {
    this.table = options.table
    this.batch = options.batch
    this.text = options.text
    // They stay the same until another text is read.
    this.starts = this.table.starts
    this.ends = this.table.ends
    this.facts = this.table.facts
    this.kinds = this.table.kinds
    this.shapes = this.table.shapes
    this.base = this.table.first(this.text)
    this.shapesBase = this.base
    this.count = this.table.first(this.text + 1) - this.base
    this.table.lookUp(this.text)
  }

  /** Shows the words as they would be in usual writing, where the text has no capitals, no small letters, or tabs for blanks. */
  writeAsUsual(): void {
    if (hasTabsForBlanks(this.batch.bytes, this.batch.start(this.text), this.batch.end(this.text))) this.gaps = SHORT_GAPS_OF_TABS
    const writing = writingOf(this)
    const shapes = writing === undefined ? undefined : usualShapes(this, writing)
    if (shapes === undefined) return
    this.shapes = shapes
    this.shapesBase = 0
  }

  word(index: number): string {
    return this.batch.slice(this.starts[this.base + index] as number, this.ends[this.base + index] as number)
  }

  lower(index: number): string {
    return this.table.lowerAt(this.base + index)
  }

  shape(index: number): Shape {
    return this.shapes[this.shapesBase + index] as Shape
  }

  gap(index: number): string {
    const from = index < 0 ? this.batch.start(this.text) : this.ends[this.base + index] as number
    const to = index + 1 < this.count ? this.starts[this.base + index + 1] as number : this.batch.end(this.text)
    if (to > from + 2) return this.longGap(from, to)
    if (to === from) return ''
    const first = this.batch.bytes[from] as number
    if (first === LINE_END && to === from + 1 && this.isWrap(from)) return ' '
    // What stands between words is never part of a character beyond ASCII: words take these.
    return to === from + 1 ? this.gaps[first] as string : this.gaps[(first << 7 | (this.batch.bytes[from + 1] as number)) + 128] as string
  }

  private longGap(from: number, to: number): string {
    if (this.gaps !== SHORT_GAPS) return this.batch.slice(from, to).replaceAll('\t', ' ')
    if (to > from + 4) return this.batch.slice(from, to)
    const { bytes } = this.batch
    // Three or four signs of seven bits, with a bit before them.
    let signs = 1
    for (let at = from; at < to; at++) signs = signs << 7 | (bytes[at] as number)
    const known = FEW_SIGNS.get(signs)
    if (known !== undefined) return known
    const gap = this.batch.slice(from, to)
    if (FEW_SIGNS.size < FEW_SIGNS_MAX) FEW_SIGNS.set(signs, gap)
    return gap
  }

  /** The end of a line within a sentence stands for a blank. */
  private isWrap(at: number): boolean {
    const { bytes } = this.batch
    const start = this.batch.start(this.text)
    const end = this.batch.end(this.text)
    this.isWrapped ??= hasWrappedLines(bytes, start, end)
    return this.isWrapped && isWrappedAt(bytes, start, end, at)
  }

  lists(index: number): number {
    return listsIn(this.facts[this.base + index] as number)
  }

  frequency(index: number, as: Frequency): number {
    return frequencyIn(this.facts[this.base + index] as number, as)
  }

  next(kinds: number, from: number): number {
    if (!this.hasKinds) this.readKinds()
    const { base, count, kinds: known } = this
    let at = from
    while (at < count && ((known[base + at] as number) & kinds) === 0) at++
    return at
  }

  /** Whether any of the words is one of these, as bits of LIST and KIND. */
  has(kinds: number): boolean {
    if (!this.hasKinds) this.readKinds()
    return (this.allKinds & kinds) !== 0
  }

  is(kinds: number, index: number): boolean {
    if (!this.hasKinds) this.readKinds()
    return ((this.kinds[this.base + index] as number) & kinds) !== 0
  }

  private readKinds(): void {
    const { base, count, kinds, facts, shapes, shapesBase, starts, ends, batch: { bytes } } = this
    this.hasKinds = true
    let end = this.batch.start(this.text)
    let all = 0
    for (let at = 0; at < count; at++) {
      const lists = listsIn(facts[base + at] as number)
      const kind = KIND_OF_SHAPE[shapes[shapesBase + at] as number] as number
      let kindsOfWord = lists | kind
      if (lists === 0 && (kind & (KIND.lower | KIND.capital)) !== 0) kindsOfWord |= KIND.unlisted
      const start = starts[base + at] as number
      if (end + 1 === start) {
        const between = bytes[end] as number
        if (between === CARET && at > 0) {
          kinds[base + at - 1] = (kinds[base + at - 1] as number) | KIND.caret
          all |= KIND.caret
        } else if (LABEL_ENDS[between] === 1) kindsOfWord |= KIND.labelled
      } else for (; end < start; end++) if (LABEL_ENDS[bytes[end] as number] === 1) kindsOfWord |= KIND.labelled
      end = ends[base + at] as number
      if (bytes[end - 2] === APOSTROPHE && bytes[end - 1] === LETTER_S && end - start > 2) kindsOfWord |= KIND.genitive
      kinds[base + at] = kindsOfWord
      all |= kindsOfWord
    }
    this.allKinds = all
  }

  start(index: number): number {
    return (this.starts[this.base + index] as number) - this.batch.start(this.text)
  }

  end(index: number): number {
    return (this.ends[this.base + index] as number) - this.batch.start(this.text)
  }
}
