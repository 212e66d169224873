import { SluiceError } from '../contract/errors.ts'

export const REMOVED_CELLS = 3
/** A message that loses more strings than this is refused. */
const STRINGS_MAX = 1 << 21

/** Owner, start and end of every string of the message at hand that went or was replaced. */
const CELLS = new Int32Array(STRINGS_MAX * REMOVED_CELLS)
const CELLS_MAX = CELLS.length

/** The strings of one message that went or were replaced. */
export class Removed {
  readonly cells: Int32Array = CELLS
  /** Cells in use. */
  length = 0

  clear(): void {
    this.length = 0
  }

  add(owner: number, start: number, end: number): void {
    const at = this.length
    if (at >= CELLS_MAX) throw new SluiceError('SLUICE_LIMIT_SIZE')
    CELLS[at] = owner
    CELLS[at + 1] = start
    CELLS[at + 2] = end
    this.length = at + 3
  }
}
