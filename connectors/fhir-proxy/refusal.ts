import { ERRORS, toSluiceError, type ErrorCode, type SluiceError } from '../../src/contract/errors.ts'

/** What a refusal is called in HTTP and in an OperationOutcome (https://hl7.org/fhir/valueset-issue-type.html). */
interface Wording {
  readonly status: number
  readonly issue: string
}

const WORDINGS: { readonly [C in ErrorCode]?: Wording } = {
  SLUICE_IDENTITY: { status: 401, issue: 'login' },
  SLUICE_IDENTITY_UNAVAILABLE: { status: 503, issue: 'transient' },
  SLUICE_NOT_ALLOWED: { status: 403, issue: 'forbidden' },
  SLUICE_SEARCH_HIDDEN: { status: 403, issue: 'suppressed' },
  SLUICE_POLICY_BLOCK: { status: 403, issue: 'suppressed' },
  SLUICE_POLICY_QUARANTINE: { status: 403, issue: 'suppressed' },
  SLUICE_HTTP_REQUEST: { status: 400, issue: 'invalid' },
  SLUICE_HTTP_NOT_FOUND: { status: 404, issue: 'not-found' },
  SLUICE_HTTP_METHOD: { status: 405, issue: 'not-supported' },
  SLUICE_HTTP_ACCEPT: { status: 406, issue: 'not-supported' },
  SLUICE_HTTP_MEDIA: { status: 415, issue: 'not-supported' },
  SLUICE_HTTP_PRECONDITION: { status: 412, issue: 'conflict' },
  SLUICE_WRITE_BACK: { status: 409, issue: 'conflict' },
  SLUICE_BUDGET: { status: 429, issue: 'throttled' },
  SLUICE_TOO_COSTLY: { status: 413, issue: 'too-costly' },
  SLUICE_BUSY: { status: 503, issue: 'transient' },
  SLUICE_UPSTREAM: { status: 502, issue: 'transient' },
  SLUICE_UPSTREAM_TIMEOUT: { status: 504, issue: 'timeout' },
  // Nobody reads it: it is for the records, by the number that others gave to the same (nginx).
  SLUICE_CLIENT_GONE: { status: 499, issue: 'transient' },
  SLUICE_AUDIT: { status: 503, issue: 'exception' },
}

/** A refusal as it is answered. It holds our words only. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export const FHIR_JSON = 'application/fhir+json; charset=utf-8'
const RETRY_SECONDS = 5

/**
 * The answer to whatever went wrong. An error of the engine about the server's body is a 502, about the client's a 422; one of
 * the route that a body was to go through says nothing about that: it is to be sent again.
 */
export function refusalAnswer(
  thrown: unknown,
  options: { readonly about?: 'request' | 'answer' | 'route'; readonly retryAfterSeconds?: number | undefined } = {},
): Answer {
  const error = toSluiceError(thrown)
  const { about = 'answer' } = options
  const { status, issue } = about === 'route' ? wordingOfRoute(error) : WORDINGS[error.code] ?? wordingOf(error, about)
  const retry = options.retryAfterSeconds ?? (status === 503 || status === 504 ? RETRY_SECONDS : undefined)
  return {
    status,
    headers: {
      'content-type': FHIR_JSON, 'cache-control': 'no-store',
      ...(status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
      ...(retry === undefined ? {} : { 'retry-after': String(retry) }),
    },
    body: Buffer.from(JSON.stringify(outcomeOf(issue, error.code))),
  }
}

/** An OperationOutcome in the words of the table of errors, which never hold a value. */
export function outcomeOf(issue: string, code: ErrorCode): object {
  return {
    resourceType: 'OperationOutcome',
    issue: [{ severity: 'error', code: issue, details: { text: ERRORS[code].says }, diagnostics: code }],
  }
}

/** How an entry of a batch says the same. */
export function refusedEntry(thrown: unknown): object {
  const error = toSluiceError(thrown)
  const { status, issue } = WORDINGS[error.code] ?? wordingOf(error, 'request')
  return { response: { status: String(status), outcome: outcomeOf(issue, error.code) } }
}

function wordingOfRoute({ code }: SluiceError): Wording {
  return code === 'SLUICE_INTERNAL' ? { status: 500, issue: 'exception' } : { status: 503, issue: 'transient' }
}

function wordingOf(error: SluiceError, about: 'request' | 'answer'): Wording {
  if (error.code === 'SLUICE_INTERNAL' || error.code === 'SLUICE_VERIFY' || error.code === 'SLUICE_IO')
    return { status: 500, issue: 'exception' }
  if (error.code.startsWith('SLUICE_FHIR_') && about === 'answer') return { status: 403, issue: 'suppressed' }
  return about === 'request' ? { status: 422, issue: 'processing' } : { status: 502, issue: 'processing' }
}
