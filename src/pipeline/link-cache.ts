import { memory } from '../json/arena.ts'
import type { Spans } from '../json/spans.ts'

const VIEW = memory.view

const SLOTS = 1 << 14
/** At most half of the slots, so that probing stays short. */
const ENTRIES_MAX = SLOTS / 2
/** Longer references hardly ever repeat. */
const VALUE_BYTES_MAX = 128
const VALUE_WORDS_MAX = VALUE_BYTES_MAX / 4
const POOL_WORDS = ENTRIES_MAX * 32

/** Says nothing of anyone: it stays as it is. */
export const SAME = -2
/** Cannot be carried over. */
export const NONE = -3

/** An entry in the pool: its head, the words of the key, the words of the value. Together they share cache lines. */
const ENTRY = { keyBytes: 0, kind: 1, valueBytes: 2, same: 3 } as const
const HEAD_WORDS = 4

/**
 * Remembers by bytes what ids and references become, so that a value seen before is neither decoded nor hashed again.
 * Keys and values are kept as words, read and written four bytes at a time. When it is full everything is forgotten:
 * the values are recomputed, never wrong.
 */
export class LinkCache {
  private readonly slots = new Int32Array(SLOTS)
  private readonly pool = new Int32Array(POOL_WORDS)
  private count = 0
  /** The first word stays free, so that no entry is at 0. */
  private used = 1

  /** The text in `spans` that replaces the message's bytes, from the cache or made now; SAME or NONE. */
  lookUp(start: number, end: number, kind: number, spans: Spans, make: (start: number, end: number, kind: number) => string | undefined): number {
    const length = end - start
    if (length === 0 || length > VALUE_BYTES_MAX) return this.put(start, end, kind, 0, spans, make)
    const { slots, pool } = this
    // Read inside a loop, constants of the module are only written into the code from variables outside it.
    const view = VIEW
    const { kind: kindCell } = ENTRY
    const words = length >> 2
    const lastMask = (1 << ((length & 3) << 3)) - 1
    const last = view.getInt32(start + (words << 2), true) & lastMask
    let hash = Math.imul(last ^ length ^ (kind << 16), 0x9e3779b1)
    for (let i = 0; i < words; i++) hash = Math.imul(hash ^ view.getInt32(start + (i << 2), true), 0x85ebca6b) ^ (hash >>> 15)
    hash ^= hash >>> 13
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = slots[slot] as number
      if (entry === 0) break
      if (pool[entry] !== length || pool[entry + kindCell] !== kind) continue
      const at = entry + HEAD_WORDS
      let i = 0
      while (i < words && pool[at + i] === view.getInt32(start + (i << 2), true)) i++
      if (i < words || pool[at + words] !== last) continue
      return pool[entry + ENTRY.same] === 1 ? SAME : spans.words(pool, at + words + 1, pool[entry + ENTRY.valueBytes] as number)
    }
    return this.put(start, end, kind, hash, spans, make)
  }

  private put(start: number, end: number, kind: number, hash: number, spans: Spans, make: (start: number, end: number, kind: number) => string | undefined): number {
    const text = make(start, end, kind)
    if (text === undefined || text === '') return NONE
    const made = Buffer.from(text)
    const length = end - start
    const same = made.length === length && made.compare(memory.bytes, start, end) === 0
    if (length > 0 && length <= VALUE_BYTES_MAX && made.length <= VALUE_BYTES_MAX) this.add(start, length, kind, hash, made, same)
    return same ? SAME : spans.text(made)
  }

  private add(start: number, length: number, kind: number, hash: number, made: Buffer, same: boolean): void {
    if (this.count >= ENTRIES_MAX || this.used + HEAD_WORDS + 2 * (VALUE_WORDS_MAX + 1) > POOL_WORDS) this.forget()
    const { slots, pool } = this
    const entry = this.used
    this.count++
    this.used += HEAD_WORDS
    pool[entry + ENTRY.keyBytes] = length
    pool[entry + ENTRY.kind] = kind
    pool[entry + ENTRY.valueBytes] = made.length
    pool[entry + ENTRY.same] = same ? 1 : 0
    this.keep(memory.bytes.subarray(start, start + length))
    this.keep(made)
    let slot = hash & (SLOTS - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
    slots[slot] = entry
  }

  /** The bytes, filled up with zeros to whole words, with at least one zero behind. */
  private keep(bytes: Uint8Array): void {
    const words = (bytes.length >> 2) + 1
    this.pool.fill(0, this.used, this.used + words)
    new Uint8Array(this.pool.buffer, this.used * 4, bytes.length).set(bytes)
    this.used += words
  }

  private forget(): void {
    this.slots.fill(0)
    this.count = 0
    this.used = 1
  }
}
