import { setTimeout as delay } from 'node:timers/promises'
import { createBell } from '../bell.ts'

const resumed = createBell()

/** Has consumers that rest because all of their partitions are paused look again. */
export const wakeFetches = resumed.ring

/** Rests so many milliseconds, or until something is resumed. */
export async function restUntilResumed(ms: number): Promise<void> {
  const awake = new AbortController()
  const rest = delay(ms, undefined, { signal: awake.signal }).catch(() => undefined)
  await Promise.race([rest, resumed.next()])
  awake.abort()
}

/**
 * While all partitions are paused kafkajs rests for as long as a fetch may wait, and does not notice that one is resumed: what
 * was fetched is worked on in less time. Its sleep is used there, and for nothing else that is loaded behind `waitFor`.
 */
export function mendPausing(require: NodeJS.Require): void {
  require('kafkajs/src/utils/waitFor.js')
  const cached = require.cache[require.resolve('kafkajs/src/utils/sleep.js')]
  if (cached === undefined) throw new TypeError('kafkajs is not where it was')
  const own: unknown = cached.exports
  cached.exports = restUntilResumed
  require('kafkajs/src/consumer/consumerGroup.js')
  cached.exports = own
}
