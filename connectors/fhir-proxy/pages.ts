import { SluiceError } from '../../src/contract/errors.ts'
import type { BundleEntry, BundleLink, ServerPage } from '../../src/contract/exchange.ts'
import { mayBeShown } from '../identity/smart-scopes.ts'
import { asObject } from '../json-value.ts'
import { clientAnswer, headerOf, type Expectation, unusable } from './answer.ts'
import { isNarrowed, serverHeaders, type Exchange } from './exchange.ts'
import { linkedOnly, namesOf, type ReadEntry } from './linked-only.ts'
import { clientLinks, isForm, pageLink, placeOf, type Address, type Place } from './links.ts'
import { mayDropAny } from './may-drop.ts'
import { isJson } from './negotiate.ts'
import { badRequest, parseQuery, printQuery, type Query } from './query.ts'
import type { Answer } from './refusal.ts'
import type { UpstreamAnswer } from './upstream.ts'

/** More pages of the server than this are not gone through for one of the client's. */
const PAGES_MAX = 200
/** They are as long as this at least: that there were too many of them would tell how much is kept back, and the shorter they are the better. */
const MATCHES_MIN = 50
/** So many resources are looked up at a time. */
const LOOKED_UP = 50

interface Taken extends ReadEntry {
  readonly bytes: Uint8Array
}

/** A match, or what came along with one. */
interface Found extends Taken {
  readonly isMatch: boolean
  isShown(): boolean
}

/** What of the server's pages makes up one of the client's. */
interface Gathered {
  readonly matches: Taken[]
  readonly others: Taken[]
  /** Whether something that was found is not in it. */
  isPartial: boolean
  bytes: number
}

/** What the server is asked where something may be kept back of what it finds, and how many of that the client wants on a page. */
export function withLongPages(query: Query, mayLack: boolean): { readonly asked: Query; readonly size: number | undefined } {
  const [count, ...more] = query.filter(([name]) => name === '_count').map(([, value]) => value)
  // Of two the server might take the other.
  if (more.length > 0) throw badRequest('_count is given more than once.')
  if (!mayLack || count === undefined || Number(count) >= MATCHES_MIN) return { asked: query, size: undefined }
  return { asked: query.map(([name, value]) => [name, name === '_count' ? String(MATCHES_MIN) : value]), size: Number(count) }
}

/** What is too large to be held of the server's pages, not of the client's own. */
class LongPageError extends SluiceError {
  constructor(cause: unknown) {
    super('SLUICE_TOO_COSTLY', { cause })
  }
}

/**
 * The first page of a search or history. Where the server is asked for longer pages than the client's, and one of them is too
 * large, it is asked anew for half as many: the client's own may be small, but for what is kept back.
 */
export async function firstPageAt(place: Place, self: string, exchange: Exchange): Promise<Answer> {
  for (let from = place;;) {
    try {
      return await pageAt(from, self, exchange)
    } catch (error) {
      const shorter = error instanceof LongPageError ? withHalfAsMany(from) : undefined
      if (shorter === undefined) throw error
      from = shorter
    }
  }
}

function withHalfAsMany(place: Place): Place | undefined {
  const query = parseQuery(place.query)
  const count = Number(query.find(([name]) => name === '_count')?.[1] ?? 0)
  if (place.size === undefined || count <= 1) return undefined
  return { ...place, query: printQuery(query.map(([name, value]) => [name, name === '_count' ? String(Math.floor(count / 2)) : value])) }
}

/** Asks for a page of the server and gives it as one of the client's. */
export async function pageAt(place: Place, self: string, exchange: Exchange): Promise<Answer> {
  exchange.isOfAll = place.type === undefined
  return pageOf(await ask(place, exchange), place, self, exchange)
}

/**
 * A page of the client, of which the server's answer is the beginning. Where the policy may keep resources back whole, a page
 * that is shorter than another, or a next one without anything on it, would tell that it did, and so would what came along
 * with them: the client's pages are then made up anew of what it sees, as long as they would be had the server no more.
 */
async function pageOf(answer: UpstreamAnswer, place: Place, self: string, exchange: Exchange): Promise<Answer> {
  const { client, proxy } = exchange
  const expected: Expectation = { types: ['Bundle'], refuse: 'each', links: clientLinks(place, self, exchange) }
  if (!mayTell(answer.body, place, exchange) || answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), proxy.fhirVersion))
    return clientAnswer(answer, expected, exchange)
  // It stays until the pages behind it have come.
  exchange.holding.take(answer.body.length)
  const first = client.gate.page(answer.body)
  const { gathered, next } = await gather(first, place, exchange)
  const others = gathered.isPartial ? linkedOnly(gathered.matches, gathered.others) : gathered.others
  const body = Buffer.from(first.withEntries([...gathered.matches, ...others].map(({ bytes }) => bytes)))
  const links = (): readonly BundleLink[] => [
    { relation: 'self', url: self },
    ...(next === undefined ? [] : [pageLink('next', next, exchange)]),
  ]
  return clientAnswer({ ...answer, body }, { ...expected, links }, exchange)
}

/** Whether what is kept back of a page may be told by the rest of it, or by others. */
function mayTell(body: Buffer, { type, skip, size, isHistory }: Place, exchange: Exchange): boolean {
  // A server may bring what is not within the scopes, since it may not heed which types were asked for.
  if (size !== undefined || type === undefined && isNarrowed(exchange)) return true
  const { dropsSome } = exchange.client.gate.search
  const dropsAny = type === undefined || mayDropAny(exchange)
  if (!dropsAny && !dropsSome(type)) return false
  // Where letters are escaped it may be any word.
  const mayHold = (word: string): boolean => body.includes(word) || body.includes('\\u00')
  if (mayHold('"include"')) return dropsAny
  return (type === undefined || dropsSome(type)) && (skip > 0 || isHistory || mayHold('"next"'))
}

/** Goes on from page to page until there are as many matches as on the server's, and one more that stands on the client's next. */
async function gather(
  first: ServerPage,
  start: Place,
  exchange: Exchange,
): Promise<{ readonly gathered: Gathered; readonly next: Place | undefined }> {
  const gathered: Gathered = { matches: [], others: [], isPartial: start.skip > 0, bytes: 0 }
  let page = first
  let place = start
  let { size } = start
  for (let pages = 0; pages < PAGES_MAX; pages++) {
    const all = await foundOn(page, start, exchange)
    size ??= Math.max(1, all.filter(({ isMatch }) => isMatch).length)
    const before = gathered.bytes
    const end = take(all, place.skip, size, gathered)
    exchange.holding.take(gathered.bytes - before)
    if (gathered.bytes > exchange.proxy.limits.answerBytesMax) throw new SluiceError('SLUICE_TOO_COSTLY')
    if (end !== undefined) return { gathered, next: { ...place, skip: end, size } }
    const link = page.links.find(({ relation }) => relation === 'next')
    if (link === undefined) return { gathered, next: undefined }
    const next = placeOf(link.url, place, exchange)
    if (next === undefined) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The next page is on another server.' })
    place = { ...next, size }
    page = exchange.client.gate.page(await bodyAt(place, exchange))
  }
  throw new SluiceError('SLUICE_TOO_COSTLY')
}

/** Takes matches of a page of the server from one on. Where there are enough, says how many of those that are seen came before the next. */
function take(all: readonly Found[], skip: number, size: number, gathered: Gathered): number | undefined {
  let seen = 0
  let taken = 0
  let end: number | undefined
  for (const one of all) {
    if (!one.isMatch) continue
    if (!one.isShown()) {
      gathered.isPartial = true
      continue
    }
    if (seen >= skip && gathered.matches.length === size) {
      end = seen
      break
    }
    seen++
    if (seen <= skip) continue
    gathered.matches.push(keep(one, gathered))
    taken++
  }
  if (taken === 0 && end !== undefined) return end
  if (end !== undefined) gathered.isPartial = true
  for (const one of all) {
    if (one.isMatch) continue
    if (one.isShown()) gathered.others.push(keep(one, gathered))
    else gathered.isPartial = true
  }
  return end
}

/** Without the page that it stood on. */
function keep({ read, bytes }: Found, gathered: Gathered): Taken {
  gathered.bytes += bytes.length
  return { read, bytes: Buffer.from(bytes) }
}

/** The entries of a page. Of a history, no version is shown of what is kept back by now. */
async function foundOn(page: ServerPage, { type, isHistory }: Place, exchange: Exchange): Promise<Found[]> {
  const all = page.entries
    .map((entry) => foundOf(entry, type))
    .map((one) => (type === undefined && !isWithin(one, exchange) ? { ...one, isShown: () => false } : one))
  if (!isHistory || type === undefined) return all
  const idOf = (one: Found): string | undefined => namesOf(one).find((name) => name.startsWith(`${type}/`))?.slice(type.length + 1)
  const now = await shownNow(type, [...new Set(all.map(idOf).filter((id) => id !== undefined))], exchange)
  // What is deleted is judged by the versions of before, be they on other pages.
  const hidden = new Set(all.filter((one) => !one.isShown()).map(idOf))
  const seen = new Set(all.filter(({ read }) => read['resource'] !== undefined).map(idOf))
  const gone = new Set(all.map(idOf).filter((id) => id !== undefined && !now.has(id) && !hidden.has(id) && !seen.has(id)))
  for (const id of gone) if (!(await wasShown(type, id as string, exchange))) hidden.add(id)
  return all.map((one) => ({ ...one, isShown: () => one.isShown() && (now.get(idOf(one) ?? '') ?? !hidden.has(idOf(one))) }))
}

function isWithin({ read }: ReadEntry, { scopes }: Exchange): boolean {
  const { resourceType } = asObject(read['resource'])
  return scopes === undefined || typeof resourceType !== 'string' || resourceType === 'OperationOutcome' || mayBeShown(resourceType, scopes)
}

/** Of a resource that is not there any more, whether the client saw the last of its versions. */
async function wasShown(type: string, id: string, exchange: Exchange): Promise<boolean> {
  const answer = await ask({ path: `/${type}/${id}/_history`, query: '' }, exchange)
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), exchange.proxy.fhirVersion)) return false
  const { entries } = exchange.client.gate.page(answer.body)
  const versions = entries.filter((entry) => foundOf(entry, type).read['resource'] !== undefined)
  return versions.length > 0 && versions.every((entry) => entry.isShown())
}

/** Of resources that are there now, whether the client sees them. */
export async function shownNow(type: string, ids: readonly string[], exchange: Exchange): Promise<ReadonlyMap<string, boolean>> {
  const shown = new Map<string, boolean>()
  for (let from = 0; from < ids.length; from += LOOKED_UP) {
    const query = printQuery([['_id', ids.slice(from, from + LOOKED_UP).join()], ['_count', String(LOOKED_UP)]])
    for (const entry of exchange.client.gate.page(await bodyAt({ path: `/${type}`, query }, exchange)).entries) {
      const { id } = asObject(foundOf(entry, type).read['resource'])
      if (typeof id === 'string') shown.set(id, entry.isShown())
    }
  }
  return shown
}

function foundOf(entry: BundleEntry, type: string | undefined): Found {
  const read = asObject(parse(entry.bytes))
  const mode = asObject(read['search'])['mode']
  // Nothing comes along with $everything: it is all asked for.
  return { ...entry, read, isMatch: type === undefined || mode === undefined || mode === 'match' }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('utf8'))
  } catch {
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is not JSON.' })
  }
}

/** Asks the server for what is at an address, or by a form. Throws LongPageError. */
async function ask(place: Address, exchange: Exchange): Promise<UpstreamAnswer> {
  const { path, query } = place
  const answer = isForm(place)
    ? exchange.send({
        method: 'POST',
        path,
        query: '',
        body: Buffer.from(query),
        headers: serverHeaders(exchange, { 'content-type': 'application/x-www-form-urlencoded' }),
      })
    : exchange.send({ method: 'GET', path, query, headers: serverHeaders(exchange) })
  return answer.catch((error: unknown) => {
    throw error instanceof SluiceError && error.code === 'SLUICE_TOO_COSTLY' ? new LongPageError(error) : error
  })
}

async function bodyAt(place: Address, exchange: Exchange): Promise<Buffer> {
  const answer = await ask(place, exchange)
  if (answer.status !== 200 || !isJson(headerOf(answer, 'content-type'), exchange.proxy.fhirVersion))
    throw unusable('A further page could not be had.', answer.status)
  return answer.body
}
