import type { ActionName } from '../contract/action.ts'
import { ELEMENT_CLASSES, type ElementClass } from '../contract/classes.ts'
import type { Counts } from './outcome.ts'

const ACTIONS = [
  'keep', 'drop', 'redact', 'mask', 'generalize', 'pseudonymize', 'shift', 'encrypt', 'surrogate', 'scan', 'block', 'quarantine',
] as const satisfies readonly ActionName[]
const ACTION_INDEX = Object.fromEntries(ACTIONS.map((name, index) => [name, index])) as Record<ActionName, number>
const CLASS_INDEX = Object.fromEntries(ELEMENT_CLASSES.map((name, index) => [name, index])) as Record<ElementClass, number>

/** Counts elements by class and action for one message at a time, without making objects. */
export class Tallier {
  private readonly slots = new Uint32Array(ELEMENT_CLASSES.length * ACTIONS.length)
  private readonly touched: number[] = []

  begin(): void {
    for (const slot of this.touched) this.slots[slot] = 0
    this.touched.length = 0
  }

  bump(elementClass: ElementClass, action: ActionName): void {
    const slot = CLASS_INDEX[elementClass] * ACTIONS.length + ACTION_INDEX[action]
    const count = this.slots[slot] as number
    if (count === 0) this.touched.push(slot)
    this.slots[slot] = count + 1
  }

  /** What was counted since `begin`: pairs of a slot and a count, for `readTally`. */
  pairs(): number[] {
    const pairs: number[] = []
    for (const slot of this.touched) pairs.push(slot, this.slots[slot] as number)
    return pairs
  }
}

/** Elements by class and action. */
export function readTally(pairs: readonly number[]): Counts {
  const counts: Counts = {}
  for (let i = 0; i < pairs.length; i += 2) {
    const slot = pairs[i] as number
    const byAction = (counts[ELEMENT_CLASSES[Math.floor(slot / ACTIONS.length)] as ElementClass] ??= {})
    byAction[ACTIONS[slot % ACTIONS.length] as ActionName] = pairs[i + 1] as number
  }
  return counts
}
