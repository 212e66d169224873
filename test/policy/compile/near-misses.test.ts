import { describe, expect, test } from 'vitest'
import { loadModel } from '../../../src/fhir/model.ts'
import { findPlace } from '../../../src/policy/compile/find-place.ts'
import { candidates } from '../../../src/policy/compile/match.ts'
import { nearMisses } from '../../../src/policy/compile/near-misses.ts'
import { policyFrom } from '../../support/shipped-engine.ts'

const model = loadModel('R4')
const AUDIENCE = { destination: 'lab', purpose: 'care', client: undefined }

describe('the place at a path', () => {
  const none = policyFrom('rules:\n  - { when: { class: name }, then: keep }\n')

  test.for([
    ['Patient.name.family', 'name'],
    ['Patient.birthDate', 'date'],
    ['Patient._birthDate', 'date'],
    ['Patient.active', 'not-identifying'],
    ['Patient.contact.name.text', 'name'],
    ['Observation.valueString', 'free-text'],
    ['Observation.value', undefined],
    ['Questionnaire.item.item.item.text', 'free-text'],
    ['Patient.contact', undefined],
    ['Patient.naem', undefined],
    ['Pateint.name', undefined],
  ] as const)('%s has the class %s', ([path, elementClass]) => {
    expect(findPlace(none, model, path)?.class).toBe(elementClass)
  })

  test.for([
    ['path', 'Patient.name', 'Patient.name.family'],
    ['path', 'HumanName.family', 'Patient.contact.name.family'],
    ['path', 'Patient.*.telecom', 'Patient.contact.telecom.value'],
    ['path', 'Questionnaire.item.text', 'Questionnaire.item.item.text'],
    ['type', 'date', 'Patient.birthDate'],
    ['type', 'HumanName', 'Patient.name.period.start'],
    ['resourceType', 'Patient', 'Patient.name.family'],
  ] as const)('meets a rule with the %s %s at %s', ([key, value, path]) => {
    const policy = policyFrom(`rules:\n  - { when: { ${key}: "${value}" }, then: keep }\n`)
    const place = findPlace(policy, model, path)
    expect(place && candidates(place.match, 'name', undefined)).toEqual([0])
  })
})

describe('a near miss', () => {
  const missed = (when: string, path: string): readonly string[] => {
    const policy = policyFrom(`rules:\n  - { when: ${when}, then: redact }\n`)
    const place = findPlace(policy, model, path)
    if (place?.class === undefined) throw new Error('there is such a place')
    return nearMisses(policy, AUDIENCE, { match: place.match, class: place.class }).map(({ but }) => but)
  }

  test.for([
    ['{ class: date, path: Patient.name }', ['class']],
    ['{ class: name, path: Patient.contact }', ['path']],
    ['{ class: name, type: date }', ['type']],
    ['{ class: name, resourceType: Observation }', ['resourceType']],
    ['{ class: name, label: R }', ['label']],
    ['{ label: R }', ['label']],
    ['{ class: name, in: text }', ['in']],
    ['{ destination: vendor }', ['destination']],
    ['{ class: name, purpose: training }', ['purpose']],
    ['{ class: name, client: someone }', ['client']],
    ['{ class: name, extension: "http://hl7.org/fhir/StructureDefinition/patient-birthPlace" }', ['extension']],
  ] as const)('of a family name by %s lacks %j', ([when, but]) => {
    expect(missed(when, 'Patient.name.family')).toEqual(but)
  })

  test.for([
    ['matches', '{ class: name }'],
    ['has nothing in common with it', '{ class: date }'],
    ['lacks two conditions', '{ class: date, path: Patient.contact, destination: lab }'],
    ['lacks two that are about the traffic', '{ class: name, destination: vendor, purpose: training }'],
  ] as const)('is no rule that %s: %s', ([, when]) => {
    expect(missed(when, 'Patient.name.family')).toEqual([])
  })

  test('is no rule about whole resources, which is asked before', () => {
    const policy = policyFrom('rules:\n  - { when: { label: R }, then: drop }\n')
    const place = findPlace(policy, model, 'Patient.name.family')
    expect(place && nearMisses(policy, AUDIENCE, { match: place.match, class: 'name' })).toEqual([])
  })
})
