import { createHash, timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConnectorContext, ConnectorStatus } from '../../src/contract/connector.ts'
import { SluiceError, toSluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import type { Phi } from '../../src/contract/phi.ts'
import type { UnitDelivery } from '../../src/contract/unit.ts'
import type { DeliveryQueue } from '../delivery-queue.ts'
import { refusalAnswer } from '../fhir-proxy/refusal.ts'
import { isFhirJson } from '../fhir-http/fhir-http.ts'
import { pause, waitMs } from '../fhir-http/retry.ts'
import { closeServer, listenAt } from '../http-server.ts'
import type { EventLine } from './event-line.ts'

export interface SubscriptionOptions {
  readonly server: FastifyInstance
  /** `host:port`. */
  readonly listen: string
  readonly path: string
  /** The header that only the server knows the value of. */
  readonly header: string
  readonly secret: Phi<string>
  readonly line: EventLine
  readonly queue: DeliveryQueue
  readonly status: ConnectorStatus
  readonly logRefusal: ConnectorContext['logRefusal']
  /** After how long without a word the server is asked whether anything was missed; undefined for never. */
  readonly silenceMsMax: number | undefined
  readonly close: () => Promise<void>
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** What is told of a failure that is ours or the server's: send it again. */
const AGAIN: ReadonlySet<ErrorCode> = new Set([
  'SLUICE_SOURCE', 'SLUICE_SOURCE_REFUSED', 'SLUICE_TOKEN', 'SLUICE_SINK', 'SLUICE_AUDIT', 'SLUICE_POSITION', 'SLUICE_BUSY', 'SLUICE_IO',
])

/**
 * The endpoint of a rest-hook (Subscriptions R5 Backport, R4B, R5): shakes hands, takes notifications in the order of their
 * events, asks for those that were missed, and answers 200 only when everything is audited and where it belongs.
 */
export function createSubscriptionSource(options: SubscriptionOptions): Source {
  const { server, line, queue, status, silenceMsMax } = options
  const expected = digest(options.secret.reveal())
  let heardMs = performance.now()
  let isAsking = false

  function isKnown(request: FastifyRequest): boolean {
    const given = request.headers[options.header]
    return typeof given === 'string' && timingSafeEqual(digest(given), expected)
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    try {
      if (!isFhirJson(request)) throw new SluiceError('SLUICE_HTTP_MEDIA')
      heardMs = performance.now()
      await line.take(request.body as Uint8Array)
      return await reply.code(200).send('')
    } catch (thrown) {
      const error = toSluiceError(thrown)
      if (error.code === 'SLUICE_SOURCE' || error.code === 'SLUICE_SOURCE_REFUSED') status.unready(error.code)
      const answer = refusalAnswer(AGAIN.has(error.code) ? new SluiceError('SLUICE_BUSY') : error, { about: 'request' })
      return reply.code(answer.status).headers(answer.headers).send(answer.body)
    }
  }

  /** Asks until there is an answer, ever more rarely: nobody else may say a word for days. */
  async function catchUp(signal: AbortSignal): Promise<void> {
    if (isAsking) return
    isAsking = true
    for (let attempt = 0; !signal.aborted; attempt++) {
      const error = await line.catchUp().then(() => undefined, toSluiceError)
      if (error === undefined || signal.aborted) break
      status.unready(error.code)
      await pause(waitMs(attempt), signal)
    }
    isAsking = false
  }

  function watchSilence(signal: AbortSignal): NodeJS.Timeout | undefined {
    if (silenceMsMax === undefined) return undefined
    return setInterval(() => {
      if (performance.now() - heardMs < silenceMsMax) return
      heardMs = performance.now()
      void catchUp(signal)
    }, Math.min(silenceMsMax, 10_000)).unref()
  }

  // Nobody's body is read before it is known that it is the server's.
  server.addHook('onRequest', async (request, reply) => {
    if (isKnown(request)) return undefined
    const answer = refusalAnswer(new SluiceError('SLUICE_IDENTITY', { detail: 'A notification without the secret.' }), { about: 'request' })
    await options.logRefusal({
      client: undefined,
      request: 'POST {notification}',
      status: answer.status,
      code: 'SLUICE_IDENTITY', messages: 0, subjects: 0, durationMs: 0,
    })
    return reply
      .code(answer.status)
      .headers({ ...answer.headers, connection: 'close' })
      .send(answer.body)
  })
  server.route({ method: 'POST', url: options.path, handler: handle })

  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    await listenAt(server, options.listen)
    const timer = watchSilence(signal)
    // What was missed while nobody listened; servers without $status tell by the next number.
    void catchUp(signal)
    try {
      yield* queue.deliveries(signal)
    } finally {
      clearInterval(timer)
      await closeServer(server)
      await options.close()
    }
  }
  return { name: 'fhir-subscription', deliveries }
}
