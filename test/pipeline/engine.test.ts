import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { createEngine } from '../../src/pipeline/engine.ts'
import { loadPolicy } from '../../src/policy/language/load.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { outputOf, policyFrom, shippedEngine } from '../support/shipped-engine.ts'

const harbor = shippedEngine('hipaa-safe-harbor')
const process = (text: string) => harbor.process(Buffer.from(text))

describe('The version of FHIR', () => {
  const citation = { resourceType: 'Citation', status: 'active', name: 'x' }
  test.for([
    ['R4', { resourceType: 'Patient', active: true }],
    [
      'R4',
      {
        resourceType: 'MedicationStatement',
        status: 'active',
        medicationCodeableConcept: { coding: [{ code: 'x' }] },
        subject: { reference: 'Patient/1' },
      },
    ],
    ['R4B', citation],
    ['R5', { resourceType: 'Transport', status: 'completed', intent: 'order' }],
    [
      'R5',
      {
        resourceType: 'MedicationRequest',
        status: 'active',
        intent: 'order',
        medication: { concept: { coding: [{ code: 'x' }] } },
        subject: { reference: 'Patient/1' },
      },
    ],
    ['R4', { resourceType: 'Patient', active: true, nickname: 'x' }],
    [
      'R4',
      {
        resourceType: 'DocumentManifest',
        status: 'current',
        contained: [{ resourceType: 'Patient', nickname: 'x', alias: 'y' }],
        content: [{ reference: '#1' }],
      },
    ],
  ] as const)('is found to be %s by what the message holds', ([version, message]) => {
    expect(process(JSON.stringify(message)).facts).toMatchObject({ fhirVersion: version, resourceType: message.resourceType })
  })

  test('is not looked for when the policy names one', () => {
    const engine = shippedEngine('hipaa-safe-harbor', { fhir: 'R4' })
    expect(engine.process(Buffer.from(JSON.stringify(citation)))).toMatchObject({
      verdict: 'block',
      error: { code: 'SLUICE_FHIR_RESOURCE_TYPE' },
    })
  })
})

describe('An engine', () => {
  test('gives a message of which everything stays the same bytes, with its spaces, and says pass', () => {
    const body = Buffer.from(' {\n "resourceType" : "Observation" ,"status":"final","valueQuantity":{"value":1.50}\r\n}\t')
    const outcome = harbor.process(body)
    expect(outcome.verdict).toBe('pass')
    expect('output' in outcome && body.equals(outcome.output)).toBe(true)
  })

  test('gives an output of its own: a later message does not change it', () => {
    const first = harbor.process(Buffer.from('{"resourceType":"Patient","active":true,"birthDate":"1999-02-03"}'))
    const text = 'output' in first ? Buffer.from(first.output).toString() : ''
    process('{"resourceType":"Patient","active":false,"birthDate":"2001-05-06","language":"en"}')
    expect('output' in first ? Buffer.from(first.output).toString() : undefined).toBe(text)
    expect(text).toContain('"1999"')
  })

  test('does not change what it is given', () => {
    const body = Buffer.from('{"resourceType":"Patient","id":"p1","name":[{"family":"x"}]}')
    const copy = Buffer.from(body)
    harbor.process(body)
    expect(body.equals(copy)).toBe(true)
  })

  test('refuses a message over the limit, an empty one and one that is no JSON, and goes on', () => {
    const engine = createEngine({
      policy: loadPolicy('keep-everything'),
      keyring: createKeyring({ keys: [{ version: 1, secret: 'x' }], destination: 'd', purpose: 'p' }),
      now: () => new Date(),
      destination: 'd',
      purpose: 'p',
      findings: false,
      limits: { ...LIMITS, entryBytesMax: 40 },
    })
    const codes = ['{"resourceType":"Patient","language":"english"}', '', '{"resourceType":"Patient"', 'null x'].map((text) => {
      const outcome = engine.process(Buffer.from(text))
      return 'error' in outcome ? outcome.error.code : outcome.verdict
    })
    expect(codes).toEqual(['SLUICE_LIMIT_SIZE', 'SLUICE_JSON_SYNTAX', 'SLUICE_JSON_SYNTAX', 'SLUICE_JSON_SYNTAX'])
    expect(outputOf(engine, '{"resourceType":"Patient"}')).toBe('{"resourceType":"Patient"}')
  })

  test('never throws, whatever bytes come', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ maxLength: 50 }), (bytes, text) => {
      for (const body of [bytes, Buffer.from(`{"resourceType":"Patient","id":${JSON.stringify(text)},"name":[{"family":${text}`)]) {
        const { verdict } = harbor.process(body)
        expect(['block', 'quarantine', 'redact', 'pass']).toContain(verdict)
      }
    }), { numRuns: 300 })
  })

  test('that only looks lets a message pass as it came, and counts what it would have done', () => {
    const body = Buffer.from('{"resourceType":"Patient","birthDate":"2000-01-01"}')
    const outcome = shippedEngine('monitor').process(body)
    expect(outcome.verdict).toBe('monitor')
    expect('output' in outcome && body.equals(outcome.output)).toBe(true)
    expect(outcome.facts.counts).toMatchObject({ date: { drop: 1 } })
  })

  test('says the hash and the name of its policy', () => {
    const policy = loadPolicy('hipaa-safe-harbor')
    expect(harbor).toMatchObject({ policyHash: policy.source.sha256, policyName: policy.name })
  })

  test('reads a resource by its type wherever the type stands, escaped or not', () => {
    const given = [
      '{"resourceType":"Patient","birthDate":"2000-01-01"}',
      '{"birthDate":"2000-01-01","resourceType":"Patient"}',
      '{"birth\\u0044ate":"2000-01-01","resource\\u0054ype":"Pat\\u0069ent"}',
    ]
    for (const text of given)
      expect(outputOf(shippedEngine(policyFrom('labels: false\nrules:\n  - { when: { class: name }, then: keep }\n')), text)).not.toContain(
        '2000',
      )
  })
})
