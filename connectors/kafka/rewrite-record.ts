import type { RecordParts } from '../../src/contract/message.ts'
import type { OutgoingRecord } from './port.ts'

/** What leaves of what stands around a body. */
export type RewriteRecord = (record: RecordParts) => Pick<OutgoingRecord, 'key' | 'headers' | 'timestamp'>

export interface RewriteOptions {
  readonly key: 'pseudonymize' | 'hash' | 'drop' | 'keep'
  /** Names of headers that stay as they are; all others go. */
  readonly headers: readonly string[]
  readonly timestamp: 'now' | 'keep'
  /** The pseudonym that ids and references have in bodies for this destination. */
  readonly pseudonym: (text: string) => string
  /** Set where records are CloudEvents: the types that are left as they are. */
  readonly eventTypes: readonly string[] | undefined
  /** A keyed hash that only this destination sees. */
  readonly hash: (bytes: Uint8Array) => string
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** A key of text becomes what it is called in bodies, so that records and references still meet; bytes are hashed. */
function pseudonymOf(key: Uint8Array, { pseudonym, hash }: RewriteOptions): string {
  try {
    return pseudonym(utf8.decode(key))
  } catch {
    return hash(key)
  }
}

const EVENT_TYPE = 'sluice.message'
const EVENT_SOURCE = 'urn:sluice'

/**
 * The attributes that an event in binary mode must have (CloudEvents 1.0, Kafka protocol binding, section 3.2), none of them
 * as it came but a type that is known; nothing for a record that is no such event.
 */
function eventHeaders(headers: RecordParts['headers'], types: readonly string[], { pseudonym }: RewriteOptions): [string, Uint8Array][] {
  const text = (name: string): string | undefined => {
    const value = headers.find(([one]) => one === name)?.[1]
    return value === undefined || value === null ? undefined : Buffer.from(value).toString()
  }
  if (text('ce_specversion') === undefined) return []
  const type = text('ce_type') ?? ''
  return Object.entries({
    ce_specversion: '1.0',
    ce_id: pseudonym(text('ce_id') ?? ''),
    ce_source: EVENT_SOURCE,
    ce_type: types.includes(type) ? type : EVENT_TYPE,
    'content-type': 'application/fhir+json',
  }).map(([name, value]) => [name, Buffer.from(value)])
}

/** Rewrites keys, headers and timestamps. The same key always gives the same one: partitions and compaction stay sound. */
export function createRewriteRecord(options: RewriteOptions): RewriteRecord {
  const allowed = new Set(options.headers)
  function keyOf(key: Uint8Array | null): Uint8Array | null {
    if (key === null || options.key === 'drop') return null
    if (options.key === 'keep') return key
    return Buffer.from(options.key === 'hash' ? options.hash(key) : pseudonymOf(key, options))
  }
  function headersOf(headers: RecordParts['headers']): RecordParts['headers'] {
    if (headers.length === 0) return headers
    const events = options.eventTypes === undefined ? [] : eventHeaders(headers, options.eventTypes, options)
    const made = new Set(events.map(([name]) => name))
    return [...events, ...headers.filter(([name]) => allowed.has(name) && !made.has(name))]
  }
  const keepsTime = options.timestamp === 'keep'
  return ({ key, headers, timestamp }) => ({ key: keyOf(key), headers: headersOf(headers), timestamp: keepsTime ? timestamp : undefined })
}
