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

/** `node:diagnostics_channel` channels: publishing costs nothing while nobody subscribes. */
export const CHANNELS = {
  delivery: channel('sluice:delivery'),
  refused: channel('sluice:refused'),
  ended: channel('sluice:route-ended'),
} as const
