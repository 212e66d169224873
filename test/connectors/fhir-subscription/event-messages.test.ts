import { afterEach, describe, expect, test } from 'vitest'
import { createFhirHttp } from '../../../connectors/fhir-http/fhir-http.ts'
import { eventMessages } from '../../../connectors/fhir-subscription/event-messages.ts'
import { matchEntries } from '../../../connectors/fhir-subscription/match-entries.ts'
import { readNotification } from '../../../connectors/fhir-subscription/read-notification.ts'
import { createContext } from '../../services/connector-context.ts'
import { sendJson, startScripted } from '../../services/scripted-server.ts'

const { context } = createContext()
const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

/** What an entry about Patient/1 says of itself. */
interface Entry {
  readonly version?: number
  /** The day of the month on which it was changed. */
  readonly day?: number
  readonly deleted?: true
  readonly etag?: string
  readonly fullUrl?: string
}

const patient = (version: number | undefined, lastUpdated?: string): object => ({
  resourceType: 'Patient', id: '1', meta: { ...(version === undefined ? {} : { versionId: String(version) }), lastUpdated },
})

function entryOf({ version, day, deleted, etag, fullUrl = 'https://server/fhir/Patient/1' }: Entry): object {
  const at = day === undefined ? undefined : `2026-11-${String(day).padStart(2, '0')}T08:00:00Z`
  return {
    fullUrl,
    ...(deleted ? {} : { resource: patient(version, at) }),
    request: { method: deleted ? 'DELETE' : 'PUT', url: 'Patient/1' },
    response: { status: '200', etag, lastModified: at },
  }
}

/** What becomes of each event, in their order: the version that its message holds, or that the patient was deleted. */
async function take(
  focuses: readonly (string | readonly [number, string])[], entries: readonly Entry[], versions: Readonly<Record<string, number>> = {},
): Promise<{ readonly events: string[]; readonly asked: readonly string[] }> {
  const server = await startScripted(({ url }, response) => {
    const version = versions[url.replace('/fhir/', '')]
    if (version === undefined) sendJson(response, {}, { status: 404 })
    else sendJson(response, patient(version))
  })
  const http = createFhirHttp({ baseUrl: `${server.origin}/fhir`, code: 'SLUICE_SOURCE', inflate: context.inflate })
  stops.push(server.stop, http.close)
  const notificationEvent = focuses.map((focus, index) => {
    const [eventNumber, reference] = typeof focus === 'string' ? [index + 1, focus] : focus
    return { eventNumber, focus: { reference } }
  })
  const subscription = { reference: 'Subscription/s' }
  const status = { resourceType: 'SubscriptionStatus', type: 'event-notification', subscription, notificationEvent }
  const bundle = { resourceType: 'Bundle', type: 'subscription-notification', entry: [{ resource: status }, ...entries.map(entryOf)] }
  const notification = readNotification(Buffer.from(JSON.stringify(bundle)), context.cutBundle)
  const events: string[] = []
  for (const parts of matchEntries(notification).values()) {
    const messages = await eventMessages(parts, { http, signal: new AbortController().signal })
    events.push(messages.map((message) => {
      const text = Buffer.from(message).toString()
      return text.includes('"DELETE"') ? 'deleted' : `v${/"versionId":"(\d+)"/.exec(text)?.[1]}`
    }).join('+'))
  }
  return { events, asked: server.asked.map(({ url }) => url.replace('/fhir/', '')) }
}

const NOW = 'Patient/1'
const of = (version: number): string => `Patient/1/_history/${version}`
const v = (version: number, more: Entry = {}): Entry => ({ version, ...more })
const GONE: Entry = { deleted: true }

describe('of several events about one resource each has its own version:', () => {
  test.for<readonly [string, readonly (string | readonly [number, string])[], readonly Entry[], readonly string[]]>([
    ['in the order of the notification, where nothing else tells', [NOW, NOW], [v(1), v(2)], ['v1', 'v2']],
    ['where the latest stands first', [[6, NOW], [5, NOW]], [v(2), v(1)], ['v1', 'v2']],
    ['by the times of change, where they are told', [NOW, NOW], [v(2, { day: 3 }), v(1, { day: 2 })], ['v1', 'v2']],
    ['by the version that is named', [of(3), of(4)], [v(4), v(3)], ['v3', 'v4']],
    ['by the whole address', [`https://server/fhir/${of(3)}`, `https://server/fhir/${of(4)}`], [v(4), v(3)], ['v3', 'v4']],
    ['by the address of the entry', [of(4), of(3)], [{ ...v(3), fullUrl: `https://server/fhir/${of(3)}` }, v(4)], ['v4', 'v3']],
    ['a deletion after a change', [NOW, NOW], [v(2), GONE], ['v2', 'deleted']],
    ['a deletion before a change', [NOW, NOW], [GONE, v(4)], ['deleted', 'v4']],
    ['a deletion by its time', [NOW, NOW], [{ ...GONE, day: 9 }, v(4, { day: 8 })], ['v4', 'deleted']],
    ['a deletion by the version that is named', [of(3), of(2)], [v(2), { ...GONE, etag: 'W/"3"' }], ['deleted', 'v2']],
    ['a deletion that does not tell its version', [of(2), of(3)], [v(2), GONE], ['v2', 'deleted']],
    ['the same version for two that name it', [of(3), of(3), of(4)], [v(3), v(4)], ['v3', 'v3', 'v4']],
    ['one version for all, where there is only one', [NOW, NOW], [v(7)], ['v7', 'v7']],
    ['the last version for the last event, where there are fewer', [NOW, NOW, NOW], [v(1), v(2)], ['v1', 'v1', 'v2']],
    ['none left out, where there are more', [NOW, NOW], [v(1), v(2), v(3)], ['v1', 'v2+v3']],
  ])('%s', async ([, focuses, entries, expected]) => {
    expect(await take(focuses, entries)).toEqual({ events: expected, asked: [] })
  })
})

test('a version that is named and does not stand there is read from the server; where that has it no more, what stands there is taken', async () => {
  expect(await take([of(1), of(2), of(3)], [v(3)], { [of(2)]: 2 })).toEqual({ events: ['v3', 'v2', 'v3'], asked: [of(1), of(2)] })
})

test('a version of which nothing stands there is read as it is now where the server has it no more', async () => {
  expect(await take([of(4)], [], { [NOW]: 5 })).toEqual({ events: ['v5'], asked: [of(4), NOW] })
  expect((await take([of(4)], [])).events).toEqual([''])
})
