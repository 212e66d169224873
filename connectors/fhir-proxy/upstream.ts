import { createGunzip, type Gunzip } from 'node:zlib'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { Agent, Pool, type Dispatcher } from 'undici'
import { SluiceError, toSluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import { readAskedTls } from '../tls-files.ts'
import type { Held } from './held.ts'
import type { ProxyLimits, ProxyOptions, UpstreamOptions } from './options.ts'
import { createTurns } from './turns.ts'
import { watchUpstream } from './watch-upstream.ts'

export interface UpstreamRequest {
  readonly method: string
  /** Below the server's base, encoded. */
  readonly path: string
  /** Encoded, without the question mark. */
  readonly query: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array | undefined
  /** Something is done by it, which a refusal would have done again: an answer that there is no room for is left out. False unless given. */
  readonly isWrite?: boolean
}

export interface UpstreamAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  /** Whole and unpacked. */
  readonly body: Buffer
  /** Why the body was left out; undefined where it was not. */
  readonly leftOut?: ErrorCode
}

/** For which client something is asked, until it goes away; what comes counts for it. */
export interface Asker {
  readonly client: string
  readonly reply: FastifyReply
}

/** The way to the server. */
export interface Upstream {
  /** Holds the server's whole answer. Throws SLUICE_UPSTREAM, SLUICE_UPSTREAM_TIMEOUT, SLUICE_TOO_COSTLY, SLUICE_BUSY, SLUICE_CLIENT_GONE. */
  send(asker: Asker, request: UpstreamRequest): Promise<UpstreamAnswer>
  /** Waits until one more connection may be had for a client by `openAgent`, and returns how to give it back. Throws SLUICE_BUSY, SLUICE_CLIENT_GONE. */
  takeTurn(asker: Asker): Promise<() => void>
  /** Connections for one purpose, to this server or another, under the certificates in force. */
  openAgent(): Agent
}

/** A path that a server could take for another place than the one that was authorised: through dots, or cut off early. */
const STRAY = /(?:^|\/)(?:\.|%2e){1,2}(?:\/|$)|[^\x21-\x7e]|[?#\\]/i
/** What one of several clients may have of the connections, so that the others are answered however long the server takes for it. */
const SHARE = 0.5
/** How long the server may take to say that it is there. */
const PROBE_MS_MAX = 10_000
/** No answer, or none to its end. */
const SILENT = new Set<ErrorCode>(['SLUICE_UPSTREAM', 'SLUICE_UPSTREAM_TIMEOUT'])
const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT'])

/**
 * Opens the way to the server: one pool of connections, whose certificate is always checked. Nothing is retried. When the
 * files of certificates change there is another pool, and what is under way in the old one ends it.
 */
export function openUpstream(
  server: FastifyInstance,
  options: UpstreamOptions,
  { limits, held, clients }: { readonly limits: ProxyLimits; readonly held: Held; readonly clients: number },
  { reloads, status }: Pick<ProxyOptions, 'reloads' | 'status'>,
): Upstream {
  const { origin, pathname } = new URL(options.url)
  const prefix = pathname.replace(/\/$/, '')
  const running = clients === 1 ? options.connectionsMax : Math.max(1, Math.floor(options.connectionsMax * SHARE))
  // Nobody has more waiting but who asks again and again on one connection without reading what comes.
  const turns = createTurns(running, limits.connectionsMax)
  let tls = readAskedTls(options.tls)
  let pool = new Pool(origin, poolOptions(options, tls))
  const files = Object.values(options.tls).filter((file) => file !== undefined)
  if (files.length > 0)
    reloads({
      what: 'upstream-tls',
      files,
      load() {
        tls = readAskedTls(options.tls)
        void pool.close()
        pool = new Pool(origin, poolOptions(options, tls))
      },
    })
  server.addHook('onClose', () => pool.destroy())
  const openAgent = (): Agent => new Agent(poolOptions(options, tls))
  const watch = watchUpstream({
    status, origin, openAgent,
    path: `${prefix}/metadata`,
    timeoutMs: Math.min(options.timeoutMs, PROBE_MS_MAX),
    everyMs: limits.probeMs,
  })
  server.addHook('onClose', async () => watch.stop())

  const send: Upstream['send'] = ({ client, reply: { raw } }, { method, path, query, headers, body, isWrite = false }) =>
    new Promise((resolve, reject) => {
      if (STRAY.test(path)) throw new SluiceError('SLUICE_HTTP_REQUEST')
      let isTaken = true
      const receiver = new Receiver({
        limits, held, client, isWrite, resolve,
        reject: (error) => {
          if (SILENT.has(error.code)) watch.doubt()
          reject(error)
        },
        end: () => {
          clearTimeout(deadline)
          raw.off('close', gone)
          if (isTaken) turns.end(client, begin)
        },
      })
      const deadline = setTimeout(() => receiver.leaveOut(new SluiceError('SLUICE_UPSTREAM_TIMEOUT')), options.timeoutMs)
      const gone = (): void => receiver.fail(new SluiceError('SLUICE_CLIENT_GONE'))
      raw.once('close', gone)
      const begin = (): void => {
        try {
          pool.dispatch(
            {
              path: (prefix + path || '/') + (query === '' ? '' : `?${query}`),
              method,
              headers,
              body: body === undefined ? null : Buffer.from(body.buffer, body.byteOffset, body.length),
            },
            receiver,
          )
        } catch (cause) {
          receiver.fail(new SluiceError('SLUICE_HTTP_REQUEST', { cause }))
        }
      }
      try {
        turns.take(client, begin)
      } catch (error) {
        isTaken = false
        receiver.fail(toSluiceError(error))
      }
    })

  const takeTurn: Upstream['takeTurn'] = ({ client, reply: { raw } }) =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(deadline)
        raw.off('close', gone)
      }
      const giveUp = (error: SluiceError): void => {
        stop()
        turns.end(client, begin)
        reject(error)
      }
      const begin = (): void => {
        stop()
        resolve(() => turns.end(client, begin))
      }
      const deadline = setTimeout(() => giveUp(new SluiceError('SLUICE_BUSY')), options.timeoutMs)
      const gone = (): void => giveUp(new SluiceError('SLUICE_CLIENT_GONE'))
      raw.once('close', gone)
      try {
        turns.take(client, begin)
      } catch (error) {
        stop()
        reject(toSluiceError(error))
      }
    })
  return { send, takeTurn, openAgent }
}

/** A pool towards the server, by its limits and certificates. */
function poolOptions({ timeoutMs, connectionsMax }: UpstreamOptions, tls: ReturnType<typeof readAskedTls>): Agent.Options {
  return {
    connections: connectionsMax,
    pipelining: 1,
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    keepAliveTimeout: 30_000,
    connect: {
      timeout: Math.min(timeoutMs, 10_000),
      rejectUnauthorized: true,
      ...tls,
    },
  }
}

interface ReceiverParts {
  readonly limits: ProxyLimits
  readonly held: Held
  readonly client: string
  readonly isWrite: boolean
  readonly resolve: (answer: UpstreamAnswer) => void
  readonly reject: (error: SluiceError) => void
  /** Called once, when there is an answer or a reason why not. */
  readonly end: () => void
}

/**
 * Holds one answer within the limits as it comes in, unpacking gzip; other encodings were not asked for. Streams in between
 * would cost as much as the policy of a small body.
 */
class Receiver implements Dispatcher.DispatchHandler {
  private readonly parts: ReceiverParts
  private readonly chunks: Buffer[] = []
  private bytes = 0
  private status = 0
  private headers: UpstreamAnswer['headers'] = {}
  private unpacker: Gunzip | undefined
  private controller: Dispatcher.DispatchController | undefined
  private error: SluiceError | undefined
  private isOver = false

  constructor(parts: ReceiverParts) {
    this.parts = parts
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.controller = controller
    if (this.error !== undefined) controller.abort(this.error)
  }

  onResponseStart(controller: Dispatcher.DispatchController, status: number, headers: UpstreamAnswer['headers']): void {
    // More is to come after these.
    if (status < 200 || this.isOver) return
    this.status = status
    this.headers = headers
    const encoding = String(headers['content-encoding'] ?? '')
      .toLowerCase()
      .trim()
    if (encoding === 'gzip') this.unpacker = this.openUnpacker(controller)
    else if (encoding !== '' && encoding !== 'identity')
      this.leaveOut(new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is packed in a way that was not asked for.' }))
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.isOver) return
    if (this.unpacker === undefined) this.take(chunk)
    else if (!this.unpacker.write(chunk)) controller.pause()
  }

  onResponseEnd(): void {
    if (this.unpacker === undefined) this.finish()
    else this.unpacker.end()
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    const { code } = cause as { readonly code?: unknown }
    if (TIMEOUTS.has(String(code))) return this.leaveOut(toSluiceError(cause, 'SLUICE_UPSTREAM_TIMEOUT'))
    // What is no code of Node or undici may be anything.
    const why = /^[A-Z][A-Z0-9_]{1,60}$/.exec(String(code))?.[0]
    this.leaveOut(
      why === undefined
        ? toSluiceError(cause, 'SLUICE_UPSTREAM')
        : new SluiceError('SLUICE_UPSTREAM', { detail: `The connection to the server failed: ${why}.`, cause }),
    )
  }

  /** Ends it without an answer, on both sides. */
  fail(error: SluiceError): void {
    if (this.isOver) return
    this.stop(error)
    this.parts.reject(error)
  }

  private stop(error: SluiceError): void {
    this.error = error
    this.end()
    this.unpacker?.destroy()
    this.controller?.abort(error)
  }

  /** Ends it without the body; of a write that was done, as its head says, without any other harm. */
  leaveOut(error: SluiceError): void {
    const { status, headers } = this
    if (this.isOver || !this.parts.isWrite || status < 200 || status >= 400) return this.fail(error)
    this.stop(error)
    this.parts.resolve({ status, headers, body: Buffer.alloc(0), leftOut: error.code })
  }

  private openUnpacker(controller: Dispatcher.DispatchController): Gunzip {
    return createGunzip()
      .on('data', (chunk: Buffer) => this.take(chunk))
      .on('drain', () => controller.resume())
      .on('end', () => this.finish())
      .on('error', (cause) => this.leaveOut(new SluiceError('SLUICE_UPSTREAM', { cause })))
  }

  private take(chunk: Buffer): void {
    if (this.isOver) return
    const { limits, held, client } = this.parts
    if (this.bytes + chunk.length > limits.answerBytesMax) return this.leaveOut(new SluiceError('SLUICE_TOO_COSTLY'))
    if (!held.add(chunk.length, client)) return this.leaveOut(new SluiceError('SLUICE_BUSY'))
    this.bytes += chunk.length
    this.chunks.push(chunk)
  }

  private finish(): void {
    if (this.isOver) return
    this.end()
    const { chunks, status, headers } = this
    this.parts.resolve({ status, headers, body: chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks) })
  }

  private end(): void {
    this.isOver = true
    this.parts.held.remove(this.bytes, this.parts.client)
    this.parts.end()
  }
}
