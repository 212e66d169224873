import type { Socket } from 'node:net'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { framesOf, SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import { addTlsHooks, credentialsOf, refuseMisheaded } from '../http-server.ts'
import { readTls } from '../tls-files.ts'
import { createUnparsed } from '../unparsed.ts'
import { createIdentify, type Identity } from '../identity/identify.ts'
import { BudgetError } from './answer.ts'
import { streamFile } from './bulk-file.ts'
import type { Exchange } from './exchange.ts'
import { holdAnswer } from './hold-answer.ts'
import { createHeld, createHolding, readBody, type Held, type Holding } from './held.ts'
import { dispatch } from './dispatch.ts'
import { evenOut } from './even-out.ts'
import { readInteraction, templateOf, type Interaction } from './interaction.ts'
import { PAGE } from './links.ts'
import { checkAccept } from './negotiate.ts'
import type { ProxyClient, ProxyOptions } from './options.ts'
import { badRequest, parseQuery, type Query } from './query.ts'
import { refusalAnswer, type Answer } from './refusal.ts'
import { smartConfiguration } from './smart-configuration.ts'
import { endConnection, METHODS, methodOf, recordUnread, refuseUnread } from './unread.ts'
import { openUpstream, type Upstream } from './upstream.ts'

const SWEEP_MS = 50
/** Request line and headers: tokens of pages can be long. */
const HEADER_BYTES_MAX = 64 * 1024

/** A running server in front of a FHIR server. */
export interface FhirProxy {
  /** Where it listens. */
  readonly port: number
  /** Answers what is under way, and then no more. */
  close(): Promise<void>
}

/**
 * A FHIR server that is another one seen through the policy of whoever asks. Each request is recognised, authorised,
 * translated, sent, and its answer cleaned, counted against the client's budget, audited and only then released. What
 * is not understood on the way is refused; nothing is tunnelled.
 */
export async function openFhirProxy(options: ProxyOptions): Promise<FhirProxy> {
  const server = createServer(options)
  const dropSilent = watchSilent(server, options.listen.tls === undefined ? 'connection' : 'secureConnection')
  const held = createHeld(options.limits.heldBytesMax)
  const upstream = openUpstream(
    server,
    options.upstream,
    { limits: options.limits, held, clients: options.clients.length },
    options,
  )
  const identify = createIdentify({ clients: options.clients, issuers: options.issuers, now: options.now, reloads: options.reloads })
  const identified: Parts['identified'] = new WeakMap()
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', async (request: FastifyRequest) => {
    if (isPacked(request)) throw new SluiceError('SLUICE_HTTP_MEDIA')
    const known = identified.get(request)
    // Without a length there is nothing to read.
    return known === undefined ? undefined : readBody(request.raw, known.holding, options.limits.requestBytesMax)
  })
  const parts: Parts = { options, upstream, held, identify, identified, prefix: options.baseUrl.replace(/^https?:\/\/[^/]+/, '') }
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => handle(request, reply, parts)
  server.addHook('onRequest', async (request, reply) => {
    refuseMisheaded(request)
    if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return undefined
    // No body is read, let alone held, before it is known whose it is.
    const identity = await identify(credentialsOf(request)).catch(() => undefined)
    if (identity === undefined) return handler(request, reply)
    identified.set(request, { identity, holding: createHolding(held, identity.client.name, reply) })
    return undefined
  })
  server.route({ method: METHODS, url: '/*', handler, exposeHeadRoute: false })
  server.setNotFoundHandler(handler)
  server.setErrorHandler(async (error: { readonly statusCode?: number }, request, reply) => {
    const code =
      error instanceof SluiceError
        ? error.code
        : error.statusCode === 413
          ? 'SLUICE_TOO_COSTLY'
          : error.statusCode === 415
            ? 'SLUICE_HTTP_MEDIA'
            : (error.statusCode ?? 500) < 500
              ? 'SLUICE_HTTP_REQUEST'
              : 'SLUICE_INTERNAL'
    return refuseUnread(code, request, reply, options, identified.get(request)?.identity.client)
  })
  await server.listen({ host: options.listen.host, port: options.listen.port })
  const address = server.server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.listen.port,
    async close() {
      const closed = server.close()
      dropSilent()
      // A connection stays open for a minute after the request that it was busy with.
      const sweeping = setInterval(() => server.server.closeIdleConnections(), SWEEP_MS)
      await closed.finally(() => clearInterval(sweeping))
    },
  }
}

/** Whether a body stands for other bytes, which whoever reads it behind or before this server might take for those. */
function isPacked({ headers }: FastifyRequest): boolean {
  return (
    (headers['content-encoding'] ?? 'identity').trim().toLowerCase() !== 'identity' ||
    (headers['transfer-encoding'] ?? 'chunked').trim().toLowerCase() !== 'chunked'
  )
}

/** Returns how to end connections on which no request has come yet: Node takes them for busy, and would wait a minute for each. */
function watchSilent({ server }: FastifyInstance, begins: 'connection' | 'secureConnection'): () => void {
  const silent = new Set<Socket>()
  server.on(begins, (socket: Socket) => {
    silent.add(socket)
    socket.once('close', () => silent.delete(socket))
  })
  server.on('request', ({ socket }) => silent.delete(socket))
  return () => {
    for (const socket of silent) socket.destroy()
  }
}

function createServer(options: ProxyOptions): FastifyInstance {
  const { listen, limits } = options
  const { tls } = listen
  const unparsed = createUnparsed(() => recordUnread(options, 'OTHER', 400, 'SLUICE_HTTP_REQUEST'))
  const common = {
    logger: false as const, exposeHeadRoutes: false, bodyLimit: limits.requestBytesMax, requestTimeout: limits.requestMs,
    // For a path that cannot be decoded fastify would say which.
    frameworkErrors: (_error: unknown, request: unknown, reply: unknown) =>
      void refuseUnread('SLUICE_HTTP_REQUEST', request as FastifyRequest, reply as FastifyReply, options),
    connectionTimeout: 0,
    keepAliveTimeout: 60_000,
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
    clientErrorHandler: (error: { readonly code?: unknown }, socket: Socket) => void unparsed.refuse(error.code, socket),
  }
  // Node looks for connections that take too long every half minute.
  const bounds = {
    maxHeaderSize: HEADER_BYTES_MAX, headersTimeout: limits.headersMs, connectionsCheckingInterval: limits.headersMs / 4,
    requireHostHeader: false,
  }
  const server = tls === undefined
    ? fastify({ ...common, http: bounds })
    : fastify({ ...common, https: { ...readTls(tls), ...bounds, handshakeTimeout: limits.headersMs } })
  const instance = server as unknown as FastifyInstance
  if (tls !== undefined) addTlsHooks(instance, tls, options.reloads)
  instance.server.maxConnections = limits.connectionsMax
  unparsed.watch(instance.server)
  return instance
}

interface Parts {
  readonly options: ProxyOptions
  readonly upstream: Upstream
  readonly held: Held
  readonly identify: ReturnType<typeof createIdentify<ProxyClient>>
  /** Who sends a body was found before it was read. */
  readonly identified: WeakMap<FastifyRequest, { readonly identity: Identity<ProxyClient>; readonly holding: Holding }>
  /** Where the base is on its host. */
  readonly prefix: string
}

/** Everything between a request and the bytes that leave. */
async function handle(request: FastifyRequest, reply: FastifyReply, parts: Parts): Promise<FastifyReply> {
  const { options } = parts
  const started = performance.now()
  const method = methodOf(request)
  let template = `${method} {unread}`
  let found: Interaction | undefined
  let exchange: Exchange | undefined
  let answer: Answer | undefined
  let code: string | undefined
  let detail: string | undefined
  let frames: readonly string[] | undefined
  try {
    const target = targetOf(request, parts.prefix)
    const interaction = readLater(() => readInteraction(request.method, target.path, { isPage: target.isPage }, options.resourceTypes))
    if (interaction.kind === 'found') {
      found = interaction.value
      template = templateOf(method, found)
    }
    if (interaction.kind === 'found' && interaction.value.kind === 'smart-configuration') answer = smartConfiguration(options)
    else {
      const known = parts.identified.get(request)
      const { client, scopes, patient } = known?.identity ?? await parts.identify(credentialsOf(request))
      const holding = known?.holding ?? createHolding(parts.held, client.name, reply)
      const made: Exchange = {
        // A copy has the gate of this moment: a policy that is swapped meanwhile is for the next request.
        proxy: options, send: (asked) => {
          made.hasWritten ||= asked.isWrite === true
          return parts.upstream.send({ client: client.name, reply }, asked)
        },
        takeTurn: () => parts.upstream.takeTurn({ client: client.name, reply }),
        openAgent: parts.upstream.openAgent,
        holding,
        request,
        reply,
        kind: found?.kind,
        client: { ...client },
        scopes, patient, confined: false, isOfAll: false,
        query: [],
        hasWritten: false,
        referred: new Map(),
        resources: 0,
        subjects: 0,
        about: 'answer',
        code: undefined, detail: undefined,
        up: undefined,
        down: undefined,
      }
      exchange = made
      answer = await answerClient(interaction, target, exchange, template)
      if (answer !== undefined) answer = holdAnswer(answer, exchange)
    }
  } catch (thrown) {
    const error = toSluiceError(thrown)
    code = error.code
    detail = error.detail
    if (code === 'SLUICE_INTERNAL') frames = framesOf(error)
    answer = refusalAnswer(error, {
      about: exchange?.about ?? 'answer',
      retryAfterSeconds: error instanceof BudgetError ? error.retryAfterSeconds : undefined,
    })
    if (exchange !== undefined) {
      exchange.resources = 0
      exchange.subjects = 0
    }
  }
  if (answer === undefined) return reply
  const durationMs = performance.now() - started
  try {
    const { down, up, resources = 0, subjects = 0 } = exchange ?? {}
    await options.log.record({
      client: exchange?.client.name,
      revision: exchange?.client.gate.revision,
      request: template,
      status: answer.status,
      code: code ?? exchange?.code,
      detail: detail ?? exchange?.detail, frames,
      messages: resources,
      subjects, up, down, durationMs,
    })
  } catch (error) {
    options.onFailure(error)
    answer = refusalAnswer(toSluiceError(error, 'SLUICE_AUDIT'))
  }
  if (exchange === undefined) endConnection(reply)
  else await evenOut(answer.status, found, exchange, started)
  // A stream that has begun cannot be taken back: it ends where it is.
  if (reply.raw.headersSent) {
    reply.raw.destroy()
    return reply
  }
  // A HEAD says what a GET would have said; what has no body has no type.
  const body =
    request.method === 'HEAD'
      ? ''
      : answer.body.length === 0
        ? undefined
        : Buffer.from(answer.body.buffer, answer.body.byteOffset, answer.body.length)
  return reply.code(answer.status).headers(answer.headers).send(body)
}

/** The answer, or undefined when it was streamed. */
async function answerClient(
  interaction: ReturnType<typeof readLater<Interaction>>,
  target: Target,
  exchange: Exchange,
  template: string,
): Promise<Answer | undefined> {
  const { proxy, client, request } = exchange
  const stop = client.gate.budget?.stopped()
  if (stop !== undefined) throw new BudgetError(stop.retryAfterSeconds)
  if (interaction.kind === 'failed') throw interaction.error
  const query: Query = parseQuery(target.query)
  if (interaction.value.kind === 'bulk-file') {
    await streamFile(interaction.value.token, exchange, template)
    return undefined
  }
  checkAccept(request.headers.accept, query, proxy.fhirVersion)
  return dispatch(interaction.value, Object.assign(exchange, { query }))
}

/** The result or the error of reading, so that nobody unknown is told which it was. */
function readLater<T>(
  read: () => T,
): { readonly kind: 'found'; readonly value: T } | { readonly kind: 'failed'; readonly error: SluiceError } {
  try {
    return { kind: 'found', value: read() }
  } catch (error) {
    return { kind: 'failed', error: toSluiceError(error) }
  }
}

interface Target {
  readonly path: string
  readonly query: string
  readonly isPage: boolean
}

/** The path below the base, and the query, as they were sent. */
function targetOf(request: FastifyRequest, prefix: string): Target {
  const url = request.raw.url ?? '/'
  const at = url.indexOf('?')
  const path = at < 0 ? url : url.slice(0, at)
  const query = at < 0 ? '' : url.slice(at + 1)
  if (path !== prefix && !path.startsWith(`${prefix}/`)) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  if (url.includes('#') || /\/\/|%2f|%5c|\\/i.test(path)) throw badRequest('The path is badly written.')
  return { path: path.slice(prefix.length), query, isPage: query.startsWith(`${PAGE}=`) || query.includes(`&${PAGE}=`) }
}
