import { hashKey } from '../json/machine.ts'

const SLOTS = 1 << 14
/** At most half of the slots, so that probing stays short. */
const ENTRIES_MAX = SLOTS / 2
/** Longer references hardly ever repeat. */
const VALUE_BYTES_MAX = 128
const POOL_BYTES = ENTRIES_MAX * 96

/**
 * Remembers by bytes what ids and references become, so that a value seen before is neither decoded nor hashed again.
 * When it is full everything is forgotten: the values are recomputed, never wrong.
 */
export class LinkCache {
  private readonly slots = new Int32Array(SLOTS)
  private readonly keyAt = new Int32Array(ENTRIES_MAX + 1)
  private readonly keyBytes = new Int32Array(ENTRIES_MAX + 1)
  private readonly kinds = new Uint8Array(ENTRIES_MAX + 1)
  private readonly values: Uint8Array[] = []
  private readonly pool = new Uint8Array(POOL_BYTES)
  private entries = 0
  private used = 0

  /** The bytes that replace `bytes[start..end)`, from the cache or made now; undefined when none can be made. */
  lookUp(bytes: Uint8Array, start: number, end: number, kind: number, make: () => string | undefined): Uint8Array | undefined {
    const length = end - start
    if (length > VALUE_BYTES_MAX) return encode(make())
    const hash = hashKey(bytes, start, length) + kind
    let slot = hash & (SLOTS - 1)
    for (;;) {
      const entry = this.slots[slot] as number
      if (entry === 0) break
      if (this.keyBytes[entry] === length && this.kinds[entry] === kind && this.same(entry, bytes, start, length)) {
        return this.values[entry]
      }
      slot = (slot + 1) & (SLOTS - 1)
    }
    const made = encode(make())
    if (made !== undefined) this.add(bytes, start, end, kind, made, hash)
    return made
  }

  private same(entry: number, bytes: Uint8Array, start: number, length: number): boolean {
    const at = this.keyAt[entry] as number
    for (let i = 0; i < length; i++) if (this.pool[at + i] !== bytes[start + i]) return false
    return true
  }

  private add(bytes: Uint8Array, start: number, end: number, kind: number, made: Uint8Array, hash: number): void {
    const length = end - start
    if (this.entries >= ENTRIES_MAX || this.used + length > POOL_BYTES) this.forget()
    const entry = ++this.entries
    for (let i = 0; i < length; i++) this.pool[this.used + i] = bytes[start + i] as number
    this.keyAt[entry] = this.used
    this.keyBytes[entry] = length
    this.kinds[entry] = kind
    this.values[entry] = made
    this.used += length
    let slot = hash & (SLOTS - 1)
    while (this.slots[slot] !== 0) slot = (slot + 1) & (SLOTS - 1)
    this.slots[slot] = entry
  }

  private forget(): void {
    this.slots.fill(0)
    this.values.length = 0
    this.entries = 0
    this.used = 0
  }
}

function encode(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : Buffer.from(text)
}
