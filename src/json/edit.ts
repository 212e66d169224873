import type { Arena } from './arena.ts'
import { ACCEPTS, type Machine } from './machine.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from './tape.ts'

/** What becomes of a node. */
export const FATE = { keep: 0, drop: 1, replace: 2 } as const

const COMMA = 0x2c

/**
 * Collects what becomes of the nodes on a tape and splices it into the bytes. Removals take their comma with them,
 * containers left with nothing are removed too, and what must not be missing is replaced by a stand-in.
 */
export class Editor {
  private fates = new Uint8Array(256)
  private gone = new Int32Array(256)
  private from = new Int32Array(256)
  private to = new Int32Array(256)
  private texts: (string | undefined)[] = []
  private appends: (string | undefined)[] = []
  private touched = false
  private readonly spans: number[] = []
  private readonly spanTexts: string[] = []
  private readonly spanNodes: number[] = []
  private readonly outputEnds: number[] = []
  private machine!: Machine
  private tape!: Tape
  private arena!: Arena

  begin(machine: Machine, tape: Tape, arena: Arena): void {
    this.machine = machine
    this.tape = tape
    this.arena = arena
    const nodes = tape.length
    if (nodes > this.fates.length) {
      const size = nodes * 2
      this.fates = new Uint8Array(size)
      this.gone = new Int32Array(size)
      this.from = new Int32Array(size)
      this.to = new Int32Array(size)
    } else {
      this.fates.fill(0, 0, nodes)
      this.gone.fill(0, 0, nodes)
    }
    if (this.touched) {
      this.texts = []
      this.appends = []
    }
    this.touched = false
  }

  fate(node: number): number {
    return this.fates[node] as number
  }

  /** True where the replacement takes in the key: another member stands in its place. */
  replacesMember(node: number): boolean {
    return this.fates[node] === FATE.replace && (this.from[node] as number) < this.cell(node, TAPE.start)
  }

  drop(node: number): void {
    this.fates[node] = FATE.drop
  }

  /** Replaces bytes `from` to `to` inside the node by JSON text. */
  replace(node: number, from: number, to: number, text: string): void {
    this.fates[node] = FATE.replace
    this.from[node] = from
    this.to[node] = to
    if (text !== '' || this.texts.length > node) {
      this.texts[node] = text
      this.touched = true
    }
  }

  /** Adds a last member or item to a container, which thereby stays. */
  append(node: number, text: string): void {
    this.appends[node] = text
    this.touched = true
  }

  /** Adds a member right behind a leaf that stays. */
  after(node: number, text: string): void {
    this.replace(node, this.cell(node, TAPE.end), this.cell(node, TAPE.end), `,${text}`)
  }

  /**
   * Removes containers that lost everything, or everything but the members that are nothing by themselves, which
   * `bare` counts. Call once all fates are set, before `splice`.
   */
  prune(bare: (node: number) => number): void {
    const { cells, length } = this.tape
    for (let node = length - 1; node >= 0; node--) {
      const at = node * STRIDE
      const info = cells[at + TAPE.info] as number
      const kind = info & KIND_MASK
      const parent = cells[at + TAPE.parent] as number
      if (kind >= KIND.object && this.fates[node] === FATE.keep && parent >= 0) {
        const gone = this.gone[node] as number
        if (gone > 0 && this.appends[node] === undefined && gone >= (cells[at + TAPE.size] as number) - bare(node)) {
          this.fates[node] = FATE.drop
        }
      }
      if (parent < 0) continue
      const hole = kind === KIND.null && (info & FLAG.item) !== 0 && this.holdsPlaces(node)
      if (this.fates[node] === FATE.drop || hole) this.gone[parent] = (this.gone[parent] as number) + 1
    }
  }

  /**
   * The edited bytes, or undefined when nothing was edited. `absent` gives the member that stands in for a dropped one
   * which must not be missing, or undefined.
   */
  splice(absent: (node: number) => string | undefined): Uint8Array | undefined {
    this.spans.length = 0
    this.spanTexts.length = 0
    this.spanNodes.length = 0
    this.collect(absent)
    if (this.spans.length === 0) return undefined
    return this.assemble()
  }

  /** Where a byte that the last splice copied stands in its output. */
  outputOffset(input: number): number {
    let shift = 0
    for (let i = 0; i < this.spanTexts.length && (this.spans[2 * i] as number) < input; i++) {
      shift += Buffer.byteLength(this.spanTexts[i] as string) - ((this.spans[2 * i + 1] as number) - (this.spans[2 * i] as number))
    }
    return input + shift
  }

  /**
   * Where bytes of the last splice's output come from: `copied` from one untouched stretch of the input, the node whose
   * replacement holds them, or `torn` across a seam.
   */
  origin(output: number, bytes: number): 'copied' | 'torn' | number {
    const ends = this.outputEnds
    let low = 0
    let high = ends.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) <= output) low = middle + 1
      else high = middle
    }
    // Stretches alternate: copied, inserted, copied … Empty ones end where they start, and are passed over.
    if (output + bytes > (ends[low] ?? 0)) return 'torn'
    return low % 2 === 0 ? 'copied' : (this.spanNodes[low >> 1] as number)
  }

  private cell(node: number, field: number): number {
    return this.tape.cells[node * STRIDE + field] as number
  }

  private holdsPlaces(node: number): boolean {
    return ((this.machine.edgeAccepts[this.cell(node, TAPE.edge)] as number) & ACCEPTS.places) !== 0
  }

  private collect(absent: (node: number) => string | undefined): void {
    const { cells, length } = this.tape
    const cutBefore = this.gone.fill(0, 0, length)
    const pending: number[] = []
    let node = 0
    while (node < length) {
      const at = node * STRIDE
      const start = cells[at + TAPE.start] as number
      while (pending.length > 0 && start >= this.cell(pending[pending.length - 1] as number, TAPE.end)) {
        this.closeAppend(pending.pop() as number, cutBefore)
      }
      const fate = this.fates[node]
      if (fate === FATE.replace) {
        this.span(node, this.from[node] as number, this.to[node] as number, this.texts[node] ?? '')
      } else if (fate === FATE.drop) {
        this.removal(node, absent, cutBefore)
        const end = cells[at + TAPE.end] as number
        node++
        while (node < length && (cells[node * STRIDE + TAPE.start] as number) < end) node++
        continue
      }
      if (this.touched && this.appends[node] !== undefined) pending.push(node)
      node++
    }
    while (pending.length > 0) this.closeAppend(pending.pop() as number, cutBefore)
  }

  private removal(node: number, absent: (node: number) => string | undefined, cutBefore: Int32Array): void {
    const start = this.cell(node, TAPE.start)
    const end = this.cell(node, TAPE.end)
    const isItem = (this.cell(node, TAPE.info) & FLAG.item) !== 0
    if (isItem && this.holdsPlaces(node)) {
      this.span(node, start, end, 'null')
      return
    }
    const standIn = isItem ? undefined : absent(node)
    if (standIn !== undefined) {
      this.span(node, this.cell(node, TAPE.key), end, standIn)
      return
    }
    const parent = this.cell(node, TAPE.parent)
    const before = this.cell(node, TAPE.ordinal) - (cutBefore[parent] as number)
    cutBefore[parent] = (cutBefore[parent] as number) + 1
    if (before > 0) this.span(node, this.cell(node, TAPE.cut), end, '')
    else this.span(node, this.cell(node, TAPE.key), this.pastComma(end), '')
  }

  private closeAppend(node: number, cutBefore: Int32Array): void {
    const end = this.cell(node, TAPE.end) - 1
    const live = this.cell(node, TAPE.size) - (cutBefore[node] as number)
    const text = this.appends[node] as string
    this.span(node, end, end, live > 0 ? `,${text}` : text)
  }

  private pastComma(end: number): number {
    const { bytes } = this.arena
    const comma = pastSpace(bytes, end)
    return bytes[comma] === COMMA ? pastSpace(bytes, comma + 1) : end
  }

  private span(node: number, from: number, to: number, text: string): void {
    this.spans.push(from, to)
    this.spanTexts.push(text)
    this.spanNodes.push(node)
  }

  private assemble(): Uint8Array {
    const { spans, spanTexts } = this
    const { text: input, length } = this.arena
    let size = length
    for (let i = 0; i < spanTexts.length; i++) {
      const text = spanTexts[i] as string
      size += (text === '' ? 0 : Buffer.byteLength(text)) - ((spans[2 * i + 1] as number) - (spans[2 * i] as number))
    }
    const output = Buffer.allocUnsafe(size)
    let read = 0
    let written = 0
    this.outputEnds.length = 0
    for (let i = 0; i < spanTexts.length; i++) {
      const from = spans[2 * i] as number
      if (from > read) written += input.copy(output, written, read, from)
      this.outputEnds.push(written)
      const text = spanTexts[i] as string
      if (text !== '') written += output.write(text, written)
      this.outputEnds.push(written)
      read = spans[2 * i + 1] as number
    }
    if (read < length) written += input.copy(output, written, read, length)
    this.outputEnds.push(written)
    if (written !== size) throw new RangeError('splice wrote another number of bytes than it planned')
    return output
  }
}

function pastSpace(bytes: Uint8Array, p: number): number {
  for (;;) {
    const c = bytes[p]
    if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) p++
    else return p
  }
}
