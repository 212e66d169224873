import { format, inspect } from 'node:util'
import { describe, expect, test } from 'vitest'
import { Phi } from '../../src/contract/phi.ts'
import { loadModel } from '../../src/fhir/model.ts'
import { parsePolicy } from '../../src/policy/language/parse-policy.ts'
import { runPolicyTests } from '../../src/policy/policy-tests.ts'
import { canaryFor } from '../support/canaries.ts'
import { elementPlaces, inCardinality, isPrimitive, placeName, resourceAt } from '../support/element-places.ts'
import { shippedEngine } from '../support/shipped-engine.ts'

const CANARY = /c4n4ry|7000123|2013-07-23|YzRuNHJ5|\\u0063/i

/** Everything that a logger, a crash report or a debugger would print of a value. */
function printed(value: unknown): string {
  const own = value instanceof Error ? [value.message, value.stack, inspect(value.cause, { depth: 20, showHidden: true })] : []
  return [
    ...own, JSON.stringify(value), format('%s %o %j', value, value, value), inspect(value, { depth: 20, showHidden: true }),
  ].join('\n')
}

describe('What is said about a message that is refused holds no value of it:', () => {
  const engine = shippedEngine('hipaa-safe-harbor', { findings: true })
  const deep = `{"resourceType":"Parameters","parameter":${'[{"name":"c4n4ry","part":'.repeat(60)}[]${'}]'.repeat(60)}}`
  test.for([
    ['a syntax error in the middle of a value', '{"resourceType":"Patient","name":[{"family":"c4n4ry\n"}]}'],
    ['an unknown escape', '{"resourceType":"Patient","id":"c4n4ry\\x"}'],
    ['half a surrogate pair', '{"resourceType":"Patient","id":"c4n4ry\\ud800"}'],
    ['a value cut off', '{"resourceType":"Patient","id":"c4n4ry'],
    ['text behind the end', '{"resourceType":"Patient"} c4n4ry'],
    ['a key met twice', '{"resourceType":"Patient","c4n4ry":1,"c4n4ry":2}'],
    ['a known key met twice', '{"resourceType":"Patient","id":"c4n4ry","id":"c4n4ry-2"}'],
    ['a number too large', '{"resourceType":"Observation","valueQuantity":{"value":7000123e9999}}'],
    ['a number that is none', '{"resourceType":"Observation","valueQuantity":{"value":7000123.}}'],
    ['an unknown type', '{"resourceType":"C4n4ry"}'],
    [
      'an unknown type in an entry',
      '{"resourceType":"Bundle","type":"batch","entry":[{"fullUrl":"urn:c4n4ry","resource":{"resourceType":"C4n4ry"}}]}',
    ],
    [
      'an unknown modifier extension',
      '{"resourceType":"Patient","modifierExtension":[{"url":"http://c4n4ry.example.org","valueString":"c4n4ry"}]}',
    ],
    [
      'a modifier extension below a key that nobody knows',
      '{"resourceType":"Patient","c4n4ry":1,"contact":[{"modifierExtension":[{"url":"c4n4ry"}]}]}',
    ],
    ['nesting beyond the limit', deep],
  ] as const)('%s', ([, body]) => {
    const outcome = engine.process(Buffer.from(body))
    if (!('error' in outcome)) throw new Error('the message is not refused')
    expect(printed(outcome.error)).not.toMatch(CANARY)
    expect(printed(outcome.facts)).not.toMatch(CANARY)
  })

  test('bytes that are not UTF-8', () => {
    const body = Buffer.from('{"resourceType":"Patient","id":"c4n4ry\xff"}', 'latin1')
    const outcome = engine.process(body)
    expect(outcome).toMatchObject({ verdict: 'block', error: { code: 'SLUICE_JSON_ENCODING' } })
    expect(printed(outcome)).not.toMatch(CANARY)
  })
})

test('Findings and counts of a canary in every element of R4 hold no value, and the findings name the place', { timeout: 60_000 }, () => {
  const model = loadModel('R4')
  const engine = shippedEngine('hipaa-safe-harbor', { fhir: 'R4', findings: true })
  const wrong: string[] = []
  let found = 0
  for (const type of model.resourceTypes) {
    for (const place of elementPlaces(model, type, 1)) {
      if (!isPrimitive(model, place)) continue
      const step = place.steps.at(-1)!
      const { json } = canaryFor(step.type, step.name)
      const attached = `"c4n4ry":"c4n4ry","_${step.name}":${inCardinality(step, '{"id":"c4n4ry","extension":[{"url":"c4n4ry","valueCode":"c4n4ry"}]}')}`
      const { facts } = engine.process(Buffer.from(resourceAt(place, `"${step.name}":${inCardinality(step, json)},${attached}`)))
      if (CANARY.test(JSON.stringify(facts))) wrong.push(placeName(place))
      found += facts.findings.length
    }
  }
  expect(wrong).toEqual([])
  expect(found).toBeGreaterThan(20_000)
})

test('What the tests inside a policy say about an output holds no value of it', () => {
  const policy = parsePolicy(Buffer.from(`sluice: policy/1
name: says-nothing
version: "1"
summary: Its tests fail in every way there is.
rules:
  - { when: { path: Resource }, then: keep }
tests:
  - name: fails
    given: { resourceType: Patient, id: c4n4ry, birthDate: "2013-07-23", name: [{ family: c4n4ry, given: [c4n4ry] }] }
    expect: { id: other, birthDate: null, gender: male, name: { family: x }, contact: [] }
    absent: [n4ry, "2013-07"]
    present: [nowhere]
    verdict: block
  - name: is refused
    given: '{"resourceType":"Patient","id":"c4n4ry","id":"c4n4ry"}'
    absent: [x]
`), 'policy.yaml')
  const results = runPolicyTests(policy, (tested) => shippedEngine(tested))
  expect(results.map(({ problems }) => problems.length > 0)).toEqual([true, true])
  expect(printed(results.flatMap(({ problems }) => problems))).not.toMatch(CANARY)
})

test('A value that is carried as PHI is not printed by anything', () => {
  const value = new Phi({ family: 'c4n4ry' }, 'name')
  const around = { patient: value, list: [value], map: new Map([['x', value]]) }
  const error = new Error(`about ${value.toString()}`, { cause: around })
  const all = [value, around, Object.assign({}, value), Object.entries(value), structuredClone(Object.assign({}, value)), error]
  expect(all.map(printed).join('\n')).not.toMatch(CANARY)
  expect(`${JSON.stringify(value)} ${String(value)}`).toBe('"[name]" [name]')
  expect(value.reveal()).toEqual({ family: 'c4n4ry' })
})
