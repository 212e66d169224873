import { KNOWN_OPERATIONS } from './operations.ts'
import { isSchemeUri } from '../fhir/scheme-uri.ts'
import { isUuid } from './uuid.ts'

/** A host that cannot exist (RFC 2606 section 2), and one for all, so that relative and absolute references still meet. */
const PSEUDONYM_BASE = 'https://sluice.invalid/fhir/'
const OID = /^[0-2](?:\.(?:0|[1-9][0-9]*))+$/
/** `Type/id|version#part`, of which the path and the part with its `#`. */
const CANONICAL = /^([^|#]+)(?:\|[^#]*)?(#[^]+)?$/
const KEPT_ALONE: ReadonlySet<string> = new Set(['_history', '_search'])

/** The pseudonyms a reference is made of. */
interface Parts {
  id(id: string): string
  oid(oid: string): string
  opaque(text: string): string
  identifierValue(system: string | undefined, value: string): string
}

export interface ReferenceRewriter {
  reference(text: string): string | undefined
  query(text: string): string | undefined
}

/**
 * Rewrites every form of literal reference (FHIR R4 2.3.0.1) and of request and conditional URL (3.1.0) so that what
 * met before still meets. So does a relative canonical (2.24.0.3). A version (`/_history/v`, `|v`) is dropped: the
 * rewritten resource has no history. A URL with a search other than `identifier` and `_id` gives undefined. What is
 * not recognised is hashed whole, never kept; the empty text, `#`, a type name, `metadata` and the published
 * operations say nothing of anyone and stay. Absolute ones begin with `linkBase`.
 */
export function createReferenceRewriter(parts: Parts, resourceTypes: ReadonlySet<string>, linkBase = PSEUDONYM_BASE): ReferenceRewriter {
  function reference(text: string): string | undefined {
    if (text === '' || text === '#') return text
    if (text.startsWith('#')) return fragment(text)
    if (/^urn:/i.test(text)) return urn(text)
    const absolute = /^https?:\/\/[^/?#]*/i.exec(text)?.[0]
    const rest = absolute === undefined ? text : text.slice(absolute.length)
    const queryAt = rest.indexOf('?')
    const base = absolute === undefined ? '' : linkBase
    if (queryAt < 0) {
      const [, path = '', part = ''] = CANONICAL.exec(rest) ?? []
      return withPart(path, part, base) ?? parts.opaque(text)
    }
    const segments = pathSegments(rest.slice(0, queryAt))
    const path = segments && pathOf(segments, base)
    if (path === undefined) return parts.opaque(text)
    const search = resourceTypes.has(path) ? query(rest.slice(queryAt + 1)) : undefined
    return search === undefined ? undefined : `${base}${path}?${search}`
  }

  function withPart(path: string, part: string, base: string): string | undefined {
    const segments = pathSegments(path)
    const rewritten = segments && pathOf(segments, base)
    return rewritten === undefined ? undefined : base + rewritten + (part === '' ? '' : fragment(part))
  }

  function pathOf(segments: readonly string[], base: string): string | undefined {
    return base === '' ? relativePath(segments) : readTail(segments)?.path
  }

  function fragment(text: string): string {
    const id = percentDecode(text.slice(1))
    return id === undefined ? parts.opaque(text) : `#${parts.id(id)}`
  }

  function urn(text: string): string {
    const name = text.slice('urn:oid:'.length)
    if (/^urn:oid:/i.test(text) && OID.test(name)) return `urn:oid:${parts.oid(name)}`
    const uuid = text.slice('urn:uuid:'.length)
    if (/^urn:uuid:/i.test(text) && isUuid(uuid)) return `urn:uuid:${parts.id(uuid)}`
    return parts.opaque(text)
  }

  /** A path that must be understood from its first segment to its last. */
  function relativePath(segments: readonly string[]): string | undefined {
    const [first = ''] = segments
    if (segments.length === 1 && (first === 'metadata' || isOperation(first))) return first
    const tail = readTail(segments)
    return tail?.used === segments.length ? tail.path : undefined
  }

  /** Reads `Type`, `Type/id`, `Type/id/_history/v`, `Type/$op` or `Type/id/$op` off the end, the longest first. */
  function readTail(segments: readonly string[]): { readonly path: string; readonly used: number } | undefined {
    const [fourth = '', third = '', second = '', last = ''] = [-4, -3, -2, -1].map((at) => segments.at(at))
    if (second === '_history' && resourceTypes.has(fourth)) return { path: `${fourth}/${parts.id(third)}`, used: 4 }
    if (resourceTypes.has(third) && isOperation(last)) return { path: `${third}/${parts.id(second)}/${last}`, used: 3 }
    if (resourceTypes.has(second)) {
      if (isOperation(last) || KEPT_ALONE.has(last)) return { path: `${second}/${last}`, used: 2 }
      return last.startsWith('$') ? undefined : { path: `${second}/${parts.id(last)}`, used: 2 }
    }
    return resourceTypes.has(last) ? { path: last, used: 1 } : undefined
  }

  function query(text: string): string | undefined {
    const mark = text.startsWith('?') ? '?' : ''
    const rewritten = text.slice(mark.length).split('&').filter((pair) => pair !== '').map(parameter)
    if (rewritten.length === 0 || rewritten.includes(undefined)) return undefined
    return mark + rewritten.join('&')
  }

  function parameter(pair: string): string | undefined {
    const at = pair.indexOf('=')
    const name = percentDecode(at < 0 ? pair : pair.slice(0, at))
    // A plus is a space to one server and a plus to another; a backslash escape (FHIR R4 Search, Escaping Search
    // Parameters) changes what splits.
    if (at < 0 || /\+|\\|%5c/i.test(pair)) return undefined
    const rewrite = name === 'identifier' ? tokenValue : name === '_id' ? idValue : undefined
    const values = rewrite && pair.slice(at + 1).split(/,|%2c/i).map(rewrite)
    return values === undefined || values.includes(undefined) ? undefined : `${name}=${values.join(',')}`
  }

  function idValue(raw: string): string | undefined {
    const value = percentDecode(raw)
    return value ? parts.id(value) : undefined
  }

  /** `system|value` or `|value`. Without a bar any system would match, which pseudonyms per system cannot say. */
  function tokenValue(raw: string): string | undefined {
    const [rawSystem = '', rawValue = '', ...more] = raw.split(/\||%7c/i)
    const system = percentDecode(rawSystem)
    const value = percentDecode(rawValue)
    if (system === undefined || !value || more.length > 0) return undefined
    if (system !== '' && !isSchemeUri(system)) return undefined
    return `${rawSystem}|${parts.identifierValue(system, value)}`
  }

  return { reference, query }
}

function isOperation(segment: string): boolean {
  return segment.startsWith('$') && KNOWN_OPERATIONS.has(segment.slice(1))
}

/** Decoded segments without a slash at either end; undefined when one is empty or badly encoded. */
function pathSegments(path: string): readonly string[] | undefined {
  const from = path.startsWith('/') ? 1 : 0
  const raw = path.slice(from, path.endsWith('/') ? Math.max(from, path.length - 1) : path.length).split('/')
  const segments = raw.map(percentDecode)
  return segments.every((segment): segment is string => segment !== undefined && segment !== '') ? segments : undefined
}

function percentDecode(text: string): string | undefined {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
