import { toSluiceError, type SluiceError } from '../contract/errors.ts'
import type { Source } from '../contract/message.ts'
import type { EndedUnit } from '../contract/unit.ts'
import type { AuditLog, RefusedEvent, RunFacts } from './audit-events.ts'
import { CHANNELS, type DeliveryStalled, type MessageRefused } from './events.ts'
import { createInFlight } from './in-flight.ts'
import type { Counts, Engine, OutcomeFacts } from './outcome.ts'
import {
  processMessage,
  type Passed,
  type Refused,
  type RouteDelivery,
  type RouteMessage,
  type RouteSink,
  type Tombstones,
} from './process-message.ts'
import type { Quarantine } from './quarantine.ts'
import { createBatchRecorder, labelOf } from './record-batches.ts'
import { packRecord } from './packed-record.ts'
import { recordId } from './record-id.ts'
import { createTally } from './tally.ts'
import { createTurns } from './turns.ts'

export interface RouteOptions {
  readonly source: Source
  readonly sink: RouteSink
  readonly engine: Engine
  readonly audit: AuditLog
  readonly facts: RunFacts
  readonly sluiceVersion: string
  /** What happens to a message that could not be worked on; the policy's own block and quarantine stand above it. */
  readonly onError: 'block' | 'quarantine'
  /** Needed when `onError` or the policy says quarantine; without it such messages are blocked. */
  readonly quarantine?: Quarantine
  /** Refused messages above this are blocked instead of quarantined. */
  readonly keepBytesMax: number
  /** What becomes of records without a body. They are refused unless given. */
  readonly tombstones?: Tombstones
  readonly signal: AbortSignal
  /** Told of each message in order, before anything of it is visible. */
  readonly onMessage?: (message: RouteMessage, facts: OutcomeFacts) => void
}

export interface RouteResult {
  /** `stopped`: the signal came; what had been taken was finished. */
  readonly ended: 'done' | 'stopped'
  readonly messages: number
  readonly blocked: number
  readonly quarantined: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly counts: Counts
  /** Refusals by code, and where the first of them stood. */
  readonly refusals: ReadonlyMap<string, { readonly count: number; readonly first: Refusal }>
}

/** A refused message as the person who runs Sluice is told of it. */
export interface Refusal {
  readonly source: string
  readonly line: number | undefined
  readonly error: SluiceError
}

interface State {
  readonly options: RouteOptions
  readonly tally: ReturnType<typeof createTally>
  /** Units not ended yet: whether anything of them may pass. A unit without messages may. */
  readonly units: Map<string, boolean>
  readonly refusals: Map<string, { count: number; first: Refusal }>
  messages: number
  blocked: number
  quarantined: number
  bytesIn: number
  bytesOut: number
}

/** What became of a delivery; it counts once the delivery is acknowledged. */
interface Settled {
  readonly events: RefusedEvent[]
  readonly refusals: { readonly code: string; readonly refusal: Refusal }[]
  readonly tally: ReturnType<typeof createTally>
  bytesIn: number
  bytesOut: number
}

function refusedEvent(
  message: RouteMessage,
  refused: Refused,
  verdict: Refused['verdict'],
  state: State,
  id: string | undefined,
): RefusedEvent {
  const { byte, path } = refused.error.where
  return {
    event: 'refused',
    route: state.options.facts.route,
    source: labelOf(message),
    ...(message.line === undefined ? {} : { line: message.line }),
    verdict,
    code: refused.error.code,
    ...(byte === undefined ? {} : { byte }),
    ...(path === undefined ? {} : { path }),
    bytes: refused.bytes,
    sha256: refused.sha256,
    ...(id === undefined ? {} : { id }),
  }
}

/** Seals a refused message in the quarantine and returns its id. A record is sealed with its key and headers. */
function keep(message: RouteMessage, { error, sha256, bytes }: Refused, kept: Uint8Array, delivery: RouteDelivery, state: State): string | undefined {
  const { quarantine, facts, keepBytesMax } = state.options
  const { route, policy, policyHash, destination, purpose, keyVersion } = facts
  const source = labelOf(message)
  const line = message.line === undefined ? {} : { line: message.line }
  const header = { code: error.code, source, ...line, policy, policyHash, route, destination, purpose, keyVersion, bytes }
  if (message.record === undefined) return quarantine?.add({ ...header, sha256 }, kept, delivery)
  const packed = packRecord(message.record, kept)
  if (packed.length > keepBytesMax) return undefined
  const id = recordId({ route, source, line: message.line, timestamp: message.record.timestamp })
  return quarantine?.add({ ...header, form: 'record', id }, packed, delivery)
}

/** Puts a refused message where it belongs and returns its record. */
function refuse(message: RouteMessage, refused: Refused, delivery: RouteDelivery, state: State, settled: Settled): RefusedEvent {
  const isFinal = refused.error.code === 'SLUICE_POLICY_BLOCK'
  const wanted = !isFinal && (refused.verdict === 'quarantine' || state.options.onError === 'quarantine')
  const id = wanted && refused.kept !== undefined ? keep(message, refused, refused.kept, delivery, state) : undefined
  const refusal = { source: message.source, line: message.line, error: refused.error }
  settled.refusals.push({ code: refused.error.code, refusal })
  return refusedEvent(message, refused, id === undefined ? 'block' : 'quarantine', state, id)
}

function count(delivery: RouteDelivery, settled: Settled, state: State): void {
  state.messages += delivery.messages.length
  state.bytesIn += settled.bytesIn
  state.bytesOut += settled.bytesOut
  state.tally.add(settled.tally.counts())
  for (const { verdict } of settled.events) state[verdict === 'block' ? 'blocked' : 'quarantined'] += 1
  for (const { code, refusal } of settled.refusals) {
    const known = state.refusals.get(code)
    if (known === undefined) state.refusals.set(code, { count: 1, first: refusal })
    else known.count += 1
  }
}

/** A unit of which every message was refused gets no output. */
async function endUnits(ended: readonly EndedUnit[], state: State): Promise<void> {
  for (const end of ended) {
    const anyPassed = state.units.get(end.unit.name) ?? true
    state.units.delete(end.unit.name)
    await state.options.sink.end?.({ ...end, refused: end.refused || !anyPassed })
  }
}

/** Everything up to the point where the outcome is durable and nothing is visible yet. */
async function settle(delivery: RouteDelivery, state: State): Promise<Settled> {
  const { audit, engine, sink, quarantine, keepBytesMax, onMessage, facts, tombstones } = state.options
  const settled: Settled = { events: [], refusals: [], tally: createTally(), bytesIn: 0, bytesOut: 0 }
  const recorder = createBatchRecorder(facts)
  const turns = delivery.concurrent === true ? createTurns() : undefined
  for (const message of delivery.messages as readonly RouteMessage[]) {
    const processed = await processMessage(message, { engine, sink, keepBytesMax, delivery, tombstones })
    onMessage?.(message, processed.facts)
    let verdict: Passed['verdict'] | Refused['verdict'] = processed.verdict
    if (!processed.passed) {
      const event = refuse(message, processed, delivery, state, settled)
      verdict = event.verdict
      settled.events.push(event)
    }
    settled.bytesIn += processed.bytes
    settled.bytesOut += processed.passed ? processed.bytesOut : 0
    settled.tally.add(processed.facts.counts)
    const { unit } = message
    if (unit !== undefined) state.units.set(unit.name, processed.passed || state.units.get(unit.name) === true)
    recorder.add(message, processed, verdict)
    await turns?.()
  }
  await endUnits(delivery.ended ?? [], state)
  await Promise.all([quarantine?.sync(delivery), sink.flush?.(delivery)])
  for (const event of settled.events) audit.append(event)
  for (const event of recorder.take()) audit.append(event)
  await audit.sync()
  return settled
}

/** What the audit log said of a delivery is not so. A log that does not take that either has stopped everything. */
async function undo(delivery: RouteDelivery, { code }: SluiceError, state: State): Promise<void> {
  const { audit, facts } = state.options
  const [first] = delivery.messages as readonly RouteMessage[]
  if (first === undefined) return
  const line = first.line === undefined ? {} : { first: first.line }
  audit.append({ event: 'undone', route: facts.route, source: labelOf(first), ...line, messages: delivery.messages.length, code })
  await audit.sync()
}

/** One delivery: engine, prepare, quarantine, audit, commit, acknowledge, in this order and no other. */
async function deliver(delivery: RouteDelivery, state: State): Promise<void> {
  const { sink, facts, quarantine } = state.options
  const started = performance.now()
  let settled: Settled
  try {
    settled = await settle(delivery, state)
    await sink.commit(delivery)
    await delivery.ack()
  } catch (thrown) {
    const error = toSluiceError(thrown)
    await sink.abort(delivery)
    await quarantine?.abort?.(delivery)
    if ((await delivery.nack(error)) !== 'again') throw error
    CHANNELS.stalled.publish({ route: facts.route, source: labelOf(delivery.messages[0] as RouteMessage), code: error.code } satisfies DeliveryStalled)
    await undo(delivery, error, state)
    return
  }
  count(delivery, settled, state)
  for (const { source, line, verdict, code, byte, path } of settled.events) {
    CHANNELS.refused.publish({ route: facts.route, source, line, verdict, code, byte, path } satisfies MessageRefused)
  }
  CHANNELS.delivery.publish({
    route: facts.route,
    messages: delivery.messages.length,
    refused: settled.events.length,
    bytesIn: settled.bytesIn,
    bytesOut: settled.bytesOut,
    durationMs: performance.now() - started,
  })
}

/** Takes deliveries until the source ends: one after the other, but for those that may stand beside each other. */
async function deliverAll(state: State): Promise<void> {
  const { source, signal } = state.options
  const inFlight = createInFlight()
  try {
    for await (const delivery of source.deliveries(AbortSignal.any([signal, inFlight.failed]))) {
      if (delivery.concurrent === true) inFlight.start(() => deliver(delivery, state))
      else await deliver(delivery, state)
      if (signal.aborted || inFlight.failed.aborted) break
    }
  } finally {
    await inFlight.finish()
  }
}

async function closeRecord(state: State, ended: 'done' | 'stopped' | 'failed', error?: SluiceError): Promise<void> {
  const { audit, facts } = state.options
  const refused = state.blocked + state.quarantined
  const code = error === undefined ? {} : { code: error.code }
  audit.append({
    event: 'close',
    route: facts.route,
    ended,
    ...code,
    messages: state.messages,
    released: state.messages - refused,
    refused,
  })
  await audit.sync()
}

/**
 * Runs a route until its source is exhausted or the signal comes: the only control flow there is. A refused message
 * is an outcome; a failure (disk, sink, audit) stops the route, releases nothing of the delivery, and is thrown.
 * Audit, quarantine and sink stay open: whoever opened them closes them.
 */
export async function runRoute(options: RouteOptions): Promise<RouteResult> {
  const { sink, audit, facts, signal } = options
  const state: State = {
    options,
    tally: createTally(),
    units: new Map(),
    refusals: new Map(),
    messages: 0,
    blocked: 0,
    quarantined: 0,
    bytesIn: 0,
    bytesOut: 0,
  }
  audit.append({ event: 'open', sluice: options.sluiceVersion, ...facts })
  await audit.sync()
  try {
    await deliverAll(state)
  } catch (thrown) {
    const error = toSluiceError(thrown)
    await sink.abort()
    await closeRecord(state, 'failed', error).catch(() => undefined)
    CHANNELS.ended.publish({ route: facts.route, ended: 'failed', error })
    throw error
  }
  const ended = signal.aborted ? 'stopped' : 'done'
  if (signal.aborted) await sink.abort()
  await closeRecord(state, ended)
  CHANNELS.ended.publish({ route: facts.route, ended, error: undefined })
  const { messages, blocked, quarantined, bytesIn, bytesOut, refusals } = state
  return { ended, messages, blocked, quarantined, bytesIn, bytesOut, counts: state.tally.counts(), refusals }
}
