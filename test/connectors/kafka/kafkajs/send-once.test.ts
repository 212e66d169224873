import { createRequire } from 'node:module'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { checkAnswers, sendingOnce } from '../../../../connectors/kafka/kafkajs/send-once.ts'
import { byPartition, choosePartition } from '../../../../connectors/kafka/wire/choose-partition.ts'

const require = createRequire(import.meta.url)
const groupsPath = require.resolve('kafkajs/src/producer/groupMessagesPerPartition.js')
require(groupsPath)
;(require.cache[groupsPath] as { exports: unknown }).exports = byPartition
const makeSend = sendingOnce(require('kafkajs/src/producer/sendMessages.js') as Parameters<typeof sendingOnce>[0])
const createRetry = require('kafkajs/src/retry/index.js') as (options: object) => never
const { KafkaJSConnectionError } = require('kafkajs/src/errors.js') as { KafkaJSConnectionError: new (message: string) => Error }

interface Broker {
  readonly nodeId: number
  produce(asked: { readonly topicData: readonly { readonly partitions: readonly { readonly partition: number }[] }[] }): Promise<object>
}

const message = (value: string, lane: number) => ({ key: null, value: Buffer.from(value), lane })
const topic = { topic: 'out', messages: [message('a', 0), message('b', 1)] }

/** Two brokers, of which the second has failed; its partition then goes to the first, or stays. */
function cluster(options: { readonly isTransactional: boolean; readonly slowMs: number; readonly moves: boolean }) {
  const asked: number[][] = []
  let failures = 0
  const first: Broker = { nodeId: 1, async produce({ topicData }) {
    const partitions = topicData.flatMap((one) => one.partitions.map(({ partition }) => partition))
    asked.push(partitions)
    await delay(options.slowMs)
    return { topics: [{ topicName: 'out', partitions: partitions.map((partition) => ({ partition, errorCode: 0 })) }] }
  } }
  const second: Broker = { nodeId: 2, async produce() {
    if (failures++ === 0) throw new KafkaJSConnectionError('gone')
    return { topics: [{ topicName: 'out', partitions: [{ partition: 1, errorCode: 0 }] }] }
  } }
  const send = makeSend({
    logger: { debug: () => undefined, error: () => undefined },
    partitioner: choosePartition,
    retrier: createRetry({ initialRetryTime: 1, maxRetryTime: 2, retries: 3, factor: 0, multiplier: 1 }),
    eosManager: {
      isTransactional: () => options.isTransactional, acquireBrokerLock: async () => undefined, releaseBrokerLock: async () => undefined,
      addPartitionsToTransaction: async () => undefined, getSequence: () => 0, updateSequence: () => undefined,
      getTransactionalId: () => 'id', getProducerId: () => '1', getProducerEpoch: () => 0,
    },
    cluster: {
      isConnected: () => true,
      refreshMetadata: async () => undefined,
      refreshMetadataIfNecessary: async () => undefined,
      addMultipleTargetTopics: async () => undefined,
      findTopicPartitionMetadata: () => [{ partitionId: 0 }, { partitionId: 1 }],
      findLeaderForPartitions: () => (options.moves && failures > 0 ? { 1: [0, 1] } : { 1: [0], 2: [1] }),
      findBroker: async ({ nodeId }: { readonly nodeId: string }) => (Number(nodeId) === 1 ? first : second),
    },
  } as never) as (sent: object) => Promise<never[]>
  return { asked, send: () => send({ acks: -1, compression: 0, topicMessages: [topic] }) }
}

test('a transaction that has met an error sends nothing once more', async () => {
  const { asked, send } = cluster({ isTransactional: true, slowMs: 20, moves: false })
  await expect(send()).rejects.toThrow('gone')
  await delay(40)
  expect(asked).toEqual([[0]])
})

test('what stays unanswered since its partition has gone to another broker is told', async () => {
  const { asked, send } = cluster({ isTransactional: false, slowMs: 0, moves: true })
  const answers = await send()
  expect(asked).toEqual([[0]])
  expect(() => checkAnswers([topic], answers)).toThrow('SLUICE_SINK')
  expect(() => checkAnswers([topic], [...answers, { topicName: 'out', partition: 1, errorCode: 0 }])).not.toThrow()
  expect(() => checkAnswers([{ topic: 'out', messages: [] }], [])).toThrow('SLUICE_SINK')
})
