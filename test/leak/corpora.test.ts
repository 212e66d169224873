import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openRoster, type Roster } from '../../src/classify/people/roster.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import type { Engine } from '../../src/pipeline/outcome.ts'
import { PeopleReader, type SubjectPeople } from '../../src/pipeline/people/people-reader.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { TEXT_PARTS } from '../support/text-parts.ts'
import { allCorpusFiles, CORPORA_ABSENT, corpusFiles, FHIR_CORPORA, messagesOf } from '../support/corpora.ts'
import { decodedBase64, KnownValues, type Json } from '../support/known-values.ts'
import { shippedEngine } from '../support/shipped-engine.ts'

/** Every message of the corpora that is refused, and why. Lines of a log of an export are no FHIR. */
const REFUSED = [
  'hl7-r4-examples/instances/Basic-referral.json SLUICE_FHIR_MODIFIER_EXTENSION Basic.modifierExtension[0]',
  'hl7-r4b-examples/instances/Basic-referral.json SLUICE_FHIR_MODIFIER_EXTENSION Basic.modifierExtension[0]',
  ...['10-patients', '100-patients'].flatMap((folder) =>
    [1, 2, 3, 4].map((line) => `synthea-bulk-ndjson/${folder}/log.ndjson:${line} SLUICE_FHIR_RESOURCE_TYPE Resource`),
  ),
]

/** Known values that another value, which rightly stays, happens to repeat. */
const COLLISIONS: readonly { readonly why: string; readonly values: readonly string[] }[] = [
  {
    why: 'The web address of a publisher begins the URLs of what it publishes.',
    values: [
      'http://hl7.org', 'http://hl7.org/fhir', 'http://ihe.net', 'http://loinc.org', 'www.ada.org', 'https://www.cdc.gov/nhsn',
      'https://www.cms.gov/', 'https://www.ncbi.nlm.nih.gov/', 'https://www.nlm.nih.gov/',
    ],
  },
  {
    why: 'The identifier of a published definition is also the end of its canonical URL.',
    values: [
      'citalopramprescription', 'referralprimarycarementalhealth', '54127-6', 'hiv-indicators', 'zika-virus-intervention', 'phq-9', 'fhir',
      'fhirhelpers', 'cms146',
    ],
  },
  {
    why: 'The system of an identifier, which names a numbering scheme, repeats the number of the organization that runs it.',
    values: ['2.16.840.1.113883.4.2', '12345'],
  },
  {
    why: 'An identifier of one word that is no number (a login, a library, a placeholder, a department) is a word like any other.',
    values: [
      'quick', 'omtklogic', 'omtkmodelinfo', 'wonderdrug+', 'thrushtreatcombo', 'mpid}', 'pcid}', 'phpid}', 'kdn5', 'aumc', 'grahame',
      'ghp-example',
    ],
  },
  { why: 'A sample patient has the family name Midwife; a role has it too.', values: ['midwife'] },
  { why: 'A code of a claim is written like the number of the claim.', values: ['123456'] },
  { why: 'A sample patient is called Patient Example; both words stand in URLs.', values: ['patient', 'example'] },
]
const ALLOWED: ReadonlySet<string> = new Set(COLLISIONS.flatMap(({ values }) => values))
/** Folders whose files are parts of one data set: what one of them knows must be in no output of the others. */
const IN_ONE_FOLDER: ReadonlySet<string> = new Set(['synthea-bulk-ndjson/10-patients', 'synthea-bulk-ndjson/100-patients', 'inferno-g10'])

function parse(body: Buffer): Json {
  try {
    return JSON.parse(body.toString()) as Json
  } catch {
    return null
  }
}

function learnFrom(files: ReturnType<typeof corpusFiles>): KnownValues {
  const known = new KnownValues()
  for (const file of files) for (const { body } of messagesOf(file)) known.learn(parse(body))
  return known
}

/** A made-up name may be that of somebody else in the file: for this search names in texts become tags. */
function withoutFakes(policy: Policy): Policy {
  return { ...policy, rules: policy.rules.map((rule) => (rule.then.do === 'surrogate' ? { ...rule, then: { do: 'redact' } } : rule)) }
}

/** Everyone in the files, as a roster that another process could have built: for notes that come without their patient. */
function rosterOf(files: ReturnType<typeof corpusFiles>): Roster {
  const keyring = createKeyring({
    keys: [{ version: 1, secret: 'a key of a roster for tests and nothing else' }],
    destination: 'roster',
    purpose: 'roster',
  })
  const roster = openRoster({ path: join(makeTemporaryFolder(), 'roster.db'), hmac: (text) => keyring.hmac('roster', text) })
  const reader = new PeopleReader({ policy: loadPolicy('keep-everything'), limits: LIMITS })
  for (const file of files) roster.addAll([...messagesOf(file)].flatMap(({ body }) => read(reader, body)))
  return roster
}

/** Lines of a log among the files are about nobody. */
function read(reader: PeopleReader, body: Buffer): SubjectPeople[] {
  try {
    return reader.read(body)
  } catch {
    return []
  }
}

/** The full birth dates of anybody in a message, in its order. */
function birthDates(message: string): string[] {
  return [...message.matchAll(/"birthDate"\s*:\s*"(\d{4}-\d\d-\d\d)"/g)].map((match) => match[1] ?? '')
}

describe.for(['hipaa-safe-harbor', 'ai-training'])('Of the corpora, by %s,', (policy) => {
  const refused: string[] = []
  const used = new Set<string>()
  /** Where a birth date of a patient left as it came, and how many were looked at. */
  const sameDates: string[] = []
  let datesMet = 0

  test.for(FHIR_CORPORA)(
    'no name, identifier, contact, address or birth date of %s is in any output',
    { timeout: 120_000 },
    (folder, context) => {
      if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
      const files = corpusFiles(folder)
      const shared = IN_ONE_FOLDER.has(folder) ? learnFrom(files) : undefined
      const roster = shared === undefined ? undefined : rosterOf(files)
      const engine = shippedEngine(withoutFakes(loadPolicy(policy)), { texts: { ...TEXT_PARTS, roster } })
      const leaks: string[] = []
      let searched = shared?.size ?? 0
      for (const file of files) {
        const known = shared ?? learnFrom([file])
        if (shared === undefined) searched += known.size
        for (const { name, body } of messagesOf(file)) {
          const outcome = engine.process(body)
          if ('error' in outcome) {
            refused.push(`${name} ${outcome.error.code} ${outcome.error.where.path ?? ''}`)
            continue
          }
          const text = Buffer.from(outcome.output).toString()
          const before = birthDates(body.toString())
          const after = birthDates(text)
          datesMet += before.length
          if (before.length === after.length && before.some((date, index) => date === after[index])) sameDates.push(name)
          for (const { value, kind } of [text, ...decodedBase64(text)].flatMap((each) => [...known.find(each)])) {
            // A shifted date may fall on the birth date of someone else; that each has moved is looked at below.
            if (kind === 'birthDate' && policy === 'ai-training') continue
            if (ALLOWED.has(value)) used.add(value)
            else leaks.push(`${name}: a ${kind} of ${value.length} characters`)
          }
        }
      }
      roster?.close()
      expect(leaks.slice(0, 20)).toEqual([])
      expect(searched).toBeGreaterThan(50)
    },
  )

  test('the refused messages are those that are known, and every collision that is allowed for occurs', (context) => {
    if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
    expect(refused).toEqual(REFUSED)
    expect([...ALLOWED].filter((value) => !used.has(value))).toEqual([])
  })

  test('no full birth date stays as it was', (context) => {
    if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
    expect(sameDates).toEqual([])
    expect(datesMet).toBeGreaterThan(200)
  })
})

test.for(['hipaa-safe-harbor', 'ai-training'])(
  'An engine of %s that reports findings gives the same bytes as one that does not',
  { timeout: 60_000 },
  (policy, context) => {
    if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
    const [plain, reporting] = [false, true].map((findings) => shippedEngine(policy, { findings })) as [Engine, Engine]
    const other = corpusFiles('hl7-r4-examples/instances').filter((file) => {
      const [a, b] = [plain.process(file.read()), reporting.process(file.read())]
      return a.verdict !== b.verdict || ('output' in a && 'output' in b && !Buffer.from(a.output).equals(b.output))
    })
    expect(other.map(({ name }) => name)).toEqual([])
  },
)

test(
  'What keep-everything passes is the same bytes, for every JSON file of every corpus that is not refused',
  { timeout: 120_000 },
  (context) => {
    if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
    const engine = shippedEngine(loadPolicy('keep-everything'))
    const changed: string[] = []
    const refused: string[] = []
    let passed = 0
    for (const file of allCorpusFiles()) {
      for (const { name, body } of messagesOf(file)) {
        if (file.name.startsWith('json-test-suite/')) continue
        const outcome = engine.process(body)
        if ('error' in outcome) {
          if (isReadable(body)) refused.push(`${name} ${outcome.error.code}`)
        } else if (outcome.verdict !== 'pass' || !body.equals(outcome.output)) changed.push(name)
        else passed++
      }
    }
    expect(changed).toEqual([])
    expect(refused).toEqual([])
    expect(passed).toBeGreaterThan(3000)
  },
)

/** Whether a lenient reader has nothing to object to: no byte order mark, and JSON. */
function isReadable(body: Buffer): boolean {
  return body[0] !== 0xef && parse(body) !== null
}
