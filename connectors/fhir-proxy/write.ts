import { SluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import { mayBeShown } from '../identity/smart-scopes.ts'
import { asList, asObject } from '../json-value.ts'
import { clientAnswer, headerOf, readAnswer, unusable } from './answer.ts'
import { allow, searchContext, serverHeaders, takeRequest, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import { ID, type Interaction } from './interaction.ts'
import { isJson } from './negotiate.ts'
import { badRequest, parseQuery, printQuery } from './query.ts'
import { requireReferred } from './referred.ts'
import type { Answer } from './refusal.ts'
import { authorizeCondition } from './search.ts'
import { seesAll } from './sees-all.ts'
import { resourceTranslator } from './translate.ts'
import type { UpstreamAnswer } from './upstream.ts'
import { serverIfMatch, versionsOf } from './validators.ts'

type Of<K extends Interaction['kind']> = Extract<Interaction, { readonly kind: K }>

/**
 * Resources that make a server call out, or that define what others mean: with one of these a client would get data past
 * this proxy, or a search parameter that nobody has looked at.
 */
const NEVER_WRITTEN = new Set([
  'Subscription', 'SubscriptionTopic', 'SearchParameter', 'OperationDefinition', 'GraphDefinition', 'StructureMap', 'Endpoint',
])
/** By what these say codes are searched (`:in`, `:below`) and resources found good or not: they are written by who sees all. */
const MEASURES = new Set(['ValueSet', 'CodeSystem', 'ConceptMap', 'StructureDefinition', 'CompartmentDefinition'])

/** Throws SLUICE_NOT_ALLOWED for a type that no client may write. */
export function allowWrite(
  exchange: Pick<Exchange, 'client' | 'scopes' | 'proxy'>,
  interaction: 'create' | 'update' | 'patch' | 'delete',
  type: string,
): void {
  allow(exchange, interaction, type)
  if (NEVER_WRITTEN.has(type) || (MEASURES.has(type) && !seesAll(exchange.client, exchange.proxy.resourceTypes)))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'Resources of this type are not written through this server.' })
}

/** Throws SLUICE_NOT_ALLOWED also where something may be hidden that refers to it: that the server keeps it for that would tell. */
export function allowDelete(exchange: Exchange, type: string): void {
  allowWrite(exchange, 'delete', type)
  const { client, scopes, proxy } = exchange
  const seesReferrers =
    client.resourceTypes === undefined && (scopes === undefined || mayBeShown('*', scopes)) && client.gate.search.seesReferrers(type)
  if (!seesReferrers && !proxy.upstream.deletesReferred)
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'What refers to this may be hidden, and whether it can be deleted would tell.' })
}

/** Creates a resource, if need be only when a search finds none. */
export async function create({ type }: Of<'create'>, exchange: Exchange): Promise<Answer> {
  allowWrite(exchange, 'create', type)
  const condition = exchange.request.headers['if-none-exist']
  const search = condition === undefined ? undefined : conditionOf(type, String(condition), exchange)
  const body = await cleanResource(type, exchange)
  const headers = writeHeaders(exchange, {
    'content-type': 'application/fhir+json',
    ...(search === undefined ? {} : { 'if-none-exist': search }),
  })
  const answer = await exchange.send({ method: 'POST', path: `/${type}`, query: '', headers, body, isWrite: true })
  return clientAnswer(answer, { types: [type, 'OperationOutcome'], written: [type] }, exchange)
}

/** Replaces a resource, unless the client sees it otherwise than it is: what was hidden would be gone. */
export async function update(one: Of<'update'>, exchange: Exchange): Promise<Answer> {
  const { type } = one
  allowWrite(exchange, 'update', type)
  const id = serverId(exchange.client, type, one.id)
  if (exchange.client.gate.ids(type) !== 'open') throw new SluiceError('SLUICE_WRITE_BACK')
  const body = await cleanResource(type, exchange)
  checkOwnId(ownId(body), id)
  const current = await readCurrent(type, `/${type}/${id}`, exchange)
  const isNew = exchange.request.headers['if-none-match'] !== undefined
  if (isNew && current !== undefined) throw new SluiceError('SLUICE_HTTP_PRECONDITION')
  const match = matchFor(type, current, exchange)
  const headers = writeHeaders(exchange, {
    'content-type': 'application/fhir+json',
    ...(match === undefined ? {} : { 'if-match': match }),
    ...(isNew ? { 'if-none-match': '*' } : {}),
  })
  const answer = await exchange.send({ method: 'PUT', path: `/${type}/${id}`, query: '', headers, body, isWrite: true })
  return clientAnswer(answer, { types: [type, 'OperationOutcome'], written: [type] }, exchange)
}

/** Deletes a resource. */
export async function remove({ type, id }: Of<'delete'>, exchange: Exchange): Promise<Answer> {
  allowDelete(exchange, type)
  const path = `/${type}/${serverId(exchange.client, type, id)}`
  const match = await shownMatch(type, path, exchange)
  const headers = writeHeaders(exchange, match === undefined ? {} : { 'if-match': match })
  const answer = await exchange.send({ method: 'DELETE', path, query: '', headers, isWrite: true })
  return clientAnswer(answer, { types: ['OperationOutcome'] }, exchange)
}

/** Updates or deletes what a search finds. The search is authorised like any, for its outcome tells what it found. */
export async function conditional({ does, type }: Of<'conditional'>, exchange: Exchange): Promise<Answer> {
  if (does === 'delete') allowDelete(exchange, type)
  else allowWrite(exchange, does, type)
  if (does === 'patch') throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'A patch names the resource by its id.' })
  const query = printQuery(authorizeCondition(type, exchange.query, searchContext(exchange)))
  if (query === '') throw badRequest('A condition is a search.')
  if (does === 'delete') {
    const answer = await exchange.send({ method: 'DELETE', path: `/${type}`, query, headers: writeHeaders(exchange), isWrite: true })
    return clientAnswer(answer, { types: ['OperationOutcome'] }, exchange)
  }
  const body = await cleanResource(type, exchange)
  const found = await exchange.send({ method: 'GET', path: `/${type}`, query: `${query}&_count=2`, headers: serverHeaders(exchange) })
  const matches = matchesOf(found, exchange)
  if (matches.length > 1) throw new SluiceError('SLUICE_HTTP_PRECONDITION', { detail: 'The condition finds more than one.' })
  const [id] = matches
  // Ids that the client does not know are made up anew.
  const own = exchange.client.gate.ids(type) === 'open' ? ownId(body) : undefined
  if (id !== undefined) checkOwnId(own, id)
  // Where nothing is found the server may write to what the body calls itself (FHIR R4 RESTful API, section 3.1.0.4.3).
  else if (own !== undefined) await readCurrent(type, `/${type}/${own}`, exchange)
  const current = id === undefined ? undefined : await readCurrent(type, `/${type}/${id}`, exchange)
  const match = matchFor(type, current, exchange)
  const headers = writeHeaders(exchange, { 'content-type': 'application/fhir+json', ...(match === undefined ? {} : { 'if-match': match }) })
  const answer = await exchange.send({ method: 'PUT', path: `/${type}`, query, headers, body, isWrite: true })
  return clientAnswer(answer, { types: [type, 'OperationOutcome'], written: [type] }, exchange)
}

/** The ids that a search found. It may not have gone through at all, or not to its end, and then nothing is written. */
function matchesOf(answer: UpstreamAnswer, { proxy }: Exchange): string[] {
  const failed = (detail: string): SluiceError => new SluiceError('SLUICE_UPSTREAM', { detail })
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), proxy.fhirVersion))
    throw unusable('The condition could not be looked up.', answer.status)
  const { resourceType, entry, link } = readAnswer(answer)
  if (resourceType !== 'Bundle') throw failed('The condition could not be looked up.')
  const ids = asList(entry).filter((one) => isMatch(asObject(one['search'])['mode'])).map((one) => {
    const { id } = asObject(one['resource'])
    if (typeof id !== 'string' || !ID.test(id)) throw failed('The condition finds something without an id.')
    return id
  })
  // Some servers have pages with nothing on them.
  if (ids.length === 0 && asList(link).some(({ relation }) => relation === 'next'))
    throw failed('What the condition finds is on another page.')
  return ids
}

function isMatch(mode: unknown): boolean {
  return mode === undefined || mode === 'match'
}

/** What a body that a client wrote calls itself. Throws SLUICE_HTTP_REQUEST for what cannot be a name. */
function ownId(body: Uint8Array): string | undefined {
  const { id } = asObject(JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8')))
  if (id === undefined) return undefined
  if (typeof id !== 'string' || !ID.test(id)) throw badRequest('The id of the body is none.')
  return id
}

/** Throws SLUICE_HTTP_REQUEST for a body that calls itself otherwise than its address: which of them a server goes by is not known. */
export function checkOwnId(own: unknown, id: string): void {
  if (own !== undefined && own !== id) throw badRequest('The body has another id than the address.')
}

/**
 * The resource as it is now; undefined where there is none. Throws SLUICE_WRITE_BACK unless the client sees all of it, and
 * also where there is none of a type of which some may be kept back whole: that it could be created would tell that none is.
 */
export async function readCurrent(type: string, path: string, exchange: Exchange): Promise<UpstreamAnswer | undefined> {
  const mayLack = exchange.client.gate.search.dropsSome(type)
  const answer = await exchange.send({ method: 'GET', path, query: '', headers: serverHeaders(exchange) }).catch((error: unknown) => {
    throw mayLack && hasCode(error, 'SLUICE_TOO_COSTLY') ? new SluiceError('SLUICE_WRITE_BACK') : error
  })
  if (answer.status === 404 || answer.status === 410) {
    if (mayLack) throw new SluiceError('SLUICE_WRITE_BACK')
    return undefined
  }
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), exchange.proxy.fhirVersion))
    throw unusable('The resource could not be read before it is written.', answer.status)
  const seen = exchange.client.gate.answer(answer.body)
  if (!seen.passed || seen.receipt.verdict !== 'pass') throw new SluiceError('SLUICE_WRITE_BACK')
  return answer
}

/**
 * The version that a write without a whole resource rests on, undefined for any. Where the policy may keep a resource back
 * whole it is looked at first: what comes of the write would tell that it is there, and what it holds. Throws
 * SLUICE_HTTP_NOT_FOUND.
 */
export async function shownMatch(type: string, path: string, exchange: Exchange): Promise<string | undefined> {
  const given = exchange.request.headers['if-match']
  const match = given === undefined ? undefined : serverIfMatch(given, versionsOf(exchange.client, type))
  const shown = await requireShown(type, path, exchange)
  return shown === undefined ? match : matchFor(type, shown, exchange)
}

/** Throws SLUICE_HTTP_NOT_FOUND for what is not there or kept back whole; undefined where the policy keeps none back. */
export async function requireShown(type: string, path: string, exchange: Exchange): Promise<UpstreamAnswer | undefined> {
  return exchange.client.gate.search.dropsSome(type) ? readShown(path, exchange) : undefined
}

/** The resource as it is now. Throws SLUICE_HTTP_NOT_FOUND for what is not there, or not for the client, or too large to be looked at. */
export async function readShown(path: string, exchange: Exchange): Promise<UpstreamAnswer> {
  const { client, proxy } = exchange
  const answer = await exchange.send({ method: 'GET', path, query: '', headers: serverHeaders(exchange) }).catch((error: unknown) => {
    throw hasCode(error, 'SLUICE_TOO_COSTLY') ? new SluiceError('SLUICE_HTTP_NOT_FOUND') : error
  })
  if (answer.status === 404 || answer.status === 410) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), proxy.fhirVersion))
    throw unusable('The resource could not be looked at.', answer.status)
  if (!client.gate.answer(answer.body).passed) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  return answer
}

export function hasCode(error: unknown, code: ErrorCode): error is SluiceError {
  return error instanceof SluiceError && error.code === code
}

/** The version that a write rests on: the one that was just looked at, if any, which must be the client's own if it names one. */
export function matchFor(type: string, current: UpstreamAnswer | undefined, exchange: Exchange): string | undefined {
  const given = exchange.request.headers['if-match']
  const now = current === undefined ? undefined : headerOf(current, 'etag')
  if (given === undefined) return now
  const match = serverIfMatch(given, versionsOf(exchange.client, type))
  if (current === undefined || (now !== undefined && now !== match)) throw new SluiceError('SLUICE_HTTP_PRECONDITION')
  return match
}

/** The client's resource through the policy of what it writes, with the server's ids in it. */
async function cleanResource(type: string, exchange: Exchange): Promise<Uint8Array> {
  const cleaned = takeRequest(exchange.client.gate.request(jsonBody(exchange), resourceTranslator(exchange)), exchange)
  if (cleaned.resourceType !== type) throw badRequest('The body is another resource than the address says.')
  await requireReferred(exchange)
  return cleaned.body
}

/** A JSON body as it came. Throws SLUICE_HTTP_MEDIA for anything else. */
export function jsonBody({ request, proxy }: Exchange): Uint8Array {
  if (!isJson(request.headers['content-type'], proxy.fhirVersion)) throw new SluiceError('SLUICE_HTTP_MEDIA')
  const body = request.body as Buffer | undefined
  if (body === undefined || body.length === 0) throw badRequest('There is no body.')
  return body
}

export function conditionOf(type: string, condition: string, exchange: Exchange): string {
  const query = authorizeCondition(type, parseQuery(condition.replace(/^\?/, '')), searchContext(exchange))
  if (query.length === 0) throw badRequest('A condition is a search.')
  return printQuery(query)
}

const RETURNS = /^return=(minimal|representation|OperationOutcome)$/

/** Headers of a write, with what the client prefers to have back. */
export function writeHeaders(exchange: Exchange, more: Readonly<Record<string, string>> = {}): Record<string, string> {
  const prefer = exchange.request.headers['prefer']
  const returns = (Array.isArray(prefer) ? prefer.join() : (prefer ?? ''))
    .split(/[,;]/)
    .map((one) => one.trim())
    .find((one) => RETURNS.test(one))
  return serverHeaders(exchange, { ...more, ...(returns === undefined ? {} : { prefer: returns }) })
}
