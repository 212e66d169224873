import { SluiceError } from '../../src/contract/errors.ts'
import { OPERATIONS } from './options.ts'

/** What a request asks for, from its method and path. Ids are as the client wrote them. */
export type Interaction =
  | { readonly kind: 'capabilities' }
  | { readonly kind: 'smart-configuration' }
  | { readonly kind: 'page' }
  | { readonly kind: 'bundle' }
  | { readonly kind: 'read'; readonly type: string; readonly id: string }
  | { readonly kind: 'patch'; readonly type: string; readonly id: string }
  | { readonly kind: 'update'; readonly type: string; readonly id: string }
  | { readonly kind: 'delete'; readonly type: string; readonly id: string }
  | { readonly kind: 'conditional'; readonly does: 'update' | 'patch' | 'delete'; readonly type: string }
  | { readonly kind: 'vread'; readonly type: string; readonly id: string; readonly version: string }
  | { readonly kind: 'history'; readonly type: string; readonly id: string | undefined }
  | {
      readonly kind: 'search'
      readonly type: string
      readonly within: { readonly type: string; readonly id: string } | undefined
      readonly posted: boolean
    }
  | { readonly kind: 'create'; readonly type: string }
  | {
      readonly kind: 'operation'
      readonly name: string
      readonly type: string | undefined
      readonly id: string | undefined
      readonly posted: boolean
    }
  | { readonly kind: 'bulk-status' | 'bulk-cancel'; readonly token: string }
  | { readonly kind: 'bulk-file'; readonly token: string }

export const ID = /^[A-Za-z0-9\-.]{1,64}$/
/** Path segments that this server adds to FHIR's: for the status and the files of a bulk export. */
export const BULK_STATUS = '_export-status'
export const BULK_FILE = '_export-file'

/**
 * Reads method and path (below the base, decoded into segments). Throws SLUICE_HTTP_NOT_FOUND or SLUICE_HTTP_METHOD for
 * what FHIR's RESTful API does not know: nothing is tunnelled.
 */
export function readInteraction(
  method: string,
  path: string,
  query: { readonly isPage: boolean },
  types: ReadonlySet<string>,
): Interaction {
  const segments = segmentsOf(path)
  const verb = method === 'HEAD' ? 'GET' : method
  const found = readSystem(verb, segments, query) ?? readType(verb, segments, types)
  if (found === undefined) throw new SluiceError(isKnownPath(segments, types) ? 'SLUICE_HTTP_METHOD' : 'SLUICE_HTTP_NOT_FOUND')
  return found
}

/** The template of an interaction: what logs and the audit call it. Only names of FHIR and of this file. */
export function templateOf(method: string, interaction: Interaction): string {
  return `${method} ${pathTemplate(interaction)}`
}

function pathTemplate(one: Interaction): string {
  switch (one.kind) {
    case 'capabilities': return 'metadata'
    case 'smart-configuration': return '.well-known/smart-configuration'
    case 'page': return '{page}'
    case 'bundle': return '{base}'
    case 'read': case 'patch': case 'update': case 'delete': return `${one.type}/{id}`
    case 'conditional': return `${one.type}?{search}`
    case 'vread': return `${one.type}/{id}/_history/{version}`
    case 'history': return one.id === undefined ? `${one.type}/_history` : `${one.type}/{id}/_history`
    case 'search': {
      const within = one.within === undefined ? '' : `${one.within.type}/{id}/`
      return `${within}${one.type}${one.posted ? '/_search' : '?{search}'}`
    }
    case 'create':
      return one.type
    case 'operation':
      return [one.type, one.id === undefined ? undefined : '{id}', Object.hasOwn(OPERATIONS, one.name) ? `$${one.name}` : '{operation}']
        .filter((part) => part !== undefined)
        .join('/')
    case 'bulk-status':
    case 'bulk-cancel':
      return '{export status}'
    case 'bulk-file':
      return '{export file}'
  }
}

function segmentsOf(path: string): string[] {
  const trimmed = path.replace(/^\//, '').replace(/\/$/, '')
  if (trimmed === '') return []
  return trimmed.split('/').map((segment) => {
    const decoded = segment.includes('%') ? decodeSegment(segment) : segment
    if (!/^(?!\.{1,2}$)[A-Za-z0-9\-._$]+$/.test(decoded)) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
    return decoded
  })
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw new SluiceError('SLUICE_HTTP_REQUEST', { detail: 'The path is badly encoded.' })
  }
}

function readSystem(verb: string, segments: readonly string[], { isPage }: { readonly isPage: boolean }): Interaction | undefined {
  const [first = '', second = ''] = segments
  if (segments.length === 0) {
    if (verb === 'POST') return { kind: 'bundle' }
    return verb === 'GET' && isPage ? { kind: 'page' } : undefined
  }
  if (segments.length === 1 && first === 'metadata') return verb === 'GET' ? { kind: 'capabilities' } : undefined
  if (segments.length === 2 && first === '.well-known' && second === 'smart-configuration')
    return verb === 'GET' ? { kind: 'smart-configuration' } : undefined
  if (segments.length === 2 && first === BULK_STATUS) {
    if (verb === 'GET') return { kind: 'bulk-status', token: second }
    return verb === 'DELETE' ? { kind: 'bulk-cancel', token: second } : undefined
  }
  if (segments.length === 2 && first === BULK_FILE) return verb === 'GET' ? { kind: 'bulk-file', token: second } : undefined
  return segments.length === 1 ? readOperation(verb, first, undefined, undefined) : undefined
}

function readType(verb: string, segments: readonly string[], types: ReadonlySet<string>): Interaction | undefined {
  const [type = '', second = '', third = '', fourth = ''] = segments
  if (!types.has(type)) return undefined
  switch (segments.length) {
    case 1: return onType(verb, type)
    case 2: {
      if (second === '_search') return verb === 'POST' ? { kind: 'search', type, within: undefined, posted: true } : undefined
      if (second === '_history') return verb === 'GET' ? { kind: 'history', type, id: undefined } : undefined
      return readOperation(verb, second, type, undefined) ?? onInstance(verb, type, second)
    }
    case 3: return ID.test(second) ? onCompartment(verb, type, second, third, types) : undefined
    case 4: {
      if (!ID.test(second)) return undefined
      if (third === '_history' && ID.test(fourth)) return verb === 'GET' ? { kind: 'vread', type, id: second, version: fourth } : undefined
      return types.has(third) && fourth === '_search' && verb === 'POST'
        ? { kind: 'search', type: third, within: { type, id: second }, posted: true }
        : undefined
    }
    default: return undefined
  }
}

function onType(verb: string, type: string): Interaction | undefined {
  switch (verb) {
    case 'GET': return { kind: 'search', type, within: undefined, posted: false }
    case 'POST': return { kind: 'create', type }
    case 'PUT': return { kind: 'conditional', does: 'update', type }
    case 'PATCH': return { kind: 'conditional', does: 'patch', type }
    case 'DELETE': return { kind: 'conditional', does: 'delete', type }
    default: return undefined
  }
}

function onInstance(verb: string, type: string, id: string): Interaction | undefined {
  const kind = ({ GET: 'read', PUT: 'update', PATCH: 'patch', DELETE: 'delete' } as const)[verb as 'GET' | 'PUT' | 'PATCH' | 'DELETE']
  return kind === undefined || !ID.test(id) ? undefined : { kind, type, id }
}

function onCompartment(verb: string, type: string, id: string, third: string, types: ReadonlySet<string>): Interaction | undefined {
  if (third === '_history') return verb === 'GET' ? { kind: 'history', type, id } : undefined
  if (types.has(third)) return verb === 'GET' ? { kind: 'search', type: third, within: { type, id }, posted: false } : undefined
  return readOperation(verb, third, type, id)
}

function readOperation(verb: string, segment: string, type: string | undefined, id: string | undefined): Interaction | undefined {
  if (!segment.startsWith('$') || (verb !== 'GET' && verb !== 'POST')) return undefined
  const name = segment.slice(1)
  return /^[a-z][a-z-]{1,40}$/.test(name) ? { kind: 'operation', name, type, id, posted: verb === 'POST' } : undefined
}

function isKnownPath(segments: readonly string[], types: ReadonlySet<string>): boolean {
  return segments.length === 0 || ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].some((verb) =>
    readSystem(verb, segments, { isPage: true }) !== undefined || readType(verb, segments, types) !== undefined)
}
