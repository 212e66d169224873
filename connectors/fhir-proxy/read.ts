import { SluiceError } from '../../src/contract/errors.ts'
import { mayBeShown } from '../identity/smart-scopes.ts'
import { clientAnswer, unchanged } from './answer.ts'
import { allow, searchContext, serverHeaders, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import type { Interaction } from './interaction.ts'
import { firstPlace, FORM, openPlace, PAGE } from './links.ts'
import { checkAccept } from './negotiate.ts'
import { firstPageAt, pageAt, withLongPages } from './pages.ts'
import { allowWithin, confineSearch } from './patient-scope.ts'
import { badRequest, parseQuery, printQuery, type Query } from './query.ts'
import { refusalAnswer, type Answer } from './refusal.ts'
import { authorizeSearch, checkShape, requireListed } from './search.ts'
import { versionsOf } from './validators.ts'
import { hasCode, requireShown } from './write.ts'

const UNHEEDED = new Set(['_format', '_pretty', '_summary', '_elements'])

type Of<K extends Interaction['kind']> = Extract<Interaction, { readonly kind: K }>

/** Reads one resource, or one version of it. */
export async function read(one: Of<'read'> | Of<'vread'>, exchange: Exchange): Promise<Answer> {
  const { type } = one
  const isVersion = 'version' in one
  const confined = allowWithin(exchange, isVersion ? 'vread' : 'read', type)
  checkShaping(exchange.query)
  const id = serverId(exchange.client, type, one.id)
  const version = isVersion ? versionsOf(exchange.client, type).open(one.version) : undefined
  if (isVersion && version === undefined) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  // What was kept back since is not shown as it was before.
  if (isVersion) await requireShown(type, `/${type}/${id}`, exchange)
  const path = `/${type}/${id}${version === undefined ? '' : `/_history/${version}`}`
  const answer = await exchange.send({ method: 'GET', path, query: '', headers: serverHeaders(exchange) }).catch((error: unknown) => {
    // What is too large to be looked at may be kept back.
    throw hasCode(error, 'SLUICE_TOO_COSTLY') && exchange.client.gate.search.dropsSome(type)
      ? new SluiceError('SLUICE_HTTP_NOT_FOUND')
      : error
  })
  // That there was something is told of the token's own patient alone, and not where it may have been kept back: from whoever
  // guesses ids, or knows one from a reference.
  if (answer.status === 410 && (confined !== undefined || exchange.client.gate.search.dropsSome(type)))
    throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  try {
    return unchanged(answer, type, exchange) ?? clientAnswer(answer, { types: [type] }, exchange)
  } catch (error) {
    const isOthers = confined !== undefined && error instanceof SluiceError && error.code === 'SLUICE_NOT_ALLOWED'
    if (!(error instanceof SluiceError) || !isKeptBack(error, exchange) && !isOthers) throw error
    // What is kept back whole, or is another patient's, is not there: that it is refused would tell that it is.
    exchange.code = error.code
    return refusalAnswer(new SluiceError('SLUICE_HTTP_NOT_FOUND'))
  }
}

/** Whether the resource is one that the policy keeps back whole, or may be one had it been understood. */
function isKeptBack({ code }: SluiceError, { client, down }: Exchange): boolean {
  const isOfResource = down?.verdict === 'block' || down?.verdict === 'quarantine'
  return code.startsWith('SLUICE_POLICY_') || client.gate.search.refusesByElement && isOfResource
}

function checkShaping(query: Query): void {
  for (const [name, value] of query) {
    if (name === '_format' || name === '_pretty') continue
    if (name !== '_summary' && name !== '_elements') throw badRequest('This parameter means nothing here.')
    checkShape(name, value)
  }
}

/** A search on a type, alone or within a compartment, by GET or as a form. */
export async function search(one: Of<'search'>, exchange: Exchange): Promise<Answer> {
  const { type, within, posted } = one
  const confined = allowWithin(exchange, 'search', type)
  const form = posted ? parseQuery(formOf(exchange)) : []
  checkAccept(exchange.request.headers.accept, [...exchange.query, ...form], exchange.proxy.fhirVersion)
  const asked = [...exchange.query, ...form]
  const query = confineSearch(asked, authorizeSearch(type, asked, searchContext(exchange)), confined)
  // Of another patient's, whether it is there would show.
  if (confined !== undefined && within !== undefined)
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'What a patient/ scope allows is not searched within another resource.' })
  const compartment = within === undefined ? '' : compartmentPath(type, within, exchange)
  // Some servers say of what is not there that it has no compartment.
  if (within !== undefined) await requireShown(within.type, compartment, exchange)
  const { asked: widened, size } = withLongPages(query, exchange.client.gate.search.dropsSome(type))
  const place = firstPlace({ path: `${compartment}/${type}${posted ? FORM : ''}`, query: printQuery(widened) }, { type, size })
  return firstPageAt(place, selfOf(one, exchange), exchange)
}

/** What of the client's search was heeded; of a form, which is there to keep its values out of addresses, only the type. */
function selfOf({ type, within, posted }: Of<'search'>, { proxy, query }: Exchange): string {
  const path = within === undefined ? type : `${within.type}/${within.id}/${type}`
  const text = posted ? '' : printQuery(query.filter(([name]) => !UNHEEDED.has(name)))
  return `${proxy.baseUrl}/${path}${text === '' ? '' : `?${text}`}`
}

function formOf({ request }: Exchange): string {
  const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase()
  const body = request.body as Buffer | undefined
  if (body === undefined || body.length === 0) return ''
  if (type !== 'application/x-www-form-urlencoded') throw new SluiceError('SLUICE_HTTP_MEDIA')
  return body.toString('utf8')
}

/** Being in a compartment is being tied to somebody: what ties must be seen, and be what the client may search by. */
export function compartmentPath(
  type: string,
  within: { readonly type: string; readonly id: string },
  { client, scopes }: Exchange,
): string {
  if (client.resourceTypes?.has(within.type) === false) throw new SluiceError('SLUICE_NOT_ALLOWED')
  // Some servers say whether that is there.
  if (scopes !== undefined && !mayBeShown(within.type, scopes))
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows this.' })
  const { codes, visibility } = client.gate.search.ties(type, within.type)
  for (const code of codes) requireListed(client, type, code)
  if (visibility === 'hidden') throw new SluiceError('SLUICE_SEARCH_HIDDEN')
  return `/${within.type}/${serverId(client, within.type, within.id)}`
}

/** A further page: where it is stands sealed in the link, so neither its search nor its server can be another. */
export async function page(exchange: Exchange): Promise<Answer> {
  const { interactions, operations } = exchange.client
  if (!interactions.has('search') && !interactions.has('history') && !operations.has('everything'))
    throw new SluiceError('SLUICE_NOT_ALLOWED')
  // Whoever's search this is a page of: it may have been another token's.
  exchange.confined = exchange.patient !== undefined
  const tokens = exchange.query.filter(([name]) => name === PAGE)
  const [token] = tokens
  if (token === undefined || exchange.query.some(([name]) => name !== PAGE && name !== '_format') || tokens.length > 1)
    throw badRequest('A page has one token and no other parameter.')
  const self = `${exchange.proxy.baseUrl}?${printQuery([[PAGE, token[1]]])}`
  return pageAt(openPlace(token[1], 'page', exchange), self, exchange)
}

/** The versions of a resource, or of all of a type. When something changed is asked about only where it is seen. */
export async function history(one: Of<'history'>, exchange: Exchange): Promise<Answer> {
  const { type } = one
  const { client } = exchange
  allow(exchange, 'history', type)
  const query = exchange.query.flatMap(([name, value]): Query => {
    if (name === '_format' || name === '_pretty') return []
    if (name === '_count' && /^[1-9]\d{0,8}$/.test(value)) return [[name, value]]
    if (name !== '_since' && name !== '_at') throw badRequest('This parameter means nothing here.')
    if (client.gate.search.element(type, 'meta', 'lastUpdated') !== 'open') throw new SluiceError('SLUICE_SEARCH_HIDDEN')
    return [[name, value]]
  })
  const instance = `/${type}${one.id === undefined ? '' : `/${serverId(client, type, one.id)}`}`
  if (one.id !== undefined) await requireShown(type, instance, exchange)
  const { asked, size } = withLongPages(query, client.gate.search.dropsSome(type))
  const place = firstPlace({ path: `${instance}/_history`, query: printQuery(asked) }, { type, size, isHistory: true })
  const self = `${exchange.proxy.baseUrl}/${type}${one.id === undefined ? '' : `/${one.id}`}/_history`
  return firstPageAt(place, self, exchange)
}
