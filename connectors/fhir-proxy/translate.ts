import type { TranslateLink } from '../../src/contract/exchange.ts'
import { searchContext, type Exchange } from './exchange.ts'
import { serverId } from './ids.ts'
import { ID } from './interaction.ts'
import { badRequest, parseQuery, printQuery } from './query.ts'
import { authorizeCondition } from './search.ts'

/**
 * Turns the references that a client writes into those of the server: pseudonyms into ids, our name into none. A
 * conditional reference is a search, and is authorised like one. References within the body and to elsewhere stay.
 */
export function referenceTranslator(exchange: Exchange): (text: string) => string | undefined {
  const { client, proxy } = exchange
  return (text) => {
    if (text.startsWith('#') || /^urn:/i.test(text)) return undefined
    const isOwn = text.startsWith(`${proxy.baseUrl}/`)
    const relative = isOwn ? text.slice(proxy.baseUrl.length + 1) : text
    if (/^[a-z][a-z0-9+.-]*:/i.test(relative)) return undefined
    const at = relative.indexOf('?')
    if (at >= 0) {
      const type = relative.slice(0, at)
      if (!proxy.resourceTypes.has(type)) throw badRequest('A conditional reference names a resource type.')
      return `${type}?${printQuery(authorizeCondition(type, parseQuery(relative.slice(at + 1)), searchContext(exchange)))}`
    }
    const [type = '', id = '', history, version = ''] = relative.split('/')
    if (!proxy.resourceTypes.has(type) || !ID.test(id)) throw badRequest('A reference is Type/id.')
    if (history !== undefined && (history !== '_history' || !ID.test(version))) throw badRequest('A reference is Type/id.')
    return `${type}/${serverId(client, type, id)}${history === undefined ? '' : `/_history/${version}`}`
  }
}

/** For a body that is one resource: nothing in it is an address but its references. */
export function resourceTranslator(exchange: Exchange): TranslateLink {
  const reference = referenceTranslator(exchange)
  return (text, place) => place === 'reference' ? reference(text) : undefined
}
