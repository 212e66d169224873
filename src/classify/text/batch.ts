import { foldText, isPlain } from './fold.ts'

/** Stands between texts: no pattern matches across 0xFF, which is not UTF-8, and line anchors still see an edge. */
const FENCE = Uint8Array.of(0x0A, 0xFF, 0x0A)

const UNDERSCORE = 0x5F
const BLANK = 0x20

/** A span of a text, in UTF-16 code units of the original. */
export interface Span {
  readonly start: number
  readonly end: number
}

/**
 * The texts of one message, folded and joined into one buffer: a call of the regex engine costs as much as scanning a
 * thousand bytes, so it is asked once for all texts.
 */
export class TextBatch {
  bytes = Buffer.allocUnsafe(64 * 1024)
  /** Bytes in use. */
  length = FENCE.length
  count = 0
  private starts = new Int32Array(64)
  private ends = new Int32Array(64)
  private readonly from: (Int32Array | undefined)[] = []
  private readonly to: (Int32Array | undefined)[] = []

  constructor() {
    this.bytes.set(FENCE, 0)
  }

  clear(): void {
    this.length = FENCE.length
    this.count = 0
  }

  /** Adds a text and returns its number. */
  addText(text: string): number {
    const size = Buffer.byteLength(text)
    this.reserve(size)
    if (size === text.length) {
      this.bytes.write(text, this.length, size, 'latin1')
      if (isPlain(this.bytes, this.length, this.length + size)) return this.close(size, undefined, undefined)
    }
    const { bytes, from, to } = foldText(text)
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    return this.close(bytes.length, from, to)
  }

  /** Adds UTF-8 as it stands in a message, without escapes. */
  addBytes(bytes: Buffer, start: number, end: number): number {
    if (!isPlain(bytes, start, end)) return this.addText(bytes.toString('utf8', start, end))
    this.reserve(end - start)
    bytes.copy(this.bytes, this.length, start, end)
    return this.close(end - start, undefined, undefined)
  }

  /** Adds bytes that were folded before; `original` then counts in them. */
  addFolded(bytes: Uint8Array): number {
    this.reserve(bytes.length)
    this.bytes.set(bytes, this.length)
    return this.close(bytes.length, undefined, undefined)
  }

  /** Where a text starts and ends in the buffer. */
  start(text: number): number {
    return this.starts[text] as number
  }

  end(text: number): number {
    return this.ends[text] as number
  }

  /** The text that a place in the buffer belongs to, or the one before it where the place is a fence. */
  textAt(place: number): number {
    let low = 0
    let high = this.count - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((this.starts[middle] as number) <= place) low = middle
      else high = middle - 1
    }
    return low
  }

  /** The way back from the buffer to the original text. `start` < `end`, both within the text. */
  original(text: number, start: number, end: number): Span {
    const base = this.starts[text] as number
    const from = this.from[text]
    const to = this.to[text]
    if (from === undefined || to === undefined) return { start: start - base, end: end - base }
    return { start: from[start - base] as number, end: to[end - base - 1] as number }
  }

  /** What a place of the buffer says, folded. */
  slice(start: number, end: number): string {
    return this.bytes.toString('utf8', start, end)
  }

  /** Calls while every underscore of the text reads as a blank: a letter to a pattern, and none to a reader. */
  withoutUnderscores(text: number, call: () => void): void {
    // No further than the text: others may be many.
    const bytes = this.bytes.subarray(this.starts[text], this.ends[text])
    const places: number[] = []
    for (let at = bytes.indexOf(UNDERSCORE); at >= 0; at = bytes.indexOf(UNDERSCORE, at + 1)) places.push(at)
    if (places.length === 0) return
    for (const at of places) bytes[at] = BLANK
    try {
      call()
    } finally {
      for (const at of places) bytes[at] = UNDERSCORE
    }
  }

  private close(size: number, from: Int32Array | undefined, to: Int32Array | undefined): number {
    const text = this.count++
    if (text === this.starts.length) {
      this.starts = grown(this.starts)
      this.ends = grown(this.ends)
    }
    this.starts[text] = this.length
    this.length += size
    this.ends[text] = this.length
    this.from[text] = from
    this.to[text] = to
    this.bytes.set(FENCE, this.length)
    this.length += FENCE.length
    return text
  }

  private reserve(size: number): void {
    const needed = this.length + size + FENCE.length
    if (needed <= this.bytes.length) return
    const larger = Buffer.allocUnsafe(Math.max(needed, this.bytes.length * 2))
    this.bytes.copy(larger, 0, 0, this.length)
    this.bytes = larger
  }
}

function grown(cells: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(cells.length * 2)
  larger.set(cells)
  return larger
}
