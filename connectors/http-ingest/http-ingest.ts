import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ConnectorContext } from '../../src/contract/connector.ts'
import { framesOf, SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import type { Unit, UnitDelivery } from '../../src/contract/unit.ts'
import { createDeliveryQueue } from '../delivery-queue.ts'
import { refusalAnswer } from '../fhir-proxy/refusal.ts'
import { closeServer, credentialsOf, listenAt } from '../http-server.ts'
import type { Credentials, Identity, KnownClient } from '../identity/identify.ts'
import { NotTaken, receive, type Received, type ReceiveOptions } from './receive.ts'

const MEDIA: Readonly<Record<string, Unit['media']>> = {
  'application/fhir+json': 'json', 'application/json': 'json',
  'application/fhir+ndjson': 'ndjson', 'application/x-ndjson': 'ndjson', 'application/ndjson': 'ndjson',
}

export interface HttpIngestOptions extends Omit<ReceiveOptions, 'queue'> {
  readonly server: FastifyInstance
  /** `host:port`. */
  readonly listen: string
  readonly identify: (credentials: Credentials) => Promise<Identity<KnownClient>>
  readonly status: ConnectorContext['status']
  readonly label: ConnectorContext['label']
  readonly logRefusal: ConnectorContext['logRefusal']
}

function mediaOf({ headers }: FastifyRequest): Pick<Unit, 'media' | 'gzip'> {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';').map((part) => part.trim())
  const media = Object.hasOwn(MEDIA, type) ? MEDIA[type] : undefined
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
  const isOther = parameters.some((one) => one.startsWith('charset=') && !/^charset="?utf-8"?$/.test(one))
  if (media === undefined || isOther || !['identity', 'gzip', 'x-gzip'].includes(encoding)) throw new SluiceError('SLUICE_HTTP_MEDIA')
  return { media, gzip: encoding !== 'identity' }
}

/**
 * Takes messages by POST: a resource, a Bundle, or NDJSON of any length. The answer comes when every message is in the audit
 * log and at its destination or in the quarantine; without one the client has to send again, and with the same
 * Idempotency-Key a sink of files then writes the same file again.
 */
export function createHttpIngest(options: HttpIngestOptions): Source {
  const { server, identify, label, status, logRefusal } = options
  const queue = createDeliveryQueue()
  /** Names under which something is being received: two at a time would come out as one. */
  const busy = new Set<string>()

  /** A name that a repetition has too, where the client says that it is one. It tells nothing of the message. */
  function nameOf(client: string, { headers }: FastifyRequest): string {
    const key = headers['idempotency-key']
    return `${client}/${typeof key === 'string' && key !== '' ? label(`${client}\n${key}`) : randomUUID()}`
  }

  async function receiveAs(name: string, request: FastifyRequest): Promise<Received> {
    if (busy.has(name)) throw new SluiceError('SLUICE_BUSY', { detail: 'The same is being received already.' })
    busy.add(name)
    try {
      return await receive(request.raw, { source: name, label: name, name, ...mediaOf(request) }, { ...options, queue })
    } finally {
      busy.delete(name)
    }
  }

  async function handle(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const started = performance.now()
    let name: string | undefined
    try {
      const { client } = await identify(credentialsOf(request))
      name = client.name
      const received = await receiveAs(nameOf(client.name, request), request)
      // What could not be read to its end is not read on.
      if (!request.raw.complete) reply.header('connection', 'close')
      const isAllRefused = received.messages > 0 && received.refused >= received.messages
      return await reply.code(isAllRefused ? 422 : 200).header('cache-control', 'no-store').send(received)
    } catch (thrown) {
      const isRoutes = thrown instanceof NotTaken
      const error = isRoutes ? thrown.cause : toSluiceError(thrown)
      // A client that is too slow, too large or gone has no more to say: what it still sends is not read.
      const isClients = !isRoutes && error.code === 'SLUICE_SOURCE'
      const answer = refusalAnswer(
        isClients ? new SluiceError(error.cause === 'too large' ? 'SLUICE_TOO_COSTLY' : 'SLUICE_HTTP_REQUEST') : error,
        { about: isRoutes ? 'route' : 'request' },
      )
      if (!request.raw.complete || name === undefined) reply.header('connection', 'close')
      await logRefusal({
        client: name,
        request: 'POST /messages',
        status: answer.status,
        code: error.code,
        detail: error.detail,
        ...(error.code === 'SLUICE_INTERNAL' ? { frames: framesOf(error) } : {}),
        messages: 0,
        subjects: 0,
        durationMs: performance.now() - started,
      })
      return reply.code(answer.status).headers(answer.headers).send(answer.body)
    }
  }

  server.route({ method: 'POST', url: '/messages', handler: handle })

  async function* deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery> {
    await listenAt(server, options.listen)
    status.ready()
    try {
      yield* queue.deliveries(signal)
    } finally {
      await closeServer(server)
    }
  }
  return { name: 'http-ingest', deliveries }
}
