import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { CORPORA_ABSENT, corpusFiles, messagesOf } from '../support/corpora.ts'
import { createRandom } from './choices.ts'
import { checkMessage, engineFor, subjectFor } from './compare.ts'
import { messageFrom } from './messages.ts'
import { mutate } from './mutate.ts'
import { testPolicies } from './policies.ts'

const keep = engineFor(loadPolicy('keep-everything'))
const subjects = testPolicies().map((policy) => subjectFor({ ...policy, fhir: 'R4' }))
const decisions = fc.uint8Array({ minLength: 1, maxLength: 700, size: 'max' })

describe('Engine and oracle agree', () => {
  test('on generated resources of every type, in any spelling of JSON', () => {
    fc.assert(fc.property(decisions, (bytes) => {
      expect(checkMessage(messageFrom(bytes), { keep, subjects, thorough: true })).toBeUndefined()
    }), { seed: 20261124, numRuns: 1000 })
  }, 180_000)

  test('on the same with a few bytes damaged, where that leaves JSON, and else nothing passes', () => {
    fc.assert(fc.property(decisions, fc.nat(), (bytes, seed) => {
      const random = createRandom(seed)
      const message = messageFrom(bytes)
      for (let times = 0; times < 3; times++) {
        expect(checkMessage(mutate(message, random), { keep, subjects, thorough: true })).toBeUndefined()
      }
    }), { seed: 41126202, numRuns: 700 })
  }, 180_000)

  test('that a reference inside what is dropped as one does not say whose message it is', () => {
    const extension = (url: string, value: object): object => ({ url: `http://hl7.org/fhir/StructureDefinition/${url}`, ...value })
    const reference = extension('geolocation', { valueReference: { reference: 'Patient/1' } })
    const dropped = extension('patient-birthTime', { valueUsageContext: { code: { extension: [reference] } } })
    const message = { resourceType: 'Contract', identifier: [{ _system: { id: 'a', extension: [dropped] } }] }
    expect(checkMessage(Buffer.from(JSON.stringify(message)), { keep, subjects, thorough: true })).toBeUndefined()
  })

  test.for([
    '{"policy":["x",null],"_policy":{"":"x"},"resourceType":"Provenance"}',
    '{"policy":["x",null],"_policy":"x","resourceType":"Provenance"}',
    '{"resourceType":"Provenance","_policy":7,"policy":[null,"x","http://example.org/y"]}',
    '{"resourceType":"Patient","_birthDate":["x"],"birthDate":"1970-02-30"}',
    '{"resourceType":"Patient","name":[{"given":["Ann","Bea"],"_given":{"id":"x"}}]}',
  ])('that a sibling in a form that FHIR does not know goes as its value does: %s', (message) => {
    expect(checkMessage(Buffer.from(message), { keep, subjects, thorough: true })).toBeUndefined()
  })

  test('that the two ways count alike, whatever they meet first', () => {
    const message = { resourceType: 'Condition', onsetPeriod: { end: '2019-07-08T09:10:11+01:00', start: '' } }
    expect(checkMessage(Buffer.from(JSON.stringify(message)), { keep, subjects, thorough: true })).toBeUndefined()
  })

  test.for([
    '"comparator":"","value":895', '"value":895,"comparator":""', '"value":895,"comparator":"<"', '"value":895,"comparator":5',
    '"comparator":{"a":"b"},"value":895', '"value":895,"_comparator":{"id":"x"},"comparator":"95"', '"_comparator":{"id":"x"},"value":895',
  ])('that the comparator of an age told coarser does not depend on which member comes first: %s', (quantity) => {
    for (const element of [`"onsetAge":{${quantity}}`, `"onsetRange":{"low":{${quantity}}}`]) {
      expect(checkMessage(Buffer.from(`{"resourceType":"Condition",${element}}`), { keep, subjects, thorough: true })).toBeUndefined()
    }
  })

  test.for([
    ['hl7-r4-examples/instances', 5], ['ms-fhir-anonymizer/samples-r4', 10], ['synthea-bulk-ndjson/10-patients', 1],
    ['synthea-smart-r4/dev', 40],
  ] as const)('on a sample of %s', { timeout: 120_000 }, ([folder, every], context) => {
    if (CORPORA_ABSENT !== undefined) context.skip(CORPORA_ABSENT)
    const wrong: string[] = []
    let count = 0
    for (const file of corpusFiles(folder).filter((_, at) => at % every === 0)) {
      let lines = 0
      for (const { name, body } of messagesOf(file)) {
        if (++lines > 5 || body.length > 1_000_000) break
        count++
        const told = checkMessage(body, { keep, subjects, thorough: true })
        if (told !== undefined) wrong.push(`${name}: ${told}`)
      }
    }
    expect(wrong).toEqual([])
    expect(count).toBeGreaterThan(0)
  })
})
