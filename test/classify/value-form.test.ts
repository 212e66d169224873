import { STATUS_CODES } from 'node:http'
import { describe, expect, test } from 'vitest'
import { HTTP_PHRASES } from '../../src/classify/http-phrases.ts'
import { valueForm } from '../../src/classify/value-form.ts'
import { outputOf, PROTECTING, shippedEngine } from '../support/shipped-engine.ts'

const observation = (members: object) => ({ resourceType: 'Observation', status: 'final', code: {}, ...members })
const document = (attachment: object) => ({ resourceType: 'DocumentReference', status: 'current', content: [{ attachment }] })

describe.for(PROTECTING)('By %s, a name does not pass as', (policy) => {
  test.for([
    ['a time of day', observation({ valueTime: 'Jane Canary' })],
    ['a date', { resourceType: 'Patient', birthDate: '1980 Canary' }],
    ['a point in time', { resourceType: 'Patient', meta: { lastUpdated: 'Canary' } }],
    ['a publication date', { resourceType: 'Library', status: 'active', type: {}, date: 'Canary' }],
    ['a parameter of a media type', document({ contentType: 'application/pdf; name="Canary_Jane.pdf"' })],
    ['the type of what is pointed at', observation({ subject: { type: 'http://canary.example.org/Patient/1' } })],
    ['a series of values', observation({ valueSampledData: { origin: { value: 1 }, period: 1, dimensions: 1, data: 'Jane Canary' } })],
    ['the name of a parameter', { resourceType: 'Parameters', parameter: [{ name: 'Jane Canary', valueBoolean: true }] }],
    [
      'the phrase of an HTTP status',
      { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '404 Jane Canary' } }] },
    ],
    ['a code that its element is closed to', observation({ status: 'Jane Canary' })],
    ['a code of one word', { resourceType: 'Patient', gender: 'canary', name: [{ use: 'canary' }] }],
    ['a language', { resourceType: 'Patient', language: 'canary', communication: [{ language: { text: 'x' } }] }],
    ['a script of a language', { resourceType: 'Patient', language: 'en-Canary' }],
    ['a media type', document({ contentType: 'canary/jane' })],
    ['a currency', { resourceType: 'Claim', status: 'active', use: 'claim', total: { value: 1, currency: 'canary' } }],
    ['a unit', observation({ valueQuantity: { value: 1, unit: 'Jane Canary' } })],
    ['a coded unit', observation({ valueQuantity: { value: 1, code: 'canary' } })],
    ['a country', { resourceType: 'Patient', address: [{ country: 'Canary' }] }],
    ['the id of a question', { resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: 'Jane Canary' }] }],
    ['a profile', observation({ meta: { profile: ['Patient/canary'] } })],
    ['a profile that leads to a record', observation({ meta: { profile: ['http://example.org/fhir/Patient/canary'] } })],
    ['a profile that searches for one', observation({ meta: { profile: ['http://example.org/StructureDefinition/x?name=canary'] } })],
    ['a profile with a number', observation({ meta: { profile: ['http://example.org/StructureDefinition/canary-900123456'] } })],
    [
      'a definition that is a record',
      { resourceType: 'CarePlan', status: 'active', intent: 'plan', instantiatesCanonical: ['http://example.org/Encounter/canary'] },
    ],
    ['the computer-friendly name of a definition', { resourceType: 'Library', status: 'active', type: {}, name: 'Plan for Jane Canary' }],
  ] as const)('%s', ([, resource]) => {
    expect(outputOf(shippedEngine(policy), resource)).not.toMatch(/canary/i)
    expect(outputOf(shippedEngine(policy, { findings: true }), resource)).not.toMatch(/canary/i)
  })

  test('what has the form of its element stays', () => {
    const kept = [
      observation({ valueTime: '07:41:23.5', subject: { type: 'Patient' } }),
      document({ contentType: 'text/plain; charset=utf-8' }),
      { resourceType: 'Binary', contentType: 'application/fhir+json; fhirVersion=4.0' },
      observation({ valueSampledData: { origin: { value: 1 }, period: 1, dimensions: 1, data: '1 -2.5 E U L' } }),
      { resourceType: 'Parameters', parameter: [{ name: '_since', valueBoolean: true }] },
      { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '201 Created' } }, { response: { status: '204' } }] },
      {
        resourceType: 'Patient',
        language: 'de-AT',
        gender: 'other',
        meta: { profile: ['http://hl7.org/fhir/us/core/StructureDefinition/us-core-patient|6.1.0'] },
      },
      observation({ valueQuantity: { value: 1, unit: 'milligrams per deciliter', code: 'mg/dL' } }),
      observation({ valueQuantity: { value: 1, unit: 'mL/min/{1.73_m2}', code: '385055001' } }),
      observation({ valueQuantity: { value: 1, unit: '10*3/uL', code: '[in_i\'H2O]' } }),
      { resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: '/93024-8' }, { linkId: '1.1' }] },
      {
        resourceType: 'Library',
        status: 'active',
        type: {},
        name: 'Library_1',
        version: '1.0.0-ballot2',
        url: 'http://example.org/Library/1',
      },
    ]
    for (const resource of kept) expect(outputOf(shippedEngine(policy), resource)).toBe(JSON.stringify(resource))
  })
})

test('Dates that are written a little wrong are still dates', () => {
  const form = valueForm('Observation.effective[x]', 'dateTime')
  for (const text of ['2019', '2019-07', '2019-07-08', '2019-07-08T09:10', '2019-07-08 09:10:11.5+0100', '2019-07-08T09:10:11Z']) {
    expect(form?.matches(text)).toBe(true)
  }
  for (const text of ['', '19', 'July 2019', '2019-07-08T', '2019-07-08 Jane']) expect(form?.matches(text)).toBe(false)
})

describe.for(PROTECTING)('By %s, a canonical', (policy) => {
  const engine = shippedEngine(policy)
  const response = (questionnaire: string) => ({
    resourceType: 'QuestionnaireResponse',
    contained: [{ resourceType: 'Questionnaire', id: 'canary-1', status: 'active' }],
    status: 'completed',
    questionnaire,
  })
  const rewritten = (questionnaire: string) => {
    const output = JSON.parse(outputOf(engine, response(questionnaire))) as { questionnaire: string; contained: [{ id: string }] }
    return { text: output.questionnaire, id: output.contained[0].id }
  }

  test('that is a fragment or relative follows the id that it points at', () => {
    for (const text of ['#canary-1', 'Questionnaire/canary-1', 'Questionnaire/canary-1|1.0', '#canary\\u002d1']) {
      const message = JSON.stringify(response('x')).replace('"x"', `"${text}"`)
      const output = JSON.parse(outputOf(engine, message)) as { questionnaire: string; contained: [{ id: string }] }
      expect(output.questionnaire).toBe((text.startsWith('#') ? '#' : 'Questionnaire/') + output.contained[0].id)
    }
    const part = rewritten('Questionnaire/canary-1|1#canary-1')
    expect(part.text).toBe(`Questionnaire/${part.id}#${part.id}`)
  })

  test('that is a UUID follows the fullUrl and the url that it names', () => {
    const uuid = 'urn:uuid:0c4a4a40-0000-4000-8000-000000700012'
    const output = outputOf(engine, { resourceType: 'Bundle', type: 'collection', entry: [
      { fullUrl: uuid, resource: { resourceType: 'Questionnaire', url: uuid, status: 'active' } },
      { resource: { resourceType: 'QuestionnaireResponse', questionnaire: uuid, status: 'completed' } },
    ] })
    expect(output).not.toContain('700012')
    expect(new Set(output.match(/urn:uuid:[^"]+/g)).size).toBe(1)
    expect(output.match(/urn:uuid:/g)).toHaveLength(3)
  })

  test('that is absolute names a published definition, and stays', () => {
    for (const text of ['http://example.org/Questionnaire/7|1.0', 'urn:oid:2.16.840.1.113883.4.642.3.1', 'https://example.org/q#part']) {
      expect(rewritten(text).text).toBe(text)
    }
  })

  test('in an array is rewritten where it stands', () => {
    const output = outputOf(engine, {
      resourceType: 'CarePlan',
      status: 'active',
      intent: 'plan',
      instantiatesCanonical: ['http://example.org/a', '#canary'],
    })
    expect(output).toMatch(/"instantiatesCanonical":\["http:\/\/example.org\/a","#[0-9a-f]{32}"\]/)
  })
})

test('A policy that keeps everything keeps every form', () => {
  const odd = observation({ valueTime: 'any', instantiatesCanonical: '#x' })
  const text = JSON.stringify(odd)
  expect(outputOf(shippedEngine('keep-everything'), text)).toBe(text)
})

test('The phrases of HTTP statuses are those that Node has', () => {
  expect(new Set(HTTP_PHRASES)).toEqual(new Set(Object.values(STATUS_CODES)))
})
