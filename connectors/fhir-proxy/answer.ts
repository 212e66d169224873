import type { Cleaned, AnswerOptions } from '../../src/contract/exchange.ts'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import { plainLetters } from '../../src/contract/plain-letters.ts'
import { mayBeShown } from '../identity/smart-scopes.ts'
import type { JsonObject } from '../json-value.ts'
import type { Exchange } from './exchange.ts'
import { leftOut } from './left-out.ts'
import { clientLocation } from './links.ts'
import { requireWithin } from './patient-scope.ts'
import { isJson } from './negotiate.ts'
import { FHIR_JSON, refusalAnswer, type Answer } from './refusal.ts'
import type { UpstreamAnswer } from './upstream.ts'
import { clientETag, versionsOf } from './validators.ts'

export const NO_BODY = Buffer.alloc(0)
/** What the server may say of a client's mistake; its 401 is about our credentials, its 406 about our headers. */
const PASSED_STATUSES = new Set([400, 404, 405, 409, 410, 412, 413, 422, 429])
/** https://hl7.org/fhir/valueset-issue-type.html, without those that only a server with nothing between says. */
const ISSUE_CODES = new Set([
  'invalid', 'structure', 'required', 'value', 'invariant', 'processing', 'not-supported', 'duplicate', 'multiple-matches', 'not-found',
  'deleted', 'too-long', 'code-invalid', 'extension', 'too-costly', 'business-rule', 'conflict', 'transient', 'lock-error', 'throttled',
  'informational',
])

export interface Expectation extends AnswerOptions {
  /** What the answer may be; anything else is not passed on. */
  readonly types: readonly string[]
  /** Types that the client was allowed to write, which it is shown as it wrote them. */
  readonly written?: readonly string[]
}

/** The server's answer as the client may have it. Throws when it may not have it at all, unless something was done by it: then it is answered for without it. */
export function clientAnswer(answer: UpstreamAnswer, expected: Expectation, exchange: Exchange): Answer {
  const { status } = answer
  if (status >= 400) return failedAnswer(answer, exchange)
  // It was asked whether something changed no more than it was asked to lead elsewhere.
  if (status >= 300) throw unusable('The server leads elsewhere, or says that nothing changed.', status)
  const headers = commonHeaders(answer, expected.types[0] ?? '', exchange)
  if (answer.leftOut !== undefined) return leftOut({ status, headers }, answer.leftOut, exchange)
  if (!exchange.hasWritten && (status !== 200 || answer.body.length === 0))
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The server answered nothing, or a part.' })
  if (answer.body.length === 0) return { status, headers, body: NO_BODY }
  try {
    return { status, headers: { ...headers, 'content-type': FHIR_JSON }, body: clientBody(answer, expected, exchange) }
  } catch (error) {
    if (!exchange.hasWritten) throw error
    return leftOut({ status, headers }, toSluiceError(error).code, exchange)
  }
}

function clientBody(answer: UpstreamAnswer, expected: Expectation, exchange: Exchange): Uint8Array {
  const { client, proxy } = exchange
  if (!isJson(headerOf(answer, 'content-type'), proxy.fhirVersion))
    throw unusable('The answer is not JSON of this FHIR version.', answer.status)
  requireWithin(answer.body, exchange)
  return release(client.gate.answer(answer.body, expected), expected, exchange)
}

/**
 * That nothing changed since the version that the client holds; undefined when something did. The server is never asked to
 * say so itself: of what the policy keeps back whole, its 304 would tell that it is there.
 */
export function unchanged(answer: UpstreamAnswer, type: string, exchange: Exchange): Answer | undefined {
  const { client, request, proxy } = exchange
  const given = request.headers['if-none-match']?.trim()
  if (given === undefined || answer.status !== 200 || clientETag(versionHeader(answer, type), versionsOf(client, type)) !== given)
    return undefined
  if (!isJson(headerOf(answer, 'content-type'), proxy.fhirVersion)) return undefined
  requireWithin(answer.body, exchange)
  const cleaned = client.gate.answer(answer.body)
  if (!cleaned.passed || cleaned.resourceType !== type) return undefined
  // Whoever guesses a validator is told that there is such a patient.
  spend({ ...cleaned, body: NO_BODY, resources: 0 }, exchange)
  return { status: 304, headers: commonHeaders(answer, type, exchange), body: NO_BODY }
}

/** Checks and counts a body before it leaves. */
export function release(cleaned: Cleaned, expected: Pick<Expectation, 'types' | 'written'>, exchange: Exchange): Uint8Array {
  exchange.down = cleaned.receipt
  if (!cleaned.passed) throw cleaned.error
  if (!expected.types.includes(cleaned.resourceType ?? '')) {
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The server answered with something else than was asked for.' })
  }
  const { scopes, patient, confined } = exchange
  checkScopes(cleaned.body, { scopes: scopes && confined ? [...scopes, ...patient?.scopes ?? []] : scopes }, expected.written)
  spend(cleaned, exchange)
  return cleaned.body
}

const CARRIERS = new Set(['Bundle', 'OperationOutcome', 'Parameters', 'CapabilityStatement'])

/** What comes along with what was asked for, by includes or operations, is within the token's scopes too. */
export function checkScopes(body: Uint8Array, { scopes }: Pick<Exchange, 'scopes'>, written: readonly string[] = []): void {
  if (scopes === undefined) return
  for (const type of typesIn(body)) {
    if (!CARRIERS.has(type) && !written.includes(type) && !mayBeShown(type, scopes)) {
      throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows all that comes with this.' })
    }
  }
}

const TYPE = /"resourceType"\s*:\s*"([^"]*)"/y

/** The types of all resources in a body, each as often as there are such. What is searched for begins with a rare letter: that is three times as fast. */
function* typesIn(body: Uint8Array): Generator<string> {
  const text = plainLetters(Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1'))
  for (let at = text.indexOf('Type"'); at >= 0; at = text.indexOf('Type"', at + 1)) {
    TYPE.lastIndex = at - '"resource'.length
    const [, type] = TYPE.exec(text) ?? []
    if (type !== undefined) yield type
  }
}

/** Counts against the client's budget. Throws SLUICE_BUDGET, and then the body must not leave. */
export function spend(
  cleaned: { readonly body: Uint8Array; readonly resources: number; readonly patients: number; readonly subjects: readonly string[] },
  exchange: Exchange,
): void {
  const { budget } = exchange.client.gate
  const stop = budget?.spend({ messages: cleaned.resources, bytes: cleaned.body.length, subjects: cleaned.subjects })
  if (stop !== undefined) throw new BudgetError(stop.retryAfterSeconds)
  exchange.resources += cleaned.resources
  exchange.subjects += cleaned.patients
}

/** SLUICE_BUDGET, with when it is over. */
export class BudgetError extends SluiceError {
  readonly retryAfterSeconds: number

  constructor(retryAfterSeconds: number) {
    super('SLUICE_BUDGET')
    this.retryAfterSeconds = retryAfterSeconds
  }
}

export function headerOf({ headers }: UpstreamAnswer, name: string): string | undefined {
  const value = headers[name]
  return Array.isArray(value) ? String(value[0]) : value as string | undefined
}

/** The JSON object that the server answered. Throws SLUICE_UPSTREAM for anything else. */
export function readAnswer({ body }: Pick<UpstreamAnswer, 'body'>): JsonObject {
  let read: unknown
  try {
    read = JSON.parse(body.toString('utf8'))
  } catch (cause) {
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is not JSON.', cause })
  }
  if (typeof read !== 'object' || read === null || Array.isArray(read))
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is no object of JSON.' })
  return read as JsonObject
}

/** Longer than numbers and most times; such a version stands in the resource, or it may be a digest of all that is hidden in it. */
const PLAIN_VERSION_LENGTH = 20

/** The server's validator, if it is the version of a resource. */
function versionHeader(answer: UpstreamAnswer, type: string): string | undefined {
  const etag = headerOf(answer, 'etag')
  if (etag === undefined || CARRIERS.has(type)) return undefined
  const version = /"([^"]*)"/.exec(etag)?.[1] ?? ''
  return version.length <= PLAIN_VERSION_LENGTH || answer.body.length === 0 || answer.body.includes(version) ? etag : undefined
}

function commonHeaders(answer: UpstreamAnswer, type: string, exchange: Exchange): Record<string, string> {
  const { client } = exchange
  const etag = clientETag(versionHeader(answer, type), versionsOf(client, type))
  const location = clientLocation(headerOf(answer, 'location'), exchange)
  const contentLocation = clientLocation(headerOf(answer, 'content-location'), exchange)
  const applied = headerOf(answer, 'preference-applied')?.trim()
  const headers: Record<string, string> = { 'cache-control': 'private, no-cache', 'vary': 'Accept, Authorization, Prefer, X-API-Key' }
  if (etag !== undefined) headers['etag'] = etag
  if (location !== undefined) headers['location'] = location
  if (contentLocation !== undefined) headers['content-location'] = contentLocation
  if (applied !== undefined && /^return=(?:minimal|representation|OperationOutcome)$/.test(applied)) headers['preference-applied'] = applied
  return headers
}

/** What the server answered and cannot be used, with its status: for the log. */
export function unusable(why: string, status: number): SluiceError {
  return new SluiceError('SLUICE_UPSTREAM', { detail: `${why} The server answered ${status}.` })
}

/** A refusal of the server: its status and its codes, in our words. What it wrote may repeat values, and its host. */
function failedAnswer(answer: UpstreamAnswer, exchange: Exchange): Answer {
  const { status } = answer
  Object.assign(exchange, { code: 'SLUICE_UPSTREAM_REFUSED', detail: `The server answered ${status}.` })
  // To the word what is said of a resource that the policy keeps back.
  if (status === 404) return refusalAnswer(new SluiceError('SLUICE_HTTP_NOT_FOUND'))
  if (status === 503 || status === 429) {
    const retry = headerOf(answer, 'retry-after')
    const seconds = retry !== undefined && /^\d{1,6}$/.test(retry) ? retry : '5'
    return { status, headers: failedHeaders({ 'retry-after': seconds }), body: outcomeBody([status === 429 ? 'throttled' : 'transient']) }
  }
  if (status === 504) throw new SluiceError('SLUICE_UPSTREAM_TIMEOUT', { detail: 'The server answered 504.' })
  if (!PASSED_STATUSES.has(status)) throw unusable('The server refuses, or fails.', status)
  return { status, headers: failedHeaders(), body: outcomeBody(issueCodes(answer, status)) }
}

function failedHeaders(more: Readonly<Record<string, string>> = {}): Record<string, string> {
  return { 'content-type': FHIR_JSON, 'cache-control': 'no-store', ...more }
}

function outcomeBody(codes: readonly string[]): Uint8Array {
  const issue = codes.map((code) => ({
    severity: 'error',
    code,
    details: { text: 'The server refused this; its words are not passed on.' },
  }))
  return Buffer.from(JSON.stringify({ resourceType: 'OperationOutcome', issue }))
}

function issueCodes(answer: UpstreamAnswer, status: number): readonly string[] {
  const fallback = status === 410 ? 'not-found' : 'processing'
  try {
    const { issue } = JSON.parse(answer.body.toString('utf8')) as { readonly issue?: readonly { readonly code?: unknown }[] }
    const codes = (issue ?? []).map(({ code }) => typeof code === 'string' && ISSUE_CODES.has(code) ? code : fallback)
    return codes.length === 0 ? [fallback] : codes.slice(0, 20)
  } catch {
    return [fallback]
  }
}
