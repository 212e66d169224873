import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { DeliveryDone, DeliveryStalled, MessageRefused, RouteEnded } from '../pipeline/events.ts'

/** What an observer wants to hear of. */
export interface Listeners {
  /** Every delivery that was committed and acknowledged. */
  readonly delivery?: (event: DeliveryDone) => void
  /** Every refused message, after its record is durable. */
  readonly refused?: (event: MessageRefused) => void
  /** Every delivery that failed and will be made again. */
  readonly stalled?: (event: DeliveryStalled) => void
  readonly ended?: (event: RouteEnded) => void
}

/** Listens to the pipeline through `node:diagnostics_channel`; returns how to stop. */
export function subscribeAll(listeners: Listeners): () => void {
  const pairs: (readonly [string, (event: unknown) => void])[] = []
  const { delivery, refused, stalled, ended } = listeners
  if (delivery !== undefined) pairs.push(['sluice:delivery', (event) => delivery(event as DeliveryDone)])
  if (refused !== undefined) pairs.push(['sluice:refused', (event) => refused(event as MessageRefused)])
  if (stalled !== undefined) pairs.push(['sluice:delivery-stalled', (event) => stalled(event as DeliveryStalled)])
  if (ended !== undefined) pairs.push(['sluice:route-ended', (event) => ended(event as RouteEnded)])
  for (const [name, listen] of pairs) subscribe(name, listen)
  return () => {
    for (const [name, listen] of pairs) unsubscribe(name, listen)
  }
}
