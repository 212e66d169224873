import type { TapeView } from './tape-view.ts'

/** The two ends of a Range, by definition path. */
export const RANGE_ENDS = { low: 'Range.low', high: 'Range.high' } as const

/** The Quantity that a number is the value of, where it is an end of a Range; else -1. */
export function rangeEnd(view: TapeView, node: number): number {
  const end = view.parent(node)
  return end >= 0 && isRangeEnd(view.plan(end).path) ? end : -1
}

export function isRangeEnd(path: string): boolean {
  return path === RANGE_ENDS.low || path === RANGE_ENDS.high
}

/**
 * What goes with the number `node` when that is withheld: the whole upper end of a Range that has a lower one, for a Range whose
 * ends cannot be compared is invalid (FHIR R4, Range, rng-2); of anything else the number alone.
 */
export function withheldWith(view: TapeView, node: number): number {
  const end = rangeEnd(view, node)
  return end >= 0 && view.plan(end).path === RANGE_ENDS.high && view.sibling(end, 'low') >= 0 ? end : node
}
