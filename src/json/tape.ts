/**
 * What the walker writes down: one fixed-width record per node of interest, in document order, parents before children.
 * A node is a marked value or a container on the way to one. Offsets are byte offsets in the message, ends exclusive.
 */
export const TAPE = {
  /** The edge of the machine that led here. An array and its items share their edge. */
  edge: 0,
  /** End of the previous sibling, or just past the bracket that opens the container: where a removal starts. */
  cut: 1,
  /** Offset of the member's key quote; for an array item the same as `start`. */
  key: 2,
  start: 3,
  end: 4,
  /** Index of the parent node, -1 for the root. */
  parent: 5,
  /** Number of members or items of a container. */
  size: 6,
  /** `KIND` in the low three bits, then `FLAG`s. */
  info: 7,
  /** Place among the siblings, from 0, the unrecorded ones counted. */
  ordinal: 8,
  /** State the object was read in, after its discriminator was seen; 0 for other values. */
  state: 9,
} as const
export const STRIDE = 10

export const KIND = { string: 1, number: 2, boolean: 3, null: 4, object: 5, array: 6 } as const
export const KIND_MASK = 7
export const FLAG = { escaped: 8, item: 16, mismatch: 32 } as const

/** A growing Int32Array of node records. Reused from message to message. */
export interface Tape {
  cells: Int32Array
  /** Number of nodes. */
  length: number
  /** How often something was met that the machine does not know: a key, a form, a discriminator. 0 means all was known. */
  odd: number
}

export function createTape(): Tape {
  return { cells: new Int32Array(256 * STRIDE), length: 0, odd: 0 }
}

/** Doubles the capacity. Kept out of the hot path. */
export function growTape(tape: Tape): void {
  const cells = new Int32Array(tape.cells.length * 2)
  cells.set(tape.cells)
  tape.cells = cells
}
