import type { BundleLink } from '../../src/contract/exchange.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { Exchange } from './exchange.ts'
import { printQuery } from './query.ts'
import { versionsOf } from './validators.ts'

const PAGES = new Set(['next', 'prev', 'previous', 'first', 'last'])
/** A link must fit into a request line. */
const TOKEN_LENGTH_MAX = 48 * 1024
export const PAGE = '_page'
export const FORM = '/_search'
/** Sealed places are as long as a multiple of this: where a page begins on the server would tell how much lies before it. */
const PLACE_LENGTH = 512

/** Where something is on the server, below its base, encoded. */
export interface Address {
  readonly path: string
  readonly query: string
}

/** Where a page of the client begins. */
export interface Place extends Address {
  /** What is searched; undefined for more than one type. */
  readonly type: string | undefined
  /** So many of what the client sees on the server's page there were on pages of its own before. */
  readonly skip: number
  /** How many matches there are on a page, once that is known. */
  readonly size: number | undefined
  /** Whether it is a history, whatever its server calls it. */
  readonly isHistory: boolean
}

/** The beginning of a search, with how many matches a page is to have where that is not the server's to say. */
export function firstPlace(address: Address, of: Pick<Place, 'type' | 'size'> & Partial<Pick<Place, 'isHistory'>>): Place {
  return { isHistory: false, ...address, ...of, skip: 0 }
}

/** Path and query below the server's base for an address in one of its answers; undefined when it leads elsewhere. */
export function belowServer(url: string, asked: string, { proxy }: Exchange): Address | undefined {
  // The server's names were put in the form of ours before the answer was read.
  const base = `${proxy.baseUrl}/`
  let resolved: URL
  try {
    resolved = new URL(url, base + asked.replace(/^\//, ''))
  } catch {
    return undefined
  }
  if (resolved.username !== '' || resolved.password !== '') return undefined
  const bare = resolved.href.replace(/[?#].*$/s, '')
  if (bare !== proxy.baseUrl && !bare.startsWith(base)) return undefined
  return { path: bare.slice(proxy.baseUrl.length), query: resolved.search.slice(1) }
}

/** Seals a place on the server for a while, for this client under its policy. */
export function sealPlace(place: Address & Partial<Place>, use: string, { proxy, client }: Exchange): string {
  const until = proxy.now().getTime() + proxy.limits.pageLifeMs
  const text = JSON.stringify([place.path, place.query, until, place.type, place.skip, place.size, place.isHistory])
  const token = client.gate.seal(text.padEnd(Math.ceil(text.length / PLACE_LENGTH) * PLACE_LENGTH), use)
  if (token.length > TOKEN_LENGTH_MAX) throw new SluiceError('SLUICE_UPSTREAM', { detail: 'A link of the server is too long.' })
  return token
}

type Sealed = [string, string, number, string | null, number | null, number | null, boolean | null]

/** Opens what `sealPlace` sealed. Throws SLUICE_HTTP_NOT_FOUND for anything else, or when its time is over. */
export function openPlace(token: string, use: string, { proxy, client }: Exchange): Place {
  const text = client.gate.open(token, use)
  const [path, query, until, type, skip, size, isHistory] = text === undefined ? [] : (JSON.parse(text) as Sealed)
  if (path === undefined || query === undefined || until === undefined || until < proxy.now().getTime())
    throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  return { path, query, type: type ?? undefined, skip: skip ?? 0, size: size ?? undefined, isHistory: isHistory === true }
}

/** Where a link of a page leads, read against it; undefined when that is elsewhere. */
export function placeOf(url: string, from: Place, exchange: Exchange): Place | undefined {
  const address = belowServer(url, isForm(from) ? from.path.slice(0, -FORM.length) : from.path, exchange)
  return address === undefined ? undefined : { ...from, ...address, skip: 0 }
}

/** Whether a place is asked by a form, which keeps its values out of addresses. */
export function isForm({ path }: Address): boolean {
  return path.endsWith(FORM)
}

export function pageLink(relation: string, place: Place, exchange: Exchange): BundleLink {
  return { relation, url: `${exchange.proxy.baseUrl}?${printQuery([[PAGE, sealPlace(place, 'page', exchange)]])}` }
}

/** The links of a Bundle for the client: pages sealed, itself as it was asked for, and no other. */
export function clientLinks(asked: Place, self: string, exchange: Exchange): (links: readonly BundleLink[]) => readonly BundleLink[] {
  return (links) => {
    const pages = links
      .filter(({ relation }) => PAGES.has(relation))
      .flatMap(({ relation, url }) => {
        const place = placeOf(url, asked, exchange)
        // Without the next page the client would take part of the answer for all of it.
        if (place === undefined && relation === 'next')
          throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The next page is on another server.' })
        if (place === undefined) return []
        return [pageLink(relation, place, exchange)]
      })
    return [{ relation: 'self', url: self }, ...pages]
  }
}

/** A Location or Content-Location of the server, as the client may use it; undefined when it must not. */
export function clientLocation(location: string | undefined, exchange: Exchange): string | undefined {
  if (location === undefined) return undefined
  const { proxy, client } = exchange
  const own = [proxy.upstream.url, ...proxy.upstream.aliases].find((url) => location.startsWith(`${url}/`))
  const place = belowServer(own === undefined ? location : proxy.baseUrl + location.slice(own.length), '', exchange)
  const [, type = '', id = '', version] =
    /^\/([A-Za-z]+)\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/([A-Za-z0-9\-.]{1,64}))?$/.exec(place?.path ?? '') ?? []
  if (!proxy.resourceTypes.has(type) || client.gate.ids(type) === 'hidden') return undefined
  const shown = client.gate.ids(type) === 'open' ? id : client.gate.pseudonymOf(id)
  const shownVersion = version === undefined ? undefined : versionsOf(client, type).show(version)
  return `${proxy.baseUrl}/${type}/${shown}${shownVersion === undefined ? '' : `/_history/${shownVersion}`}`
}
