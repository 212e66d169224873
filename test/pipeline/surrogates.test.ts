import { describe, expect, test } from 'vitest'
import { CORPORA_ABSENT, corpusFiles, messagesOf } from '../support/corpora.ts'
import { outputOf, policyFrom, shippedEngine } from '../support/shipped-engine.ts'

const FAKING = policyFrom(`labels: false
rules:
  - { when: { class: [name, mrn, other-id, phone, email, address], type: [string] }, then: surrogate }
  - { when: { class: link }, then: pseudonymize }
  - { when: { class: not-identifying }, then: keep }
`)
const engine = () => shippedEngine(FAKING)

interface Fake {
  readonly name: readonly { readonly family?: string; readonly given?: readonly string[]; readonly text?: string }[]
  readonly identifier: readonly { readonly value?: string }[]
  readonly telecom: readonly { readonly value?: string }[]
}

function patient(id: string, family = 'Examplewood'): object {
  return {
    resourceType: 'Patient', id, identifier: [{ system: 'urn:oid:2.999.7', value: 'DEMO-004417' }],
    name: [{ family, given: ['Marisol'], text: `Marisol ${family}` }],
    telecom: [{ system: 'phone', value: '617-555-0142' }, { system: 'email', value: 'marisol@clinic.example' }],
  }
}

const faked = (message: object, by = engine()): Fake => JSON.parse(outputOf(by, message)) as Fake

describe('surrogate', () => {
  const one = faked(patient('p1'))

  test('gives each value a fake of its own form, and verify finds nothing', () => {
    expect(one.name[0]?.family).toMatch(/^[A-Z][A-Za-z' -]+$/)
    expect(one.identifier[0]?.value).toMatch(/^[A-Z]{4}-\d{6}$/)
    expect(one.telecom.map(({ value }) => value)).toEqual([
      expect.stringMatching(/^\d{3}-\d{3}-\d{4}$/),
      expect.stringMatching(/^[a-z.]+\d+@example\.org$/),
    ])
    expect(JSON.stringify(one)).not.toMatch(/Examplewood|Marisol|004417|617-555-0142|clinic/i)
  })

  test('fits the parts of a name to the whole', () => {
    const [name] = one.name
    expect(name?.text).toBe(`${name?.given?.[0]} ${name?.family}`)
  })

  test('is the same for the same patient in other messages, Bundles and processes', () => {
    expect(faked(patient('p1'), engine())).toEqual(one)
    const bundle = { resourceType: 'Bundle', type: 'collection', entry: [
      { resource: { resourceType: 'Observation', id: 'o', status: 'final', subject: { reference: 'Patient/p1' } } },
      { resource: patient('p1') },
    ] }
    const within = JSON.parse(outputOf(engine(), bundle)) as { entry: { resource: Fake }[] }
    expect(within.entry[1]?.resource).toEqual(one)
  })

  test('is another for another patient, even one with the same name and number', () => {
    const other = faked(patient('p2'))
    expect(other.name[0]?.family).not.toBe(one.name[0]?.family)
    expect(other.identifier[0]?.value).not.toBe(one.identifier[0]?.value)
  })

  test('passes every message of the corpora through verify, and tells two families apart', (context) => {
    if (CORPORA_ABSENT !== undefined) context.skip(CORPORA_ABSENT)
    const by = engine()
    let names = 0
    const same: string[] = []
    for (const file of ['inferno-g10', 'synthea-bulk-ndjson/10-patients'].flatMap(corpusFiles)) {
      if (file.name.includes('log.')) continue
      for (const { name, body } of messagesOf(file)) {
        const before = JSON.parse(body.toString()) as Partial<Fake> & { resourceType: string }
        const after = faked(JSON.parse(body.toString()) as object, by)
        if (before.resourceType !== 'Patient') continue
        names++
        if (before.name?.[0]?.family === after.name[0]?.family) same.push(name)
      }
    }
    expect(same).toEqual([])
    expect(names).toBeGreaterThan(10)
  })
})

describe('fakes side by side', () => {
  const by = shippedEngine('ai-training')
  const { birthDate, ...about } = { ...patient('p1'), birthDate: '1962-03-14' } as Record<string, unknown>
  const noteOf = (text: string): string => {
    const note = {
      resource: {
        resourceType: 'Observation',
        status: 'final',
        code: { text: 'x' },
        subject: { reference: 'Patient/p1' },
        note: [{ text }],
      },
    }
    const bundle = JSON.parse(
      outputOf(by, { resourceType: 'Bundle', type: 'collection', entry: [{ resource: { ...about, birthDate } }, note] }),
    ) as { entry: { resource: { note: [{ text: string }] } }[] }
    return bundle.entry[1]?.resource.note[0].text ?? ''
  }

  test.for([
    ['two lines with one name', 'Marisol Examplewood\nMarisol Examplewood', /^(\w+ \w+)\n\1$/],
    ['initials with a full stop', 'Mr. M. E. is stable.', /^Mr\. (?!M\. E)[A-Z]\. [A-Z]\. is stable\.$/],
    ['two telephone numbers', 'Call (212) 555-0147/555-0148', /^Call \[PHONE\]\/\[PHONE\]$/],
    ['two dates', 'Ill 03/14/1962-03/16/1962', /^Ill \d\d\/\d\d\/196[12]-\d\d\/\d\d\/196[12]$/],
  ] as const)('keep what parts them: %s', ([, text, expected]) => {
    expect(noteOf(text)).toMatch(expected)
  })
})
