import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRoster } from '../../../src/classify/people/roster.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { person } from '../../classify/people/match-texts.ts'
import { policyFrom, shippedEngine, type EngineSettings } from '../../support/shipped-engine.ts'
import { TEXT_PARTS } from '../../support/text-parts.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

const RULES = `rules:
  - { when: { class: free-text }, then: scan }
  - { when: { class: name, in: text }, then: redact }
  - { when: { class: [link, not-identifying, name] }, then: keep }
`
const keyring = createKeyring({
  keys: [{ version: 1, secret: 'a key for tests, 32 bytes or more' }],
  destination: 'roster',
  purpose: 'roster',
})
const roster = openRoster({ path: join(makeTemporaryFolder(), 'roster.db'), hmac: (text) => keyring.hmac('roster', text) })
roster.addIdentities('id:p-1', [person('Ottilie', 'Quackenbush', [], { subject: 'id:p-1' })])
roster.addAll([{ subject: 'id:p-1', identities: [], aliases: ['visit:Encounter id:e-1', 'identifier:urn:mrn|M-1'] }])
const KNOWING: EngineSettings = { texts: { ...TEXT_PARTS, roster }, findings: true }

const patient = (id: string | undefined, given: string, family: string): object => ({
  resourceType: 'Patient',
  ...(id === undefined ? {} : { id }),
  name: [{ family, given: [given] }],
})
const OTTILIE = patient('p-1', 'Ottilie', 'Quackenbush')
const note = (more: object, text = 'Slept well.'): object => ({
  resourceType: 'Observation',
  id: 'o-1',
  status: 'final',
  code: { text: 'Sleep' },
  ...more,
  note: [{ text }],
})
const of = (id: string): object => ({ subject: { reference: `Patient/${id}` } })
const bundle = (...resources: readonly object[]): object => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
})

describe('A policy that requires a subject', () => {
  const required = policyFrom(`text: { subject: required }\n${RULES}`)
  const alone = shippedEngine(required)
  const knowing = shippedEngine(required, KNOWING)

  test.for([
    ['refuses a text in a resource that says nobody', alone, note({}), 'SLUICE_SUBJECT'],
    ['refuses a text about a patient who is not there', alone, note(of('p-1')), 'SLUICE_SUBJECT'],
    ['refuses a text about another patient than those who are', alone, bundle(OTTILIE, note(of('p-2'))), 'SLUICE_SUBJECT'],
    ['refuses a text about a group', alone, note({ subject: { reference: 'Group/g-1' } }), 'SLUICE_SUBJECT'],
    ['passes a text about a patient of the message', alone, bundle(note(of('p-1')), OTTILIE), 'pass'],
    ['passes a text about the only patient of the message', alone, bundle(note({}), OTTILIE), 'pass'],
    ['passes a text about a contained patient', alone, note({ contained: [OTTILIE], subject: { reference: '#p-1' } }), 'pass'],
    [
      'passes the texts of a patient without an id',
      alone,
      {
        ...patient(undefined, 'Ottilie', 'Quackenbush'),
        text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Seen.</div>' },
      },
      'pass',
    ],
    ['passes the texts of what is about no patient', alone, { resourceType: 'Location', id: 'l-1', description: 'Third floor.' }, 'pass'],
    [
      'passes what has no text',
      alone,
      { resourceType: 'Observation', id: 'o-2', status: 'final', code: { coding: [{ code: 'x' }] } },
      'pass',
    ],
    ['passes a text about somebody whom the roster has', knowing, note(of('p-1')), 'pass'],
    ['passes a text of a visit whose patient the roster has', knowing, note({ encounter: { reference: 'Encounter/e-1' } }), 'pass'],
    ['refuses a text of a visit that nobody knows', knowing, note({ encounter: { reference: 'Encounter/e-2' } }), 'SLUICE_SUBJECT'],
    [
      'passes a text about somebody whom the roster has by an identifier',
      knowing,
      note({ subject: { identifier: { system: 'urn:mrn', value: 'M-1' } } }),
      'redact',
    ],
    ['refuses a text about somebody whom the roster has not', knowing, note(of('p-2')), 'SLUICE_SUBJECT'],
    ['passes a text without a subject that names who is in the roster', knowing, note({}, 'Ottilie Quackenbush slept well.'), 'redact'],
    [
      'refuses a text about another that names who is in the roster',
      knowing,
      note(of('p-2'), 'Ottilie Quackenbush slept well.'),
      'SLUICE_SUBJECT',
    ],
  ] as const)('%s', ([, engine, message, verdict]) => {
    const outcome = engine.process(Buffer.from(JSON.stringify(message)))
    expect('error' in outcome ? outcome.error.code : outcome.verdict).toBe(verdict)
  })
})

describe('A patient in the text of another one', () => {
  const policy = policyFrom(RULES)
  const found = (message: object, settings: EngineSettings = { findings: true }): string[] => {
    const { facts } = shippedEngine(policy, settings).process(Buffer.from(JSON.stringify(message)))
    return facts.findings
      .filter(({ path }) => path.endsWith('note[0].text'))
      .map(({ detector, evidence }) => `${detector}: ${evidence.split('; ').at(-1) ?? ''}`)
  }
  const WRONG = 'wrong-patient: the text is about another patient'
  const BERTHOLD = patient('p-2', 'Berthold', 'Eisenmenger')

  test.for([
    ['of the message', bundle(OTTILIE, BERTHOLD, note(of('p-2'), 'Label of Ottilie Quackenbush.')), undefined],
    ['of the message, with a title', bundle(OTTILIE, BERTHOLD, note(of('p-2'), 'Label of Mrs. Quackenbush.')), undefined],
    ['of the roster', note(of('p-2'), 'Label of Ottilie Quackenbush.'), KNOWING],
  ] as const)('is a finding of its own: %s', ([, message, settings]) => {
    expect(found(message, settings)).toEqual([WRONG])
  })

  test.for([
    ['in a text about nobody', bundle(OTTILIE, BERTHOLD, note({}, 'Label of Ottilie Quackenbush.')), undefined],
    [
      'in a text about a thing',
      bundle(OTTILIE, BERTHOLD, note({ subject: { reference: 'Device/d-1' } }, 'Label of Ottilie Quackenbush.')),
      undefined,
    ],
    ['in a text about them', bundle(OTTILIE, BERTHOLD, note(of('p-1'), 'Label of Ottilie Quackenbush.')), undefined],
    ['of the roster in a text about nobody', note({}, 'Label of Ottilie Quackenbush.'), KNOWING],
    ['of the roster in a text about them', note(of('p-1'), 'Label of Ottilie Quackenbush.'), KNOWING],
  ] as const)('is none: %s', ([, message, settings]) => {
    const all = found(message, settings)
    expect(all).toHaveLength(1)
    expect(all).not.toContain(WRONG)
  })
})
