import { expect, test } from 'vitest'
import { policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const ICD = 'http://hl7.org/fhir/sid/icd-10-cm'
const byLabel = (label: string, then: string, head = '') =>
  shippedEngine(
    policyFrom(
      `${head}rules:\n  - { when: { label: [${label}], class: not-identifying }, then: ${then} }\n  - { when: { class: not-identifying }, then: keep }\n`,
    ),
  )
const condition = (code: object, meta?: object) => ({
  resourceType: 'Condition',
  ...(meta === undefined ? {} : { meta }),
  code: { coding: [code] },
})

test.for([
  ['a code in meta.security', 'R', condition({ code: 'x' }, { security: [{ code: 'R' }] })],
  [
    'a code in meta.security that is written after everything else',
    'R',
    { ...condition({ code: 'x' }), meta: { security: [{ code: 'N' }, { code: 'R' }] } },
  ],
  ['what a coding tells', 'hiv', condition({ system: ICD, code: 'B20' })],
  ['what a coding tells without its dot', 'sexual-health', condition({ system: ICD, code: 'Z332' })],
  ['what a coding tells whose system comes last', 'hiv', condition({ code: 'B20', system: ICD })],
  [
    'what a coding tells that is written with escapes',
    'hiv',
    `{"resourceType":"Condition","code":{"coding":[{"system":"http:\\/\\/hl7.org\\/fhir\\/sid\\/icd-10-cm","code":"\\u00420"},{"system":"${ICD}","code":"\\u004220"}]}}`,
  ],
  [
    'a coding in a contained resource',
    'hiv',
    { resourceType: 'Encounter', status: 'finished', contained: [condition({ system: ICD, code: 'B20' })] },
  ],
  ['what a coding tells in small letters', 'hiv', condition({ system: ICD, code: 'b20' })],
  ['what a coding tells whose system ends in a stroke', 'hiv', condition({ system: `${ICD}/`, code: 'B20' })],
  ['what a coding tells whose system is https', 'hiv', condition({ system: 'https://hl7.org/fhir/sid/icd-10-cm|2026', code: 'B20' })],
  ['what a coding tells by the OID of SNOMED CT', 'hiv', condition({ system: 'urn:oid:2.16.840.1.113883.6.96', code: '86406008' })],
  ['what a coding tells in an edition of SNOMED CT', 'hiv', condition({ system: 'http://snomed.info/sct/731000124108', code: '86406008' })],
  ['what a coding tells by the OID of LOINC', 'hiv', condition({ system: 'urn:oid:2.16.840.1.113883.6.1', code: '75622-1' })],
  ['what a coding tells by the OID of RxNorm', 'substance-use', condition({ system: 'urn:oid:2.16.840.1.113883.6.88', code: '6813' })],
  ['what a coding of Canada tells', 'hiv', condition({ system: 'http://hl7.org/fhir/sid/icd-10-ca', code: 'B24' })],
  ['what a coding of Australia tells', 'hiv', condition({ system: 'http://hl7.org/fhir/sid/icd-10-am', code: 'B24' })],
  ['what a coding of ICD-9 tells', 'hiv', condition({ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '042' })],
  ['what a coding of ICD-11 tells', 'hiv', condition({ system: 'http://id.who.int/icd/release/11/mms', code: '1C62' })],
  ['what a procedure tells', 'substance-use', condition({ system: 'http://www.cms.gov/Medicare/Coding/ICD10', code: 'HZ2ZZZZ' })],
  ['what a coding without a system tells', 'hiv', condition({ code: 'B20' })],
  ['a label in small letters', 'R', condition({ code: 'x' }, { security: [{ code: 'r' }] })],
  ['a label with a blank', 'R', condition({ code: 'x' }, { security: [{ code: 'R ' }] })],
  ['a label by its display', 'R', condition({ code: 'x' }, { security: [{ display: 'restricted' }] })],
  ['a label whose display tells no code', 'R', condition({ code: 'x' }, { security: [{ display: 'for the ward' }] })],
  ['a label that is no list', 'R', condition({ code: 'x' }, { security: { code: 'R' } })],
  ['labels in a list of lists', 'R', condition({ code: 'x' }, { security: [[{ code: 'R' }]] })],
  ['a label that is text', 'R', condition({ code: 'x' }, { security: ['R'] })],
  ['a label whose code is a number', 'R', condition({ code: 'x' }, { security: [{ code: 1 }] })],
  ['labels in a meta that is a list', 'R', { ...condition({ code: 'x' }), meta: [{ security: [{ code: 'R' }] }] }],
  ['a meta that is text', 'R', { ...condition({ code: 'x' }), meta: 'R' }],
] as const)('A rule by label meets %s', ([, label, message]) => {
  const body = Buffer.from(typeof message === 'string' ? message : JSON.stringify(message))
  for (const head of ['', 'labels: false\n']) {
    expect(byLabel(label, 'block', head).process(body)).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_POLICY_BLOCK' } })
  }
})

test.for([
  ['the same code in another code system', 'hiv', condition({ system: 'http://example.org', code: 'B20' })],
  ['a procedure whose code begins as a disease does', 'hiv', condition({ system: 'urn:oid:2.16.840.1.113883.6.4', code: 'B20ZZZZ' })],
  ['a label that is displayed as another', 'R', condition({ code: 'x' }, { security: [{ display: 'Normal' }] })],
  ['a code without a system that is of no list', 'hiv', condition({ code: 'B2' })],
  ['a tag', 'R', condition({ code: 'x' }, { tag: [{ code: 'R' }] })],
  ['a code of the resource that is written like a label', 'R', condition({ code: 'R' })],
  ['a longer code that begins alike in no chapter of ICD-10', 'hiv', condition({ system: ICD, code: 'B02' })],
] as const)('A rule by label does not meet %s', ([, label, message]) => {
  expect(byLabel(label, 'block').process(Buffer.from(JSON.stringify(message))).verdict).toMatch(/^(?:pass|redact)$/)
})

test('What a contained resource tells goes with all that contains it: its reference would lead nowhere', () => {
  const order = {
    resourceType: 'MedicationRequest', status: 'active', intent: 'order',
    contained: [{ ...condition({ system: ICD, code: 'B20' }), id: 'c' }], reasonReference: [{ reference: '#c' }],
  }
  const entry = [{ resource: order }, { resource: condition({ code: 'other' }) }]
  const whole = shippedEngine(
    policyFrom('rules:\n  - { when: { label: hiv }, then: drop }\n  - { when: { class: [not-identifying, link] }, then: keep }\n'),
  )
  const outcome = whole.process(Buffer.from(JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry })))
  const output = 'output' in outcome ? Buffer.from(outcome.output).toString() : ''
  expect(output).not.toMatch(/MedicationRequest|B20/)
  expect(output).toContain('"other"')
})

test('A label of a Bundle holds for its entries, and one of an entry for nothing but it', () => {
  const engine = byLabel('R', 'drop')
  const entries = (meta?: object) => [{ resource: condition({ code: 'one' }, meta) }, { resource: condition({ code: 'two' }) }]
  const output = (message: object): string => {
    const outcome = engine.process(Buffer.from(JSON.stringify(message)))
    return 'output' in outcome ? Buffer.from(outcome.output).toString() : ''
  }
  const restricted = { security: [{ code: 'R' }] }
  const inEntry = output({ resourceType: 'Bundle', type: 'collection', entry: entries(restricted) })
  expect(inEntry).not.toContain('"one"')
  expect(inEntry).toContain('"two"')
  const onBundle = output({ resourceType: 'Bundle', meta: restricted, type: 'collection', entry: entries() })
  expect(onBundle).not.toMatch(/"one"|"two"/)
})
