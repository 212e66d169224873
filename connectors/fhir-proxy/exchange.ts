import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BodyReceipt, Cleaned } from '../../src/contract/exchange.ts'
import { SluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import { mayBeShown, scopesAllow, type PatientScopes, type Scope } from '../identity/smart-scopes.ts'
import type { Holding } from './held.ts'
import type { Interaction } from './interaction.ts'
import type { InteractionName, ProxyClient, ProxyOptions } from './options.ts'
import type { Query } from './query.ts'
import { mayHave, type SearchContext } from './search.ts'
import type { Upstream, UpstreamAnswer, UpstreamRequest } from './upstream.ts'

/** One request of a client that was recognised, on its way. What is to be audited gathers in it. */
export interface Exchange {
  readonly proxy: ProxyOptions
  /** Asks the server, for this client. */
  readonly send: (request: UpstreamRequest) => Promise<UpstreamAnswer>
  /** Waits for its turn on a connection of its own to the server, and returns how to give that back. */
  readonly takeTurn: () => Promise<() => void>
  readonly openAgent: Upstream['openAgent']
  readonly holding: Holding
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  /** What is asked for; undefined where that could not be read. */
  readonly kind: Interaction['kind'] | undefined
  readonly client: ProxyClient
  readonly scopes: readonly Scope[] | undefined
  /** What its token allows for one patient alone. */
  readonly patient: PatientScopes | undefined
  /** Whether what it is answered has to be of that patient, where no other scope allows it. */
  confined: boolean
  /** Whether resources of every type stand in what it is answered with, be they of one that the client may not have. */
  isOfAll: boolean
  readonly query: Query
  /** Whether the server was asked for something that it does but once. */
  hasWritten: boolean
  /** By type, the ids that what it writes refers to and that may be kept back whole. */
  readonly referred: Map<string, Set<string>>
  resources: number
  subjects: number
  /** Whose body an error of the engine is about. */
  about: 'request' | 'answer'
  /** Why it was refused, or the answer left out of something that was done, where the answer does not say so. */
  code: ErrorCode | undefined
  /** The same more closely, in our words. */
  detail: string | undefined
  up: BodyReceipt | undefined
  down: BodyReceipt | undefined
}

/** The rights of SMART v2 that an interaction takes. */
const RIGHTS: Readonly<Record<InteractionName, string>> = {
  read: 'r', vread: 'r', history: 'r', search: 's', create: 'c', update: 'u', patch: 'u', delete: 'd', batch: '', transaction: '',
}

/** Throws SLUICE_NOT_ALLOWED unless configuration and token both allow this. */
export function allow(
  { client, scopes }: Pick<Exchange, 'client' | 'scopes'>,
  interaction: InteractionName,
  type: string | undefined,
): void {
  const refused = (detail: string): SluiceError => new SluiceError('SLUICE_NOT_ALLOWED', { detail })
  if (!client.interactions.has(interaction)) throw refused('This client may not do this.')
  if (type !== undefined && !mayHave(client, type)) throw refused('This client may not have resources of this type.')
  const right = RIGHTS[interaction]
  if (scopes !== undefined && right !== '' && !scopesAllow(scopes, type, right)) throw refused('No scope of the token allows this.')
}

/** Whether this client is shown what others wrote, of a type. */
export function mayRead({ client, scopes }: Pick<Exchange, 'client' | 'scopes'>, type: string): boolean {
  return (client.interactions.has('read') || client.interactions.has('search')) && (scopes === undefined || mayBeShown(type, scopes))
}

/** Whether the token does not allow all types, so that what is of all of them may lack some. */
export function isNarrowed({ scopes }: Pick<Exchange, 'scopes'>): boolean {
  return scopes !== undefined && !mayBeShown('*', scopes)
}

export function searchContext({ client, scopes, proxy }: Exchange): SearchContext {
  return { client, scopes, resourceTypes: proxy.resourceTypes, baseUrl: proxy.baseUrl }
}

/** What the server is sent: nothing of the client's own headers but what is named here. */
export function serverHeaders({ proxy, request, scopes }: Exchange, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const { authorization, forwardAuthorization } = proxy.upstream
  const given = request.headers.authorization
  const forwarded = forwardAuthorization === 'tokens' && scopes !== undefined ? given : authorization?.()
  return {
    'accept': 'application/fhir+json', 'accept-encoding': 'identity',
    ...(forwarded === undefined ? {} : { authorization: forwarded }),
    ...more,
  }
}

/** The client's body as the policy of what it writes leaves it, or why not. */
export function takeRequest(cleaned: Cleaned, exchange: Exchange): Extract<Cleaned, { readonly passed: true }> {
  exchange.up = cleaned.receipt
  if (cleaned.passed) return cleaned
  exchange.about = 'request'
  throw cleaned.error
}
