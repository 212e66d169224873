import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, PROTECTING, shippedEngine } from '../../support/shipped-engine.ts'

const answered = (text: string, value: object) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  item: [{ linkId: '1', text, answer: [value] }],
})
const result = (code: object, value: object) => ({ resourceType: 'Observation', status: 'final', code, ...value })
const MASKED = '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}'

const TELLING = [
  ['an answer', `"_valueInteger":${MASKED}`, answered('MRN', { valueInteger: 4711234 })],
  ['a decimal', `"_valueDecimal":${MASKED}`, answered('SSN', { valueDecimal: 123456788 })],
  [
    'a decimal with a point',
    `"_valueDecimal":${MASKED}`,
    '{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","text":"MRN","answer":[{"valueDecimal":4711234.0}]}]}',
  ],
  [
    'a decimal with an exponent',
    `"_valueDecimal":${MASKED}`,
    '{"resourceType":"QuestionnaireResponse","status":"completed","item":[{"linkId":"1","text":"MRN","answer":[{"valueDecimal":4.711234e6}]}]}',
  ],
  ['a quantity', `"valueQuantity":{"_value":${MASKED}`, answered('Account number', { valueQuantity: { value: 4711234 } })],
  ['an age', `"_valueInteger":${MASKED}`, answered('Age', { valueInteger: 94 })],
  ['a result', `"_valueInteger":${MASKED}`, result({ text: 'Medical record number' }, { valueInteger: 4711234 })],
  [
    'a result that is called otherwise first',
    `"_valueInteger":${MASKED}`,
    result({ text: 'Answer', coding: [{ display: 'Question 7' }, { display: 'Medical record number' }] }, { valueInteger: 4711234 }),
  ],
  [
    'a result that is a quantity',
    `"valueQuantity":{"_value":${MASKED}`,
    result({ coding: [{ display: 'Phone number' }] }, { valueQuantity: { value: 2125550147 } }),
  ],
  [
    'a part of a result',
    `"valueQuantity":{"_value":${MASKED}`,
    result({ text: 'Form' }, { component: [{ code: { text: 'Chart number' }, valueQuantity: { value: 771234 } }] }),
  ],
  ['a longitude', `"_valueDecimal":${MASKED}`, answered('Longitude', { valueDecimal: -70.8578123 })],
  [
    'a latitude in degrees',
    `"valueQuantity":{"_value":${MASKED}`,
    result({ text: 'Latitude' }, { valueQuantity: { value: 42.5000612, unit: 'deg' } }),
  ],
  [
    'a longitude without a unit',
    `"valueQuantity":{"_value":${MASKED}`,
    result({ text: 'Home' }, { component: [{ code: { text: 'Longitude' }, valueQuantity: { value: -70.8578123 } }] }),
  ],
  ['a parameter', `"_valueInteger":${MASKED}`, { resourceType: 'Parameters', parameter: [{ name: 'patientMrn', valueInteger: 4711234 }] }],
  [
    'the input of a task',
    `"_valueInteger":${MASKED}`,
    { resourceType: 'Task', status: 'draft', intent: 'order', input: [{ type: { text: 'Policy number' }, valueInteger: 4711234 }] },
  ],
] as const

describe.for(PROTECTING)('By %s, a number that its label makes somebody\'s goes and says so:', (policy) => {
  const engine = shippedEngine(policy)
  const telling = shippedEngine(policy, { findings: true })
  test.for(TELLING)('%s', ([, masked, resource]) => {
    expect(outputOf(engine, resource)).toContain(masked)
    expect(outputOf(telling, resource)).toContain(masked)
  })
})

test.for(['let', 'lat', 'vuotta', '{#}'])('An age over 89 goes whatever its unit is called: %s', (unit) => {
  const resource = result({ coding: [{ system: 'http://loinc.org', code: '30525-0' }] }, { valueQuantity: { value: 97, unit } })
  expect(outputOf(shippedEngine('hipaa-safe-harbor'), resource)).toContain(`"valueQuantity":{"_value":${MASKED}`)
})

test.for([
  result({ text: 'Platelets' }, { valueQuantity: { value: 250000, unit: '/uL' } }),
  result({ text: 'HIV viral load' }, { valueQuantity: { value: 1234567, unit: 'copies/mL' } }),
  result({ text: 'Steps' }, { valueInteger: 10456 }),
  result({ text: 'Creatine kinase' }, { valueQuantity: { value: 20220314, unit: 'U/L' } }),
  result({}, { valueInteger: 4711234 }),
  result({ text: 'Neck flexion' }, { valueQuantity: { value: 42.5000612, unit: 'deg' } }),
  answered('Heart rate', { valueInteger: 94 }),
  answered('Age', { valueInteger: 45 }),
  answered('Rent', { valueDecimal: 2500.5 }),
  answered('Balance', { valueDecimal: -4711234 }),
])('What is measured stays: %j', (resource) => {
  expect(outputOf(shippedEngine('hipaa-safe-harbor'), resource)).toContain(JSON.stringify(resource).slice(-40))
})

test('A policy that blocks record numbers in texts blocks those that are numbers', () => {
  const engine = shippedEngine(
    policyFrom(
      'labels: false\nrules:\n  - { when: { class: free-text }, then: scan }\n  - { when: { class: mrn, in: text }, then: block }\n  - { when: { class: not-identifying }, then: keep }\n',
    ),
  )
  expect(engine.process(Buffer.from(JSON.stringify(answered('MRN', { valueInteger: 4711234 }))))).toMatchObject({ verdict: 'block' })
})

const aged = (code: object, value: object) => result(code, { valueQuantity: value })
const years = (value: number) => ({ value, unit: 'years', system: 'http://unitsofmeasure.org', code: 'a' })
const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] })
const grouped = (value: object) => ({
  resourceType: 'Group', type: 'person', actual: true, characteristic: [{ code: loinc('30525-0'), ...value, exclude: false }],
})
const logged = (detail: object) => ({ resourceType: 'AuditEvent', type: { code: 'rest' }, entity: [{ detail: [detail] }] })
const claimed = (value: object) => ({
  resourceType: 'Claim', status: 'active', supportingInfo: [{ sequence: 1, category: { text: 'info' }, code: { text: 'Age' }, ...value }],
})
const OLD = [
  ['by LOINC, without a word', aged(loinc('30525-0'), years(94))],
  ['reported', aged(loinc('21612-7'), years(94))],
  ['calculated', aged(loinc('29553-5'), years(101))],
  ['by words', aged({ text: 'Age at diagnosis' }, years(94))],
  ['by words of Spanish', aged({ text: 'Edad del paciente' }, { value: 94, unit: 'a\u00f1os' })],
  ['with a fraction', aged({ text: 'Age' }, years(94.5))],
  ['without a unit', aged({ text: 'Age' }, { value: 94 })],
  ['in months', aged({ text: 'Age' }, { value: 1128, unit: 'mo' })],
  ['in days', aged({ text: 'Age' }, { value: 34333, unit: 'days', code: 'd' })],
  ['as an integer', result({ text: 'Age' }, { valueInteger: 94 })],
  ['with its unit before it', aged({ text: 'Age' }, { code: 'a', unit: 'a', value: 94 })],
  ['in a component', result({ text: 'Form' }, { component: [{ code: loinc('30525-0'), valueQuantity: years(94) }] })],
  ['at death', aged(loinc('39016-1'), years(94))],
  ['at the onset of an adverse event', aged(loinc('30972-4'), years(94))],
  ['at diagnosis', aged(loinc('63932-8'), years(94))],
  ['at onset, by SNOMED CT', aged({ coding: [{ system: 'http://snomed.info/sct', code: '445518008' }] }, years(94))],
  ['as a range', result(loinc('30525-0'), { valueRange: { low: years(94), high: years(101) } })],
  ['as the end of a range', result(loinc('30525-0'), { valueRange: { high: years(94), low: years(88) } })],
  ['as a range in a component', result({ text: 'Form' }, { component: [{ code: loinc('30525-0'), valueRange: { low: years(94) } }] })],
  ['of a group', grouped({ valueQuantity: years(94) })],
  ['of a group, as a range', grouped({ valueRange: { low: years(94) } })],
  ['as a parameter', { resourceType: 'Parameters', parameter: [{ name: 'ageRange', valueRange: { low: years(94), high: years(101) } }] }],
  ['in the detail of a log', logged({ type: 'Age', valueString: '94' })],
  ['asked as people ask', answered('How old are you?', { valueDecimal: 94 })],
  ['asked of somebody', answered('How old was your mother when she died?', { valueInteger: 94 })],
  ['asked in Spanish', answered('¿Cuántos años tiene?', { valueInteger: 94 })],
  ['with a claim', claimed({ valueQuantity: years(94) })],
  ['as the input of a task, by LOINC', {
    resourceType: 'Task', status: 'draft', intent: 'order', input: [{ type: loinc('30525-0'), valueInteger: 94 }],
  }],
  ['as a group of ages', answered('Age group', { valueString: '94-101' })],
] as const

describe.for(PROTECTING.filter((policy) => policy !== 'hipaa-limited-data-set'))(
  'By %s, an age over 89 does not leave as a result:',
  (policy) => {
    const engine = shippedEngine(policy)
    const telling = shippedEngine(policy, { findings: true })
    test.for(OLD)('%s', ([, resource]) => {
      for (const one of [engine, telling]) expect(outputOf(one, resource)).not.toMatch(/94|101|1128|34333/)
    })
  },
)

test.for([
  aged(loinc('30525-0'), years(89)),
  aged({ text: 'Age' }, years(45)),
  aged({ text: 'Systolic blood pressure' }, { value: 120, unit: 'mm[Hg]' }),
  aged({ text: 'Weight' }, { value: 94, unit: 'kg' }),
  aged({ text: 'Smoking history' }, { value: 94, unit: 'a' }),
  aged({ text: 'Age' }, { value: 1000, unit: 'mo' }),
  aged({ text: 'Days since last visit' }, { value: 1200, unit: 'd' }),
  result(loinc('30525-0'), { valueRange: { low: years(60), high: years(89) } }),
  result({ text: 'Heart rate' }, { valueRange: { low: { value: 94, unit: '/min' }, high: { value: 120, unit: '/min' } } }),
  grouped({ valueRange: { low: years(18), high: years(65) } }),
  answered('How old is your pacemaker, in months?', { valueInteger: 94 }),
  answered('How many years have you smoked?', { valueInteger: 40 }),
])('What is no age over 89 stays as a result: %j', (resource) => {
  expect(outputOf(shippedEngine('hipaa-safe-harbor'), resource)).toContain(JSON.stringify(resource).slice(-30))
})

test.for([
  [{ low: years(94), high: years(101) }, { low: { unit: 'years' } }],
  [{ high: years(94), low: years(88) }, { low: { value: 88, unit: 'years' } }],
  [{ high: years(94) }, { high: { unit: 'years' } }],
])('Of a range of ages, one end at most says that it was there, for no end is compared with one that is not: %j', ([range, left]) => {
  const made = JSON.parse(outputOf(shippedEngine('hipaa-safe-harbor'), result(loinc('30525-0'), { valueRange: range }))) as object
  expect(made).toMatchObject({ valueRange: left })
  expect(Object.keys((made as { valueRange: object }).valueRange)).toEqual(Object.keys(left as object))
})
