import { arena, memory } from './arena.ts'
import { FRAME, FRAME_STRIDE, frames } from './frames.ts'
import { failure, lastString, QUOTE, readEscape, readString, skipSpace } from './lexer.ts'
import { EDGE, hashKey, STATE, type Machine } from './machine.ts'

const COLON = 0x3a

const BYTES = memory.bytes
const VIEW = memory.view

/** Keys that their object's state does not know, by frame. */
const strangers: (Set<string> | undefined)[] = []
let bytesLeft = 0

/** Starts a message: looking ahead may cost this many bytes. */
export function allowLookahead(bytes: number): void {
  bytesLeft = bytes
}

/** The edge of a state for the key between `from` and its closing quote, or 0. `readString` has just read that key. */
export function findKey(machine: Machine, state: number, from: number, quote: number): number {
  if (lastString.escaped) return machine.named(state, decode(from - 1, quote + 1))
  const { rows, pool, table } = machine
  const bytes = BYTES
  const { keyBytes, keyAt } = EDGE
  const length = quote - from
  const at = rows[state + STATE.tableAt] as number
  const mask = rows[state + STATE.tableMask] as number
  for (let slot = hashKey(BYTES, from, length); ; slot++) {
    const edge = table[at + (slot & mask)] as number
    if (edge === 0) return 0
    if (rows[edge + keyBytes] !== length + 2) continue
    const key = (rows[edge + keyAt] as number) + 1
    let i = 0
    while (i < length && bytes[from + i] === pool[key + i]) i++
    if (i === length) return edge
  }
}

export function decode(from: number, to: number): string {
  return JSON.parse(arena.text.toString('utf8', from, to)) as string
}

/** Notes a key that the state of its object does not know; throws when the object had it before. */
export function meetStranger(frame: number, from: number, to: number): void {
  const name = decode(from, to)
  const depth = frame / FRAME_STRIDE
  if (frames[frame + FRAME.strangers] === 0) {
    frames[frame + FRAME.strangers] = 1
    strangers[depth] = new Set()
  }
  const met = strangers[depth] as Set<string>
  if (met.has(name)) throw failure('SLUICE_JSON_DUPLICATE_KEY', from)
  met.add(name)
}

/** The state that the discriminator of the object at `p` names; the fallback if it is missing, unknown or no string. */
export function selectState(machine: Machine, p: number, state: number): number {
  const { rows } = machine
  const key = rows[state + STATE.discriminator] as number
  const fallback = rows[state + STATE.fallback] as number
  const first = skipSpace(p + 1)
  let at = keyIs(machine, key, first) ? first + (rows[key + EDGE.keyBytes] as number) : seekKey(p, machine.name(key))
  if (at < 0) return fallback
  at = skipSpace(at)
  if (BYTES[at] !== COLON) return fallback
  at = skipSpace(at + 1)
  if (BYTES[at] !== QUOTE) return fallback
  const guess = rows[state + STATE.guess] as number
  if (guess !== 0 && keyIs(machine, guess, at)) return rows[state + STATE.guessed] as number
  const word = findKey(machine, machine.words, at + 1, readString(at + 1))
  if (word === 0) return fallback
  const selected = machine.variant(state, word)
  machine.rows[word + EDGE.selects] = selected
  machine.rows[word + EDGE.selectsIn] = state
  machine.rows[state + STATE.guess] = word
  machine.rows[state + STATE.guessed] = selected
  return selected
}

/** Whether the edge's key stands at `p`, quotes included. */
export function keyIs({ rows, pool }: Machine, edge: number, p: number): boolean {
  const at = rows[edge + EDGE.keyAt] as number
  const length = rows[edge + EDGE.keyBytes] as number
  const bytes = BYTES
  for (let i = 0; i < length; i++) if (bytes[p + i] !== pool[at + i]) return false
  return true
}

/** The decoded string value of a member of the object that starts at `from`; undefined when missing or no string. */
export function siblingText(from: number, name: string): string | undefined {
  const past = seekKey(from, name)
  if (past < 0) return undefined
  const colon = skipSpace(past)
  const start = skipSpace(colon + 1)
  return BYTES[start] === QUOTE ? decode(start, readString(start + 1) + 1) : undefined
}

/**
 * The value of a member of the object that starts at `from`, an object, array or string; undefined when missing, null
 * when it is anything else or no JSON. Counts against the look-ahead budget.
 */
export function siblingJson(from: number, name: string): unknown {
  const past = seekKey(from, name)
  if (past < 0) return undefined
  const start = skipSpace(skipSpace(past) + 1)
  const end = valueEnd(start)
  bytesLeft -= end - start
  if (bytesLeft < 0) throw failure('SLUICE_LIMIT_LOOKAHEAD', from)
  try {
    return JSON.parse(arena.text.toString('utf8', start, end)) as unknown
  } catch {
    return null
  }
}

/** Past an object, array or string; elsewhere the value's start. */
function valueEnd(start: number): number {
  let depth = 0
  let p = start
  do {
    const c = BYTES[p] as number
    const bracket = c | 0x20
    if (c === QUOTE) p = readString(p + 1)
    else if (bracket === 0x7b) depth++
    else if (bracket === 0x7d) depth--
    else if (depth === 0) return start
    p++
  } while (depth > 0 && p < arena.length)
  return p
}

/**
 * The offset past the closing quote of a key of the object at `from`, or -1. Counts against the look-ahead budget. What
 * is passed over is read once more by the loop that looks at everything: here strings are only ended.
 */
function seekKey(from: number, name: string): number {
  // Read inside a loop, constants of the module are only written into the code from variables outside it.
  const bytes = BYTES
  const view = VIEW
  const { length } = arena
  const keyBytes = name.length + 2
  let found = -1
  let depth = 0
  let p = from
  while (found < 0 && p < length) {
    const c = bytes[p] as number
    if (c !== 0x22) {
      // Brackets of both kinds differ in bit 5 only.
      const bracket = c | 0x20
      p++
      if (bracket === 0x7b) depth++
      else if (bracket === 0x7d && --depth === 0) break
      continue
    }
    const start = p++
    let escaped = false
    for (;;) {
      const word = view.getInt32(p, true)
      const stops = ((((word ^ 0x02020202) - 0x21212121) | ((word ^ 0x5c5c5c5c) - 0x01010101)) & ~word) & 0x80808080
      if (stops === 0) {
        p = (p + 4) | 0
        continue
      }
      p = (p + ((31 - Math.clz32(stops & -stops)) >> 3)) | 0
      const end = bytes[p]
      if (end === 0x22) break
      if (end !== 0x5c) throw failure('SLUICE_JSON_SYNTAX', p)
      escaped = true
      p = readEscape(p) | 0
    }
    p++
    // Names of the machine are ASCII, so another length is another name, unless something is escaped.
    if (depth === 1 && (escaped || p - start === keyBytes) && isKey(start, p, name, escaped)) found = p
  }
  bytesLeft -= p - from
  if (bytesLeft < 0) throw failure('SLUICE_LIMIT_LOOKAHEAD', from)
  return found
}

function isKey(start: number, end: number, name: string, escaped: boolean): boolean {
  if (BYTES[skipSpace(end)] !== COLON) return false
  if (escaped) return decode(start, end) === name
  const bytes = BYTES
  for (let i = 0; i < name.length; i++) if (bytes[start + 1 + i] !== name.charCodeAt(i)) return false
  return true
}
