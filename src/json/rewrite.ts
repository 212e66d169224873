import { ACCEPTS, EDGE, type Machine } from './machine.ts'
import { NO_TEXT, type Spans } from './spans.ts'
import { FLAG, KIND, KIND_MASK } from './tape.ts'

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
export class Rewriter {
  private readonly spans: Spans
  private readonly judge: Judge
  private readonly machine: () => Machine
  private readonly spansAt: Int32Array
  private readonly cuts: Int32Array
  private readonly gone: Int32Array
  private readonly doomed: Uint8Array

  constructor(options: { readonly spans: Spans; readonly judge: Judge; readonly depthMax: number; readonly machine: () => Machine }) {
    this.spans = options.spans
    this.judge = options.judge
    this.machine = options.machine
    const depths = options.depthMax + 2
    this.spansAt = new Int32Array(depths)
    this.cuts = new Int32Array(depths)
    this.gone = new Int32Array(depths)
    this.doomed = new Uint8Array(depths)
  }

  begin(): void {
    this.spans.clear()
    this.judge.begin()
    this.cuts[0] = 0
    this.gone[0] = 0
  }

  /** A recorded value is behind. */
  value(
    depth: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number, holder: number,
  ): void {
    if ((info & FLAG.mismatch) !== 0 || (info & KIND_MASK) === KIND.null) throw GIVEN_UP
    const ruling = this.judge.value(edge, start, end, info, holder)
    if (ruling === RULING.drop) {
      this.judge.dropped(edge)
      this.remove(depth, edge, key, cut, end, ordinal, info)
    } else if (ruling === RULING.giveUp) throw GIVEN_UP
  }

  open(depth: number, edge: number, state: number, info: number, recorded: boolean): void {
    this.spansAt[depth] = this.spans.count
    this.cuts[depth] = 0
    this.gone[depth] = 0
    this.doomed[depth] = 0
    if (!recorded) return
    if ((info & FLAG.mismatch) !== 0) throw GIVEN_UP
    const ruling = this.judge.open(edge, state, info)
    if (ruling === RULING.drop) this.doomed[depth] = 1
    else if (ruling === RULING.giveUp) throw GIVEN_UP
  }

  /** The container at `depth` closes; what it lost decides whether it goes too. */
  close(
    depth: number, edge: number, key: number, cut: number, end: number, size: number, ordinal: number, info: number, recorded: boolean,
  ): void {
    const lost = this.gone[depth] as number
    const doomed = this.doomed[depth] === 1
    if (!doomed) {
      const holds = recorded && this.judge.close(edge, end, size - (this.cuts[depth] as number), info)
      if (holds || lost === 0 || depth === 1 || lost < size - this.judge.bare(edge, info)) return
    }
    this.spans.count = this.spansAt[depth] as number
    if (doomed) this.judge.dropped(edge)
    this.remove(depth - 1, edge, key, cut, end, ordinal, info)
  }

  private remove(depth: number, edge: number, key: number, cut: number, end: number, ordinal: number, info: number): void {
    const accepts = this.machine().edges[edge + EDGE.accepts] as number
    if ((accepts & ACCEPTS.places) !== 0) throw GIVEN_UP
    this.gone[depth] = (this.gone[depth] as number) + 1
    const standIn = (info & FLAG.item) !== 0 ? NO_TEXT : this.judge.standIn(edge)
    if (standIn !== NO_TEXT) {
      this.spans.add(edge, key, end, standIn)
      return
    }
    const cuts = this.cuts[depth] as number
    this.cuts[depth] = cuts + 1
    if (ordinal - cuts > 0) this.spans.add(edge, cut, end, NO_TEXT)
    else this.spans.add(edge, key, this.spans.pastComma(end), NO_TEXT)
  }
}
