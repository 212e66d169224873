import { reserveOutput, type Arena } from './arena.ts'
import { ACCEPTS, type Machine } from './machine.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from './tape.ts'

/** What becomes of a node. */
export const FATE = { keep: 0, drop: 1, replace: 2 } as const

const COMMA = 0x2c
/** Above this many bytes a native copy is faster than a loop over words. */
const LOOP_BYTES_MAX = 96
/** Fields of a span: input range, what is inserted there, and the node it belongs to. */
const SPAN = { from: 0, to: 1, text: 2, node: 3 } as const
const SPAN_FIELDS = 4
const NO_TEXT = -1

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
  private readonly texts: (string | Uint8Array)[] = []
  private spans = new Int32Array(256 * SPAN_FIELDS)
  private spanCount = 0
  private outputEnds = new Int32Array(512)
  private machine!: Machine
  private tape!: Tape
  private arena!: Arena

  begin(machine: Machine, tape: Tape, arena: Arena): void {
    this.machine = machine
    this.tape = tape
    this.arena = arena
    this.texts.length = 0
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
    this.fates[node] = FATE.replace
    this.from[node] = from
    this.to[node] = to
    this.textOf[node] = text.length === 0 ? NO_TEXT : this.texts.push(text) - 1
  }

  /** Adds a last member or item to a container, which thereby stays. */
  append(node: number, text: string | Uint8Array): void {
    this.appendOf[node] = this.texts.push(text) - 1
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
    this.spanCount = 0
    this.collect(absent)
    return this.spanCount === 0 ? undefined : this.assemble()
  }

  /** Where a byte that the last splice copied stands in its output. */
  outputOffset(input: number): number {
    let read = 0
    for (let i = 0; i < this.spanCount; i++) {
      const from = this.spans[i * SPAN_FIELDS + SPAN.from] as number
      if (from >= input) return (this.outputEnds[2 * i] as number) - (from - input)
      read = this.spans[i * SPAN_FIELDS + SPAN.to] as number
    }
    return (this.spanCount === 0 ? 0 : (this.outputEnds[2 * this.spanCount - 1] as number)) + input - read
  }

  /**
   * Where bytes of the last splice's output come from: `copied` from one untouched stretch of the input, the node whose
   * replacement holds them, or `torn` across a seam.
   */
  origin(output: number, bytes: number): 'copied' | 'torn' | number {
    const ends = this.outputEnds
    let low = 0
    let high = 2 * this.spanCount + 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) <= output) low = middle + 1
      else high = middle
    }
    // Stretches alternate: copied, inserted, copied … Empty ones end where they start, and are passed over.
    if (low > 2 * this.spanCount || output + bytes > (ends[low] as number)) return 'torn'
    return low % 2 === 0 ? 'copied' : (this.spans[(low >> 1) * SPAN_FIELDS + SPAN.node] as number)
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
    return ((this.machine.edgeAccepts[this.cell(node, TAPE.edge)] as number) & ACCEPTS.places) !== 0
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
        this.span(node, this.from[node] as number, this.to[node] as number, this.textOf[node] as number)
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
      this.span(node, start, end, this.texts.push('null') - 1)
      return
    }
    const standIn = isItem ? undefined : absent(node)
    if (standIn !== undefined) {
      this.span(node, this.cell(node, TAPE.key), end, this.texts.push(standIn) - 1)
      return
    }
    const parent = this.cell(node, TAPE.parent)
    const before = this.cell(node, TAPE.ordinal) - (this.gone[parent] as number)
    this.gone[parent] = (this.gone[parent] as number) + 1
    if (before > 0) this.span(node, this.cell(node, TAPE.cut), end, NO_TEXT)
    else this.span(node, this.cell(node, TAPE.key), this.pastComma(end), NO_TEXT)
  }

  /** Writes the append of the innermost pending container; returns where the next one closes, or -1. */
  private closeAppend(pending: number[]): number {
    const node = pending.pop() as number
    const end = this.cell(node, TAPE.end) - 1
    const live = this.cell(node, TAPE.size) - (this.gone[node] as number)
    if (live > 0) this.span(node, end, end, this.texts.push(',') - 1)
    this.span(node, end, end, this.appendOf[node] as number)
    return pending.length === 0 ? -1 : this.cell(pending[pending.length - 1] as number, TAPE.end)
  }

  private pastComma(end: number): number {
    const { bytes } = this.arena
    const comma = pastSpace(bytes, end)
    return bytes[comma] === COMMA ? pastSpace(bytes, comma + 1) : end
  }

  private span(node: number, from: number, to: number, text: number): void {
    const at = this.spanCount++ * SPAN_FIELDS
    if (at + SPAN_FIELDS > this.spans.length) {
      const larger = new Int32Array(this.spans.length * 2)
      larger.set(this.spans)
      this.spans = larger
      this.outputEnds = new Int32Array(larger.length)
    }
    this.spans[at + SPAN.from] = from
    this.spans[at + SPAN.to] = to
    this.spans[at + SPAN.text] = text
    this.spans[at + SPAN.node] = node
  }

  private assemble(): Uint8Array {
    const { spans, texts, spanCount, outputEnds, arena } = this
    let bytesMax = arena.length
    for (let i = 0; i < spanCount; i++) {
      const text = spans[i * SPAN_FIELDS + SPAN.text] as number
      // UTF-8 takes at most three bytes for one UTF-16 code unit.
      if (text !== NO_TEXT) bytesMax += (texts[text] as string | Uint8Array).length * 3
    }
    reserveOutput(arena, bytesMax)
    let read = 0
    let write = arena.outputAt
    for (let i = 0; i < spanCount; i++) {
      const at = i * SPAN_FIELDS
      write = copy(arena, read, spans[at + SPAN.from] as number, write)
      outputEnds[2 * i] = write - arena.outputAt
      const text = spans[at + SPAN.text] as number
      if (text !== NO_TEXT) write = put(arena, texts[text] as string | Uint8Array, write)
      outputEnds[2 * i + 1] = write - arena.outputAt
      read = spans[at + SPAN.to] as number
    }
    write = copy(arena, read, arena.length, write)
    outputEnds[2 * spanCount] = write - arena.outputAt
    const output = Buffer.allocUnsafe(write - arena.outputAt)
    arena.text.copy(output, 0, arena.outputAt, write)
    return output
  }
}

/** Copies a stretch of the message to the output; returns where the output goes on. */
function copy(arena: Arena, from: number, to: number, write: number): number {
  const bytes = to - from
  if (bytes > LOOP_BYTES_MAX) arena.bytes.copyWithin(write, from, to)
  else {
    // Whole words: up to three bytes too many are written, and written over by what follows or left out of the output.
    const { view } = arena
    for (let i = 0; i < bytes; i += 4) view.setInt32(write + i, view.getInt32(from + i, true), true)
  }
  return write + bytes
}

function put(arena: Arena, text: string | Uint8Array, write: number): number {
  if (typeof text !== 'string') {
    arena.bytes.set(text, write)
    return write + text.length
  }
  return write + arena.text.write(text, write)
}

function pastSpace(bytes: Uint8Array, from: number): number {
  let p = from
  for (;;) {
    const c = bytes[p]
    if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) p++
    else return p
  }
}
