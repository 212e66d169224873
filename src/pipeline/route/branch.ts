import type { SluiceError } from '../../contract/errors.ts'
import type { EndedUnit } from '../../contract/unit.ts'
import type { BatchEvent, RefusedEvent, RunFacts } from './audit-events.ts'
import type { Counts, Engine, OutcomeFacts } from '../outcome.ts'
import { packRecord } from './packed-record.ts'
import {
  processMessage,
  type Passed,
  type Refused,
  type RouteDelivery,
  type RouteMessage,
  type RouteSink,
  type Tombstones,
} from './process-message.ts'
import type { Quarantine } from '../quarantine/quarantine.ts'
import { createBatchRecorder, labelOf } from './record-batches.ts'
import { recordId } from './record-id.ts'
import { createTally } from '../tally.ts'
import { createTurns } from './turns.ts'

/** A policy as it is applied: the engine made of it, and what every record under it says. */
export interface AppliedPolicy {
  readonly engine: Engine
  readonly facts: RunFacts
}

/** One destination of a route. */
export interface BranchOptions {
  readonly sink: RouteSink
  /** Asked once for each delivery, so that a policy may be swapped between two of them. */
  readonly policy: () => AppliedPolicy
  /** What happens to a message that could not be worked on; the policy's own block and quarantine stand above it. */
  readonly onError: 'block' | 'quarantine'
  /** Needed when `onError` or the policy says quarantine; without it such messages are blocked. */
  readonly quarantine?: Quarantine
  /** Refused messages above this that are streamed are blocked instead of quarantined. */
  readonly keepBytesMax: number
  /** What becomes of records without a body. They are refused unless given. */
  readonly tombstones?: Tombstones
  /** Told of each message in order, before anything of it is visible. */
  readonly onMessage?: (message: RouteMessage, facts: OutcomeFacts) => void
}

/** What a branch came to. */
export interface BranchResult {
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

/** What became of a delivery in a branch; it counts once the delivery is acknowledged. */
export interface Settled {
  readonly events: RefusedEvent[]
  readonly batches: readonly BatchEvent[]
  readonly refusals: readonly { readonly code: string; readonly refusal: Refusal }[]
  readonly counts: Counts
  readonly messages: number
  readonly bytesIn: number
  readonly bytesOut: number
  /** How long sink and quarantine took to make it safe. */
  readonly flushMs: number
}

/** A branch that runs. */
export interface Branch {
  readonly label: string
  readonly options: BranchOptions
  /**
   * Everything of a delivery up to where its outcome may be written down: worked on, refused ones kept, the rest prepared. An only
   * branch lets go of bodies that it has worked on; others may hold them too.
   */
  settle(delivery: RouteDelivery, place: { readonly isOnly: boolean }): Promise<Settled>
  /** Adds an acknowledged delivery to the result. */
  count(settled: Settled): void
  result(): BranchResult
}

/** What is gathered while a delivery is worked on. */
interface Gathered {
  readonly events: RefusedEvent[]
  readonly refusals: { readonly code: string; readonly refusal: Refusal }[]
}

function refusedEvent(message: RouteMessage, refused: Refused, route: string, id: string | undefined): RefusedEvent {
  const { byte, path } = refused.error.where
  return {
    event: 'refused',
    route,
    source: labelOf(message),
    ...(message.line === undefined ? {} : { line: message.line }),
    verdict: id === undefined ? 'block' : 'quarantine',
    code: refused.error.code,
    ...(byte === undefined ? {} : { byte }),
    ...(path === undefined ? {} : { path }),
    bytes: refused.bytes,
    sha256: refused.sha256,
    ...(id === undefined ? {} : { id }),
  }
}

/** Seals a refused message in the quarantine and returns its id. A record is sealed with its key and headers. */
function keep(
  message: RouteMessage,
  { error, sha256, bytes }: Refused,
  kept: Uint8Array,
  { delivery, facts, options }: { readonly delivery: RouteDelivery; readonly facts: RunFacts; readonly options: BranchOptions },
): string | undefined {
  const { quarantine } = options
  const source = labelOf(message)
  const line = message.line === undefined ? {} : { line: message.line }
  const header = { code: error.code, source, ...line, ...facts, bytes }
  if (message.record === undefined) return quarantine?.add({ ...header, sha256 }, kept, delivery)
  const id = recordId({ route: facts.route, source, line: message.line, timestamp: message.record.timestamp })
  return quarantine?.add({ ...header, form: 'record', id }, packRecord(message.record, kept), delivery)
}

/** Puts a refused message where it belongs, and says what became of it. */
function refuse(
  message: RouteMessage,
  refused: Refused,
  place: { readonly delivery: RouteDelivery; readonly facts: RunFacts; readonly options: BranchOptions },
  gathered: Gathered,
): Refused['verdict'] {
  const isFinal = refused.error.code === 'SLUICE_POLICY_BLOCK'
  const wanted = !isFinal && (refused.verdict === 'quarantine' || place.options.onError === 'quarantine')
  const id = wanted && refused.kept !== undefined ? keep(message, refused, refused.kept, place) : undefined
  const refusal = { source: message.source, line: message.line, error: refused.error }
  gathered.refusals.push({ code: refused.error.code, refusal })
  const event = refusedEvent(message, refused, place.facts.route, id)
  gathered.events.push(event)
  return event.verdict
}

/** Whether what goes out stands in the memory of what came. */
function standsIn(body: RouteMessage['body'], processed: Passed | Refused): boolean {
  return processed.passed && processed.output instanceof Uint8Array && body instanceof Uint8Array && processed.output.buffer === body.buffer
}

/** Waits for all, also where one fails: what is still under way could be written after the others were given up. */
async function allEnded(work: readonly (Promise<void> | undefined)[]): Promise<void> {
  const all = await Promise.allSettled(work.map((one) => one ?? Promise.resolve()))
  for (const ended of all) if (ended.status === 'rejected') throw ended.reason
}

/** A branch for one run of a route. */
export function createBranch(options: BranchOptions): Branch {
  const { sink, quarantine, keepBytesMax, tombstones, onMessage } = options
  const { route: label } = options.policy().facts
  /** Units not ended yet: whether anything of them may pass. A unit without messages may. */
  const units = new Map<string, boolean>()
  const total = { messages: 0, blocked: 0, quarantined: 0, bytesIn: 0, bytesOut: 0 }
  const tally = createTally()
  const refusals = new Map<string, { count: number; first: Refusal }>()

  /** A unit of which every message was refused gets no output. */
  async function endUnits(ended: readonly EndedUnit[]): Promise<void> {
    for (const end of ended) {
      const anyPassed = units.get(end.unit.name) ?? true
      units.delete(end.unit.name)
      await sink.end?.({ ...end, refused: end.refused || !anyPassed })
    }
  }

  async function settle(delivery: RouteDelivery, { isOnly }: { readonly isOnly: boolean }): Promise<Settled> {
    const { engine, facts } = options.policy()
    const gathered: Gathered = { events: [], refusals: [] }
    let bytesIn = 0
    let bytesOut = 0
    const recorder = createBatchRecorder(facts)
    const how = { engine, sink, keepBytesMax, delivery, tombstones }
    const place = { delivery, facts, options }
    const turns = delivery.concurrent === true ? createTurns() : undefined
    for (const message of delivery.messages as readonly RouteMessage[]) {
      const processing = processMessage(message, how)
      const processed = processing instanceof Promise ? await processing : processing
      onMessage?.(message, processed.facts)
      const verdict: Passed['verdict'] | Refused['verdict'] = processed.passed
        ? processed.verdict
        : refuse(message, processed, place, gathered)
      bytesIn += processed.bytes
      bytesOut += processed.passed ? processed.bytesOut : 0
      const { unit } = message
      if (unit !== undefined) units.set(unit.name, processed.passed || units.get(unit.name) === true)
      recorder.add(message, processed, verdict)
      if (isOnly && message.letGo !== undefined && !standsIn(message.body, processed)) message.letGo()
      const turn = turns?.()
      if (turn !== undefined) await turn
    }
    await endUnits(delivery.ended ?? [])
    const worked = performance.now()
    await allEnded([quarantine?.sync(delivery), sink.flush?.(delivery)])
    const flushMs = performance.now() - worked
    const batches = recorder.take()
    const counted = createTally()
    for (const { counts } of batches) counted.add(counts)
    return { ...gathered, flushMs, batches, counts: counted.counts(), messages: delivery.messages.length, bytesIn, bytesOut }
  }

  return {
    label,
    options,
    settle,
    count(settled) {
      total.messages += settled.messages
      total.bytesIn += settled.bytesIn
      total.bytesOut += settled.bytesOut
      tally.add(settled.counts)
      for (const { verdict } of settled.events) total[verdict === 'block' ? 'blocked' : 'quarantined'] += 1
      for (const { code, refusal } of settled.refusals) {
        const known = refusals.get(code)
        if (known === undefined) refusals.set(code, { count: 1, first: refusal })
        else known.count += 1
      }
    },
    result: () => ({ ...total, counts: tally.counts(), refusals }),
  }
}
