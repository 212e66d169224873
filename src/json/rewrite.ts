import * as framing from './frames.ts'
import { REGISTER, registers } from './kernel/load-kernel.ts'
import * as machinery from './machine.ts'
import type { Machine } from './machine.ts'
import { removed } from './removed.ts'
import { NO_TEXT, pastComma, type Spans } from './spans.ts'
import { FLAG, KIND, KIND_MASK } from './tape.ts'
import type { Listener } from './read-document.ts'

const { frames: FRAMES, FRAME, FRAME_STRIDE: STRIDE } = framing
const { EDGE, STATE } = machinery
const { places: PLACES, record: RECORDED } = machinery.ACCEPTS
const { item: ITEM, mismatch: MISMATCH } = FLAG
const { null: NULL, object: OBJECT } = KIND
const KIND_BITS = KIND_MASK

/** What becomes of a value, said while it is read. */
export const RULING = {
  keep: 0,
  drop: 1,
  /** It goes, and another member stands in its place. */
  standIn: 4,
  /** The judge has added the span for it. */
  edited: 2,
  /** Not to be said yet: the message is read again onto a tape. */
  giveUp: 3,
} as const

const { drop: DROP, standIn: STAND_IN, giveUp: GIVE_UP } = RULING

/** Decides about the values that an edge records, while they are read. */
export interface Judge {
  /** A message is read, or read once more from its start. */
  begin(machine: Machine): void
  /** Of a plain date of a later year that goes but for its year, this stays; the loop may see to it by itself. */
  readonly yearMin: number
  /** A string, number or literal between `start` and `end`; `info` as on the tape; `frame` is that of its object or array. */
  value(edge: number, start: number, end: number, info: number, frame: number): number
  /** A container opens; `state` is the one it is read in. */
  open(edge: number, state: number, info: number, frame: number): number
  /** A recorded container that was kept closes. True when it holds something now, whatever it lost. */
  close(edge: number, end: number, live: number, info: number): boolean
  /** A container goes as a whole. */
  dropped(edge: number): void
  /** Whether an object with one member left is nothing. */
  bare(edge: number): boolean
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
  readonly cuts = true
  private readonly spans: Spans
  private readonly judge: Judge
  private rows!: Int32Array

  constructor(options: { readonly spans: Spans; readonly judge: Judge }) {
    this.spans = options.spans
    this.judge = options.judge
  }

  begin(machine: Machine): void {
    this.rows = machine.rows
    this.spans.clear()
    removed.length = 0
    this.judge.begin(machine)
    registers[REGISTER.yearMin] = this.judge.yearMin
  }

  value(frame: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number): void {
    if ((info & MISMATCH) !== 0 || (info & KIND_BITS) === NULL) throw GIVEN_UP
    const ruling = this.judge.value(edge, start, end, info, frame)
    if (ruling === DROP) this.remove(frame, edge, key, cut, end, ordinal, NO_TEXT)
    else if (ruling === STAND_IN) this.remove(frame, edge, key, cut, end, ordinal, (info & ITEM) === 0 ? this.judge.standIn(edge) : NO_TEXT)
    else if (ruling === GIVE_UP) throw GIVEN_UP
  }

  open(frame: number, edge: number): void {
    const info = FRAMES[frame + FRAME.info] as number
    if ((info & MISMATCH) !== 0) throw GIVEN_UP
    FRAMES[frame + FRAME.watched] = 1
    const row = FRAMES[frame + FRAME.state] as number
    const state = (info & KIND_BITS) === OBJECT ? (this.rows[row + STATE.number] as number) : 0
    const ruling = this.judge.open(edge, state, info, frame)
    if (ruling === DROP) FRAMES[frame + FRAME.doomed] = 1
    else if (ruling === GIVE_UP) throw GIVEN_UP
  }

  /** What a container has lost decides whether it goes too. */
  close(frame: number, end: number, size: number): void {
    const edge = FRAMES[frame + FRAME.edge] as number
    const info = FRAMES[frame + FRAME.info] as number
    const lost = FRAMES[frame + FRAME.lost] as number
    const doomed = FRAMES[frame + FRAME.doomed] === 1
    if (!doomed) {
      const recorded = ((this.rows[edge + EDGE.accepts] as number) & RECORDED) !== 0
      const holds = recorded && this.judge.close(edge, end, size - (FRAMES[frame + FRAME.cuts] as number), info)
      if (holds || lost === 0 || frame === STRIDE || lost < size - 1) return
      if (lost < size && !((info & KIND_BITS) === OBJECT && this.judge.bare(edge))) return
    }
    this.spans.forgetBehind(FRAMES[frame + FRAME.start] as number)
    if (doomed) this.judge.dropped(edge)
    this.remove(frame - STRIDE, edge, FRAMES[frame + FRAME.key] as number, FRAMES[frame + FRAME.cut] as number, end,
      FRAMES[frame + FRAME.ordinal] as number, (info & ITEM) === 0 ? this.judge.standIn(edge) : NO_TEXT)
  }

  private remove(frame: number, edge: number, key: number, cut: number, end: number, ordinal: number, standIn: number): void {
    if (((this.rows[edge + EDGE.accepts] as number) & PLACES) !== 0) throw GIVEN_UP
    FRAMES[frame + FRAME.lost] = (FRAMES[frame + FRAME.lost] as number) + 1
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
