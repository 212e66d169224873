import { SluiceError } from '../contract/errors.ts'
import { arena, memory } from './arena.ts'
import { kernel, REGISTER, registers, cellsOf } from './kernel/load-kernel.ts'
import { skipSpace } from './lexer.ts'
import { copyOut } from './outputs.ts'

const BYTES = memory.bytes

const COMMA = 0x2c
/** Up to this many UTF-16 code units a loop is faster than a native encoder, if they are all ASCII. */
const LOOP_UNITS_MAX = 48
/** Cells of a span: input range, where the text stands that is inserted there, and the owner it is remembered by. */
const [FROM, TO, TEXT, TEXT_BYTES, OWNER] = [0, 1, 2, 3, 4]
export const SPAN_CELLS = 5
/** A message with more edits than this is refused. */
export const SPANS_MAX = 1 << 21
/** The edits of the message that is worked on. As with the memory, only what is written takes up room. */
const CELLS = cellsOf('edits', SPANS_MAX * SPAN_CELLS)
/** The same for the loop that reads the message, which adds cuts by itself. */
export const edits = CELLS
/** Their number is kept where that loop counts them. */
const COUNTS = registers
const { edits: COUNT } = REGISTER
/** Where the stretches of the last output end: copied, inserted, copied and so on. */
const OUTPUT_ENDS = cellsOf('ends', SPANS_MAX * 2 + 1)
/** Start and length of the texts in the memory. */
const TEXTS = new Int32Array(SPANS_MAX * 2)
export const NO_TEXT = -1
/** What one text may hold at most, in bytes, for one UTF-16 code unit. */
const UNIT_BYTES_MAX = 3

/** An output of its own, or one that stands in the memory until the next message of any engine comes: large ones cost as much to allocate as to hash. */
export type OutputKind = 'own' | 'lent'

/** The edits of one message, in the order of the bytes: ranges that go and texts that come. */
export class Spans {
  private textCount = 0
  private textsEnd = 0
  private readonly output: OutputKind

  constructor(output: OutputKind = 'own') {
    this.output = output
  }

  /** How many there are. */
  get count(): number {
    return COUNTS[COUNT] as number
  }

  clear(): void {
    COUNTS[COUNT] = 0
    this.textCount = 0
    this.textsEnd = arena.textsAt
  }

  /** Keeps a text for a span; bytes are taken as UTF-8. Returns what to call it. */
  text(text: string | Uint8Array): number {
    if (text.length === 0) return NO_TEXT
    const at = this.room(text.length * UNIT_BYTES_MAX)
    if (typeof text !== 'string') {
      BYTES.set(text, at)
      return this.written(text.length)
    }
    return this.written(putAscii(text, at) ? text.length : arena.text.write(text, at))
  }

  /** Where in the memory the next text may be written, of so many bytes at most. */
  room(bytesMax: number): number {
    if (this.textsEnd + bytesMax > arena.textsEnd) throw new SluiceError('SLUICE_LIMIT_SIZE')
    return this.textsEnd
  }

  /** Keeps the text that was written there. */
  written(bytes: number): number {
    const text = this.standing(this.textsEnd, bytes)
    this.textsEnd += bytes
    return text
  }

  /** Names a text that stands in the memory already, and stays there until the message is written. */
  standing(at: number, length: number): number {
    const text = this.textCount
    if (text >= SPANS_MAX) throw new SluiceError('SLUICE_LIMIT_SIZE')
    this.textCount = text + 1
    TEXTS[2 * text] = at
    TEXTS[2 * text + 1] = length
    return text
  }

  textAt(text: number): number {
    return TEXTS[2 * text] as number
  }

  textBytes(text: number): number {
    return TEXTS[2 * text + 1] as number
  }

  add(owner: number, from: number, to: number, text: number): void {
    const span = COUNTS[COUNT] as number
    if (span >= SPANS_MAX) throw new SluiceError('SLUICE_LIMIT_SIZE')
    COUNTS[COUNT] = span + 1
    const at = span * SPAN_CELLS
    CELLS[at + FROM] = from
    CELLS[at + TO] = to
    CELLS[at + TEXT] = text === NO_TEXT ? 0 : (TEXTS[2 * text] as number)
    CELLS[at + TEXT_BYTES] = text === NO_TEXT ? 0 : (TEXTS[2 * text + 1] as number)
    CELLS[at + OWNER] = owner
  }

  /** Gives a span that was added empty its text. */
  fill(span: number, text: number): void {
    if (text === NO_TEXT) return
    CELLS[span * SPAN_CELLS + TEXT] = TEXTS[2 * text] as number
    CELLS[span * SPAN_CELLS + TEXT_BYTES] = TEXTS[2 * text + 1] as number
  }

  /** Forgets those behind a byte. */
  forgetBehind(byte: number): void {
    let { count } = this
    while (count > 0 && (CELLS[(count - 1) * SPAN_CELLS + FROM] as number) > byte) count--
    COUNTS[COUNT] = count
  }

  /** Where a byte that the last `assemble` copied stands in its output. */
  outputOffset(input: number): number {
    let read = 0
    for (let i = 0; i < this.count; i++) {
      const from = CELLS[i * SPAN_CELLS + FROM] as number
      if (from >= input) return (OUTPUT_ENDS[2 * i] as number) - (from - input)
      read = CELLS[i * SPAN_CELLS + TO] as number
    }
    return (this.count === 0 ? 0 : (OUTPUT_ENDS[2 * this.count - 1] as number)) + input - read
  }

  /**
   * Where bytes of the last output come from: `copied` from one untouched stretch of the input, the owner of the text
   * that holds them, or `torn` across a seam.
   */
  origin(output: number, bytes: number): 'copied' | 'torn' | number {
    const ends = OUTPUT_ENDS
    let low = 0
    let high = 2 * this.count + 1
    while (low < high) {
      const middle = (low + high) >> 1
      if ((ends[middle] as number) <= output) low = middle + 1
      else high = middle
    }
    // Stretches alternate: copied, inserted, copied … Empty ones end where they start, and are passed over.
    if (low > 2 * this.count || output + bytes > (ends[low] as number)) return 'torn'
    return low % 2 === 0 ? 'copied' : (CELLS[(low >> 1) * SPAN_CELLS + OWNER] as number)
  }

  /** The first span, of `span` and those behind it, that reaches past a byte of the message; `count` where none does. */
  past(span: number, byte: number): number {
    const { count } = this
    const cells = CELLS
    let at = span
    while (at < count && (cells[at * 5 + 1] as number) <= byte) at++
    return at
  }

  /** Where a span starts in the message. */
  start(span: number): number {
    return CELLS[span * SPAN_CELLS + FROM] as number
  }

  /** Whether a span is still the one that was added for an owner at a byte. */
  isAt(span: number, owner: number, byte: number): boolean {
    return span < this.count && CELLS[span * SPAN_CELLS + OWNER] === owner && CELLS[span * SPAN_CELLS + FROM] === byte
  }

  /** Whether a span is still a place that was added empty at a byte. */
  isPlace(span: number, byte: number): boolean {
    const at = span * SPAN_CELLS
    return span < this.count && CELLS[at + FROM] === byte && CELLS[at + TO] === byte && CELLS[at + TEXT_BYTES] === 0
  }

  owner(span: number): number {
    return CELLS[span * SPAN_CELLS + OWNER] as number
  }

  /** Where the text of a span starts in the last output, and where it ends. */
  textStart(span: number): number {
    return OUTPUT_ENDS[2 * span] as number
  }

  textEnd(span: number): number {
    return OUTPUT_ENDS[2 * span + 1] as number
  }

  /** The message with its edits. */
  assemble(): Uint8Array {
    const { count } = this
    const cells = CELLS
    const { length, outputAt } = arena
    let bytes = length
    for (let i = 0, at = 0; i < count; i++, at += 5) {
      bytes += (cells[at + 3] as number) - (cells[at + 1] as number) + (cells[at] as number)
    }
    if (bytes > arena.outputBytesMax) throw new SluiceError('SLUICE_LIMIT_SIZE')
    const end = kernel.assemble(length, outputAt)
    return this.output === 'lent' ? BYTES.subarray(outputAt, end) : copyOut(outputAt, end)
  }
}

/** Past the comma that follows a value, and the space around it; the value's end where none follows. */
export function pastComma(end: number): number {
  const comma = skipSpace(end)
  return BYTES[comma] === COMMA ? skipSpace(comma + 1) : end
}

/** Writes a short text, unless it holds more than ASCII. */
function putAscii(text: string, at: number): boolean {
  const { length } = text
  if (length > LOOP_UNITS_MAX) return false
  const bytes = BYTES
  for (let i = 0; i < length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return false
    bytes[at + i] = unit
  }
  return true
}
