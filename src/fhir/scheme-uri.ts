/** Numbers as people write them: SSN, telephone, a day. */
export const WRITTEN_NUMBER = new RegExp(
  `(?<![a-z\\d])(?:${[
    String.raw`\d{3}-\d\d-\d{4}`,
    String.raw`(?:\(\d{3}\) ?|\d{3}[-. ])\d{3}[-. ]\d{4}`,
    String.raw`\d{3}-\d{4}`,
    String.raw`\d{1,2}([-/.])\d{1,2}\1(?:19|20)\d\d`,
    String.raw`(?:19|20)\d\d([-/])\d{1,2}\2\d{1,2}`,
  ].join('|')})(?!\\d)`,
  'i',
)

/** SNOMED CT, its extension, their modules and editions (SNOMED International, URI Standard, section 2). */
const SNOMED = /^http:\/\/snomed\.info\/x?sct(?:\/\d{6,18}(?:\/version\/\d{8})?)?$/
/** An OID may be made from a UUID (ITU-T X.667, section 7); other arcs are short. */
const OID = /^urn:oid:(?:2\.25\.\d{1,39}|[0-2](?:\.\d{1,8})+)$/i
/** No UUID, which points at a resource. */
const URN = /^urn:(?!uuid:|oid:)[a-z0-9][a-z0-9.-]{1,31}:[\w.:()+,=;$!*'/-]+$/i
/** Without who logs in there, a search, and what is written with percent signs. */
const WEB = /^https?:\/\/[a-z0-9][\w.-]*(?::\d{1,5})?(?:[/#][\w.~!$'()*+,;=:#/-]*)?$/i
const UUID = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi

const RECORD_TYPES = [
  'Patient', 'Person', 'RelatedPerson', 'Practitioner', 'PractitionerRole', 'Group', 'Encounter', 'EpisodeOfCare', 'Account', 'Coverage',
  'Observation', 'Condition', 'Procedure', 'Immunization', 'MedicationRequest', 'DiagnosticReport', 'DocumentReference', 'Composition',
  'CarePlan', 'CareTeam', 'Claim', 'ExplanationOfBenefit', 'Appointment', 'ServiceRequest', 'Specimen', 'Device', 'Consent', 'Binary',
  'Bundle',
]
const RECORD = new RegExp(`[/=](?:${RECORD_TYPES.join('|')})[/?]`)

/** Whether a URL leads to somebody's record, searches for one, or says who asks. */
export function leadsToRecord(text: string): boolean {
  return RECORD.test(text) || /^[^#|]*\?(?!fhir_(?:vs|cm)\b)/.test(text) || /^https?:\/\/[^/]*@/i.test(text)
}

/**
 * Whether a text names a system of codes or numbers, or another published thing: an absolute URI (FHIR R4, Identifier.system and
 * Coding.system) that reaches nobody and holds no long number. Tenants of large vendors are told apart by UUIDs.
 */
export function isSchemeUri(text: string): boolean {
  if (known.has(text)) return true
  if (!isScheme(text)) return false
  if (known.size >= KNOWN_MAX) known.clear()
  known.add(text)
  return true
}

/** Messages repeat few of them. */
const known = new Set<string>()
const KNOWN_MAX = 1024

function isScheme(text: string): boolean {
  if (SNOMED.test(text) || OID.test(text)) return true
  if (!WEB.test(text) && !URN.test(text)) return false
  const plain = text.replaceAll(UUID, '')
  return !leadsToRecord(text) && !/\d{6}/.test(plain) && !WRITTEN_NUMBER.test(plain)
}
