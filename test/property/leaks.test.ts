import { describe, expect, test } from 'vitest'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'
import { engineFor } from './compare.ts'

/** What was found by comparing engine and oracle, one test for each. */
function through(rules: string, message: object, options: { readonly findings?: boolean } = {}): string {
  const text = `sluice: policy/1\nname: made\nversion: "1"\nsummary: For a test.\nfhir: R4\nlabels: false\nrules:\n${rules}\n  - { when: { path: Resource }, then: keep }\n`
  const outcome = engineFor(parsePolicy(Buffer.from(text), 'made.yaml'), options).process(Buffer.from(JSON.stringify(message)))
  return 'output' in outcome ? Buffer.from(outcome.output).toString('utf8') : outcome.error.code
}

describe('The class of a number is told by its neighbours', () => {
  const message = {
    resourceType: 'QuestionnaireResponse',
    source: { identifier: { system: 'http://hl7.org/fhir/sid/us-ssn', value: '900-12-3456' } },
  }

  test('also under a policy that only keeps and drops', () => {
    expect(through('  - { when: { class: ssn }, then: drop }', message)).not.toContain('900-12-3456')
  })

  test('and not by the codes of extensions in it', () => {
    const extension = [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCoding: { code: 'MR' } }]
    const changed = { resourceType: 'QuestionnaireResponse', source: { identifier: { extension, ...message.source.identifier } } }
    expect(through('  - { when: { class: ssn }, then: drop }', changed)).not.toContain('900-12-3456')
  })
})

describe('A label is seen', () => {
  const hiv = {
    resourceType: 'Condition',
    code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'B20' }] },
    recordedDate: '2020',
  }

  test.for([{ findings: false }, { findings: true }])('also when the codes that tell it go ($findings)', (options) => {
    expect(through('  - { when: { label: hiv }, then: block }\n  - { when: { path: Condition.code }, then: drop }', hiv, options)).toBe(
      'SLUICE_POLICY_BLOCK',
    )
  })

  test('also when the element that holds it goes', () => {
    const message = { resourceType: 'Patient', meta: { security: [{ code: 'R' }] }, gender: 'male' }
    expect(through('  - { when: { label: R }, then: block }\n  - { when: { path: Resource.meta }, then: drop }', message)).toBe(
      'SLUICE_POLICY_BLOCK',
    )
  })

  test('on a Bundle, by its entries, also when they come in pieces', async () => {
    const policy = parsePolicy(
      Buffer.from(
        'sluice: policy/1\nname: made\nversion: "1"\nsummary: For a test.\nfhir: R4\nrules:\n  - { when: { label: R, class: name }, then: drop }\n  - { when: { path: Resource }, then: keep }\n',
      ),
      'made.yaml',
    )
    const bytes = Buffer.from(
      '{"resourceType":"Bundle","type":"collection","meta":{"security":[{"code":"R"}]},"entry":[{"resource":{"resourceType":"Patient","name":[{"family":"Canary"}],"gender":"male"}}]}',
    )
    const written: Buffer[] = []
    await engineFor(policy).processStream({ async *open() { yield bytes } }, async (chunk) => {
      written.push(Buffer.from(chunk))
    })
    expect(Buffer.concat(written).toString('utf8')).toContain('"gender"')
    expect(Buffer.concat(written).toString('utf8')).not.toContain('Canary')
  })
})

test('Whose message it is does not depend on the order of keys', () => {
  const rules = '  - { when: { type: date }, then: shift }'
  const about = { reference: 'Patient/p2', identifier: { system: 'http://example.org/', value: 'a' } }
  const message = (subject: object): object => ({ resourceType: 'Immunization', patient: subject, expirationDate: '2020-02-03' })
  const dateOf = (text: string): string => (JSON.parse(text) as { expirationDate: string }).expirationDate
  const dates = [about, { identifier: about.identifier, reference: about.reference }].map((subject) =>
    dateOf(through(rules, message(subject))),
  )
  expect(dates[0]).toBe(dates[1])
})

test('A `meta` in a form that FHIR does not have is not doubled by labels', () => {
  const policy = parsePolicy(
    Buffer.from(
      'sluice: policy/1\nname: made\nversion: "1"\nsummary: For a test.\nfhir: R4\nunknown: { element: keep }\nrules:\n  - { when: { class: name }, then: drop }\n  - { when: { path: Resource }, then: keep }\n',
    ),
    'made.yaml',
  )
  for (const meta of ['"x"', '{"security":{}}', '[]']) {
    const outcome = engineFor(policy).process(Buffer.from(`{"resourceType":"Patient","meta":${meta},"name":[{"family":"Canary"}]}`))
    const text = 'output' in outcome ? Buffer.from(outcome.output).toString('utf8') : '"meta""security"'
    expect([text.match(/"meta"/g)?.length, (text.match(/"security"/g) ?? []).length <= 1]).toEqual([1, true])
  }
})

test.for([
  '19xy-05-17', '198p-05-17', '12Jo-05-17', '19é-05-17', '2019-05-1x', '2019-0x-11', '20190-5-17', '2019-05-17T0x:00:00Z',
  '2019-05-17T10:00:00+0x:00',
])('What is no date leaves nothing behind where a year is kept: %s', (text) => {
  const outcome = engineFor(loadPolicy('hipaa-safe-harbor')).process(
    Buffer.from(JSON.stringify({ resourceType: 'QuestionnaireResponse', authored: text, status: 'completed' })),
  )
  expect('output' in outcome && JSON.parse(Buffer.from(outcome.output).toString('utf8'))).not.toHaveProperty('authored')
})
