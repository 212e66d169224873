import { expect, test } from 'vitest'
import { restUntilResumed, wakeFetches } from '../../../../connectors/kafka/kafkajs/wake-fetches.ts'

test('a consumer that rests goes on at once when a partition is resumed, and after its time when none is', async () => {
  const start = performance.now()
  const rest = restUntilResumed(60_000)
  wakeFetches()
  await rest
  await restUntilResumed(20)
  const restedMs = performance.now() - start
  expect(restedMs).toBeGreaterThan(15)
  expect(restedMs).toBeLessThan(20_000)
})
