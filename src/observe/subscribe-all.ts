import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { BatchEvent } from '../pipeline/route/audit-events.ts'
import type {
  DeliveryDone, DeliveryStalled, ExchangeDone, FilesLoaded, MessageRefused, PolicyLoaded, RouteEnded,
} from '../pipeline/events.ts'

/** A source or sink cannot go on for now, and tries by itself; or can again. */
export interface ConnectorChanged {
  /** `route/branch` for the sink of one of several branches. */
  readonly route: string
  readonly side: 'source' | 'sink'
  readonly connector: string
  readonly ready: boolean
  readonly code: string | undefined
}

/** What an observer wants to hear of; see `src/pipeline/events.ts`. */
export interface Listeners {
  /** What was released of one source in one delivery, as the audit log has it. */
  readonly batch?: (event: BatchEvent) => void
  /** Every delivery that was committed and acknowledged. */
  readonly delivery?: (event: DeliveryDone) => void
  /** Every refused message, after its record is durable. */
  readonly refused?: (event: MessageRefused) => void
  readonly stalled?: (event: DeliveryStalled) => void
  readonly connector?: (event: ConnectorChanged) => void
  readonly ended?: (event: RouteEnded) => void
  readonly policy?: (event: PolicyLoaded) => void
  readonly files?: (event: FilesLoaded) => void
  /** Every answer to a client of a server. */
  readonly exchange?: (event: ExchangeDone) => void
}

export const NAMES = {
  batch: 'sluice:batch',
  delivery: 'sluice:delivery',
  refused: 'sluice:refused',
  stalled: 'sluice:delivery-stalled',
  connector: 'sluice:connector',
  ended: 'sluice:route-ended',
  policy: 'sluice:policy',
  files: 'sluice:files',
  exchange: 'sluice:exchange',
} as const satisfies Record<keyof Listeners, string>

/** Listens to the pipeline through `node:diagnostics_channel`; returns how to stop. */
export function subscribeAll(listeners: Listeners): () => void {
  const pairs = Object.entries(NAMES).flatMap(([key, name]) => {
    const listen = listeners[key as keyof Listeners] as ((event: unknown) => void) | undefined
    return listen === undefined ? [] : [{ name, listen: (event: unknown): void => listen(event) }]
  })
  for (const { name, listen } of pairs) subscribe(name, listen)
  return () => {
    for (const { name, listen } of pairs) unsubscribe(name, listen)
  }
}
