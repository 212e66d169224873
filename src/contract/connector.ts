import type { z } from 'zod'
import type { Decoders } from './decoders.ts'
import type { ErrorCode } from './errors.ts'
import type { ExchangeRecord } from './exchange.ts'
import type { Limits } from './limits.ts'
import type { LineStore } from './line-store.ts'
import type { Sink, Source, StreamBody } from './message.ts'
import type { Phi } from './phi.ts'
import type { DecodeUnit } from './unit.ts'

/** How a connector tells the world how it is: what it says here is shown by `/readyz` and the metrics. */
export interface ConnectorStatus {
  /** Messages can flow. A connector that never says anything counts as ready once it is open. */
  ready(): void
  /** Not now; the connector goes on trying by itself. What it cannot mend it throws instead. */
  unready(code: ErrorCode): void
  /** Messages that wait upstream, where that is known. `part` tells parts apart, `topic/partition` say: bounded, never a value. Undefined forgets a part. */
  lag(messages: number | undefined, part?: string): void
}

/** A place for output that is too large to hold until it may be released; closing forgets it. */
export interface Spool extends StreamBody {
  /** Reads from a byte on, the first unless given. */
  open(from?: number): AsyncIterable<Uint8Array>
  write(chunk: Uint8Array): Promise<void>
  close(): Promise<void>
}

/** Files that may change while they are in use. */
export interface LoadedFiles {
  /** What they are, for logs and metrics. */
  readonly what: 'tls' | 'token-keys' | 'upstream-tls'
  readonly files: readonly string[]
  /** Reads them and puts them to use; throws, and leaves everything as it was, when they are not sound. */
  load(): void
}

/** What a connector is given besides its settings, so that it imports nothing of Sluice but the contract. */
export interface ConnectorContext extends Decoders {
  /** The route it serves; `route/branch` for the sink of one of several branches. */
  readonly route: string
  readonly limits: Limits
  /** Aborts when the process drains. */
  readonly signal: AbortSignal
  readonly status: ConnectorStatus
  readonly decode: DecodeUnit
  /** What files are, by their names. */
  readonly mediaOf: (name: string) => { readonly media: 'json' | 'ndjson' | 'unknown'; readonly gzip: boolean | 'unknown' }
  /** A keyed hash of a name that may hold PHI, for whatever is written down. */
  readonly label: (name: string) => string
  /** Reads a secret named in the settings, see `secretSource`. Throws SLUICE_KEY_MISSING for an empty one, SLUICE_IO. */
  readonly secret: (source: string) => Phi<string>
  /** Has files loaded again when they change, and on SIGHUP. */
  readonly reloads: (files: LoadedFiles) => void
  /** Writes down who asked and was refused before there was any message. Resolves when that is durable; throws SLUICE_AUDIT. */
  readonly logRefusal: (record: ExchangeRecord) => Promise<void>
  /** A temporary file without a name, encrypted with a key that only this process has. */
  readonly spool: () => Promise<Spool>
}

export interface SinkContext extends ConnectorContext {
  /** The source of the route, opened before: a sink of the same kind may share a transaction with it. Undefined where nothing is read. */
  readonly source: Source | undefined
  /** What an id or a reference is called for this destination: the same around bodies as within them. */
  readonly pseudonym: (text: string) => string
  /** Set where messages are CloudEvents, whose attributes may stand in headers: the types that are left as they are. */
  readonly eventTypes: readonly string[] | undefined
  /** A keyed hash of bytes, another one for each destination: 64 hex digits. */
  readonly hash: (bytes: Uint8Array) => string
}

/** `exactly-once`: what comes out and what counts as read change together, whatever breaks. */
export type Promised = 'exactly-once' | 'at-least-once'

/** A kind of source: the form of its settings below `from:` in sluice.yaml, and how one is opened. */
export interface SourceConnector<S = unknown> {
  readonly settings: z.ZodType<S>
  /** Set when a process can have only one. */
  readonly only?: true
  /** Set where it gives `RecordMessage`s, of which some may have no body. */
  readonly records?: true
  /** What was asked for; at-least-once where a source has no choice. */
  promise?(settings: S): Promised
  /** Files and folders of messages that it reads: nothing else may be written there. */
  reads?(settings: S): readonly string[]
  /** Checks what can be checked before the first message, and throws if a start would be in vain. */
  open(settings: S, context: ConnectorContext): Promise<Source>
}

/** A kind of sink: the form of its settings below `to:` in sluice.yaml, and how one is opened. */
export interface SinkConnector<S = unknown> {
  readonly settings: z.ZodType<S>
  readonly only?: true
  /** Whether it can take part in an exactly-once delivery from there; no sink can unless it says so. */
  keepsPromise?(settings: S, from: { readonly key: string; readonly settings: unknown }): boolean
  /** Set where it may share what the source of its route has open. */
  readonly sharesSource?: true
  /** Folders that outputs go into. */
  writes?(settings: S): readonly string[]
  open(settings: S, context: SinkContext): Promise<Sink>
}

/** A kind of place for quarantined messages, besides files: the form of its settings below `quarantine:`, and how it is opened. */
export interface StoreConnector<S = unknown> {
  readonly settings: z.ZodType<S>
  /** The same for settings that lead to the same place. `from` are the settings of the route's source, of whatever kind. */
  identityOf(settings: S, from: unknown): string
  /** `source` is undefined for a command that only looks: settings then stand for themselves, or for what `from` says. */
  open(
    settings: S,
    context: Pick<ConnectorContext, 'route' | 'secret'> & { readonly source: Source | undefined; readonly from: unknown },
  ): Promise<LineStore>
}
