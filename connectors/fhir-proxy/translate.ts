import { hash } from 'node:crypto'
import type { TranslateLink } from '../../src/contract/exchange.ts'
import { searchContext, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import { ID } from './interaction.ts'
import { badRequest, parseQuery, printQuery } from './query.ts'
import { noteReferred } from './referred.ts'
import { authorizeCondition } from './search.ts'

/**
 * Turns the references that a client writes into those of the server: pseudonyms into ids, our name into none. A
 * conditional reference is a search, and is authorised like one. References within the body stay what they are, and to elsewhere where the
 * client sees ids as they are. Else the server might take one for its own, and an id that the client knows from another
 * place would come back as a pseudonym, which would tell it whose that is. `named` are addresses of the body's own.
 */
export function referenceTranslator(exchange: Exchange, named: ReadonlySet<unknown> = new Set()): (text: string) => string | undefined {
  const { client, proxy } = exchange
  return (text) => {
    if (text === '#' || named.has(text)) return undefined
    if (text.startsWith('#')) return seesPseudonyms(exchange) ? `#${ownName(text.slice(1))}` : undefined
    const isOwn = text.startsWith(`${proxy.baseUrl}/`)
    const relative = isOwn ? text.slice(proxy.baseUrl.length + 1) : text
    if (/^[a-z][a-z0-9+.-]*:/i.test(relative)) {
      if (seesPseudonyms(exchange)) throw badRequest('A reference is Type/id, or an address of the same Bundle.')
      return undefined
    }
    const at = relative.indexOf('?')
    if (at >= 0) {
      const type = relative.slice(0, at)
      if (!proxy.resourceTypes.has(type)) throw badRequest('A conditional reference names a resource type.')
      return `${type}?${printQuery(authorizeCondition(type, parseQuery(relative.slice(at + 1)), searchContext(exchange)))}`
    }
    const [type = '', id = '', history, version = ''] = relative.split('/')
    if (!proxy.resourceTypes.has(type) || !ID.test(id)) throw badRequest('A reference is Type/id.')
    if (history !== undefined && (history !== '_history' || !ID.test(version))) throw badRequest('A reference is Type/id.')
    const server = serverId(client, type, id)
    noteReferred(type, server, exchange)
    return `${type}/${server}${history === undefined ? '' : `/_history/${version}`}`
  }
}

/** For a body that is one resource: nothing in it is an address but its references. */
export function resourceTranslator(exchange: Exchange): TranslateLink {
  const reference = referenceTranslator(exchange)
  return (text, place) => {
    switch (place) {
      case 'reference': return reference(text)
      case 'containedId': return containedId(text, exchange)
      default: return undefined
    }
  }
}

/** What a contained resource is called on the server. */
export function containedId(text: string, exchange: Exchange): string | undefined {
  return seesPseudonyms(exchange) ? ownName(text) : undefined
}

/** By gate. */
const pseudonyms = new WeakMap<Exchange['client']['gate'], boolean>()

function seesPseudonyms({ client: { gate }, proxy }: Exchange): boolean {
  const found = pseudonyms.get(gate) ?? [...proxy.resourceTypes].some((type) => gate.ids(type) === 'sealed')
  pseudonyms.set(gate, found)
  return found
}

/** A name within a resource, in place of the client's: read again, that would be the pseudonym of a resource that bears it as its id. */
function ownName(id: string): string {
  if (!ID.test(id)) throw badRequest('What a resource contains is called by an id.')
  return hash('sha256', `contained ${id}`).slice(0, 32)
}
