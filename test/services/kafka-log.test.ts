import { closeSync, openSync, readdirSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { createKafkajsClient } from '../../connectors/kafka/kafkajs/kafkajs-client.ts'
import { tryKafka, type KafkaBroker } from './kafka.ts'
import { until } from './kafka-config.ts'
import { runRoute } from './kafka-route.ts'
import { startKafkaTool, type KafkaTool, type WriteRecord } from './kafka-tool.ts'
import { deleteRecords, makeAnew, makeTopics } from './kafka-topics.ts'

interface Kafka {
  readonly broker: KafkaBroker
  readonly tool: KafkaTool
}

let kafka: Kafka | string = 'it was not started'

beforeAll(async () => {
  const broker = await tryKafka({ properties: { 'log.cleaner.backoff.ms': '200' } })
  kafka = typeof broker === 'string' ? broker : { broker, tool: await startKafkaTool(broker) }
}, 600_000)

afterAll(async () => {
  if (typeof kafka === 'string') return
  await kafka.tool.stop()
  await kafka.broker.stop()
})

const kafkaOf = ({ skip }: TestContext): Kafka => (typeof kafka === 'string' ? skip(kafka) : kafka)

const patient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id })

test('records that were deleted before they were read stop the route by name', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'lost-in': 1, 'lost-out': 1 })
  const config = { from: 'lost-in', to: 'lost-out', group: 'lost' }
  const records = (from: number): WriteRecord[] => Array.from({ length: 5 }, (_, n) => ({ key: 'k', value: patient(`p${from + n}`) }))
  await tool.write('lost-in', records(0))
  await runRoute({ broker, tool }, config, { until: (output) => output.length === 5 })
  await tool.write('lost-in', records(5))
  await deleteRecords(broker.brokers, 'lost-in', 8)
  const { output, stderr, code } = await runRoute({ broker, tool }, config, {})
  expect({ code, isNamed: stderr.includes('SLUICE_SOURCE_LOST'), records: output.length }).toEqual({ code: 1, isNamed: true, records: 5 })
})

test('a record that the broker no longer has as it was written stops the route by name and place, and is there once it is mended', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'corrupt-in': 1, 'corrupt-out': 1 })
  const config = { from: 'corrupt-in', to: 'corrupt-out', group: 'corrupt' }
  for (const id of ['p0', 'p1', 'p2']) await tool.write('corrupt-in', [{ key: 'k', value: patient(id) }])
  const log = join(broker.data, 'corrupt-in-0', '00000000000000000000.log')
  const swap = (from: string, to: string): void => {
    const file = openSync(log, 'r+')
    writeSync(file, to, readFileSync(log).indexOf(from))
    closeSync(file)
  }
  swap('"id":"p1"', '"id":"q1"')
  const stopped = await runRoute({ broker, tool }, config, {})
  expect({ code: stopped.code, ids: stopped.output.map(({ value }) => String(value)) }).toEqual({ code: 1, ids: [patient('p0')] })
  expect(stopped.stderr).toMatch(/SLUICE_SOURCE_CORRUPT: .* offset 1 of corrupt-in\/0/)
  swap('"id":"q1"', '"id":"p1"')
  const { output } = await runRoute({ broker, tool }, config, { until: (records) => records.length >= 3, folder: stopped.folder })
  expect(output.map(({ value }) => String(value))).toEqual(['p0', 'p1', 'p2'].map((id) => patient(id)))
})

test('a topic that is made anew while it is read, and soon has as much in it as before, stops the route by name', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'anew-in': 1, 'anew-out': 1 })
  const write = (name: string): Promise<void> =>
    tool.write('anew-in', Array.from({ length: 5 }, (_, n) => ({ key: 'k', value: patient(`${name}-${n}`) })))
  await write('old')
  let again: Promise<void> | undefined
  const { stderr, code } = await runRoute({ broker, tool }, { from: 'anew-in', to: 'anew-out', group: 'anew' }, { until: (output) => {
    if (output.length === 5) again ??= makeAnew(broker.brokers, 'anew-in').then(() => write('new'))
    return false
  } })
  await again
  expect({ code, isNamed: stderr.includes('SLUICE_SOURCE_LOST') }).toEqual({ code: 1, isNamed: true })
}, 60_000)

/** How many records each batch of a topic's only partition has left. */
function recordsLeft({ broker }: Kafka, topic: string): number[] {
  const folder = join(broker.data, `${topic}-0`)
  return readdirSync(folder).filter((name) => name.endsWith('.log')).sort().flatMap((name) => {
    const log = readFileSync(join(folder, name))
    const left: number[] = []
    for (let at = 0; at + 61 <= log.length && log.readInt32BE(at + 8) > 0; at += 12 + log.readInt32BE(at + 8))
      left.push(log.readInt32BE(at + 57))
    return left
  })
}

test('batches of which compaction has left nothing hold nothing up, even where a fetch brings no other', async (context) => {
  const { broker, tool } = kafkaOf(context)
  const compacted = { 'cleanup.policy': 'compact', 'segment.ms': '50', 'min.cleanable.dirty.ratio': '0.001', 'max.compaction.lag.ms': '50' }
  await makeTopics(broker.brokers, { 'compact-in': 1 }, compacted)
  await makeTopics(broker.brokers, { 'compact-out': 1 })
  // Each by a producer of its own: the last batch of each is left, empty.
  const write = (key: string, id: string): Promise<void> => tool.write('compact-in', [{ key, value: patient(id) }])
  for (let n = 0; n < 40; n++) await write('k', `p${n}`)
  await write('other', 'last')
  await until('it is compacted', () => recordsLeft({ broker, tool }, 'compact-in').filter((left) => left === 0).length > 30)
  const config = { from: 'compact-in', to: 'compact-out', group: 'compact', source: 'fetchBytesMax: 1024' }
  const { output, code } = await runRoute({ broker, tool }, config, { until: (records) => String(records.at(-1)?.value).includes('last') })
  expect(code).toBe(0)
  expect(output.slice(-2).map(({ value }) => String(value))).toEqual([patient('p39'), patient('last')])
}, 60_000)

test.for(['exactly-once', 'at-least-once'] as const)(
  'a group that begins at the end has what was written while nobody read, %s',
  { timeout: 60_000 },
  async (delivery, context) => {
    const { broker, tool } = kafkaOf(context)
    const [from, to, group] = ['in', 'out', 'group'].map((name) => `latest-${delivery}-${name}`) as [string, string, string]
    await makeTopics(broker.brokers, { [from]: 2, [to]: 1 })
    const write = (id: string): Promise<void> => tool.write(from, [{ key: 'k', value: patient(id) }])
    await write('before')
    const client = await createKafkajsClient({ brokers: [broker.brokers], clientId: 'test', tls: undefined, sasl: undefined })
    const kept = async (): Promise<boolean> =>
      (await Promise.all([0, 1].map((partition) => client.committed(group, from, partition)))).every((one) => one !== undefined)
    const config = { from, to, group, delivery, source: 'start: latest' }
    await runRoute({ broker, tool }, config, { until: () => kept().catch(() => false) })
    await write('meanwhile')
    const { output } = await runRoute({ broker, tool }, config, { until: (records) => records.length > 0 })
    await client.close()
    expect(output.map(({ value }) => String(value))).toEqual([patient('meanwhile')])
  },
)
