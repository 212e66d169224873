import { parsePolicy } from '../../src/policy/language/parse-policy.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { elementRules } from '../support/text-parts.ts'

const MIXED = `sluice: policy/1
name: mixed
version: "1"
summary: Redacts, masks, generalizes and pseudonymizes; unknown things go. For tests.
extensions: [{ url: "http://example.org/added", class: name, why: a test }]
default: redact
rules:
  - { when: { path: [Observation.status, Patient.contact.gender] }, then: drop }
  - { when: { class: [ssn, mrn] }, then: drop }
  - { when: { class: name, path: HumanName.given }, then: { mask: { keepLast: 1 } } }
  - { when: { class: [phone, fax, email] }, then: mask }
  - { when: { class: address, path: Address.postalCode }, then: { generalize: zip3 } }
  - { when: { class: date }, then: { generalize: month } }
  - { when: { class: age }, then: { generalize: { ageBand: 5 } } }
  - { when: { type: Attachment }, then: drop }
  - { when: { extension: "http://hl7.org/fhir/StructureDefinition/patient-birthTime" }, then: drop }
  - { when: { class: [link, other-id, organization, license] }, then: pseudonymize }
  - { when: { path: Observation.valueQuantity, type: decimal }, then: { generalize: { round: 0.5 } } }
  - { when: { class: not-identifying }, then: keep }
`

const LABELLED = `sluice: policy/1
name: labelled
version: "1"
summary: Decides by labels; keeps what it does not know. For tests.
oldestAge: none
unknown: { element: keep, extension: keep, modifierExtension: keep, resourceType: keep }
rules:
  - { when: { label: ETH, resourceType: Condition }, then: block }
  - { when: { label: substance-use }, then: quarantine }
  - { when: { label: hiv, resourceType: [Observation, Encounter] }, then: drop }
  - { when: { label: R, class: [name, address, date] }, then: drop }
  - { when: { label: [hiv, mental-health], path: CodeableConcept.coding }, then: drop }
  - { when: { path: [Condition.code, Resource.language] }, then: drop }
  - { when: { class: date }, then: { generalize: year } }
  - { when: { class: free-text, label: R }, then: redact }
  - { when: { path: Resource }, then: keep }
`

const KEEP_DROP = `sluice: policy/1
name: keep-drop
version: "1"
summary: Nothing but keep and drop, by classes that the neighbours of a value tell. For tests.
labels: false
rules:
  - { when: { class: [ssn, email] }, then: drop }
  - { when: { class: name, path: HumanName.family }, then: drop }
  - { when: { class: [other-id, phone, fax, mrn, license, not-identifying, date] }, then: keep }
`

function made(text: string, name: string): Policy {
  return parsePolicy(Buffer.from(text), `${name}.yaml`)
}

/** The policies that engine and oracle are compared on. */
export function testPolicies(): readonly Policy[] {
  return [
    elementRules(loadPolicy('hipaa-safe-harbor')),
    elementRules(loadPolicy('ai-training')),
    made(MIXED, 'mixed'),
    made(LABELLED, 'labelled'),
    made(KEEP_DROP, 'keep-drop'),
  ]
}
