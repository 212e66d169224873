import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { EMPTY_LEXICON } from '../../src/classify/text/lexicon.ts'
import type { Detector } from '../../src/contract/detector.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { createOpeningEngine } from '../../src/pipeline/opening-engine.ts'
import type { Engine } from '../../src/pipeline/outcome.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import { createKeyring } from '../../src/transform/keys.ts'
import { CORPORA_ABSENT, corpusFiles, messagesOf } from '../support/corpora.ts'
import { outputOf, policyFrom, shippedEngine } from '../support/shipped-engine.ts'

const TOKEN = /^enc:1:1:[\w-]+$/
const ENCRYPTING = policyFrom(`labels: false
rules:
  - { when: { class: [mrn, other-id, ssn, phone], type: [Identifier, ContactPoint] }, then: { encrypt: ff1 } }
  - { when: { class: [name, free-text, address], type: [string, markdown] }, then: { encrypt: aes-gcm } }
  - { when: { path: Resource }, then: keep }
`)

interface Opening {
  readonly secret?: Buffer
  readonly destination?: string
  readonly purpose?: string
  readonly version?: number
}

function openingEngine(
  policy: Policy,
  { secret = Buffer.alloc(32, 7), destination = 'vendor', purpose = 'test', version = 1 }: Opening = {},
): Engine {
  const keyring = createKeyring({ keys: [{ version, secret }], destination, purpose })
  return createOpeningEngine({ policy, keyring, audience: { destination, purpose, client: undefined }, limits: LIMITS })
}

const sealing = (): Engine => shippedEngine(ENCRYPTING)
const open = (text: string, opening?: Opening): string => outputOf(openingEngine(ENCRYPTING, opening), text)

function patient(family: string, mrn: string, phone: string): string {
  return JSON.stringify({
    resourceType: 'Patient', id: 'p1', identifier: [{ system: 'urn:oid:2.999.7', value: mrn }],
    name: [{ family, given: [family, 'Q.'] }], telecom: [{ system: 'phone', value: phone }], birthDate: '1980-02-03',
  })
}

interface Sealed {
  readonly identifier: readonly { readonly value: string }[]
  readonly name: readonly { readonly family: string; readonly given: readonly string[] }[]
  readonly telecom: readonly { readonly value: string }[]
}
const seal = (family: string, mrn: string, phone: string): Sealed => JSON.parse(outputOf(sealing(), patient(family, mrn, phone))) as Sealed

describe('encrypt', () => {
  const sealed = seal('Examplewood', 'DEMO-004417', '(555) 555-0142')

  test('replaces text by tokens and identifiers by others of the same form, and verify finds nothing', () => {
    expect(sealed.name[0]?.family).toMatch(TOKEN)
    expect(sealed.identifier[0]?.value).toMatch(/^[A-Z]{4}-\d{6}$/)
    expect(sealed.telecom[0]?.value).toMatch(/^\(\d{3}\) \d{3}-\d{4}$/)
    expect(JSON.stringify(sealed)).not.toMatch(/Examplewood|004417|555-0142/)
  })

  test('with FF1 gives the same value in every message and process, with AES-GCM never twice', () => {
    const again = seal('Examplewood', 'DEMO-004417', '(555) 555-0142')
    expect([again.identifier, again.telecom]).toEqual([sealed.identifier, sealed.telecom])
    const tokens = [sealed, again].flatMap(({ name }) => [name[0]?.family, name[0]?.given[0]])
    expect(new Set(tokens).size).toBe(4)
  })

  test('withholds what FF1 cannot hide', () => {
    expect(seal('x', '12345', '555-0142').identifier[0]).toEqual({ system: 'urn:oid:2.999.7' })
  })

  test('comes back byte for byte, whatever the text', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1 })
    const mrn = fc.stringMatching(/^[A-Z]{2,4}-?\d{5,9}$/)
    const phone = fc.stringMatching(/^\(\d{3}\) \d{3}-\d{4}$/)
    const [sealer, opener] = [sealing(), openingEngine(ENCRYPTING)]
    fc.assert(fc.property(text, mrn, phone, (family, id, number) => {
      const message = patient(family, id, number)
      const closed = outputOf(sealer, message)
      expect(closed).not.toContain(id)
      expect(outputOf(opener, closed)).toBe(message)
    }))
  })

  test('comes back in every message of the corpora', (context) => {
    if (CORPORA_ABSENT !== undefined) context.skip(CORPORA_ABSENT)
    const encrypting = policyFrom(`labels: false
unknown: { element: keep, resourceType: keep, extension: keep, modifierExtension: keep }
rules:
  - { when: { class: [name, free-text, address, phone, email, mrn, ssn, other-id], type: [string, markdown] }, then: { encrypt: aes-gcm } }
  - { when: { path: Resource }, then: keep }
`)
    const [sealer, opener] = [shippedEngine(encrypting), openingEngine(encrypting)]
    let tokens = 0
    const wrong: string[] = []
    for (const file of ['inferno-g10', 'hl7-r4-examples/instances'].flatMap(corpusFiles)) {
      for (const { name, body } of messagesOf(file)) {
        const closed = outputOf(sealer, body)
        tokens += closed.split('"enc:1:1:').length - 1
        // Only the spelling of an opened string may differ: `\/` becomes `/`.
        const opened = outputOf(opener, closed)
        if (opened !== body.toString() && JSON.stringify(JSON.parse(opened)) !== JSON.stringify(JSON.parse(body.toString())))
          wrong.push(name)
      }
    }
    expect(wrong).toEqual([])
    expect(tokens).toBeGreaterThan(10_000)
  })
})

describe('opening', () => {
  const closed = outputOf(sealing(), patient('Examplewood', 'DEMO-004417', '555-5550142'))

  test.for([
    ['another key', { secret: Buffer.alloc(32, 8) }],
    ['another destination', { destination: 'other' }],
    ['another purpose', { purpose: 'other' }],
    ['another version of the key', { version: 2 }],
  ] as const)('with %s refuses the message, names the element, and lets nothing out', ([, opening]) => {
    const outcome = openingEngine(ENCRYPTING, opening).process(Buffer.from(closed))
    expect(outcome).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_DECRYPT', where: { path: 'HumanName.family' } } })
    expect(outcome).not.toHaveProperty('output')
  })

  test('refuses a token that was moved or changed', () => {
    const message = JSON.parse(closed) as { name: { family: string; given: string[] }[] }
    const [name] = message.name
    if (name === undefined) throw new Error('there is a name')
    const moved = JSON.stringify({ ...message, name: [{ ...name, family: name.given[0] }] })
    const cut = JSON.stringify({ ...message, name: [{ ...name, family: name.family.slice(0, -4) }] })
    for (const text of [moved, cut]) expect(() => open(text)).toThrow(expect.objectContaining({ code: 'SLUICE_DECRYPT' }))
  })

  test('leaves alone what was never encrypted, and what FHIR does not know', () => {
    const plain = '{ "resourceType":"Patient", "x":{"enc":1.10},\n"name":[{"family":"enc:1:","_given":[null]}],"multipleBirthInteger":2 }'
    const aesOnly = policyFrom('rules:\n  - { when: { class: name }, then: { encrypt: aes-gcm } }\n')
    expect(outputOf(openingEngine(aesOnly), plain)).toBe(plain)
  })

  test('opens what was found in a text, whatever stands around it', () => {
    const badge: Detector = {
      name: 'badge', class: 'other-id', describes: '', source: '',
      patterns: [{ re: 'B-\\d+', prior: 0.9 }],
      examples: { true: [], false: [] },
    }
    const scanning = policyFrom(
      'labels: false\nrules:\n  - { when: { class: free-text }, then: scan }\n' +
        '  - { when: { class: other-id, in: text }, then: { encrypt: aes-gcm } }\n  - { when: { path: Resource }, then: keep }\n',
    )
    const message = JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      valueString: 'B-12-B-13, see B-14',
      note: [{ text: 'B-15' }],
    })
    const sealedText = outputOf(shippedEngine(scanning, { texts: { detectors: [badge], lexicon: EMPTY_LEXICON } }), message)
    expect(sealedText).not.toMatch(/B-1\d/)
    expect(outputOf(openingEngine(scanning), sealedText)).toBe(message)
    expect(() => outputOf(openingEngine(scanning, { purpose: 'other' }), sealedText)).toThrow(
      expect.objectContaining({ code: 'SLUICE_DECRYPT' }),
    )
  })

  test('opens tokens whatever the policy and the labels say now', () => {
    const text = '{"resourceType":"Observation","valueString":"secret"}'
    const labelled = policyFrom(
      'labels: false\nrules:\n  - { when: { label: R, path: Observation.valueString }, then: { encrypt: aes-gcm } }\n' +
        '  - { when: { path: Meta.security }, then: drop }\n  - { when: { path: Resource }, then: keep }\n',
    )
    const given = text.replace('{', '{"meta":{"security":[{"code":"R"}]},')
    const sealedText = outputOf(shippedEngine(labelled), given)
    expect(sealedText).toMatch(/^\{"resourceType":"Observation","valueString":"enc:1:1:/)
    expect(outputOf(openingEngine(labelled), sealedText)).toBe(text)
  })
})
