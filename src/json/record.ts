import { FRAME, FRAME_STRIDE, frames } from './frames.ts'
import { STATE, type Machine } from './machine.ts'
import { createTape, growTape, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from './tape.ts'
import type { Listener } from './read-document.ts'

/** Writes recorded values on a tape, with the containers on the way to them. */
export class Recorder implements Listener {
  readonly cuts = false
  readonly tape: Tape = createTape()
  private machine!: Machine
  private nodes = 0

  begin(machine: Machine): void {
    this.machine = machine
    this.nodes = 0
  }

  end(odd: number): void {
    this.tape.length = this.nodes
    this.tape.odd = odd
  }

  value(frame: number, edge: number, key: number, cut: number, start: number, end: number, ordinal: number, info: number): void {
    const parent = frame === 0 ? -1 : this.ensure(frame)
    const at = this.next()
    const { cells } = this.tape
    cells[at + TAPE.edge] = edge
    cells[at + TAPE.cut] = cut
    cells[at + TAPE.key] = key
    cells[at + TAPE.start] = start
    cells[at + TAPE.end] = end
    cells[at + TAPE.parent] = parent
    cells[at + TAPE.size] = 0
    cells[at + TAPE.info] = info
    cells[at + TAPE.ordinal] = ordinal
    cells[at + TAPE.state] = 0
  }

  open(frame: number): void {
    this.ensure(frame)
  }

  close(frame: number, end: number, size: number): void {
    const at = ((frames[frame + FRAME.node] as number) - 1) * STRIDE
    this.tape.cells[at + TAPE.end] = end
    this.tape.cells[at + TAPE.size] = size
  }

  /** The node of an open container, recorded now with those around it if it was not yet. */
  private ensure(frame: number): number {
    const known = frames[frame + FRAME.node] as number
    if (known > 0) return known - 1
    const parent = frame === FRAME_STRIDE ? -1 : this.ensure(frame - FRAME_STRIDE)
    const at = this.next()
    const { cells } = this.tape
    const info = frames[frame + FRAME.info] as number
    const row = (info & KIND_MASK) === KIND.object ? (frames[frame + FRAME.state] as number) : 0
    cells[at + TAPE.edge] = frames[frame + FRAME.edge] as number
    cells[at + TAPE.cut] = frames[frame + FRAME.cut] as number
    cells[at + TAPE.key] = frames[frame + FRAME.key] as number
    cells[at + TAPE.start] = frames[frame + FRAME.start] as number
    cells[at + TAPE.end] = 0
    cells[at + TAPE.parent] = parent
    cells[at + TAPE.size] = 0
    cells[at + TAPE.info] = info
    cells[at + TAPE.ordinal] = frames[frame + FRAME.ordinal] as number
    cells[at + TAPE.state] = row === 0 ? 0 : (this.machine.rows[row + STATE.number] as number)
    frames[frame + FRAME.node] = this.nodes
    frames[frame + FRAME.watched] = 1
    return this.nodes - 1
  }

  private next(): number {
    const at = this.nodes++ * STRIDE
    if (at + STRIDE > this.tape.cells.length) growTape(this.tape)
    return at
  }
}
