import fc from 'fast-check'
import { expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { createCutBundle } from '../../src/decode/cut-bundle.ts'

const cut = createCutBundle(LIMITS)
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes === undefined ? undefined : Buffer.from(bytes).toString()

function codeOf(text: string): string {
  try {
    cut(Buffer.from(text))
    return 'read'
  } catch (error) {
    return (error as { code?: string }).code ?? 'no code'
  }
}

test('resources come out of a Bundle as the bytes they went in as, and the rest as a value', () => {
  const first = '{ "resourceType":"Observation","valueQuantity":{"value":235.40},"id":"a" }'
  const bundle = `{"entry":[{"fullUrl":"urn:1","resource":${first},"search":{"mode":"match"}},\n {"request":{"method":"DELETE","url":"Patient/b"}}],"resourceType":"Bundle","link":[{"relation":"next","url":"?x"}]}`
  const { envelope, entries } = cut(Buffer.from(bundle))
  expect(entries.map(({ resource }) => textOf(resource))).toEqual([first, undefined])
  expect(textOf(entries[1]?.bytes)).toBe('{"request":{"method":"DELETE","url":"Patient/b"}}')
  expect(envelope['link']).toEqual([{ relation: 'next', url: '?x' }])
  expect(entries[1]?.envelope).toEqual({ request: { method: 'DELETE', url: 'Patient/b' } })
})

test.for([
  ['what is no Bundle', '{"resourceType":"Patient"}', 'SLUICE_FHIR_RESOURCE_TYPE'],
  ['an array', '[]', 'SLUICE_FHIR_RESOURCE_TYPE'],
  ['two arrays of entries', '{"resourceType":"Bundle","entry":[],"entry":[]}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['two resources in an entry', '{"resourceType":"Bundle","entry":[{"resource":{},"\\u0072esource":{}}]}', 'SLUICE_JSON_DUPLICATE_KEY'],
  [
    'a key that stands twice deep in a resource',
    '{"resourceType":"Bundle","entry":[{"resource":{"a":[{"b":1,"b":2}]}}]}',
    'SLUICE_JSON_DUPLICATE_KEY',
  ],
  ['a key that stands twice beside the entries', '{"resourceType":"Bundle","link":[{"url":"a","url":"b"}]}', 'SLUICE_JSON_DUPLICATE_KEY'],
  ['an entry that is no object', '{"resourceType":"Bundle","entry":[1]}', 'SLUICE_JSON_SYNTAX'],
  ['a Bundle that breaks off', '{"resourceType":"Bundle","entry":[{"resource":{"a":1', 'SLUICE_JSON_SYNTAX'],
] as const)('%s is refused', ([, text, code]) => {
  expect(codeOf(text)).toBe(code)
})

test('a Bundle without entries has none', () => {
  expect(cut(Buffer.from('{"resourceType":"Bundle","type":"searchset"}')).entries).toEqual([])
})

test('of any Bundle, the resources are those that JSON.parse sees, in their order', () => {
  const resource = fc.dictionary(fc.string({ maxLength: 6 }), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 })
  const entry = fc.record({ resource, fullUrl: fc.string() }, { requiredKeys: [] })
  fc.assert(fc.property(fc.array(entry, { maxLength: 6 }), fc.constantFrom(0, 2), (entries, space) => {
    const text = JSON.stringify({ type: 'x', entry: entries, resourceType: 'Bundle' }, undefined, space)
    const seen = cut(Buffer.from(text)).entries.map((one) => ({
      ...one.envelope, ...(one.resource === undefined ? {} : { resource: JSON.parse(textOf(one.resource) ?? '') as unknown }),
    }))
    expect(JSON.stringify(seen.map(({ resource: inner, ...rest }) => [inner, rest]))).toBe(
      JSON.stringify((JSON.parse(text) as { entry: { resource?: unknown }[] }).entry.map(({ resource: inner, ...rest }) => [inner, rest])))
  }))
})
