import type { ActionName } from '../contract/action.ts'
import { ELEMENT_CLASSES, type ElementClass } from '../contract/classes.ts'
import type { Counts } from './outcome.ts'

const ACTIONS = [
  'keep', 'drop', 'redact', 'mask', 'generalize', 'pseudonymize', 'shift', 'encrypt', 'surrogate', 'scan', 'block', 'quarantine',
] as const satisfies readonly ActionName[]
const ACTION_INDEX = new Map<ActionName, number>(ACTIONS.map((name, index) => [name, index]))
const CLASS_INDEX = new Map<ElementClass, number>(ELEMENT_CLASSES.map((name, index) => [name, index]))
const SLOTS = ELEMENT_CLASSES.length * ACTIONS.length

/** Where elements of a class and action are counted; found out once for each plan. */
export function tallySlot(elementClass: ElementClass, action: ActionName): number {
  return (CLASS_INDEX.get(elementClass) as number) * ACTIONS.length + (ACTION_INDEX.get(action) as number)
}

/** The counts of the message at hand, and the slots that are not zero. */
const COUNTS = new Int32Array(SLOTS)
const TOUCHED = new Int32Array(SLOTS)
let touched = 0

/** Counts one more in a slot. */
export function bumpSlot(slot: number): void {
  const count = COUNTS[slot] as number
  if (count === 0) TOUCHED[touched++] = slot
  COUNTS[slot] = count + 1
}

/** Counts elements by class and action for one message of the thread at a time, without making objects. */
export class Tallier {
  begin(): void {
    for (let i = 0; i < touched; i++) COUNTS[TOUCHED[i] as number] = 0
    touched = 0
  }

  bump(elementClass: ElementClass, action: ActionName): void {
    bumpSlot(tallySlot(elementClass, action))
  }

  /** What was counted since `begin`: pairs of a slot and a count, for `readTally`. */
  pairs(): number[] {
    const pairs = new Array<number>(touched * 2)
    for (let i = 0; i < touched; i++) {
      const slot = TOUCHED[i] as number
      pairs[2 * i] = slot
      pairs[2 * i + 1] = COUNTS[slot] as number
    }
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
