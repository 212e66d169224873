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
  // Of deutsche Basisprofile (identifier-type-de-basis) and FR Core (fr-core-cs-v2-0203).
  GKV: 'health-plan-id', PKV: 'health-plan-id', KVZ10: 'health-plan-id', kvk: 'health-plan-id', LANR: 'license', ZANR: 'license',
  'INS-NIR': 'ssn', 'INS-NIA': 'ssn', NIR: 'ssn', RPPS: 'license', ADELI: 'license',
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
  ['https://fhir.nhs.uk/Id/sds-user-id', 'license'],
  ['https://fhir.hl7.org.uk/Id/gmc-number', 'license'],
  ['https://fhir.hl7.org.uk/Id/gmp-number', 'license'],
  ['https://fhir.hl7.org.uk/Id/nmc-number', 'license'],
  ['http://electronichealth.net.au/id/hi/ihi', 'health-plan-id'],
  ['http://ns.electronichealth.net.au/id/hi/ihi', 'health-plan-id'],
  ['http://ns.electronichealth.net.au/id/hi/mc', 'health-plan-id'],
  ['http://ns.electronichealth.net.au/id/medicare-number', 'health-plan-id'],
  ['http://ns.electronichealth.net.au/id/dva', 'health-plan-id'],
  ['http://ns.electronichealth.net.au/id/hi/hpii', 'license'],
  ['http://ns.electronichealth.net.au/id/medicare-provider-number', 'license'],
  ['https://standards.digital.health.nz/ns/nhi-id', 'mrn'],
  ['https://standards.digital.health.nz/ns/hpi-person-id', 'license'],
  ['http://fhir.de/sid/gkv/kv', 'health-plan-id'],
  ['http://fhir.de/sid/pkv/kv', 'health-plan-id'],
  ['http://fhir.de/NamingSystem/gkv/kv', 'health-plan-id'],
  ['http://fhir.de/sid/bundesaerztekammer/efn', 'license'],
  ['https://fhir.kbv.de/NamingSystem/KBV_NS_Base_ANR', 'license'],
  ['https://fhir.kbv.de/NamingSystem/KBV_NS_Base_ZANR', 'license'],
  ['https://rpps.esante.gouv.fr', 'license'],
  ['https://saude.gov.br/fhir/sid/cns', 'health-plan-id'],
  ['https://saude.gov.br/fhir/sid/crm', 'license'],
  ['http://hl7.org/fhir/NamingSystem/ca-', 'health-plan-id'],
]
const EXACT_SYSTEMS: ReadonlyMap<string, ElementClass> = new Map(Object.entries({
  'urn:oid:2.16.840.1.113883.4.1': 'ssn',
  'urn:oid:2.16.840.1.113883.4.6': 'license',
  // NIR and NIA of the French national identity of health (Agence du Numerique en Sante, liste des OID des autorites INS), RPPS.
  'urn:oid:1.2.250.1.213.1.4.8': 'ssn', 'urn:oid:1.2.250.1.213.1.4.9': 'ssn', 'urn:oid:1.2.250.1.213.1.4.10': 'ssn',
  'urn:oid:1.2.250.1.213.1.4.11': 'ssn', 'urn:oid:1.2.250.1.71.4.2.1': 'license',
  // The Swiss AHV number, and that of the insured person's card (HL7 Switzerland, CH Core).
  'urn:oid:2.16.756.5.32': 'ssn', 'urn:oid:2.16.756.5.30.1.123.100.1.1.1': 'health-plan-id',
  'urn:oid:2.51.1.3': 'license',
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
