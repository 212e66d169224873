import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { LoadedFiles } from '../src/contract/connector.ts'
import { SluiceError, type ErrorCode } from '../src/contract/errors.ts'
import { hostAndPort } from '../src/contract/settings.ts'
import { refusalAnswer } from './fhir-proxy/refusal.ts'
import type { Credentials } from './identity/identify.ts'
import { keepTls, readTls, type ListenTls } from './tls-files.ts'
import { createUnparsed } from './unparsed.ts'

export interface HttpServerOptions {
  /** `host:port`. */
  readonly listen: string
  readonly tls: ListenTls | undefined
  readonly connectionsMax: number
  /** Bodies that are handed over whole are at most this large; streams are for their reader to bound. */
  readonly bodyBytesMax: number
  readonly bodies: 'whole' | 'streams'
  /** How long a client may take for a handshake, and for the headers of a request, in milliseconds. 20 seconds unless given. */
  readonly headersMs?: number
  /** Told of the files of certificates. */
  readonly reloads: (files: LoadedFiles) => void
}

const HEADERS_MS = 20_000

function codeOf(error: { readonly statusCode?: number; readonly code?: unknown }): ErrorCode {
  if (error instanceof SluiceError) return error.code
  if (error.statusCode === 413) return 'SLUICE_LIMIT_SIZE'
  if (error.statusCode === 415) return 'SLUICE_HTTP_MEDIA'
  return (error.statusCode ?? 500) < 500 ? 'SLUICE_HTTP_REQUEST' : 'SLUICE_INTERNAL'
}

/**
 * A server whose refusals are OperationOutcomes in our words: no path, header or body of a request is repeated or logged.
 * Routes are added by whoever creates it, and then it listens.
 */
export function createHttpServer(options: HttpServerOptions): FastifyInstance {
  const { tls, connectionsMax, bodyBytesMax, bodies, reloads, headersMs = HEADERS_MS } = options
  const unparsed = createUnparsed(() => Promise.resolve())
  const common = {
    logger: false as const,
    exposeHeadRoutes: false,
    keepAliveTimeout: 60_000,
    forceCloseConnections: 'idle' as const,
    return503OnClosing: true,
    bodyLimit: bodies === 'whole' ? bodyBytesMax : Number.MAX_SAFE_INTEGER,
    // For a path that cannot be decoded fastify would say which.
    frameworkErrors: (_error: unknown, _request: unknown, reply: unknown) => {
      const answer = refusalAnswer(new SluiceError('SLUICE_HTTP_REQUEST'), { about: 'request' })
      void (reply as FastifyReply).code(answer.status).headers(answer.headers).send(answer.body)
    },
    // A whole body may take a minute; the reader of a stream keeps the time itself.
    requestTimeout: bodies === 'whole' ? 60_000 : 0,
    clientErrorHandler: (error: { readonly code?: unknown }, socket: Socket) => void unparsed.refuse(error.code, socket),
  }
  // Node looks for connections that take too long every half minute.
  const bounds = { headersTimeout: headersMs, connectionsCheckingInterval: headersMs / 4, requireHostHeader: false }
  const server = tls === undefined
    ? fastify({ ...common, http: bounds })
    : fastify({ ...common, https: { ...readTls(tls), ...bounds, handshakeTimeout: headersMs } })
  const instance = server as unknown as FastifyInstance
  if (tls !== undefined) addTlsHooks(instance, tls, reloads)
  instance.server.maxConnections = connectionsMax
  unparsed.watch(instance.server)
  instance.addHook('onRequest', async (request) => refuseMisheaded(request))
  instance.addHook('onSend', async (_request, reply) => endWhereUnknown(reply))
  instance.removeAllContentTypeParsers()
  if (bodies === 'whole') instance.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  else instance.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
  instance.setNotFoundHandler(async (_request, reply) => {
    const answer = refusalAnswer(new SluiceError('SLUICE_HTTP_NOT_FOUND'))
    return reply.code(answer.status).headers(answer.headers).send(answer.body)
  })
  instance.setErrorHandler(async (error: { readonly statusCode?: number }, _request, reply) => {
    const answer = refusalAnswer(new SluiceError(codeOf(error)), { about: 'request' })
    return reply.code(answer.status).headers(answer.headers).send(answer.body)
  })
  return instance
}

/** Connections that were made under certificates, authorities or revocations that have changed since are not gone on with. */
export function addTlsHooks(server: FastifyInstance, tls: ListenTls, reloads: (files: LoadedFiles) => void): void {
  const kept = keepTls(server.server, tls, reloads)
  server.addHook('onRequest', async (request, reply) => kept.refuses(request.raw) ? reply.hijack() : undefined)
  server.addHook('onSend', async (request, reply) => {
    if (kept.isLast(request.raw)) reply.header('connection', 'close')
  })
}

/** Of these Node keeps the first or joins them, and who reads them before or behind this server may take another. */
const SINGLE: ReadonlySet<string> = new Set(['host', 'if-none-exist'])

/** Throws SLUICE_HTTP_REQUEST where a header that says one thing stands twice, or Host is not there (RFC 9112 section 3.2). */
export function refuseMisheaded({ raw: { rawHeaders, httpVersion, headers } }: FastifyRequest): void {
  if (headers.host === undefined && httpVersion !== '1.0') throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'It names no host.' })
  const seen = new Set<string>()
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]?.toLowerCase() ?? ''
    if (!SINGLE.has(name)) continue
    if (seen.has(name)) throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'A header stands twice.' })
    seen.add(name)
  }
}

/** Of whom nothing is known, or what was asked means nothing, a connection is not kept: there are only so many of them. */
function endWhereUnknown(reply: FastifyReply): void {
  if ([400, 401, 404].includes(reply.statusCode)) reply.header('connection', 'close')
}

/** Begins to listen. Throws SLUICE_IO. */
export async function listenAt(server: FastifyInstance, listen: string): Promise<void> {
  const { host, port } = hostAndPort(listen)
  await server.listen({ host, port }).catch((cause: unknown) => {
    throw new SluiceError('SLUICE_IO', { detail: `${listen} cannot be listened at.`, cause })
  })
}

/** How long clients may go on once the process drains. */
const CLOSE_MS_MAX = 5000

/** Takes no more requests, and gives those that are under way a moment. */
export async function closeServer(server: FastifyInstance): Promise<void> {
  const timer = setTimeout(() => server.server.closeAllConnections(), CLOSE_MS_MAX)
  await server.close().finally(() => clearTimeout(timer))
}

/** By connection: it has one handshake (see `readTls`), and to read a certificate takes as long as half of a small request. */
const shown = new WeakMap<object, Pick<Credentials, 'certificate' | 'badCertificate'>>()

/** What a request brings to be recognised by. */
export function credentialsOf({ raw: { socket, rawHeaders }, headers }: FastifyRequest): Credentials {
  const known = shown.get(socket) ?? readCertificate(socket as Partial<TLSSocket>)
  shown.set(socket, known)
  const key = headers['x-api-key']
  return {
    authorization: headers.authorization === undefined ? undefined : onlyAuthorization(rawHeaders),
    apiKey: Array.isArray(key) ? key.join() : key,
    ...known,
  }
}

/** Of two headers Node keeps the first, and what stands in front of this server may have looked at the other: together they are none that is good. */
function onlyAuthorization(rawHeaders: readonly string[]): string {
  return rawHeaders.filter((_, index) => index % 2 === 1 && /^authorization$/i.test(rawHeaders[index - 1] ?? '')).join(', ')
}

function readCertificate(socket: Partial<TLSSocket>): Pick<Credentials, 'certificate' | 'badCertificate'> {
  const presented = socket.getPeerCertificate?.()
  const certificate = presented !== undefined && Object.keys(presented).length > 0 ? presented : undefined
  return {
    certificate: socket.authorized === true ? certificate : undefined,
    badCertificate: certificate !== undefined && socket.authorized !== true,
  }
}

