import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const years = (value: number, more: object = {}) => ({ value, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a', ...more })
const onset = (range: object) => ({ resourceType: 'Condition', subject: { display: 'her' }, onsetRange: range })
const left = (resource: object, name: string, policy: Parameters<typeof shippedEngine>[0] = 'hipaa-safe-harbor') =>
  (JSON.parse(outputOf(shippedEngine(policy), resource)) as Record<string, unknown>)[name]

describe('The ends of a Range have no comparator (FHIR, SimpleQuantity, sqty-1):', () => {
  test.for([
    ['ages over 89 are 90 and up', { low: years(95), high: years(99) }, { low: years(90) }],
    ['whichever end comes first', { high: years(99), low: years(95) }, { low: years(90) }],
    ['of a lower age the upper end goes', { low: years(85), high: years(95) }, { low: years(85) }],
    ['without a lower end nothing is known', { high: years(95) }, undefined],
    ['one that stands there goes', { low: years(89, { comparator: '>' }) }, { low: years(90) }],
    ['in months, too', { low: { value: 1128, unit: 'mo' }, high: { value: 1140, unit: 'mo' } }, { low: { value: 1080, unit: 'mo' } }],
    ['lower ages stay', { low: years(60), high: years(89) }, { low: years(60), high: years(89) }],
  ] as const)('%s', ([, range, expected]) => {
    expect(left(onset(range), 'onsetRange')).toEqual(expected)
  })
})

test('The ages that normal values are for are cut in the same way', () => {
  const range = { low: { value: 3.5 }, age: { low: years(90), high: years(120) } }
  const resource = { resourceType: 'Observation', status: 'final', code: { text: 'K' }, referenceRange: [range] }
  expect(left(resource, 'referenceRange')).toEqual([{ low: { value: 3.5 }, age: { low: years(90) } }])
})

test('An age that a prediction is for is an age', () => {
  const prediction = { qualitativeRisk: { text: 'high' }, whenRange: { low: years(95), high: years(99) } }
  const resource = { resourceType: 'RiskAssessment', status: 'final', subject: { display: 'her' }, prediction: [prediction] }
  expect(left(resource, 'prediction')).toMatchObject([{ whenRange: { low: years(90) } }])
})

test('An Age has one', () => {
  expect(left({ resourceType: 'Condition', subject: { display: 'her' }, onsetAge: years(95) }, 'onsetAge')).toEqual(
    years(90, { comparator: '>=' }),
  )
})

test('Bands over the highest are cut in the same way', () => {
  const policy = policyFrom(
    'labels: false\nrules:\n  - { when: { class: age }, then: { generalize: { ageBand: 10 } } }\n  - { when: { class: not-identifying }, then: keep }\n',
  )
  expect(left(onset({ low: years(95), high: years(99) }), 'onsetRange', policy)).toEqual({ low: years(90) })
})
