import type { IncomingMessage } from 'node:http'
import type { ConnectorContext } from '../../src/contract/connector.ts'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import type { RefusedMessage } from '../../src/contract/message.ts'
import type { Unit } from '../../src/contract/unit.ts'
import type { DeliveryQueue } from '../delivery-queue.ts'

const EMPTY = new Uint8Array(0)
/** Refusals that are listed in an answer; all are counted. */
const LISTED_MAX = 100

export interface ReceiveOptions {
  readonly queue: DeliveryQueue
  readonly decode: ConnectorContext['decode']
  readonly bodyBytesMax: number
  /** How long a client may leave us waiting, in all, while it sends. */
  readonly waitMsMax: number
}

export interface Received {
  readonly messages: number
  readonly refused: number
  readonly refusals: readonly Pick<RefusedMessage, 'line' | 'verdict' | 'code'>[]
}

/** The route did not take what was received: that is not for the client to mend. */
export class NotTaken extends Error {
  override readonly cause: SluiceError

  constructor(cause: SluiceError) {
    super('The route did not take it.')
    this.cause = cause
  }
}

/** The body as it comes, bounded in bytes and in the time that it takes the client, not us. */
async function* readBody(body: IncomingMessage, { bodyBytesMax, waitMsMax }: ReceiveOptions): AsyncGenerator<Uint8Array> {
  const iterator = (body as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]()
  let bytes = 0
  let leftMs = waitMsMax
  for (;;) {
    const started = performance.now()
    const late = Promise.withResolvers<never>()
    const timer = setTimeout(
      () => late.reject(new SluiceError('SLUICE_SOURCE', { detail: 'A client took too long to send a body.' })),
      Math.max(leftMs, 1),
    )
    const next = await Promise.race([iterator.next(), late.promise])
      .catch((cause: unknown) => {
        throw cause instanceof SluiceError
          ? cause
          : new SluiceError('SLUICE_SOURCE', { detail: 'A client broke off while it sent a body.', cause })
      })
      .finally(() => clearTimeout(timer))
    leftMs -= performance.now() - started
    if (next.done === true) return
    bytes += next.value.length
    if (bytes > bodyBytesMax) throw new SluiceError('SLUICE_SOURCE', { detail: 'A client sent a body over the limit.', cause: 'too large' })
    yield next.value
  }
}

/** Takes a body message by message as it comes, and answers for it when all of it is audited and where it belongs. Throws SLUICE_SOURCE and NotTaken. */
export async function receive(body: IncomingMessage, unit: Unit, options: ReceiveOptions): Promise<Received> {
  const { queue, decode } = options
  const refusals: RefusedMessage[] = []
  let count = 0
  let part = 0
  const chunks = (): AsyncIterable<Uint8Array> => readBody(body, options)
  for await (const batch of decode({ unit, bytes: undefined, reopens: false, chunks })) {
    if (batch.messages.length === 0) continue
    count += batch.messages.length
    part += 1
    const isLines = batch.messages.some(({ line }) => line !== undefined)
    const name = `${unit.name}.${isLines ? `${String(part).padStart(4, '0')}.ndjson` : 'json'}`
    // Lines go on before the body has ended: each part is a unit, whole by itself.
    const own: Unit = { ...unit, source: name, label: name, name, media: isLines ? 'ndjson' : 'json', gzip: false }
    const isRefused = batch.ended.some((ended) => ended.refused)
    const messages = batch.messages.map((message) => ({ ...message, source: name, unit: own }))
    const taken = queue.offer({ messages, ended: [{ unit: own, rest: EMPTY, refused: isRefused }] })
    refusals.push(...await taken.catch((error: unknown) => {
      throw new NotTaken(toSluiceError(error))
    }))
  }
  // A message that two branches refuse is one.
  const refused = new Set(refusals.map(({ source, line }) => `${source} ${line}`)).size
  return { messages: count, refused, refusals: refusals.slice(0, LISTED_MAX).map(({ line, verdict, code }) => ({ line, verdict, code })) }
}
