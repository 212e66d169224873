import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const engine = shippedEngine('hipaa-safe-harbor', { findings: true })
const V2_0203 = 'http://terminology.hl7.org/CodeSystem/v2-0203'
const typed = (code: string) => ({ type: { coding: [{ system: V2_0203, code }] }, value: 'N-1' })

/** The class that the finding of an element says. */
function classOf(resource: object, path: string): string | undefined {
  return engine.process(Buffer.from(JSON.stringify(resource))).facts.findings.find((finding) => finding.path === path)?.class
}

describe('The class of an identifier is told by', () => {
  test.for([
    ['its type', typed('SS'), 'ssn'],
    ['its type', typed('MR'), 'mrn'],
    ['its type', typed('MB'), 'health-plan-id'],
    ['its type', typed('DL'), 'license'],
    ['its type', typed('AN'), 'account'],
    ['a type written after the value', { value: 'N-1', type: { coding: [{ code: 'x' }, { code: 'SS' }] } }, 'ssn'],
    ['its system', { system: 'http://hl7.org/fhir/sid/us-ssn', value: 'N-1' }, 'ssn'],
    ['a system written after the value', { value: 'N-1', system: 'http://hl7.org/fhir/sid/us-mbi' }, 'health-plan-id'],
    ['its type rather than its system', { ...typed('MR'), system: 'http://hl7.org/fhir/sid/us-ssn' }, 'mrn'],
    [
      'its own type, not that of who assigned it',
      { system: 'http://hl7.org/fhir/sid/us-ssn', value: 'N-1', assigner: { identifier: typed('DL') } }, 'ssn',
    ],
    ['nothing when its type is a word of the language Sluice is written in', typed('constructor'), undefined],
    ['nothing when its system is such a word', { system: '__proto__', value: 'N-1' }, undefined],
    ['nothing when the type is of another JSON kind', { type: { coding: [{ code: 7 }] }, system: 7, value: 'N-1' }, undefined],
  ] as const)('%s: %j is %s', ([, identifier, expected]) => {
    const given = classOf({ resourceType: 'Account', status: 'active', identifier: [identifier] }, 'Account.identifier[0].value')
    const plain = classOf({ resourceType: 'Account', status: 'active', identifier: [{ value: 'N-1' }] }, 'Account.identifier[0].value')
    expect(given).toBe(expected ?? plain)
  })

  test('the type of the one who assigned it stays with that one', () => {
    const identifier = { ...typed('SS'), assigner: { identifier: typed('DL') } }
    expect(
      classOf({ resourceType: 'Account', status: 'active', identifier: [identifier] }, 'Account.identifier[0].assigner.identifier.value'),
    ).toBe('license')
  })
})

test.for([
  ['phone', 'phone'], ['fax', 'fax'], ['email', 'email'], ['url', 'url'], ['sms', 'phone'], ['other', 'phone'], ['pager', 'phone'],
  [undefined, 'phone'], ['EMAIL', 'phone'],
] as const)('A contact with the system %s is a %s', ([system, expected]) => {
  const contact = { ...(system === undefined ? {} : { system }), value: '555' }
  expect(classOf({ resourceType: 'Patient', telecom: [contact] }, 'Patient.telecom[0].value')).toBe(expected)
})

test('A rule for one kind of identifier meets that kind only, also in one array', () => {
  const rules = policyFrom('rules:\n  - { when: { class: mrn }, then: keep }\n  - { when: { class: not-identifying }, then: keep }\n')
  const output = outputOf(shippedEngine(rules), {
    resourceType: 'Patient',
    identifier: [
      { ...typed('SS'), value: 'S-1' },
      { ...typed('MR'), value: 'M-2' },
      { ...typed('DL'), value: 'L-3' },
    ],
  })
  expect(output).toContain('M-2')
  expect(output).not.toMatch(/S-1|L-3/)
})
