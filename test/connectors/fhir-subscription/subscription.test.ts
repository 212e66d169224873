import { once } from 'node:events'
import { connect } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { fhirSubscriptionSource } from '../../../connectors/fhir-subscription/connector.ts'
import type { ExchangeRecord } from '../../../src/contract/exchange.ts'
import type { UnitDelivery } from '../../../src/contract/unit.ts'
import { createContext } from '../../services/connector-context.ts'
import { freePort } from '../../services/free-port.ts'
import { sendJson, startScripted, type Asked } from '../../services/scripted-server.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

const SECRET = 'Bearer a-shared-secret'
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

type Kind = 'handshake' | 'heartbeat' | 'event-notification' | 'query-event' | 'query-status'
interface Notice {
  readonly type: Kind
  readonly total?: number
  readonly events?: readonly number[]
  readonly payload?: 'full' | 'id-only' | 'empty' | 'deleted'
  readonly subscription?: string
}

const resourceOf = (number: number): Record<string, unknown> => ({ resourceType: 'Encounter', id: `e${number}`, status: 'finished' })

function entriesOf({ events = [], payload = 'full' }: Notice): object[] {
  if (payload === 'empty' || payload === 'id-only') return []
  return events.map((number) => ({
    fullUrl: `https://server/fhir/Encounter/e${number}`,
    ...(payload === 'full'
      ? { resource: resourceOf(number), request: { method: 'PUT', url: `Encounter/e${number}` } }
      : { request: { method: 'DELETE', url: `Encounter/e${number}` } }),
  }))
}

/** A notification in the form of the backport to R4. */
function r4(notice: Notice): object {
  const { type, total, events = [], payload, subscription = 'Subscription/sub1' } = notice
  const parameter = [
    { name: 'subscription', valueReference: { reference: subscription } },
    { name: 'topic', valueCanonical: 'http://topic' },
    { name: 'status', valueCode: 'active' },
    { name: 'type', valueCode: type },
    ...(total === undefined ? [] : [{ name: 'events-since-subscription-start', valueString: String(total) }]),
    ...events.map((number) => ({
      name: 'notification-event',
      part: [
        { name: 'event-number', valueString: String(number) },
        ...(payload === 'empty' ? [] : [{ name: 'focus', valueReference: { reference: `Encounter/e${number}` } }]),
      ],
    })),
  ]
  return {
    resourceType: 'Bundle',
    type: 'history',
    entry: [{ fullUrl: 'urn:uuid:1', resource: { resourceType: 'Parameters', parameter } }, ...entriesOf(notice)],
  }
}

/** A notification of R5. */
function r5(notice: Notice): object {
  const { type, total, events = [], payload, subscription = 'https://server/fhir/Subscription/sub1' } = notice
  const resource = {
    resourceType: 'SubscriptionStatus',
    status: 'active',
    type,
    ...(total === undefined ? {} : { eventsSinceSubscriptionStart: String(total) }),
    subscription: { reference: subscription },
    ...(events.length === 0
      ? {}
      : {
          notificationEvent: events.map((number) => ({
            eventNumber: String(number),
            ...(payload === 'empty' ? {} : { focus: { reference: `Encounter/e${number}` } }),
          })),
        }),
  }
  return { resourceType: 'Bundle', type: 'subscription-notification', entry: [{ resource }, ...entriesOf(notice)] }
}

interface Started {
  readonly taken: string[]
  readonly said: readonly string[]
  readonly asked: readonly Asked[]
  readonly port: number
  readonly refusals: readonly ExchangeRecord[]
  notify(body: unknown, headers?: Record<string, string>): Promise<number>
  restart(): Promise<void>
}

/** A tap with a route behind it, and a server that has every event up to `has` and gives them by $events. */
async function start(
  form: typeof r4,
  {
    has = 0,
    route = async () => undefined,
    pages = { left: 0 },
    counts = { has },
    refuses = { left: 0, status: 503 },
    more = {},
  }: {
    readonly has?: number
    readonly route?: () => Promise<void>
    /** So many pages for people come in place of resources, or of missed events. */
    readonly pages?: { left: number; readonly events?: boolean }
    readonly counts?: { has: number }
    /** So many requests for the status of the subscription are refused. */
    readonly refuses?: { left: number; status: number; readonly isGone?: true }
    /** Further settings. */
    readonly more?: Readonly<Record<string, unknown>>
  } = {},
): Promise<Started> {
  const server = await startScripted(({ url }, response) => {
    const query = new URL(url, 'http://server').searchParams
    const id = /\/Encounter\/e(\d+)$/.exec(url)?.[1]
    if ((pages.events ? url.includes('$events') : id !== undefined) && pages.left-- > 0)
      return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
    if (id !== undefined) return sendJson(response, resourceOf(Number(id)))
    const isAbout = refuses.isGone && url.endsWith('/sub1')
    const isRefused = url.includes('$status') ? refuses.left-- > 0 : isAbout && refuses.left >= 0
    if (isRefused) return sendJson(response, {}, { status: refuses.status, headers: { 'retry-after': '0' } })
    if (url.includes('$status')) return sendJson(response, form({ type: 'query-status', total: counts.has }))
    const [from, to] = [Number(query.get('eventsSinceNumber')), Math.min(counts.has, Number(query.get('eventsUntilNumber')))]
    const events = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
    sendJson(response, form({ type: 'query-event', total: counts.has, events }))
  })
  stops.push(server.stop)
  const state = path.join(makeTemporaryFolder(), 'sub.db')
  const port = await freePort()
  const { context, said, refusals } = createContext({ secrets: { 'env:S': SECRET } })
  const settings = fhirSubscriptionSource.settings.parse({
    baseUrl: `${server.origin}/fhir`,
    state,
    subscription: 'sub1',
    listen: `127.0.0.1:${port}`,
    secret: { value: 'env:S' },
    ...more,
  })
  const taken: string[] = []
  let stop: () => Promise<void> = async () => undefined
  async function run(): Promise<void> {
    const controller = new AbortController()
    const source = await fhirSubscriptionSource.open(settings, context)
    const before = said.length
    const running = (async () => {
      for await (const delivery of source.deliveries(controller.signal)) {
        try {
          await route()
          taken.push(
            ...(delivery as UnitDelivery).messages.map(({ unit, body }) => `${unit.name} ${Buffer.from(body as Uint8Array).toString()}`),
          )
          await delivery.ack()
        } catch (error) {
          await delivery.nack(error as Error)
        }
      }
    })()
    stop = async () => {
      controller.abort()
      await running
    }
    while (said.length === before) await sleep(10)
  }
  await run()
  stops.push(() => stop())
  return {
    taken, said, asked: server.asked, port, refusals,
    async notify(body, headers = {}) {
      const response = await fetch(`http://127.0.0.1:${port}/notifications`, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: { 'content-type': 'application/fhir+json', authorization: SECRET, ...headers },
      })
      await response.text()
      return response.status
    },
    async restart() {
      await stop()
      await run()
    },
  }
}

const numbersOf = (taken: readonly string[]): number[] => taken.map((one) => Number(/"e(\d+)"/.exec(one)?.[1]))

describe.for([['R4 (backport)', r4], ['R5', r5]] as const)('by %s,', ([, form]) => {
  test('hands are shaken, and events are taken in their order, each once', async () => {
    const { notify, taken } = await start(form)
    expect(await notify(form({ type: 'handshake', total: 0 }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2, 1] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [2, 3] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
    expect(taken[0]).toBe(`sub1/1-000000000001.ndjson ${JSON.stringify(resourceOf(1))}`)
  })

  test('events that were missed are asked for before those that came', async () => {
    const { notify, taken } = await start(form, { has: 6 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
    expect(await notify(form({ type: 'heartbeat', total: 6 }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4, 5, 6])
  })

  test('an event that the server does not give again is waited for, and said to be missing', async () => {
    const { notify, taken, said } = await start(form, { has: 1 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(503)
    expect([numbersOf(taken), said.at(-1)]).toEqual([[1], 'SLUICE_SOURCE'])
    expect(await notify(form({ type: 'event-notification', total: 4, events: [2, 3, 4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
  })

  test('what a notification only names is read from the server, and what it does not name is asked for', async () => {
    const { notify, taken, asked } = await start(form, { has: 3 })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1], payload: 'id-only' }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 2, events: [2], payload: 'empty' }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [3], payload: 'deleted' }))).toBe(200)
    expect(numbersOf(taken.slice(0, 2))).toEqual([1, 2])
    expect(taken[2]).toContain('"method":"DELETE"')
    expect(asked.map(({ url }) => url)).toContain('/fhir/Encounter/e1')
  })

  test('what a notification only names has not been read where a page for people comes in its place', async () => {
    const { notify, taken } = await start(form, { has: 1, pages: { left: 1 } })
    await notify(form({ type: 'handshake', total: 0 }))
    const event = form({ type: 'event-notification', total: 1, events: [1], payload: 'id-only' })
    expect([await notify(event), taken]).toEqual([503, []])
    expect([await notify(event), numbersOf(taken)]).toEqual([200, [1]])
  })

  test.for([
    ['a notification', { type: 'event-notification', total: 2, events: [2] }],
    ['a heartbeat', { type: 'heartbeat', total: 2 }],
  ] as const)('a server that counts anew without a handshake is asked, at %s, and its events are taken', async ([, notice]) => {
    const counts = { has: 3 }
    const { notify, taken, asked } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    expect(await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))).toBe(200)
    // One that comes again late counts less too.
    expect([await notify(form(notice)), numbersOf(taken)]).toEqual([200, [1, 2, 3]])
    expect(asked.filter(({ url }) => url.includes('$status')).length).toBe(1)
    counts.has = 2
    expect([await notify(form(notice)), numbersOf(taken)]).toEqual([200, [1, 2, 3, 1, 2]])
    expect(taken.at(-1)).toContain('sub1/2-000000000002.ndjson')
  })

  test('of a server that shakes hands anew all that it has by then is taken', async () => {
    const counts = { has: 3 }
    const { notify, taken } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 2
    expect(await notify(form({ type: 'handshake', total: 2 }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 1, 2])
  })

  test('missed events have not been given where a page for people comes in their place', async () => {
    const { notify, taken } = await start(form, { has: 3, pages: { left: 1, events: true } })
    await notify(form({ type: 'handshake', total: 0 }))
    const event = form({ type: 'event-notification', total: 3, events: [3] })
    expect([await notify(event), taken]).toEqual([503, []])
    expect([await notify(event), numbersOf(taken)]).toEqual([200, [1, 2, 3]])
  })

  test('a server that counted anew while nobody listened is asked at the start', async () => {
    const counts = { has: 3 }
    const { notify, taken, restart } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 1
    await restart()
    await expect.poll(() => numbersOf(taken)).toEqual([1, 2, 3, 1])
  })

  test('a server whose status counts nothing has not begun to count anew', async () => {
    const counts = { has: 3 }
    const { notify, taken, restart } = await start(form, { counts })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 3, events: [1, 2, 3] }))
    counts.has = 0
    await restart()
    expect(await notify(form({ type: 'event-notification', total: 4, events: [4] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3, 4])
  })

  test.for([
    ['is down', { status: 503 }],
    ['does not know the subscription for now', { status: 404, isGone: true }],
  ] as const)('a server that %s at the start is asked again until it answers, and what was missed is taken', async ([, how]) => {
    const refuses = { left: 0, ...how }
    const counts = { has: 1 }
    const { notify, taken, said, restart } = await start(form, { counts, refuses })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    counts.has = 3
    refuses.left = how.status === 503 ? 8 : 1
    await restart()
    expect(said.at(-1)).toBe('SLUICE_SOURCE')
    await expect.poll(() => [numbersOf(taken), said.at(-1)], { timeout: 10_000 }).toEqual([[1, 2, 3], 'ready'])
  })

  test.for([404, 400, 405, 501])('a server without $status, which says %i, counts as well, and tells by its next number', async (status) => {
    const refuses = { left: 0, status }
    const { notify, taken, said, restart, asked } = await start(form, { has: 2, refuses })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    refuses.left = Infinity
    await restart()
    expect([said.at(-1), asked.filter(({ url }) => url.includes('$status')).length]).toEqual(['ready', 1])
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1] }))).toBe(200)
    expect(await notify(form({ type: 'event-notification', total: 3, events: [3] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
  })

  test('after a restart it goes on where it was, and asks what was missed', async () => {
    const { notify, taken, restart } = await start(form, { has: 3 })
    await notify(form({ type: 'handshake', total: 0 }))
    await notify(form({ type: 'event-notification', total: 1, events: [1] }))
    await restart()
    for (let wait = 0; wait < 100 && taken.length < 3; wait++) await sleep(20)
    expect(await notify(form({ type: 'event-notification', total: 1, events: [1] }))).toBe(200)
    expect(numbersOf(taken)).toEqual([1, 2, 3])
  })
})

test('a change and the deletion after it, told of in one notification, are both taken, also where the first was taken before', async () => {
  const { notify, taken } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  const twice = (numbers: readonly number[]): string => {
    const one = { type: 'event-notification', events: numbers } as const
    const [full, deleted] = [r4(one), r4({ ...one, payload: 'deleted' })] as unknown as { readonly entry: readonly object[] }[]
    return JSON.stringify({ ...full, entry: [...full?.entry.slice(0, 2) ?? [], ...deleted?.entry.slice(2) ?? []] })
      .replaceAll(/Encounter\/e\d/g, 'Encounter/e1')
  }
  expect([await notify(twice([1, 2])), await notify(twice([2, 3]))]).toEqual([200, 200])
  expect(taken.map((one) => one.includes('"DELETE"'))).toEqual([false, true, true])
})

test('a silence in which the server still does not give what is missing does not make the source ready', async () => {
  const { notify, said, asked } = await start(r4, { has: 1, more: { heartbeatSeconds: 1 } })
  await notify(r4({ type: 'handshake', total: 0 }))
  expect(await notify(r4({ type: 'event-notification', total: 4, events: [4] }))).toBe(503)
  const [before, times] = [said.length, asked.length]
  await expect.poll(() => asked.length, { timeout: 8000 }).toBeGreaterThan(times + 2)
  expect(new Set(said.slice(before))).toEqual(new Set(['SLUICE_SOURCE']))
}, 15_000)

test('a server that counts anew is followed, and its outputs have other names', async () => {
  const { notify, taken } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  await notify(r4({ type: 'event-notification', events: [1] }))
  expect(await notify(r4({ type: 'handshake', total: 0 }))).toBe(200)
  await notify(r4({ type: 'event-notification', events: [1] }))
  expect(taken.map((one) => one.split(' ')[0])).toEqual(['sub1/1-000000000001.ndjson', 'sub1/2-000000000001.ndjson'])
})

test('nothing counts as taken before the route has confirmed it', async () => {
  let failures = 1
  const { notify, taken } = await start(r4, { route: async () => { if (failures-- > 0) throw new Error('Zebulon') } })
  await notify(r4({ type: 'handshake', total: 0 }))
  expect(await notify(r4({ type: 'event-notification', events: [1] }))).toBe(500)
  expect(await notify(r4({ type: 'event-notification', events: [1] }))).toBe(200)
  expect(numbersOf(taken)).toEqual([1])
})

test.for([
  ['without the secret', { authorization: '' }, 401],
  ['with another secret', { authorization: 'Bearer a-shared-secreT' }, 401],
  ['with a longer one', { authorization: `${SECRET}x` }, 401],
  ['in XML', { 'content-type': 'application/fhir+xml' }, 415],
] as const)('a notification %s is not heard', async ([, headers, status]) => {
  const { notify, taken } = await start(r4)
  expect(await notify(r4({ type: 'event-notification', events: [1] }), headers)).toBe(status)
  expect(taken).toEqual([])
})

test('nobody’s body is read before the secret is seen, and who comes without it is written down', async () => {
  const { port, taken, refusals } = await start(r4)
  const socket = connect(port, '127.0.0.1')
  socket.write('POST /notifications HTTP/1.1\r\nHost: tap\r\nContent-Type: application/fhir+json\r\nContent-Length: 1000000\r\n\r\n{')
  const [answer] = await once(socket, 'data') as [Buffer]
  socket.destroy()
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /)
  expect(refusals).toMatchObject([{ client: undefined, request: 'POST {notification}', status: 401, code: 'SLUICE_IDENTITY' }])
  expect(taken).toEqual([])
})

test.for([
  ['of another subscription', JSON.stringify(r4({ type: 'event-notification', events: [1], subscription: 'Subscription/other' }))],
  ['that is no Bundle', '{"resourceType":"Patient"}'],
  ['that is damaged', '{"resourceType":"Bundle","entry":['],
  ['that says a key twice', '{"resourceType":"Bundle","resourceType":"Bundle"}'],
  ['without a status', JSON.stringify({ resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Patient' } }] })],
  ['of an unknown kind', JSON.stringify(r4({ type: 'party' as Kind }))],
  ['whose events have no numbers', JSON.stringify(r4({ type: 'event-notification', events: [Number.NaN] }))],
] as const)('a notification %s is refused', async ([, body]) => {
  const { notify, taken } = await start(r4)
  expect(await notify(body)).toBeGreaterThanOrEqual(400)
  expect(await notify(body)).toBeLessThan(500)
  expect(taken).toEqual([])
})

test('a reference that leads away from the server is not followed', async () => {
  const { notify, taken, asked } = await start(r4)
  await notify(r4({ type: 'handshake', total: 0 }))
  const body = JSON.stringify(r4({ type: 'event-notification', events: [1], payload: 'id-only' })).replace(
    '"Encounter/e1"',
    '"http://169.254.169.254/Encounter/e1"',
  )
  expect(await notify(body)).toBe(503)
  expect([taken, asked.filter(({ url }) => url.includes('Encounter'))]).toEqual([[], []])
})

test.for([
  [
    'a classic subscription of R4 is refused at the start: its events have no numbers',
    { resourceType: 'Subscription', criteria: 'Observation?code=1', channel: { type: 'rest-hook' } },
    'SLUICE_CONFIG',
  ],
  [
    'one of the backport is taken',
    { resourceType: 'Subscription', criteria: 'http://example.org/topic', channel: { type: 'rest-hook' } },
    undefined,
  ],
  ['one of R5 is taken', { resourceType: 'Subscription', topic: 'http://example.org/topic' }, undefined],
] as const)('%s', async ([, resource, code]) => {
  const server = await startScripted((_, response) => sendJson(response, resource))
  stops.push(server.stop)
  const { context } = createContext({ secrets: { 'env:S': SECRET } })
  const settings = fhirSubscriptionSource.settings.parse({
    baseUrl: `${server.origin}/fhir`,
    state: path.join(makeTemporaryFolder(), 'sub.db'),
    subscription: 'sub1',
    listen: '127.0.0.1:0',
    secret: { value: 'env:S' },
  })
  expect(
    await fhirSubscriptionSource.open(settings, context).then(
      () => undefined,
      (error: unknown) => (error as { code?: string }).code,
    ),
  ).toBe(code)
  expect(server.asked[0]?.url).toBe('/fhir/Subscription/sub1')
})
