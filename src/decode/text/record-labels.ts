import { hl7ElementLabel } from './hl7-fields.ts'
import { localName } from './markup-names.ts'

/** Parts of names and of addresses, in HL7 CDA R2 (data types EN and AD) and in FHIR (HumanName and Address), as forms call them. */
const PARTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  name: { given: 'first name', family: 'last name', text: 'name' },
  addr: {
    streetaddressline: 'street address line', line: 'street address line', city: 'city', county: 'county', postalcode: 'postal code',
  },
  identifier: { value: 'identifier field' },
}
/** Attributes of vocabularies that have names in these. */
const ATTRIBUTES: ReadonlyMap<string, string> = new Map([
  ['given', 'first name: '], ['givenname', 'first name: '], ['firstname', 'first name: '], ['family', 'last name: '],
  ['familyname', 'last name: '], ['lastname', 'last name: '], ['surname', 'last name: '],
])
/** Roles of CDA whose `id` is a patient's own. */
const PATIENTS = new Set(['patientrole', 'patient'])
const ABOVE: ReadonlyMap<string, keyof typeof PARTS> = new Map([
  ['name', 'name'], ['addr', 'addr'], ['address', 'addr'], ['identifier', 'identifier'],
])
/** Of an interval. */
const BOUNDS = new Set(['low', 'high', 'center'])
const DAY = /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:\d{2,6}(?:\.\d+)?(?:[+-]\d{4})?)?$/

/**
 * What an element of a health record says of its content, in the words of a form, where its own name says it to those alone
 * who know the vocabulary: `given` in a `name` is a first name. Undefined for all others.
 */
export function recordLabel(above: string | undefined, element: string, attribute?: string, value = ''): string | undefined {
  const local = localName(element)
  const outer = above === undefined ? '' : localName(above)
  if (attribute === 'extension')
    return local === 'id' || local === 'setid' ? `${PATIENTS.has(outer) ? 'patient ' : ''}identifier field: ` : undefined
  if (attribute !== undefined && attribute !== 'value') return attributeLabel(attribute)
  if (attribute === 'value' && local === 'telecom' && /^[+(]?\d/.test(value)) return 'phone: '
  if (attribute === 'value' && local === 'birthtime') return 'date of birth: '
  if (attribute === 'value' && isPointInTime(outer, local, value)) return 'date: '
  if (attribute === undefined && local.includes('.')) return hl7ElementLabel(outer, local)
  // The id of a FHIR resource, whose name has a capital.
  if (attribute === 'value' && local === 'id' && /^[A-Z]/.test(above ?? '')) return 'identifier field: '
  const parts = PARTS[ABOVE.get(outer) ?? '']
  // `text` holds a name in FHIR alone, and there in an attribute.
  const part = parts !== undefined && Object.hasOwn(parts, local) && (local !== 'text' || attribute === 'value') ? parts[local] : undefined
  return part === undefined ? undefined : `${part}: `
}

/** Data types TS and IVL_TS of CDA: by the name of the element, or in full form where it may as well be a quantity. */
function isPointInTime(above: string, element: string, value: string): boolean {
  if (!/^[12]\d{3}/.test(value)) return false
  if (element.endsWith('time') || BOUNDS.has(element) && (above.endsWith('time') || above.endsWith('period'))) return true
  return (BOUNDS.has(element) || element === 'value') && DAY.test(value)
}

/** What an attribute says of its value, whatever the vocabulary: a first or a last name. */
export function attributeLabel(attribute: string): string | undefined {
  return ATTRIBUTES.get(attribute.toLowerCase())
}
