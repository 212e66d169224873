import type { BodyReceipt } from '../../contract/exchange.ts'
import type { Verdict } from '../../contract/receipt.ts'
import type { Counts } from '../outcome.ts'

/** What everything released in a run has in common. */
export interface RunFacts {
  readonly route: string
  readonly policy: string
  readonly policyHash: string
  readonly destination: string
  readonly purpose: string
  /** Where one was named: rules may tell clients apart. */
  readonly client?: string
  readonly keyVersion: number
}

/** Contiguous messages of one source. The hashes are over their bodies in order, each NDJSON line followed by 0x0A. */
export interface BatchEvent extends RunFacts {
  readonly event: 'batch'
  readonly source: string
  readonly first?: number
  readonly last?: number
  readonly messages: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly verdicts: { readonly [V in Verdict]?: number }
  readonly counts: Counts
  readonly sha256: string
  readonly outputSha256: string
  readonly durationMs: number
}

/** A message that did not pass; always a record of its own, besides being counted in its batch. */
export interface RefusedEvent {
  readonly event: 'refused'
  readonly route: string
  readonly source: string
  readonly line?: number
  readonly verdict: 'block' | 'quarantine'
  readonly code: string
  readonly byte?: number
  readonly path?: string
  readonly bytes: number
  readonly sha256: string
  /** Where the quarantine keeps it. */
  readonly id?: string
}

/**
 * What the records just before it said of these messages may not have come about: they were not acknowledged and are
 * delivered once more.
 */
export interface UndoneEvent {
  readonly event: 'undone'
  readonly route: string
  readonly source: string
  readonly first?: number
  readonly messages: number
  readonly code: string
}

/** A quarantined message that passed after all. */
export interface ReleaseEvent extends RunFacts {
  readonly event: 'release'
  readonly id: string
  readonly sha256: string
  readonly outputSha256: string
}

/** A route has ended; `released` are the messages that were committed. */
export interface CloseEvent {
  readonly event: 'close'
  readonly route: string
  readonly ended: 'done' | 'stopped' | 'failed'
  readonly code?: string
  readonly messages: number
  readonly released: number
  readonly refused: number
}

/** Members that are not known are not written. */
type WrittenIfKnown<T> = { readonly [K in keyof T]?: T[K] | undefined }

/** One request of a client of a server in front of the engine, and what it was answered. */
export interface ExchangeEvent extends WrittenIfKnown<Omit<RunFacts, 'route'>> {
  readonly event: 'exchange'
  readonly route: string
  /** By its name in the configuration; missing when nobody was recognised. */
  readonly client: string | undefined
  /** Method and template, never a URL. */
  readonly request: string
  readonly status: number
  readonly code: string | undefined
  readonly messages: number
  readonly subjects: number
  /** What was written to the server, and what left for the client. */
  readonly up?: BodyReceipt | undefined
  readonly down?: BodyReceipt | undefined
  readonly durationMs: number
}

/** One thing that happened. No field ever holds a value from a message, and sources are labels, not file names. */
export type AuditEvent =
  | { readonly event: 'genesis'; readonly version: number }
  | ({ readonly event: 'open'; readonly sluice: string } & RunFacts)
  /** From here on the branch is under this policy; deliveries that were begun before say for themselves what they are under. */
  | ({ readonly event: 'policy' } & RunFacts)
  | BatchEvent
  | RefusedEvent
  | UndoneEvent
  | ReleaseEvent
  | ExchangeEvent
  | { readonly event: 'recovered'; readonly bytes: number }
  | CloseEvent

/** Where events go before anything becomes visible. */
export interface AuditLog {
  readonly path: string
  /** Chains an event; it is on the disk after the next `sync`. */
  append(event: AuditEvent): void
  /** Throws SLUICE_AUDIT when the disk refuses; then nothing may be released, now or later. */
  sync(): Promise<void>
  /** Hands what was appended to the operating system, so that it outlives this process; on the disk a little later. */
  write(): Promise<void>
  close(): Promise<void>
}
