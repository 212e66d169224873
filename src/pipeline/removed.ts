const CELLS = 3

/** Every string of a message that went or was replaced: its owner, start and end. */
export class Removed {
  cells = new Int32Array(256 * CELLS)
  /** Cells in use. */
  length = 0

  clear(): void {
    this.length = 0
  }

  add(owner: number, start: number, end: number): void {
    const at = this.length
    if (at + CELLS > this.cells.length) this.grow()
    const { cells } = this
    cells[at] = owner
    cells[at + 1] = start
    cells[at + 2] = end
    this.length = at + CELLS
  }

  private grow(): void {
    const larger = new Int32Array(this.cells.length * 2)
    larger.set(this.cells)
    this.cells = larger
  }
}
