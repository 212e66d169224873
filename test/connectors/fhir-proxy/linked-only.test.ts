import { expect, test } from 'vitest'
import { linkedOnly, nameOf } from '../../../connectors/fhir-proxy/linked-only.ts'

const entry = (name: string, ...references: string[]) => {
  const [resourceType, id] = name.split('/')
  return { read: { resource: { resourceType, id, a: [{ b: references.map((reference) => ({ reference })) }] } } }
}

test('of what came along only that stays to which a match leads, or which refers to one; each once', () => {
  const [patient, other, encounter, organization, provenance, stray] = [
    entry('Patient/1'),
    entry('Patient/2'),
    entry('Encounter/1', 'Organization/1'),
    entry('Organization/1'),
    entry('Provenance/1', 'http://x/fhir/Observation/1/_history/2'),
    entry('Provenance/2', 'Observation/2', 'Patient/2'),
  ]
  const outcome = { read: { resource: { resourceType: 'OperationOutcome' }, search: { mode: 'outcome' } } }
  const others = [patient, other, encounter, organization, provenance, stray, outcome, entry('Patient/1')]
  expect(
    linkedOnly([entry('Observation/1', 'Patient/1/_history/3', 'http://x/fhir/Encounter/1')], others).map(({ read }) => read.resource),
  ).toEqual([others[7], encounter, organization, provenance, outcome].map((one) => one?.read.resource))
})

test('a reference is read in time that grows with it', () => {
  expect(['Patient/1', 'http://x/fhir/Patient/1/_history/2', 'urn:uuid:1', '#a'].map(nameOf)).toEqual([
    'Patient/1', 'Patient/1', 'urn:uuid:1', '#a',
  ])
  const started = performance.now()
  expect(nameOf('A'.repeat(2_000_000))).toHaveLength(2_000_000)
  expect(performance.now() - started).toBeLessThan(5000)
})
