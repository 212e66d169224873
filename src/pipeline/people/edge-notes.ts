import { ROW } from '../../json/machine.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import type { Plan } from '../../policy/compile/plan.ts'

/** Known here, so that the division becomes a shift. */
const EDGE_CELLS = ROW

/** What values under an edge are to one reader of the tape, as a small number above 0. */
export type NoteOf = (plan: Plan, name: string) => number

/**
 * What a reader of the tape has to know of an edge, asked once for each edge of a policy: to look at plan, path and
 * name again for every value would take longer than the value.
 */
class EdgeNotes {
  private notes = new Uint8Array(1024)
  private readonly compiled: CompiledPolicy
  private readonly noteOf: NoteOf

  constructor(compiled: CompiledPolicy, noteOf: NoteOf) {
    this.compiled = compiled
    this.noteOf = noteOf
  }

  of(edge: number): number {
    const known = this.notes[(edge / EDGE_CELLS) | 0]
    return known === undefined || known === 0 ? this.learn(edge) : known
  }

  private learn(edge: number): number {
    const { machine, plans } = this.compiled
    const at = (edge / EDGE_CELLS) | 0
    if (at >= this.notes.length) {
      const larger = new Uint8Array(at * 2)
      larger.set(this.notes)
      this.notes = larger
    }
    return (this.notes[at] = this.noteOf(plans[machine.tag(edge)] as Plan, machine.name(edge)))
  }
}

/** The notes of one reader, by policy. */
export function createNotes(noteOf: NoteOf): (compiled: CompiledPolicy) => EdgeNotes {
  const known = new WeakMap<CompiledPolicy, EdgeNotes>()
  return (compiled) => {
    let notes = known.get(compiled)
    if (notes === undefined) known.set(compiled, (notes = new EdgeNotes(compiled, noteOf)))
    return notes
  }
}
