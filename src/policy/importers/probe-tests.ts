import { loadModel } from '../../fhir/model.ts'
import { findPlace } from '../compile/find-place.ts'
import { resolve } from '../compile/resolve.ts'
import { parsePolicy } from '../language/parse-policy.ts'
import type { PolicyFile } from '../language/schema.ts'

type PolicyTest = NonNullable<PolicyFile['tests']>[number]

interface Probe {
  readonly name: string
  /** The element that is asked about. */
  readonly path: string
  readonly given: PolicyTest['given']
  /** What of it identifies. */
  readonly value: string
}

/** Invented values at places that most policies speak of. */
const PROBES: readonly Probe[] = [
  {
    name: 'A family name does not leave',
    path: 'Patient.name.family',
    given: { resourceType: 'Patient', name: [{ family: 'Canaryworth' }] },
    value: 'Canaryworth',
  },
  {
    name: 'A street does not leave',
    path: 'Patient.address.line',
    given: { resourceType: 'Patient', address: [{ line: ['77 Canary Walk'] }] },
    value: 'Canary Walk',
  },
  {
    name: 'A telephone number does not leave',
    path: 'Patient.telecom.value',
    given: { resourceType: 'Patient', telecom: [{ system: 'phone', value: '(212) 555-0147' }] },
    value: '555-0147',
  },
  {
    name: 'A record number does not leave',
    path: 'Patient.identifier.value',
    given: { resourceType: 'Patient', identifier: [{ value: 'CANARY-20447' }] },
    value: 'CANARY-20447',
  },
  {
    name: 'A day of birth does not leave',
    path: 'Patient.birthDate',
    given: { resourceType: 'Patient', id: 'probe-one', birthDate: '1980-05-17' },
    value: '1980-05-17',
  },
  { name: 'An id does not leave', path: 'Patient.id', given: { resourceType: 'Patient', id: 'canary-20448' }, value: 'canary-20448' },
  {
    name: 'A note does not leave',
    path: 'Observation.note.text',
    given: { resourceType: 'Observation', note: [{ text: 'Canaryword' }] },
    value: 'Canaryword',
  },
]

/** Actions after which nothing of a value is left. */
const REMOVING: readonly string[] = ['drop', 'redact', 'pseudonymize', 'encrypt', 'generalize', 'shift']

/** Tests for the places at which a policy, as it is written, lets nothing through. */
export function probeTests(written: string): PolicyTest[] {
  const policy = parsePolicy(Buffer.from(written), 'imported')
  return PROBES.flatMap(({ name, path, given, value }) => {
    const place = findPlace(policy, loadModel('R4'), path)
    if (place?.class === undefined) return []
    const [{ action }] = resolve(policy, { destination: 'default', purpose: 'default', client: undefined }, place.match, place.class)
    return REMOVING.includes(action.do) ? [{ name, given, absent: value }] : []
  })
}
