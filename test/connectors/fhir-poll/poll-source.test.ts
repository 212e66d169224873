import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, expect, test } from 'vitest'
import { fhirPollSource } from '../../../connectors/fhir-poll/connector.ts'
import { SluiceError } from '../../../src/contract/errors.ts'
import type { UnitDelivery } from '../../../src/contract/unit.ts'
import { createContext } from '../../services/connector-context.ts'
import { sendJson, startScripted, type Asked, type ScriptedServer } from '../../services/scripted-server.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type Answer = (asked: Asked, response: ServerResponse, count: number, origin: string) => void

async function start(answer: Answer): Promise<ScriptedServer> {
  const server: ScriptedServer = await startScripted((asked, response, count) => answer(asked, response, count, server.origin))
  stops.push(server.stop)
  return server
}

async function read(
  server: ScriptedServer, settings: Record<string, unknown> = {},
  { signal = new AbortController().signal, tools = createContext({ secrets: { 'env:T': 'a-token' } }) } = {},
) {
  const { context, said } = tools
  const state = path.join(makeTemporaryFolder(), 'poll.db')
  const source = await fhirPollSource.open(
    fhirPollSource.settings.parse({
      baseUrl: `${server.origin}/fhir`,
      auth: { bearer: 'env:T' },
      state,
      search: ['Observation'],
      until: 'caught-up',
      ...settings,
    }),
    context,
  )
  const taken: string[] = []
  for await (const delivery of source.deliveries(signal)) {
    taken.push(...(delivery as UnitDelivery).messages.map(({ body }) => Buffer.from(body as Uint8Array).toString()))
    await delivery.ack()
  }
  return { taken, said }
}

const observation = (id: number, at = '2026-01-01T00:00:00Z'): string =>
  `{"resourceType":"Observation","id":"o${id}","meta":{"versionId":"1","lastUpdated":"${at}"},"valueQuantity":{"value":235.40}}`
const page = (resources: readonly string[], next?: string): string => {
  const link = next === undefined ? '' : `"link":[{"relation":"next","url":"${next}"}],`
  const entries = resources.map((one) => `{"resource":${one},"search":{"mode":"match"}}`)
  return `{"resourceType":"Bundle","type":"searchset",${link}"entry":[${entries.join()}]}`
}

test('resources come as the bytes that the server sent, however it wraps them', async () => {
  const pretty = observation(1).replaceAll(',', ',\n  ')
  const server = await start((_, response) => {
    response.writeHead(200, { 'content-type': 'application/fhir+json;charset=utf-8', 'content-encoding': 'gzip' })
    response.end(gzipSync(page([pretty, observation(2)])))
  })
  const { taken } = await read(server)
  expect(taken).toEqual([pretty.replaceAll('\n', ' '), observation(2)])
  expect(new URL(server.asked[0]?.url ?? '', server.origin).searchParams.toString()).toBe('_count=200&_sort=_lastUpdated')
})

test('a link to the next page that leads away is not followed, and nothing goes there', async () => {
  const elsewhere = await start((_, response) => sendJson(response, page([])))
  const server = await start((_, response) =>
    sendJson(response, page([observation(1), observation(2)], `${elsewhere.origin}/fhir?_getpages=1`)),
  )
  await expect(read(server)).rejects.toMatchObject({ code: 'SLUICE_SOURCE' })
  expect(elsewhere.asked).toEqual([])
}, 60_000)

test.for(['?_getpages=1', '/fhir?_getpages=1', 'Observation?page=2'] as const)(
  'the relative link %s is followed with the token',
  async (link) => {
    const server = await start(({ url }, response) => {
      const isNext = url.includes('_getpages') || url.includes('page=2')
      sendJson(response, isNext ? page([observation(3)]) : page([observation(1), observation(2)], link))
    })
    const { taken } = await read(server)
    expect(taken).toHaveLength(3)
    expect(server.asked.every(({ headers }) => headers.authorization === 'Bearer a-token')).toBe(true)
  },
)

test('what goes wrong for a while is tried again, and said', async () => {
  const server = await start((_, response, count) => {
    if (count === 1)
      response
        .writeHead(200, { 'content-type': 'application/fhir+json' })
        .write('{"resourceType":"Bundle","entry":[', () => response.destroy())
    else if (count === 2) response.writeHead(200, { 'content-type': 'application/fhir+json' }).end('{"resourceType":"Bundle","entry":[')
    else if (count === 3) response.writeHead(200, { 'content-type': 'text/html' }).end('<html>')
    else if (count === 4) response.writeHead(503, { 'retry-after': '0' }).end()
    else sendJson(response, page([observation(1)]))
  })
  const { taken, said } = await read(server)
  expect(taken).toEqual([observation(1)])
  expect([said.includes('SLUICE_SOURCE'), said.at(-1)]).toEqual([true, 'ready'])
}, 60_000)

test('a server that asks for patience at once is waited for, and the source is not ready meanwhile', async () => {
  const server = await start((_, response) => sendJson(response, {}, { status: 503, headers: { 'retry-after': '600' } }))
  const tools = createContext({ secrets: { 'env:T': 'a-token' } })
  const stop = new AbortController()
  const done = read(server, { until: 'stopped' }, { signal: stop.signal, tools })
  await expect.poll(() => tools.said).toEqual(['SLUICE_SOURCE'])
  stop.abort()
  expect((await done).taken).toEqual([])
  expect(server.asked).toHaveLength(1)
})

test('while the sink does not take a delivery, it is made again, and then goes on', async () => {
  const server = await start(({ url }, response) =>
    sendJson(response, url.includes('_lastUpdated=') ? page([observation(1)]) : page([observation(1), observation(2)])),
  )
  const { context, said, stop } = createContext()
  const state = path.join(makeTemporaryFolder(), 'poll.db')
  const source = await fhirPollSource.open(
    fhirPollSource.settings.parse({ baseUrl: `${server.origin}/fhir`, state, search: ['Observation'], everySeconds: 1 }),
    context,
  )
  const names: string[] = []
  const answers: unknown[] = []
  const controller = new AbortController()
  let failures = 2
  for await (const delivery of source.deliveries(controller.signal)) {
    names.push((delivery as UnitDelivery).messages.map(({ unit }) => unit.name).join())
    if (failures-- > 0) {
      answers.push(await delivery.nack(new SluiceError('SLUICE_SINK')))
      continue
    }
    await delivery.ack()
    controller.abort()
  }
  stop()
  expect(answers).toEqual(['again', 'again'])
  expect(new Set(names).size).toBe(1)
  expect([names.length, said]).toEqual([3, expect.arrayContaining(['SLUICE_SINK'])])
}, 30_000)

test('what fails but the sink ends the route, and so does the sink of one that ends by itself', async () => {
  const server = await start((_, response) => sendJson(response, page([observation(1)])))
  for (const [settings, code] of [[{}, 'SLUICE_AUDIT'], [{ until: 'caught-up' }, 'SLUICE_SINK']] as const) {
    const { context } = createContext()
    const source = await fhirPollSource.open(
      fhirPollSource.settings.parse({
        baseUrl: `${server.origin}/fhir`,
        state: path.join(makeTemporaryFolder(), 'p.db'),
        search: ['Observation'],
        ...settings,
      }),
      context,
    )
    for await (const delivery of source.deliveries(new AbortController().signal)) {
      expect(await delivery.nack(new SluiceError(code))).toBeUndefined()
      break
    }
  }
})

test.for([400, 403, 404, 422])('a server that answers %i stops the route', async (status) => {
  const server = await start((_, response) =>
    sendJson(response, { resourceType: 'OperationOutcome', issue: [{ diagnostics: 'canary' }] }, { status }),
  )
  const error: unknown = await read(server).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SLUICE_SOURCE_REFUSED', message: expect.not.stringContaining('canary') as string })
})

test.for([
  'Observation?_sort=date', 'Patient?_include=Patient:organization', 'Patient?_lastUpdated=gt2020', 'patient', '$everything', '../Patient',
  'Patient?a b',
])('%s is no search to poll', (search) => {
  expect(fhirPollSource.settings.safeParse({ baseUrl: 'https://example.org', state: 's', search: [search] }).success).toBe(false)
})
