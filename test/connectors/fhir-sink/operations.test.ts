import { describe, expect, test } from 'vitest'
import { operationsOf, type WriteMode } from '../../../connectors/fhir-sink/operations.ts'
import { createContext } from '../../services/connector-context.ts'

const { context } = createContext()
const UPDATE: WriteMode = { match: 'id', write: 'update' }
const entriesOf = (message: string, mode = UPDATE): string[] =>
  operationsOf(Buffer.from(message), mode, context).map(({ entry }) => Buffer.from(entry).toString())

describe('a resource', () => {
  const observation =
    '{ "resourceType":"Observation", "id":"a1", "identifier":[{"system":"urn:s","value":"x|y"}], "valueQuantity":{"value":235.40} }'

  test.for([
    [{ match: 'id', write: 'update' }, '{"method":"PUT","url":"Observation/a1"}'],
    [{ match: 'identifier', write: 'update' }, String.raw`{"method":"PUT","url":"Observation?identifier=urn%3As%7Cx%5C%7Cy"}`],
    [
      { match: 'identifier', write: 'create' },
      String.raw`{"method":"POST","url":"Observation","ifNoneExist":"identifier=urn%3As%7Cx%5C%7Cy"}`,
    ],
  ] as const)('is written with %j to the byte, and without an id where the server gives its own', ([mode, request]) => {
    const sent = mode.match === 'id' ? observation : observation.replace(', "id":"a1"', '')
    expect(entriesOf(observation, mode)).toEqual([`{"resource":${sent},"request":${request}}`])
  })

  test.for([
    ['without an id', '{"resourceType":"Patient"}', 'id'],
    ['without an identifier', '{"resourceType":"Patient","id":"a"}', 'identifier'],
    ['whose id leads one up', '{"resourceType":"Patient","id":".."}', 'id'],
    [
      'whose fullUrl does',
      '{"resourceType":"Bundle","type":"batch","entry":[{"fullUrl":"urn:uuid:..","resource":{"resourceType":"Patient"}}]}',
      'id',
    ],
    ['whose id leads elsewhere', '{"resourceType":"Patient","id":"../Group/1"}', 'id'],
    ['of no type', '{"id":"a"}', 'id'],
    ['whose type leads elsewhere', '{"resourceType":"A/b?c","id":"a"}', 'id'],
  ] as const)('%s is not written at all', ([, message, match]) => {
    expect(() => entriesOf(message, { match, write: 'update' })).toThrow(expect.objectContaining({ code: 'SLUICE_SINK' }) as Error)
  })
})

describe('a Bundle', () => {
  test('of a transaction loses its own requests, which repeated would do harm, and keeps its links', () => {
    const bundle =
      '{"resourceType":"Bundle","type":"transaction","entry":[{"fullUrl":"urn:uuid:aa","resource":{"resourceType":"Patient"},"request":{"method":"POST","url":"Patient"}}]}'
    expect(entriesOf(bundle)).toEqual([
      '{"fullUrl":"urn:uuid:aa","resource":{"id":"aa","resourceType":"Patient"},"request":{"method":"PUT","url":"Patient/aa"}}',
    ])
  })

  test('of a history deletes what was deleted', () => {
    const bundle =
      '{"resourceType":"Bundle","type":"history","entry":[{"fullUrl":"https://x/fhir/Patient/a","request":{"method":"DELETE","url":"https://x/fhir/Patient/a"}}]}'
    expect(entriesOf(bundle)).toEqual(['{"request":{"method":"DELETE","url":"Patient/a"}}'])
    expect(entriesOf(bundle, { match: 'identifier', write: 'update' })).toEqual([])
  })

  test('that is a document is written whole', () => {
    const bundle = '{"resourceType":"Bundle","id":"d","type":"document","entry":[]}'
    expect(entriesOf(bundle)).toEqual([`{"resource":${bundle},"request":{"method":"PUT","url":"Bundle/d"}}`])
  })
})
