import { createCache } from '../contract/cache.ts'
import { joinFields } from './fields.ts'
import type { Keyring } from './keys.ts'
import { createReferenceRewriter } from './reference.ts'
import { isUuid, oidFromUuid, uuidFromHex } from './uuid.ts'

export const HEX_DIGITS = 32
/** The first byte of what is digested of an id. */
const ID = 0x69

export interface PseudonymizerOptions {
  /** Every resource type name that may stand in a reference; other path words are hashed. */
  readonly resourceTypes: ReadonlySet<string>
  /** Told of each id that gets a pseudonym, at least once in the life of this process. */
  readonly onId?: ((id: string, pseudonym: string) => void) | undefined
  /** The same for the versions of resources. */
  readonly onVersion?: ((version: string, pseudonym: string) => void) | undefined
  /** How absolute references begin, with a slash at the end; a host that cannot exist unless given. */
  readonly linkBase?: string | undefined
}

/** Keyed pseudonyms in the shape each place needs. Functions of value and key alone; `token` also of the subject. */
export interface Pseudonymizer {
  /** For a FHIR id: the same whatever the resource type. A UUID stays a UUID, anything else becomes 32 hex digits. */
  id(id: string): string
  /**
   * What the pseudonym of an id is made of, 64 hex digits, from the bytes of one that is ASCII, and lower-case where it is a
   * UUID. Undefined where somebody is told of ids.
   */
  readonly digestOfId: ((bytes: Uint8Array, start: number, end: number) => string) | undefined
  /** The resource type names that may stand in a reference. */
  readonly resourceTypes: ReadonlySet<string>
  /** For Meta.versionId, whose first is 1 nearly everywhere: never that of an id, or it would tell whose the id 1 is. */
  version(version: string): string
  /** For Reference.reference, Bundle fullUrl, link and request URLs. Undefined: a search that must be refused. */
  reference(reference: string): string | undefined
  /** For Bundle.entry.request.ifNoneExist, the query of a conditional URL alone. Undefined: it must be refused. */
  query(query: string): string | undefined
  /** For Identifier.value, scoped to its system; a UUID stays a UUID, a URN stays the URN that references carry. */
  identifierValue(system: string | undefined, value: string): string
  /** For a uri or url element: URNs, resource URLs and fragments as in `reference`, anything else becomes a `urn:uuid:`. */
  uri(value: string): string
  /** For a DICOM UID or an OID without `urn:oid:`: `2.25.` and a number, at most 44 characters. */
  oid(value: string): string
  /** For any other text: 32 hex digits, the same only within one subject and class. */
  token(subject: string, phiClass: string, value: string): string
}

/**
 * Pseudonyms by HMAC-SHA-256 under the keyring's current key: without it they can be neither inverted nor found by
 * trying values, unlike a plain hash (ENISA, Pseudonymisation techniques and best practices, 2019, on message
 * authentication codes). 128 bits, 122 in a UUID: among a billion values two meet with a chance under 1 in 10^18.
 */
export function createPseudonymizer(keyring: Keyring, options: PseudonymizerOptions): Pseudonymizer {
  const ids = createCache<string>()
  const references = createCache<string>()
  const values = createCache<string>()
  // The first character of what is digested keeps the kinds of value apart under one key.
  const digest = (text: string): string => keyring.hmac('pseudonym', text)
  const opaque = (text: string): string => `urn:uuid:${uuidFromHex(digest(`u${text}`))}`

  function id(text: string): string {
    const known = ids.get(text)
    if (known !== undefined) return known
    const made = ids.set(text, shaped('i', text))
    options.onId?.(text, made)
    return made
  }

  function version(text: string): string {
    const name = `n${text}`
    const known = values.get(name)
    if (known !== undefined) return known
    const made = values.set(name, shaped('n', text))
    options.onVersion?.(text, made)
    return made
  }

  function shaped(scope: string, text: string): string {
    if (isUuid(text)) return uuidFromHex(digest(scope + text.toLowerCase()))
    return digest(scope + text).slice(0, HEX_DIGITS)
  }

  function oid(value: string): string {
    const name = `o${value}`
    // DICOM pads a UID of odd length with one NUL (PS3.5 section 9.1); writers also leave spaces.
    return values.get(name) ?? values.set(name, oidFromUuid(uuidFromHex(digest(`i${value.replace(/[\0 ]+$/, '')}`))))
  }

  const rewriter = createReferenceRewriter({ id, oid, opaque, identifierValue }, options.resourceTypes, options.linkBase)

  function reference(text: string): string | undefined {
    const known = references.get(text)
    if (known !== undefined) return known
    const rewritten = rewriter.reference(text)
    return rewritten === undefined ? undefined : references.set(text, rewritten)
  }

  function uri(value: string): string {
    return (/^(?:https?:|urn:|#.|[A-Z][A-Za-z]*\/)/i.test(value) ? reference(value) : undefined) ?? opaque(value)
  }

  function identifierValue(system: string | undefined, value: string): string {
    // A URI as identifier (FHIR R4, identifier system `urn:ietf:rfc:3986`) and a DICOM UID name what
    // references and fullUrl name, so they get the same pseudonym.
    if (system === 'urn:ietf:rfc:3986' || /^urn:(?:uuid|oid):/i.test(value)) return uri(value)
    if (system === 'urn:dicom:uid') return oid(value)
    const scope = system === undefined || system === '' ? 'v-' : `v${joinFields(system)}`
    const name = scope + value
    return values.get(name) ?? values.set(name, shaped(scope, value))
  }

  function token(subject: string, phiClass: string, value: string): string {
    const name = `t${joinFields(subject, phiClass, value)}`
    return values.get(name) ?? values.set(name, digest(name).slice(0, HEX_DIGITS))
  }

  const digestOfId: Pseudonymizer['digestOfId'] = options.onId === undefined
    ? (bytes, start, end) => keyring.hmacOfBytes('pseudonym', ID, bytes, start, end)
    : undefined

  return {
    id,
    digestOfId,
    resourceTypes: options.resourceTypes,
    version,
    reference,
    query: rewriter.query,
    identifierValue, uri, oid, token,
  }
}
