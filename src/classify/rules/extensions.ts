import { HL7_CLINICAL_EXTENSIONS } from './hl7-clinical-extensions.ts'
import { HL7_DEFINITION_EXTENSIONS } from './hl7-definition-extensions.ts'
import { NATIONAL_EXTENSIONS } from './national-extensions.ts'
import type { ExtensionRule, ExtensionSet } from './rule.ts'

const HL7 = 'http://hl7.org/fhir/StructureDefinition/'
const US_CORE = 'http://hl7.org/fhir/us/core/StructureDefinition/'
const SYNTHEA = 'http://synthetichealth.github.io/synthea/'
const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/'

const GROUP = 'Not among the eighteen identifiers of 164.514(b)(2)(i): codes may stay, text is read.'

/** Extensions of the United States, and of synthetic and served data. */
const US_EXTENSIONS: readonly ExtensionRule[] = [
  {
    url: `${US_CORE}us-core-race`, class: 'descend',
    why: GROUP,
    types: { ombCategory: 'Coding', detailed: 'Coding', text: 'string' },
    children: { ombCategory: 'descend', detailed: 'descend', text: 'free-text' },
  },
  {
    url: `${US_CORE}us-core-ethnicity`, class: 'descend',
    why: GROUP,
    types: { ombCategory: 'Coding', detailed: 'Coding', text: 'string' },
    children: { ombCategory: 'descend', detailed: 'descend', text: 'free-text' },
  },
  {
    url: `${US_CORE}us-core-tribal-affiliation`, class: 'descend',
    why: GROUP,
    types: { tribalAffiliation: 'CodeableConcept', isEnrolled: 'boolean' },
    children: { tribalAffiliation: 'descend', isEnrolled: 'descend' },
  },
  { url: `${US_CORE}us-core-birthsex`, class: 'descend', types: 'code', why: GROUP },
  { url: `${US_CORE}us-core-sex`, class: 'descend', types: 'code Coding', why: GROUP },
  { url: `${US_CORE}us-core-individual-sex`, class: 'descend', types: 'code Coding', why: GROUP },
  { url: `${US_CORE}us-core-genderIdentity`, class: 'descend', types: 'CodeableConcept', why: GROUP },
  { url: `${US_CORE}us-core-interpreter-needed`, class: 'descend', types: 'CodeableConcept Coding', why: GROUP },
  {
    url: `${US_CORE}us-core-direct`, class: 'descend', types: 'boolean',
    why: 'One bit that says whether an address is a Direct address.',
  },
  {
    url: `${US_CORE}us-core-jurisdiction`, class: 'descend', types: 'CodeableConcept Coding',
    why: 'The state or country of a license, as a code.',
  },
  {
    url: `${US_CORE}us-core-authentication-time`, class: 'date', types: 'dateTime',
    why: 'When a document was signed (164.514(b)(2)(i)(C)).',
  },
  {
    url: `${US_CORE}us-core-extension-questionnaire-uri`, class: 'not-identifying', types: 'uri',
    why: 'Names a published questionnaire, not who filled it in.',
  },
  {
    url: `${US_CORE}us-core-medication-adherence`, class: 'descend',
    why: 'Codes and a date that say whether medication is taken.',
    types: { medicationAdherence: 'CodeableConcept', dateAsserted: 'dateTime', informationSource: 'CodeableConcept' },
    children: { medicationAdherence: 'descend', dateAsserted: 'date', informationSource: 'descend' },
  },
  {
    url: `${SYNTHEA}disability-adjusted-life-years`, class: 'age', types: 'decimal',
    why: 'Together with the quality-adjusted years it gives the age (164.514(b)(2)(i)(C)).',
  },
  {
    url: `${SYNTHEA}quality-adjusted-life-years`, class: 'age', types: 'decimal',
    why: 'The years lived, weighted: it grows with the age (164.514(b)(2)(i)(C)).',
  },
  ...['bed-count', 'utilization-encounters', 'utilization-labs', 'utilization-prescriptions', 'utilization-procedures']
    .map((name): ExtensionRule => ({
      url: `${SYNTHEA}${name}-extension`, class: 'descend', types: 'integer',
      why: 'A count of what a synthetic provider did, or of its beds.',
    })),
  { url: `${SMART}capabilities`, class: 'descend', why: 'Codes for what a server can do.' },
  {
    url: `${SMART}oauth-uris`, class: 'descend', why: 'Addresses of the authorization server.',
    children: { authorize: 'url', token: 'url', register: 'url', manage: 'url' },
  },
]

/** Extensions published by HL7 with FHIR R4 and R4B or, under the same base URL, in the later extensions pack. */
function expandSet(set: ExtensionSet): ExtensionRule[] {
  const simple = (set.names ?? []).map((name) => ({ url: HL7 + name }))
  const complex = Object.entries(set.parts ?? {}).map(([name, children]) => ({ url: HL7 + name, children }))
  const common = { class: set.class, why: set.why, ...(set.modifier === true ? { modifier: true } : {}) }
  return [...simple, ...complex].map((extension) => ({ ...common, ...extension }))
}

/** Every extension that is understood. Any other URL is unknown and never passes. */
export const EXTENSION_RULES: readonly ExtensionRule[] = [
  ...[...HL7_CLINICAL_EXTENSIONS, ...HL7_DEFINITION_EXTENSIONS].flatMap(expandSet),
  ...US_EXTENSIONS,
  ...NATIONAL_EXTENSIONS,
]
