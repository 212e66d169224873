import { describe, expect, test } from 'vitest'
import type { Identity } from '../../../src/classify/people/identity.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { PeopleReader } from '../../../src/pipeline/people/people-reader.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { createPeopleReader } from '../../property/planted-score.ts'

/** Role, subject and tokens of each identity, in short. */
function shown(identities: readonly Identity[]): string[] {
  return identities.flatMap(({ key, role, subject, tokens }) => tokens.map(({ kind, part, class: given, value, element }) =>
    [key, role, subject ?? '', kind, ...(part === undefined ? [] : [part]), given, value, element].join(' ')))
}

const HL7 = 'http://hl7.org/fhir/StructureDefinition'
const bundle = (...resources: readonly object[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})

describe.for(['hipaa-safe-harbor', 'keep-everything', 'vendor-analytics'])('under %s, the people of a message', (policy) => {
  const read = createPeopleReader(policy)

  test('are a patient with every kind of identifier, and the contact as somebody else', () => {
    const patient = {
      resourceType: 'Patient', id: 'p-1047', birthDate: '1957-11-30', deceasedDateTime: '2020-02-03T10:00:00Z',
      name: [{ family: 'Quimby', given: ['Ada', 'B'], prefix: ['Dr.'] }, { text: 'Ada Quimby' }],
      identifier: [
        { type: { coding: [{ code: 'MR' }] }, value: '7731' },
        { system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-12-3456' },
      ],
      telecom: [{ system: 'phone', value: '555-0100' }, { value: 'ada@post.example' }],
      address: [{ line: ['4 Elm St'], city: 'Larch', postalCode: '01234', state: 'MA' }],
      contact: [{ name: { family: 'Ross', given: ['Ivo'] }, telecom: [{ system: 'phone', value: '555-0101' }] }],
    }
    expect(shown(read(patient).identities).toSorted()).toEqual([
      'Patient patient id:p-1047 city address Larch Patient.address[0].city',
      'Patient patient id:p-1047 code address 01234 Patient.address[0].postalCode',
      'Patient patient id:p-1047 code mrn 7731 Patient.identifier[0].value',
      'Patient patient id:p-1047 code other-id p-1047 Patient.id',
      'Patient patient id:p-1047 code ssn 999-12-3456 Patient.identifier[1].value',
      'Patient patient id:p-1047 date date 1957-11-30 Patient.birthDate',
      'Patient patient id:p-1047 date date 2020-02-03T10:00:00Z Patient.deceasedDateTime',
      'Patient patient id:p-1047 email email ada@post.example Patient.telecom[1].value',
      'Patient patient id:p-1047 name family name Quimby Patient.name[0].family',
      'Patient patient id:p-1047 name given name Ada Patient.name[0].given[0]',
      'Patient patient id:p-1047 name given name B Patient.name[0].given[1]',
      'Patient patient id:p-1047 name prefix name Dr. Patient.name[0].prefix[0]',
      'Patient patient id:p-1047 name text name Ada Quimby Patient.name[1].text',
      'Patient patient id:p-1047 number phone 555-0100 Patient.telecom[0].value',
      'Patient patient id:p-1047 street address 4 Elm St Patient.address[0].line[0]',
      'Patient.contact[0] other  name family name Ross Patient.contact[0].name.family',
      'Patient.contact[0] other  name given name Ivo Patient.contact[0].name.given[0]',
      'Patient.contact[0] other  number phone 555-0101 Patient.contact[0].telecom[0].value',
    ])
  })

  test('are those whom references display, the subject as the patient, things not at all', () => {
    const observation = {
      resourceType: 'Observation',
      status: 'final',
      subject: { reference: 'Patient/p1', display: 'Ada Quimby' },
      code: { text: 'x' },
      performer: [
        { reference: 'Practitioner/d1', display: 'Dr. Ole Brandt' },
        { reference: 'Organization/o1', display: 'Larch Clinic' },
      ],
      hasMember: [{ reference: 'Observation/o2', display: 'Heart rate' }],
      encounter: { reference: 'Encounter/e1', display: 'Annual Visit' },
      device: { display: 'Pulse oximeter' },
    }
    expect(shown(read(observation).identities)).toEqual([
      'Observation.subject patient id:p1 name text name Ada Quimby Observation.subject.display',
      'Observation.performer[0] other  name text name Dr. Ole Brandt Observation.performer[0].display',
      'Observation.performer[1] other  organization organization Larch Clinic Observation.performer[1].display',
    ])
  })

  test('are known by identifiers of logical references, coverage and accounts', () => {
    const coverage = {
      resourceType: 'Coverage', status: 'active', subscriberId: 'XQ98341', payor: [{ display: 'Acme Health' }],
      beneficiary: { identifier: { system: 'https://h.example/mrn', value: '4711-99' } },
    }
    const values = shown(read(coverage).identities)
    expect(values.find((line) => line.endsWith('4711-99 Coverage.beneficiary.identifier.value'))).toMatch(
      /^Coverage patient identifier:https:\/\/h\.example\/mrn\|4711-99 code /,
    )
    expect(values.find((line) => line.includes('XQ98341'))).toContain('health-plan-id')
    expect(values.find((line) => line.includes('Acme Health'))).toContain('organization')
  })

  test('are known by the numbers of their things and visits, and a note by who wrote it, apart from whom it is about', () => {
    const subject = { reference: 'Patient/p1' }
    const values = shown(read(bundle(
      { resourceType: 'Patient', id: 'p1', extension: [{ url: `${HL7}/patient-mothersMaidenName`, valueString: 'Quillfeather' }] },
      { resourceType: 'Device', id: 'd1', serialNumber: 'AB73X19', lotNumber: 'L73X20', patient: subject },
      { resourceType: 'Immunization', lotNumber: 'AAJN11K', patient: subject },
      { resourceType: 'Encounter', id: '773190551', subject },
      { resourceType: 'Claim', patient: subject, insurance: [{ preAuthRef: ['PA77319'] }] },
      { resourceType: 'AuditEvent', agent: [{ altId: 'oquill77' }] },
      { resourceType: 'Observation', subject, note: [{ authorString: 'Tarrowby', text: 'x' }] },
    )).identities)
    const told = values.map((line) => line.replace(/^\S+ (\S+) .*?(\S+ \S+ \S+)$/, '$1 $2'))
    expect(told.toSorted()).toEqual([
      'other account oquill77 Bundle.entry[5].resource.agent[0].altId',
      'other name Tarrowby Bundle.entry[6].resource.note[0].authorString',
      'patient account PA77319 Bundle.entry[4].resource.insurance[0].preAuthRef[0]',
      'patient device AB73X19 Bundle.entry[1].resource.serialNumber',
      'patient device L73X20 Bundle.entry[1].resource.lotNumber',
      'patient name Quillfeather Bundle.entry[0].resource.extension[0].valueString',
      'patient other-id 773190551 Bundle.entry[3].resource.id',
      'patient other-id AAJN11K Bundle.entry[2].resource.lotNumber',
    ])
  })

  test('are everybody in a Bundle, whatever the order, and each once', () => {
    const order = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      subject: { reference: 'Patient/p1' },
      requester: { reference: 'Practitioner/d1', display: 'Ole Brandt' },
    }
    const people = read(
      bundle(
        order,
        order,
        { resourceType: 'Patient', id: 'p1', name: [{ family: 'Quimby' }] },
        { resourceType: 'Patient', id: 'p2', name: [{ family: 'Rand' }] },
      ),
    )
    expect(shown(people.identities)).toEqual([
      'Bundle.entry[2].resource patient id:p1 name family name Quimby Bundle.entry[2].resource.name[0].family',
      'Bundle.entry[3].resource patient id:p2 name family name Rand Bundle.entry[3].resource.name[0].family',
      'Bundle.entry[0].resource.requester other  name text name Ole Brandt Bundle.entry[0].resource.requester.display',
    ])
  })
})

describe('a reader for the roster', () => {
  const reader = new PeopleReader({ policy: loadPolicy('keep-everything'), limits: LIMITS })
  const family = bundle(
    { resourceType: 'Patient', id: 'p1', name: [{ family: 'Quimby' }], contact: [{ name: { text: 'Ivo Ross' } }] },
    { resourceType: 'RelatedPerson', id: 'r1', patient: { reference: 'Patient/p2' }, name: [{ family: 'Lund' }] },
    { resourceType: 'Patient', id: 'p2', name: [{ family: 'Rand' }] },
    { resourceType: 'Practitioner', id: 'd1', name: [{ family: 'Brandt' }] },
  )
  const expected = [['id:p1', ['Quimby', 'Ivo Ross', 'Brandt']], ['id:p2', ['Rand', 'Lund', 'Brandt']]]
  const groups = (read: ReturnType<PeopleReader['read']>): unknown[] =>
    read.map(({ subject, identities }) => [subject, identities.flatMap(({ tokens }) => tokens.map(({ value }) => value))])

  test('puts everyone beside the patient in whose record they are named, clinicians beside all', () => {
    expect(groups(reader.read(Buffer.from(JSON.stringify(family))))).toEqual(expected)
  })

  test('reads a Bundle entry by entry to the same end', async () => {
    const body = Buffer.from(JSON.stringify(family))
    async function* open(): AsyncGenerator<Uint8Array> {
      for (let at = 0; at < body.length; at += 50) yield body.subarray(at, at + 50)
    }
    expect(groups(await reader.readStream({ open }))).toEqual(expected)
  })

  test('refuses what is no JSON', () => {
    expect(() => reader.read(Buffer.from('{"resourceType":"Patient"'))).toThrow(/SLUICE_JSON_SYNTAX/)
  })
})
