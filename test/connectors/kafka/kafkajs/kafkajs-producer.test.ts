import type { Producer, ProducerBatch, RecordMetadata } from 'kafkajs'
import { expect, test } from 'vitest'
import { createPlainProducer } from '../../../../connectors/kafka/kafkajs/kafkajs-producer.ts'
import { byPartition, choosePartition } from '../../../../connectors/kafka/wire/choose-partition.ts'
import type { OutgoingRecord } from '../../../../connectors/kafka/port.ts'

type Answer = (partitions: readonly number[]) => Promise<readonly number[]>

/** A producer of kafkajs for a topic of two partitions, and the values of each batch that it was given. */
function fake(answer: Answer): { readonly producer: Producer; readonly batches: string[] } {
  const batches: string[] = []
  const sendBatch = async ({ topicMessages = [] }: ProducerBatch): Promise<RecordMetadata[]> => {
    const [{ topic, messages } = { topic: '', messages: [] }] = topicMessages
    const groups = byPartition({ topic, messages, partitionMetadata: [undefined, undefined] as never, partitioner: choosePartition })
    batches.push(messages.map(({ value }) => String(value)).join(' '))
    return (await answer(Object.keys(groups).map(Number))).map((partition) => ({ topicName: topic, partition, errorCode: 0 }))
  }
  return { producer: { sendBatch } as Partial<Producer> as Producer, batches }
}

function record(value: string, lane = 0): OutgoingRecord {
  return { topic: 'out', key: null, value: Buffer.from(value), headers: [], lane }
}

test('one batch is under way at a time, in the order in which they were given', async () => {
  let [underWay, most] = [0, 0]
  const { producer, batches } = fake(async (partitions) => {
    most = Math.max(most, ++underWay)
    await new Promise((resolve) => setImmediate(resolve))
    underWay--
    return partitions
  })
  const plain = createPlainProducer(producer)
  await Promise.all(['a', 'b', 'c'].map((value) => plain.send([record(value), record(`${value}2`, 1)], 'none')))
  expect({ most, batches }).toEqual({ most: 1, batches: ['a a2', 'b b2', 'c c2'] })
})

test('nothing is sent once a batch has failed: the broker could take it for that one', async () => {
  const { producer, batches } = fake(async (partitions) => {
    if (batches.length === 2) throw new Error('no answer')
    return partitions
  })
  const plain = createPlainProducer(producer)
  const sent = await Promise.allSettled(['a', 'b', 'c'].map((value) => plain.send([record(value)], 'none')))
  expect(sent.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected'])
  await expect(plain.send([record('d')], 'none')).rejects.toThrow('no answer')
  expect(batches).toEqual(['a', 'b'])
})

test('a partition that has not answered is no success', async () => {
  const plain = createPlainProducer(fake(async () => [1]).producer)
  await expect(plain.send([record('a', 0), record('b', 1)], 'none')).rejects.toThrow('SLUICE_SINK')
})
