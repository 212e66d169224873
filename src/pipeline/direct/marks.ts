import { EDGE } from '../../json/machine.ts'
import { removed } from '../../json/removed.ts'
import { labelBit } from '../labels/labels.ts'
import { FACT, TASK, type PlanFacts } from './plan-facts.ts'
import { bumpSlot } from '../tallier.ts'

const { mark: MARK, tag: TAG } = EDGE
const GONE = removed.cells
const DROP_BIT = labelBit('drop')
const ACTED = new Set<number>([TASK.year, TASK.id, TASK.reference, TASK.version])

/** What a removed value is marked as that nothing has become of, in the end or so far. */
export const UNTOUCHED = -1

export const MARK_SHIFT = 16
export const MARK_SLOT = 0xffff

/** Where a value that went or was replaced is counted, and above it the label that this earns. */
export function markOf(slot: number, bit: number): number {
  return slot | (bit << MARK_SHIFT)
}

/** Counts what was removed from a message, stretch by stretch. */
export class Marks {
  /** How many values are counted. */
  counted = 0
  private at = 0
  private rows!: Int32Array
  private facts!: PlanFacts

  begin(rows: Int32Array, facts: PlanFacts): void {
    this.rows = rows
    this.facts = facts
    this.counted = 0
    this.at = 0
  }

  /** Counts what was removed since last time; returns the labels that this earns. */
  count(): number {
    const { rows } = this
    const { length } = removed
    // Read inside a loop, constants of the module are only written into the code from variables outside it.
    const cells = GONE
    let bits = 0
    let counted = 0
    for (let at = this.at; at < length; at += 4) {
      let mark = cells[at + 3] as number
      if (mark === UNTOUCHED) continue
      if (mark === 0) {
        const edge = cells[at] as number
        mark = rows[edge + MARK] as number
        if (mark === 0) mark = this.learn(edge)
      }
      bits |= mark >>> MARK_SHIFT
      bumpSlot(mark & MARK_SLOT)
      counted++
    }
    this.at = length
    this.counted += counted
    return bits
  }

  /** What the loop does by itself to the values of an edge is always marked the same: it goes, or what becomes of it is its action. */
  private learn(edge: number): number {
    const { facts, rows } = this
    const tag = rows[edge + TAG] as number
    const mark = ACTED.has(facts.get(tag, FACT.task))
      ? markOf(facts.get(tag, FACT.actionSlot), facts.get(tag, FACT.actionBit))
      : markOf(facts.get(tag, FACT.dropSlot), DROP_BIT)
    return (rows[edge + MARK] = mark)
  }
}
