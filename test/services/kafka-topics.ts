import { setTimeout as delay } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import { loadKafkajs } from '../../connectors/kafka/kafkajs/load-kafkajs.ts'

const TRIES_MAX = 300

/** Whether every partition answers: one that its leader has not taken up yet refuses the first batch of Java's producer, and takes the second. */
async function answer(admin: Admin, topics: Readonly<Record<string, number>>): Promise<boolean> {
  const answers = await Promise.all(Object.entries(topics).map(async ([topic, count]) => {
    const offsets = await admin.fetchTopicOffsets(topic).catch(() => [])
    return offsets.length >= count
  }))
  return answers.every(Boolean)
}

/** Makes topics, with as many partitions and further settings as given. */
export async function makeTopics(
  brokers: string,
  topics: Readonly<Record<string, number>>,
  config: Readonly<Record<string, string>> = {},
): Promise<void> {
  const { Kafka, logLevel } = loadKafkajs()
  const admin = new Kafka({
    brokers: [brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 500 },
  }).admin()
  await admin.connect()
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await admin.createTopics({
    // kafkajs waits while a partition has no leader, but neither for a broker to hear of the topic nor for a leader to take it up.
    waitForLeaders: false,
    topics: Object.entries(topics).map(([topic, numPartitions]) => ({ topic, numPartitions, replicationFactor: 1, configEntries })),
  })
  for (let tries = 0; !await answer(admin, topics); tries++) {
    if (tries === TRIES_MAX) throw new Error('The topics do not answer.')
    await delay(100)
  }
  await admin.disconnect()
}

/** Deletes the records of a topic's only partition before an offset, as retention does. */
export async function deleteRecords(brokers: string, topic: string, offset: number): Promise<void> {
  const { Kafka, logLevel } = loadKafkajs()
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.fetchTopicMetadata({ topics: [topic] })
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: String(offset) }] })
  await admin.disconnect()
}

/** Deletes a topic, and makes it anew. */
export async function makeAnew(brokers: string, topic: string): Promise<void> {
  const { Kafka, logLevel } = loadKafkajs()
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  await admin.deleteTopics({ topics: [topic] })
  await admin.disconnect()
  await makeTopics(brokers, { [topic]: 1 })
}
