import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openProxy, sendJson, sharedProxy, type Reply } from './open-proxy.ts'

/** Machines are busy. */
const waitFor = (condition: () => void): Promise<void> => vi.waitFor(condition, { timeout: 20_000 })
const FOUND = { resourceType: 'Bundle', type: 'searchset', entry: [] }
const SEARCH = '/Patient?gender=female'

describe('a server that is there', () => {
  const shared = sharedProxy({ limits: { probeMs: 20 }, upstream: { timeoutSeconds: 1 } })

  test.each<{ name: string; reply: Reply; status: number }>([
    { name: 'is slow for one request', reply: () => undefined, status: 504 },
    {
      name: 'breaks one answer off', status: 502,
      reply: (_, response) => void response.writeHead(200, { 'content-length': 100 }).end('{').destroy(),
    },
  ])('and $name stays ready, once it has been asked', async ({ reply, status }) => {
    const { proxy } = shared
    proxy.said.length = 0
    proxy.reply = (asked, response) => asked.url.endsWith('/metadata') ? sendJson(response, {}, { status: 401 }) : reply(asked, response)
    expect((await proxy.get(SEARCH)).status).toBe(status)
    await waitFor(() => expect(proxy.said).toEqual(['ready']))
    const probe = proxy.asked.find(({ url }) => url === '/fhir/metadata')
    expect(probe?.method).toBe('GET')
    expect(Object.keys(probe?.headers ?? {})).not.toContain('authorization')
  })

  test('is not asked about what it has answered', async () => {
    const { proxy } = shared
    proxy.said.length = 0
    proxy.reply = (_, response) => sendJson(response, FOUND)
    expect((await proxy.get(SEARCH)).status).toBe(200)
    proxy.reply = (_, response) => sendJson(response, { resourceType: 'OperationOutcome' }, { status: 500 })
    await proxy.get(SEARCH)
    await delay(50)
    expect(proxy.asked.map(({ url }) => url.split('?')[0])).toEqual(['/fhir/Patient', '/fhir/Patient'])
    expect(proxy.said).toEqual([])
  })
})

describe('a server that is away', () => {
  test('is said to be, is asked again and again, one question at a time, and is ready when it is back', async () => {
    const proxy = await openProxy({ limits: { probeMs: 20 } })
    let isAway = true
    proxy.reply = (asked, response) => {
      if (!isAway) sendJson(response, FOUND)
      else if (asked.url.endsWith('/metadata')) sendJson(response, {}, { status: 503 })
      else response.destroy()
    }
    await Promise.all([proxy.get(SEARCH), proxy.get(SEARCH)])
    await waitFor(() => expect(proxy.said.length).toBeGreaterThan(2))
    expect(new Set(proxy.said)).toEqual(new Set(['SLUICE_UPSTREAM']))
    const before = proxy.asked.length
    await delay(100)
    expect(proxy.asked.length - before).toBeLessThanOrEqual(5)
    isAway = false
    await waitFor(() => expect(proxy.said.at(-1)).toBe('ready'))
    const since = proxy.asked.length
    await delay(60)
    expect(proxy.asked).toHaveLength(since)
  })

  test('is not asked any more once the proxy has closed', async () => {
    const proxy = await openProxy({ limits: { probeMs: 20 } })
    proxy.reply = (_, response) => void response.destroy()
    await proxy.get(SEARCH)
    await waitFor(() => expect(proxy.said.length).toBeGreaterThan(1))
    await proxy.drain()
    const since = proxy.said.length
    await delay(60)
    expect(proxy.said).toHaveLength(since)
  })

  test('keeps a connection to nobody from being taken for an answer', async () => {
    const gone = await closedPort()
    const proxy = await openProxy({ limits: { probeMs: 20 }, upstream: { url: `http://127.0.0.1:${gone}/fhir` } })
    expect((await proxy.get(SEARCH)).status).toBe(502)
    await waitFor(() => expect(proxy.said).toContain('SLUICE_UPSTREAM'))
    const server = createServer((_, response) => sendJson(response, FOUND))
    onTestFinished(() => void server.close())
    await listenOn(server, gone)
    await waitFor(() => expect(proxy.said.at(-1)).toBe('ready'))
  })
})

/** A port that nobody listens on any more. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await listenOn(server, 0)
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function listenOn(server: Server, port: number): Promise<void> {
  await new Promise<void>((resolve) => {
    server.listen(port, '127.0.0.1', resolve)
  })
}
