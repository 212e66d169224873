import type { CutEntry, Decoders } from '../../src/contract/decoders.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { asList, asObject, type JsonObject } from '../json-value.ts'

/** One event, by its number among all since the subscription began. */
export interface NotifiedEvent {
  readonly number: number
  /** Where it stands among the events of its notification. */
  readonly place: number
  /** References of what it is about, as the server wrote them; none where the payload is empty. */
  readonly references: readonly string[]
}

export interface Notification {
  readonly type: 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event'
  readonly subscription: string
  /** What the server says of the subscription: `active`, `error`, `off`, `requested`. */
  readonly status: string
  /** How many events there have been, where the server says. */
  readonly total: number | undefined
  /** In the order of their numbers. */
  readonly events: readonly NotifiedEvent[]
  /** The entries behind the first, which is the status. */
  readonly entries: readonly CutEntry[]
}

const TYPES = ['handshake', 'heartbeat', 'event-notification', 'query-status', 'query-event'] as const

const bad = (detail: string): SluiceError => new SluiceError('SLUICE_HTTP_REQUEST', { detail })

/** integer64 is a string in JSON (R5), and servers write numbers too. */
function toNumber(value: unknown): number | undefined {
  const text = typeof value === 'number' ? String(value) : value
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function referencesOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    const { reference } = asObject(value)
    return typeof reference === 'string' && reference !== '' ? [reference] : []
  })
}

/** What `Parameters` holds under a name, whatever its type: the R4 form of a status (Subscriptions R5 Backport 1.1). */
function valuesOf(parameters: readonly JsonObject[], name: string): unknown[] {
  return parameters.filter((one) => one['name'] === name).map((one) => Object.entries(one).find(([key]) => key.startsWith('value'))?.[1])
}

interface Status {
  readonly type: unknown
  readonly status: unknown
  readonly subscription: unknown
  readonly total: unknown
  readonly events: readonly { readonly number: unknown; readonly references: readonly string[] }[]
}

function readParameters(parameter: unknown): Status {
  const parameters = asList(parameter)
  const first = (name: string): unknown => valuesOf(parameters, name)[0]
  const events = parameters
    .filter(({ name }) => name === 'notification-event')
    .map(({ part }) => {
      const parts = asList(part)
      return {
        number: valuesOf(parts, 'event-number')[0],
        references: referencesOf([...valuesOf(parts, 'focus'), ...valuesOf(parts, 'additional-context')]),
      }
    })
  return {
    type: first('type'),
    status: first('status'),
    subscription: asObject(first('subscription'))['reference'],
    total: first('events-since-subscription-start'),
    events,
  }
}

function readStatus(status: JsonObject): Status {
  if (status['resourceType'] === 'Parameters') return readParameters(status['parameter'])
  if (status['resourceType'] !== 'SubscriptionStatus') throw bad('The first entry of a notification is no status of a subscription.')
  const events = asList(status['notificationEvent']).map(({ eventNumber, focus, additionalContext }) => ({
    number: eventNumber, references: referencesOf([focus, ...(Array.isArray(additionalContext) ? additionalContext as unknown[] : [])]),
  }))
  return {
    type: status['type'],
    status: status['status'],
    subscription: asObject(status['subscription'])['reference'],
    total: status['eventsSinceSubscriptionStart'],
    events,
  }
}

/** Reads a notification: a Bundle that begins with the status, of R4 (backport), R4B or R5. Throws SLUICE_HTTP_REQUEST, SLUICE_JSON_*. */
export function readNotification(body: Uint8Array, cutBundle: Decoders['cutBundle']): Notification {
  const [first, ...entries] = cutBundle(body).entries
  if (first?.resource === undefined) throw bad('A notification begins with the status of a subscription.')
  const { type, status, subscription, total, events } = readStatus(asObject(JSON.parse(Buffer.from(first.resource).toString()) as unknown))
  const known = TYPES.find((one) => one === type)
  if (known === undefined || typeof subscription !== 'string')
    throw bad('A notification says neither of which kind nor of which subscription it is.')
  const numbered = events.map(({ number, references }, place) => {
    const read = toNumber(number)
    if (read === undefined) throw bad('An event has no number.')
    return { number: read, place, references }
  })
  return {
    type: known, subscription, status: typeof status === 'string' ? status : '', total: toNumber(total), entries,
    events: numbered.toSorted((a, b) => a.number - b.number),
  }
}
