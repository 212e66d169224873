import { arena, memory } from '../../json/arena.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import { addRemoved, REMOVED, removed } from '../../json/removed.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import { civilFromDays, daysFromCivil } from '../../transform/dates/dates.ts'
import type { Shifter, ShiftOptions } from '../../transform/shift.ts'
import { UNTOUCHED } from './marks.ts'
import { readDay, writeDay } from '../values/plain-year.ts'

const DAY_BYTES = 10
/** What is noted of a date: its span, what that replaces, its place among the removed, its resource, the range of the shift, its mark. */
const PENDING = { span: 0, edge: 1, start: 2, end: 3, removed: 4, frame: 5, days: 6, mark: 7 } as const
const PENDING_CELLS = 8

/** Dates that move once it is known whose they are, which the message may say behind them. */
export class DirectShift {
  private readonly spans: Spans
  private readonly shifter: Shifter
  /** Those of this message stand up to `length`. */
  private readonly cells: number[] = []
  private length = 0

  constructor(options: { readonly spans: Spans; readonly shifter: Shifter }) {
    this.spans = options.spans
    this.shifter = options.shifter
  }

  begin(): void {
    this.length = 0
  }

  get isEmpty(): boolean {
    return this.length === 0
  }

  /** Keeps a place for what a valid date becomes. */
  add(date: {
    readonly edge: number
    readonly start: number
    readonly end: number
    readonly frame: number
    readonly days: number
    readonly mark: number
  }): void {
    const { edge, start, end, frame, days, mark } = date
    const { cells, length: at } = this
    cells[at] = this.spans.count
    cells[at + PENDING.edge] = edge
    cells[at + PENDING.start] = start
    cells[at + PENDING.end] = end
    cells[at + PENDING.removed] = removed.length
    cells[at + PENDING.frame] = frame
    cells[at + PENDING.days] = days
    cells[at + PENDING.mark] = mark
    this.length = at + PENDING_CELLS
    this.spans.add(edge, start, end, NO_TEXT)
    addRemoved(edge, start, end, UNTOUCHED)
  }

  /** Moves them all. `moved` is told of each that became another. */
  settle(subjectOf: (frame: number) => string | undefined, moved: (frame: number, mark: number) => void): void {
    const { cells, length } = this
    let frame = -1
    let subject: string | undefined
    for (let at = 0; at < length; at += PENDING_CELLS) {
      if (cells[at + PENDING.frame] !== frame) {
        frame = cells[at + PENDING.frame] as number
        subject = subjectOf(frame)
      }
      if (subject === undefined) throw GIVEN_UP
      if (this.move(at, subject)) moved(frame, cells[at + PENDING.mark] as number)
    }
  }

  /** True when the date became another one. */
  private move(at: number, subject: string): boolean {
    const { cells } = this
    const start = cells[at + PENDING.start] as number
    const end = cells[at + PENDING.end] as number
    const days = cells[at + PENDING.days] as number
    const gone = cells[at + PENDING.removed] as number
    const edge = cells[at + PENDING.edge] as number
    const span = cells[at + PENDING.span] as number
    const isWhole = end - start >= DAY_BYTES
    const made = isWhole ? this.movedDay(start, end, { subject, days }) : this.movedPart(start, end, { subject, days })
    if (made === NO_TEXT) throw GIVEN_UP
    // A span that is not its own any more went with the element around it.
    if (this.spans.isAt(span, edge, start)) this.spans.fill(span, made)
    if (!isWhole && this.isSame(made, start, end)) {
      removed.cells[gone + REMOVED.end] = start
      return false
    }
    removed.cells[gone + REMOVED.mark] = cells[at + PENDING.mark] as number
    return true
  }

  /** A month or a year. */
  private movedPart(start: number, end: number, options: ShiftOptions): number {
    return this.spans.text(this.shifter.shiftDate(textOf(start, end), options) ?? '')
  }

  private isSame(made: number, start: number, end: number): boolean {
    const at = this.spans.textAt(made)
    return textOf(at, at + this.spans.textBytes(made)) === textOf(start, end)
  }

  /** A day, and behind it the time as it is. */
  private movedDay(start: number, end: number, options: ShiftOptions): number {
    const by = this.shifter.offset(options)
    if (by === undefined) return NO_TEXT
    const moved = civilFromDays(daysFromCivil(readDay(start)) + by)
    if (moved.year < 1 || moved.year > 9999) return NO_TEXT
    const at = this.spans.room(end - start)
    writeDay(moved, at)
    const { bytes } = memory
    for (let i = DAY_BYTES; i < end - start; i++) bytes[at + i] = bytes[start + i] as number
    return this.spans.written(end - start)
  }
}

function textOf(start: number, end: number): string {
  return arena.text.toString('latin1', start, end)
}
