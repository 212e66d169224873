import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countResources, holdsLink, latin1Of, patientIds } from '../../src/exchange/count-subjects.ts'

const PIECES = [
  '"Patient"', 'Patient/', 'Patient', 'Patient\\/', 'a-1.b', '/', '"', '"resourceType"', 'Type"', '"link"', 'k"', '"lin', '"id":"x"',
  '"id" : "y9"', 'é', ' ', '"resource',
]
const bodies = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join('')))

/** The same in the plainest way. */
function expectedIds(text: string): Set<string> {
  const referred = [...text.matchAll(/(?=Patient\\?\/([A-Za-z0-9.-]+))/g)].map(([, id = '']) => id)
  const own = [...text.matchAll(/(?="Patient")/g)].map(({ index }) =>
    /"id"\s*:\s*"([^"]{1,64})"/.exec(text.slice(index, index + 256))?.[1] ??
      [...text.slice(Math.max(0, index - 256), index).matchAll(/"id"\s*:\s*"([^"]{1,64})"/g)].at(-1)?.[1] ?? `at ${index}`)
  return new Set([...referred, ...own])
}

test('patients, resources and links are those that a plain search finds', () => {
  fc.assert(fc.property(bodies, (body) => {
    const text = body.toString('latin1')
    expect(latin1Of(body)).toBe(text)
    expect(new Set(patientIds(text))).toEqual(expectedIds(text))
    expect(countResources(text)).toBe(text.split('"resourceType"').length - 1)
    expect(holdsLink(text)).toBe(text.includes('"link"'))
  }), { numRuns: 2000 })
})

test('a server that escapes its slashes names its patients all the same', () => {
  expect([...patientIds(String.raw`{"reference":"Patient\/p1","other":"http:\/\/x\/Patient\/p2\/_history\/1"}`)]).toEqual(['p1', 'p2'])
})

test('an id is taken from where it stands beside the type', () => {
  expect([...patientIds('{"resourceType":"Patient","id":"p1","link":[{"other":{"reference":"Patient/p2/_history/3"}}]}')]).toEqual([
    'p1',
    'p2',
  ])
  expect([...patientIds('{"id":"p3","resourceType":"Patient"}')]).toEqual(['p3'])
  expect([...patientIds('{"resourceType":"Patient"}')]).toEqual(['at 16'])
})
