import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { endOnLostOffsets } from '../../../../connectors/kafka/kafkajs/lost-offset.ts'
import { toldOf } from '../../../../connectors/kafka/wire/final-error.ts'

const require = createRequire(import.meta.url)
endOnLostOffsets(require)
const { prototype } = require('kafkajs/src/consumer/consumerGroup.js') as {
  readonly prototype: { recoverFromOffsetOutOfRange(error: object): Promise<void> }
}

function recover(replicas: object): Promise<void> {
  const group = { preferredReadReplicasPerTopicPartition: replicas, logger: { info: () => undefined } }
  return prototype.recoverFromOffsetOutOfRange.call(group as never, { topic: 'in', partition: 2 })
}

test('an offset that is not there ends the consumer, and is called by its name however kafkajs wraps it', async () => {
  const lost: unknown = await recover({}).catch((error: unknown) => error)
  expect(lost).toMatchObject({ retriable: false })
  for (const error of [lost, Object.assign(new Error('wrapped'), { cause: lost })])
    expect(toldOf(error)).toMatchObject({ code: 'SLUICE_SOURCE_LOST' })
  const other = new Error('another')
  expect(toldOf(other)).toBe(other)
})

test('where a follower was asked its leader is asked next', async () => {
  await expect(recover({ in: { 2: 7 } })).resolves.toBeUndefined()
})
