import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, PROTECTING, shippedEngine } from '../../support/shipped-engine.ts'

const patient = {
  resourceType: 'Patient', id: 'p1', name: [{ family: 'Chalmersworth', given: ['Peterkin'] }],
  identifier: [{ system: 'http://example.org/mrn', value: 'MRN-7778123' }], telecom: [{ system: 'phone', value: '(212) 555-0147' }],
}
const about = { subject: { reference: 'Patient/p1' } }
const observation = (members: object) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ code: '2093-3', system: 'http://loinc.org' }] },
  ...about,
  ...members,
})
const bundle = (resource: object) => ({ resourceType: 'Bundle', type: 'collection', entry: [{ resource }, { resource: patient }] })
const CANARY = /chalmersworth|peterkin|7778123|5550147/i

const PLACES = [
  ['a code', observation({ valueCodeableConcept: { coding: [{ code: 'Chalmersworth' }] } })],
  ['a code in small letters', observation({ valueCodeableConcept: { coding: [{ code: 'chalmersworth-peterkin' }] } })],
  ['a code that is a number', observation({ valueCodeableConcept: { coding: [{ code: '2125550147' }] } })],
  [
    'an answer that is a number',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      ...about,
      item: [{ linkId: '1', answer: [{ valueInteger: 2125550147 }] }],
    },
  ],
  ['a number that was measured', observation({ component: [{ code: { text: 'x' }, valueInteger: 2125550147 }] })],
  ['the system of a code', observation({ valueCodeableConcept: { coding: [{ system: 'http://example.org/Chalmersworth', code: 'x' }] } })],
  [
    'the version of a code system',
    observation({ valueCodeableConcept: { coding: [{ system: 'http://example.org', version: 'Chalmersworth', code: 'x' }] } }),
  ],
  ['the system of an identifier', observation({ identifier: [{ system: 'http://example.org/7778123/x', value: '1' }] })],
  ['a profile', observation({ meta: { profile: ['http://example.org/StructureDefinition/chalmersworth'] } })],
  [
    'the id of a question',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      ...about,
      item: [{ linkId: 'peterkin.chalmersworth.1', answer: [{ valueBoolean: true }] }],
    },
  ],
  ['the name of a parameter', { resourceType: 'Parameters', parameter: [{ name: 'Chalmersworth', valueBoolean: true }] }],
  [
    'the system of a unit',
    observation({ valueQuantity: { value: 1, system: 'http://example.org/Chalmersworth', code: 'mg', unit: 'mg' } }),
  ],
  [
    'the code of a unit',
    observation({ valueQuantity: { value: 1, system: 'http://unitsofmeasure.org', code: '{Chalmersworth}', unit: 'mg' } }),
  ],
  [
    'the reason why there is nothing',
    observation({
      _valueString: { extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'Chalmersworth' }] },
    }),
  ],
  ['a parameter that is a number', { resourceType: 'Parameters', parameter: [{ name: 'mrn', valueInteger: 2125550147 }] }],
  [
    'the code of an extension',
    observation({ extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/observation-gatewayDevice', valueCode: 'Chalmersworth' }] }),
  ],
  [
    'a canonical',
    { resourceType: 'QuestionnaireResponse', status: 'completed', ...about, questionnaire: 'http://example.org/Questionnaire/MRN-7778123' },
  ],
] as const

describe.for(PROTECTING)('By %s, whom the message knows does not leave in', (policy) => {
  const engine = shippedEngine(policy)
  const telling = shippedEngine(policy, { findings: true })
  test.for(PLACES)('%s', ([, resource]) => {
    expect(JSON.stringify(resource)).toMatch(CANARY)
    expect(outputOf(engine, bundle(resource))).not.toMatch(CANARY)
    expect(outputOf(telling, bundle(resource))).not.toMatch(CANARY)
  })
})

test('By a policy that scans no text they leave only where it does not ask for the search', () => {
  const engine = (text: string) =>
    shippedEngine(policyFrom(`labels: false\n${text}rules:\n  - { when: { class: [not-identifying, link] }, then: keep }\n`))
  expect(outputOf(engine(''), bundle(PLACES[0][1]))).toContain('Chalmersworth')
  expect(outputOf(engine('text: { searchKept: true }\n'), bundle(PLACES[0][1]))).not.toMatch(CANARY)
})

test('A number that is nobody’s stays, and one that goes says so where it stood', () => {
  const answers = (value: number) =>
    bundle({
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      ...about,
      item: [{ linkId: '1', answer: [{ valueInteger: value }] }],
    })
  const engine = shippedEngine('hipaa-safe-harbor')
  expect(outputOf(engine, answers(2125550148))).toContain('"valueInteger":2125550148')
  expect(outputOf(engine, answers(2125550147))).toMatch(
    /"_valueInteger":\{"extension":\[\{"url":"[^"]*data-absent-reason","valueCode":"masked"/,
  )
})

test('What names nobody stays to the byte, and so does what a policy keeps', () => {
  const engine = shippedEngine('ai-training')
  const valueCodeableConcept = { coding: [{ system: 'http://loinc.org', version: '2.77', code: 'LA6576-8' }] }
  const resource = observation({ valueCodeableConcept, meta: { profile: ['http://hl7.org/fhir/StructureDefinition/vitalsigns'] } })
  const output = JSON.parse(outputOf(engine, bundle(resource))) as { entry: [{ resource: { valueCodeableConcept: object; code: object } }] }
  expect(output.entry[0].resource).toMatchObject({ valueCodeableConcept, code: resource.code })
  const keeping = shippedEngine(
    policyFrom(
      'labels: false\nrules:\n  - { when: { class: free-text }, then: scan }\n  - { when: { path: Resource }, then: keep }\n  - { when: { class: [name, mrn], in: text }, then: keep }\n',
    ),
  )
  const kept = JSON.stringify(bundle(PLACES[0][1]))
  expect(outputOf(keeping, kept)).toBe(kept)
})

test.for(['block', 'quarantine'] as const)('A policy that answers names in texts with %s is obeyed', (verdict) => {
  const engine = shippedEngine(
    policyFrom(
      `labels: false\nrules:\n  - { when: { class: free-text }, then: scan }\n  - { when: { class: name, in: text }, then: ${verdict} }\n  - { when: { class: [not-identifying, link] }, then: keep }\n`,
    ),
  )
  expect(engine.process(Buffer.from(JSON.stringify(bundle(PLACES[0][1]))))).toMatchObject({ verdict })
})

test('A name with letters that URLs encode goes from a system, in one pass as from the tape, and what only looks encoded is read as it stands too', () => {
  const system = (name: string) =>
    observation({
      code: { coding: [{ system: `http://example.org/${name}`, code: 'x' }] },
      subject: { reference: 'Patient/p1', display: 'Jürgen Chalmersm\u00fcller' },
    })
  for (const name of ['%43halmersm%C3%BCller', 'Chalmersm%C3%BCller', '100%Chalmersm\u00fcller', 'J%c3%bcrgen-Chalmersm%c3%bcller']) {
    expect(outputOf(shippedEngine('hipaa-limited-data-set'), system(name))).not.toContain('halmersm')
  }
})

const encoded = (text: string) => (['base64', 'base64url', 'hex'] as const).flatMap((encoding) => {
  const word = Buffer.from(text).toString(encoding)
  return [word, `http://example.org/p/${word}?v=1`, `urn:example:pt-${word}_1`, `http://example.org/x?q=${encodeURIComponent(word)}`]
})

describe.for(PROTECTING)('By %s, in base64 or hex within a code or URL does not leave', (policy) => {
  const engine = shippedEngine(policy)
  test.for(['Chalmersworth', 'Peterkin Chalmersworth', 'chalmersworth', 'MRN-7778123', '7778123', '(212) 555-0147', 'Chalmersm\u00fcller'])(
    '%s',
    (text) => {
      const display = text.endsWith('m\u00fcller') ? { display: 'J\u00fcrgen Chalmersm\u00fcller' } : {}
      for (const word of encoded(text)) {
        const resource = observation({
          code: { coding: [{ system: word, code: 'x' }] },
          valueCodeableConcept: { coding: [{ code: word }] },
          subject: { reference: 'Patient/p1', ...display },
        })
        expect(outputOf(engine, bundle(resource))).not.toContain(word)
      }
    },
  )
})

test('What reads like base64 or hex and names nobody stays', () => {
  const engine = shippedEngine('hipaa-safe-harbor')
  for (const code of ['TWVkaWNpbmVz', '4d65646963696e6573', 'vital-signs-panel', '4b1d7f9e-26af-43ae-8ea0-4b3d735d4e59']) {
    expect(outputOf(engine, bundle(observation({ valueCodeableConcept: { coding: [{ code }] } })))).toContain(code)
  }
})

test.for([
  ['a code', observation({ valueCodeableConcept: { coding: [{ code: '1961-03-17' }] } })],
  ['a compact code', observation({ valueCodeableConcept: { coding: [{ code: 'x-19610317' }] } })],
  ['a profile', observation({ meta: { profile: ['http://example.org/1961-03-17'] } })],
] as const)('The birth date of somebody known does not leave in %s', ([place, resource]) => {
  const born = { resourceType: 'Bundle', type: 'collection', entry: [{ resource }, { resource: { ...patient, birthDate: '1961-03-17' } }] }
  for (const policy of ['hipaa-safe-harbor', 'ai-training', 'vendor-analytics']) {
    // An engine that has seen nothing before: what another message made it remember must not be what finds it.
    expect(outputOf(shippedEngine(policy, { destination: place }), born)).not.toMatch(/1961-?03-?17/)
  }
})

test('Another date in a code stays', () => {
  const resource = observation({ valueCodeableConcept: { coding: [{ code: '1961-03' }, { code: '2019-03-17' }] } })
  const born = { resourceType: 'Bundle', type: 'collection', entry: [{ resource }, { resource: { ...patient, birthDate: '1961-03-17' } }] }
  expect(outputOf(shippedEngine('hipaa-safe-harbor'), born)).toMatch(/"1961-03".*"2019-03-17"/)
})
