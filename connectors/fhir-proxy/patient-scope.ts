import { SluiceError } from '../../src/contract/errors.ts'
import { mayBeShown, scopesAllow } from '../identity/smart-scopes.ts'
import { asList, asObject, type JsonObject } from '../json-value.ts'
import { allow, type Exchange } from './exchange.ts'
import type { Query } from './query.ts'

const RIGHTS = { read: 'r', vread: 'r', search: 's' } as const

/** How a request is kept to one patient. */
export interface Confined {
  /** The parameter of a search, and what it is to say. */
  readonly code: string
  readonly value: string
}

/**
 * Like `allow`. Where it is a `patient/` scope alone that allows this, it says to what the request has to be confined, or
 * throws SLUICE_NOT_ALLOWED where that cannot be done: the type has no element of its own that names the patient, or the
 * policy hides whose the resources are, which the confinement would tell.
 */
export function allowWithin(exchange: Exchange, interaction: keyof typeof RIGHTS, type: string): Confined | undefined {
  const { client, scopes, patient } = exchange
  const right = RIGHTS[interaction]
  if (patient === undefined || scopes === undefined || scopesAllow(scopes, type, right) || !scopesAllow(patient.scopes, type, right)) {
    allow(exchange, interaction, type)
    return undefined
  }
  allow({ client, scopes: patient.scopes }, interaction, type)
  const place = client.gate.search.patientPlace(type)
  if (place === undefined || client.gate.ids('Patient') !== 'open')
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'This type cannot be confined to one patient here.' })
  exchange.confined = true
  return place.element === undefined ? { code: '_id', value: patient.id } : { code: place.code, value: `Patient/${patient.id}` }
}

/** The search with what confines it. Throws SLUICE_NOT_ALLOWED for what looks at resources beyond those that it finds. */
export function confineSearch(asked: Query, authorized: Query, confined: Confined | undefined): Query {
  if (confined === undefined) return authorized
  if (asked.some(([name]) => name.includes('.') || /^_(?:has|include|revinclude)\b/.test(name))) {
    throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'What a patient/ scope allows neither chains nor includes.' })
  }
  return [...authorized, [confined.code, confined.value]]
}

/**
 * Throws SLUICE_NOT_ALLOWED unless every resource of the server's answer is one that a scope allows for whomever it is, or
 * one of the token's patient. That the server was asked for no others is not relied upon.
 */
export function requireWithin(body: Uint8Array, exchange: Exchange): void {
  const { patient, scopes = [] } = exchange
  if (patient === undefined || !exchange.confined) return
  const root = parse(body)
  const resources = root['resourceType'] === 'Bundle' ? asList(root['entry']).map((entry) => asObject(entry['resource'])) : [root]
  for (const resource of resources) {
    const type = String(resource['resourceType'])
    if (type === 'OperationOutcome' || mayBeShown(type, scopes)) continue
    if (!mayBeShown(type, patient.scopes) || !isOfPatient(resource, type, exchange))
      throw new SluiceError('SLUICE_NOT_ALLOWED', { detail: 'The answer is not of the patient of the token.' })
  }
}

function isOfPatient(resource: JsonObject, type: string, { patient, client, proxy }: Exchange): boolean {
  const place = client.gate.search.patientPlace(type)
  if (place === undefined) return false
  if (place.element === undefined) return resource['id'] === patient?.id
  const given = resource[place.element]
  const references = (Array.isArray(given) ? (given as unknown[]) : [given]).map((one) => asObject(one)['reference'])
  const own = new Set(
    ['', proxy.baseUrl, proxy.upstream.url, ...proxy.upstream.aliases].map(
      (base) => `${base === '' ? '' : `${base}/`}Patient/${patient?.id}`,
    ),
  )
  // One that names somebody else besides is somebody else's too.
  return references.length > 0 && references.every((one) => typeof one === 'string' && own.has(one))
}

function parse(body: Uint8Array): JsonObject {
  try {
    return asObject(JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8')) as unknown)
  } catch (cause) {
    throw new SluiceError('SLUICE_UPSTREAM', { detail: 'The answer is not JSON.', cause })
  }
}
