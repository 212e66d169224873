import type { CompressionTypes, Message, Producer as KafkajsProducer, TopicMessages } from 'kafkajs'
import { toKept } from './kept-offset.ts'
import { loadKafkajs } from './load-kafkajs.ts'
import type { Compression, KeptOffset, OutgoingRecord, Producer, Transaction, TransactionalProducer } from '../port.ts'
import type { WireRecord } from '../wire/write-record-batch.ts'
import { checkAnswers } from './send-once.ts'
import { accountingFor, whileEnding, type Accounted } from './seal-transactions.ts'

function codecOf(compression: Compression): CompressionTypes {
  const { CompressionTypes } = loadKafkajs()
  switch (compression) {
    case 'none': return CompressionTypes.None
    case 'gzip': return CompressionTypes.GZIP
    case 'snappy': return CompressionTypes.Snappy
    case 'lz4': return CompressionTypes.LZ4
    case 'zstd': return CompressionTypes.ZSTD
  }
}

const NO_PAIRS = [] as const

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

/** Records by topic, in their order. */
function toTopics(records: readonly OutgoingRecord[]): TopicMessages[] {
  const topics = new Map<string, Message[]>()
  for (const { topic, key, value, headers, timestamp, lane } of records) {
    const message: Message & Pick<WireRecord, 'pairs'> & { readonly lane: number } = {
      key: key === null ? null : toBuffer(key), value: value === null ? null : toBuffer(value), lane,
      pairs: headers.length === 0 ? NO_PAIRS : headers.map(([name, bytes]) => [name, bytes === null ? null : toBuffer(bytes)] as const),
    }
    if (timestamp !== undefined) message.timestamp = timestamp
    const known = topics.get(topic)
    if (known === undefined) topics.set(topic, [message])
    else known.push(message)
  }
  return [...topics].map(([topic, messages]) => ({ topic, messages }))
}

/** What of a producer or a transaction of kafkajs is asked to send. */
type Sender = Pick<KafkajsProducer, 'sendBatch'>

async function sendAndCheck(sender: Sender, records: readonly OutgoingRecord[], compression: Compression): Promise<void> {
  if (records.length === 0) return
  const topicMessages = toTopics(records)
  checkAnswers(topicMessages, await sender.sendBatch({ acks: -1, compression: codecOf(compression), topicMessages }))
}

/**
 * A producer that waits for all replicas and writes nothing twice by itself: one batch after the other, and none once one has failed.
 * kafkajs numbers the next batch as the one that it has no answer for, and a broker that has that one takes the next for the same,
 * and answers that it is there.
 */
export function createPlainProducer(producer: KafkajsProducer): Producer {
  let last: Promise<void> = Promise.resolve()
  let failure: { readonly error: unknown } | undefined

  async function sendNext(records: readonly OutgoingRecord[], compression: Compression): Promise<void> {
    if (failure !== undefined) throw failure.error
    try {
      await sendAndCheck(producer, records, compression)
    } catch (error) {
      failure = { error }
      throw error
    }
  }

  return {
    send(records, compression) {
      const sent = last.then(() => sendNext(records, compression))
      last = sent.catch(() => undefined)
      return sent
    },
    close: () => producer.disconnect(),
  }
}

/**
 * A producer whose id is fenced from the moment this returns: the open transaction of an older one is over by then, and so
 * are the offsets in it, whatever the broker has left out (`sealTransactions`).
 */
export async function createTransactionalProducer(producer: KafkajsProducer, accounted: Accounted): Promise<TransactionalProducer> {
  async function begin(kept: KeptOffset): Promise<Transaction> {
    const { group, topic, partition } = accounted
    const transaction = await producer.transaction()
    const topics = [{ topic, partitions: [toKept(partition, kept)] }]
    // The offsets come first: while the broker still ends the transaction before, kafkajs tries only these once more.
    await whileEnding(() => transaction.sendOffsets({ consumerGroupId: group, topics }))
    return {
      send: (records, compression) => sendAndCheck(transaction, records, compression),
      commit: () => transaction.commit(),
      abort: () => transaction.abort(),
    }
  }

  await producer.connect()
  try {
    // Nothing is in this one; the first has the producer take the id.
    await (await accountingFor(accounted, () => producer.transaction())).abort()
  } catch (error) {
    await producer.disconnect().catch(() => undefined)
    throw error
  }
  return { begin, close: () => producer.disconnect() }
}
