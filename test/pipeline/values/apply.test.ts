import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const OBSERVATION = { resourceType: 'Observation', id: 'o1', subject: { reference: 'Patient/p1' } }

/** What an action makes of one member of an Observation, and of the rest. */
function applied(then: string, path: string, members: object): { readonly [key: string]: unknown } {
  const policy = policyFrom(
    `labels: false\nrules:\n  - { when: { path: ${path} }, then: ${then} }\n  - { when: { class: [not-identifying, link, free-text, date, age] }, then: keep }\n`,
  )
  return JSON.parse(outputOf(shippedEngine(policy), { ...OBSERVATION, ...members })) as { readonly [key: string]: unknown }
}

const MASKED = { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'masked' }] }

describe('An action on a value that it fits:', () => {
  test.for([
    ['keep', 'Observation.valueString', { valueString: 'a\tb' }, { valueString: 'a\tb' }],
    ['drop', 'Observation.valueString', { valueString: 'x' }, {}],
    ['drop', 'Observation.status', { status: 'final' }, { _status: MASKED }],
    ['redact', 'Observation.valueString', { valueString: 'x' }, { valueString: '[FREE-TEXT]' }],
    ['redact', 'Observation.text', { text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">x</div>' } }, {
      text: { _status: MASKED, div: '<div xmlns="http://www.w3.org/1999/xhtml">[FREE-TEXT]</div>' },
    }],
    ['redact', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-01-01' }, { _effectiveDateTime: MASKED }],
    ['{ mask: { keepLast: 2 } }', 'Observation.valueString', { valueString: 'ab-12 34' }, { valueString: '**-** 34' }],
    ['{ mask: { with: X } }', 'Observation.valueString', { valueString: 'ab-12' }, { valueString: 'XX-XX' }],
    ['{ generalize: year }', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-05-06T01:02:03Z' }, { effectiveDateTime: '2020' }],
    ['{ generalize: month }', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-05-06' }, { effectiveDateTime: '2020-05' }],
    ['{ generalize: { round: 5 } }', 'Observation.valueInteger', { valueInteger: 13 }, { valueInteger: 15 }],
    [
      '{ generalize: { round: 0.5 } }',
      'Quantity.value',
      { valueQuantity: { value: 1.3, unit: 'g' } },
      { valueQuantity: { value: 1.5, unit: 'g' } },
    ],
  ] as const)('%s on %s', ([then, path, given, expected]) => {
    const { resourceType: _type, id: _id, subject: _subject, ...rest } = applied(then, path, given)
    expect(rest).toEqual(expected)
  })

  test('pseudonymize gives a token that is the same for the same value of one subject', () => {
    const [first, again, other] = ['x', 'x', 'y'].map(
      (valueString) => applied('pseudonymize', 'Observation.valueString', { valueString })['valueString'],
    )
    expect(first).toMatch(/^[0-9a-f]{32}$/)
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })

  test('encrypt gives a token, and ff1 the same form', () => {
    expect(applied('{ encrypt: aes-gcm }', 'Observation.valueString', { valueString: 'secret' })['valueString']).toMatch(/^enc:1:1:[\w-]+$/)
    const formed = String(applied('{ encrypt: ff1 }', 'Observation.valueString', { valueString: '123-456-7890' })['valueString'])
    expect(formed).toMatch(/^\d{3}-\d{3}-\d{4}$/)
    expect(formed).not.toBe('123-456-7890')
  })
})

test.for([
  { unit: '95 years' },
  { unit: 'born 1931' },
  { unit: 'ninety-five' },
  { code: '95a' },
  { unit: 'a₉₅' },
  { system: 'http://example.org/95' },
  { comparator: '95' },
])('Beside an age that is made coarser stands nothing that tells it: %o', (part) => {
  const engine = shippedEngine(
    policyFrom(
      'labels: false\nrules:\n  - { when: { class: age }, then: { generalize: { topCode: 89 } } }\n  - { when: { class: [not-identifying, link] }, then: keep }\n',
    ),
  )
  const age = { value: 95, unit: 'years', code: 'a', system: 'http://unitsofmeasure.org' }
  const output = JSON.parse(outputOf(engine, { resourceType: 'Condition', onsetAge: { ...age, ...part } })) as { onsetAge?: object }
  expect(JSON.stringify(output)).not.toMatch(/95|1931|₉|ninety/)
  const plain = JSON.parse(outputOf(engine, { resourceType: 'Condition', onsetAge: age })) as { onsetAge: object }
  expect(plain.onsetAge).toEqual({ value: 90, unit: 'years', code: 'a', system: 'http://unitsofmeasure.org', comparator: '>=' })
})

test.for([
  ['{ mask: { keepLast: 1 } }', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-01-01' }],
  ['{ mask: { keepLast: 1 } }', 'Observation.valueInteger', { valueInteger: 12345 }],
  ['{ generalize: year }', 'Observation.issued', { issued: '2020-05-06T01:02:03Z' }],
  ['{ generalize: year }', 'Observation.effectiveDateTime', { effectiveDateTime: '6 May 2020' }],
  ['{ generalize: year }', 'Observation.valueString', { valueString: '2020-01-01' }],
  ['{ generalize: zip3 }', 'Observation.valueInteger', { valueInteger: 10541 }],
  ['{ generalize: { round: 0.5 } }', 'Observation.valueInteger', { valueInteger: 12345 }],
  ['{ generalize: { topCode: 89 } }', 'Observation.valueString', { valueString: '97 years' }],
  ['{ shift: { days: 10 } }', 'Observation.valueString', { valueString: '2020-01-01' }],
  ['{ shift: { days: 10 } }', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-02-30' }],
  ['{ shift: { days: 10 } }', 'Observation.effectiveDateTime', { effectiveDateTime: '1920-02-03' }],
  ['pseudonymize', 'Observation.effectiveDateTime', { effectiveDateTime: '2020-01-01' }],
  ['pseudonymize', 'Observation.valueInteger', { valueInteger: 12345 }],
  ['{ encrypt: aes-gcm }', 'Observation.valueInteger', { valueInteger: 12345 }],
  ['surrogate', 'Observation.valueString', { valueString: 'no surrogates were loaded' }],
] as const)('What %s cannot make anything of does not stay: %s %j', ([then, path, given]) => {
  expect(Object.keys(applied(then, path, given))).toEqual(Object.keys(OBSERVATION))
})

test.for(['shift: { days: 10 }', 'pseudonymize', 'surrogate'])('%s drops the value of nobody', (then) => {
  const action = then.includes(':') ? `{ ${then} }` : then
  const engine = shippedEngine(policyFrom(`labels: false\nrules:\n  - { when: { class: [date, free-text] }, then: ${action} }\n`))
  expect(JSON.parse(outputOf(engine, { resourceType: 'Observation', status: 'final', effectiveDateTime: '2020-01-01', valueString: 'x' })))
    .toEqual({ resourceType: 'Observation', _status: MASKED })
})
