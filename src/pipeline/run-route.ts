import { toSluiceError, type SluiceError } from '../contract/errors.ts'
import type { Source } from '../contract/message.ts'
import type { EndedUnit } from '../contract/unit.ts'
import type { AuditLog, RefusedEvent, RunFacts } from './audit-events.ts'
import { CHANNELS, type MessageRefused } from './events.ts'
import type { Counts, Engine, OutcomeFacts } from './outcome.ts'
import {
  processMessage,
  type Passed,
  type Refused,
  type RouteDelivery,
  type RouteMessage,
  type RouteSink,
} from './process-message.ts'
import type { Quarantine } from './quarantine.ts'
import { createBatchRecorder, labelOf } from './record-batches.ts'
import { createTally } from './tally.ts'

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
  readonly recorder: ReturnType<typeof createBatchRecorder>
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

/** Puts a refused message where it belongs and returns its record. */
function refuse(message: RouteMessage, refused: Refused, state: State): RefusedEvent {
  const { quarantine, onError, facts } = state.options
  const isFinal = refused.error.code === 'SLUICE_POLICY_BLOCK'
  const wanted = !isFinal && (refused.verdict === 'quarantine' || onError === 'quarantine')
  let id: string | undefined
  if (wanted && quarantine !== undefined && refused.kept !== undefined) {
    const { route, policy, policyHash, destination, purpose, keyVersion } = facts
    const line = message.line === undefined ? {} : { line: message.line }
    const header = {
      code: refused.error.code,
      source: labelOf(message),
      ...line,
      sha256: refused.sha256,
      policy,
      policyHash,
    }
    id = quarantine.add({ ...header, route, destination, purpose, keyVersion, bytes: refused.bytes }, refused.kept)
  }
  const verdict = id === undefined ? 'block' : 'quarantine'
  state[verdict === 'block' ? 'blocked' : 'quarantined'] += 1
  const known = state.refusals.get(refused.error.code)
  if (known === undefined) {
    state.refusals.set(refused.error.code, {
      count: 1,
      first: { source: message.source, line: message.line, error: refused.error },
    })
  } else known.count += 1
  return refusedEvent(message, refused, verdict, state, id)
}

function count(message: RouteMessage, processed: Passed | Refused, state: State): void {
  state.messages += 1
  state.bytesIn += processed.bytes
  state.bytesOut += processed.passed ? processed.bytesOut : 0
  state.tally.add(processed.facts.counts)
  if (message.unit !== undefined)
    state.units.set(message.unit.name, processed.passed || state.units.get(message.unit.name) === true)
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
async function settle(delivery: RouteDelivery, state: State): Promise<readonly RefusedEvent[]> {
  const { audit, engine, sink, quarantine, keepBytesMax, onMessage } = state.options
  const refusals: RefusedEvent[] = []
  for (const message of delivery.messages as readonly RouteMessage[]) {
    const processed = await processMessage(message, { engine, sink, keepBytesMax })
    onMessage?.(message, processed.facts)
    let verdict: Passed['verdict'] | Refused['verdict'] = processed.verdict
    if (!processed.passed) {
      const event = refuse(message, processed, state)
      verdict = event.verdict
      refusals.push(event)
    }
    count(message, processed, state)
    state.recorder.add(message, processed, verdict)
  }
  await endUnits(delivery.ended ?? [], state)
  await quarantine?.sync()
  await sink.flush?.()
  for (const event of refusals) audit.append(event)
  for (const event of state.recorder.take()) audit.append(event)
  await audit.sync()
  return refusals
}

/** One delivery: engine, prepare, quarantine, audit, commit, acknowledge, in this order and no other. */
async function deliver(delivery: RouteDelivery, state: State): Promise<void> {
  const { sink, facts } = state.options
  const started = performance.now()
  const before = { bytesIn: state.bytesIn, bytesOut: state.bytesOut }
  let refusals: readonly RefusedEvent[]
  try {
    refusals = await settle(delivery, state)
    await sink.commit()
  } catch (error) {
    await sink.abort()
    await delivery.nack(toSluiceError(error))
    throw error
  }
  await delivery.ack()
  for (const { source, line, verdict, code, byte, path } of refusals) {
    CHANNELS.refused.publish({ route: facts.route, source, line, verdict, code, byte, path } satisfies MessageRefused)
  }
  CHANNELS.delivery.publish({
    route: facts.route,
    messages: delivery.messages.length,
    refused: refusals.length,
    bytesIn: state.bytesIn - before.bytesIn,
    bytesOut: state.bytesOut - before.bytesOut,
    durationMs: performance.now() - started,
  })
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
  const { source, sink, audit, facts, signal } = options
  const state: State = {
    options,
    recorder: createBatchRecorder(facts),
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
    for await (const delivery of source.deliveries(signal)) {
      await deliver(delivery, state)
      if (signal.aborted) break
    }
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
