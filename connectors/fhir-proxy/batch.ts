import type { TranslateLink } from '../../src/contract/exchange.ts'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import { mayBeShown } from '../identity/smart-scopes.ts'
import { asList } from '../json-value.ts'
import { clientAnswer } from './answer.ts'
import { allow, searchContext, takeRequest, type Exchange } from './exchange.ts'
import { waitForStep } from './even-out.ts'
import { serverId } from './ids.ts'
import { readInteraction } from './interaction.ts'
import type { ProxyClient } from './options.ts'
import { mayDropAny } from './may-drop.ts'
import { badRequest, parseQuery, printQuery } from './query.ts'
import { compartmentPath } from './read.ts'
import { requireReferred } from './referred.ts'
import { FHIR_JSON, refusedEntry, type Answer } from './refusal.ts'
import { authorizeSearch, COUNT_MAX } from './search.ts'
import { containedId, referenceTranslator } from './translate.ts'
import { serverIfMatch, versionsOf } from './validators.ts'
import { allowDelete, allowWrite, checkOwnId, conditionOf, jsonBody, readCurrent, requireShown, writeHeaders } from './write.ts'

interface Entry {
  readonly fullUrl?: unknown
  readonly resource?: { readonly resourceType?: unknown; readonly id?: unknown }
  readonly request?: {
    readonly method?: unknown
    readonly url?: unknown
    readonly ifNoneExist?: unknown
    readonly ifNoneMatch?: unknown
    readonly ifModifiedSince?: unknown
    readonly ifMatch?: unknown
  }
}

interface Posted {
  readonly type?: unknown
  readonly entry?: readonly Entry[]
}

/** What the server is asked in place of what the client wrote. */
interface Planned {
  readonly url: string
  readonly ifNoneExist: string | undefined
}

const ENTRIES_MAX = 500
const ABSENCES: ReadonlySet<string> = new Set(['SLUICE_HTTP_NOT_FOUND', 'SLUICE_WRITE_BACK'])

/**
 * A batch or a transaction: each entry is read, authorised and translated like a request of its own. One that is refused
 * refuses a transaction whole, before anything is written; in a batch only itself.
 */
export async function bundle(exchange: Exchange): Promise<Answer> {
  const body = jsonBody(exchange)
  const { type, entry = [] } = readBundle(body)
  if (type !== 'batch' && type !== 'transaction') throw badRequest('Only a batch or a transaction can be posted here.')
  allow(exchange, type, undefined)
  if (entry.length > ENTRIES_MAX) throw new SluiceError('SLUICE_TOO_COSTLY')
  const started = performance.now()
  const plans: (Planned | SluiceError)[] = []
  for (const one of entry) plans.push(await plan(one, exchange).catch((error: unknown) => toSluiceError(error)))
  // Whether something is not there or kept back, which takes longer, shows here as it would alone.
  if (plans.some((one) => one instanceof SluiceError && ABSENCES.has(one.code)) && mayDropAny(exchange))
    await waitForStep(started, exchange.proxy.limits.stepMs)
  const refused = plans.find((one) => one instanceof SluiceError)
  if (type === 'transaction' && refused !== undefined) throw refused
  const cleaned = cleanBundle(body, plans, { type, entry }, exchange)
  const added = new Map(plans.flatMap((one, index) => one instanceof SluiceError ? [[index, refusedEntry(one)] as const] : []))
  if (cleaned === undefined) {
    const answer = { resourceType: 'Bundle', type: 'batch-response', entry: [...added.values()] }
    return { status: 200, headers: { 'content-type': FHIR_JSON, 'cache-control': 'no-store' }, body: Buffer.from(JSON.stringify(answer)) }
  }
  await requireReferred(exchange)
  const headers = writeHeaders(exchange, { 'content-type': 'application/fhir+json' })
  const isWrite = entry.some(
    ({ request }, index) => !(plans[index] instanceof SluiceError) && request?.method !== 'GET' && request?.method !== 'HEAD',
  )
  const answer = await exchange.send({ method: 'POST', path: '', query: '', headers, body: cleaned, isWrite })
  const asked = plans.length - added.size
  return clientAnswer(
    answer,
    { types: ['Bundle'], written: writtenIn(entry, plans), refuse: 'each', added, asked },
    exchange,
  )
}

function readBundle(body: Uint8Array): Posted {
  let read: Posted & { readonly resourceType?: unknown }
  try {
    read = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as typeof read
  } catch (cause) {
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'The body is not JSON.', cause })
  }
  if (Array.isArray(read?.entry)) read = { ...read, entry: asList(read.entry) }
  if (read?.resourceType !== 'Bundle' || (read.entry !== undefined && !Array.isArray(read.entry)))
    throw badRequest('Only a Bundle can be posted here.')
  return read
}

async function plan({ resource, request }: Entry, exchange: Exchange): Promise<Planned> {
  const { proxy, client } = exchange
  const { method, url } = request ?? {}
  if (typeof method !== 'string' || typeof url !== 'string') throw badRequest('An entry has a method and a url.')
  // When something was changed is asked about nowhere else either.
  if (request?.ifNoneMatch !== undefined || request?.ifModifiedSince !== undefined)
    throw badRequest('Whether something changed is not asked in a Bundle here.')
  const relative = url.startsWith(`${proxy.baseUrl}/`) ? url.slice(proxy.baseUrl.length + 1) : url.replace(/^\//, '')
  const at = relative.indexOf('?')
  const path = at < 0 ? relative : relative.slice(0, at)
  const query = parseQuery(at < 0 ? '' : relative.slice(at + 1))
  const one = readInteraction(method, path, { isPage: false }, proxy.resourceTypes)
  // Each condition is put in the place of one that was looked at, in their order.
  if (request?.ifNoneExist !== undefined && one.kind !== 'create') throw badRequest('Only a create has ifNoneExist.')
  const done = (to: string, ifNoneExist?: string): Planned => ({ url: to, ifNoneExist })
  const bare = (): void => {
    if (query.length > 0) throw badRequest('These parameters mean nothing here.')
  }
  switch (one.kind) {
    case 'read': case 'vread': {
      bare()
      allow(exchange, one.kind, one.type)
      const to = `${one.type}/${serverId(client, one.type, one.id)}${one.kind === 'vread' ? `/_history/${serverVersion(client, one.type, one.version)}` : ''}`
      await requireShown(one.type, `/${to}`, exchange)
      if (one.kind === 'vread') await requireShown(one.type, `/${one.type}/${serverId(client, one.type, one.id)}`, exchange)
      return done(to)
    }
    case 'search': {
      // A form has no place in a Bundle: to the server such an entry would be a create.
      if (one.posted) throw badRequest('A search in a Bundle is a GET.')
      allow(exchange, 'search', one.type)
      const compartment = one.within === undefined ? '' : `${compartmentPath(one.type, one.within, exchange).slice(1)}/`
      if (one.within !== undefined) await requireShown(one.within.type, `/${compartment.slice(0, -1)}`, exchange)
      // There are no further pages here to make up for what is kept back: a short one would tell of it, and so would what came along.
      const mayLack = client.gate.search.dropsSome(one.type)
      if (
        (mayLack && query.some(([name]) => name === '_count')) ||
        (mayDropAny(exchange) && query.some(([name]) => /^_(?:rev)?include\b/.test(name)))
      )
        throw new SluiceError('SLUICE_SEARCH_HIDDEN', { detail: 'Resources of this type may be kept back.' })
      // What comes along could be taken for what is written beside it.
      if (exchange.scopes !== undefined && !mayBeShown('*', exchange.scopes) && query.some(([name]) => /^_(?:rev)?include\b/.test(name)))
        throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'No scope of the token allows all that comes with this.' })
      const authorized = authorizeSearch(one.type, query, searchContext(exchange))
      const text = printQuery(mayLack ? [...authorized, ['_count', String(COUNT_MAX)]] : authorized)
      return done(`${compartment}${one.type}${text === '' ? '' : `?${text}`}`)
    }
    case 'create': {
      bare()
      allowWrite(exchange, 'create', one.type)
      checkType(resource, one.type)
      const { ifNoneExist } = request ?? {}
      if (ifNoneExist !== undefined && typeof ifNoneExist !== 'string') throw badRequest('ifNoneExist is a search.')
      return done(one.type, ifNoneExist === undefined ? undefined : conditionOf(one.type, ifNoneExist, exchange))
    }
    case 'update': {
      bare()
      allowWrite(exchange, 'update', one.type)
      checkType(resource, one.type)
      const id = serverId(client, one.type, one.id)
      if (client.gate.ids(one.type) !== 'open') throw new SluiceError('SLUICE_WRITE_BACK')
      checkOwnId(resource?.id, id)
      await readCurrent(one.type, `/${one.type}/${id}`, exchange)
      return done(`${one.type}/${id}`)
    }
    case 'delete': {
      bare()
      allowDelete(exchange, one.type)
      const to = `${one.type}/${serverId(client, one.type, one.id)}`
      await requireShown(one.type, `/${to}`, exchange)
      return done(to)
    }
    default: throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This cannot be part of a Bundle here.' })
  }
}

function serverVersion(client: ProxyClient, type: string, shown: string): string {
  const version = versionsOf(client, type).open(shown)
  if (version === undefined) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  return version
}

function checkType(resource: Entry['resource'], type: string): void {
  if (resource?.resourceType !== type) throw badRequest('An entry holds another resource than its url says.')
}

/**
 * The Bundle for the server; undefined when nothing of it is left. In a batch, entries that the policy of what the client
 * writes refuses or drops join those that were refused before.
 */
function cleanBundle(
  body: Uint8Array,
  plans: (Planned | SluiceError)[],
  { type, entry = [] }: Posted,
  exchange: Exchange,
): Uint8Array | undefined {
  const named = type === 'transaction' ? namesIn(entry, exchange) : new Set<unknown>()
  const { gate } = exchange.client
  for (;;) {
    const kept = new Map(plans.flatMap((one, index) => one instanceof SluiceError ? [] : [[index, one] as const]))
    if (kept.size === 0 && plans.length > 0) return undefined
    const cleaned = gate.request(body, entryTranslator([...kept.values()], named, exchange), (index) => kept.has(index))
    exchange.up = cleaned.receipt
    if (cleaned.passed) return cleaned.body
    const refused = type === 'transaction' ? [] : [...gate.refusedEntries(body)].filter(([index]) => kept.has(index))
    if (refused.length === 0) return takeRequest(cleaned, exchange).body
    for (const [index, error] of refused) plans[index] = error
  }
}

function writtenIn(entry: readonly Entry[], plans: readonly (Planned | SluiceError)[]): string[] {
  return entry.flatMap(({ resource, request }, index) =>
    !(plans[index] instanceof SluiceError) && (request?.method === 'POST' || request?.method === 'PUT')
      ? [String(resource?.resourceType)]
      : [],
  )
}

/** Addresses of what is made: the server puts its own in their place wherever a transaction refers to them. */
function namesIn(entry: readonly Entry[], { proxy }: Exchange): ReadonlySet<unknown> {
  const servers = [proxy.baseUrl, proxy.upstream.url, ...proxy.upstream.aliases]
  return new Set(
    entry
      .filter(({ request }) => request?.method === 'POST')
      .map(({ fullUrl }) => fullUrl)
      .filter(
        (url) => typeof url === 'string' && /^[a-z][a-z0-9+.-]*:/i.test(url) && !servers.some((server) => url.startsWith(`${server}/`)),
      ),
  )
}

/** Addresses stand in the order of the entries, and so do their translations; one without is not let through as it came. */
function entryTranslator(planned: readonly Planned[], named: ReadonlySet<unknown>, exchange: Exchange): TranslateLink {
  const reference = referenceTranslator(exchange, named)
  const urls = planned.map(({ url }) => url)
  const conditions = planned.flatMap(({ ifNoneExist }) => ifNoneExist === undefined ? [] : [ifNoneExist])
  const next = (texts: string[]): string => {
    const text = texts.shift()
    if (text === undefined) throw badRequest('An entry holds more than one address.')
    return text
  }
  return (text, place) => {
    switch (place) {
      case 'url': return next(urls)
      case 'ifNoneExist': return next(conditions)
      case 'ifMatch': return serverIfMatch(text, versionsOf(exchange.client, 'Resource'))
      case 'fullUrl': return /^urn:/i.test(text) || named.has(text) ? undefined : reference(text)
      case 'reference': return reference(text)
      case 'containedId': return containedId(text, exchange)
    }
  }
}
