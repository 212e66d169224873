import type { ConnectorContext } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { DeliveryQueue } from '../delivery-queue.ts'
import { requireFhirJson, type FhirHttp } from '../fhir-http/fhir-http.ts'
import { toDelivery } from '../lines.ts'
import type { Positions } from '../positions/positions.ts'
import { eventMessages } from './event-messages.ts'
import { matchEntries, readReference } from './match-entries.ts'
import { readNotification, type Notification } from './read-notification.ts'

/** Events of one request for those that were missed. */
const MISSED_MAX = 100

export interface EventLineOptions {
  readonly http: FhirHttp
  readonly queue: DeliveryQueue
  readonly positions: Positions
  /** Names the subscription in the file of positions, and in the names of outputs. */
  readonly key: string
  readonly subscription: string
  readonly context: Pick<ConnectorContext, 'cutBundle' | 'status'>
  readonly signal: AbortSignal
}

/** The events of one subscription, in line: each taken once, in the order of their numbers, none left out. */
export interface EventLine {
  /** Takes a notification, and what was missed before it. Returns when all of it is where it belongs. */
  take(body: Uint8Array): Promise<void>
  /** Asks the server how many events there have been, and takes those that never came. */
  catchUp(): Promise<void>
}

/** Creates the line. It waits for nobody: what cannot be taken now is refused, and the server sends it again. */
export function createEventLine(options: EventLineOptions): EventLine {
  const { http, queue, positions, key, subscription, context, signal } = options
  const stored = positions.get(key) as { readonly last: number; readonly begun: number } | undefined
  let last = stored?.last
  /** How often the server began to count anew: outputs of two counts have different names. */
  let begun = stored?.begun ?? 1
  let turn: Promise<void> = Promise.resolve()

  async function deliver(notification: Notification, until: number): Promise<void> {
    for (const [event, parts] of matchEntries(notification)) {
      if (event.number <= (last ?? 0) || event.number > until) continue
      if (event.number !== (last ?? 0) + 1) throw gap()
      // An event without a name of what it is about has to be asked for with its content.
      if (event.references.length === 0)
        throw new SluiceError('SLUICE_SOURCE_REFUSED', { detail: 'The server tells of events without saying of what, even when asked.' })
      const lines = await eventMessages(parts, { http, signal })
      const name = `${subscription}/${begun}-${String(event.number).padStart(12, '0')}.ndjson`
      if (lines.length > 0) await queue.offer(toDelivery({ name, lines, ack: async () => undefined, nack: async () => undefined }))
      moveTo(event.number)
    }
  }

  function moveTo(number: number): void {
    positions.save(key, { last: number, begun })
    last = number
  }

  const gap = (): SluiceError => new SluiceError('SLUICE_SOURCE', { detail: 'Events are missing that the server does not give again.' })

  async function ask(what: string, url: URL): Promise<Notification> {
    const { status, headers, bytes } = await http.fetch({ what, url, signal })
    if (status !== 200) throw http.failure(what, status)
    requireFhirJson({ headers }, what)
    return readNotification(bytes, context.cutBundle)
  }

  /** Takes the events up to a number from the server itself. */
  async function recover(until: number): Promise<void> {
    for (let from = (last ?? 0) + 1; from <= until; from = (last ?? 0) + 1) {
      const to = Math.min(until, from + MISSED_MAX - 1)
      const url = http.base.of(
        `Subscription/${subscription}/$events?eventsSinceNumber=${from}&eventsUntilNumber=${to}&content=full-resource`,
      )
      await deliver(await ask('a request for missed events', url), to)
      if ((last ?? 0) < from) throw gap()
    }
  }

  /** How many events there have been by now, as the server says when it is asked. */
  async function askTotal(): Promise<number | undefined> {
    return (await ask('the status of a subscription', http.base.of(`Subscription/${subscription}/$status`))).total
  }

  /** A server that has had fewer events than were taken of it counts anew: all that it has are others. One that says 0 may not count. */
  function noteTotal(total = 0): void {
    if (total === 0 || total >= (last ?? 0)) return
    begun += 1
    moveTo(0)
  }

  async function takeInTurn(notification: Notification): Promise<void> {
    const { type, status, total, events } = notification
    if (status === 'error' || status === 'off') context.status.unready('SLUICE_SOURCE')
    else context.status.ready()
    // A subscription that is met for the first time begins where it is: what was before is for an export to bring.
    if (last === undefined) {
      moveTo(events.length > 0 ? (events[0]?.number ?? 1) - 1 : total ?? 0)
    } else if (type === 'handshake' && (total ?? 0) < last) {
      begun += 1
      moveTo(0)
    } else if (total !== undefined && total < last) {
      // It may be one of before that comes again.
      noteTotal(await askTotal())
    }
    const first = events.find(({ number }) => number > (last ?? 0))
    if (first === undefined) return recover(total ?? 0)
    if (first.number > (last ?? 0) + 1) await recover(first.number - 1)
    if (events.some(({ references }) => references.length === 0)) await recover(events.at(-1)?.number ?? 0)
    else if (type === 'event-notification') await deliver(notification, Infinity)
    else throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'A notification of another kind holds events.' })
  }

  /** One after the other, in the order in which they came. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const mine = turn.then(work)
    turn = mine.catch(() => undefined)
    return mine
  }

  return {
    take(body) {
      const notification = readNotification(body, context.cutBundle)
      if (readReference(notification.subscription).plain !== `Subscription/${subscription}`) {
        throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'A notification of another subscription.' })
      }
      return inTurn(() => takeInTurn(notification))
    },
    catchUp: () =>
      inTurn(async () => {
        if (last === undefined) return
        const total = await askTotal()
        noteTotal(total)
        await recover(total ?? 0)
      }),
  }
}
