import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { issuesOf, openProxy, sendJson, testClients, type OpenProxy, type Reply } from './open-proxy.ts'

const [vendor, open] = testClients() as [ProxyClientConfig, ProxyClientConfig]
const HOUR_MS = 3_600_000

/** A page of patients, or one of them, of a hospital that has as many as anybody asks for. */
const HOSPITAL: Reply = (asked, response) => {
  const one = /\/Patient\/(p\d+)$/.exec(asked.url)?.[1]
  if (one !== undefined) return sendJson(response, { resourceType: 'Patient', id: one, gender: 'male' })
  const from = Number(/page=(\d+)/.exec(asked.url)?.[1] ?? 0)
  sendJson(response, {
    resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url: `?page=${from + 20}` }],
    entry: Array.from({ length: 20 }, (_, index) => ({ resource: { resourceType: 'Patient', id: `p${from + index}`, gender: 'male' } })),
  })
}

interface Bundle {
  readonly link: readonly { readonly relation: string; readonly url: string }[]
  readonly entry: readonly { readonly resource: { readonly id: string } }[]
}

function clock(): { now: () => Date; pass: (ms: number) => void } {
  let time = Date.parse('2026-03-01T00:30:00Z')
  return { now: () => new Date(time), pass: (ms) => { time += ms } }
}

function withBudget(budget: NonNullable<ProxyClientConfig['budget']>, settings: { now: () => Date; folder?: string }): Promise<OpenProxy> {
  return openProxy({ ...settings, clients: [{ ...vendor, budget }, open], reply: HOSPITAL })
}

describe('point 19: an egress budget', () => {
  test('counts patients and resources however a server writes their letters', async () => {
    const proxy = await openProxy({ clients: [{ ...vendor, policy: 'keep-everything', budget: { windowHours: 1, messages: 100 } }, open] })
    const entry = [1, 2].map((id) => String.raw`{"resource":{"resource\u0054ype":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"P\u0061tient/p\u003${id}"}}}`)
    proxy.reply = (_, response) => sendJson(response, `{"resourceType":"Bundle","type":"searchset","entry":[${entry.join()}]}`)
    expect((await proxy.get('/Observation?status=final')).status).toBe(200)
    expect(proxy.lastRecord()).toMatchObject({ messages: 2, subjects: 2 })
  })

  test('a vendor that for a week reads its twenty patients, and then pages through everyone, is stopped within its budget', async () => {
    const time = clock()
    const proxy = await withBudget({ windowHours: 24, subjects: 100, messages: 5000 }, time)
    const first = (await proxy.get('/Patient?gender=male')).json as unknown as Bundle
    for (let day = 0; day < 7; day++) {
      for (const { resource } of first.entry) expect((await proxy.get(`/Patient/${resource.id}`)).status).toBe(200)
      time.pass(24 * HOUR_MS)
    }
    expect(proxy.alarms).toEqual([])

    const seen = new Set<string>()
    let url = '/Patient?gender=male'
    let last = await proxy.get(url)
    while (last.status === 200) {
      const page = last.json as unknown as Bundle
      for (const { resource } of page.entry) seen.add(resource.id)
      url = page.link.find(({ relation }) => relation === 'next')?.url ?? ''
      last = await proxy.get(url)
    }
    expect(seen.size).toBe(100)
    expect([last.status, issuesOf(last)]).toEqual([429, ['throttled']])
    expect(Number(last.headers.get('retry-after'))).toBe(86_400)
    expect(proxy.alarms).toEqual([
      { client: 'vendor', alarm: 'soft', limit: 'subjects', used: 80, allowed: 100 },
      { client: 'vendor', alarm: 'hard', limit: 'subjects', used: 100, allowed: 100 },
    ])
    expect(proxy.lastRecord()).toMatchObject({ client: 'vendor', status: 429, code: 'SLUICE_BUDGET', messages: 0, subjects: 0 })

    // Cut off is cut off: not even those it knows, and without asking the server.
    proxy.asked.length = 0
    expect((await proxy.get(`/Patient/${first.entry[0]?.resource.id}`)).status).toBe(429)
    expect(proxy.asked).toEqual([])
    expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(200)
    time.pass(23 * HOUR_MS)
    expect((await proxy.get(`/Patient/${first.entry[0]?.resource.id}`)).status).toBe(429)
    time.pass(2 * HOUR_MS)
    expect((await proxy.get(`/Patient/${first.entry[0]?.resource.id}`)).status).toBe(200)
  })

  test('what was spent, and that it was stopped, outlives a restart', async () => {
    const time = clock()
    const before = await withBudget({ windowHours: 1, messages: 30 }, time)
    await before.get('/Patient?gender=male')
    await before.close()
    const after = await withBudget({ windowHours: 1, messages: 30 }, { ...time, folder: before.folder })
    expect((await after.get('/Patient?gender=male')).status).toBe(429)
    await after.close()
    const again = await withBudget({ windowHours: 1, messages: 5000 }, { ...time, folder: before.folder })
    expect((await again.get('/Patient?gender=male')).status).toBe(429)
    time.pass(1.1 * HOUR_MS)
    expect((await again.get('/Patient?gender=male')).status).toBe(200)
  })

  test.for([['messages', 60], ['bytes', 9000]] as const)('limits %s, and counts only what leaves', async ([limit, allowed]) => {
    const time = clock()
    const proxy = await withBudget({ windowHours: 1, [limit]: allowed }, time)
    for (let i = 0; i < 30; i++) await proxy.get('/Patient?name=x')
    const statuses: number[] = []
    for (let i = 0; i < 4; i++) statuses.push((await proxy.get('/Patient?gender=male')).status)
    expect(statuses[0]).toBe(200)
    expect(statuses.at(-1)).toBe(429)
    expect(proxy.alarms.at(-1)).toMatchObject({ alarm: 'hard', limit })
  })

  test.for<readonly [string, (proxy: OpenProxy) => Promise<readonly { readonly status: number }[]>]>([
    ['what is asked at once', (proxy) => Promise.all(Array.from({ length: 12 }, (_, i) => proxy.get(`/Patient/p${i}`, { as: 'open' })))],
    [
      'what a HEAD would have told',
      async (proxy) => {
        const got: { readonly status: number }[] = []
        for (let i = 0; i < 12; i++) got.push(await proxy.get(`/Patient/p${i}`, { as: 'open', method: 'HEAD' }))
        return got
      },
    ],
    [
      'each resource of a batch',
      async (proxy) => {
        const got: { readonly status: number }[] = []
        for (let i = 0; i < 4; i++)
          got.push(
            ...(Array.from({ length: 3 }).fill(
              await proxy.get('', {
                as: 'open',
                method: 'POST',
                body: {
                  resourceType: 'Bundle',
                  type: 'batch',
                  entry: [0, 1, 2].map((j) => ({ request: { method: 'GET', url: `Patient/p${3 * i + j}` } })),
                },
              }),
            ) as { readonly status: number }[]),
          )
        return got
      },
    ],
  ])('counts %s', async ([, ask]) => {
    const proxy = await openProxy({ clients: [{ ...open, budget: { windowHours: 24, messages: 9 } }] })
    proxy.reply = (asked, response) => {
      const one = (url: string): object => ({ resourceType: 'Patient', id: url.split('/').at(-1) })
      if (asked.method === 'GET') return sendJson(response, one(asked.url))
      const { entry } = JSON.parse(asked.body) as { entry: { request: { url: string } }[] }
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'batch-response',
        entry: entry.map(({ request }) => ({ resource: one(request.url), response: { status: '200' } })),
      })
    }
    const statuses = (await ask(proxy)).map(({ status }) => status)
    expect([statuses.filter((status) => status === 200).length, statuses.filter((status) => status === 429).length]).toEqual([9, 3])
    expect(proxy.alarms.map(({ alarm }) => alarm)).toEqual(['soft', 'hard'])
  })

  test('counts a patient of whom nothing is told but that nothing changed', async () => {
    const proxy = await openProxy({ clients: [{ ...open, budget: { windowHours: 24, subjects: 3 } }] })
    proxy.reply = (asked, response) =>
      sendJson(response, { resourceType: 'Patient', id: asked.url.split('/').at(-1) }, { headers: { etag: 'W/"1"' } })
    const etag = (await proxy.get('/Patient/p1', { as: 'open' })).headers.get('etag') ?? ''
    const statuses: number[] = []
    for (const id of ['p1', 'p1', 'p2', 'p3', 'p4'])
      statuses.push((await proxy.get(`/Patient/${id}`, { as: 'open', headers: { 'if-none-match': etag } })).status)
    expect(statuses).toEqual([304, 304, 304, 304, 429])
  })

  test('counts each patient whose id stands far from the type', async () => {
    const proxy = await openProxy({ clients: [{ ...open, budget: { windowHours: 24, subjects: 3 } }] })
    proxy.reply = (asked, response) =>
      sendJson(response, {
        resourceType: 'Patient', gender: 'male', name: [{ id: '1', family: 'x'.repeat(200) }], address: [{ text: 'y'.repeat(200) }],
        id: asked.url.split('/').at(-1),
      })
    const statuses: number[] = []
    for (const id of ['p1', 'p2', 'p1', 'p3', 'p4']) statuses.push((await proxy.get(`/Patient/${id}`, { as: 'open' })).status)
    expect(statuses).toEqual([200, 200, 200, 200, 429])
  })

  test('comes back bit by bit as the window moves on, never all at once', async () => {
    const time = clock()
    const proxy = await withBudget({ windowHours: 24, messages: 44 }, time)
    await proxy.get('/Patient?gender=male')
    time.pass(12 * HOUR_MS)
    await proxy.get('/Patient?gender=male')
    time.pass(13 * HOUR_MS)
    expect((await proxy.get('/Patient?gender=male')).status).toBe(200)
    expect((await proxy.get('/Patient?gender=male')).status).toBe(429)
  })

  test('the state file holds no id in clear', async () => {
    const { readFileSync, readdirSync } = await import('node:fs')
    const time = clock()
    const proxy = await withBudget({ windowHours: 1, subjects: 50 }, time)
    proxy.reply = (_, response) => sendJson(response, { resourceType: 'Patient', id: 'canary-77123', gender: 'male' })
    await proxy.get('/Patient/p1', { as: 'open' })
    proxy.reply = (_, response) =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        entry: [{ resource: { resourceType: 'Patient', id: 'canary-77123' } }],
      })
    await proxy.get('/Patient?gender=male')
    await proxy.close()
    const files = readdirSync(proxy.folder).filter((name) => name.startsWith('state.db'))
    expect(files.length).toBeGreaterThan(0)
    expect(files.map((name) => readFileSync(`${proxy.folder}/${name}`, 'latin1')).join('')).not.toContain('canary-77123')
  })
})
