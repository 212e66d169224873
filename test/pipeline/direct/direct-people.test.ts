import { expect, test } from 'vitest'
import { Identity, type IdentityToken } from '../../../src/classify/people/identity.ts'
import type { TextFinding } from '../../../src/classify/text/finding.ts'
import { createPeopleMatcher, type MatchOptions } from '../../../src/classify/people/people-matcher.ts'
import { TextBatch } from '../../../src/classify/text/batch.ts'
import { WordTable } from '../../../src/classify/text/word-table.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { loadArena } from '../../../src/json/arena.ts'
import { createEngine } from '../../../src/pipeline/engine.ts'
import { NearnessMemory } from '../../../src/pipeline/direct/nearness-memory.ts'
import type { Engine, Outcome } from '../../../src/pipeline/outcome.ts'
import { tokensOf, WHO } from '../../../src/pipeline/people/person-values.ts'
import { NO_SLOT } from '../../../src/pipeline/direct/value-slots.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { loadFakeData } from '../../../src/transform/fake/fake-data.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { choicesFrom, createRandom, type Choices } from '../../property/choices.ts'
import { namedMessage, namedText, partsOfName } from '../../support/named-messages.ts'
import { PROTECTING } from '../../support/shipped-engine.ts'
import { TEXT_PARTS } from '../../support/text-parts.ts'

const FAKE_DATA = await loadFakeData()
const MESSAGES = 1000

function engineOf(policyName: string, direct: boolean): Engine {
  return createEngine({
    policy: loadPolicy(policyName),
    texts: TEXT_PARTS,
    fakeData: FAKE_DATA,
    now: () => new Date('2026-01-01T00:00:00Z'),
    direct,
    keyring: createKeyring({ keys: [{ version: 1, secret: 'for tests and nothing else at all' }], destination: 'd', purpose: 'p' }),
    destination: 'd',
    purpose: 'p',
    findings: false,
    limits: LIMITS,
  })
}

function outputOf(outcome: Outcome): string {
  return 'error' in outcome ? outcome.error.code : Buffer.from(outcome.output).toString()
}

function told(outcome: Outcome): unknown[] {
  const counts = Object.entries(outcome.facts.counts)
    .flatMap(([of, by]) => Object.entries(by).map(([action, n]) => `${of} ${action} ${n}`))
    .toSorted()
  return [outcome.verdict, outputOf(outcome), counts]
}

function choicesOf(seed: number): () => Choices {
  const random = createRandom(seed)
  return () => choicesFrom(Uint8Array.from({ length: 300 }, () => random(256)))
}

function groupOf(choices: Choices): IdentityToken[] {
  const { given, family } = partsOfName(choices)
  return [...tokensOf(WHO.family, family), ...given.flatMap((name) => tokensOf(WHO.given, name))]
}

test.for(PROTECTING)(
  'One pass and the tape give the same for messages whose texts may name those whom references display, and no such name comes out, under %s',
  { timeout: 120_000 },
  (policyName) => {
    const [direct, tape] = [engineOf(policyName, true), engineOf(policyName, false)]
    const choices = choicesOf(7)
    const wrong: number[] = []
    const leaked: number[] = []
    let canaries = 0
    for (let at = 0; at < MESSAGES; at++) {
      const { body, canary } = namedMessage(choices())
      const [fast, slow] = [direct.process(body), tape.process(body)]
      if (JSON.stringify(told(fast)) !== JSON.stringify(told(slow))) wrong.push(at)
      if (canary?.includes(' ') !== true) continue
      canaries++
      if (outputOf(fast).includes(canary)) leaked.push(at)
    }
    expect({ wrong, leaked }).toEqual({ wrong: [], leaked: [] })
    expect(canaries).toBeGreaterThan(5)
    // A policy that asks for labels reads every message onto the tape.
    const bothWays = Math.min(direct.paths?.direct ?? 0, direct.paths?.tape ?? 0)
    expect(bothWays > MESSAGES / 5).toBe(policyName !== 'vendor-analytics')
  },
)

const noted = (subject: object, text: string, rest: object = {}): object => ({
  resourceType: 'Observation',
  id: 'o',
  status: 'final',
  code: { text: 'Body weight' },
  subject,
  note: [{ text }],
  ...rest,
})
const ANN = { reference: 'Patient/p1', display: 'Ann Adams' }

test.for<readonly [string, object, boolean]>([
  ['nobody is named', noted(ANN, 'Body weight'), true],
  ['the name stands in a note', noted(ANN, 'As told by Ann Adams'), false],
  ['a nickname stands in a note', noted(ANN, 'Seen with Annie today'), false],
  ['what leads to no person is displayed', noted({ reference: 'Condition/1', display: 'Body weight' }, 'Body weight'), true],
  [
    'what the reference says of its type comes first',
    noted({ type: 'Condition', reference: 'Patient/1', display: 'Body weight' }, 'Body weight'),
    true,
  ],
  [
    'one subject is called two names, whose words may be joined',
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [{ resource: noted(ANN, 'x') }, { resource: noted({ reference: 'Patient/p1', display: 'Zoe Quackenbush' }, 'aquackenbush') }],
    },
    false,
  ],
  [
    'a clinic with an ending, and one without',
    noted(ANN, "Smith's clinic", {
      performer: [
        { reference: 'Organization/1', display: 'Smith Clinic' },
        { reference: 'Organization/2', display: "Smith's Clinic" },
      ],
    }),
    false,
  ],
  [
    'a letter of two people',
    noted(ANN, 'Hepatitis A', { performer: [{ reference: 'Practitioner/1', display: 'Dr. Albert Alvarez' }] }),
    true,
  ],
  ['a number of the message stands in a note', noted(ANN, 'see 77-123-456', { identifier: [{ value: '77123456' }] }), false],
  [
    'a patient without narrative',
    {
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'Quackenbush', given: ['Zoe'] }],
      birthDate: '1980-05-31',
      maritalStatus: { text: 'Married' },
    },
    true,
  ],
  [
    'a nickname of a patient stands in a text',
    {
      resourceType: 'Patient',
      id: 'p1',
      name: [{ family: 'Quackenbush', given: ['Elizabeth'] }],
      maritalStatus: { text: 'Liz is married' },
    },
    false,
  ],
  [
    'the year of a birth stands in a text',
    { resourceType: 'Patient', id: 'p1', birthDate: '1980-05-31', maritalStatus: { text: 'class 1980' } },
    false,
  ],
  [
    'given and family name stand in one word',
    { resourceType: 'Patient', id: 'p1', name: [{ family: 'Okonkwo', given: ['Zoe'] }], maritalStatus: { text: 'zokonkwo' } },
    false,
  ],
  [
    'a relative has a name, and so has the patient',
    { resourceType: 'RelatedPerson', id: 'r', name: [{ family: 'Okonkwo' }], patient: ANN, relationship: [{ text: 'Mother' }] },
    false,
  ],
  ['a number of the message stands in no text', noted(ANN, 'see 12', { identifier: [{ value: '77123456' }] }), true],
])('One pass is enough where nobody of the message can stand in its texts, and the tape says the same: %s', ([, message, isDirect]) => {
  const [direct, tape] = [engineOf('ai-training', true), engineOf('ai-training', false)]
  const body = Buffer.from(JSON.stringify(message))
  expect(told(direct.process(body))).toEqual(told(tape.process(body)))
  expect(direct.paths?.direct).toBe(isDirect ? 1 : 0)
})

/** What is found by all terms of the people: a matcher that is asked again has them all. */
function allFound(people: readonly Identity[], options: MatchOptions): readonly TextFinding[] {
  const matcher = createPeopleMatcher(people)
  matcher.find(options)
  return matcher.find(options)
}

test('Where each text is apart from everybody, nothing is found when all are looked for in all texts at once', { timeout: 120_000 }, () => {
  const memory = new NearnessMemory(TEXT_PARTS.lexicon)
  const table = new WordTable(TEXT_PARTS.lexicon)
  const next = choicesOf(23)
  let apart = 0
  const wrong: number[] = []
  for (let at = 0; at < MESSAGES; at++) {
    const choices = next()
    const { values, texts } = namedText(choices)
    const group = choices.next(3) === 0 ? groupOf(choices) : []
    const parts = [...values.map(({ value }) => value), ...texts].map((text) => Buffer.from(text))
    loadArena(Buffer.concat(parts))
    let start = 0
    const spans = parts.map((part) => [start, (start += part.length)] as const)
    memory.begin()
    const isMet = values.every(({ kind }, index) => {
      const [from, to] = spans[index] as readonly [number, number]
      return kind === 'name' || kind === 'organization'
        ? memory.meetNamed(WHO[kind], from, to) !== NO_SLOT
        : memory.meetOther(WHO[kind], from, to)
    })
    if (!isMet || (group.length > 0 && !memory.meetGroup(group))) continue
    // Texts are looked at together, or one by one.
    if (choices.next(2) === 0) memory.sift(Int32Array.from(spans.slice(values.length).flat()), 2 * texts.length)
    if (!spans.slice(values.length).every(([from, to]) => memory.isApart(from, to))) continue
    apart++
    const batch = new TextBatch()
    for (const text of texts) batch.addText(text)
    table.read(batch)
    // Each by itself, and all that are no names as one of them.
    const tokens = values.map(({ kind, value }) => tokensOf(WHO[kind], value))
    const alone = tokens
      .flat()
      .map(
        (token, index) =>
          new Identity({
            key: `${index}`,
            role: index === 0 ? 'patient' : 'other',
            subject: index === 0 ? 's' : undefined,
            tokens: [token],
          }),
      )
    const joined = [
      tokens.filter((_, index) => index === 0 || values[index]?.kind !== 'name').flat(),
      ...tokens.filter((_, index) => index > 0 && values[index]?.kind === 'name'),
    ].map((all, index) => new Identity({ key: `${index}`, role: 'other', tokens: all }))
    if (group.length > 0) for (const people of [alone, joined]) people.push(new Identity({ key: 'group', role: 'patient', tokens: group }))
    for (const people of [alone, joined, alone.toReversed()]) if (allFound(people, { words: table, batch }).length > 0) wrong.push(at)
  }
  expect(wrong).toEqual([])
  expect(apart).toBeGreaterThan(MESSAGES / 10)
})
