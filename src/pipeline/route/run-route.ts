import { toSluiceError, type SluiceError } from '../../contract/errors.ts'
import type { Source } from '../../contract/message.ts'
import type { AuditLog, RunFacts } from './audit-events.ts'
import { createBranch, type AppliedPolicy, type Branch, type BranchOptions, type BranchResult, type Settled } from './branch.ts'
import { CHANNELS, type DeliveryDone, type DeliveryStalled, type MessageRefused, type RouteEnded } from '../events.ts'
import { createInFlight } from './in-flight.ts'
import type { Engine } from '../outcome.ts'
import type { RouteDelivery, RouteMessage } from './process-message.ts'
import { labelOf } from './record-batches.ts'

/** What all branches of a route share. */
interface Common {
  readonly source: Source
  readonly audit: AuditLog
  readonly sluiceVersion: string
  readonly signal: AbortSignal
}

/** A route with several destinations. */
export interface BranchedRouteOptions extends Common {
  readonly route: string
  readonly branches: readonly BranchOptions[]
}

/** A route with one destination, whose policy stays as it is. */
export interface RouteOptions extends Common, Omit<BranchOptions, 'policy'> {
  readonly engine: Engine
  readonly facts: RunFacts
}

/** `stopped`: the signal came; what had been taken was finished. */
export type RouteEnd = 'done' | 'stopped'

export interface RouteResult extends BranchResult {
  readonly ended: RouteEnd
}

/** A route under way. */
interface Running extends Common {
  readonly route: string
  readonly branches: readonly Branch[]
}

/** When a delivery was begun, when all branches had it, when the audit log had. */
interface Times {
  readonly started: number
  settled: number
  audited: number
}

/** Everything up to the point where the outcome is durable in every branch, and nothing is visible in any. */
async function settle(delivery: RouteDelivery, { branches, audit }: Running, times: Times): Promise<readonly Settled[]> {
  const all: Settled[] = []
  for (const branch of branches) all.push(await branch.settle(delivery, { isOnly: branches.length === 1 }))
  times.settled = performance.now()
  for (const { events, batches } of all) for (const event of [...events, ...batches]) audit.append(event)
  await audit.sync()
  times.audited = performance.now()
  return all
}

/**
 * The audit log does not say for sure what became of a delivery that failed in one of its branches. A log that does not
 * take that either has stopped everything.
 */
async function undo(delivery: RouteDelivery, { code }: SluiceError, { branches, audit }: Running): Promise<void> {
  const [first] = delivery.messages as readonly RouteMessage[]
  if (first === undefined) return
  const line = first.line === undefined ? {} : { first: first.line }
  for (const { label } of branches) {
    audit.append({ event: 'undone', route: label, source: labelOf(first), ...line, messages: delivery.messages.length, code })
  }
  await audit.sync()
}

/** Forgets what is not committed. What fails here too must not keep the source from hearing of it. */
async function abandon(delivery: RouteDelivery, { branches }: Running): Promise<void> {
  await Promise.allSettled(branches.map(async ({ options: { sink, quarantine } }) => {
    await sink.abort(delivery)
    await quarantine?.abort?.(delivery)
  }))
}

/** How old the oldest record of a delivery is; undefined for what has no time of its own. */
function ageOf(delivery: RouteDelivery): number | undefined {
  let oldest = Infinity
  for (const { record } of delivery.messages as readonly RouteMessage[]) {
    const at = Number(record?.timestamp ?? 0)
    if (at > 0 && at < oldest) oldest = at
  }
  return Number.isFinite(oldest) ? Math.max(0, Date.now() - oldest) : undefined
}

function tell(delivery: RouteDelivery, all: readonly Settled[], route: string, { started, settled, audited }: Times): void {
  const ended = performance.now()
  const flush = all.reduce((sum, { flushMs }) => sum + flushMs, 0)
  for (const { events, batches } of all) {
    for (const batch of batches) CHANNELS.batch.publish(batch)
    for (const { route: label, source, line, verdict, code, byte, path } of events) {
      CHANNELS.refused.publish({ route: label, source, line, verdict, code, byte, path } satisfies MessageRefused)
    }
  }
  const [first] = delivery.messages as readonly RouteMessage[]
  CHANNELS.delivery.publish({
    route,
    source: first === undefined ? undefined : labelOf(first),
    messages: delivery.messages.length,
    refused: all.reduce((sum, { events }) => sum + events.length, 0),
    bytesIn: all[0]?.bytesIn ?? 0,
    bytesOut: all.reduce((sum, { bytesOut }) => sum + bytesOut, 0),
    durationMs: ended - started,
    stagesMs: { engine: settled - started - flush, flush, audit: audited - settled, commit: ended - audited },
    ageMs: ageOf(delivery),
  } satisfies DeliveryDone)
}

/** One delivery: engine, prepare, quarantine, audit, commit, acknowledge, in this order and no other, all branches at each step. */
async function deliver(delivery: RouteDelivery, running: Running): Promise<void> {
  const { route, branches } = running
  const times: Times = { started: performance.now(), settled: 0, audited: 0 }
  let all: readonly Settled[]
  try {
    all = await settle(delivery, running, times)
    for (const { options } of branches) await options.sink.commit(delivery)
    await delivery.ack(all.flatMap(({ events }) => events.map(({ source, line, verdict, code }) => ({ source, line, verdict, code }))))
  } catch (thrown) {
    const error = toSluiceError(thrown)
    await abandon(delivery, running)
    const who = await delivery.nack(error)
    if (who === undefined) throw error
    const source = labelOf(delivery.messages[0] as RouteMessage)
    CHANNELS.stalled.publish({ route, source, code: error.code, by: who === 'told' ? 'sender' : 'source' } satisfies DeliveryStalled)
    await undo(delivery, error, running)
    return
  }
  for (const [index, settled] of all.entries()) branches[index]?.count(settled)
  tell(delivery, all, route, times)
}

/** Takes deliveries until the source ends: one after the other, but for those that may stand beside each other. */
async function deliverAll(route: Running): Promise<void> {
  const { source, signal } = route
  const inFlight = createInFlight()
  try {
    for await (const delivery of source.deliveries(AbortSignal.any([signal, inFlight.failed]))) {
      if (delivery.concurrent === true) inFlight.start(() => deliver(delivery, route))
      else await deliver(delivery, route)
      if (signal.aborted || inFlight.failed.aborted) break
    }
  } finally {
    await inFlight.finish()
  }
}

async function closeRecords({ branches, audit }: Running, ended: RouteEnd | 'failed', error?: SluiceError): Promise<void> {
  for (const { label, result } of branches) {
    const { messages, blocked, quarantined } = result()
    const refused = blocked + quarantined
    const code = error === undefined ? {} : { code: error.code }
    audit.append({ event: 'close', route: label, ended, ...code, messages, released: messages - refused, refused })
  }
  await audit.sync()
}

async function abortAll({ branches }: Running): Promise<void> {
  for (const { options } of branches) await options.sink.abort()
}

/**
 * Runs a route until its source is exhausted or the signal comes: the only control flow there is. A refused message
 * is an outcome; a failure (disk, sink, audit) stops the route, releases nothing of the delivery, and is thrown. With
 * several branches a delivery is acknowledged once all of them have confirmed it; where one fails, what another has
 * committed by then is delivered to that one again.
 * Audit, quarantines and sinks stay open: whoever opened them closes them. The results are those of the branches, in order.
 */
export async function runBranches(options: BranchedRouteOptions): Promise<readonly RouteResult[]> {
  const { route, audit, signal, sluiceVersion: sluice } = options
  const running: Running = { ...options, branches: options.branches.map(createBranch) }
  for (const { policy } of options.branches) audit.append({ event: 'open', sluice, ...policy().facts })
  await audit.sync()
  try {
    await deliverAll(running)
  } catch (thrown) {
    const error = toSluiceError(thrown)
    await abortAll(running)
    await closeRecords(running, 'failed', error).catch(() => undefined)
    CHANNELS.ended.publish({ route, ended: 'failed', error } satisfies RouteEnded)
    throw error
  }
  const ended = signal.aborted ? 'stopped' : 'done'
  if (signal.aborted) await abortAll(running)
  await closeRecords(running, ended)
  CHANNELS.ended.publish({ route, ended, error: undefined } satisfies RouteEnded)
  return running.branches.map(({ result }) => ({ ended, ...result() }))
}

/** The same for one destination. */
export async function runRoute({ engine, facts, source, audit, sluiceVersion, signal, ...branch }: RouteOptions): Promise<RouteResult> {
  const applied: AppliedPolicy = { engine, facts }
  const branches = [{ ...branch, policy: () => applied }]
  const [result] = await runBranches({ source, audit, sluiceVersion, signal, route: facts.route, branches })
  return result as RouteResult
}
