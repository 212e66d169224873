import { setTimeout as delay } from 'node:timers/promises'
import type { Admin } from 'kafkajs'
import { loadKafkajs } from '../../connectors/kafka/load-kafkajs.ts'

const TRIES_MAX = 300

async function haveLeaders(admin: Admin, topics: Readonly<Record<string, number>>): Promise<boolean> {
  const known = await admin.fetchTopicMetadata({ topics: Object.keys(topics) }).catch(() => ({ topics: [] }))
  return Object.entries(topics).every(([topic, count]) => {
    const partitions = known.topics.find(({ name }) => name === topic)?.partitions ?? []
    return partitions.length >= count && partitions.every(({ leader }) => leader >= 0)
  })
}

/** Makes topics, with as many partitions and further settings as given. */
export async function makeTopics(brokers: string, topics: Readonly<Record<string, number>>, config: Readonly<Record<string, string>> = {}): Promise<void> {
  const { Kafka, logLevel } = loadKafkajs()
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 500 } }).admin()
  await admin.connect()
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await admin.createTopics({
    // kafkajs waits while a partition has no leader, but not while a broker has not heard of the topic.
    waitForLeaders: false,
    topics: Object.entries(topics).map(([topic, numPartitions]) => ({ topic, numPartitions, replicationFactor: 1, configEntries })),
  })
  for (let tries = 0; !await haveLeaders(admin, topics); tries++) {
    if (tries === TRIES_MAX) throw new Error('The topics have no leaders.')
    await delay(100)
  }
  await admin.disconnect()
}
