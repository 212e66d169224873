import { afterEach, expect, test } from 'vitest'
import { fhirSink } from '../../../connectors/fhir-sink/connector.ts'
import { toDelivery } from '../../../connectors/lines.ts'
import { createContext } from '../../services/connector-context.ts'
import { sendJson, startScripted, type ScriptedServer } from '../../services/scripted-server.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type Sent = { readonly type: string; readonly entry: readonly { readonly request: { readonly url: string } }[] }

async function write(server: ScriptedServer, lines: readonly string[], settings: Record<string, unknown> = {}): Promise<void> {
  const { sinkContext } = createContext()
  const sink = await fhirSink.open(fhirSink.settings.parse({ baseUrl: `${server.origin}/fhir`, ...settings }), sinkContext)
  stops.push(sink.close)
  const delivery = toDelivery({
    name: 'd',
    lines: lines.map((line) => Buffer.from(line)),
    ack: async () => undefined,
    nack: async () => undefined,
  })
  for (const message of delivery.messages) await sink.prepare(message, message.body as Uint8Array, delivery)
  await sink.commit(delivery)
}

/** A server that does what it is asked, unless the test says otherwise of an entry. */
async function start(
  answer: (url: string, count: number) => string = () => '200 OK',
  status: (count: number) => number = () => 200,
): Promise<ScriptedServer> {
  const server = await startScripted(({ body }, response, count) => {
    const { entry } = JSON.parse(body) as Sent
    sendJson(
      response,
      {
        resourceType: 'Bundle',
        type: 'transaction-response',
        entry: entry.map(({ request }) => ({ response: { status: answer(request.url, count) } })),
      },
      { status: status(count), headers: { 'retry-after': '0' } },
    )
  })
  stops.push(server.stop)
  return server
}

const patient = (id: string): string => `{"resourceType":"Patient","id":"${id}"}`
const urlsOf = (server: ScriptedServer): string[][] =>
  server.asked.map(({ body }) => (JSON.parse(body) as Sent).entry.map(({ request }) => request.url))

test('transactions are no larger than they may be, and no target stands in one twice', async () => {
  const server = await start()
  await write(server, ['a', 'b', 'c', 'a', 'd'].map(patient), { entriesMax: 2 })
  expect(urlsOf(server)).toEqual([['Patient/a', 'Patient/b'], ['Patient/c', 'Patient/a'], ['Patient/d']])
  expect(
    server.asked.every(
      ({ method, url, headers }) => method === 'POST' && url === '/fhir' && headers['content-type'] === 'application/fhir+json',
    ),
  ).toBe(true)
})

const bundle = (type: string, entries: readonly string[]): string =>
  `{"resourceType":"Bundle","type":"${type}","entry":[${entries.join()}]}`
const DELETED = '{"request":{"method":"DELETE","url":"Patient/a"}}'
const version = (number: number, at = ''): string =>
  `{"resource":{"resourceType":"Patient","id":"a","meta":{"versionId":"${number}"${at === '' ? '' : `,"lastUpdated":"${at}"`}}}}`

test('the entries of a Bundle stay together', async () => {
  const server = await start()
  await write(server, [bundle('collection', ['a', 'b', 'c'].map((id) => `{"resource":${patient(id)}}`))], { entriesMax: 2 })
  expect(urlsOf(server)).toEqual([['Patient/a', 'Patient/b', 'Patient/c']])
})

test.for([
  ['of a history', 'history', [version(2), version(1)], ['v1', 'v2']],
  ['of a history that ends in a deletion', 'history', [DELETED, version(1)], ['v1', 'deleted']],
  ['of a history that goes on after a deletion', 'history', [version(3), DELETED, version(1)], ['v1', 'deleted', 'v3']],
  [
    'of a history that says that its oldest stands first', 'history',
    [version(1, '2026-11-29T01:00:00Z'), version(2, '2026-11-29T02:00:00Z'), DELETED], ['v1', 'v2', 'deleted'],
  ],
  ['of a batch', 'batch', [version(1), version(2)], ['v1', 'v2']],
] as const)('the latest version %s is what stays: one transaction each, in their order', async ([, type, entries, expected]) => {
  const server = await start()
  await write(server, [bundle(type, entries)])
  const sent = server.asked.map(({ body }) => (body.includes('"DELETE"') ? 'deleted' : `v${/"versionId":"(\d)"/.exec(body)?.[1]}`))
  expect(sent).toEqual(expected)
})

test.for([503, 409, 429])('a transaction that is answered with %i is sent again', async (code) => {
  const server = await start(() => '200 OK', (count) => (count === 1 ? code : 200))
  await write(server, [patient('a')])
  expect(server.asked).toHaveLength(2)
})

test.for([
  ['refuses the transaction', () => '200 OK', 422],
  ['does one entry and not another', (url: string) => (url === 'Patient/a' ? '201 Created' : '404 Not Found'), 200],
] as const)('a server that %s stops the route', async ([, answer, status]) => {
  const server = await start(answer, () => status)
  await expect(write(server, [patient('a'), patient('b')])).rejects.toMatchObject({ code: 'SLUICE_SINK' })
})

test('creating by id is no setting, since it fails whole transactions', () => {
  expect(fhirSink.settings.safeParse({ baseUrl: 'https://example.org', write: 'create' }).success).toBe(false)
  expect(fhirSink.settings.safeParse({ baseUrl: 'https://example.org', write: 'create', match: 'identifier' }).success).toBe(true)
})
