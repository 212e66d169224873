import { hash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countResources, holdsLink, latin1Of, patientIds } from '../../src/exchange/count-subjects.ts'
import { cpuMs } from '../support/cpu-ms.ts'

const PIECES = [
  '"Patient"', 'Patient/', 'Patient', 'Patient\\/', 'a-1.b', '/', '"', '"resourceType"', 'Type"', '"link"', 'k"', '"lin', '"id":"x"',
  '"id" : "y9"', 'é', ' ', '"resource', '{', '}', '"type":', ':', '[', '\\',
]
const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((some) => Buffer.from(some.join('')))

const texts = fc.constantFrom('Patient', 'a"Patient', 'Patient/p7', String.raw`\"Patient`, String.raw`back\\`, '{"', ']', 'é')
const values = fc.letrec<{ value: unknown; resource: Readonly<Record<string, unknown>> }>((tie) => ({
  value: fc.oneof({ depthSize: 'small' },
    texts, fc.integer(), tie('resource'), fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom('id', 'type', 'reference', 'name', 'contained', 'text'), tie('value'), { maxKeys: 3 })),
  // Its members stand in any order.
  resource: fc.tuple(fc.constantFrom('p1', 'p2', 'p3', undefined), tie('value'), tie('value'), fc.nat(3)).map(([id, one, other, turn]) => {
    const own: [string, unknown][] = id === undefined ? [] : [['id', id]]
    const members: [string, unknown][] = [['resourceType', 'Patient'], ['name', one], ...own, ['x', other]]
    return Object.fromEntries([...members.slice(turn), ...members.slice(0, turn)])
  }),
}))

/** The same in the plainest way. */
function expectedIds(value: unknown, isInArray = false): string[] {
  if (typeof value === 'string') return [...value.matchAll(/Patient\/([A-Za-z0-9.-]+)/g)].map(([, id = '']) => id)
  if (Array.isArray(value)) return value.flatMap((one) => expectedIds(one, true))
  if (typeof value !== 'object' || value === null) return []
  const object = value as Readonly<Record<string, unknown>>
  const { resourceType, id, type, reference } = object
  const byText = `by text ${hash('sha256', Buffer.from(JSON.stringify(value)).toString('latin1'))}`
  const isReferred = typeof reference === 'string' && /^[^"]*Patient\/[A-Za-z0-9.-]/.test(reference)
  return [
    ...Object.values(object).flatMap((one) => expectedIds(one)),
    ...(resourceType === 'Patient' ? [typeof id === 'string' && /^[^"\\]+$/.test(id) && !isInArray ? id : byText] : []),
    ...(type === 'Patient' && !isReferred ? [byText] : []),
  ]
}

test('patients are those that a reader of the whole finds', () => {
  fc.assert(fc.property(values.value, (value) => {
    const expected = new Set(expectedIds(value))
    expect(patientIds(latin1Of(Buffer.from(JSON.stringify(value))))).toEqual(expected)
    // What is named by its text has another one where it is spread over lines.
    expect(patientIds(latin1Of(Buffer.from(JSON.stringify(value, null, 1)))).size).toBeGreaterThanOrEqual(expected.size)
  }), { numRuns: 2000 })
})

test('resources and links are those that a plain search finds, and no bytes stop it', () => {
  fc.assert(fc.property(pieces, (body) => {
    const text = body.toString('latin1')
    expect(latin1Of(body)).toBe(text)
    expect(patientIds(text).size).toBeGreaterThanOrEqual(/Patient\\?\/[A-Za-z0-9.-]/.test(text) ? 1 : 0)
    expect(countResources(text)).toBe(text.split('"resourceType"').length - 1)
    expect(holdsLink(text)).toBe(text.includes('"link"'))
  }), { numRuns: 2000 })
})

test('a server that escapes its slashes names its patients all the same', () => {
  expect([...patientIds(String.raw`{"reference":"Patient\/p1","other":"http:\/\/x\/Patient\/p2\/_history\/1"}`)]).toEqual(['p1', 'p2'])
  expect([...patientIds(String.raw`{"reference":"Patient\/p1","type":"Patient"}`)]).toEqual(['p1'])
})

const FAR = 'x'.repeat(5000)
test.for([
  ['beside the type', '{"resourceType":"Patient","id":"p1","link":[{"other":{"reference":"Patient/p2/_history/3"}}]}', ['p1', 'p2']],
  ['before it', '{"id":"p3","resourceType":"Patient"}', ['p3']],
  ['far behind it', `{"resourceType":"Patient","name":[{"id":"1","text":"${FAR}"}],"id":"p4"}`, ['p4']],
  ['far before it', `{ "id" : "p5" , "name" : [{ "id" : "1", "text" : "${FAR} }]\\"" }] , "resourceType" : "Patient" }`, ['p5']],
  ['in each entry', `{"entry":[{"resource":{"id":"a","resourceType":"Patient"}},{"resource":{"id":"b","resourceType":"Patient"}}]}`, ['a', 'b']],
  ['in each line', '{"resourceType":"Patient","id":"a"}\n{"resourceType":"Patient","id":"b"}\n', ['a', 'b']],
] as const)('an id is taken from where it stands: %s', ([, text, expected]) => {
  expect([...patientIds(text)]).toEqual(expected)
})

test.for([
  ['is contained', (name: string) => `{"resourceType":"Observation","contained":[{"resourceType":"Patient","id":"pat","name":"${name}"}]}`],
  ['is contained behind another', (name: string) => `{"contained":[{"id":"a"}, {"resourceType":"Patient","id":"pat","name":"${name}"}]}`],
  ['has no id', (name: string) => `{"resourceType":"Patient","name":"${name}"}`],
  ['is referred to by an identifier', (name: string) => `{"subject":{"type":"Patient","id":"1","identifier":{"value":"${name}"}}}`],
] as const)('who %s is another where anything else is said', ([, of]) => {
  const [ann, bob, again] = ['Ann', 'Bob', 'Ann'].map((name) => [...patientIds(of(name))])
  expect([ann?.length, bob?.length]).toEqual([1, 1])
  expect(ann).not.toEqual(bob)
  expect(again).toEqual(ann)
})

test('a long list of the word costs no more than a look at each', () => {
  const text = JSON.stringify({ resourceType: 'Patient', id: 'p1', name: [{ given: Array.from({ length: 300_000 }, () => 'Patient') }] })
  const started = cpuMs()
  expect([...patientIds(text)]).toEqual(['p1'])
  expect(cpuMs() - started).toBeLessThan(2000)
})
