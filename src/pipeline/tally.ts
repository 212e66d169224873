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
      for (const [elementClass, actions] of Object.entries(counts) as [
        ElementClass,
        { [A in ActionName]?: number },
      ][]) {
        const row = (total[elementClass] ??= {})
        for (const [action, count] of Object.entries(actions) as [ActionName, number][])
          row[action] = (row[action] ?? 0) + count
      }
    },
    counts: () => total,
  }
}
