import type { ElementClass } from '../../contract/classes.ts'

export const PERSON_TYPES: ReadonlySet<string> = new Set(['Patient', 'Practitioner', 'PractitionerRole', 'RelatedPerson', 'Person'])
export const ORGANIZATION_TYPES: ReadonlySet<string> = new Set(['Organization', 'Location', 'HealthcareService'])
/** References that lead to people where nothing says what they lead to. */
const PERSON_ELEMENTS = new Set(`
performer author recorder asserter requester individual actor provider enterer sender witness attester authenticator party member who
generalPractitioner subject patient beneficiary for subscriber policyHolder recipient collector informationSource onBehalfOf responsible
responder owner practitioner interpreter resultsInterpreter orderer prescriber participant payee guarantor relatedPerson link other surgeon
administrator receiver reporter operator consentor grantor verifiedWith`.trim().split(/\s+/))

const ORGANIZATION_ELEMENTS = new Set([
  'payor', 'insurer', 'managingOrganization', 'custodian', 'serviceProvider', 'organization', 'facility', 'assigner',
])

/** What a reference says it leads to: by its `type`, or the type in its URL. */
export function typeOfReference(said: string | undefined, reference: string | undefined): string | undefined {
  if (said !== undefined && /^[A-Z][A-Za-z]+$/.test(said)) return said
  return /(?:^|\/)([A-Z][A-Za-z]+)[/?]/.exec(reference ?? '')?.[1]
}

/**
 * Whom the display of a reference names: a person, an organization, or nobody. Without a type, the name of the element says
 * what is displayed, where its class is that of a name; elsewhere it may be a thing.
 */
export function displayClass(type: string | undefined, given: ElementClass, element: string): 'name' | 'organization' | undefined {
  if (type !== undefined) return PERSON_TYPES.has(type) ? 'name' : ORGANIZATION_TYPES.has(type) ? 'organization' : undefined
  if (given === 'organization') return 'organization'
  if (given !== 'name') return undefined
  if (ORGANIZATION_ELEMENTS.has(element)) return 'organization'
  return PERSON_ELEMENTS.has(element) ? 'name' : undefined
}
