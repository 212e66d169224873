import { expect, test } from 'vitest'
import { always } from './open-proxy.ts'
import { AUDIENCE, PATIENT, sharedTokens, type Claims } from './open-tokens.ts'

const tokens = sharedTokens()
const { sign, ask } = tokens

const observation = (id: string, ...subjects: string[]): object => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: subjects.map((reference) => ({ reference }))[0],
})
const found = (...resources: object[]): object => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
})
const answerOf = async (body: object, path: string, claims: Claims = {}) => {
  tokens.proxy.reply = always(body)
  const { status, text } = await ask(await sign({ scope: 'patient/*.rs', patient: 'p1', ...claims }), path)
  return { status, text, asked: tokens.proxy.asked[0]?.url }
}

test('patient/ scopes show the patient of the token, and nobody else, whose resources are as if they were not there', async () => {
  expect(await answerOf(PATIENT, '/Patient/p1')).toMatchObject({ status: 200, asked: '/fhir/Patient/p1' })
  expect(await answerOf(observation('o1', 'Patient/p1'), '/Observation/o1')).toMatchObject({ status: 200 })
  const gone = await answerOf({ resourceType: 'OperationOutcome', issue: [] }, '/Observation/o1')
  for (const [body, path] of [
    [{ ...PATIENT, id: 'p2' }, '/Patient/p2'],
    [observation('o2', 'Patient/p2'), '/Observation/o2'],
    [observation('o3'), '/Observation/o3'],
    [observation('o4', 'Patient/p1/..'), '/Observation/o4'],
    [observation('o5', 'https://elsewhere.example.org/Patient/p1'), '/Observation/o5'],
  ] as const) {
    const got = await answerOf(body, path)
    expect([path, got.status]).toEqual([path, 404])
    expect(got.text).not.toContain('Canaryname')
  }
  expect(gone.status).not.toBe(200)
  expect(tokens.proxy.lastRecord()).toMatchObject({ status: 404, code: 'SLUICE_NOT_ALLOWED' })
})

test('patient/ scopes confine a search to that patient, and do not rely on the server to heed it', async () => {
  expect(await answerOf(found(observation('o1', 'Patient/p1')), '/Observation?status=final')).toMatchObject({
    status: 200,
    asked: '/fhir/Observation?status=final&patient=Patient%2Fp1',
  })
  expect(await answerOf(found(PATIENT), '/Patient?gender=male')).toMatchObject({
    status: 200,
    asked: '/fhir/Patient?gender=male&_id=p1',
  })
  for (const other of [observation('o2', 'Patient/p2'), { ...PATIENT, id: 'p2' }, { resourceType: 'Practitioner', id: 'x' }, {}]) {
    const { status, text } = await answerOf(found(observation('o1', 'Patient/p1'), other), '/Observation?status=final')
    expect([status, text.includes('Canaryname')]).toEqual([403, false])
  }
})

test('patient/ scopes are worth nothing for what cannot be confined, without a patient, and beyond their types and rights', async () => {
  const ofP1 = found(observation('o1', 'Patient/p1'))
  for (const path of [
    '/Observation?subject.gender=male', '/Observation?_include=Observation:subject', '/Patient?_revinclude=Observation:subject',
    '/Patient?_has:Observation:patient:status=final', '/Appointment?status=booked', '/Practitioner/x', '/AuditEvent',
    '/Patient/p2/Observation?status=final', '/Encounter/e1/Observation?status=final', '/Observation/o1/_history',
    '/Patient/p1/$everything',
  ]) {
    expect([path, await answerOf(ofP1, path)]).toMatchObject([path, { status: 403, asked: undefined }])
  }
  for (const claims of [
    { patient: undefined },
    { patient: 7 },
    { patient: 'p1/../p2' },
    { scope: 'patient/Condition.rs' },
    { scope: 'patient/Observation.cud' },
    { scope: 'patient/Observation.r' },
  ]) {
    expect([claims, await answerOf(ofP1, '/Observation?status=final', claims)]).toMatchObject([
      claims,
      { status: 403, asked: undefined },
    ])
  }
})

test('patient/ scopes are no less confined by a scope that lets everybody’s be written', async () => {
  for (const right of ['c', 'u', 'd']) {
    const claims = { scope: `patient/*.rs system/Observation.${right}` }
    expect(await answerOf(observation('o2', 'Patient/p2'), '/Observation/o2', claims)).toMatchObject({ status: 404 })
    expect(await answerOf(found(observation('o2', 'Patient/p2')), '/Observation?status=final', claims)).toMatchObject({ status: 403 })
    expect(await answerOf(found(observation('o1', `${AUDIENCE}/Patient/p1`)), '/Observation?status=final', claims)).toMatchObject({
      status: 200,
    })
  }
})

test('patient/ scopes say nothing of a page of another patient’s search', async () => {
  const link = [{ relation: 'next', url: `${tokens.proxy.upstream}?page=2` }]
  tokens.proxy.reply = always({ ...found(observation('o1', 'Patient/p1')), link })
  const next = (await ask(await sign({ scope: 'patient/*.rs', patient: 'p1' }), '/Observation?status=final')).json['link'] as {
    relation: string
    url: string
  }[]
  const url = next.find(({ relation }) => relation === 'next')?.url ?? ''
  tokens.proxy.reply = always(found(observation('o2', 'Patient/p1')))
  expect((await ask(await sign({ scope: 'patient/*.rs', patient: 'p1' }), url)).status).toBe(200)
  expect((await ask(await sign({ scope: 'patient/*.rs', patient: 'p2' }), url)).status).toBe(403)
})

test('patient/ scopes are refused where the policy makes pseudonyms of patients: they would tell whose', async () => {
  expect(
    (await ask(await sign({ scope: 'patient/*.rs', patient: 'p1', client_id: 'hiding-app' }), '/Observation?status=final')).status,
  ).toBe(403)
})
