import { expect, test } from 'vitest'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'

const answered = (text: string, valueString: string) => ({
  resourceType: 'QuestionnaireResponse',
  status: 'completed',
  item: [{ linkId: '1', item: [{ linkId: '2', text, answer: [{ valueString: 'Yes' }, { valueString }] }] }],
})
const unasked = (linkId: string, valueString: string) => ({
  resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId, answer: [{ valueString }] }],
})
const result = (code: object, valueString: string) => ({ resourceType: 'Observation', status: 'final', code, valueString })
const parameter = (name: string, valueString: string) => ({ resourceType: 'Parameters', parameter: [{ name, valueString }] })

const coded = (text: string, valueCoding: object) => ({
  resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: '1', text, answer: [{ valueCoding }] }],
})
const concept = (code: object, valueCodeableConcept: object) => ({
  resourceType: 'Observation', status: 'final', code, valueCodeableConcept,
})

const engine = shippedEngine('hipaa-safe-harbor')
const telling = shippedEngine('hipaa-safe-harbor', { findings: true })

test.for([
  ['[NAME]', answered('Full name', 'zuzanna kaczmarek')],
  ['[NAME]', answered('What is your mother\'s maiden name?', 'Smrekova')],
  ['[NAME]', answered('Referred by:', 'Okafor')],
  ['[NAME]', answered('Nickname', 'zuzka')],
  ['[MRN]', answered('MRN', 'A77-4')],
  ['[ADDRESS]', answered('Home address', 'Hlavna 7, Trnava')],
  ['[ORGANIZATION]', answered('Employer', 'Harborside Fishmongers')],
  ['[NAME], brother', answered('Emergency contact', 'Bartek, brother')],
  ['[NAME]', unasked('emergency-contact-first-name', 'Smrekova')],
  ['[NAME]', unasked('patient.lastName', 'Smrekova')],
  ['[PHONE]', unasked('contact_phone', '2125550188')],
  ['dry cough', unasked('symptoms-1', 'dry cough')],
  ['two flights of stairs', unasked('4.2', 'two flights of stairs')],
  ['[NAME]', result({ text: 'Last name' }, 'kaczmarek')],
  ['[NAME]', result({ coding: [{ system: 'http://loinc.org', code: '45392-8', display: 'First name' }] }, 'zuzanna')],
  [
    '[NAME]',
    result(
      {
        text: ' ',
        coding: [
          { system: 'http://local.example', code: 'q7' },
          { system: 'http://loinc.org', code: '45392-8', display: 'First name' },
        ],
      },
      'zuzanna',
    ),
  ],
  [
    '[NAME]',
    result({ text: 'Answer', coding: [{ system: 'http://loinc.org', code: '54125-0', display: 'Full name' }] }, 'zuzanna kaczmarek'),
  ],
  [
    '[NAME]',
    result(
      {
        coding: [
          { system: 'http://a.example', display: 'Other' },
          { system: 'http://b.example', display: 'Full name' },
        ],
      },
      'zuzanna kaczmarek',
    ),
  ],
  [
    '[NAME]',
    {
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'Form' },
      component: [{ code: { text: 'Last name' }, valueString: 'kaczmarek' }],
    },
  ],
  ['[NAME]', { resourceType: 'Task', status: 'draft', intent: 'order', input: [{ type: { text: 'Surname' }, valueString: 'kaczmarek' }] }],
  ['[NAME]', parameter('patientName', 'zuzanna kaczmarek')],
  ['[MRN]', parameter('patient_mrn', 'A77-4')],
] as const)('What stands elsewhere says what a text is, and %s stands in its place', ([tag, resource]) => {
  expect(outputOf(engine, resource)).toContain(`"valueString":"${tag}`)
  expect(outputOf(telling, resource)).toContain(`"valueString":"${tag}`)
})

test.for([
  answered('Name of medication', 'metoprolol'),
  answered('Do you smoke?', 'Yes, ten a day'),
  answered('Employer', 'none'),
  answered('', 'metoprolol'),
  result({ text: 'Color of urine' }, 'Yellow'),
  result({ text: 'Physician interpretation' }, 'Normal sinus rhythm'),
  parameter('result', 'matched'),
])('What is no answer of that kind stays: %j', (resource) => {
  expect(outputOf(engine, resource)).toContain(JSON.stringify(resource).slice(-60))
})

test('What is found by one name of a code goes, and what is found by another goes too', () => {
  const code = { text: 'Last name', coding: [{ display: 'Account number' }] }
  expect(outputOf(engine, result(code, 'kaczmarek'))).toContain('"valueString":"[NAME]"')
  expect(outputOf(engine, result(code, 'A77-4431'))).not.toContain('A77-4431')
  const text = outputOf(engine, result({ text: 'Name', coding: [{ display: 'MRN' }] }, 'A77-4, kaczmarek'))
  expect(text).not.toContain('A77-4')
})

test('What is found in a label alone is not looked for in the text', () => {
  expect(outputOf(engine, answered('Is Anna Kowalski your nurse', 'Yes, she is'))).toContain('"valueString":"Yes, she is"')
})

const SNOMED = 'http://snomed.info/sct'

test.for<readonly [string, object, RegExp, RegExp]>([
  ['a coded answer', coded('Phone number', { code: 'q1', display: '5559012' }), /"display":"\[PHONE\]"/, /5559012/],
  ['a code that spells it too', coded('Surname', { code: 'kaczmarek', display: 'kaczmarek' }), /"_code":/, /kaczmarek/],
  ['the text of a coded result', concept({ text: 'MRN' }, { text: 'A77-4' }), /"text":"\[MRN\]"/, /A77-4/],
  [
    'the text, whose question stands behind it',
    { resourceType: 'Observation', status: 'final', valueCodeableConcept: { text: 'kaczmarek' }, code: { text: 'Last name' } },
    /"text":"\[NAME\]"/,
    /kaczmarek/,
  ],
  [
    'what is told where a published code says that it is something else',
    concept({ text: 'Surname' }, { coding: [{ system: SNOMED, code: '74964007', display: 'Other' }], text: 'kaczmarek' }),
    /"display":"Other".*"text":"\[NAME\]"/,
    /kaczmarek/,
  ],
])('A label says what %s is', ([, resource, expected, gone]) => {
  for (const one of [engine, telling]) {
    const output = outputOf(one, resource)
    expect(output).toMatch(expected)
    expect(output).not.toMatch(gone)
  }
})

test.for([
  coded('Do you smoke?', { system: SNOMED, code: '266919005', display: 'Never smoked' }),
  concept({ text: 'Name of group' }, { coding: [{ system: SNOMED, code: '112144000', display: 'Blood group A' }], text: 'Blood group A' }),
  concept({ text: 'Surname' }, { coding: [{ system: SNOMED, code: '74964007', display: 'Other' }], text: 'Other' }),
  concept({ text: 'TESTS ORDERED' }, { text: 'Blood typing' }),
  coded('Marital status', { system: 'http://local.example/q', code: 'm', display: 'Married' }),
])('A coded answer of another kind stays: %j', (resource) => {
  expect(outputOf(engine, resource)).toBe(JSON.stringify(resource))
})

test('Of the codes beside what was found in words, those go that spell it', () => {
  const said = (text: string, code: string, system = 'http://local.example/people'): string =>
    outputOf(engine, concept({ text: 'Seen by' }, { coding: [{ system, code }], text }))
  expect(said('Dr. Zbigniew Quackenbush', 'quackenbush_z')).not.toMatch(/quackenbush/i)
  expect(said('Call 555-867-5309', '5558675309')).not.toContain('5558675309')
  expect(said('Dr. Zbigniew Quackenbush', 'x-77')).toContain('"code":"x-77"')
  expect(said('Central Stock Resupply', 'central')).toContain('"code":"central"')
  expect(said('Dr. Zbigniew Quackenbush', '266919005', SNOMED)).toContain('"code":"266919005"')
})
