import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createGenerator } from '../../../bench/generate.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { createEngine } from '../../../src/pipeline/engine.ts'
import type { Engine, Outcome } from '../../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { loadFakeData } from '../../../src/transform/fake/fake-data.ts'
import { outputOf, shippedEngine } from '../../support/shipped-engine.ts'
import { elementRules, TEXT_PARTS } from '../../support/text-parts.ts'

const FAKE_DATA = await loadFakeData()
const EXAMPLES = new URL('../../../../shared/corpora/hl7-r4-examples/instances/', import.meta.url)
const POLICIES = ['hipaa-safe-harbor', 'keep-everything', 'ai-training', 'hipaa-limited-data-set', 'vendor-analytics'] as const

type Part = 'elements' | 'texts'

function engineOf(policyName: string, part: Part, direct: boolean): Engine {
  const keyring = createKeyring({ keys: [{ version: 1, secret: 'for tests and nothing else at all' }], destination: 'd', purpose: 'p' })
  return createEngine({
    policy: part === 'elements' ? elementRules(loadPolicy(policyName)) : loadPolicy(policyName),
    texts: part === 'elements' ? undefined : TEXT_PARTS,
    fakeData: FAKE_DATA,
    keyring,
    now: () => new Date('2026-01-01T00:00:00Z'),
    destination: 'd',
    purpose: 'p',
    findings: false,
    limits: LIMITS,
    direct,
  })
}

function told(outcome: Outcome): unknown {
  const what = 'error' in outcome ? outcome.error.code : Buffer.from(outcome.output).toString('latin1')
  // One pass counts what moves at the end.
  const counts = Object.entries(outcome.facts.counts)
    .flatMap(([of, by]) => Object.entries(by).map(([action, n]) => `${of} ${action} ${n}`))
    .toSorted()
  return [outcome.verdict, what, counts]
}

/** The places where the two ways differ; a tape is the slow, obvious way. */
function differences(policyName: string, messages: readonly (readonly [string, Buffer])[], part: Part = 'elements'): string[] {
  const [direct, tape] = [engineOf(policyName, part, true), engineOf(policyName, part, false)]
  return messages.flatMap(([name, bytes]) => {
    const [fast, slow] = [told(direct.process(bytes)), told(tape.process(bytes))]
    return JSON.stringify(fast) === JSON.stringify(slow) ? [] : [name]
  })
}

test.for(POLICIES)('One pass and the tape give the same bytes and counts for generated messages under %s', (policyName) => {
  const generator = createGenerator(11)
  const compact = createGenerator(12, 0)
  const messages = [...generator.resources(300), ...generator.bundles(2, 60_000), ...compact.resources(300), ...compact.bundles(2, 60_000)]
  expect(differences(policyName, messages.map((bytes, index) => [`message ${index}`, bytes] as const))).toEqual([])
})

test('One pass and the tape read short strings alike that a reader sees otherwise than they are written', () => {
  const values = [
    'mr. F<b></b>ernhallo', 'see \u202Eollahnref .rM\u202C today', 'x PID|1||44718^^^MRN|', "(name : 'Fernhallo')",
    "x values ('Fernhallo')", 'see %4Dr. Fernhallo', 'a {[Fernhallo', 'seen OBX|1|ST|name||Fernhallo',
    'name=Fernhallo&x', 'Weight is stable',
  ]
  const messages = values.map((text) => {
    const resource = { resourceType: 'Observation', id: 'o1', status: 'final', code: { text }, subject: { reference: 'Patient/p1' } }
    return [text, Buffer.from(JSON.stringify(resource))] as const
  })
  // Each by an engine of its own: what several lose in a row is not tried again.
  expect(messages.flatMap((message) => differences('hipaa-safe-harbor', [message], 'texts'))).toEqual([])
})

test.for(POLICIES)('One pass and the tape give the same bytes and counts for every official R4 example under %s', (policyName, context) => {
  if (!existsSync(EXAMPLES)) context.skip('the corpus hl7-r4-examples is not beside the project')
  const files = readdirSync(EXAMPLES)
  const messages = files.map((file) => [file, readFileSync(new URL(encodeURIComponent(file), EXAMPLES))] as const)
  expect(messages.length).toBeGreaterThan(700)
  expect(differences(policyName, messages)).toEqual([])
})

test.for(['hipaa-safe-harbor', 'ai-training'])(
  'Under %s a message that names nobody is read in one pass, texts and all, once its texts are known to be clean',
  (policyName) => {
    const engine = engineOf(policyName, 'texts', true)
    const note = (text: string, rest: object = {}): Buffer =>
      Buffer.from(
        JSON.stringify({
          resourceType: 'Observation',
          id: 'o1',
          status: 'final',
          code: { coding: [{ system: 'http://loinc.org', code: '8302-2', display: 'Body height' }], text },
          ...rest,
        }),
      )
    engine.process(note('Body height'))
    expect(engine.paths).toMatchObject({ direct: 1, tape: 0 })
    for (const named of [
      note('Call 555-867-5309'),
      note('height as told by Quackenbush', { performer: [{ display: 'Dr. Zbigniew Quackenbush' }] }),
      note('<b>Body</b> height'),
    ]) {
      const outcome = engine.process(named)
      expect('output' in outcome ? Buffer.from(outcome.output).toString() : '').not.toMatch(/867|Quackenbush/)
    }
    // A number by itself becomes the same wherever it stands.
    expect(engine.paths).toMatchObject({ direct: 2, tape: 2 })
  },
)

test.for(['hipaa-safe-harbor', 'ai-training', 'hipaa-limited-data-set', 'vendor-analytics'])(
  'One pass and the tape agree under %s on texts too',
  { timeout: 120_000 },
  (policyName, context) => {
    if (!existsSync(EXAMPLES)) context.skip('the corpus hl7-r4-examples is not beside the project')
    const generated = createGenerator(13)
      .resources(200)
      .map((bytes, index) => [`message ${index}`, bytes] as const)
    const examples = readdirSync(EXAMPLES)
      .filter((_, index) => index % 3 === 0)
      .map((file) => [file, readFileSync(new URL(encodeURIComponent(file), EXAMPLES))] as const)
    expect(differences(policyName, [...generated, ...examples], 'texts')).toEqual([])
  },
)

test('A short text that is encoded is opened in one pass too: percent-encoding, quoted-printable, base64 alone and within words', () => {
  const encoded = [
    'ssn 123%2D45%2D6789', 'call 617%2D555%2D0134', 'seen by ann%20adams', 'ssn 123=2D45=2D6789',
    Buffer.from('call 617-555-0134 Mr Smith').toString('base64'),
    `x ${Buffer.from('Ann Adams, SSN 123-45-6789').toString('base64url')}`,
  ]
  const messages = encoded.map(
    (text) =>
      [text, Buffer.from(JSON.stringify({ resourceType: 'Condition', subject: { reference: 'Patient/1' }, code: { text } }))] as const,
  )
  expect(differences('hipaa-safe-harbor', messages, 'texts')).toEqual([])
  const engine = engineOf('hipaa-safe-harbor', 'texts', true)
  expect(messages.filter(([text, body]) => (told(engine.process(body)) as string[])[1]?.includes(text))).toEqual([])
})

const patient = (id: string | undefined, rest: object = {}): object => ({
  resourceType: 'Patient',
  ...(id === undefined ? {} : { id }),
  birthDate: '1980-05-31',
  ...rest,
})
const visit = (about: object, rest: object = {}): object => ({
  resourceType: 'Encounter',
  id: 'e1',
  status: 'finished',
  subject: about,
  period: { start: '2019-07-08', end: '2019-07' },
  ...rest,
})
const bundle = (...entry: object[]): object => ({ resourceType: 'Bundle', type: 'collection', entry })
const URN = 'urn:uuid:0f1e2d3c-4b5a-4978-8869-5a4b3c2d1e0f'

test.for<readonly [string, object]>([
  ['a patient without an id', patient(undefined)],
  [
    'a patient without an id in an entry with a URL',
    bundle({ fullUrl: URN, resource: patient(undefined) }, { resource: visit({ reference: URN }) }),
  ],
  ['an id behind the dates', { resourceType: 'Patient', birthDate: '1980-05-31', id: 'late' }],
  [
    'a patient who comes last, and its URL behind the resource',
    bundle({ resource: visit({ reference: URN }) }, { resource: patient('p1'), fullUrl: URN }),
  ],
  [
    'two patients',
    bundle(
      { resource: patient('p1') },
      { resource: patient('p2') },
      { resource: visit({ reference: 'Patient/p2' }) },
      { resource: visit({ display: 'nobody' }) },
    ),
  ],
  ['one patient whom nothing refers to', bundle({ resource: patient('p1') }, { resource: visit({ display: 'nobody' }) })],
  [
    'a versioned, absolute and percent-encoded reference',
    bundle(
      { fullUrl: 'https://a.example/fhir/Patient/p1', resource: patient('p1') },
      { resource: visit({ reference: 'Patient/p1/_history/2' }) },
      { resource: visit({ reference: 'https://b.example/Patient/p%31' }) },
    ),
  ],
  [
    'a conditional reference',
    bundle(
      { resource: patient('p1', { identifier: [{ system: 's', value: 'v' }] }) },
      { resource: visit({ reference: 'Patient?identifier=s|v' }) },
    ),
  ],
  ['a logical reference', visit({ identifier: { system: 's', value: 'v' } })],
  ['a subject that is contained', visit({ reference: '#c' }, { contained: [patient('c')] })],
  ['no subject at all', { resourceType: 'Observation', status: 'final', code: { text: 'x' }, issued: '2019-07-08T09:10:11.123+02:00' }],
  [
    'a participant who is a patient',
    {
      resourceType: 'Appointment',
      status: 'booked',
      start: '2019-07-08T09:10:11Z',
      participant: [
        { status: 'accepted', actor: { reference: 'Practitioner/x' } },
        { status: 'accepted', actor: { reference: 'Patient/p9' } },
      ],
    },
  ],
  [
    'dates that are none, too old, at the end of a month, of every precision',
    patient('p1', {
      birthDate: '1920-01-01',
      deceasedDateTime: '2019-02-29',
      meta: { lastUpdated: '2016-02-29T23:59:60Z' },
      extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/patient-birthTime', valueDateTime: '1980' }],
    }),
  ],
  [
    'identifiers told by type, by system and by neither',
    patient('p1', {
      identifier: [
        { value: '1', type: { coding: [{ code: 'SS' }] } },
        { type: { coding: [{ code: 'MR' }] }, value: '2' },
        { system: 'http://hl7.org/fhir/sid/us-npi', value: '3' },
        { system: 'x', value: '4' },
        { value: '\u0035' },
        { type: { text: 'none' }, value: '6' },
      ],
    }),
  ],
  ['meta that loses all it has', patient('p1', { meta: { versionId: '1' } })],
])('One pass and the tape agree on whose it is: %s', ([, message]) => {
  const indented = Buffer.from(JSON.stringify(message, null, 2))
  const compact = Buffer.from(JSON.stringify(message))
  expect(differences('ai-training', [['indented', indented], ['compact', compact]])).toEqual([])
})

test('an id and a version of the same text get pseudonyms of their own in one pass and from the tape, and a reference to that version leads to the id', () => {
  const message = (extra: object): Buffer =>
    Buffer.from(
      JSON.stringify({
        resourceType: 'Observation',
        id: '2',
        meta: { versionId: '2' },
        status: 'final',
        code: { coding: [{ code: 'x' }] },
        subject: { reference: 'Patient/2/_history/2' },
        ...extra,
      }),
    )
  // What is escaped is given up by the direct path.
  const read = [
    message({}),
    Buffer.from(message({}).toString().replaceAll('"2"', '"\\u0032"').replace('/2/_history', '/\\u0032/_history')),
  ].map((body) => {
    const { id, meta, subject } = JSON.parse(outputOf(shippedEngine('hipaa-limited-data-set'), body)) as {
      id: string
      meta: { versionId: string }
      subject: { reference: string }
    }
    expect(meta.versionId).not.toBe(id)
    expect(subject.reference).toBe(`Patient/${id}`)
    return [id, meta.versionId]
  })
  expect(read[1]).toEqual(read[0])
})

test('A type of message that one pass cannot do is only tried now and then, and again each time once it could', () => {
  const engine = engineOf('ai-training', 'texts', true)
  const note = (rest: object): Buffer =>
    Buffer.from(JSON.stringify({ resourceType: 'Basic', id: 'b1', code: { text: 'Body height' }, ...rest }))
  const [told, plain] = [
    note({ text: { status: 'generated', div: '<div xmlns="http://www.w3.org/1999/xhtml">Body height</div>' } }),
    note({}),
  ]
  for (let at = 0; at < 10; at++) engine.process(told)
  for (let at = 0; at < 20; at++) engine.process(plain)
  expect(engine.paths).toMatchObject({ direct: 14, tape: 16 })
})
