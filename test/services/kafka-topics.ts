import { loadKafkajs } from '../../connectors/kafka/load-kafkajs.ts'

/** Makes topics, with as many partitions and further settings as given. */
export async function makeTopics(brokers: string, topics: Readonly<Record<string, number>>, config: Readonly<Record<string, string>> = {}): Promise<void> {
  const { Kafka, logLevel } = loadKafkajs()
  const admin = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING, retry: { retries: 20, initialRetryTime: 100, maxRetryTime: 500 } }).admin()
  await admin.connect()
  const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }))
  await admin.createTopics({
    waitForLeaders: true,
    topics: Object.entries(topics).map(([topic, numPartitions]) => ({ topic, numPartitions, replicationFactor: 1, configEntries })),
  })
  await admin.disconnect()
}
