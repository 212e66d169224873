import type { Arena } from '../../json/arena.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE, type Tape } from '../../json/tape.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import { ROLE, type Plan } from '../../policy/compile/plan.ts'

/** Reads one walked message: nodes, their plans, their text. Valid until the walker's next message. */
export class TapeView {
  readonly compiled: CompiledPolicy
  readonly tape: Tape
  readonly arena: Arena

  /** Where the message stands in a larger one: `Bundle.entry[3]`. */
  readonly within: string | undefined

  /** The node that was read last: what is decided about a value is often asked of its text twice. */
  private readNode = -1
  private readText = ''

  constructor(compiled: CompiledPolicy, tape: Tape, arena: Arena, within?: string) {
    this.compiled = compiled
    this.tape = tape
    this.arena = arena
    this.within = within
  }

  get length(): number {
    return this.tape.length
  }

  cell(node: number, field: number): number {
    return this.tape.cells[node * STRIDE + field] as number
  }

  kind(node: number): number {
    return this.cell(node, TAPE.info) & KIND_MASK
  }

  has(node: number, flag: number): boolean {
    return (this.cell(node, TAPE.info) & flag) !== 0
  }

  plan(node: number): Plan {
    const { machine, plans } = this.compiled
    return plans[machine.tag(this.cell(node, TAPE.edge))] as Plan
  }

  /** The JSON property the node stands under. */
  name(node: number): string {
    return this.compiled.machine.name(this.cell(node, TAPE.edge))
  }

  parent(node: number): number {
    return this.cell(node, TAPE.parent)
  }

  /** The value of a string, decoded; the text of a number or literal as it stands. */
  text(node: number): string {
    if (node !== this.readNode) {
      this.readText = this.read(node)
      this.readNode = node
    }
    return this.readText
  }

  private read(node: number): string {
    const start = this.cell(node, TAPE.start)
    const end = this.cell(node, TAPE.end)
    if (this.kind(node) !== KIND.string) return this.arena.text.toString('latin1', start, end)
    if (this.has(node, FLAG.escaped)) return JSON.parse(this.arena.text.toString('utf8', start, end)) as string
    return this.arena.text.toString('utf8', start + 1, end - 1)
  }

  /** The first node under the same parent with this property name, or -1. */
  sibling(node: number, name: string): number {
    return this.child(this.parent(node), name)
  }

  /** The first recorded child with this property name, or -1. */
  child(parent: number, name: string): number {
    const end = parent < 0 ? this.arena.length : this.cell(parent, TAPE.end)
    for (let node = parent + 1; node < this.length && this.cell(node, TAPE.start) < end; node++) {
      if (this.parent(node) === parent && this.name(node) === name) return node
    }
    return -1
  }

  /** The text of a sibling, where there is one that is a string. */
  siblingText(node: number, name: string): string | undefined {
    const found = this.sibling(node, name)
    return found < 0 || this.kind(found) !== KIND.string ? undefined : this.text(found)
  }

  /** The resource type of a node that is the root of a resource. */
  resourceType(node: number): string | undefined {
    return this.compiled.resourceTypes.get(this.cell(node, TAPE.state))
  }

  isResource(node: number): boolean {
    return this.kind(node) === KIND.object && this.plan(node).role === ROLE.resource
  }

  /** The node of the resource that holds the node, or the node itself. */
  resourceOf(node: number): number {
    let at = node
    while (at > 0 && !this.isResource(at)) at = this.parent(at)
    return Math.max(at, 0)
  }

  /** Element path with indexes: `Patient.name[0].family`, `Bundle.entry[3].resource.id`. */
  path(node: number): string {
    const steps: string[] = []
    let at = node
    while (at >= 0 && this.parent(at) >= 0) {
      if (this.kind(at) === KIND.array && at !== node) {
        at = this.parent(at)
        continue
      }
      const index = this.has(at, FLAG.item) ? `[${this.cell(at, TAPE.ordinal)}]` : ''
      steps.push(this.stepName(at) + index)
      at = this.parent(at)
    }
    return [this.within ?? this.resourceType(0) ?? 'Resource', ...steps.reverse()].join('.')
  }

  /** A key that the model does not have may itself be a value, so it is not repeated. */
  private stepName(node: number): string {
    const name = this.name(node)
    return name === '' ? '(unknown)' : name
  }
}
