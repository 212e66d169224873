import { expect, test } from 'vitest'
import { kafkaQuarantine, kafkaSink } from '../../../connectors/kafka/connector.ts'
import type { KafkaSource } from '../../../connectors/kafka/kafka-source.ts'
import { createContext } from '../../services/connector-context.ts'
import { createFakeCluster } from './fake-client.ts'

const BROKERS = ['one:9092', 'two:9092']
const { client } = createFakeCluster()
const source: KafkaSource = { name: 'kafka', client, topic: 'in', brokers: BROKERS, async* deliveries() {} }
const from = { brokers: BROKERS, topic: 'in', group: 'g', delivery: 'exactly-once' }

test.for([
  ['the topic that it is read from', undefined],
  ['that topic, by brokers of its own', ['three:9092', 'two:9092']],
] as const)('what a route writes or keeps back does not go to %s', async ([, brokers]) => {
  const { sinkContext } = createContext()
  const settings = { topic: 'in', brokers: brokers?.slice() }
  const refused = { code: 'SLUICE_CONFIG' }
  await expect(kafkaSink.open(settings, { ...sinkContext, source })).rejects.toMatchObject(refused)
  const place = { route: 'r', secret: sinkContext.secret, source, from }
  await expect(kafkaQuarantine.open(settings, place)).rejects.toMatchObject(refused)
})

test('another topic of the same cluster is written to', async () => {
  const { sinkContext } = createContext()
  await expect(kafkaSink.open({ topic: 'out' }, { ...sinkContext, source })).resolves.toMatchObject({ name: 'kafka' })
  const place = { route: 'r', secret: sinkContext.secret, source, from }
  await expect(kafkaQuarantine.open({ topic: 'kept' }, place)).resolves.toMatchObject({ name: 'topic kept' })
})
