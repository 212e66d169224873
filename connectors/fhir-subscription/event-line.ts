import type { ConnectorContext } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { DeliveryQueue } from '../delivery-queue.ts'
import { requireFhirJson, type FhirHttp, type WholeAnswer } from '../fhir-http/fhir-http.ts'
import { toDelivery } from '../lines.ts'
import type { Positions } from '../positions/positions.ts'
import { eventMessages } from './event-messages.ts'
import { matchEntries, readReference } from './match-entries.ts'
import { readNotification, type Notification } from './read-notification.ts'

/** Events of one request for those that were missed. */
const MISSED_MAX = 100

/** Answers of servers that do not know the operation. */
const WITHOUT_STATUS: ReadonlySet<number> = new Set([400, 404, 405, 501])

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
  /** Asks the server how many events there have been, and takes those that never came, or could not be taken when they came. */
  catchUp(): Promise<void>
}

/** Creates the line. It waits for nobody: what cannot be taken now is refused, and the server sends it again. */
export function createEventLine(options: EventLineOptions): EventLine {
  const { http, queue, positions, key, subscription, context, signal } = options
  const stored = positions.get(key) as { readonly last: number; readonly begun: number } | undefined
  let last = stored?.last
  /** How often the server began to count anew: outputs of two counts have different names. */
  let begun = stored?.begun ?? 1
  /** The last event of a notification that could not be taken. */
  let held = 0
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

  /** The server counts anew: what it has are others. */
  function beginAnew(): void {
    begun += 1
    held = 0
    moveTo(0)
  }

  const gap = (): SluiceError => new SluiceError('SLUICE_SOURCE', { detail: 'Events are missing that the server does not give again.' })

  function readAnswer(what: string, { status, headers, bytes }: WholeAnswer): Notification {
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
      const what = 'a request for missed events'
      await deliver(readAnswer(what, await http.fetch({ what, url, signal })), to)
      if ((last ?? 0) < from) throw gap()
    }
  }

  /** What the server says when asked how many events there have been: nothing, where it has no $status but knows the subscription. */
  async function askStatus(): Promise<Pick<Notification, 'status' | 'total'>> {
    const what = 'the status of a subscription'
    const answer = await http.fetch({ what, url: http.base.of(`Subscription/${subscription}/$status`), signal })
    if (!WITHOUT_STATUS.has(answer.status)) return readAnswer(what, answer)
    const read = await http.fetch({ what: 'a subscription', url: http.base.of(`Subscription/${subscription}`), signal })
    if (read.status !== 200) throw http.failure('a subscription', read.status)
    return { status: '', total: undefined }
  }

  function tell({ status }: Pick<Notification, 'status'>): void {
    if (status === 'error' || status === 'off') context.status.unready('SLUICE_SOURCE')
    else context.status.ready()
  }

  /** A server that has had fewer events than were taken of it counts anew. One that says 0 may not count. */
  function noteTotal(total = 0): void {
    if (total !== 0 && total < (last ?? 0)) beginAnew()
  }

  async function takeInTurn(notification: Notification): Promise<void> {
    const { type, total, events } = notification
    tell(notification)
    // A subscription that is met for the first time begins where it is: what was before is for an export to bring.
    if (last === undefined) {
      moveTo(events.length > 0 ? (events[0]?.number ?? 1) - 1 : total ?? 0)
    } else if (type === 'handshake' && (total ?? 0) < last) {
      beginAnew()
    } else if (total !== undefined && total < last) {
      // It may be one of before that comes again.
      noteTotal((await askStatus()).total)
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
      return inTurn(async () => {
        held = Math.max(held, notification.events.at(-1)?.number ?? 0)
        await takeInTurn(notification)
        held = 0
      })
    },
    catchUp: () =>
      inTurn(async () => {
        if (last === undefined) return context.status.ready()
        const answer = await askStatus()
        noteTotal(answer.total)
        await recover(Math.max(answer.total ?? 0, held))
        tell(answer)
      }),
  }
}
