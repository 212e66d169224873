import { setTimeout as delay } from 'node:timers/promises'
import { loadKafkajs } from '../connectors/kafka/kafkajs/load-kafkajs.ts'
import { makeTopics } from '../test/services/kafka-topics.ts'
import { createGenerator } from './generate.ts'
import { startSubject, type BenchPlace, type Subject } from './kafka-subject.ts'

const PARTITIONS = 6
const PER_SECOND = 200

/** From the time a record is written to the time a reader of what is committed has it, at a steady rate. */
export async function measureLatency(place: BenchPlace, subjects: readonly Subject[], quick: boolean): Promise<void> {
  const seconds = quick ? 5 : 15
  console.log(`\nEnd to end, ${PER_SECOND} records a second for ${seconds} s`)
  for (const [index, subject] of subjects.entries()) {
    const times = (await latenciesOf(place, subject, `steady-${index}`, seconds)).sort((one, other) => one - other)
    const quantile = (part: number): string => (times[Math.floor(times.length * part)] ?? Number.NaN).toFixed(0).padStart(5)
    console.log(`  ${subject.name.padEnd(40)} p50 ${quantile(0.5)} ms  p99 ${quantile(0.99)} ms  (${times.length} records)`)
  }
}

async function latenciesOf(place: BenchPlace, subject: Subject, from: string, seconds: number): Promise<number[]> {
  const { Kafka, logLevel } = loadKafkajs()
  const kafka = new Kafka({ brokers: [place.brokers], logLevel: logLevel.NOTHING })
  await makeTopics(place.brokers, { [from]: PARTITIONS })
  const { to, group, folder } = await place.fresh()
  const times: number[] = []
  const reader = kafka.consumer({ groupId: `${group}-reader`, maxWaitTimeInMs: 50 })
  await reader.connect()
  await reader.subscribe({ topics: [to], fromBeginning: true })
  await reader.run({ eachMessage: async ({ message }) => void times.push(Date.now() - Number(message.timestamp)) })
  const producer = kafka.producer()
  await producer.connect()
  const running = startSubject({ subject, brokers: place.brokers, folder, group, from, to, onMoved: () => undefined })
  const values = createGenerator(2).resources(1_000).map((value) => Buffer.from(value))
  let sent = 0
  const send = async (count: number): Promise<void> => {
    const messages = Array.from({ length: count }, () => ({
      key: `key-${sent % 500}`,
      value: values[sent++ % values.length] as Buffer,
      timestamp: String(Date.now()),
    }))
    await producer.send({ topic: from, messages })
  }
  // Warm first: what begins cold is not what runs for months.
  for (let tries = 0; tries < 100 && times.length < PER_SECOND * 5; tries++) {
    if (sent < PER_SECOND * 5) await send(PER_SECOND / 2)
    await delay(300)
  }
  await delay(1_000)
  times.length = 0
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await delay(50)) await send(PER_SECOND / 20)
  await delay(2_000)
  await running.stop()
  await reader.disconnect()
  await producer.disconnect()
  return times
}
