import { FRAME, FRAME_STRIDE, frames } from './frames.ts'
import { ACCEPTS, EDGE, STATE, type Machine } from './machine.ts'
import { NO_TEXT, pastComma, type Spans } from './spans.ts'
import { FLAG, KIND, KIND_MASK } from './tape.ts'
import type { Listener } from './walk.ts'

const FRAMES = frames

/** What becomes of a value, said while it is read. */
export const RULING = {
  keep: 0,
  drop: 1,
  /** The judge has added the span for it. */
  edited: 2,
  /** Not to be said yet: the message is read again onto a tape. */
  giveUp: 3,
} as const

/** Decides about the values that an edge records, while they are read. */
export interface Judge {
  /** A message is read, or read once more from its start. */
  begin(): void
  /** A string, number or literal between `start` and `end`; `info` as on the tape; `holder` is where its object starts. */
  value(edge: number, start: number, end: number, info: number, holder: number): number
  /** A container opens; `state` is the one it is read in. */
  open(edge: number, state: number, info: number): number
  /** A recorded container that was kept closes. True when it holds something now, whatever it lost. */
  close(edge: number, end: number, live: number, info: number): boolean
  /** Something goes, or a container that has lost everything. */
  dropped(edge: number): void
  /** How many members of a container are nothing by themselves. */
  bare(edge: number, info: number): number
  /** The text, kept in the spans, of what stands in for a dropped member; NO_TEXT for none. */
  standIn(edge: number): number
}

/** Thrown to end a reading whose rulings cannot be given on the way. */
export const GIVEN_UP = new Error('the message is to be read onto a tape')

/**
 * Edits while the walker reads, for what can be decided value by value: no tape, one pass. It keeps the same books of
 * every open container as the Editor does of all of them at the end, and gives the same bytes.
 */
export class Rewriter implements Listener {
  private readonly spans: Spans
  private readonly judge: Judge
  private machine!: Machine

  constructor(options: { readonly spans: Spans; readonly judge: Judge }) {
    this.spans = options.spans
    this.judge = options.judge
  }

  begin(machine: Machine): void {
    this.machine = machine
    this.spans.clear()
    this.judge.begin()
  }

  value(frame: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number): void {
    if ((info & FLAG.mismatch) !== 0 || (info & KIND_MASK) === KIND.null) throw GIVEN_UP
    const ruling = this.judge.value(edge, start, end, info, FRAMES[frame + FRAME.start] as number)
    if (ruling === RULING.drop) {
      this.judge.dropped(edge)
      this.remove(frame, edge, key, cut, end, ordinal, info)
    } else if (ruling === RULING.giveUp) throw GIVEN_UP
  }

  open(frame: number, edge: number): void {
    const info = FRAMES[frame + FRAME.info] as number
    if ((info & FLAG.mismatch) !== 0) throw GIVEN_UP
    FRAMES[frame + FRAME.watched] = 1
    const row = FRAMES[frame + FRAME.state] as number
    const state = (info & KIND_MASK) === KIND.object ? (this.machine.rows[row + STATE.number] as number) : 0
    const ruling = this.judge.open(edge, state, info)
    if (ruling === RULING.drop) FRAMES[frame + FRAME.doomed] = 1
    else if (ruling === RULING.giveUp) throw GIVEN_UP
  }

  /** What a container has lost decides whether it goes too. */
  close(frame: number, end: number, size: number): void {
    const edge = FRAMES[frame + FRAME.edge] as number
    const info = FRAMES[frame + FRAME.info] as number
    const lost = FRAMES[frame + FRAME.lost] as number
    const doomed = FRAMES[frame + FRAME.doomed] === 1
    if (!doomed) {
      const recorded = ((this.machine.rows[edge + EDGE.accepts] as number) & ACCEPTS.record) !== 0
      const holds = recorded && this.judge.close(edge, end, size - (FRAMES[frame + FRAME.cuts] as number), info)
      if (holds || lost === 0 || frame === FRAME_STRIDE || lost < size - this.judge.bare(edge, info)) return
    }
    this.spans.forgetBehind(FRAMES[frame + FRAME.start] as number)
    if (doomed) this.judge.dropped(edge)
    this.remove(frame - FRAME_STRIDE, edge, FRAMES[frame + FRAME.key] as number, FRAMES[frame + FRAME.cut] as number, end,
      FRAMES[frame + FRAME.ordinal] as number, info)
  }

  private remove(frame: number, edge: number, key: number, cut: number, end: number, ordinal: number, info: number): void {
    if (((this.machine.rows[edge + EDGE.accepts] as number) & ACCEPTS.places) !== 0) throw GIVEN_UP
    FRAMES[frame + FRAME.lost] = (FRAMES[frame + FRAME.lost] as number) + 1
    FRAMES[frame + FRAME.watched] = 1
    const standIn = (info & FLAG.item) !== 0 ? NO_TEXT : this.judge.standIn(edge)
    if (standIn !== NO_TEXT) {
      this.spans.add(edge, key, end, standIn)
      return
    }
    const cuts = FRAMES[frame + FRAME.cuts] as number
    FRAMES[frame + FRAME.cuts] = cuts + 1
    if (ordinal - cuts > 0) this.spans.add(edge, cut, end, NO_TEXT)
    else this.spans.add(edge, key, pastComma(end), NO_TEXT)
  }
}
