import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { httpSink } from '../../connectors/http-sink.ts'
import { toDelivery } from '../../connectors/lines.ts'
import type { Sink } from '../../src/contract/message.ts'
import { createContext } from '../services/connector-context.ts'
import { sendJson, startScripted, type ScriptedServer } from '../services/scripted-server.ts'

const open: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of open.splice(0)) await close()
})

const SECRETS = { 'env:X': 'a-secret', 'env:T': 'a-token' }
const LINES = ['{"n":1.50}', '{"n":\n2}', '{"n":1.50}']

async function openSink(
  server: ScriptedServer, send: 'message' | 'delivery', { sinkContext } = createContext({ secrets: SECRETS }),
): Promise<Sink> {
  const settings = httpSink.settings.parse({
    url: `${server.origin}/hook`,
    send,
    headers: { 'X-Api-Key': 'env:X' },
    auth: { bearer: 'env:T' },
  })
  const sink = await httpSink.open(settings, sinkContext)
  open.push(sink.close)
  return sink
}

async function put(sink: Sink, name = 'Patient/1'): Promise<void> {
  const delivery = toDelivery({
    name,
    lines: LINES.map((line) => Buffer.from(line)),
    ack: async () => undefined,
    nack: async () => undefined,
  })
  for (const message of delivery.messages) await sink.prepare(message, message.body as Uint8Array, delivery)
  await sink.commit(delivery)
}

async function start(answer: Parameters<typeof startScripted>[0]): Promise<ScriptedServer> {
  const server = await startScripted(answer)
  open.push(server.stop)
  return server
}

test('each message is posted with the credentials, as it is, and under a key that a repetition has too', async () => {
  const server = await start((_, response) => sendJson(response, {}, { status: 202 }))
  await put(await openSink(server, 'message'))
  await put(await openSink(server, 'message'))
  const posts = server.asked.map(({ method, url, body, headers }) => ({
    method,
    url,
    body,
    type: headers['content-type'],
    auth: headers.authorization,
    api: headers['x-api-key'],
  }))
  expect(posts.slice(0, 3)).toEqual(
    ['{"n":1.50}', '{"n": 2}', '{"n":1.50}'].map((body) => ({
      method: 'POST', url: '/hook', body, type: 'application/fhir+json', auth: 'Bearer a-token', api: 'a-secret',
    })),
  )
  const keys = server.asked.map(({ headers }) => headers['idempotency-key'])
  expect(keys.slice(3)).toEqual(keys.slice(0, 3))
  expect(new Set(keys).size).toBe(3)
})

test('a delivery is posted as NDJSON', async () => {
  const server = await start((_, response) => sendJson(response, {}))
  await put(await openSink(server, 'delivery'))
  expect(server.asked.map(({ body, headers }) => [body, headers['content-type']])).toEqual([
    ['{"n":1.50}\n{"n": 2}\n{"n":1.50}\n', 'application/fhir+ndjson'],
  ])
})

test('what is not taken for sure is an error without what the receiver said, and the repetition has the same key', async () => {
  const server = await start((_, response, count) => sendJson(response, { echo: 'canary' }, { status: count === 2 ? 422 : 200 }))
  const sink = await openSink(server, 'message')
  const error: unknown = await put(sink).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SLUICE_SINK', message: expect.stringContaining('422') as string })
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('canary')
  await sink.abort()
  await put(sink)
  const keys = server.asked.map(({ headers }) => headers['idempotency-key'])
  expect(keys.slice(2, 4)).toEqual(keys.slice(0, 2))
})

test('a receiver that asks for patience is waited for, and the sink is not ready meanwhile', async () => {
  const server = await start((_, response) => sendJson(response, {}, { status: 503, headers: { 'retry-after': '600' } }))
  const tools = createContext({ secrets: SECRETS })
  const sink = await openSink(server, 'message', tools)
  const done = put(sink).catch((error: unknown) => error)
  await expect.poll(() => tools.said).toEqual(['SLUICE_SINK'])
  await sink.close()
  expect(await done).toMatchObject({ code: 'SLUICE_SINK' })
})

test('nothing is posted before the commit, nor after an abort', async () => {
  const server = await start((_, response) => sendJson(response, {}))
  const sink = await openSink(server, 'message')
  const delivery = toDelivery({ name: 'a', lines: [Buffer.from('{}')], ack: async () => undefined, nack: async () => undefined })
  await sink.prepare(delivery.messages[0] as (typeof delivery.messages)[0], Buffer.from('{}'), delivery)
  expect(server.asked).toEqual([])
  await sink.abort(delivery)
  await sink.commit(delivery)
  expect(server.asked).toEqual([])
})

test.for(['Authorization', 'content-type', 'Idempotency-Key', 'Host', 'a b'])('the header %s is not for the settings', (name) => {
  expect(httpSink.settings.safeParse({ url: 'https://example.org/hook', headers: { [name]: 'env:X' } }).success).toBe(false)
})
