import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { oracleFor } from './compare.ts'
import { printTree, readTree } from './tree.ts'
import { whyRefused } from './why-refused.ts'
import { elementRules } from '../support/text-parts.ts'

const harbor = elementRules(loadPolicy('hipaa-safe-harbor'))
const training = elementRules(loadPolicy('ai-training'))
const answer = (policy: typeof harbor, message: object): unknown =>
  JSON.parse(printTree(oracleFor(policy, Buffer.from(JSON.stringify(message)), 'R4', true).output))

test('The tree of a text prints what JSON.parse reads', () => {
  fc.assert(fc.property(fc.json(), (text) => {
    expect(JSON.parse(printTree(readTree(text)))).toEqual(JSON.parse(text))
  }), { seed: 1 })
})

describe('The oracle, which is of use only if it is right,', () => {
  test('removes names, coarsens dates and keeps what does not identify', () => {
    expect(answer({ ...harbor, labels: false }, {
      resourceType: 'Patient', name: [{ family: 'Canary' }], birthDate: '1980-05-17', gender: 'male', nickname: 'Canary',
      address: [{ city: 'Canary', state: 'NY', postalCode: '10541' }],
    })).toEqual({ resourceType: 'Patient', birthDate: '1980', gender: 'male', address: [{ state: 'NY', postalCode: '105' }] })
  })

  test('labels what it changed', () => {
    expect(answer(harbor, { resourceType: 'Patient', name: [{ family: 'Canary' }], birthDate: '1980-05-17' })).toMatchObject({
      meta: { security: [{ code: 'REDACTED' }, { code: 'ABSTRED' }] },
    })
  })

  test('puts a mark in the place of a required element', () => {
    expect(answer(harbor, { resourceType: 'AuditEvent', recorded: '2020-02-03T04:05:06Z' })).toMatchObject({
      _recorded: { extension: [{ valueCode: 'masked' }] },
    })
  })

  test('moves the dates of one patient by the same number of days', () => {
    const days = [1, 2].map((id) => {
      const moved = answer(training, {
        resourceType: 'Observation',
        id: `o${id}`,
        subject: { reference: 'Patient/p1' },
        effectiveDateTime: '2020-02-03',
      })
      return (moved as { effectiveDateTime: string }).effectiveDateTime
    })
    expect(days[0]).toBe(days[1])
    expect(days[0]).not.toBe('2020-02-03')
  })

  test.for([
    ['an unknown type', { resourceType: 'Patiant' }, 'SLUICE_FHIR_RESOURCE_TYPE'],
    [
      'an unknown modifier',
      { resourceType: 'Patient', modifierExtension: [{ url: 'http://example.org/x' }] },
      'SLUICE_FHIR_MODIFIER_EXTENSION',
    ],
  ] as const)('refuses %s', ([, message, code]) => {
    expect([...oracleFor(harbor, Buffer.from(JSON.stringify(message)), 'R4', true).refusals]).toEqual([code])
  })

  test.for([
    ['{"a":1,"\\u0061":2}', 'SLUICE_JSON_DUPLICATE_KEY'], ['["\\ud800"]', 'SLUICE_JSON_ENCODING'], ['[1e999]', 'SLUICE_JSON_NUMBER'],
    ['[[[[]]]]', 'SLUICE_LIMIT_DEPTH'], ['[[[]]]', undefined], ['{"a":}', 'malformed'], ['\uFEFF[]', 'SLUICE_JSON_ENCODING'],
  ] as const)('knows why %s must be refused', ([text, why]) => {
    expect(whyRefused(Buffer.from(text), 3)).toBe(why)
  })
})
