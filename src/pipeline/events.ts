import { channel } from 'node:diagnostics_channel'
import type { SluiceError } from '../contract/errors.ts'
import type { ExchangeRecord } from '../contract/exchange.ts'

/** What the pipeline tells whoever listens. Nothing here holds a value or a file name; codes and labels only. */
export interface DeliveryDone {
  readonly route: string
  /** Of its first message. */
  readonly source?: string | undefined
  readonly messages: number
  readonly refused: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly durationMs: number
  /** Where the time went: working on messages, making them safe, the audit log, making them visible and acknowledging. */
  readonly stagesMs?: { readonly engine: number; readonly flush: number; readonly audit: number; readonly commit: number }
  /** The age of its oldest record, by the time that the record has. */
  readonly ageMs?: number | undefined
}
export interface MessageRefused {
  readonly route: string
  readonly source: string
  readonly line: number | undefined
  readonly verdict: 'block' | 'quarantine'
  readonly code: string
  readonly byte: number | undefined
  readonly path: string | undefined
}
export interface RouteEnded {
  readonly route: string
  readonly ended: 'done' | 'stopped' | 'failed'
  readonly error: SluiceError | undefined
}

/** A delivery failed for no fault of its own. */
export interface DeliveryStalled {
  readonly route: string
  readonly source: string
  readonly code: string
  /** Who makes it again: its source, and nothing of that moves until then; or whoever sent it, perhaps never, under another name. */
  readonly by: 'source' | 'sender'
}

/** A client of a server was answered; `route` is the server. */
export interface ExchangeDone extends Omit<ExchangeRecord, 'revision'> {
  readonly route: string
}

/** A policy was loaded for a route or branch, or a changed one was not fit to be and the old one stays. */
export interface PolicyLoaded {
  readonly route: string
  readonly result: 'loaded' | 'reloaded' | 'refused'
  /** The policy in force from now on. */
  readonly policy: string
  readonly policyHash: string
  /** Why the changed one was refused. */
  readonly code: string | undefined
  /** What is wrong with it: `file:line:col message`, a line each. */
  readonly detail?: string | undefined
}

/** Files that a server of ours rests on, certificates say, have changed: they are in use, or not fit to be and the old ones stay. */
export interface FilesLoaded {
  readonly route: string
  readonly what: 'tls' | 'token-keys' | 'upstream-tls' | 'upstream-authorization'
  /** `refused`: those before stay in use. `gone`: nothing is in use. */
  readonly result: 'reloaded' | 'refused' | 'gone'
  readonly code: string | undefined
}

/** `node:diagnostics_channel` channels: publishing costs nothing while nobody subscribes. */
export const CHANNELS = {
  /** `BatchEvent`: what was released of one source in one delivery, after it was acknowledged; as the audit log has it. */
  batch: channel('sluice:batch'),
  delivery: channel('sluice:delivery'),
  refused: channel('sluice:refused'),
  stalled: channel('sluice:delivery-stalled'),
  ended: channel('sluice:route-ended'),
  policy: channel('sluice:policy'),
  files: channel('sluice:files'),
  exchange: channel('sluice:exchange'),
} as const
