import type { Decoders } from '../../src/contract/decoders.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { readInstant } from '../fhir-http/instant.ts'
import { asObject, type JsonObject } from '../json-value.ts'

/** How resources are found again at the destination, and what is done with those that are there. */
export interface WriteMode {
  readonly match: 'id' | 'identifier'
  /** `create` leaves what is there already, and is for `identifier` only. */
  readonly write: 'update' | 'create'
}

/** One entry of a transaction; doing it twice comes to the same as doing it once. */
export interface Operation {
  /** Operations with the same target cannot stand in one transaction (FHIR R4, 3.1.0.11.2). */
  readonly target: string
  readonly entry: Uint8Array
  /** When the version that is written was made, where it says so. */
  readonly at?: bigint | undefined
}

type Tools = Pick<Decoders, 'cutBundle' | 'withoutMember'>
const TYPE = /^[A-Z][A-Za-z]{1,63}$/
/** FHIR's id, but for `.` and `..`, which in an address mean another place. */
const ID = /^(?!\.{1,2}$)[A-Za-z0-9.-]{1,64}$/
const URN = /^urn:uuid:([A-Za-z0-9.-]{1,64})$/
/** Bundles that mean something as a whole: they are written as Bundles. */
const KEPT_WHOLE = new Set(['document', 'message'])

const unwritable = (detail: string): SluiceError => new SluiceError('SLUICE_SINK', { detail })

function toEntry({ fullUrl, resource, request }: { fullUrl: unknown; resource: Uint8Array | undefined; request: JsonObject }): Uint8Array {
  const url = typeof fullUrl === 'string' ? `"fullUrl":${JSON.stringify(fullUrl)},` : ''
  const body = resource === undefined ? [] : [Buffer.from('"resource":'), resource, Buffer.from(',')]
  return Buffer.concat([Buffer.from(`{${url}`), ...body, Buffer.from(`"request":${JSON.stringify(request)}}`)])
}

function identifierQuery(resource: JsonObject): string {
  const first = asObject(Array.isArray(resource['identifier']) ? resource['identifier'][0] : resource['identifier'])
  const { system, value } = first
  if (typeof value !== 'string' || value === '') throw unwritable('A resource has no identifier to be found again by.')
  const escaped = [typeof system === 'string' ? system : '', value].map((text) => text.replaceAll(/[\\,|$]/g, String.raw`\$&`))
  return `identifier=${encodeURIComponent(escaped.join('|'))}`
}

/** With the id that the address names, where the resource has none of its own. */
function withId(bytes: Uint8Array, id: string): Uint8Array {
  const open = bytes.indexOf(0x7b) + 1
  return Buffer.concat([bytes.subarray(0, open), Buffer.from(`"id":${JSON.stringify(id)},`), bytes.subarray(open)])
}

function write(resource: Uint8Array, fullUrl: unknown, { match, write: how }: WriteMode, { withoutMember }: Tools): Operation {
  const value = asObject(JSON.parse(Buffer.from(resource).toString()) as unknown)
  const { resourceType: type, id: own } = value
  const at = readInstant(asObject(value['meta'])['lastUpdated'])
  if (typeof type !== 'string' || !TYPE.test(type)) throw unwritable('A message is no resource.')
  if (match === 'identifier') {
    const query = identifierQuery(value)
    // The server gives ids of its own, and refuses others.
    const request = how === 'create' ? { method: 'POST', url: type, ifNoneExist: query } : { method: 'PUT', url: `${type}?${query}` }
    return { target: `${type}?${query}`, entry: toEntry({ fullUrl, resource: withoutMember(resource, 'id'), request }), at }
  }
  const id = own ?? (typeof fullUrl === 'string' ? URN.exec(fullUrl)?.[1] : undefined)
  if (typeof id !== 'string' || !ID.test(id)) throw unwritable('A resource has no id to be found again by.')
  const request = { method: 'PUT', url: `${type}/${id}` }
  const named = own === undefined ? withId(resource, id) : resource
  return { target: `${type}/${id}`, entry: toEntry({ fullUrl, resource: named, request }), at }
}

function remove(url: unknown): Operation {
  const target = typeof url === 'string' ? url.replace(/^.*\/(?=[^/]+\/[^/]+$)/, '') : ''
  const [type = '', id = ''] = target.split('/')
  if (!TYPE.test(type) || !ID.test(id)) throw unwritable('A deletion does not say what was deleted.')
  return { target, entry: toEntry({ fullUrl: undefined, resource: undefined, request: { method: 'DELETE', url: target } }) }
}

/** Whether of a resource the version that was made first stands first, as `_sort=_lastUpdated` of R5 brings them. */
function rises(operations: readonly Operation[]): boolean {
  const met = new Map<string, bigint>()
  for (const { target, at } of operations) {
    if (at === undefined) continue
    const before = met.get(target)
    if (before !== undefined && before !== at) return before < at
    met.set(target, at)
  }
  return false
}

/**
 * What is to be done at the destination for one clean message: a resource is one operation, the entries of a Bundle are
 * one each, whatever its own requests were. A history has its latest version first (FHIR R4, 3.1.0.11), and is done from
 * its end, so that the latest is what stays. Throws SLUICE_SINK for what could not be repeated without harm.
 */
export function operationsOf(message: Uint8Array, mode: WriteMode, tools: Tools): Operation[] {
  const head = asObject(JSON.parse(Buffer.from(message).toString()) as unknown)
  if (head['resourceType'] !== 'Bundle' || KEPT_WHOLE.has(String(head['type']))) return [write(message, undefined, mode, tools)]
  const operations = tools.cutBundle(message).entries.flatMap(({ resource, envelope }) => {
    const { method, url } = asObject(envelope['request'])
    if (resource !== undefined && method !== 'DELETE') return [write(resource, envelope['fullUrl'], mode, tools)]
    return method === 'DELETE' && mode.match === 'id' ? [remove(url)] : []
  })
  return head['type'] === 'history' && !rises(operations) ? operations.toReversed() : operations
}
