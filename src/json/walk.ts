import { isUtf8 } from 'node:buffer'
import { SluiceError, type ErrorCode } from '../contract/errors.ts'
import { createArena, loadArena, type Arena } from './arena.ts'
import { ACCEPTS, hashKey, ITEM_SHIFT, KEYS_MAX, STATE_SKIP, TOKEN, type Machine } from './machine.ts'
import { createTape, FLAG, growTape, KIND, STRIDE, TAPE, type Tape } from './tape.ts'

const QUOTE = 0x22
const BACKSLASH = 0x5c
const COLON = 0x3a
const COMMA = 0x2c
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d
const SPACE = 0x20
const DIGIT_0 = 0x30
const DIGIT_9 = 0x39
const MINUS = 0x2d
const PLUS = 0x2b
const DOT = 0x2e

const WORD_TRUE = 0x65757274
const WORD_ALSE = 0x65736c61
const WORD_NULL = 0x6c6c756e

const ALLOW_ARRAY = ACCEPTS.array
const WHOLE = ACCEPTS.whole
const SEEN_WORDS = KEYS_MAX / 32

export interface WalkLimits {
  readonly depthMax: number
  /** Look-ahead budget as a multiple of the message's bytes. */
  readonly lookaheadFactor: number
}

/**
 * Validates one JSON document (RFC 8259, strict, UTF-8) while following a machine over its keys, and records the marked
 * values on a tape. Throws a SluiceError with the byte offset for anything malformed. One walker serves one thread: its
 * arena and tape are reused, so read them before the next call.
 */
export class Walker {
  readonly arena: Arena = createArena()
  readonly tape: Tape = createTape()
  private machine!: Machine
  private readonly limits: WalkLimits
  private bytes: Uint8Array = this.arena.bytes
  private view: DataView = this.arena.view
  private highBits = 0
  private escaped = 0
  private lookahead = 0
  private readonly frames: Int32Array
  private readonly seen: Int32Array
  private readonly strangers: (Set<string> | undefined)[]

  constructor(limits: WalkLimits) {
    this.limits = limits
    this.frames = new Int32Array((limits.depthMax + 2) * STRIDE)
    this.seen = new Int32Array((limits.depthMax + 2) * SEEN_WORDS)
    this.strangers = new Array<Set<string> | undefined>(limits.depthMax + 2).fill(undefined)
  }

  /** Reads `body` whole, from the machine's root edge or another; the tape then holds its marked nodes. */
  walk(machine: Machine, body: Uint8Array, root = machine.root): Tape {
    loadArena(this.arena, body)
    this.bytes = this.arena.bytes
    this.view = this.arena.view
    return this.rewalk(machine, root)
  }

  /** Reads the bytes already in the arena again, by another machine. */
  rewalk(machine: Machine, root = machine.root): Tape {
    this.machine = machine
    this.tape.length = 0
    this.highBits = 0
    this.lookahead = this.arena.length * this.limits.lookaheadFactor + 4096
    const start = this.space(0)
    let end: number
    try {
      end = this.space(this.value(start, root, 0, start, start, 0, 0))
    } catch (error) {
      throw this.encodingFirst(error)
    }
    if (end !== this.arena.length) throw this.encodingFirst(this.failure('SLUICE_JSON_SYNTAX', end))
    if ((this.highBits & 0x80808080) !== 0 && !this.validUtf8()) throw this.failure('SLUICE_JSON_ENCODING', 0)
    return this.tape
  }

  /** A message in another encoding fails early as syntax; naming the encoding is more use than the offset. */
  private encodingFirst(error: unknown): unknown {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_JSON_SYNTAX') return error
    const byteOrderMark = this.bytes[0] === 0xef && this.bytes[1] === 0xbb && this.bytes[2] === 0xbf
    return byteOrderMark || !this.validUtf8() ? this.failure('SLUICE_JSON_ENCODING', 0) : error
  }

  private validUtf8(): boolean {
    return isUtf8(this.bytes.subarray(0, this.arena.length))
  }

  private failure(code: ErrorCode, byte: number): SluiceError {
    return new SluiceError(code, { where: { byte: Math.min(byte, this.arena.length) } })
  }

  private value(
    p: number, edge: number, depth: number, key: number, cut: number, ordinal: number, item: number,
  ): number {
    const machine = this.machine
    const accepts = machine.edgeAccepts[edge] as number
    const tokens = item === 0 ? accepts : accepts >> ITEM_SHIFT
    const c = this.bytes[p] as number
    let token: number
    let kind: number
    let end: number
    if (c === QUOTE) {
      this.escaped = 0
      end = this.string(p + 1) + 1
      token = TOKEN.string
      kind = this.escaped === 0 ? KIND.string : KIND.string | FLAG.escaped
    } else if (c === OPEN_OBJECT) {
      return this.container(p, edge, depth, key, cut, ordinal, item, (tokens & TOKEN.object) !== 0)
    } else if (c === OPEN_ARRAY) {
      return this.container(p, edge, depth, key, cut, ordinal, item, item === 0 && (accepts & ALLOW_ARRAY) !== 0)
    } else if (c === 0x74 && this.view.getInt32(p, true) === WORD_TRUE) {
      end = p + 4
      token = TOKEN.boolean
      kind = KIND.boolean
    } else if (c === 0x66 && this.view.getInt32(p + 1, true) === WORD_ALSE) {
      end = p + 5
      token = TOKEN.boolean
      kind = KIND.boolean
    } else if (c === 0x6e && this.view.getInt32(p, true) === WORD_NULL) {
      end = p + 4
      token = TOKEN.null
      kind = KIND.null
    } else {
      end = this.number(p)
      token = TOKEN.number
      kind = KIND.number
    }
    const fits = (tokens & token) !== 0
    if (machine.edgeRecord[edge] !== 0 || !fits) {
      this.record(edge, cut, key, p, end, this.frame(depth), kind | (item === 0 ? 0 : FLAG.item) |
        (fits ? 0 : FLAG.mismatch), ordinal)
    }
    return end
  }

  /** An object or array. What the edge does not accept, or wants whole, becomes one node with nothing recorded inside. */
  private container(
    p: number, edge: number, depth: number, key: number, cut: number, ordinal: number, item: number, fits: boolean,
  ): number {
    const isObject = this.bytes[p] === OPEN_OBJECT
    const info = (isObject ? KIND.object : KIND.array) | (item === 0 ? 0 : FLAG.item) | (fits ? 0 : FLAG.mismatch)
    const machine = this.machine
    const inside = depth + 1
    if (inside > this.limits.depthMax) throw this.failure('SLUICE_LIMIT_DEPTH', p)
    const at = inside * STRIDE
    const frames = this.frames
    if (!fits || ((machine.edgeAccepts[edge] as number) & WHOLE) !== 0) {
      const node = machine.edgeRecord[edge] !== 0 || !fits
        ? this.record(edge, cut, key, p, 0, this.frame(depth), info, ordinal)
        : -1
      frames[at + TAPE.parent] = -1
      const state = fits ? (machine.edgeChild[edge] as number) : STATE_SKIP
      const end = isObject ? this.object(p, state, inside) : this.array(p, machine.stateDefault[state] as number, inside)
      if (node >= 0) this.tape.cells[node * STRIDE + TAPE.end] = end
      return end
    }
    frames[at + TAPE.edge] = edge
    frames[at + TAPE.cut] = cut
    frames[at + TAPE.key] = key
    frames[at + TAPE.start] = p
    frames[at + TAPE.info] = info
    frames[at + TAPE.ordinal] = ordinal
    frames[at + TAPE.state] = 0
    frames[at + TAPE.parent] = -1
    let end: number
    if (isObject) {
      end = this.object(p, machine.edgeChild[edge] as number, inside, machine.edgeRecord[edge] as number)
    } else {
      if (machine.edgeRecord[edge] !== 0) this.frame(inside)
      end = this.array(p, edge, inside)
    }
    const node = frames[at + TAPE.parent] as number
    if (node >= 0) {
      const cell = node * STRIDE
      this.tape.cells[cell + TAPE.end] = end
      this.tape.cells[cell + TAPE.size] = frames[at + TAPE.size] as number
    }
    return end
  }

  private object(p: number, read: number, depth: number, recorded = 0): number {
    const machine = this.machine
    const bytes = this.bytes
    let state = read
    if (machine.stateDiscriminator[state] !== 0) state = this.select(p, state)
    this.frames[depth * STRIDE + TAPE.state] = state
    if (recorded !== 0) this.frame(depth)
    const words = machine.stateWords[state] as number
    const seenAt = depth * SEEN_WORDS
    for (let i = 0; i < words; i++) this.seen[seenAt + i] = 0
    if (words !== 0) this.strangers[depth] = undefined
    let cut = p + 1
    let previous = 0
    let members = 0
    p = this.space(p + 1)
    if (bytes[p] === CLOSE_OBJECT) {
      this.frames[depth * STRIDE + TAPE.size] = 0
      return p + 1
    }
    for (;;) {
      if (bytes[p] !== QUOTE) throw this.failure('SLUICE_JSON_SYNTAX', p)
      const key = p
      let edge = previous === 0 ? (machine.stateFirst[state] as number) : (machine.edgeNext[previous] as number)
      const length = machine.edgeKeyBytes[edge] as number
      if (edge !== 0 && this.keyIs(edge, p + 1, length)) {
        p += length + 2
      } else {
        this.escaped = 0
        const quote = this.string(p + 1)
        edge = state === STATE_SKIP ? 0 : this.find(state, p + 1, quote)
        if (edge === 0) {
          edge = machine.stateDefault[state] as number
          if (words !== 0) this.meetStranger(depth, p, quote + 1)
        } else if (previous === 0) machine.stateFirst[state] = edge
        else machine.edgeNext[previous] = edge
        p = quote + 1
      }
      if (words !== 0 && edge !== machine.stateDefault[state]) {
        const ordinal = machine.edgeOrdinal[edge] as number
        const word = seenAt + (ordinal >> 5)
        const bit = 1 << (ordinal & 31)
        if (((this.seen[word] as number) & bit) !== 0) throw this.failure('SLUICE_JSON_DUPLICATE_KEY', key)
        this.seen[word] = (this.seen[word] as number) | bit
      }
      if (bytes[p] !== COLON) {
        p = this.space(p)
        if (bytes[p] !== COLON) throw this.failure('SLUICE_JSON_SYNTAX', p)
      }
      p++
      if ((bytes[p] as number) <= SPACE) p = this.space(p)
      p = this.value(p, edge, depth, key, cut, members, 0)
      members++
      previous = edge
      cut = p
      if ((bytes[p] as number) <= SPACE) p = this.space(p)
      const c = bytes[p]
      if (c === COMMA) {
        p++
        if ((bytes[p] as number) <= SPACE) p = this.space(p)
      } else if (c === CLOSE_OBJECT) {
        this.frames[depth * STRIDE + TAPE.size] = members
        return p + 1
      } else throw this.failure('SLUICE_JSON_SYNTAX', p)
    }
  }

  private array(p: number, edge: number, depth: number): number {
    const bytes = this.bytes
    let cut = p + 1
    let items = 0
    p = this.space(p + 1)
    if (bytes[p] === CLOSE_ARRAY) {
      this.frames[depth * STRIDE + TAPE.size] = 0
      return p + 1
    }
    for (;;) {
      p = this.value(p, edge, depth, p, cut, items, 1)
      items++
      cut = p
      if ((bytes[p] as number) <= SPACE) p = this.space(p)
      const c = bytes[p]
      if (c === COMMA) {
        p++
        if ((bytes[p] as number) <= SPACE) p = this.space(p)
      } else if (c === CLOSE_ARRAY) {
        this.frames[depth * STRIDE + TAPE.size] = items
        return p + 1
      } else throw this.failure('SLUICE_JSON_SYNTAX', p)
    }
  }

  /** Whether the key at `p` is the edge's key, closing quote included: two word compares, then bytes. */
  private keyIs(edge: number, p: number, length: number): boolean {
    const machine = this.machine
    if ((this.view.getInt32(p, true) & (machine.edgeMask0[edge] as number)) !== machine.edgeWord0[edge]) return false
    if (length < 4) return true
    if ((this.view.getInt32(p + 4, true) & (machine.edgeMask1[edge] as number)) !== machine.edgeWord1[edge]) return false
    const at = machine.edgeKeyAt[edge] as number
    for (let i = 8; i <= length; i++) {
      if (this.bytes[p + i] !== machine.pool[at + i]) return false
    }
    return true
  }

  /** The edge of `state` for the key between `from` and its closing quote, or 0. Escaped keys are compared decoded. */
  private find(state: number, from: number, quote: number): number {
    const machine = this.machine
    if (this.escaped !== 0) return this.findDecoded(state, from, quote)
    const length = quote - from
    const at = machine.stateTableAt[state] as number
    const mask = machine.stateTableMask[state] as number
    let slot = hashKey(this.bytes, from, length)
    for (;;) {
      const edge = machine.table[at + (slot & mask)] as number
      if (edge === 0) return 0
      if (machine.edgeKeyBytes[edge] === length) {
        const key = machine.edgeKeyAt[edge] as number
        let i = 0
        while (i < length && this.bytes[from + i] === machine.pool[key + i]) i++
        if (i === length) return edge
      }
      slot++
    }
  }

  private findDecoded(state: number, from: number, quote: number): number {
    const name = this.decode(from - 1, quote + 1)
    return this.machine.stateEdges[state]?.find((edge) => this.machine.edgeNames[edge] === name) ?? 0
  }

  private decode(from: number, to: number): string {
    return JSON.parse(this.arena.text.toString('utf8', from, to)) as string
  }

  private meetStranger(depth: number, from: number, to: number): void {
    const name = this.decode(from, to)
    const met = (this.strangers[depth] ??= new Set())
    if (met.has(name)) throw this.failure('SLUICE_JSON_DUPLICATE_KEY', from)
    met.add(name)
  }

  /** The state that the discriminator of the object at `p` names; the fallback when it is missing, unknown or no string. */
  private select(p: number, state: number): number {
    const machine = this.machine
    const key = machine.stateDiscriminator[state] as number
    const fallback = machine.stateFallback[state] as number
    const length = machine.edgeKeyBytes[key] as number
    const first = this.space(p + 1)
    let at = this.bytes[first] === QUOTE && this.keyIs(key, first + 1, length) ? first + length + 2 : this.seek(p, key)
    if (at < 0) return fallback
    at = this.space(at)
    if (this.bytes[at] !== COLON) return fallback
    at = this.space(at + 1)
    if (this.bytes[at] !== QUOTE) return fallback
    let word = machine.stateGuess[state] as number
    if (word === 0 || !this.keyIs(word, at + 1, machine.edgeKeyBytes[word] as number)) {
      this.escaped = 0
      const quote = this.string(at + 1)
      word = this.find(machine.words, at + 1, quote)
      if (word === 0) return fallback
      machine.stateGuess[state] = word
    }
    return machine.variants[(machine.stateVariantsAt[state] as number) + (machine.edgeOrdinal[word] as number)] as number
  }

  /** Looks ahead for a discriminator that does not come first; returns the offset past its closing quote, or -1. */
  private seek(from: number, key: number): number {
    const name = this.machine.edgeNames[key]
    let found = -1
    let depth = 0
    let p = from
    while (found < 0 && p < this.arena.length) {
      const c = this.bytes[p]
      if (c === QUOTE) {
        this.escaped = 0
        const start = p
        p = this.string(p + 1) + 1
        if (depth === 1 && this.bytes[this.space(p)] === COLON && this.decode(start, p) === name) found = p
        continue
      }
      if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++
      else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) depth--
      p++
      if (depth === 0) break
    }
    this.lookahead -= p - from
    if (this.lookahead < 0) throw this.failure('SLUICE_LIMIT_LOOKAHEAD', from)
    return found
  }

  /** The node of the frame at `depth`, recorded now with its ancestors if it was not yet; -1 above the root. */
  private frame(depth: number): number {
    if (depth === 0) return -1
    const at = depth * STRIDE
    const frames = this.frames
    const known = frames[at + TAPE.parent] as number
    if (known >= 0) return known
    const node = this.record(
      frames[at + TAPE.edge] as number, frames[at + TAPE.cut] as number, frames[at + TAPE.key] as number,
      frames[at + TAPE.start] as number, 0, this.frame(depth - 1), frames[at + TAPE.info] as number,
      frames[at + TAPE.ordinal] as number)
    this.tape.cells[node * STRIDE + TAPE.state] = frames[at + TAPE.state] as number
    frames[at + TAPE.parent] = node
    return node
  }

  private record(
    edge: number, cut: number, key: number, start: number, end: number, parent: number, info: number, ordinal: number,
  ): number {
    const tape = this.tape
    const node = tape.length
    if ((node + 1) * STRIDE > tape.cells.length) growTape(tape)
    tape.length = node + 1
    const at = node * STRIDE
    const cells = tape.cells
    cells[at] = edge
    cells[at + TAPE.cut] = cut
    cells[at + TAPE.key] = key
    cells[at + TAPE.start] = start
    cells[at + TAPE.end] = end
    cells[at + TAPE.parent] = parent
    cells[at + TAPE.size] = 0
    cells[at + TAPE.info] = info
    cells[at + TAPE.ordinal] = ordinal
    cells[at + TAPE.state] = 0
    return node
  }

  private space(p: number): number {
    const bytes = this.bytes
    for (;;) {
      const c = bytes[p]
      if (c === SPACE || c === 0x0a || c === 0x0d || c === 0x09) p++
      else return p
    }
  }

  /** From just past the opening quote to the closing one, four bytes at a time. */
  private string(p: number): number {
    const view = this.view
    let high = 0
    for (;;) {
      const x = view.getInt32(p, true)
      const q = x ^ 0x22222222
      const b = x ^ 0x5c5c5c5c
      high |= x
      const stop = ((((q - 0x01010101) & ~q) | ((b - 0x01010101) & ~b) | ((x - 0x20202020) & ~x)) & 0x80808080) | 0
      if (stop === 0) {
        p += 4
        continue
      }
      p += (31 - Math.clz32(stop & -stop)) >> 3
      const c = this.bytes[p]
      if (c === QUOTE) {
        this.highBits |= high
        return p
      }
      if (c !== BACKSLASH) throw this.failure('SLUICE_JSON_SYNTAX', p)
      this.escaped = 1
      p = this.escape(p)
    }
  }

  private escape(p: number): number {
    const c = this.bytes[p + 1] as number
    if (c !== 0x75) {
      const simple = c === QUOTE || c === BACKSLASH || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e ||
        c === 0x72 || c === 0x74
      if (!simple) throw this.failure('SLUICE_JSON_SYNTAX', p)
      return p + 2
    }
    const unit = this.hex4(p + 2)
    if (unit >= 0xdc00 && unit <= 0xdfff) throw this.failure('SLUICE_JSON_ENCODING', p)
    if (unit < 0xd800 || unit > 0xdbff) return p + 6
    if (this.bytes[p + 6] !== BACKSLASH || this.bytes[p + 7] !== 0x75) throw this.failure('SLUICE_JSON_ENCODING', p)
    const low = this.hex4(p + 8)
    if (low < 0xdc00 || low > 0xdfff) throw this.failure('SLUICE_JSON_ENCODING', p)
    return p + 12
  }

  private hex4(p: number): number {
    let unit = 0
    for (let i = p; i < p + 4; i++) {
      const c = this.bytes[i] as number
      const digit = c >= DIGIT_0 && c <= DIGIT_9 ? c - DIGIT_0 : ((c | 0x20) >= 0x61 && (c | 0x20) <= 0x66 ? (c | 0x20) - 0x57 : -1)
      if (digit < 0) throw this.failure('SLUICE_JSON_SYNTAX', i)
      unit = unit * 16 + digit
    }
    return unit
  }

  private number(p: number): number {
    const bytes = this.bytes
    const start = p
    let long = false
    let c = bytes[p] as number
    if (c === MINUS) c = bytes[++p] as number
    if (c === DIGIT_0) c = bytes[++p] as number
    else {
      if (c < DIGIT_0 || c > DIGIT_9) throw this.failure('SLUICE_JSON_SYNTAX', p)
      do c = bytes[++p] as number
      while (c >= DIGIT_0 && c <= DIGIT_9)
      long = p - start > 300
    }
    if (c === DOT) {
      c = bytes[++p] as number
      if (c < DIGIT_0 || c > DIGIT_9) throw this.failure('SLUICE_JSON_SYNTAX', p)
      do c = bytes[++p] as number
      while (c >= DIGIT_0 && c <= DIGIT_9)
    }
    if ((c | 0x20) === 0x65) {
      long = true
      c = bytes[++p] as number
      if (c === PLUS || c === MINUS) c = bytes[++p] as number
      if (c < DIGIT_0 || c > DIGIT_9) throw this.failure('SLUICE_JSON_SYNTAX', p)
      do c = bytes[++p] as number
      while (c >= DIGIT_0 && c <= DIGIT_9)
    }
    if (long && !Number.isFinite(Number(this.arena.text.toString('latin1', start, p)))) {
      throw this.failure('SLUICE_JSON_NUMBER', start)
    }
    return p
  }
}
