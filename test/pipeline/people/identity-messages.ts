/** Every way in which a message can speak of one patient, all with one date of an Observation. */
const DATE = '2020-06-15'
const DAY_MS = 24 * 60 * 60 * 1000
const SYSTEM = 'urn:oid:2.999.7'
const BASE = 'https://fhir.example.org/base'

export const IDENTITY_UUID = '3f2a1c5e-7b1d-4c9a-8e2f-5d6c7b8a9f01'

const observation = (subject: object, more: object = {}) => ({
  resourceType: 'Observation', ...more, status: 'final', code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
  subject, effectiveDateTime: DATE,
})
const patient = (id: string) => ({ resourceType: 'Patient', id, identifier: [{ system: SYSTEM, value: 'N-1' }], gender: 'other' })
const bundle = (...entry: readonly object[]) => ({ resourceType: 'Bundle', type: 'collection', entry })
const contained = { resourceType: 'Patient', id: 'in', identifier: [{ system: SYSTEM, value: 'N-9' }] }

const atBase = { fullUrl: `${BASE}/Patient/p1`, resource: patient('p1') }
const byReference = { fullUrl: `${BASE}/Observation/o1`, resource: observation({ reference: 'Patient/p1' }, { id: 'o1' }) }

export const identityMessages = {
  'a relative reference': observation({ reference: 'Patient/p1' }),
  'an absolute reference': observation({ reference: `${BASE}/Patient/p1` }),
  'a versioned reference': observation({ reference: 'Patient/p1/_history/3' }),
  'an absolute and versioned reference': observation({ reference: `${BASE}/Patient/p1/_history/3` }),
  'a reference with a slash behind': observation({ reference: 'Patient/p1/' }),
  'an absolute reference with a slash behind': observation({ reference: `${BASE}/Patient/p1/` }),
  'a percent-encoded reference': observation({ reference: 'Patient/%701' }),
  'a reference with a part': observation({ reference: 'Patient/p1#name' }),
  'an absolute reference with a part': observation({ reference: `${BASE}/Patient/p1#name` }),
  'a canonical with a version': observation({ reference: `${BASE}/Patient/p1|2` }),
  'a search by id': observation({ reference: 'Patient?_id=p1' }),
  'an absolute search by id': observation({ reference: `${BASE}/Patient?_id=%701` }),
  'a Bundle, the patient elsewhere by a versioned URL': bundle(
    { fullUrl: `${BASE}/Patient/p1`, resource: patient('p1') },
    { resource: observation({ reference: `${BASE}/Patient/p1/_history/2` }) },
  ),
  'a Bundle, the patient first': bundle(atBase, byReference),
  'a Bundle, the patient last': bundle(byReference, atBase),
  'a Bundle with a urn:uuid': bundle(
    { fullUrl: `urn:uuid:${IDENTITY_UUID}`, resource: patient(IDENTITY_UUID) },
    { fullUrl: 'urn:uuid:11111111-7b1d-4c9a-8e2f-5d6c7b8a9f01', resource: observation({ reference: `urn:uuid:${IDENTITY_UUID}` }) },
  ),
  'a reference with a uuid': observation({ reference: `Patient/${IDENTITY_UUID}` }),
  'a reference with a uuid in capitals': observation({ reference: `Patient/${IDENTITY_UUID.toUpperCase()}` }),
  'a Bundle with a conditional reference': bundle(atBase, { resource: observation({ reference: `Patient?identifier=${SYSTEM}|N-1` }) }),
  'a Bundle with a logical reference': bundle({ resource: observation({ identifier: { system: SYSTEM, value: 'N-1' } }) }, atBase),
  'a Bundle with the patient, who is contained too': bundle(
    { resource: observation({ reference: '#p' }, { id: 'o9', contained: [{ ...patient('p'), id: 'p' }] }) }, atBase,
  ),
  'a Bundle in a Bundle': bundle({ resource: bundle(byReference, atBase) }),
  'a contained patient': observation({ reference: '#in' }, { id: 'o7', contained: [contained] }),
  'the same contained patient': observation({ reference: '#in' }, { id: 'o8', contained: [contained] }),
} as const

/** Days from the date in every message to this one. */
export function daysMoved(date: string): number {
  return (Date.parse(date.slice(0, 10)) - Date.parse(DATE)) / DAY_MS
}

/** Dates around leap days, ends of years and changes of the clock, at every precision that has a day. */
export const INTERVAL_DATES = [
  '1999-12-31', '2000-02-28', '2000-02-29', '2000-03-01', '2019-03-10', '2019-03-10T02:30:00-05:00', '2019-11-03T01:30:00-04:00',
  '2019-11-03T01:30:00-05:00', '2020-02-29T23:59:59Z', '2020-02-29T23:59:60Z', '2020-12-31T23:59:59.999999999+14:00',
  '2021-01-01T00:00:00-12:00', '2021-03-28T02:30:00.5+01:00', '2024-02-29', '2024-03-01T00:00:00Z', '2024-10-27T02:30:00+02:00',
] as const

export const intervalMessage = {
  ...observation({ reference: 'Patient/p1' }),
  component: INTERVAL_DATES.map((valueDateTime) => ({ code: { coding: [{ code: 'x' }] }, valueDateTime })),
}
