import { STATUS_CODES } from 'node:http'
import { describe, expect, test } from 'vitest'
import { HTTP_PHRASES } from '../../src/classify/http-phrases.ts'
import { coverage } from '../../src/classify/element-class.ts'
import { FORMS_BY_PATH, PUBLISHED_OWNERS, STRING_FORMS } from '../../src/classify/rules/string-forms.ts'
import { valueForm } from '../../src/classify/value-form.ts'
import { FHIR_VERSIONS } from '../../src/contract/classes.ts'
import { closedList, findElement, jsonKind, loadModel } from '../../src/fhir/model.ts'
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
    ['a state', { resourceType: 'Patient', address: [{ state: '534 Canary Lane, Pleasantville' }] }],
    ['a county in place of a state', { resourceType: 'Patient', address: [{ state: 'Canary County' }] }],
    ['the system of an identifier that is an e-mail address', { resourceType: 'Patient',
      identifier: [{ system: 'mailto:jane@canary.example.org' }] }],
    ['the system of a code that is a telephone number', observation({ code: { coding: [{ system: 'tel:canary', code: '1' }] } })],
    ['the system of a code that leads to a record',
      observation({ code: { coding: [{ system: 'http://h.example.org/Patient/canary' }] } })],
    ['the system of a unit', observation({ valueQuantity: { value: 1, system: 'Jane Canary' } })],
    ['the path of an element', {
      resourceType: 'VerificationResult', status: 'attested', targetLocation: ["Patient.name.where(family='Canary')"],
    }],
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
      { resourceType: 'Bundle', type: 'batch-response', entry: [{ response: { status: '201 Created' } },
        { response: { status: '204' } }] },
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

describe.for(PROTECTING)('By %s, a number of somebody does not pass as', (policy) => {
  const coded = (coding: object) => observation({ code: { coding: [coding] } })
  test.for([
    ['a dose', {
      resourceType: 'ImmunizationEvaluation', doseNumberString: '2nd, 3/4/2021, 212-555-3456', seriesDosesString: '900-12-3456',
        status: 'completed',
    }],
    ['a recommended dose', { resourceType: 'ImmunizationRecommendation', recommendation: [{ doseNumberString: '900-12-3456' }] }],
    ['a given dose', { resourceType: 'Immunization', status: 'completed', protocolApplied: [{ doseNumberString: '900-12-3456' }] }],
    ['a series of values', observation({ valueSampledData: { origin: { value: 1 }, dimensions: 1, data: '900-12-3456' } })],
    ['offsets', observation({ valueSampledData: { origin: { value: 1 }, dimensions: 1, data: '1', offsets: 'SSN 900-12-3456' } })],
    ['a count of events', {
      resourceType: 'SubscriptionStatus', status: 'active', type: 'heartbeat', eventsSinceSubscriptionStart: '900-12-3456',
      notificationEvent: [{ eventNumber: '900-12-3456' }],
    }],
    ['the numbering of an action', { resourceType: 'RequestGroup', status: 'active', intent: 'plan',
      action: [{ prefix: '900-12-3456' }] }],
    ['a model', { resourceType: 'Device', modelNumber: 'SSN 900-12-3456', version: [{ value: '900-12-3456' }] }],
    ['software', { resourceType: 'MessageHeader', source: { software: 'SSN 900-12-3456', version: '900-12-3456' } }],
    ['the version of a code', coded({ system: 'http://loinc.org', version: '900-12-3456', code: '1-8' })],
    ['the system of a code', coded({ system: 'http://h.example.org/900-12-3456', code: '1-8' })],
    ['the system of an identifier', { resourceType: 'Patient', gender: 'other', identifier: [{ system: 'tel:+12125553456' }] }],
    ['an event', { resourceType: 'MessageHeader', eventUri: 'http://h.example.org/ssn/900123456' }],
    ['the id of a question', { resourceType: 'QuestionnaireResponse', status: 'completed', item: [{ linkId: '900-12-3456' }] }],
    ['a time of day', { resourceType: 'Observation', status: 'final', effectiveDateTime: '2021-03-04T900.123.456:2125553456' }],
    ['a state', { resourceType: 'Patient', gender: 'other', address: [{ state: 'NY 10541-3456' }] }],
    ['wording of a code system', {
      resourceType: 'CodeSystem', status: 'active', content: 'complete', concept: [{ code: 'a', display: 'SSN 900-12-3456' }],
    }],
  ] as const)('%s', ([, resource]) => {
    for (const findings of [false, true]) expect(outputOf(shippedEngine(policy, { fhir: 'R4B', findings }), resource)).not.toMatch(/3456/)
  })

  test('and what the element is for does', () => {
    const kept = [
      { resourceType: 'ImmunizationEvaluation', doseNumberString: '2', seriesDosesString: '1 of 3', status: 'completed' },
      observation({ valueSampledData: { origin: { value: 1 }, dimensions: 1, data: '1 -2.5e3 E' } }),
      { resourceType: 'RequestGroup', status: 'active', intent: 'plan', action: [{ prefix: '1.a)' }, { prefix: 'IV.' }] },
      { resourceType: 'Device', modelNumber: 'PX-2000 Mk 2', version: [{ value: 'v2.11.0-rc1' }] },
      { resourceType: 'Device', modelNumber: 'Oximeter' },
      coded({ system: 'http://snomed.info/sct', version: 'http://snomed.info/sct/731000124108/version/20230901', code: '404684003' }),
      coded({ system: 'http://snomed.info/sct/900000000000207008', version: '2023-09', code: '404684003' }),
      coded({ system: 'urn:oid:1.2.840.114350.1.13.861.1.7.5.737384.0', version: '2.73', code: '1-8' }),
      coded({ system: 'https://fhir.cerner.com/ec2458f2-1e24-41c8-b71b-0ea32f7c8d3c/codeSet/72', version: '07052021', code: '1-8' }),
      coded({ system: 'urn:iso:std:iso:3166:-2', code: 'US-NY' }),
      coded({ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9' }),
      { resourceType: 'VerificationResult', status: 'attested', targetLocation: ['Patient.name.family', 'Patient.telecom[0].value'] },
      { resourceType: 'MessageHeader', eventUri: 'http://example.org/events/admit', source: { software: 'Sender',
        version: '3.1.45.AABB' } },
      { resourceType: 'SubscriptionStatus', status: 'active', type: 'heartbeat', eventsSinceSubscriptionStart: '310' },
      {
        resourceType: 'CodeSystem', status: 'active', content: 'complete',
        concept: [{ code: 'a', display: 'Measured since 2020-01-01, 5 mg/dL (1-2-3)', definition: 'See 404684003 |Clinical finding|.' }],
      },
    ]
    for (const resource of kept) expect(outputOf(shippedEngine(policy, { fhir: 'R4B' }), resource)).toBe(JSON.stringify(resource))
    const patient = { resourceType: 'Patient', address: [
      { state: 'NY' }, { state: 'ny' }, { state: 'US-NY' }, { state: 'New York' }, { state: 'NSW' }, { state: 'Ontario' },
        { state: 'Bayern' },
      { state: 'Madrid' }, { state: 'Noord-Holland' }, { state: 'S\u00e3o Paulo' }, { state: 'Qu\u00e9bec' }, { state: 'D.C.' },
    ] }
    expect(outputOf(shippedEngine(policy, { fhir: 'R4B' }), patient)).toBe(JSON.stringify(patient))
  })
})

test.for(FHIR_VERSIONS)('No string of %s stays as what does not identify without a form, but codes of terminologies', (version) => {
  const model = loadModel(version)
  const rows = [...coverage(model)].filter((row) => row.class === 'not-identifying' && model.type(row.type)?.kind === 'primitive')
  const formless = rows.filter(({ path, type }) => {
    const element = findElement(model, path)
    const list = element === undefined ? undefined : closedList(model, element, type)
    return jsonKind(type) === 'string' && valueForm(path, type, list) === undefined
  })
  // Which codes a terminology has is known to nobody here, and a definition is made of them; the URL of an extension is on a list.
  const deliberate = formless.filter(({ path, type }) => path === 'Coding.code' || path === 'Extension.url' ||
    type === 'code' && PUBLISHED_OWNERS.has(path.split('.')[0] ?? ''))
  expect(formless.length).toBeGreaterThan(5)
  expect(formless.filter((row) => !deliberate.includes(row)).map(({ path, type }) => `${path} ${type}`)).toEqual([])
})

test.for(FORMS_BY_PATH)('Strings with the form of a %s are elements of some version.', ([, paths]) => {
  const models = FHIR_VERSIONS.map(loadModel)
  expect(paths.filter((path) => !models.some((model) => findElement(model, path)?.path === path))).toEqual([])
})

test('A long series of values is looked at once', () => {
  const data = '12.5 '.repeat(300_000)
  expect(STRING_FORMS.samples(data)).toBe(true)
  expect(STRING_FORMS.samples(`${data}x`)).toBe(false)
  expect(STRING_FORMS.samples('0 10\t20')).toBe(true)
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
