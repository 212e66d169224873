import type { ConnectorStatus } from '../src/contract/connector.ts'
import { toSluiceError } from '../src/contract/errors.ts'
import type { UnitDelivery } from '../src/contract/unit.ts'
import { pause, waitMs } from './fhir-http/retry.ts'

export interface RepeatOptions {
  readonly signal: AbortSignal
  readonly status: ConnectorStatus
}

/**
 * Makes a delivery again, ever more rarely, while its sink does not take it: a destination that is down for the night does
 * not end the route. Only for deliveries that are whole by themselves. What else fails goes on to the source.
 */
export async function* repeatDeliveries<R>(
  source: AsyncGenerator<UnitDelivery, R>,
  { signal, status }: RepeatOptions,
): AsyncGenerator<UnitDelivery, R | undefined> {
  try {
    for (;;) {
      const next = await source.next()
      if (next.done === true) return next.value
      const delivery = next.value
      for (let attempt = 0; ; attempt++) {
        let isRefused = false
        yield {
          ...delivery,
          async nack(error) {
            if (toSluiceError(error).code !== 'SLUICE_SINK') return delivery.nack(error)
            isRefused = true
            status.unready('SLUICE_SINK')
            return 'again'
          },
        }
        if (!isRefused) break
        await pause(waitMs(attempt), signal)
        if (signal.aborted) return undefined
      }
    }
  } finally {
    await source.return(undefined as R)
  }
}
