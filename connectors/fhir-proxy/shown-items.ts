import { asObject } from '../json-value.ts'
import { partsOf } from './apply-patch.ts'

/** What says that a resource is not shown whole; it stands among its labels, and not on the server. */
export const TAG_SYSTEM = 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue'
export const TAG_CODES: ReadonlySet<unknown> = new Set(['REDACTED', 'ABSTRED', 'MASKED', 'PSEUDED'])

/**
 * Whether every array that a JSON Pointer goes into by a number is shown with all its items. Else its numbers are others than
 * those that the client sees, and the one that is right would tell how many come before it.
 */
export function areItemsShown(pointer: string, resource: unknown, shown: unknown): boolean {
  const parts = partsOf(pointer)
  return parts.every((part, at) => {
    if (!isNumber(part)) return true
    const names = parts.slice(0, at).filter((one) => !isNumber(one))
    return itemsAt(resource, names) === itemsAt(shown, names)
  })
}

/** The number of items in all arrays of these names. */
function itemsAt(value: unknown, names: readonly string[]): number {
  if (Array.isArray(value) && names.length > 0) return value.reduce<number>((sum, item) => sum + itemsAt(item, names), 0)
  const [name, ...rest] = names
  if (name === undefined) return Array.isArray(value) ? value.filter((item) => !isTag(asObject(item))).length : 0
  return itemsAt(asObject(value)[name], rest)
}

function isTag({ system, code }: Readonly<Record<string, unknown>>): boolean {
  return system === TAG_SYSTEM && TAG_CODES.has(code)
}

function isNumber(part: string): boolean {
  return /^\d+$/.test(part)
}
