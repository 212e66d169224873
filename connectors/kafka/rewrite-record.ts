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

/** Rewrites keys, headers and timestamps. The same key always gives the same one: partitions and compaction stay sound. */
export function createRewriteRecord(options: RewriteOptions): RewriteRecord {
  const allowed = new Set(options.headers)
  function keyOf(key: Uint8Array | null): Uint8Array | null {
    if (key === null || options.key === 'drop') return null
    if (options.key === 'keep') return key
    return Buffer.from(options.key === 'hash' ? options.hash(key) : pseudonymOf(key, options))
  }
  return ({ key, headers, timestamp }) => ({
    key: keyOf(key),
    headers: headers.filter(([name]) => allowed.has(name)),
    ...(options.timestamp === 'keep' ? { timestamp } : {}),
  })
}
