import { describe, expect, test } from 'vitest'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const rules = (text: string) => shippedEngine(policyFrom(text))
const keepRest = '  - { when: { class: [not-identifying, link] }, then: keep }\n'
const plain = rules(`labels: false\nrules:\n${keepRest}`)

describe('What is beside a value', () => {
  test.for([
    [
      'stays with a value that stays',
      '{"resourceType":"Patient","gender":"male","_gender":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}',
      undefined,
    ],
    [
      'goes with a value that goes',
      '{"resourceType":"Patient","active":true,"birthDate":"2000-01-01","_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}',
      '{"resourceType":"Patient","active":true}',
    ],
    [
      'stands without a value, and then stays',
      '{"resourceType":"Patient","_birthDate":{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]}}',
      undefined,
    ],
    [
      'goes, in arrays, as soon as one value goes',
      '{"resourceType":"Patient","active":true,"name":[{"given":["A",null,"B"],"_given":[null,{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"unknown"}]},null]}]}',
      '{"resourceType":"Patient","active":true}',
    ],
  ] as const)('%s', ([, given, expected]) => {
    expect(outputOf(plain, given)).toBe(expected ?? given)
  })
})

describe('The first rule that holds decides:', () => {
  const engine = rules(`labels: false
rules:
  - { when: { path: Patient.contact }, then: drop }
  - { when: { path: HumanName.family }, then: redact }
  - { when: { class: name, resourceType: Practitioner }, then: keep }
${keepRest}`)
  test.for([
    ['{"resourceType":"Patient","name":[{"family":"x","given":["y"]}]}', '{"resourceType":"Patient","name":[{"family":"[NAME]"}]}'],
    [
      '{"resourceType":"Practitioner","name":[{"family":"x","given":["y"]}]}',
      '{"resourceType":"Practitioner","name":[{"family":"[NAME]","given":["y"]}]}',
    ],
    [
      '{"resourceType":"Patient","contact":[{"gender":"male","name":{"family":"x"}}],"active":true}',
      '{"resourceType":"Patient","active":true}',
    ],
    [
      '{"resourceType":"Patient","contained":[{"resourceType":"Practitioner","name":[{"given":["y"]}]}],"name":[{"given":["z"]}]}',
      '{"resourceType":"Patient","contained":[{"resourceType":"Practitioner","name":[{"given":["y"]}]}]}',
    ],
  ] as const)('%s becomes %s', ([given, expected]) => {
    expect(outputOf(engine, given)).toBe(expected)
  })
})

test.for([
  ['block', 'SLUICE_POLICY_BLOCK', { byte: 38, path: 'Patient.birthDate' }],
  ['quarantine', 'SLUICE_POLICY_QUARANTINE', { byte: 38, path: 'Patient.birthDate' }],
] as const)('%s refuses the whole message and says where', ([verdict, code, where]) => {
  const engine = rules(`rules:\n  - { when: { class: date }, then: ${verdict} }\n${keepRest}`)
  expect(engine.process(Buffer.from('{"resourceType":"Patient","birthDate":"2000-01-01"}'))).toMatchObject({
    verdict,
    error: { code, where },
  })
  expect(engine.process(Buffer.from('{"resourceType":"Patient","active":true}')).verdict).toBe('pass')
})

describe('A resource that goes as a whole', () => {
  const engine = rules(`labels: false
rules:
  - { when: { label: R }, then: drop }
  - { when: { resourceType: Basic }, then: drop }
  - { when: { class: name }, then: block }
  - { when: { class: link }, then: pseudonymize }
${keepRest}`)
  const hidden =
    '{"resourceType":"Patient","meta":{"security":[{"code":"R"}]},"id":"p1","nickname":"x","name":[{"family":"Canary"}],"birthDate":"2000-01-01"}'
  const kept = '{"resource":{"resourceType":"Patient","active":true}}'
  const bundle = (...entries: readonly string[]) => Buffer.from(`{"resourceType":"Bundle","type":"collection","entry":[${entries.join()}]}`)

  test.for([
    ['in an entry, which goes with it', bundle(kept, `{"fullUrl":"http://example.org/Patient/p1","resource":${hidden}}`), bundle(kept)],
    [
      'in an entry, by its type',
      bundle(kept, '{"fullUrl":"http://example.org/Basic/p1","resource":{"resourceType":"Basic","id":"p1"}}'),
      bundle(kept),
    ],
    [
      'as what another contains, by its type',
      Buffer.from('{"resourceType":"Group","active":true,"contained":[{"resourceType":"Basic","id":"p1"}]}'),
      Buffer.from('{"resourceType":"Group","active":true}'),
    ],
  ] as const)('is counted once, and nothing in it is counted or reason to refuse: %s', ([, given, expected]) => {
    const outcome = engine.process(given)
    expect('output' in outcome && Buffer.from(outcome.output).toString('utf8')).toBe(expected.toString('utf8'))
    expect(outcome.facts.counts).toEqual({ sensitive: { drop: 1 } })
  })

  test('takes along what contains it, by a label: it is part of that', () => {
    const outcome = engine.process(Buffer.from(`{"resourceType":"Group","active":true,"contained":[${hidden}]}`))
    expect(outcome).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_POLICY_BLOCK' } })
  })
})

describe('What the model does not know', () => {
  const known = '{"resourceType":"Patient","active":true}'
  test.for([
    ['element', 'drop', 'redact'], ['element', 'block', 'block'], ['element', 'quarantine', 'quarantine'], ['element', 'keep', 'pass'],
    ['extension', 'drop', 'redact'], ['extension', 'block', 'block'], ['extension', 'quarantine', 'quarantine'],
    ['extension', 'keep', 'pass'], ['modifierExtension', 'block', 'block'], ['modifierExtension', 'quarantine', 'quarantine'],
    ['modifierExtension', 'keep', 'pass'], ['resourceType', 'block', 'block'], ['resourceType', 'quarantine', 'quarantine'],
    ['resourceType', 'keep', 'pass'],
  ] as const)('as %s meets %s: %s', ([what, decision, verdict]) => {
    const engine = rules(`labels: false\nunknown: { ${what}: ${decision} }\nrules:\n${keepRest}`)
    const strange = {
      element: '{"resourceType":"Patient","active":true,"nickname":"x"}',
      extension: '{"resourceType":"Patient","active":true,"extension":[{"url":"http://example.org/x","valueCode":"x"}]}',
      modifierExtension: '{"resourceType":"Patient","active":true,"modifierExtension":[{"url":"http://example.org/x","valueCode":"x"}]}',
      resourceType: '{"resourceType":"Patiant","active":true}',
    }[what]
    const outcome = engine.process(Buffer.from(strange))
    const left = { keep: strange, drop: known, block: undefined, quarantine: undefined }[decision]
    expect(outcome.verdict).toBe(verdict)
    expect('output' in outcome ? Buffer.from(outcome.output).toString() : undefined).toBe(left)
  })
})

test('Rules for a destination, a purpose or a client hold for those only', () => {
  const policy = policyFrom(
    'labels: false\nrules:\n  - { when: { destination: a, purpose: b, class: date }, then: keep }\n  - { when: { client: c, class: date }, then: keep }\n',
  )
  const given = '{"resourceType":"Patient","birthDate":"2000-01-01"}'
  expect(outputOf(shippedEngine(policy, { destination: 'a', purpose: 'b' }), given)).toBe(given)
  expect(outputOf(shippedEngine(policy, { destination: 'a', purpose: 'x' }), given)).toBe('{"resourceType":"Patient"}')
  expect(outputOf(shippedEngine(policy, { destination: 'x', purpose: 'b' }), given)).toBe('{"resourceType":"Patient"}')
})

test('Counts say how many elements of which class met which action', () => {
  const { facts } = shippedEngine('hipaa-safe-harbor').process(Buffer.from(
    '{"resourceType":"Patient","id":"p1","birthDate":"2000-01-01","name":[{"family":"x"},{"family":"y"}],"nickname":1}'))
  expect(facts.counts).toMatchObject({ date: { generalize: 1 }, link: { pseudonymize: 1 }, opaque: { drop: 1 } })
  expect(facts.counts.name?.drop).toBeGreaterThan(0)
})
