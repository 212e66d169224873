import { SluiceError, type ErrorCode } from '../contract/errors.ts'

/** A part of a document whose one long array is read item by item. Put together in order, the parts are the document. */
export type Part =
  /** Everything up to and with the opening bracket; the whole document when there is no such array. */
  | { readonly is: 'before'; readonly bytes: Uint8Array; readonly whole: boolean }
  /** An item that is an object, with the comma and space in front of it. */
  | { readonly is: 'item'; readonly lead: Uint8Array; readonly bytes: Uint8Array }
  /** Everything from the space before the closing bracket on. */
  | { readonly is: 'after'; readonly bytes: Uint8Array }

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COMMA = 0x2c
const COLON = 0x3a
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Where the splitter stands. */
type Place = 'envelope' | 'array' | 'item' | 'rest'

/**
 * Splits a JSON object at the array under `key`, holding one part at a time. It only finds the seams: whoever reads the
 * parts validates them. Throws SLUICE_JSON_SYNTAX for anything but objects in the array, SLUICE_JSON_DUPLICATE_KEY for
 * a second such key, and SLUICE_LIMIT_SIZE for a part over `partBytesMax`.
 */
export async function* splitArray(
  chunks: AsyncIterable<Uint8Array>, options: { readonly key: string; readonly partBytesMax: number },
): AsyncGenerator<Part> {
  const splitter = new Splitter(options)
  for await (const chunk of chunks) yield* splitter.push(chunk)
  yield* splitter.end()
}

class Splitter {
  private readonly key: string
  private readonly partBytesMax: number
  private place: Place = 'envelope'
  private depth = 0
  private inString = false
  private escaping = false
  private expectsKey = false
  private keyBytes: number[] | undefined
  private sawKey = false
  private expectsItem = true
  private held: Uint8Array[] = []
  private heldBytes = 0
  private lead: Uint8Array = Buffer.alloc(0)
  private offset = 0

  constructor(options: { readonly key: string; readonly partBytesMax: number }) {
    this.key = options.key
    this.partBytesMax = options.partBytesMax
  }

  *push(chunk: Uint8Array): Generator<Part> {
    let from = 0
    for (let at = 0; at < chunk.length; at++) {
      const c = chunk[at] as number
      if (this.inString && this.place !== 'item') {
        at = this.string(chunk, at)
        continue
      }
      switch (this.place) {
        case 'envelope':
          if (!this.envelope(c)) break
          this.hold(chunk.subarray(from, at + 1))
          from = at + 1
          yield { is: 'before', bytes: this.release(), whole: false }
          break
        case 'rest':
          this.envelope(c)
          break
        case 'array':
          if (c === OPEN_OBJECT) {
            if (!this.expectsItem) throw this.failure('SLUICE_JSON_SYNTAX', at)
            this.hold(chunk.subarray(from, at))
            from = at
            this.lead = this.release()
            this.place = 'item'
            this.depth++
          } else if (c === CLOSE_ARRAY) this.leaveArray(at)
          else this.between(c, at)
          break
        case 'item':
          at = this.item(chunk, at)
          if (at < chunk.length) {
            this.hold(chunk.subarray(from, at + 1))
            from = at + 1
            this.place = 'array'
            this.expectsItem = false
            yield { is: 'item', lead: this.lead, bytes: this.release() }
          }
      }
    }
    this.hold(chunk.subarray(from))
    this.offset += chunk.length
  }

  *end(): Generator<Part> {
    if (this.place === 'array' || this.place === 'item') throw this.failure('SLUICE_JSON_SYNTAX', 0)
    const bytes = this.release()
    yield this.place === 'envelope' ? { is: 'before', bytes, whole: true } : { is: 'after', bytes }
  }

  /** Follows the members of the outer object; true when the array under the key opens. */
  private envelope(c: number): boolean {
    if (c === QUOTE) {
      this.inString = true
      if (this.depth === 1 && this.expectsKey) this.keyBytes = []
    } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
      this.depth++
      if (this.depth === 1) this.expectsKey = c === OPEN_OBJECT
      else if (this.depth === 2 && c === OPEN_ARRAY && this.keyIsOurs()) {
        if (this.sawKey) throw this.failure('SLUICE_JSON_DUPLICATE_KEY', 0)
        this.sawKey = true
        this.place = 'array'
        this.keyBytes = undefined
        return true
      }
    } else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) this.depth--
    else if (c === COLON && this.depth === 1) this.expectsKey = false
    else if (c === COMMA && this.depth === 1) {
      this.expectsKey = true
      this.keyBytes = undefined
    }
    return false
  }

  private keyIsOurs(): boolean {
    if (this.keyBytes === undefined) return false
    try {
      return JSON.parse(`"${Buffer.from(this.keyBytes).toString()}"`) === this.key
    } catch {
      return false
    }
  }

  /** Runs to the end of the string or of the chunk; returns the last offset used. */
  private string(chunk: Uint8Array, from: number): number {
    let at = from
    for (; at < chunk.length; at++) {
      const c = chunk[at] as number
      if (this.escaping) this.escaping = false
      else if (c === BACKSLASH) this.escaping = true
      else if (c === QUOTE) {
        this.inString = false
        return at
      }
      if (this.keyBytes !== undefined && this.expectsKey) this.noteKey(c)
    }
    return at
  }

  /** Runs to the end of the item, and returns its offset, or of the chunk. */
  private item(chunk: Uint8Array, from: number): number {
    let { depth, inString, escaping } = this
    let at = from
    for (; at < chunk.length; at++) {
      const c = chunk[at] as number
      if (inString) {
        if (escaping) escaping = false
        else if (c === BACKSLASH) escaping = true
        else if (c === QUOTE) inString = false
      } else if (c === QUOTE) inString = true
      else if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++
      else if ((c === CLOSE_OBJECT || c === CLOSE_ARRAY) && --depth === 2) break
    }
    this.depth = depth
    this.inString = inString
    this.escaping = escaping
    return at
  }

  private noteKey(c: number): void {
    // No key is this long; a longer one is not ours.
    if (this.keyBytes !== undefined && this.keyBytes.length < 256) this.keyBytes.push(c)
  }

  private between(c: number, at: number): void {
    if (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09) return
    if (c !== COMMA || this.expectsItem) throw this.failure('SLUICE_JSON_SYNTAX', at)
    this.expectsItem = true
  }

  private leaveArray(at: number): void {
    const empty = this.lead.length === 0 && this.expectsItem
    if (this.expectsItem && !empty) throw this.failure('SLUICE_JSON_SYNTAX', at)
    this.place = 'rest'
    this.depth = 1
  }

  private hold(bytes: Uint8Array): void {
    if (bytes.length === 0) return
    this.heldBytes += bytes.length
    if (this.heldBytes > this.partBytesMax) throw this.failure('SLUICE_LIMIT_SIZE', 0)
    this.held.push(bytes)
  }

  private release(): Uint8Array {
    const bytes = this.held.length === 1 ? (this.held[0] as Uint8Array) : Buffer.concat(this.held)
    this.held = []
    this.heldBytes = 0
    return bytes
  }

  private failure(code: ErrorCode, at: number): SluiceError {
    return new SluiceError(code, { where: { byte: this.offset + at } })
  }
}
