import { arena, memory } from '../../json/arena.ts'
import { REGISTER, registers } from '../../json/kernel/load-kernel.ts'
import type { Spans } from '../../json/spans.ts'
import { areInKernel, createTable } from '../../json/table-memory.ts'

const VIEW = memory.view

/** The table grows with what is in it, so that few links take up little of the processor's caches. */
const SLOTS_MIN = 1 << 10
const SLOTS_MAX = 1 << 16
/** A sender who makes values collide is not remembered, and pays for each of them once more: nothing gets slower. */
const PROBES_MAX = 16
/** Longer references hardly ever repeat. */
const VALUE_BYTES_MAX = 128

/** Says nothing of anyone: it stays as it is. */
export const SAME = -2
/** Cannot be carried over. */
export const NONE = -3

/** In a tag, above the bytes of the value and its kind: which cache it belongs to. */
const [LENGTH_MASK, KIND_SHIFT, OWNER_SHIFT] = [0xff, 8, 10]
/** Makes what a value of a kind becomes: a text in the spans, or NONE. */
export type MakeLink = (start: number, end: number, kind: number, spans: Spans) => number

/** An entry: its hash, its tag, the bytes of what the value becomes, the value, what it becomes. */
const HEAD_BYTES = 12
const SAME_BYTES = -1

/** Where entries stand in the memory; 0 for none. */
let slots = createTable(Int32Array, SLOTS_MIN)
let entries = 0
let used = arena.keptAt
let isFull = false
let owners = 0
tellKernel()

/**
 * Remembers by bytes what ids and references become, so that a value seen before is neither decoded nor hashed again.
 * Values and what they become stand in the memory, so that they are compared and copied as words. All caches of the
 * thread share it. When it is full, the next message starts with an empty one: values are recomputed, never wrong.
 */
export class LinkCache {
  private readonly owner = owners++

  /** Starts a message. What an earlier one looked up is no longer used. */
  begin(): void {
    if (isFull) {
      slots = createTable(Int32Array, SLOTS_MIN)
      entries = 0
      used = arena.keptAt
      isFull = false
      tellKernel()
    }
    registers[REGISTER.linkOwner] = this.owner << OWNER_SHIFT
  }

  /** The text in `spans` that replaces the message's bytes, from the cache or made now; SAME or NONE. */
  lookUp(start: number, end: number, kind: number, spans: Spans, make: MakeLink): number {
    const length = end - start
    if (length === 0 || length > VALUE_BYTES_MAX) return compared(make(start, end, kind, spans), start, end, spans)
    // Read inside a loop, constants of the module are only written into the code from variables outside it.
    const view = VIEW
    const table = slots
    const mask = table.length - 1
    const tag = (this.owner << OWNER_SHIFT) | (kind << KIND_SHIFT) | length
    // Values differ near their end, and many of them nowhere else.
    let hash = Math.imul(firstWord(start, length) ^ tag, 0x9e3779b1)
    hash = Math.imul(hash ^ (hash >>> 15) ^ lastWord(start, length), 0x85ebca6b)
    hash ^= hash >>> 13
    for (let probe = 0; probe < PROBES_MAX; probe++) {
      const entry = table[(hash + probe) & mask] as number
      if (entry === 0) {
        const made = compared(make(start, end, kind, spans), start, end, spans)
        if (made !== NONE) remember(hash, tag, start, made, spans)
        return made
      }
      const at = entry + HEAD_BYTES
      if (view.getInt32(entry + 4, true) !== tag) continue
      if (firstWord(at, length) !== firstWord(start, length) || lastWord(at, length) !== lastWord(start, length)) continue
      let i = 0
      while (i < length - 8 && view.getFloat64(at + i, true) === view.getFloat64(start + i, true)) i += 8
      if (i < length - 8) continue
      const bytes = view.getInt32(entry + 8, true)
      return bytes === SAME_BYTES ? SAME : spans.standing(at + length, bytes)
    }
    return compared(make(start, end, kind, spans), start, end, spans)
  }
}

/** The first four of the last eight bytes of a value; of a shorter one, its first four, or nothing. */
function firstWord(start: number, length: number): number {
  return length >= 8 ? VIEW.getInt32(start + length - 8, true) : length >= 4 ? VIEW.getInt32(start, true) : 0
}

/** The last four bytes of a value, or all of a shorter one. */
function lastWord(start: number, length: number): number {
  return length >= 4 ? VIEW.getInt32(start + length - 4, true) : VIEW.getInt32(start, true) & ((1 << (length << 3)) - 1)
}

/** What was made of a value, or SAME. */
function compared(made: number, start: number, end: number, spans: Spans): number {
  if (made === NONE || spans.textBytes(made) !== end - start) return made
  const at = spans.textAt(made)
  const bytes = memory.bytes
  for (let i = 0; i < end - start; i++) if (bytes[at + i] !== bytes[start + i]) return made
  return SAME
}

function remember(hash: number, tag: number, start: number, made: number, spans: Spans): void {
  const length = tag & LENGTH_MASK
  const bytes = made === SAME ? 0 : spans.textBytes(made)
  if (entries >= SLOTS_MAX / 2 || used + HEAD_BYTES + length + bytes > arena.keptEnd) {
    isFull = true
    return
  }
  if (++entries > slots.length / 2) grow()
  enter(slots, hash, used)
  VIEW.setInt32(used, hash, true)
  VIEW.setInt32(used + 4, tag, true)
  VIEW.setInt32(used + 8, made === SAME ? SAME_BYTES : bytes, true)
  used += HEAD_BYTES
  memory.bytes.copyWithin(used, start, start + length)
  used += length
  if (made !== SAME) memory.bytes.copyWithin(used, spans.textAt(made), spans.textAt(made) + bytes)
  used += bytes
}

/** Puts an entry where it is found, unless the way there is too long. */
function enter(table: Int32Array, hash: number, entry: number): void {
  for (let probe = 0; probe < PROBES_MAX; probe++) {
    const slot = (hash + probe) & (table.length - 1)
    if (table[slot] !== 0) continue
    table[slot] = entry
    return
  }
}

function grow(): void {
  const larger = createTable(Int32Array, slots.length * 2)
  for (const entry of slots) if (entry !== 0) enter(larger, VIEW.getInt32(entry, true), entry)
  slots = larger
  tellKernel()
}

/** The kernel looks links up by itself, where it can read the table. */
function tellKernel(): void {
  registers[REGISTER.links] = areInKernel(slots) ? slots.byteOffset : 0
  registers[REGISTER.linkMask] = slots.length - 1
}
