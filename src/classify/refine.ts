import type { ElementClass } from '../contract/classes.ts'

/** HL7 v2 table 0203, identifier type: what the codes used in FHIR's Identifier.type mean in the terms of HIPAA. */
const IDENTIFIER_TYPES: ReadonlyMap<string, ElementClass> = new Map(Object.entries({
  SS: 'ssn', SB: 'ssn',
  MR: 'mrn', MRT: 'mrn', PI: 'mrn', PT: 'mrn', PN: 'mrn', NH: 'mrn', NHS: 'mrn',
  MA: 'health-plan-id', MB: 'health-plan-id', MC: 'health-plan-id', MCD: 'health-plan-id', MCR: 'health-plan-id', HC: 'health-plan-id',
  JHN: 'health-plan-id', SN: 'health-plan-id', XV: 'health-plan-id', CZ: 'health-plan-id',
  AN: 'account', AM: 'account', BA: 'account', BC: 'account', DI: 'account', DS: 'account', VS: 'account', BN: 'account',
  DL: 'license', LN: 'license', MD: 'license', RN: 'license', NP: 'license', NPI: 'license', DN: 'license', DEA: 'license',
  UPIN: 'license', PRN: 'license', DDS: 'license', DO: 'license', PA: 'license', RPH: 'license', SL: 'license', TAX: 'other-id',
  UDI: 'device', SNO: 'device',
}))

/** Naming systems that say what kind of number stands under them: published URLs and HL7-registered OIDs. */
const IDENTIFIER_SYSTEMS: readonly (readonly [prefix: string, elementClass: ElementClass])[] = [
  ['http://hl7.org/fhir/sid/us-ssn', 'ssn'],
  ['http://hl7.org/fhir/sid/us-npi', 'license'],
  ['http://hl7.org/fhir/sid/us-mbi', 'health-plan-id'],
  ['http://hl7.org/fhir/sid/us-medicare', 'health-plan-id'],
  ['urn:oid:2.16.840.1.113883.4.3.', 'license'],
  ['urn:oid:2.16.840.1.113883.4.572', 'health-plan-id'],
  ['urn:oid:2.16.840.1.113883.4.927', 'health-plan-id'],
  ['urn:oid:2.16.840.1.113883.4.814', 'license'],
  ['https://fhir.nhs.uk/Id/nhs-number', 'mrn'],
  ['http://electronichealth.net.au/id/hi/ihi', 'health-plan-id'],
  ['http://fhir.de/sid/gkv/kvid-10', 'health-plan-id'],
  ['http://hl7.org/fhir/NamingSystem/ca-', 'health-plan-id'],
]
const EXACT_SYSTEMS: ReadonlyMap<string, ElementClass> = new Map(Object.entries({
  'urn:oid:2.16.840.1.113883.4.1': 'ssn',
  'urn:oid:2.16.840.1.113883.4.6': 'license',
}))

/** The class of an Identifier by its type codes, or else its system; `other-id` when neither says. */
export function identifierClass(system: string | undefined, typeCodes: readonly string[]): ElementClass {
  for (const code of typeCodes) {
    const known = IDENTIFIER_TYPES.get(code)
    if (known !== undefined) return known
  }
  if (system === undefined) return 'other-id'
  return EXACT_SYSTEMS.get(system) ?? IDENTIFIER_SYSTEMS.find(([prefix]) => system.startsWith(prefix))?.[1] ?? 'other-id'
}

/** The class of a ContactPoint by its system (FHIR value set contact-point-system). */
export function contactClass(system: string | undefined): ElementClass {
  if (system === 'fax' || system === 'email' || system === 'url') return system
  return 'phone'
}
