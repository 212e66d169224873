import { describe, expect, test } from 'vitest'
import { labelBit, labelItems } from '../../../src/pipeline/labels/labels.ts'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const ACTIONS = [
  'keep', 'drop', 'redact', 'mask', 'generalize', 'pseudonymize', 'shift', 'encrypt', 'surrogate', 'block', 'quarantine',
] as const

test.for([
  ['drop', 'REDACTED'], ['redact', 'REDACTED'], ['generalize', 'ABSTRED'], ['mask', 'MASKED'], ['encrypt', 'MASKED'],
  ['pseudonymize', 'PSEUDED'], ['shift', 'PSEUDED'], ['surrogate', 'PSEUDED'],
] as const)('%s earns the label %s', ([action, code]) => {
  expect(JSON.parse(`[${labelItems(labelBit(action))}]`)).toEqual([
    { system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue', code },
  ])
})

test('What leaves a value alone, or the message behind, earns no label', () => {
  expect(['keep', 'block', 'quarantine'].map((action) => labelBit(action as 'keep'))).toEqual([0, 0, 0])
  expect(labelItems(0)).toBe('')
})

test('All labels together are JSON items without a repetition', () => {
  const all = ACTIONS.reduce((set, action) => set | labelBit(action), 0)
  const codes = (JSON.parse(`[${labelItems(all)}]`) as { code: string }[]).map(({ code }) => code)
  expect(codes).toEqual(['REDACTED', 'ABSTRED', 'MASKED', 'PSEUDED'])
})

describe('Labels are written', () => {
  const engine = shippedEngine(policyFrom('rules:\n  - { when: { class: [not-identifying, link] }, then: keep }\n'))
  const SECURITY = '"security":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"REDACTED"}]'

  test.for([
    ['into a new meta', '{"resourceType":"Patient","birthDate":"2000-01-01"}', `{"resourceType":"Patient","meta":{${SECURITY}}}`],
    [
      'into a meta that stays', '{"resourceType":"Patient","meta":{"profile":["x"]},"birthDate":"2000-01-01"}',
      `{"resourceType":"Patient","meta":{"profile":["x"],${SECURITY}}}`,
    ],
    [
      'into a meta of which nothing stays', '{"resourceType":"Patient","meta":{"lastUpdated":"2000-01-01T00:00:00Z"},"active":true}',
      `{"resourceType":"Patient","meta":{${SECURITY}},"active":true}`,
    ],
    [
      'behind the labels that are there', '{"resourceType":"Patient","meta":{"security":[{"code":"R"}]},"birthDate":"2000-01-01"}',
      `{"resourceType":"Patient","meta":{"security":[{"code":"R"},${SECURITY.slice('"security":['.length)}}}`,
    ],
    [
      'behind a resourceType that comes last', '{"birthDate":"2000-01-01","active":true,"resourceType":"Patient"}',
      `{"active":true,"resourceType":"Patient","meta":{${SECURITY}}}`,
    ],
    ['nowhere when nothing was changed', '{"resourceType":"Patient","active":true}', '{"resourceType":"Patient","active":true}'],
  ] as const)('%s', ([, given, expected]) => {
    expect(outputOf(engine, given)).toBe(expected)
  })

  test('on the resource that contains a changed one, because what is contained must have none (constraint dom-5)', () => {
    const given = '{"resourceType":"Patient","contained":[{"resourceType":"Group","type":"person","actual":true,"name":"x"}],"active":true}'
    expect(outputOf(engine, given)).toBe(
      `{"resourceType":"Patient","meta":{${SECURITY}},"contained":[{"resourceType":"Group","type":"person","actual":true}],"active":true}`,
    )
  })

  test('on the entries of a Bundle that were changed, and on the Bundle', () => {
    const entries = [
      '{"resource":{"resourceType":"Patient","active":true}}',
      '{"resource":{"resourceType":"Patient","birthDate":"2000-01-01"}}',
    ]
    const output = JSON.parse(outputOf(engine, `{"resourceType":"Bundle","type":"collection","entry":[${entries.join()}]}`)) as {
      meta: { security: { code: string }[] }; entry: { resource: { meta?: object } }[]
    }
    expect(output.meta.security.map(({ code }) => code)).toContain('REDACTED')
    expect(output.entry.map(({ resource }) => resource.meta !== undefined)).toEqual([false, true])
  })

  test('not at all when the policy says so', () => {
    const silent = shippedEngine(policyFrom('labels: false\nrules:\n  - { when: { class: not-identifying }, then: keep }\n'))
    expect(outputOf(silent, '{"resourceType":"Patient","birthDate":"2000-01-01","active":true}')).toBe(
      '{"resourceType":"Patient","active":true}',
    )
  })
})
