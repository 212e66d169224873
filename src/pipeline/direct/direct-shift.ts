import { arena } from '../../json/arena.ts'
import { GIVEN_UP } from '../../json/rewrite.ts'
import { addRemoved, REMOVED, removed } from '../../json/removed.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import { civilFromDays, daysFromCivil, formatFhirDate } from '../../transform/dates/dates.ts'
import type { Shifter, ShiftOptions } from '../../transform/shift.ts'
import { UNTOUCHED } from './marks.ts'
import { readDay } from '../values/plain-year.ts'

const DAY_BYTES = 10
/** What is noted of a date: its span, what that replaces, its place among the removed, its resource, the range of the shift, its mark. */
const PENDING = { span: 0, edge: 1, start: 2, end: 3, removed: 4, frame: 5, days: 6, mark: 7 } as const
const PENDING_CELLS = 8

/** Dates that move once it is known whose they are, which the message may say behind them. */
export class DirectShift {
  private readonly spans: Spans
  private readonly shifter: Shifter
  private readonly cells: number[] = []

  constructor(options: { readonly spans: Spans; readonly shifter: Shifter }) {
    this.spans = options.spans
    this.shifter = options.shifter
  }

  begin(): void {
    if (this.cells.length > 0) this.cells.length = 0
  }

  get isEmpty(): boolean {
    return this.cells.length === 0
  }

  /** Keeps a place for what a valid date becomes. */
  add(date: { readonly edge: number; readonly start: number; readonly end: number; readonly frame: number; readonly days: number; readonly mark: number }): void {
    const { edge, start, end, frame, days, mark } = date
    this.cells.push(this.spans.count, edge, start, end, removed.length, frame, days, mark)
    this.spans.add(edge, start, end, NO_TEXT)
    addRemoved(edge, start, end, UNTOUCHED)
  }

  /** Moves them all. `moved` is told of each that became another. */
  settle(subjectOf: (frame: number) => string | undefined, moved: (frame: number, mark: number) => void): void {
    const { cells } = this
    let frame = -1
    let subject: string | undefined
    for (let at = 0; at < cells.length; at += PENDING_CELLS) {
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
    const made = end - start < DAY_BYTES
      ? this.shifter.shiftDate(textOf(start, end), { subject, days })
      : this.movedDay(start, end, { subject, days })
    if (made === undefined) throw GIVEN_UP
    // A span that is not its own any more went with the element around it.
    if (this.spans.isAt(span, edge, start)) this.spans.fill(span, this.spans.text(made))
    if (end - start < DAY_BYTES && made === textOf(start, end)) {
      removed.cells[gone + REMOVED.end] = start
      return false
    }
    removed.cells[gone + REMOVED.mark] = cells[at + PENDING.mark] as number
    return true
  }

  private movedDay(start: number, end: number, options: ShiftOptions): string | undefined {
    const by = this.shifter.offset(options)
    if (by === undefined) return undefined
    const moved = civilFromDays(daysFromCivil(readDay(start)) + by)
    return moved.year < 1 || moved.year > 9999 ? undefined : formatFhirDate({ ...moved, rest: textOf(start + DAY_BYTES, end) })
  }
}

function textOf(start: number, end: number): string {
  return arena.text.toString('latin1', start, end)
}
