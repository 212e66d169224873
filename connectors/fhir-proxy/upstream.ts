import { createRequire } from 'node:module'
import { createGunzip } from 'node:zlib'
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import replyFrom, { type FastifyReplyFromOptions } from '@fastify/reply-from'
import { Agent, type Dispatcher } from 'undici'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import { readAskedTls } from '../tls-files.ts'
import type { ProxyLimits, ProxyOptions, UpstreamOptions } from './options.ts'

/** Of the version of undici that reply-from is made for and brings along: with another, a body of 50 KB cost a quarter more. */
const { Agent: Pool } = createRequire(import.meta.resolve('@fastify/reply-from'))('undici') as { readonly Agent: typeof Agent }

export interface UpstreamRequest {
  readonly method: string
  /** Below the server's base, encoded. */
  readonly path: string
  /** Encoded, without the question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Whole and unpacked. */
  readonly body: Buffer
}

interface RawAnswer {
  readonly statusCode: number
  readonly headers: UpstreamAnswer['headers']
  readonly stream: Readable
}

/** Sends a request to the server and holds its whole answer. Throws SLUICE_UPSTREAM, SLUICE_UPSTREAM_TIMEOUT, SLUICE_TOO_COSTLY, SLUICE_BUSY. */
export type Send = (reply: FastifyReply, request: UpstreamRequest) => Promise<UpstreamAnswer>

/** The way to the server. */
export interface Upstream {
  readonly send: Send
  /** Connections for one purpose, to this server or another, under the certificates in force. */
  openAgent(): Agent
}

/**
 * Registers the way to the server: one pool of connections, whose certificate is always checked. Nothing is retried. When the
 * files of certificates change there is another pool, and what is under way in the old one ends it.
 */
export async function openUpstream(server: FastifyInstance, options: UpstreamOptions, limits: ProxyLimits, reloads: ProxyOptions['reloads']): Promise<Upstream> {
  const base = new URL(options.url)
  const prefix = base.pathname.replace(/\/$/, '')
  const held = { bytes: 0 }
  let tls = readAskedTls(options.tls)
  let pool = new Pool(poolOptions(options, tls))
  const files = Object.values(options.tls).filter((file) => file !== undefined)
  if (files.length > 0) reloads({
    what: 'upstream-tls', files,
    load() {
      tls = readAskedTls(options.tls)
      void pool.close()
      pool = new Pool(poolOptions(options, tls))
    },
  })
  const undici = {
    request: (request: Dispatcher.RequestOptions, done: (error: Error | null, answer: Dispatcher.ResponseData) => void) => pool.request(request, done),
    destroy: () => pool.destroy(),
  }
  await server.register(replyFrom, { base: base.origin, undici, disableCache: true, disableRequestLogging: true, destroyAgent: true } as unknown as FastifyReplyFromOptions)

  const send: Send = (reply, request) => new Promise((resolve, reject) => {
    let stream: Readable | undefined
    const deadline = setTimeout(() => fail(new SluiceError('SLUICE_UPSTREAM_TIMEOUT')), options.timeoutMs)
    const gone = (): void => fail(new SluiceError('SLUICE_UPSTREAM', { detail: 'The client went away.' }))
    reply.raw.once('close', gone)
    function end(): void {
      clearTimeout(deadline)
      reply.raw.off('close', gone)
    }
    function fail(error: SluiceError): void {
      end()
      stream?.destroy()
      reject(error)
    }
    async function take(answer: RawAnswer): Promise<void> {
      try {
        const read = await readBody(answer, limits, held)
        end()
        resolve({ status: answer.statusCode, headers: answer.headers, body: read })
      } catch (error) {
        fail(toSluiceError(error, 'SLUICE_UPSTREAM'))
      }
    }
    try {
      const body = request.body === undefined ? { body: null } : { body: Buffer.from(request.body), contentType: request.headers['content-type'] ?? 'application/fhir+json' }
      // An empty source would stand for the address that the client asked.
      reply.from(`${prefix}${request.path}` || '/', {
        method: request.method as 'GET',
        ...body as { body?: unknown },
        queryString: () => request.query,
        timeout: options.timeoutMs,
        // Without a function of one's own, a GET that is answered 503 is sent up to ten times.
        retryDelay: () => null,
        rewriteRequestHeaders: (_request, given) => ({ ...request.headers, host: String(given['host']), ...request.body === undefined ? {} : { 'content-length': String(request.body.length) } }),
        rewriteHeaders: () => ({}),
        onError: (_reply, { error }) => fail(failureOf(error)),
        onResponse: (_request, _reply, response) => {
          const answer = response as unknown as RawAnswer
          stream = answer.stream
          void take(answer)
        },
      })
    } catch (cause) {
      fail(new SluiceError('SLUICE_HTTP_REQUEST', { cause }))
    }
  })
  return { send, openAgent: () => new Agent(poolOptions(options, tls)) }
}

/** A pool towards the server, by its limits and certificates. */
function poolOptions({ timeoutMs, connectionsMax }: UpstreamOptions, tls: ReturnType<typeof readAskedTls>): Agent.Options {
  return {
    connections: connectionsMax, pipelining: 1, headersTimeout: timeoutMs, bodyTimeout: timeoutMs, keepAliveTimeout: 30_000,
    connect: {
      timeout: Math.min(timeoutMs, 10_000), rejectUnauthorized: true, ...tls,
    },
  }
}

/** Reads a body to its end within the limits, unpacking gzip; other encodings were not asked for. */
function readBody(
  answer: { readonly headers: UpstreamAnswer['headers']; readonly stream: Readable }, limits: ProxyLimits, held: { bytes: number },
): Promise<Buffer> {
  const encoding = String(answer.headers['content-encoding'] ?? 'identity').toLowerCase().trim()
  if (encoding !== 'identity' && encoding !== 'gzip' && encoding !== '') {
    answer.stream.destroy()
    return Promise.reject(new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is packed in a way that was not asked for.' }))
  }
  const source = encoding === 'gzip' ? unpack(answer.stream) : answer.stream
  const chunks: Buffer[] = []
  let bytes = 0
  let isOver = false
  const over = (): void => {
    isOver = true
    held.bytes -= bytes
    source.destroy()
    answer.stream.destroy()
  }
  // With events: to loop over a stream costs as much as a small body's policy.
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      if (isOver) return
      over()
      reject(error)
    }
    source.on('data', (chunk: Buffer) => {
      if (isOver) return
      bytes += chunk.length
      held.bytes += chunk.length
      chunks.push(chunk)
      if (bytes > limits.answerBytesMax) fail(new SluiceError('SLUICE_TOO_COSTLY'))
      else if (held.bytes > limits.heldBytesMax) fail(new SluiceError('SLUICE_BUSY'))
    })
    source.on('end', () => {
      if (isOver) return
      over()
      resolve(chunks.length === 1 ? chunks[0] as Buffer : Buffer.concat(chunks))
    })
    source.on('error', fail)
    source.on('close', () => {
      if (!isOver) fail(new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer ended too early.' }))
    })
  })
}

function unpack(stream: Readable): Readable {
  const gunzip = createGunzip()
  stream.on('error', (error) => gunzip.destroy(error))
  gunzip.on('close', () => stream.destroy())
  return stream.pipe(gunzip)
}

function failureOf(error: Error): SluiceError {
  const status = (error as { readonly statusCode?: unknown }).statusCode
  return new SluiceError(status === 504 ? 'SLUICE_UPSTREAM_TIMEOUT' : 'SLUICE_UPSTREAM', { cause: error })
}
