import { ACCEPTS, EDGE, type Machine } from './machine.ts'
import { NO_TEXT, pastComma, type Spans } from './spans.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from './tape.ts'

/** What becomes of a node. */
export const FATE = { keep: 0, drop: 1, replace: 2 } as const

/**
 * Collects what becomes of the nodes on a tape and splices it into the bytes. Removals take their comma with them,
 * containers left with nothing are removed too, and what must not be missing is replaced by a stand-in.
 */
export class Editor {
  private fates = new Uint8Array(256)
  private gone = new Int32Array(256)
  private from = new Int32Array(256)
  private to = new Int32Array(256)
  /** Index into `texts`, or NO_TEXT. */
  private textOf = new Int32Array(256)
  private appendOf = new Int32Array(256)
  private machine!: Machine
  private tape!: Tape
  readonly spans: Spans

  constructor(spans: Spans) {
    this.spans = spans
  }

  begin(machine: Machine, tape: Tape): void {
    this.machine = machine
    this.tape = tape
    this.spans.clear()
    const nodes = tape.length
    if (nodes > this.fates.length) this.grow(nodes * 2)
    else {
      for (let node = 0; node < nodes; node++) {
        this.fates[node] = FATE.keep
        this.gone[node] = 0
        this.appendOf[node] = NO_TEXT
      }
    }
  }

  fate(node: number): number {
    return this.fates[node] as number
  }

  drop(node: number): void {
    this.fates[node] = FATE.drop
  }

  /** True where the replacement takes in the key: another member stands in its place. */
  replacesMember(node: number): boolean {
    return this.fates[node] === FATE.replace && (this.from[node] as number) < this.cell(node, TAPE.start)
  }

  /** Replaces bytes `from` to `to` inside the node by JSON text; bytes are taken as UTF-8 and must not change. */
  replace(node: number, from: number, to: number, text: string | Uint8Array): void {
    this.replaceBy(node, from, to, this.spans.text(text))
  }

  /** The same, with a text that the spans have already. */
  replaceBy(node: number, from: number, to: number, text: number): void {
    this.fates[node] = FATE.replace
    this.from[node] = from
    this.to[node] = to
    this.textOf[node] = text
  }

  /** Adds a last member or item to a container, which thereby stays. */
  append(node: number, text: string | Uint8Array): void {
    this.appendOf[node] = this.spans.text(text)
  }

  /** Adds a member right behind a leaf that stays; the text brings its comma. */
  after(node: number, text: string | Uint8Array): void {
    const end = this.cell(node, TAPE.end)
    this.replace(node, end, end, text)
  }

  /**
   * Removes containers that lost everything, or everything but the members that are nothing by themselves, which
   * `bare` counts. Call once all fates are set, before `splice`.
   */
  prune(bare: (node: number) => number): void {
    const { fates, gone } = this
    const { cells, length } = this.tape
    for (let node = length - 1; node >= 0; node--) {
      const at = node * STRIDE
      const parent = cells[at + TAPE.parent] as number
      if (parent < 0) continue
      const lost = gone[node] as number
      if (lost > 0 && fates[node] === FATE.keep && this.appendOf[node] === NO_TEXT) {
        const size = cells[at + TAPE.size] as number
        if (lost === size || lost >= size - bare(node)) fates[node] = FATE.drop
      }
      if (fates[node] === FATE.drop || this.isHole(cells[at + TAPE.info] as number, node)) {
        gone[parent] = (gone[parent] as number) + 1
      }
    }
  }

  /**
   * The edited bytes, or undefined when nothing was edited. `absent` gives the member that stands in for a dropped one
   * which must not be missing, or undefined.
   */
  splice(absent: (node: number) => string | undefined): Uint8Array | undefined {
    this.collect(absent)
    return this.spans.count === 0 ? undefined : this.spans.assemble()
  }

  private grow(size: number): void {
    this.fates = new Uint8Array(size)
    this.gone = new Int32Array(size)
    this.from = new Int32Array(size)
    this.to = new Int32Array(size)
    this.textOf = new Int32Array(size)
    this.appendOf = new Int32Array(size).fill(NO_TEXT)
  }

  private cell(node: number, field: number): number {
    return this.tape.cells[node * STRIDE + field] as number
  }

  /** A null that only keeps the place of a value in a parallel array. */
  private isHole(info: number, node: number): boolean {
    return (info & KIND_MASK) === KIND.null && (info & FLAG.item) !== 0 && this.holdsPlaces(node)
  }

  private holdsPlaces(node: number): boolean {
    return ((this.machine.rows[this.cell(node, TAPE.edge) + EDGE.accepts] as number) & ACCEPTS.places) !== 0
  }

  private collect(absent: (node: number) => string | undefined): void {
    const { fates, appendOf } = this
    const { cells, length } = this.tape
    // From here on `gone` counts the members cut before the one at hand.
    const cutBefore = this.gone
    for (let node = 0; node < length; node++) cutBefore[node] = 0
    const pending: number[] = []
    let nextClose = -1
    for (let node = 0; node < length;) {
      const at = node * STRIDE
      if (nextClose >= 0) {
        const start = cells[at + TAPE.start] as number
        while (nextClose >= 0 && start >= nextClose) nextClose = this.closeAppend(pending)
      }
      const fate = fates[node]
      if (fate === FATE.replace) {
        this.spans.add(node, this.from[node] as number, this.to[node] as number, this.textOf[node] as number)
      } else if (fate === FATE.drop) {
        this.removal(node, absent)
        const end = cells[at + TAPE.end] as number
        node++
        while (node < length && (cells[node * STRIDE + TAPE.start] as number) < end) node++
        continue
      }
      if (appendOf[node] !== NO_TEXT) {
        pending.push(node)
        nextClose = cells[at + TAPE.end] as number
      }
      node++
    }
    while (pending.length > 0) this.closeAppend(pending)
  }

  private removal(node: number, absent: (node: number) => string | undefined): void {
    const start = this.cell(node, TAPE.start)
    const end = this.cell(node, TAPE.end)
    const isItem = (this.cell(node, TAPE.info) & FLAG.item) !== 0
    if (isItem && this.holdsPlaces(node)) {
      this.spans.add(node, start, end, this.spans.text('null'))
      return
    }
    const standIn = isItem ? undefined : absent(node)
    if (standIn !== undefined) {
      this.spans.add(node, this.cell(node, TAPE.key), end, this.spans.text(standIn))
      return
    }
    const parent = this.cell(node, TAPE.parent)
    const before = this.cell(node, TAPE.ordinal) - (this.gone[parent] as number)
    this.gone[parent] = (this.gone[parent] as number) + 1
    if (before > 0) this.spans.add(node, this.cell(node, TAPE.cut), end, NO_TEXT)
    else this.spans.add(node, this.cell(node, TAPE.key), pastComma(end), NO_TEXT)
  }

  /** Writes the append of the innermost pending container; returns where the next one closes, or -1. */
  private closeAppend(pending: number[]): number {
    const node = pending.pop() as number
    const end = this.cell(node, TAPE.end) - 1
    const live = this.cell(node, TAPE.size) - (this.gone[node] as number)
    if (live > 0) this.spans.add(node, end, end, this.spans.text(','))
    this.spans.add(node, end, end, this.appendOf[node] as number)
    return pending.length === 0 ? -1 : this.cell(pending[pending.length - 1] as number, TAPE.end)
  }
}
