import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach } from 'vitest'
import { fhirSubscriptionSource } from '../../../connectors/fhir-subscription/connector.ts'
import type { ExchangeRecord } from '../../../src/contract/exchange.ts'
import type { UnitDelivery } from '../../../src/contract/unit.ts'
import { createContext } from '../../services/connector-context.ts'
import { freePort } from '../../services/free-port.ts'
import { sendJson, startScripted, type Asked } from '../../services/scripted-server.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'

export const SECRET = 'Bearer a-shared-secret'
/** What is stopped after a test, the last first. */
export const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

export type Kind = 'handshake' | 'heartbeat' | 'event-notification' | 'query-event' | 'query-status'
interface Notice {
  readonly type: Kind
  readonly total?: number
  readonly events?: readonly number[]
  readonly payload?: 'full' | 'id-only' | 'empty' | 'deleted'
  readonly subscription?: string
}

export const resourceOf = (number: number): Record<string, unknown> => ({ resourceType: 'Encounter', id: `e${number}`, status: 'finished' })

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
export function r4(notice: Notice): object {
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
export function r5(notice: Notice): object {
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
export async function start(
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

export const numbersOf = (taken: readonly string[]): number[] => taken.map((one) => Number(/"e(\d+)"/.exec(one)?.[1]))
