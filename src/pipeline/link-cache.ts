import { memory } from '../json/arena.ts'
import type { Spans } from '../json/spans.ts'

const VIEW = memory.view

const SLOTS = 1 << 14
/** At most half of the slots, so that probing stays short. */
const ENTRIES_MAX = SLOTS / 2
/** Longer references hardly ever repeat. */
const VALUE_BYTES_MAX = 128
const VALUE_WORDS_MAX = VALUE_BYTES_MAX / 4
const POOL_WORDS = ENTRIES_MAX * 24

/** Says nothing of anyone: it stays as it is. */
export const SAME = -2
/** Cannot be carried over. */
export const NONE = -3

/** Cells of an entry. */
const ENTRY = { keyAt: 0, keyBytes: 1, kind: 2, valueAt: 3, valueBytes: 4, same: 5 } as const
const ENTRY_CELLS = 8

/**
 * Remembers by bytes what ids and references become, so that a value seen before is neither decoded nor hashed again.
 * Keys and values are kept as words, read and written four bytes at a time. When it is full everything is forgotten:
 * the values are recomputed, never wrong.
 */
export class LinkCache {
  private readonly slots = new Int32Array(SLOTS)
  private readonly entries = new Int32Array((ENTRIES_MAX + 1) * ENTRY_CELLS)
  private readonly pool = new Int32Array(POOL_WORDS)
  private count = 0
  private used = 0

  /** The text in `spans` that replaces the message's bytes, from the cache or made now; SAME or NONE. */
  lookUp(start: number, end: number, kind: number, spans: Spans, make: (start: number, end: number, kind: number) => string | undefined): number {
    const length = end - start
    if (length === 0 || length > VALUE_BYTES_MAX) return this.put(start, end, kind, 0, spans, make)
    const { slots, entries, pool } = this
    // Read inside a loop, constants of the module are only written into the code from variables outside it.
    const view = VIEW
    const { keyAt, keyBytes, kind: kindAt } = ENTRY
    const words = length >> 2
    const lastMask = (1 << ((length & 3) << 3)) - 1
    const last = view.getInt32(start + (words << 2), true) & lastMask
    let hash = Math.imul(last ^ length ^ (kind << 16), 0x9e3779b1)
    for (let i = 0; i < words; i++) hash = Math.imul(hash ^ view.getInt32(start + (i << 2), true), 0x85ebca6b) ^ (hash >>> 15)
    hash ^= hash >>> 13
    for (let slot = hash & (SLOTS - 1); ; slot = (slot + 1) & (SLOTS - 1)) {
      const entry = (slots[slot] as number) * ENTRY_CELLS
      if (entry === 0) break
      if (entries[entry + keyBytes] !== length || entries[entry + kindAt] !== kind) continue
      const at = entries[entry + keyAt] as number
      let i = 0
      while (i < words && pool[at + i] === view.getInt32(start + (i << 2), true)) i++
      if (i < words || pool[at + words] !== last) continue
      if (entries[entry + ENTRY.same] === 1) return SAME
      return spans.words(pool, entries[entry + ENTRY.valueAt] as number, entries[entry + ENTRY.valueBytes] as number)
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
    if (this.count >= ENTRIES_MAX || this.used + 2 * (VALUE_WORDS_MAX + 1) > POOL_WORDS) this.forget()
    const { slots, entries } = this
    const number = ++this.count
    const entry = number * ENTRY_CELLS
    entries[entry + ENTRY.keyAt] = this.used
    entries[entry + ENTRY.keyBytes] = length
    entries[entry + ENTRY.kind] = kind
    this.keep(memory.bytes.subarray(start, start + length))
    entries[entry + ENTRY.valueAt] = this.used
    entries[entry + ENTRY.valueBytes] = made.length
    entries[entry + ENTRY.same] = same ? 1 : 0
    this.keep(made)
    let slot = hash & (SLOTS - 1)
    while (slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
    slots[slot] = number
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
    this.used = 0
  }
}
