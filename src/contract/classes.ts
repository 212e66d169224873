/** The kinds of PHI. The first group is 45 CFR 164.514(b)(2)(i) A to R; the second goes beyond HIPAA. */
export const PHI_CLASSES = [
  'name', 'address', 'date', 'age', 'phone', 'fax', 'email', 'ssn', 'mrn', 'health-plan-id', 'account', 'license',
  'vehicle', 'device', 'url', 'ip', 'biometric', 'photo', 'other-id',
  'organization', 'profession', 'sensitive', 'opaque',
] as const
export type PhiClass = (typeof PHI_CLASSES)[number]

/**
 * What the element classifier answers, for every element of every type. Beyond the PHI classes:
 * `free-text` may hold anything and waits for the text engine; `link` ties resources together (ids, references,
 * `fullUrl`, request URLs), so one decision holds for all of them; `not-identifying` is explicit, with a reason.
 */
export const ELEMENT_CLASSES = [...PHI_CLASSES, 'free-text', 'link', 'not-identifying'] as const
export type ElementClass = (typeof ELEMENT_CLASSES)[number]

export const FHIR_VERSIONS = ['R4', 'R4B', 'R5'] as const
export type FhirVersion = (typeof FHIR_VERSIONS)[number]
