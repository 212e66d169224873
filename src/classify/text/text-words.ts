import type { Frequency, Shape, Words } from '../../contract/words.ts'
import type { TextBatch } from './batch.ts'
import { hasTabsForBlanks } from './tabs.ts'
import { usualShapes, writingOf } from './usual-writing.ts'
import type { WordTable } from './word-table.ts'
import { hasWrappedLines, isWrappedAt } from './wrapped-lines.ts'

const LINE_END = 0x0A

/** All strings of one ASCII character, then all of two. */
const SHORT_GAPS = Array.from({ length: 128 + 128 * 128 }, (_, index) => index < 128
  ? String.fromCharCode(index)
  : String.fromCharCode(index - 128 >> 7, index & 127))

/** The same where tabs stand for blanks. */
const SHORT_GAPS_OF_TABS = SHORT_GAPS.map((gap) => gap.replaceAll('\t', ' '))

/** The words of one text, by the contract that detectors know. */
export class TextWords implements Words {
  readonly count: number
  private readonly base: number
  private readonly table: WordTable
  private readonly batch: TextBatch
  private readonly text: number
  private readonly starts: Int32Array
  private readonly ends: Int32Array
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
    this.shapes = this.table.shapes
    this.base = this.table.first(this.text)
    this.shapesBase = this.base
    this.count = this.table.first(this.text + 1) - this.base
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
    if (to > from + 2) return this.gaps === SHORT_GAPS ? this.batch.slice(from, to) : this.batch.slice(from, to).replaceAll('\t', ' ')
    if (to === from) return ''
    const first = this.batch.bytes[from] as number
    if (first === LINE_END && to === from + 1 && this.isWrap(from)) return ' '
    // What stands between words is never part of a character beyond ASCII: words take these.
    return to === from + 1 ? this.gaps[first] as string : this.gaps[(first << 7 | (this.batch.bytes[from + 1] as number)) + 128] as string
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
    return this.table.listsAt(this.base + index)
  }

  frequency(index: number, as: Frequency): number {
    return this.table.frequencyAt(this.base + index, as)
  }

  start(index: number): number {
    return (this.starts[this.base + index] as number) - this.batch.start(this.text)
  }

  end(index: number): number {
    return (this.ends[this.base + index] as number) - this.batch.start(this.text)
  }
}
