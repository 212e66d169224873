import { SluiceError } from '../contract/errors.ts'
import { arena, memory } from './arena.ts'
import { skipSpace } from './lexer.ts'

const BYTES = memory.bytes
const VIEW = memory.view

const COMMA = 0x2c
/** Above this many bytes a native copy is faster than a loop over words. */
const LOOP_BYTES_MAX = 96
/** Fields of a span: input range, what is inserted there, and the owner it is remembered by. */
const SPAN = { from: 0, to: 1, text: 2, owner: 3 } as const
const SPAN_FIELDS = 4
export const NO_TEXT = -1

/** The edits of one message, in the order of the bytes: ranges that go and texts that come. */
export class Spans {
  /** How many there are. */
  count = 0
  private readonly texts: (string | Uint8Array)[] = []
  private cells = new Int32Array(256 * SPAN_FIELDS)
  private outputEnds = new Int32Array(514)

  clear(): void {
    this.count = 0
    this.texts.length = 0
  }

  /** Keeps a text for a span; bytes are taken as UTF-8 and must not change. Returns its index. */
  text(text: string | Uint8Array): number {
    return text.length === 0 ? NO_TEXT : this.texts.push(text) - 1
  }

  add(owner: number, from: number, to: number, text: number): void {
    const at = this.count++ * SPAN_FIELDS
    if (at + SPAN_FIELDS > this.cells.length) this.grow()
    this.cells[at + SPAN.from] = from
    this.cells[at + SPAN.to] = to
    this.cells[at + SPAN.text] = text
    this.cells[at + SPAN.owner] = owner
  }

  /** Gives a span that was added empty its text. */
  fill(span: number, text: number): void {
    this.cells[span * SPAN_FIELDS + SPAN.text] = text
  }

  /** Forgets those behind a byte. */
  forgetBehind(byte: number): void {
    while (this.count > 0 && (this.cells[(this.count - 1) * SPAN_FIELDS] as number) > byte) this.count--
  }

  /** Where a byte that the last `assemble` copied stands in its output. */
  outputOffset(input: number): number {
    let read = 0
    for (let i = 0; i < this.count; i++) {
      const from = this.cells[i * SPAN_FIELDS + SPAN.from] as number
      if (from >= input) return (this.outputEnds[2 * i] as number) - (from - input)
      read = this.cells[i * SPAN_FIELDS + SPAN.to] as number
    }
    return (this.count === 0 ? 0 : (this.outputEnds[2 * this.count - 1] as number)) + input - read
  }

  /**
   * Where bytes of the last output come from: `copied` from one untouched stretch of the input, the owner of the text
   * that holds them, or `torn` across a seam.
   */
  origin(output: number, bytes: number): 'copied' | 'torn' | number {
    const ends = this.outputEnds
    let low = 0
    let high = 2 * this.count + 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) <= output) low = middle + 1
      else high = middle
    }
    // Stretches alternate: copied, inserted, copied … Empty ones end where they start, and are passed over.
    if (low > 2 * this.count || output + bytes > (ends[low] as number)) return 'torn'
    return low % 2 === 0 ? 'copied' : (this.cells[(low >> 1) * SPAN_FIELDS + SPAN.owner] as number)
  }

  /** The message with its edits. */
  assemble(): Uint8Array {
    const { cells, texts, count, outputEnds } = this
    let bytesMax = arena.length
    for (let i = 0; i < count; i++) {
      const text = cells[i * SPAN_FIELDS + SPAN.text] as number
      // UTF-8 takes at most three bytes for one UTF-16 code unit.
      if (text !== NO_TEXT) bytesMax += (texts[text] as string | Uint8Array).length * 3
    }
    if (bytesMax > arena.outputBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
    let read = 0
    let write = arena.outputAt
    for (let i = 0; i < count; i++) {
      const at = i * SPAN_FIELDS
      write = copy(read, cells[at + SPAN.from] as number, write)
      outputEnds[2 * i] = write - arena.outputAt
      const text = cells[at + SPAN.text] as number
      if (text !== NO_TEXT) write = put(texts[text] as string | Uint8Array, write)
      outputEnds[2 * i + 1] = write - arena.outputAt
      read = cells[at + SPAN.to] as number
    }
    write = copy(read, arena.length, write)
    outputEnds[2 * count] = write - arena.outputAt
    const output = Buffer.allocUnsafe(write - arena.outputAt)
    arena.text.copy(output, 0, arena.outputAt, write)
    return output
  }

  private grow(): void {
    const larger = new Int32Array(this.cells.length * 2)
    larger.set(this.cells)
    this.cells = larger
    this.outputEnds = new Int32Array(larger.length / 2 + 2)
  }
}

/** Past the comma that follows a value, and the space around it; the value's end where none follows. */
export function pastComma(end: number): number {
  const comma = skipSpace(end)
  return BYTES[comma] === COMMA ? skipSpace(comma + 1) : end
}

/** Copies a stretch of the message to the output; returns where the output goes on. */
function copy(from: number, to: number, write: number): number {
  const bytes = to - from
  if (bytes > LOOP_BYTES_MAX) BYTES.copyWithin(write, from, to)
  else {
    // Whole words: up to three bytes too many are written, and written over by what follows or left out of the output.
    for (let i = 0; i < bytes; i += 4) VIEW.setInt32(write + i, VIEW.getInt32(from + i, true), true)
  }
  return write + bytes
}

function put(text: string | Uint8Array, write: number): number {
  if (typeof text !== 'string') {
    BYTES.set(text, write)
    return write + text.length
  }
  return write + arena.text.write(text, write)
}
