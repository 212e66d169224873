import type { Arena } from './arena.ts'
import { QUOTE, SPACE, type Lexer } from './lexer.ts'
import { EDGE, hashKey, STATE, STATE_STRIDE, type Machine } from './machine.ts'

const COLON = 0x3a
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d
const OPEN_ARRAY = 0x5b
const CLOSE_ARRAY = 0x5d

/** Finds keys: those the prediction missed, those that come late, and those nobody knows. */
export interface LookUp {
  /** Starts a message: looking ahead may cost this many bytes. */
  begin(lookaheadBytes: number): void
  /** The edge of `state` for the key between `from` and its closing quote, or 0. The lexer has just read that key. */
  find(machine: Machine, state: number, from: number, quote: number): number
  /** Notes a key that its object's state does not know; throws when the object had it before. */
  meetStranger(depth: number, from: number, to: number): void
  /** Starts an object: no unknown key was met in it yet. */
  forgetStrangers(depth: number): void
  /** The state that the discriminator of the object at `p` names; the fallback if it is missing, unknown or no string. */
  select(machine: Machine, p: number, state: number): number
  /** The decoded string value of a member of the object that starts at `from`; undefined when missing or no string. */
  siblingText(from: number, name: string): string | undefined
}

export function createLookUp(arena: Arena, lexer: Lexer, depthMax: number): LookUp {
  const { failure } = lexer
  const strangers = new Array<Set<string> | undefined>(depthMax + 2).fill(undefined)
  let left = 0

  function begin(lookaheadBytes: number): void {
    left = lookaheadBytes
  }

  function forgetStrangers(depth: number): void {
    strangers[depth] = undefined
  }

  function find(machine: Machine, state: number, from: number, quote: number): number {
    if (lexer.escaped) return machine.named(state, decode(from - 1, quote + 1))
    const { bytes } = arena
    const { edges, pool, table, states } = machine
    const length = quote - from
    const at = states[state * STATE_STRIDE + STATE.tableAt] as number
    const mask = states[state * STATE_STRIDE + STATE.tableMask] as number
    for (let slot = hashKey(bytes, from, length); ; slot++) {
      const edge = table[at + (slot & mask)] as number
      if (edge === 0) return 0
      if (edges[edge + EDGE.keyBytes] !== length) continue
      const key = edges[edge + EDGE.keyAt] as number
      let i = 0
      while (i < length && bytes[from + i] === pool[key + i]) i++
      if (i === length) return edge
    }
  }

  function decode(from: number, to: number): string {
    return JSON.parse(arena.text.toString('utf8', from, to)) as string
  }

  function meetStranger(depth: number, from: number, to: number): void {
    const name = decode(from, to)
    const met = (strangers[depth] ??= new Set())
    if (met.has(name)) throw failure('SLUICE_JSON_DUPLICATE_KEY', from)
    met.add(name)
  }

  function select(machine: Machine, p: number, state: number): number {
    const { bytes } = arena
    const { states } = machine
    const of = state * STATE_STRIDE
    const key = states[of + STATE.discriminator] as number
    const fallback = states[of + STATE.fallback] as number
    const first = skipSpace(bytes, p + 1)
    let at = bytes[first] === QUOTE && keyIs(machine, key, first + 1) ? first + machine.name(key).length + 2 : seekKey(p, machine.name(key))
    if (at < 0) return fallback
    at = skipSpace(bytes, at)
    if (bytes[at] !== COLON) return fallback
    at = skipSpace(bytes, at + 1)
    if (bytes[at] !== QUOTE) return fallback
    let word = states[of + STATE.guess] as number
    if (word === 0 || !keyIs(machine, word, at + 1)) {
      word = find(machine, machine.wordsState, at + 1, lexer.string(at + 1))
      if (word === 0) return fallback
      states[of + STATE.guess] = word
    }
    return machine.variant(state, word)
  }

  /** Whether the key at `p` is the edge's key, closing quote included. */
  function keyIs({ edges, pool }: Machine, edge: number, p: number): boolean {
    const { bytes } = arena
    const at = edges[edge + EDGE.keyAt] as number
    const length = edges[edge + EDGE.keyBytes] as number
    for (let i = 0; i <= length; i++) if (bytes[p + i] !== pool[at + i]) return false
    return true
  }

  function siblingText(from: number, name: string): string | undefined {
    const { bytes } = arena
    const past = seekKey(from, name)
    if (past < 0) return undefined
    const colon = skipSpace(bytes, past)
    const start = skipSpace(bytes, colon + 1)
    return bytes[start] === QUOTE ? decode(start, lexer.string(start + 1) + 1) : undefined
  }

  /** The offset past the closing quote of a key of the object at `from`, or -1. Counts against the look-ahead budget. */
  function seekKey(from: number, name: string): number {
    const { bytes } = arena
    let found = -1
    let depth = 0
    let p = from
    while (found < 0 && p < arena.length) {
      const c = bytes[p]
      if (c === QUOTE) {
        const start = p
        p = lexer.string(p + 1) + 1
        if (depth === 1 && bytes[skipSpace(bytes, p)] === COLON && isKey(start, p, name)) found = p
        continue
      }
      if (c === OPEN_OBJECT || c === OPEN_ARRAY) depth++
      else if (c === CLOSE_OBJECT || c === CLOSE_ARRAY) depth--
      p++
      if (depth === 0) break
    }
    left -= p - from
    if (left < 0) throw failure('SLUICE_LIMIT_LOOKAHEAD', from)
    return found
  }

  /** Names of the machine are ASCII, so another length is another name, unless something is escaped. */
  function isKey(start: number, end: number, name: string): boolean {
    return lexer.escaped ? decode(start, end) === name : end - start === name.length + 2 && arena.text.toString('latin1', start + 1, end - 1) === name
  }

  return { begin, find, meetStranger, forgetStrangers, select, siblingText }
}

/** Past the white space of JSON (RFC 8259, section 2). */
export function skipSpace(bytes: Uint8Array, from: number): number {
  let p = from
  for (;;) {
    const c = bytes[p]
    if (c === SPACE || c === 0x0a || c === 0x0d || c === 0x09) p++
    else return p
  }
}
