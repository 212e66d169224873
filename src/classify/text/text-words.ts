import { KIND, SHAPE, type Entity, type Frequency, type Language, type Shape, type Words } from '../../contract/words.ts'
import type { TextBatch } from './batch.ts'
import { recognizeEntities } from './entities/recognize.ts'
import { gapString } from './gap-strings.ts'
import { languageOf } from './language-of.ts'
import { hasTabsForBlanks } from './tabs.ts'
import { usualShapes } from './usual-writing.ts'
import { writingOf } from './writing-of.ts'
import { frequencyIn, listsIn } from './lexicon.ts'
import type { WordTable } from './word-table.ts'
import { hasWrappedLines, isWrappedAt } from './wrapped-lines.ts'

const LINE_END = 0x0A
const CARET = 0x5E
const HYPHEN = 0x2D
const APOSTROPHE = 0x27
const LETTER_S = 0x73
/** A table has its first sign between cells among its first words. */
const CELL_WORDS_MAX = 3
const CELL_GAP = /^ ?"?[,;|\t] ?"?$/
/** By character: whether a label may end with it. */
const LABEL_ENDS = Uint8Array.from({ length: 256 }, (_, byte) => Number(byte === 0x3A || byte === 0x3D || byte === 0x23))
const KIND_OF_SHAPE = Int32Array.from(Object.entries(SHAPE).toSorted(([, one], [, other]) => one - other), ([shape]) =>
  shape === 'lower' || shape === 'digits' || shape === 'code' ? KIND[shape] : KIND.capital)

/** The words of one text, by the contract that detectors know. */
export class TextWords implements Words {
  readonly count: number
  private readonly base: number
  /** Where the text starts in the batch. */
  private readonly from: number
  private readonly table: WordTable
  private readonly batch: TextBatch
  private readonly text: number
  private readonly starts: Int32Array
  private readonly ends: Int32Array
  private readonly hashes: Int32Array
  private readonly facts: Int32Array
  private readonly kinds: Int32Array
  private readonly gaps: (string | undefined)[]
  private hasKinds = false
  /** Of all the words together. */
  private allKinds = 0
  private shapes: Uint8Array
  /** Number of the first word of the text in `shapes`. */
  private shapesBase: number
  private hasTabsForBlanks = false
  private isWrapped: boolean | undefined
  private known: { readonly language: Language | undefined } | undefined
  private recognized: readonly Entity[] | undefined

  constructor(options: { readonly table: WordTable; readonly batch: TextBatch; readonly text: number }) {
    this.table = options.table
    this.batch = options.batch
    this.text = options.text
    this.from = this.batch.start(this.text)
    // They stay the same until another text is read.
    this.starts = this.table.starts
    this.ends = this.table.ends
    this.hashes = this.table.hashes
    this.facts = this.table.facts
    this.kinds = this.table.kinds
    this.gaps = this.table.gaps
    this.shapes = this.table.shapes
    this.base = this.table.first(this.text)
    this.shapesBase = this.base
    this.count = this.table.first(this.text + 1) - this.base
    this.table.lookUp(this.text)
  }

  /** Shows the words as they would be in usual writing, where the text has no capitals, no small letters, or tabs for blanks. */
  writeAsUsual(): void {
    this.hasTabsForBlanks = hasTabsForBlanks(this.batch.bytes, this.batch.start(this.text), this.batch.end(this.text))
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

  hash(index: number): number {
    return this.hashes[this.base + index] as number
  }

  shape(index: number): Shape {
    return this.shapes[this.shapesBase + index] as Shape
  }

  gap(index: number): string {
    return (index < 0 ? undefined : this.gaps[this.base + index]) ?? this.readGap(index)
  }

  private readGap(index: number): string {
    const from = index < 0 ? this.batch.start(this.text) : (this.ends[this.base + index] as number)
    const to = index + 1 < this.count ? (this.starts[this.base + index + 1] as number) : this.batch.end(this.text)
    const gap =
      to === from + 1 && this.batch.bytes[from] === LINE_END && this.isWrap(from)
        ? ' '
        : gapString(this.batch, from, to, this.hasTabsForBlanks)
    if (index >= 0) this.gaps[this.base + index] = gap
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

  language(): Language | undefined {
    this.known ??= { language: languageOf(this) }
    return this.known.language
  }

  entities(): readonly Entity[] {
    return (this.recognized ??= recognizeEntities(this))
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
    const written = this.table.shapes
    let end = this.batch.start(this.text)
    let all = 0
    for (let at = 0; at < count; at++) {
      const lists = listsIn(facts[base + at] as number)
      const kind = KIND_OF_SHAPE[shapes[shapesBase + at] as number] as number
      let kindsOfWord = lists | kind
      if (lists === 0 && (kind & (KIND.lower | KIND.capital)) !== 0) kindsOfWord |= KIND.unlisted
      if (shapes !== written && shapes[shapesBase + at] !== written[base + at]) kindsOfWord |= KIND.rewritten
      if (at < CELL_WORDS_MAX && this.gap(at) !== ' ' && CELL_GAP.test(this.gap(at))) kindsOfWord |= KIND.cell
      const start = starts[base + at] as number
      if (end + 1 === start) {
        const between = bytes[end] as number
        if ((between === CARET || between === HYPHEN) && at > 0) {
          const joined = between === CARET ? KIND.caret : KIND.hyphen
          kinds[base + at - 1] = (kinds[base + at - 1] as number) | joined
          all |= joined
        } else if (LABEL_ENDS[between] === 1) kindsOfWord |= KIND.labelled
      } else for (; end < start; end++) if (LABEL_ENDS[bytes[end] as number] === 1) kindsOfWord |= KIND.labelled
      end = ends[base + at] as number
      if (bytes[end - 1] === LETTER_S && bytes[end - 2] === APOSTROPHE && end - start > 2) kindsOfWord |= KIND.genitive
      if (end - start === 1 && shapes[shapesBase + at] === SHAPE.capital) kindsOfWord |= KIND.initial
      kinds[base + at] = kindsOfWord
      all |= kindsOfWord
    }
    this.allKinds = all
  }

  start(index: number): number {
    return (this.starts[this.base + index] as number) - this.from
  }

  end(index: number): number {
    return (this.ends[this.base + index] as number) - this.from
  }
}
