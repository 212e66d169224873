import type { PhiClass } from '../../contract/classes.ts'

/** What was found in a text, by bytes of the folded text, so that it holds wherever that stands. It never holds the value. */
export interface KnownFinding {
  readonly start: number
  readonly end: number
  readonly class: PhiClass
  readonly detector: string
  readonly confidence: number
  readonly evidence: string
}

/** What is known of a text: nothing was found in most. */
export interface KnownText {
  readonly findings: readonly KnownFinding[]
  /** The element that evidence came from; `ANYWHERE` where the element has no part in it. */
  readonly element: string | undefined | typeof ANYWHERE
}

export const ANYWHERE = Symbol('anywhere')

/** Longer texts hardly repeat. */
const TEXT_BYTES_MAX = 192
const SLOTS = 8192
const HASH_PRIME = 0x01000193
const HASH_START = 0x811C9DC5 | 0

/**
 * Remembers short texts and what was found in them, byte by byte: a display such as "Body weight" is looked through once. A new
 * text takes the place of an older one with the same slot, so it never grows. It lives as long as its detectors do, and
 * in memory only.
 */
export class KnownTexts {
  private readonly kept = new Uint8Array(SLOTS * TEXT_BYTES_MAX)
  private readonly lengths = new Uint8Array(SLOTS)
  private readonly hashes = new Int32Array(SLOTS)
  private readonly known: (KnownText | undefined)[] = Array.from({ length: SLOTS }, () => undefined)
  private hash = 0

  /** What is known of a text in an element; undefined where it has to be looked through. */
  find(bytes: Uint8Array, start: number, end: number, element: string | undefined): KnownText | undefined {
    const length = end - start
    if (length > TEXT_BYTES_MAX) return undefined
    let hash = HASH_START
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] as number), HASH_PRIME)
    this.hash = hash
    const slot = slotOf(hash)
    if (this.hashes[slot] !== hash || this.lengths[slot] !== length) return undefined
    const { kept } = this
    for (let at = start, other = slot * TEXT_BYTES_MAX; at < end; at++, other++) if (bytes[at] !== kept[other]) return undefined
    const known = this.known[slot]
    return known === undefined || known.element !== ANYWHERE && known.element !== element ? undefined : known
  }

  /** Adds what was found in the text that was asked for last. */
  addLast(bytes: Uint8Array, start: number, end: number, known: KnownText): void {
    if (end - start > TEXT_BYTES_MAX) return
    const slot = slotOf(this.hash)
    this.hashes[slot] = this.hash
    this.lengths[slot] = end - start
    this.known[slot] = known
    this.kept.set(bytes.subarray(start, end), slot * TEXT_BYTES_MAX)
  }
}

function slotOf(hash: number): number {
  return (hash ^ hash >>> 15) & SLOTS - 1
}
