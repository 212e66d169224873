import { channel } from 'node:diagnostics_channel'
import type { SluiceError } from '../contract/errors.ts'

/** What the pipeline tells whoever listens. Nothing here holds a value or a file name; codes and labels only. */
export interface DeliveryDone {
  readonly route: string
  readonly messages: number
  readonly refused: number
  readonly bytesIn: number
  readonly bytesOut: number
  readonly durationMs: number
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

/** A delivery failed for no fault of its own, and its source will make it again: nothing moves until then. */
export interface DeliveryStalled {
  readonly route: string
  readonly source: string
  readonly code: string
}

/** `node:diagnostics_channel` channels: publishing costs nothing while nobody subscribes. */
export const CHANNELS = {
  delivery: channel('sluice:delivery'),
  refused: channel('sluice:refused'),
  stalled: channel('sluice:delivery-stalled'),
  ended: channel('sluice:route-ended'),
} as const
