import { SluiceError } from '../contract/errors.ts'
import { REGISTER, registers, cellsOf } from './kernel/load-kernel.ts'

/** Cells of a value that went or was replaced. */
export const REMOVED = {
  /** What it is remembered by: an edge of the machine, or a node on the tape. */
  owner: 0,
  /** The bytes inside its quotes; the same place twice for what is no string. */
  start: 1,
  end: 2,
  /** What the listener calls what has become of it; 0 where the loop has cut it out. */
  mark: 3,
} as const
export const REMOVED_CELLS = 4
/** A message that loses more values than this is refused. */
export const REMOVED_MAX = (1 << 21) * REMOVED_CELLS

/** The values of the message at hand that went or were replaced, in the order of the bytes. Only what is written takes up room. */
export interface Removed {
  readonly cells: Int32Array
  /** Cells in use. */
  length: number
}

const CELLS = cellsOf('removed', REMOVED_MAX)
const COUNTS = registers
const { removed: LENGTH } = REGISTER

/** A class, since V8 is slow to call the accessors of a lone object. */
class RemovedValues implements Removed {
  readonly cells = CELLS

  get length(): number {
    return COUNTS[LENGTH] as number
  }

  set length(length: number) {
    COUNTS[LENGTH] = length
  }
}

export const removed: Removed = new RemovedValues()

export function addRemoved(owner: number, start: number, end: number, mark: number): void {
  const at = COUNTS[LENGTH] as number
  if (at >= REMOVED_MAX) throw new SluiceError('SLUICE_LIMIT_SIZE')
  CELLS[at] = owner
  CELLS[at + 1] = start
  CELLS[at + 2] = end
  CELLS[at + 3] = mark
  COUNTS[LENGTH] = at + REMOVED_CELLS
}
