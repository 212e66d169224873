import { expect, test } from 'vitest'
import { LIMITS } from '../../../src/contract/limits.ts'
import { createEngine } from '../../../src/pipeline/engine.ts'
import type { Engine, Outcome } from '../../../src/pipeline/outcome.ts'
import { loadPolicy } from '../../../src/policy/language/load.ts'
import { parsePolicy } from '../../../src/policy/language/parse-policy.ts'
import type { Policy } from '../../../src/policy/language/schema.ts'
import { loadFakeData } from '../../../src/transform/fake/fake-data.ts'
import { createKeyring } from '../../../src/transform/keys.ts'
import { TEXT_PARTS } from '../../support/text-parts.ts'

const FAKE_DATA = await loadFakeData()

function engineOf(policy: Policy, direct: boolean, now = (): Date => new Date('2026-01-01T00:00:00Z')): Engine {
  return createEngine({
    policy,
    texts: TEXT_PARTS,
    fakeData: FAKE_DATA,
    keyring: createKeyring({ keys: [{ version: 1, secret: 'for tests and nothing else at all' }], destination: 'd', purpose: 'p' }),
    now,
    destination: 'd',
    purpose: 'p',
    findings: false,
    limits: LIMITS,
    direct,
  })
}

function told(outcome: Outcome): unknown {
  const { verdict, facts } = outcome
  // One pass counts what waits at the end.
  const counts = Object.entries(facts.counts)
    .flatMap(([of, by]) => Object.entries(by).map(([action, n]) => `${of} ${action} ${n}`))
    .toSorted()
  return { verdict, output: 'output' in outcome ? Buffer.from(outcome.output).toString() : outcome.error.code, counts }
}

const claim = (display: string, rest: object = {}): object => ({
  resourceType: 'Claim',
  id: 'c1',
  status: 'active',
  patient: { reference: 'Patient/p1' },
  insurance: [{ sequence: 1, focal: true, coverage: { display } }],
  ...rest,
})
const noted = (text: string, rest: object = {}): object => ({
  resourceType: 'Observation',
  id: 'o1',
  status: 'final',
  code: { text },
  subject: { reference: 'Patient/p1' },
  ...rest,
})
const about = (resource: object, of: string): object => ({ ...resource, subject: { reference: `Patient/${of}` } })
const INSURER = 'Harbour Mutual Insurance Company'

/** Whether each is done in one pass under Safe Harbor. */
const MESSAGES: readonly (readonly [string, object, boolean])[] = [
  ['an insurer that a claim displays', claim(INSURER), true],
  ['two numbers in one text', noted('Call 555-867-5309 or 555-867-5310'), true],
  ['a mark of JSON in what stays', noted('5" at 555-867-5309'), false],
  ['a name, whose words are looked for elsewhere', noted('Reviewed by Dr. Zbigniew Quackenbush'), false],
  ['somebody of the message beside what is found', noted('Ann Adams, 555-867-5309', { performer: [{ display: 'Dr. Ann Adams' }] }), false],
  ['a text about nobody', { ...noted('Call 555-867-5309'), subject: undefined }, true],
  ['a longer text than is remembered', noted(`Call 555-867-5309. ${'The weight is stable. '.repeat(8)}`), false],
  [
    'two subjects in a Bundle',
    {
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        { resource: about(noted(`Covered by ${INSURER}, 555-867-5309`), 'p1') },
        { resource: about(noted(`Covered by ${INSURER}, 555-867-5309`), 'p2') },
      ],
    },
    true,
  ],
  ['an answer behind a label', { ...noted('Last name'), valueString: 'unknown' }, true],
  ['an answer that its label makes a name', { ...noted('Last name'), valueString: 'kaczmarek' }, false],
  ['a label behind its answer', { resourceType: 'Observation', valueString: 'kaczmarek', ...noted('Last name') }, false],
  ['a coded answer behind a label', { ...noted('Last name'), valueCodeableConcept: { text: 'unknown' } }, true],
  ['a coded answer that its label makes a name', { ...noted('Last name'), valueCodeableConcept: { text: 'kaczmarek' } }, false],
  ['one of several codes', { ...noted('Last name'), valueCodeableConcept: { coding: [{ code: 'q1', display: 'kaczmarek' }] } }, false],
  [
    'a published code that means it',
    {
      ...noted('Last name'),
      valueCodeableConcept: { coding: [{ system: 'http://snomed.info/sct', code: '74964007', display: 'White' }], text: 'White' },
    },
    true,
  ],
  [
    'a question in an item of an item',
    {
      resourceType: 'QuestionnaireResponse',
      status: 'completed',
      item: [{ linkId: 'a', item: [{ linkId: 'b', text: 'Surname', answer: [{ valueCoding: { code: 'q1', display: 'kaczmarek' } }] }] }],
    },
    false,
  ],
  [
    'a code that spells what is found',
    noted('x', { code: { text: INSURER, coding: [{ code: 'harbour-mutual-insurance-company' }] } }),
    false,
  ],
  ['a code beside what is found', noted('x', { code: { text: INSURER, coding: [{ code: 'i-17' }] } }), true],
  ['a number that begins in its label', { ...noted('Call 555-867'), valueString: '5309' }, false],
  [
    'a street that stands twice in a text',
    noted('She lives at 3 The Alders, Fernhall. There was smoke at 3 The Alders in spring.'),
    false,
  ],
  [
    'in an extension that goes whole',
    noted('Body weight', { extension: [{ url: 'http://vendor.example/x', valueString: 'Call 555-867-5309' }] }),
    true,
  ],
]

/** Those that the two ways do not agree on when they come three times, and those that were done in one pass each time. */
function compareWays(policyName: string): { readonly other: string[]; readonly direct: string[] } {
  const policy = loadPolicy(policyName)
  const met = { other: [] as string[], direct: [] as string[] }
  for (const [name, message] of MESSAGES) {
    const [direct, tape] = [engineOf(policy, true), engineOf(policy, false)]
    const body = Buffer.from(JSON.stringify(message))
    for (let time = 0; time < 3; time++)
      if (JSON.stringify(told(direct.process(body))) !== JSON.stringify(told(tape.process(body)))) met.other.push(name)
    if (direct.paths?.direct === 3) met.direct.push(name)
  }
  return met
}

test('What is found in a text that stands by itself is replaced in one pass as it is from the tape', () => {
  const direct = MESSAGES.filter(([, , isDirect]) => isDirect).map(([name]) => name)
  expect(compareWays('hipaa-safe-harbor')).toEqual({ other: [], direct })
})

test.for(['ai-training', 'hipaa-limited-data-set'])('The same bytes come out by both ways under %s', (policyName) => {
  const { other, direct } = compareWays(policyName)
  expect(other).toEqual([])
  expect(direct.length).toBeGreaterThan(3)
})

test('A fake of an institution is that of its subject in one pass too', () => {
  const engine = engineOf(loadPolicy('ai-training'), true)
  const of = (id: string): string => {
    const outcome = engine.process(Buffer.from(JSON.stringify(about(noted(`Covered by ${INSURER}`), id))))
    const { code } = JSON.parse('output' in outcome ? Buffer.from(outcome.output).toString() : '') as { code: { text: string } }
    return code.text
  }
  const [one, other] = [of('p1'), of('p2')]
  expect(engine.paths).toMatchObject({ direct: 2, tape: 0 })
  expect(one).not.toContain('Harbour')
  expect(other).not.toBe(one)
  expect(of('p1')).toBe(one)
})

/** A policy that reads the texts of observations and has something to say of how. */
function scanning(text: string): Policy {
  const written = `sluice: policy/1
name: p
version: "1"
summary: x
labels: false
text: ${text}
rules:
  - { when: { class: free-text }, then: scan }
  - { when: { class: not-identifying }, then: keep }
`
  return parsePolicy(Buffer.from(written), 'p.yaml')
}

test('Numbered tags count what the message has, and are left to the tape', () => {
  const [direct, tape] = [true, false].map((way) => engineOf(scanning('{ tags: numbered }'), way)) as [Engine, Engine]
  const body = Buffer.from(JSON.stringify(noted('Call 555-867-5309')))
  for (let time = 0; time < 2; time++) expect(told(direct.process(body))).toEqual(told(tape.process(body)))
  expect(direct.paths?.direct).toBe(0)
})

test('A phrase that is allowed until some day is replaced from that day on', () => {
  let today = new Date('2026-01-01T00:00:00Z')
  const policy = scanning(`{ allow: [{ phrase: ${INSURER}, owner: o, reason: r, expires: "2026-02-01" }] }`)
  const engine = engineOf(policy, true, () => today)
  const body = Buffer.from(JSON.stringify(noted(`Covered by ${INSURER}, 555-867-5310`)))
  const written = (): string => JSON.stringify(told(engine.process(body)))
  for (let time = 0; time < 3; time++) expect(written()).toContain(`${INSURER}, [PHONE]`)
  today = new Date('2026-02-02T00:00:00Z')
  for (let time = 0; time < 3; time++) expect(written()).not.toContain(INSURER)
})
