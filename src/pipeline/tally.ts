import type { ActionName } from '../contract/action.ts'
import type { ElementClass } from '../contract/classes.ts'
import type { Counts } from './outcome.ts'

/** Counts that grow: elements per class and action. */
export interface Tally {
  add(counts: Counts): void
  counts(): Counts
}

/** Creates an empty tally. */
export function createTally(): Tally {
  const total: Counts = {}
  return {
    add(counts) {
      for (const elementClass of Object.keys(counts) as ElementClass[]) {
        const row = (total[elementClass] ??= {})
        const actions = counts[elementClass] ?? {}
        for (const action of Object.keys(actions) as ActionName[]) row[action] = (row[action] ?? 0) + (actions[action] ?? 0)
      }
    },
    counts: () => total,
  }
}
