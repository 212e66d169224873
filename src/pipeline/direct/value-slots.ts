import { memory } from '../../json/arena.ts'

const VIEW = memory.view
/** Cells before the value: its hash, and its length with its kind above. */
const HEAD = 2
const KIND_SHIFT = 16
/** A value stands in one of so many slots in a row. */
const WAYS = 4

/** No slot: a value that is not known, or too long to be. */
export const NO_SLOT = -1

/**
 * Remembers values of messages by their bytes and kind, each under a small number. It never grows: a new value takes the place
 * of another, whose number it gets. Values of other messages live here, in memory only, as long as the policy does.
 */
export class ValueSlots {
  readonly count: number
  /** Counts up when a slot gets another value. */
  readonly versions: Int32Array
  private readonly bytesMax: number
  private readonly stride: number
  private readonly cells: Int32Array
  private hash = 0
  private tag = 0
  private start = 0
  private next = 0

  /** `count` is a power of two, `bytesMax` a multiple of four. */
  constructor({ count, bytesMax }: { readonly count: number; readonly bytesMax: number }) {
    this.count = count
    this.bytesMax = bytesMax
    this.stride = HEAD + (bytesMax >> 2)
    this.cells = new Int32Array(count * this.stride)
    this.versions = new Int32Array(count)
  }

  /** Whether a value is short enough to be remembered. Nothing is remembered of an empty one. */
  holds(start: number, end: number): boolean {
    return end > start && end - start <= this.bytesMax
  }

  /** The slot of a value in the memory, or NO_SLOT. */
  find(start: number, end: number, kind: number): number {
    // Read inside a loop, constants of the module are only written into the code from variables outside it.
    const view = VIEW
    const { cells, stride } = this
    const length = end - start
    const whole = length >> 2
    const last = view.getInt32(start + (whole << 2), true) & ((1 << ((length & 3) << 3)) - 1)
    const tag = length | kind << KIND_SHIFT
    let hash = Math.imul(tag ^ last, 0x9e3779b1)
    for (let i = 0; i < whole; i++) hash = Math.imul(hash ^ hash >>> 15 ^ view.getInt32(start + (i << 2), true), 0x85ebca6b)
    hash ^= hash >>> 13
    this.hash = hash
    this.tag = tag
    this.start = start
    for (let way = 0; way < WAYS; way++) {
      const slot = (hash + way) & (this.count - 1)
      const at = slot * stride
      if (cells[at + 1] === 0) return NO_SLOT
      if (cells[at] !== hash || cells[at + 1] !== tag || cells[at + HEAD + whole] !== last && (length & 3) !== 0) continue
      let i = 0
      while (i < whole && cells[at + HEAD + i] === view.getInt32(start + (i << 2), true)) i++
      if (i === whole) return slot
    }
    return NO_SLOT
  }

  /** Gives a slot to the value that was looked for last, one that `isTaken` spares; NO_SLOT where there is none. */
  add(isTaken: (slot: number) => boolean): number {
    const { cells, stride, hash } = this
    for (let way = 0; way < WAYS; way++) {
      const slot = (hash + way) & (this.count - 1)
      if (cells[slot * stride + 1] === 0) return this.put(slot)
    }
    for (let way = 0; way < WAYS; way++) {
      const slot = (hash + ((this.next + way) & (WAYS - 1))) & (this.count - 1)
      if (isTaken(slot)) continue
      this.next++
      return this.put(slot)
    }
    return NO_SLOT
  }

  private put(slot: number): number {
    const { cells, stride, tag, start } = this
    const at = slot * stride
    const length = tag & ((1 << KIND_SHIFT) - 1)
    const whole = length >> 2
    cells[at] = this.hash
    cells[at + 1] = tag
    for (let i = 0; i < whole; i++) cells[at + HEAD + i] = VIEW.getInt32(start + (i << 2), true)
    if ((length & 3) !== 0) cells[at + HEAD + whole] = VIEW.getInt32(start + (whole << 2), true) & ((1 << ((length & 3) << 3)) - 1)
    this.versions[slot] = (this.versions[slot] as number) + 1
    return slot
  }
}
