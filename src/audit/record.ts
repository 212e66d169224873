import { hash } from 'node:crypto'
import type { AuditEvent } from '../pipeline/route/audit-events.ts'

/** The version of the record format; in every genesis record. */
export const AUDIT_VERSION = 1
/** What the first record names as its predecessor. */
export const GENESIS_PREV = '0'.repeat(64)
/** How every log begins. */
export const AUDIT_MAGIC = '{"seq":0,"time":"'

/** A record's place in the chain. */
export interface Link {
  readonly seq: number
  /** SHA-256 of the whole line before it, hex. */
  readonly prev: string
}

const HASH_MEMBER = /,"hash":"([0-9a-f]{64})"\}$/

/** SHA-256, hex. */
export function sha256(bytes: string | Uint8Array): string {
  return hash('sha256', bytes, 'hex')
}

/** Writes a record as its line: members in this order, `hash` last and over all that stands before it. */
export function sealRecord(event: AuditEvent, link: Link, time: Date): string {
  const canonical = `{"seq":${link.seq},"time":"${time.toISOString()}",${JSON.stringify(event).slice(1, -1)},"prev":"${link.prev}"}`
  return `${canonical.slice(0, -1)},"hash":"${sha256(canonical)}"}`
}

/** Checks one line against itself and its place. Returns what is wrong in words, or undefined. */
export function checkRecord(line: string, expected: Link | undefined): string | undefined {
  const match = HASH_MEMBER.exec(line)
  if (match === null) return 'it is not a record'
  const canonical = `${line.slice(0, match.index)}}`
  if (sha256(canonical) !== match[1]) return 'its own hash does not match its content'
  const link = linkOf(canonical)
  if (link === undefined) return 'it is not a record'
  if (expected === undefined) return undefined
  if (link.seq !== expected.seq) return `it is numbered ${link.seq} where ${expected.seq} belongs`
  if (link.prev !== expected.prev) return 'it does not follow the record before it'
  return undefined
}

/** The place a line claims. */
export function linkOf(line: string): Link | undefined {
  try {
    const { seq, prev } = JSON.parse(line) as { seq?: unknown; prev?: unknown }
    return typeof seq === 'number' && typeof prev === 'string' ? { seq, prev } : undefined
  } catch {
    return undefined
  }
}
