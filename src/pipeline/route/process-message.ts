import { createHash } from 'node:crypto'
import { SluiceError, toSluiceError } from '../../contract/errors.ts'
import type { Delivery, Message, RecordMessage, Sink, StreamBody } from '../../contract/message.ts'
import type { UnitDelivery, UnitMessage, UnitSink } from '../../contract/unit.ts'
import { explainForeign } from '../../decode/foreign.ts'
import { createChannel } from './channel.ts'
import type { Engine, Outcome, OutcomeFacts } from '../outcome.ts'
import { NO_FACTS } from '../message-facts.ts'

/** A sink of either kind: `end` and `flush` are there when it writes units. */
export type RouteSink = Sink & Partial<Pick<UnitSink, 'end' | 'flush'>>
/** A delivery of either kind. */
export type RouteDelivery = Delivery & Partial<Pick<UnitDelivery, 'ended'>>
export type RouteMessage = Message & Partial<Pick<UnitMessage, 'unit' | 'refused'>> & Partial<Pick<RecordMessage, 'record' | 'letGo'>>
/** What becomes of a record without a body. */
export type Tombstones = 'pass' | 'drop' | 'refuse'

interface Common {
  readonly facts: OutcomeFacts
  readonly bytes: number
}
export interface Passed extends Common {
  readonly passed: true
  readonly verdict: 'pass' | 'redact' | 'monitor'
  readonly bytesOut: number
  /** What was in a body that was held; a streamed one was hashed on its way. */
  readonly output: Uint8Array | { readonly sha256: string; readonly outputSha256: string }
}
export interface Refused extends Common {
  readonly passed: false
  readonly verdict: 'block' | 'quarantine'
  readonly error: SluiceError
  readonly sha256: string
  /** The message, where it is small enough to be quarantined. */
  readonly kept: Uint8Array | undefined
}

export type Processed = Passed | Refused

const EMPTY = new Uint8Array(0)
/** Errors of the world, not of the message: they stop the route instead of refusing the message. */
const FAILURES = new Set(['SLUICE_IO', 'SLUICE_SINK', 'SLUICE_AUDIT', 'SLUICE_INTERNAL'])

/** Reads a refused stream once more, to hash it and to keep it if it is small enough. */
async function readRefused(
  body: StreamBody,
  keepBytesMax: number,
): Promise<Pick<Refused, 'sha256' | 'bytes' | 'kept'>> {
  const hash = createHash('sha256')
  let pieces: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body.open()) {
    hash.update(chunk)
    bytes += chunk.length
    if (bytes <= keepBytesMax) pieces.push(chunk)
    else pieces = []
  }
  return { sha256: hash.digest('hex'), bytes, kept: bytes <= keepBytesMax ? Buffer.concat(pieces) : undefined }
}

/** Notes the hash and length of a body's last complete reading. */
function watchBody(body: StreamBody): { body: StreamBody; last(): { sha256: string; bytes: number } } {
  let last = { sha256: createHash('sha256').digest('hex'), bytes: 0 }
  async function* open(): AsyncGenerator<Uint8Array> {
    const hash = createHash('sha256')
    let bytes = 0
    for await (const chunk of body.open()) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
    last = { sha256: hash.digest('hex'), bytes }
  }
  return { body: { open }, last: () => last }
}

/** What a sink cannot take this one message for; anything else that it throws is a failure. */
export function isRefusal(error: unknown): error is SluiceError {
  return error instanceof SluiceError && (error.code === 'SLUICE_LIMIT_RECORD' || error.code === 'SLUICE_RECORD')
}

function refusedWhole(body: Uint8Array, error: SluiceError, { verdict, facts }: Pick<Refused, 'verdict' | 'facts'>): Refused {
  const sha256 = createHash('sha256').update(body).digest('hex')
  return { passed: false, verdict, facts, error, bytes: body.length, sha256, kept: body }
}

function processWhole(message: RouteMessage, body: Uint8Array, options: ProcessOptions): Processed | Promise<Processed> {
  const { engine } = options
  const outcome = engine.processHeld === undefined ? engine.process(body) : engine.processHeld(body)
  return outcome instanceof Promise
    ? outcome.then((held) => handOver(message, body, held, options))
    : handOver(message, body, outcome, options)
}

/** Gives what a message became to the sink. */
function handOver(
  message: RouteMessage,
  body: Uint8Array,
  outcome: Outcome,
  { sink, delivery }: ProcessOptions,
): Processed | Promise<Processed> {
  const { facts } = outcome
  if ('error' in outcome) return refusedWhole(body, explainForeign(outcome.error, body), outcome)
  const { output, verdict } = outcome
  const passed: Passed = { passed: true, verdict, facts, bytes: body.length, bytesOut: output.length, output }
  // Nothing is left of a record that the policy drops whole; an empty body would be another message.
  if (output.length === 0 && message.record !== undefined) return passed
  try {
    const prepared = sink.prepare(message, output, delivery)
    return prepared === undefined ? passed : prepared.then(() => passed, (error: unknown) => refusedBySink(error, body, facts))
  } catch (error) {
    return refusedBySink(error, body, facts)
  }
}

/** Throws what is no refusal. */
function refusedBySink(error: unknown, body: Uint8Array, facts: OutcomeFacts): Refused {
  if (!isRefusal(error)) throw error
  return refusedWhole(body, error, { verdict: 'block', facts })
}

async function processStreamed(
  message: RouteMessage,
  stream: StreamBody,
  options: ProcessOptions,
): Promise<Processed> {
  const watched = watchBody(stream)
  const channel = createChannel()
  const prepared = Promise.resolve(options.sink.prepare(message, channel.chunks(), options.delivery))
  prepared.catch(channel.stop)
  const outputHash = createHash('sha256')
  let bytesOut = 0
  async function write(chunk: Uint8Array): Promise<void> {
    outputHash.update(chunk)
    bytesOut += chunk.length
    await channel.write(chunk)
  }
  const outcome = await options.engine.processStream(watched.body, write).catch((error: unknown) => {
    return { verdict: 'block', error: toSluiceError(error), facts: NO_FACTS } as const
  })
  const { facts } = outcome
  if ('error' in outcome) {
    channel.fail(outcome.error)
    await prepared.catch((error: unknown) => {
      if (error !== outcome.error && toSluiceError(error).cause !== outcome.error) throw error
    })
    if (FAILURES.has(outcome.error.code)) throw outcome.error
    const read = await readRefused(stream, options.keepBytesMax)
    return { passed: false, verdict: outcome.verdict, facts, error: outcome.error, ...read }
  }
  channel.end()
  await prepared
  const { sha256, bytes } = watched.last()
  const output = { sha256, outputSha256: outputHash.digest('hex') }
  return { passed: true, verdict: outcome.verdict, facts, bytes, bytesOut, output }
}

export interface ProcessOptions {
  readonly engine: Engine
  readonly sink: RouteSink
  /** Refused messages up to this size are kept for the quarantine. */
  readonly keepBytesMax: number
  readonly delivery: RouteDelivery
  readonly tombstones: Tombstones | undefined
}

async function processTombstone(message: RouteMessage, { sink, delivery, tombstones }: ProcessOptions): Promise<Processed> {
  const common = { facts: NO_FACTS, bytes: 0 }
  if (tombstones === 'pass') {
    try {
      await sink.prepare(message, EMPTY, delivery)
    } catch (error) {
      return refusedBySink(error, EMPTY, NO_FACTS)
    }
  }
  if (tombstones === 'pass' || tombstones === 'drop') {
    return { ...common, passed: true, verdict: tombstones === 'pass' ? 'pass' : 'redact', bytesOut: 0, output: EMPTY }
  }
  const sha256 = createHash('sha256').digest('hex')
  return { ...common, passed: false, verdict: 'block', error: new SluiceError('SLUICE_TOMBSTONE'), sha256, kept: EMPTY }
}

/**
 * Takes one message through the engine and, when it may pass, into the sink, where it stays invisible. What the
 * message holds never makes this throw; what the sink or the disk does, does. No promise
 * is made where nothing is waited for: it costs as much as a small message.
 */
export function processMessage(message: RouteMessage, options: ProcessOptions): Processed | Promise<Processed> {
  if (message.refused !== undefined) {
    const { error, sha256, bytes } = message.refused
    return { passed: false, verdict: 'block', facts: NO_FACTS, error, bytes, sha256, kept: undefined }
  }
  if (message.record?.isTombstone === true) return processTombstone(message, options)
  if (message.body instanceof Uint8Array) return processWhole(message, message.body, options)
  return processStreamed(message, message.body, options)
}
