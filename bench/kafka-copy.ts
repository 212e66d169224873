import { createRequire } from 'node:module'
import type * as Kafkajs from 'kafkajs'
import { codecs } from '../connectors/kafka/wire/codecs.ts'

/**
 * A loop of kafkajs as it is, but for LZ4, that only copies: `node bench/kafka-copy.ts BROKERS GROUP FROM TO`. Says how many it has
 * copied, line by line.
 */
const [brokers = '', groupId = '', from = '', to = ''] = process.argv.slice(2)
const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = createRequire(import.meta.url)('kafkajs') as typeof Kafkajs
const { compress, decompress } = codecs.lz4
CompressionCodecs[CompressionTypes.LZ4] = () => ({ compress: ({ buffer }: { readonly buffer: Buffer }) => compress(buffer), decompress })
const kafka = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, logCreator: () => () => undefined })
const producer = kafka.producer({ allowAutoTopicCreation: false })
const consumer = kafka.consumer({ groupId, maxBytes: 8 * 1024 * 1024, maxWaitTimeInMs: 300, allowAutoTopicCreation: false })
await producer.connect()
await consumer.connect()
await consumer.subscribe({ topics: [from], fromBeginning: true })
await consumer.run({
  eachBatchAutoResolve: true,
  partitionsConsumedConcurrently: 6,
  async eachBatch({ batch }) {
    let messages: Kafkajs.Message[] = []
    let bytes = 0
    const send = async (): Promise<void> => {
      await producer.send({ topic: to, acks: -1, compression: CompressionTypes.LZ4, messages })
      console.log(JSON.stringify({ messages: messages.length }))
      messages = []
      bytes = 0
    }
    for (const { key, value, timestamp } of batch.messages) {
      messages.push({ key, value, timestamp })
      bytes += value?.length ?? 0
      if (bytes > 768 * 1024) await send()
    }
    if (messages.length > 0) await send()
  },
})
