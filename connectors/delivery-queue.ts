import { SluiceError } from '../src/contract/errors.ts'
import type { RefusedMessage } from '../src/contract/message.ts'
import type { UnitDelivery } from '../src/contract/unit.ts'

/** How many waiting offers go on as one delivery, and so share what a delivery costs. */
const TOGETHER_MAX = 64
const TOGETHER_BYTES = 4 * 1024 * 1024

export type Offer = Pick<UnitDelivery, 'messages' | 'ended'>

interface Waiting extends Offer {
  readonly bytes: number
  readonly taken: (refused: readonly RefusedMessage[]) => void
  readonly failed: (error: Error) => void
}

/** Hands what came by push to a route that pulls. */
export interface DeliveryQueue {
  /**
   * Resolves once the messages are audited and where they belong, with those that were refused. Throws what went wrong, for
   * whoever offers to tell its sender to send again: that is all that can be done, and others may fare better.
   */
  offer(offer: Offer): Promise<readonly RefusedMessage[]>
  /** Deliveries until the signal aborts; what still waits then is failed. */
  deliveries(signal: AbortSignal): AsyncGenerator<UnitDelivery>
}

const stopped = (): SluiceError => new SluiceError('SLUICE_BUSY', { detail: 'This process is stopping.' })

/** One delivery of what several offered; units have labels of their own, which tell whose refusals are whose. */
function join(offers: readonly Waiting[]): UnitDelivery {
  return {
    messages: offers.flatMap((offer) => offer.messages),
    ended: offers.flatMap((offer) => offer.ended),
    async ack(refused = []) {
      for (const offer of offers) {
        const labels = new Set(offer.messages.map(({ unit }) => unit.label))
        offer.taken(refused.filter(({ source }) => labels.has(source)))
      }
    },
    async nack(error) {
      for (const offer of offers) offer.failed(error)
      return 'told'
    },
  }
}

/** Creates a queue. */
export function createDeliveryQueue(): DeliveryQueue {
  const waiting: Waiting[] = []
  let wake: (() => void) | undefined
  let isOver = false

  function take(): Waiting[] {
    let bytes = 0
    const count = waiting.findIndex((offer, index) => {
      bytes += offer.bytes
      return index > 0 && (index >= TOGETHER_MAX || bytes > TOGETHER_BYTES)
    })
    return waiting.splice(0, count < 0 ? waiting.length : count)
  }

  return {
    offer: (offer) => new Promise((taken, failed) => {
      if (isOver) return failed(stopped())
      const bytes = offer.messages.reduce((sum, { body }) => sum + (body instanceof Uint8Array ? body.length : TOGETHER_BYTES), 0)
      waiting.push({ ...offer, bytes, taken, failed })
      wake?.()
    }),
    async *deliveries(signal) {
      const stop = (): void => wake?.()
      signal.addEventListener('abort', stop)
      try {
        while (!signal.aborted) {
          if (waiting.length > 0) yield join(take())
          else await new Promise<void>((resolve) => { wake = resolve })
        }
      } finally {
        signal.removeEventListener('abort', stop)
        isOver = true
        for (const { failed } of waiting.splice(0)) failed(stopped())
      }
    },
  }
}
