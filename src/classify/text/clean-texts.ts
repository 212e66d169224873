/** Longer texts hardly repeat. */
const TEXT_BYTES_MAX = 192
const SLOTS = 8192
const HASH_PRIME = 0x01000193
const HASH_START = 0x811C9DC5 | 0

/**
 * Remembers short texts in which nothing at all may be PHI, byte by byte: a display such as "Body weight" is looked
 * through once. A new text takes the place of an older one with the same slot, so it never grows.
 */
export class CleanTexts {
  private readonly kept = new Uint8Array(SLOTS * TEXT_BYTES_MAX)
  private readonly lengths = new Uint8Array(SLOTS)
  private readonly hashes = new Int32Array(SLOTS)
  private hash = 0

  /** True for a text that was added. */
  has(bytes: Uint8Array, start: number, end: number): boolean {
    const length = end - start
    if (length > TEXT_BYTES_MAX) return false
    let hash = HASH_START
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_PRIME)
    this.hash = hash
    const slot = slotOf(hash)
    if (this.hashes[slot] !== hash || this.lengths[slot] !== length) return false
    const { kept } = this
    for (let at = start, other = slot * TEXT_BYTES_MAX; at < end; at++, other++) if (bytes[at] !== kept[other]) return false
    return true
  }

  /** Adds the text that was asked for last. */
  addLast(bytes: Uint8Array, start: number, end: number): void {
    if (end - start > TEXT_BYTES_MAX) return
    const slot = slotOf(this.hash)
    this.hashes[slot] = this.hash
    this.lengths[slot] = end - start
    this.kept.set(bytes.subarray(start, end), slot * TEXT_BYTES_MAX)
  }
}

function slotOf(hash: number): number {
  return (hash ^ hash >>> 15) & SLOTS - 1
}
