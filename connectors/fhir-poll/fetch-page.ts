import type { CutEntry } from '../../src/contract/decoders.ts'
import type { ConnectorContext } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { isFhirJson, type FhirHttp } from '../fhir-http/fhir-http.ts'
import { readInstant } from '../fhir-http/instant.ts'
import { toDeletion } from '../lines.ts'
import { asObject, type JsonObject } from '../json-value.ts'

/** Something that a page holds: a resource, or the word that one was deleted. */
export interface Item {
  /** A resource; or, for a deletion, a Bundle of the one entry that says so. */
  readonly body: Uint8Array
  /** A keyed hash of type, id and version. */
  readonly key: string
  /** When it was last changed, by the server's clock, in nanoseconds since 1970; and as the server wrote it. */
  readonly at: bigint | undefined
  readonly atText: string | undefined
}

export interface Page {
  readonly items: readonly Item[]
  /** The server's clock when it made the page, in nanoseconds since 1970, or a little before; undefined if it does not say. */
  readonly asOf: bigint | undefined
  readonly next: URL | undefined
}

/** `via` tells a page that we ask for from one that a page before it links to, which may be gone. */
export type FetchPage = (url: URL, via: 'query' | 'link', signal: AbortSignal) => Promise<Page>

/** By the header Date (RFC 9110, 6.6.1); a search that a server has kept may be older, and then says so in its Bundle. */
function asOfFrom(date: string | undefined, envelope: JsonObject): bigint | undefined {
  const dateMs = Date.parse(date ?? '')
  const times = [Number.isNaN(dateMs) ? undefined : BigInt(dateMs) * 1_000_000n, readInstant(asObject(envelope['meta'])['lastUpdated'])]
  return times.filter((time) => time !== undefined).sort((a, b) => (a < b ? -1 : 1))[0]
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

function badPage(detail: string, cause?: unknown): SluiceError {
  return new SluiceError('SLUICE_SOURCE', { detail, cause })
}

function nextOf(envelope: JsonObject, http: FhirHttp, page: URL): URL | undefined {
  const links: readonly unknown[] = Array.isArray(envelope['link']) ? envelope['link'] : []
  const next = links.map(asObject).find(({ relation }) => relation === 'next')
  if (next === undefined) return undefined
  const url = asText(next['url'])
  const followed = url === undefined ? undefined : http.base.follow(url, page)
  if (followed === undefined)
    throw badPage('The link to the next page leads away from the server: set baseUrl to the address that the server calls itself by.')
  return followed
}

function resourceItem(resource: Uint8Array, entry: JsonObject, keyOf: (name: string) => string): Item {
  const { resourceType, id, meta } = asObject(JSON.parse(Buffer.from(resource).toString()) as unknown)
  const { versionId, lastUpdated } = asObject(meta)
  const version = asText(versionId) ?? asText(asObject(entry['response'])['etag']) ?? Buffer.from(resource).toString('latin1')
  return {
    body: resource,
    key: keyOf(JSON.stringify([resourceType, id, version])),
    at: readInstant(lastUpdated),
    atText: readInstant(lastUpdated) === undefined ? undefined : asText(lastUpdated),
  }
}

function deletionItem({ bytes, envelope }: CutEntry, keyOf: (name: string) => string): Item {
  const { request, response } = envelope
  const at = asObject(response)['lastModified']
  return {
    body: toDeletion(bytes),
    key: keyOf(JSON.stringify(['deleted', asObject(request)['url'], at, asObject(response)['etag']])),
    at: readInstant(at),
    atText: readInstant(at) === undefined ? undefined : asText(at),
  }
}

function itemOf(cut: CutEntry, keyOf: (name: string) => string): Item | undefined {
  const { resource, envelope } = cut
  if (asObject(envelope['search'])['mode'] === 'outcome') return undefined
  if (resource !== undefined && Buffer.from(resource).toString() !== 'null') return resourceItem(resource, envelope, keyOf)
  if (asObject(envelope['request'])['method'] !== 'DELETE')
    throw badPage('An entry of a page has neither a resource nor the word that one was deleted.')
  return deletionItem(cut, keyOf)
}

/** Tells when links lead back to where they led before (Brent 1980: one place is remembered, ever longer). */
function createCircle(): (url: URL, via: 'query' | 'link') => boolean {
  let remembered: string | undefined
  let steps = 0
  let stepsMax = 1
  return ({ href }, via) => {
    if (via === 'link' && href === remembered) return true
    if (via === 'query') [remembered, steps, stepsMax] = [href, 0, 1]
    else if (++steps === stepsMax) [remembered, steps, stepsMax] = [href, 0, stepsMax * 2]
    return false
  }
}

/** Fetches pages of a search or history. Throws SLUICE_SOURCE, SLUICE_SOURCE_REFUSED and SLUICE_TOKEN. */
export function createFetchPage(http: FhirHttp, { label, cutBundle }: Pick<ConnectorContext, 'label' | 'cutBundle'>): FetchPage {
  // One label has 64 bits, too few for two of many messages never to share one by chance.
  const keyOf = (name: string): string => label(`taken\n${name}`) + label(`again\n${name}`)

  const isCircle = createCircle()

  return async (url, via, signal) => {
    if (isCircle(url, via)) throw badPage('The links of pages lead in a circle.')
    const { status, headers, bytes } = await http.fetch({ what: 'a search', url, headers: { 'cache-control': 'no-cache' }, signal })
    if (via === 'link' && (status === 404 || status === 410)) throw badPage('The next page was gone before it was read.')
    if (status !== 200) {
      const { detail } = http.failure('a search', status)
      throw new SluiceError(status >= 400 && status < 500 ? 'SLUICE_SOURCE_REFUSED' : 'SLUICE_SOURCE', { detail })
    }
    if (!isFhirJson({ headers }))
      throw badPage('The server answered a search with something other than FHIR JSON.')
    try {
      const { envelope, entries } = cutBundle(bytes)
      const items = entries.map((entry) => itemOf(entry, keyOf)).filter((item) => item !== undefined)
      return { items, asOf: asOfFrom(headers['date'], envelope), next: nextOf(envelope, http, url) }
    } catch (cause) {
      if (cause instanceof SluiceError && cause.code === 'SLUICE_SOURCE') throw cause
      throw badPage('The server answered a search with a Bundle that is damaged or too large.', cause)
    }
  }
}
