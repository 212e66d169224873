import { HL7_TYPES, type Hl7Parts } from './hl7-types.ts'
import { PHONE, POSTAL, STATE } from './value-shapes.ts'

/** DTM (HL7 v2.5.1, 2.A.22) to the day at least. */
const DAY = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])(?:[0-5]\d){0,2}(?:\.\d{1,4})?)?(?:[+-]\d{4})?$/
const NUMBER = /^[A-Z]{0,4}[ -]?\d[\d-]{3,}\d$/
/** Names of coding systems (HL7 v2.5.1, table 0396), behind whose codes no number of anybody stands. */
const SYSTEM = new RegExp(
  '^(?:L|LN|LOINC|SCT2?|SNM3?|I9C?|I10P?|ICD10|C[45]|CPT[4M]|NDC|CVX|MVX|RXNORM|UCUM|ISO\\+?|HCPCS|HPC|ATC|UML|UB92|NIC|HL7\\d{4}|99[A-Z0-9]+)$')
const [CODE_SYSTEM, STATE_PART, POSTAL_PART] = [2, 3, 4]
/** Whose fields nobody knows (HL7 v2.5.1, 2.11.1). */
export const HL7_OWN_SEGMENT = /^Z[A-Z0-9]{2}$/

/**
 * What the components of a repetition are by its type, and those that no table knows by their forms: an address by its state and postal
 * code, days and telephone numbers, and in segments of a site's own (Z) all numbers of some length; codes of a known system aside.
 */
export function hl7PartsByShape(components: readonly string[], { segment, typed }: {
  readonly segment: string
  readonly typed: Hl7Parts | undefined
}): Hl7Parts {
  if (typed === undefined && STATE.test(components[STATE_PART] ?? '') && POSTAL.test(components[POSTAL_PART] ?? ''))
    return HL7_TYPES.XAD as Hl7Parts
  const parts: Record<number, string> = {}
  for (const [place, component] of components.entries()) {
    const label = SYSTEM.test(components[place + CODE_SYSTEM] ?? '') ? undefined : labelOf(component, segment)
    if (label !== undefined) parts[place + 1] = label
  }
  return { ...parts, ...typed }
}

function labelOf(component: string, segment: string): string | undefined {
  if (DAY.test(component)) return 'date'
  if (PHONE.test(component)) return 'phone'
  return HL7_OWN_SEGMENT.test(segment) && NUMBER.test(component) ? 'identifier field' : undefined
}
