/** What one literal reference, fullUrl or request URL says of the resource that it leads to. */
export interface Target {
  /** The type it names, where it does. */
  readonly type: string | undefined
  /** The key of the resource: of its logical id, else of the identifier that is searched for. */
  readonly key: string
  /** The `system|value` that is searched for, where the key comes from one. */
  readonly token?: string
}

const UUID_URN = /^urn:(?:uuid|oid):/i
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const TYPE = /^[A-Z][A-Za-z]+$/

/**
 * Where a URL or relative reference leads, in whichever form it is written (FHIR R4 2.3.0.1, 3.1.0): absolute, versioned,
 * percent-encoded, with a slash behind, conditional by `_id` or `identifier`. Undefined where it names no resource.
 */
export function readTarget(url: string): Target | undefined {
  if (UUID_URN.test(url)) return { type: undefined, key: idKey(url.slice(url.indexOf(':', 4) + 1)) }
  const [, path = '', query] = /^(?:https?:\/\/[^/?#]*)?([^?#|]*)(?:\|[^?#]*)?(?:\?([^#]*))?/i.exec(url) ?? []
  const segments = path.split('/').filter((segment) => segment !== '').map(percentDecoded)
  if (segments.at(-2) === '_history') segments.splice(-2)
  const [type = '', id] = segments.slice(-2)
  if (id !== undefined && TYPE.test(type)) return { type, key: idKey(id) }
  const last = segments.at(-1) ?? ''
  return query !== undefined && TYPE.test(last) ? readSearch(last, query) : undefined
}

/** `_id` before `identifier`, since the id is what resources are called by elsewhere. */
function readSearch(type: string, query: string): Target | undefined {
  const values = new Map<string, string>()
  for (const pair of query.split('&')) {
    const at = pair.indexOf('=')
    if (at > 0) values.set(percentDecoded(pair.slice(0, at)), percentDecoded(pair.slice(at + 1)))
  }
  const id = values.get('_id')
  if (id !== undefined && id !== '') return { type, key: idKey(/[^/]*$/.exec(id)?.[0] ?? id) }
  const token = values.get('identifier')
  return token === undefined || token === '' ? undefined : { type, key: `identifier:${token}`, token }
}

/** One name for every spelling of a URL. A URN names no type, so it stands apart from what has one. */
export function placeOf({ type, key }: Target): string {
  return `${type ?? ''} ${key}`
}

/** How a visit is called: whose it is may be known where a message says no more. */
export function visitKey(target: Target): string {
  return `visit:${placeOf(target)}`
}

/** UUIDs are written in either case (RFC 9562, section 4). */
export function idKey(id: string): string {
  return `id:${UUID.test(id) ? id.toLowerCase() : id}`
}

function percentDecoded(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
