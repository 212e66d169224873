import { isUtf8 } from 'node:buffer'
import { SluiceError } from '../contract/errors.ts'
import { createArena, loadArena, type Arena } from './arena.ts'
import { createLexer, QUOTE, SPACE, type Lexer } from './lexer.ts'
import { createLookUp, skipSpace } from './look-up.ts'
import {
  ACCEPTS, EDGE, ITEM_SHIFT, KEYS_MAX, STATE, STATE_SKIP, STATE_STRIDE, TOKEN, type Machine,
} from './machine.ts'
import { GIVEN_UP, type Rewriter } from './rewrite.ts'
import { createTape, FLAG, growTape, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from './tape.ts'

const [COLON, COMMA, BACKSLASH] = [0x3a, 0x2c, 0x5c]
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_ARRAY, CLOSE_ARRAY] = [0x7b, 0x7d, 0x5b, 0x5d]

const WORD_TRUE = 0x65757274
const WORD_ALSE = 0x65736c61
const WORD_NULL = 0x6c6c756e

const ALLOW_ARRAY = ACCEPTS.array
const WHOLE = ACCEPTS.whole
const RECORD = ACCEPTS.record
const SEEN_WORDS = KEYS_MAX / 32

/** Every message may look ahead this far, however small it is. */
const LOOKAHEAD_FREE = 4096

/** Thrown when the machine's tables were replaced under the loop: the message is read again with the new ones. */
const STALE = new Error('the tables of the machine have grown')

/** What the walker does next. */
const AT_VALUE = 0
const AT_KEY = 1
const AT_CLOSE = 2

/** Cells of an open container. */
const FRAME = {
  edge: 0, cut: 1, key: 2, start: 3, ordinal: 4, count: 5, node: 6, info: 7,
  /** The state of an object; the edge that the items of an array are read by. */
  state: 8,
  /** The edge of the last member. */
  previous: 9,
} as const
const FRAME_STRIDE = 16

export interface WalkLimits {
  readonly depthMax: number
  /** Look-ahead budget as a multiple of the message's bytes. */
  readonly lookaheadFactor: number
}

/** Reads messages one after the other into the same arena and tape: use these before the next message. */
export interface Walker {
  readonly arena: Arena
  readonly tape: Tape
  /** Reads `body` whole, from the machine's root edge or another; the tape then holds its recorded nodes. */
  walk(machine: Machine, body: Uint8Array, root?: number): Tape
  /** Reads `body` and edits it on the way. False when that cannot be done value by value: then walk it. */
  rewrite(machine: Machine, body: Uint8Array, rewriter: Rewriter): boolean
  /** Reads the bytes already in the arena again, by another machine. */
  rewalk(machine: Machine, root?: number): Tape
  /** The decoded string value of a member of the object that starts at `from`; undefined when missing or no string. */
  siblingText(from: number, name: string): string | undefined
}

/**
 * Validates one JSON document (RFC 8259, strict, UTF-8) while following a machine over its keys, and records values on
 * a tape. It throws a SluiceError with the byte offset for anything malformed. One walker serves one thread.
 */
export function createWalker(limits: WalkLimits): Walker {
  const arena = createArena()
  const tape = createTape()
  const lexer: Lexer = createLexer(arena)
  const { failure } = lexer
  const lookUp = createLookUp(arena, lexer, limits.depthMax)
  const { find, meetStranger, select } = lookUp
  const depths = limits.depthMax + 2
  // The open containers, by depth. Written when one opens, so that it can be recorded once something inside is.
  const frames = new Int32Array(depths * FRAME_STRIDE)
  const seen = new Int32Array(depths * SEEN_WORDS)
  let cells = tape.cells
  let nodes = 0
  let generation = 0

  function walk(machine: Machine, body: Uint8Array, root = machine.root): Tape {
    loadArena(arena, body)
    return rewalk(machine, root)
  }

  function rewalk(machine: Machine, root = machine.root): Tape {
    read(machine, root, undefined)
    tape.length = nodes
    return tape
  }

  function rewrite(machine: Machine, body: Uint8Array, rewriter: Rewriter): boolean {
    loadArena(arena, body)
    try {
      read(machine, machine.root, rewriter)
      return true
    } catch (error) {
      if (error === GIVEN_UP) return false
      throw error
    }
  }

  function read(machine: Machine, root: number, rewriter: Rewriter | undefined): void {
    nodes = 0
    lookUp.begin(arena.length * limits.lookaheadFactor + LOOKAHEAD_FREE)
    rewriter?.begin()
    let high: number
    try {
      high = run(machine, root, rewriter)
    } catch (error) {
      if (error === STALE) return read(machine, root, rewriter)
      throw encodingFirst(error)
    }
    if ((high & 0x80808080) !== 0 && !isUtf8(arena.bytes.subarray(0, arena.length))) throw failure('SLUICE_JSON_ENCODING', 0)
  }

  /** A message in another encoding fails early as syntax; naming the encoding is more use than the offset. */
  function encodingFirst(error: unknown): unknown {
    if (!(error instanceof SluiceError) || error.code !== 'SLUICE_JSON_SYNTAX') return error
    const { bytes } = arena
    const byteOrderMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
    return byteOrderMark || !isUtf8(bytes.subarray(0, arena.length)) ? failure('SLUICE_JSON_ENCODING', 0) : error
  }

  /**
   * The one loop over the bytes. It is long because everything in it is local: a call per value would take longer than
   * the value. Returns all bytes of strings or-ed together, whose high bits say whether there was anything but ASCII.
   */
  function run(machine: Machine, root: number, rewriter: Rewriter | undefined): number {
    const { bytes, view } = arena
    const { edges, pool, states } = machine
    generation = machine.generation
    const { depthMax } = limits
    let p = skipSpace(bytes, 0)
    let high = 0
    let next = AT_VALUE
    let depth = 0
    let frame = 0
    let edge = root
    let key = p
    let cut = p
    let ordinal = 0
    let item = 0
    let odd = 0
    for (;;) {
      if (next === AT_KEY) {
        if (bytes[p] !== QUOTE) throw failure('SLUICE_JSON_SYNTAX', p)
        key = p
        const state = frames[frame + FRAME.state] as number
        const previous = frames[frame + FRAME.previous] as number
        edge = previous === 0 ? (states[state * STATE_STRIDE + STATE.first] as number) : (edges[previous + EDGE.next] as number)
        const length = edges[edge + EDGE.keyBytes] as number
        let known = (view.getInt32(p + 1, true) & (edges[edge + EDGE.mask0] as number)) === edges[edge + EDGE.word0] &&
          (length < 4 || (view.getInt32(p + 5, true) & (edges[edge + EDGE.mask1] as number)) === edges[edge + EDGE.word1])
        if (known && length > 7) {
          const at = edges[edge + EDGE.keyAt] as number
          let i = 8
          while (i <= length && bytes[p + 1 + i] === pool[at + i]) i++
          known = i > length
        }
        const words = states[state * STATE_STRIDE + STATE.words] as number
        if (known) p += length + 2
        else {
          const quote = lexer.string(p + 1)
          high |= lexer.high
          edge = state === STATE_SKIP ? 0 : find(machine, state, p + 1, quote)
          if (edge === 0) {
            edge = states[state * STATE_STRIDE + STATE.otherwise] as number
            if (state !== STATE_SKIP) odd++
            if (words !== 0) meetStranger(depth, p, quote + 1)
          } else {
            known = true
            if (previous === 0) states[state * STATE_STRIDE + STATE.first] = edge
            else edges[previous + EDGE.next] = edge
          }
          p = quote + 1
        }
        if (known && words !== 0) {
          const place = edges[edge + EDGE.ordinal] as number
          const word = depth * SEEN_WORDS + (place >> 5)
          const bit = 1 << (place & 31)
          const before = seen[word] as number
          if ((before & bit) !== 0) throw failure('SLUICE_JSON_DUPLICATE_KEY', key)
          seen[word] = before | bit
        }
        frames[frame + FRAME.previous] = edge
        if (bytes[p] !== COLON) {
          p = skipSpace(bytes, p)
          if (bytes[p] !== COLON) throw failure('SLUICE_JSON_SYNTAX', p)
        }
        p++
        if ((bytes[p] as number) <= SPACE) p = skipSpace(bytes, p)
        item = 0
        next = AT_VALUE
      }
      if (next === AT_VALUE) {
        const accepts = edges[edge + EDGE.accepts] as number
        const c = bytes[p]
        const start = p
        let token: number
        let kind: number
        if (c === QUOTE) {
          token = TOKEN.string
          kind = KIND.string
          p++
          for (;;) {
            const x = view.getInt32(p, true)
            const q = x ^ 0x22222222
            const b = x ^ 0x5c5c5c5c
            high |= x
            const stop = (((q - 0x01010101) & ~q) | ((b - 0x01010101) & ~b) | ((x - 0x20202020) & ~x)) & 0x80808080
            if (stop === 0) {
              p += 4
              continue
            }
            p += (31 - Math.clz32(stop & -stop)) >> 3
            const end = bytes[p]
            if (end === QUOTE) break
            if (end !== BACKSLASH) throw failure('SLUICE_JSON_SYNTAX', p)
            kind = KIND.string | FLAG.escaped
            p = lexer.escape(p)
          }
          p++
        } else if (c === OPEN_OBJECT || c === OPEN_ARRAY) {
          const isObject = c === OPEN_OBJECT
          const fits = isObject
            ? ((accepts >> (item === 0 ? 0 : ITEM_SHIFT)) & TOKEN.object) !== 0
            : item === 0 && (accepts & ALLOW_ARRAY) !== 0
          if (depth >= depthMax) throw failure('SLUICE_LIMIT_DEPTH', p)
          depth++
          frame += FRAME_STRIDE
          const whole = !fits || (accepts & WHOLE) !== 0
          frames[frame + FRAME.edge] = edge
          frames[frame + FRAME.cut] = cut
          frames[frame + FRAME.key] = key
          frames[frame + FRAME.start] = p
          frames[frame + FRAME.ordinal] = ordinal
          frames[frame + FRAME.count] = 0
          frames[frame + FRAME.node] = -1
          frames[frame + FRAME.info] = (isObject ? KIND.object : KIND.array) | (item === 0 ? 0 : FLAG.item) | (fits ? 0 : FLAG.mismatch)
          let state = 0
          if (isObject) {
            state = fits ? (edges[edge + EDGE.child] as number) : machine.stray
            if (states[state * STATE_STRIDE + STATE.ready] !== 1) meet(machine, state)
            if (states[state * STATE_STRIDE + STATE.discriminator] !== 0) {
              const fallback = states[state * STATE_STRIDE + STATE.fallback] as number
              state = select(machine, p, state)
              if (state === fallback) odd++
              if (states[state * STATE_STRIDE + STATE.ready] !== 1) meet(machine, state)
            }
            const words = states[state * STATE_STRIDE + STATE.words] as number
            if (words !== 0) {
              const from = depth * SEEN_WORDS
              for (let i = 0; i < words; i++) seen[from + i] = 0
              lookUp.forgetStrangers(depth)
            }
            frames[frame + FRAME.previous] = 0
          } else if (whole) edge = states[(fits ? (edges[edge + EDGE.child] as number) : machine.stray) * STATE_STRIDE + STATE.otherwise] as number
          frames[frame + FRAME.state] = isObject ? state : edge
          if (!fits) odd++
          if (rewriter !== undefined) {
            rewriter.open(depth, frames[frame + FRAME.edge] as number, state, frames[frame + FRAME.info] as number, (accepts & RECORD) !== 0 || !fits)
          } else if ((accepts & RECORD) !== 0 || !fits) ensure(depth)
          p++
          cut = p
          if ((bytes[p] as number) <= SPACE) p = skipSpace(bytes, p)
          ordinal = 0
          if (bytes[p] === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) next = AT_CLOSE
          else if (isObject) next = AT_KEY
          else {
            item = 1
            key = p
          }
          continue
        } else if (c === 0x74 && view.getInt32(p, true) === WORD_TRUE) {
          p += 4
          token = TOKEN.boolean
          kind = KIND.boolean
        } else if (c === 0x66 && view.getInt32(p + 1, true) === WORD_ALSE) {
          p += 5
          token = TOKEN.boolean
          kind = KIND.boolean
        } else if (c === 0x6e && view.getInt32(p, true) === WORD_NULL) {
          p += 4
          token = TOKEN.null
          kind = KIND.null
        } else {
          p = lexer.number(p)
          token = TOKEN.number
          kind = KIND.number
        }
        const fits = ((item === 0 ? accepts : accepts >> ITEM_SHIFT) & token) !== 0
        if (!fits) odd++
        if (rewriter !== undefined) {
          if ((accepts & RECORD) !== 0 || !fits) {
            const info = kind | (item === 0 ? 0 : FLAG.item) | (fits ? 0 : FLAG.mismatch)
            rewriter.value(depth, edge, key, cut, start, p, ordinal, info, frames[frame + FRAME.start] as number)
          }
        } else if ((accepts & RECORD) !== 0 || !fits) {
          let parent = depth === 0 ? -1 : (frames[frame + FRAME.node] as number)
          if (parent < 0 && depth > 0) parent = ensure(depth)
          const at = nodes * STRIDE
          if (at + STRIDE > cells.length) grow()
          nodes++
          cells[at] = edge
          cells[at + TAPE.cut] = cut
          cells[at + TAPE.key] = key
          cells[at + TAPE.start] = start
          cells[at + TAPE.end] = p
          cells[at + TAPE.parent] = parent
          cells[at + TAPE.size] = 0
          cells[at + TAPE.info] = kind | (item === 0 ? 0 : FLAG.item) | (fits ? 0 : FLAG.mismatch)
          cells[at + TAPE.ordinal] = ordinal
          cells[at + TAPE.state] = 0
        }
      } else if (next === AT_CLOSE) {
        p++
        const node = frames[frame + FRAME.node] as number
        if (rewriter !== undefined) {
          const of = frames[frame + FRAME.edge] as number
          rewriter.close(depth, of, frames[frame + FRAME.key] as number, frames[frame + FRAME.cut] as number, p, frames[frame + FRAME.count] as number,
            frames[frame + FRAME.ordinal] as number, frames[frame + FRAME.info] as number, ((edges[of + EDGE.accepts] as number) & RECORD) !== 0)
        } else if (node >= 0) {
          const cell = node * STRIDE
          cells[cell + TAPE.end] = p
          cells[cell + TAPE.size] = frames[frame + FRAME.count] as number
        }
        depth--
        frame -= FRAME_STRIDE
      }
      // A value is behind us.
      if (depth === 0) break
      cut = p
      if ((bytes[p] as number) <= SPACE) p = skipSpace(bytes, p)
      const c = bytes[p]
      const isObject = ((frames[frame + FRAME.info] as number) & KIND_MASK) === KIND.object
      ordinal = (frames[frame + FRAME.count] as number) + 1
      frames[frame + FRAME.count] = ordinal
      if (c === COMMA) {
        p++
        if ((bytes[p] as number) <= SPACE) p = skipSpace(bytes, p)
        if (isObject) next = AT_KEY
        else {
          edge = frames[frame + FRAME.state] as number
          key = p
          item = 1
          next = AT_VALUE
        }
      } else if (c === (isObject ? CLOSE_OBJECT : CLOSE_ARRAY)) next = AT_CLOSE
      else throw failure('SLUICE_JSON_SYNTAX', p)
    }
    p = skipSpace(bytes, p)
    if (p !== arena.length) throw failure('SLUICE_JSON_SYNTAX', p)
    tape.odd = odd
    return high
  }

  function meet(machine: Machine, state: number): void {
    machine.expand(state)
    if (machine.generation !== generation) throw STALE
  }

  /** The node of the open container at `depth`, recorded now with those around it if it was not yet. */
  function ensure(depth: number): number {
    const frame = depth * FRAME_STRIDE
    const known = frames[frame + FRAME.node] as number
    if (known >= 0) return known
    const parent = depth === 1 ? -1 : ensure(depth - 1)
    const at = nodes * STRIDE
    if (at + STRIDE > cells.length) grow()
    const node = nodes++
    const info = frames[frame + FRAME.info] as number
    cells[at] = frames[frame + FRAME.edge] as number
    cells[at + TAPE.cut] = frames[frame + FRAME.cut] as number
    cells[at + TAPE.key] = frames[frame + FRAME.key] as number
    cells[at + TAPE.start] = frames[frame + FRAME.start] as number
    cells[at + TAPE.end] = 0
    cells[at + TAPE.parent] = parent
    cells[at + TAPE.size] = 0
    cells[at + TAPE.info] = info
    cells[at + TAPE.ordinal] = frames[frame + FRAME.ordinal] as number
    cells[at + TAPE.state] = (info & KIND_MASK) === KIND.object ? (frames[frame + FRAME.state] as number) : 0
    frames[frame + FRAME.node] = node
    return node
  }

  function grow(): void {
    growTape(tape)
    cells = tape.cells
  }

  return { arena, tape, walk, rewalk, rewrite, siblingText: lookUp.siblingText }
}
