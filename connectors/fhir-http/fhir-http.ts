import { Agent, request as undiciRequest, type Dispatcher } from 'undici'
import type { ConnectorStatus } from '../../src/contract/connector.ts'
import type { Decoders } from '../../src/contract/decoders.ts'
import { SluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import { LIMITS } from '../../src/contract/limits.ts'
import { parseBaseUrl, type BaseUrl } from './base-url.ts'
import { isPassing, pause, retryAfterMs, RETRY_AFTER_MS_MAX, waitMs } from './retry.ts'

/** Gives the credentials of a request. */
export interface Authorizer {
  /** The value of the Authorization header. */
  header(signal: AbortSignal): Promise<string>
  /** The server did not take it: the next one must be new. */
  refused(): void
}

/** Client certificate and trusted authorities, as PEM. Certificates are always checked. */
export interface ClientTls {
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

export interface FhirHttpOptions {
  readonly baseUrl: string
  /** What the failures of this connector are: of where messages come from, or of where they go. */
  readonly code: Extract<ErrorCode, 'SLUICE_SOURCE' | 'SLUICE_SINK'>
  readonly inflate: Decoders['inflate']
  readonly authorizer?: Authorizer | undefined
  readonly tls?: ClientTls | undefined
  /** How long the server may say nothing, in milliseconds. */
  readonly silenceMsMax?: number | undefined
  readonly bodyBytesMax?: number | undefined
  readonly attemptsMax?: number | undefined
  /** Is told while the server is waited for. */
  readonly status?: ConnectorStatus | undefined
}

export interface FhirRequest {
  /** What is asked, in our words, for the sentence of an error: `a search`. */
  readonly what: string
  readonly url: URL
  readonly signal: AbortSignal
  readonly method?: Dispatcher.HttpMethod
  readonly accept?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** Further answers after which the same request may succeed. */
  readonly passing?: readonly number[]
  /** For an address that is not the server's, such as a presigned one. */
  readonly withoutToken?: 'withoutToken'
}

export interface FhirAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  /** The body, inflated; an error of the connector's code when it breaks off. */
  chunks(): AsyncIterable<Uint8Array>
  /** Reads the body away, so that the connection can be used again. */
  discard(): Promise<void>
}
export type WholeAnswer = Pick<FhirAnswer, 'status' | 'headers'> & { readonly bytes: Uint8Array }

export interface FhirHttp {
  readonly base: BaseUrl
  /** Sends a request once. */
  send(request: FhirRequest): Promise<FhirAnswer>
  /** Sends a request until there is an answer that another try would not better; only for what may be repeated. */
  fetch(request: FhirRequest): Promise<WholeAnswer>
  /** What is wrong with an answer. The sentence holds its status and nothing of its body or address. */
  failure(what: string, status: number): SluiceError
  close(): Promise<void>
}

/** Whether an answer calls itself FHIR as JSON; else it may be a page of what stands in front of the server. */
export function isFhirJson({ headers }: { readonly headers: { readonly 'content-type'?: string | undefined } }): boolean {
  return /^application\/(?:fhir\+)?json\b/i.test(headers['content-type'] ?? '')
}

/** Throws SLUICE_SOURCE for an answer that is something else. */
export function requireFhirJson(answer: Parameters<typeof isFhirJson>[0], what: string): void {
  if (!isFhirJson(answer)) throw new SluiceError('SLUICE_SOURCE', { detail: `The server answered ${what} with something other than FHIR JSON.` })
}

/** Nobody is told of a wait that is no longer, if the first failure is the only one. */
const UNTOLD_MS_MAX = 5000
const SILENCE_MS_MAX = 60_000
const ATTEMPTS_MAX = 6

function flatHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]],
    ),
  )
}

/**
 * Speaks HTTP to one FHIR server and to no other: bytes in and out, so that numbers keep their digits; no redirects; time
 * and size bounded; failures without a word of what the server said.
 */
export function createFhirHttp(options: FhirHttpOptions): FhirHttp {
  const { code, inflate, authorizer, tls, silenceMsMax = SILENCE_MS_MAX, attemptsMax = ATTEMPTS_MAX } = options
  const bodyBytesMax = options.bodyBytesMax ?? LIMITS.entryBytesMax
  const base = parseBaseUrl(options.baseUrl)
  if (authorizer !== undefined && !base.isEncrypted) {
    throw new SluiceError('SLUICE_CONFIG', { detail: 'Credentials are not sent over plain http but to this machine itself: use https.' })
  }
  const agent = new Agent({
    connect: { timeout: 10_000, ...tls }, headersTimeout: silenceMsMax, bodyTimeout: silenceMsMax, maxResponseSize: -1, connections: 16,
  })
  const broken = (what: string, cause: unknown): SluiceError =>
    cause instanceof SluiceError
      ? cause
      : new SluiceError(code, { detail: `The server could not be reached, or broke off, on ${what}.`, cause })
  const failure = (what: string, status: number): SluiceError =>
    new SluiceError(code, { detail: `The server answered ${status} to ${what}.` })

  async function* read(
    body: Dispatcher.ResponseData['body'],
    headers: Readonly<Record<string, string>>,
    what: string,
  ): AsyncGenerator<Uint8Array> {
    const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase()
    if (!/^(?:identity|x-gzip|gzip)$/.test(encoding)) {
      body.destroy()
      throw new SluiceError(code, { detail: `The server answered in an encoding that was not asked for, to ${what}.` })
    }
    try {
      yield* encoding === 'identity' ? (body as AsyncIterable<Uint8Array>) : inflate(body as AsyncIterable<Uint8Array>)
    } catch (cause) {
      throw broken(what, cause)
    }
  }

  async function send(request: FhirRequest): Promise<FhirAnswer> {
    const { what, url, signal, method = 'GET', accept = 'application/fhir+json', body, withoutToken } = request
    const headers: Record<string, string> = { accept, 'accept-encoding': 'gzip', 'user-agent': 'sluice', ...request.headers }
    if (authorizer !== undefined && withoutToken === undefined) {
      if (base.follow(url.href) === undefined)
        throw new SluiceError('SLUICE_INTERNAL', { detail: 'A token was about to go to another server.' })
      headers['authorization'] = await authorizer.header(signal)
    }
    const answer = await undiciRequest(url, { method, headers, signal, dispatcher: agent, ...(body === undefined ? {} : { body }) })
      .catch((cause: unknown) => { throw broken(what, cause) })
    // A body that breaks off while nobody reads it must not end the process.
    answer.body.on('error', () => undefined)
    if (answer.statusCode === 401) authorizer?.refused()
    const flat = flatHeaders(answer.headers)
    return {
      status: answer.statusCode,
      headers: flat,
      chunks: () => read(answer.body, flat, what),
      discard: () => answer.body.dump({ limit: 1024 * 1024 }).catch(() => undefined),
    }
  }

  async function once(request: FhirRequest): Promise<WholeAnswer> {
    const answer = await send(request)
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of answer.chunks()) {
      bytes += chunk.length
      if (bytes > bodyBytesMax)
        throw new SluiceError('SLUICE_LIMIT_SIZE', { detail: `The answer to ${request.what} is larger than the limit.` })
      chunks.push(chunk)
    }
    return { status: answer.status, headers: answer.headers, bytes: Buffer.concat(chunks) }
  }

  /** Requests that wait for the server. */
  let waiting = 0

  /** Waits before a request is sent again, and says so where that takes long. */
  function createWait(): { for(ms: number, attempt: number, signal: AbortSignal): Promise<void>; end(): void } {
    let isTold = false
    return {
      async for(ms, attempt, signal) {
        if (!isTold && (attempt > 0 || ms > UNTOLD_MS_MAX)) {
          isTold = true
          waiting += 1
          options.status?.unready(code)
        }
        await pause(ms, signal)
      },
      end() {
        if (!isTold) return
        // What the caller makes of it is said before, and stands.
        setImmediate(() => {
          waiting -= 1
          if (waiting === 0) options.status?.ready()
        })
      },
    }
  }

  async function fetch(request: FhirRequest): Promise<WholeAnswer> {
    const wait = createWait()
    try {
      return await fetchOnceAndAgain(request, wait)
    } finally {
      wait.end()
    }
  }

  async function fetchOnceAndAgain(request: FhirRequest, wait: ReturnType<typeof createWait>): Promise<WholeAnswer> {
    for (let attempt = 0, waitedMs = 0, wasRefused = false; ; attempt++) {
      const isLast = attempt + 1 >= attemptsMax || waitedMs >= RETRY_AFTER_MS_MAX
      const answer = await once(request).catch((error: unknown) => {
        if (isLast || request.signal.aborted || !(error instanceof SluiceError) || error.code !== code) throw error
        return undefined
      })
      if (answer?.status === 401 && authorizer !== undefined && !wasRefused) {
        wasRefused = true
        continue
      }
      if (answer !== undefined && (isLast || !(isPassing(answer.status) || request.passing?.includes(answer.status) === true)))
        return answer
      const ms = waitMs(attempt, retryAfterMs(answer?.headers['retry-after'], new Date()))
      waitedMs += ms
      await wait.for(ms, attempt, request.signal)
      if (request.signal.aborted) throw new SluiceError(code, { detail: 'Stopped while waiting for the server.' })
    }
  }

  return { base, send, fetch, failure, close: () => agent.destroy() }
}
