import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { createKafkajsClient } from '../../connectors/kafka/kafkajs/kafkajs-client.ts'
import { runCli } from '../cli/run-cli.ts'
import { tryKafka, type KafkaBroker } from './kafka.ts'
import { writeKafkaConfig } from './kafka-config.ts'
import { runRoute } from './kafka-route.ts'
import { startKafkaTool, type KafkaTool, type WriteRecord } from './kafka-tool.ts'
import { makeTopics } from './kafka-topics.ts'

interface Kafka {
  readonly broker: KafkaBroker
  readonly tool: KafkaTool
}

let kafka: Kafka | string = 'it was not started'

beforeAll(async () => {
  const broker = await tryKafka()
  kafka = typeof broker === 'string' ? broker : { broker, tool: await startKafkaTool(broker) }
  console.info(`Kafka for tests: ${typeof broker === 'string' ? `none, ${broker}` : broker.brokers}`)
}, 600_000)

afterAll(async () => {
  if (typeof kafka === 'string') return
  await kafka.tool.stop()
  await kafka.broker.stop()
})

function kafkaOf({ skip }: TestContext): Kafka {
  return typeof kafka === 'string' ? skip(kafka) : kafka
}

const patient = (id: string, family = 'Canaryname'): string =>
  JSON.stringify({ resourceType: 'Patient', id, name: [{ family }], gender: 'female', birthDate: '1971-03-04' })

test('what is read is what another client wrote committed, in every codec; what it aborted is not', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'codecs-in': 3, 'codecs-out': 2 })
  const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const
  for (const codec of codecs) {
    const records = Array.from({ length: 50 }, (_, n): WriteRecord => ({ key: `k${n % 7}`, value: patient(`${codec}-${n}`) }))
    await tool.write('codecs-in', records, { codec, transaction: 'commit' })
    await tool.write('codecs-in', [{ key: Buffer.alloc(4), value: patient('aborted') }], { codec, transaction: 'abort' })
    await tool.write('codecs-in', [{ key: Buffer.alloc(4), value: patient(`zero-${codec}`) }])
  }
  const { output, code } = await runRoute(
    { broker, tool },
    { from: 'codecs-in', to: 'codecs-out', group: 'codecs', sink: 'compression: zstd' },
    { until: (records) => records.length >= 255 },
  )
  expect(code).toBe(0)
  const ids = output.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id)
  expect(ids.sort()).toEqual(
    [...codecs.flatMap((codec) => Array.from({ length: 50 }, (_, n) => `${codec}-${n}`)), ...codecs.map((codec) => `zero-${codec}`)].sort(),
  )
})

test('keys become what bodies call them, one header stays, others go, order within a key stays, and nothing raw is anywhere', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'keys-in': 3, 'keys-out': 3 })
  const records = Array.from({ length: 60 }, (_, n): WriteRecord => ({
    key: `canary-${n % 5}`, value: patient(`canary-${n % 5}`).replace('"female"', n % 2 === 0 ? '"female"' : '"male"'),
    headers: [['content-type', 'application/fhir+json'], ['1', null], ['content-type', 'twice'], ['user', 'Canaryuser']],
  }))
  await tool.write('keys-in', records)
  const { output, stderr, file } = await runRoute(
    { broker, tool },
    { from: 'keys-in', to: 'keys-out', group: 'keys', policy: 'ai-training', sink: 'headers: ["1", content-type]' },
    { until: (out) => out.length >= 60 },
  )
  expect(output).toHaveLength(60)
  for (const { key, value, headers } of output) {
    expect((JSON.parse(String(value)) as { id: string }).id).toBe(String(key))
    expect(headers.map(([name, header]) => [name, String(header)])).toEqual([
      ['content-type', 'application/fhir+json'],
      ['1', 'null'],
      ['content-type', 'twice'],
    ])
  }
  const genders = Map.groupBy(output, ({ key }) => String(key))
  expect(genders.size).toBe(5)
  for (const group of genders.values()) {
    expect(new Set(group.map(({ partition }) => partition)).size).toBe(1)
    const seen = group.map(({ value }) => (JSON.parse(String(value)) as { gender: string }).gender)
    expect(seen.every((gender, index) => index === 0 || gender !== seen[index - 1])).toBe(true)
  }
  const everything = [
    stderr,
    file('audit.jsonl'),
    ...output.flatMap(({ key, value, headers }) => [String(key), String(value), JSON.stringify(headers)]),
  ].join('\n')
  expect(everything).not.toMatch(/canary/i)
})

test('poison is quarantined and stalls nothing, a tombstone is refused unless the route says otherwise', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'poison-in': 1, 'poison-out': 1 })
  await tool.write('poison-in', [
    { key: 'a', value: patient('1') }, { key: 'Canarykey', value: '{"resourceType":"Patient","canary":' }, { key: 'b', value: null },
    { key: 'c', value: patient('2') },
  ])
  const ran = await runRoute(
    { broker, tool },
    { from: 'poison-in', to: 'poison-out', group: 'poison' },
    { until: (out) => out.length >= 2 },
  )
  expect(ran.code).toBe(2)
  expect(ran.output.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id)).toEqual(['1', '2'])
  const entries = ran.file('quarantine.jsonl').trim().split('\n').map((line) => JSON.parse(line) as { header: Record<string, unknown> })
  expect(entries.map(({ header }) => [header['code'], header['source'], header['line']])).toEqual([
    ['SLUICE_JSON_SYNTAX', 'poison-in/0', 1], ['SLUICE_TOMBSTONE', 'poison-in/0', 2]])
  expect(ran.stderr + ran.file('audit.jsonl') + ran.file('quarantine.jsonl')).not.toMatch(/canary/i)
  const again = await runRoute({ broker, tool }, { from: 'poison-in', to: 'poison-out', group: 'poison-2', route: 'tombstones: pass' },
    { until: (out) => out.length >= 5 })
  expect(again.output.slice(2).map(({ value }) => value === null)).toEqual([false, true, false])
})

test('a sink that cannot keep the promise of its source is refused with its place, and so is a topic that is not there', async (context) => {
  const { broker, tool } = kafkaOf(context)
  const ran = await runRoute(
    { broker, tool },
    { from: 'poison-in', to: 'poison-out', group: 'g', sink: `brokers: [${broker.brokers}]` },
    {},
  )
  expect(ran.code).toBe(1)
  expect(ran.stderr).toMatch(/sluice\.yaml:\d+:\d+ kafka cannot be part of an exactly-once delivery/)
  const other = await runRoute({ broker, tool }, { from: 'no-such-topic', to: 'poison-out', group: 'g' }, {})
  expect(other.stderr).toContain('SLUICE_CONFIG: There is no topic no-such-topic')
})

test('a quarantine that is a topic holds nothing in clear but reason and place; entries are listed, shown, released through the route and purged', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'q-in': 1, 'q-out': 1, 'q-topic': 2 }, { 'cleanup.policy': 'compact' })
  await tool.write('q-in', [
    { key: 'Canarykey', value: '{"resourceType":"Patient","canary":', headers: [['user', 'Canaryuser']] },
    { key: 'canary-3', value: patient('canary-3') },
  ])
  const config = {
    from: 'q-in', to: 'q-out', group: 'q', policy: 'ai-training', quarantine: '{ kafka: { topic: q-topic } }',
    sink: 'headers: [content-type]',
  }
  const ran = await runRoute({ broker, tool }, config, { until: (out) => out.length >= 1 })
  expect(ran.code).toBe(2)
  const kept = await tool.read('q-topic')
  const clear = kept.flatMap(({ key, value, headers }) => [
    String(key),
    String(value),
    ...headers.map(([name, header]) => `${name}: ${header?.toString()}`),
  ])
  expect(clear.join('\n')).not.toMatch(/canary/i)
  expect(kept.map(({ headers }) => headers.map(([name, header]) => `${name}=${header?.toString()}`))).toContainEqual(
    ['sluice-code=SLUICE_JSON_SYNTAX', 'sluice-source=q-in/0', 'sluice-offset=0'])
  const cli = (...args: string[]) => runCli(['quarantine', ...args, '--config', 'sluice.yaml'], { cwd: ran.folder })
  const list = (await cli('list', 'clean', '--json')).stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; line: number })
  expect(list.map(({ line }) => line)).toEqual([0])
  const first = list[0]?.id ?? ''
  expect((await cli('show', 'clean', first)).stdout).toBe('{"resourceType":"Patient","canary":')
  expect(JSON.parse((await cli('show', 'clean', first, '--around')).stdout)).toMatchObject({
    key: 'Canarykey',
    headers: [['user', 'Canaryuser']],
  })
  const refused = await cli('release', 'clean', first)
  expect(refused.code).toBe(2)
  expect(refused.stderr).toContain('SLUICE_JSON_SYNTAX')
  expect(await cli('purge', 'clean', first)).toMatchObject({ code: 0 })
  const left = (await cli('list', 'clean', '--json')).stdout
  expect(left).not.toContain(first)
  expect((await cli('purge', 'clean', '--all')).code).toBe(0)
  expect((await cli('list', 'clean', '--json')).stdout).toBe('')
}, 120_000)

test('what was refused under one policy is released into the route under another, with its key and headers', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'rel-in': 1, 'rel-out': 1 })
  await tool.write('rel-in', [{ key: 'canary-1', value: null }, { key: 'canary-2', value: patient('canary-2') }])
  const config = { from: 'rel-in', to: 'rel-out', group: 'rel', policy: 'ai-training' }
  const ran = await runRoute({ broker, tool }, config, { until: (out) => out.length >= 1 })
  writeKafkaConfig(ran.folder, { brokers: broker.brokers, ...config, route: 'tombstones: pass' })
  const cli = (...args: string[]) => runCli(['quarantine', ...args, '--config', 'sluice.yaml'], { cwd: ran.folder })
  const [entry] = (await cli('list', 'clean', '--json')).stdout.trim().split('\n').map((line) => JSON.parse(line) as { id: string })
  expect(await cli('release', 'clean', entry?.id ?? '')).toMatchObject({ code: 0 })
  const output = await tool.read('rel-out')
  expect(output.map(({ value }) => value === null)).toEqual([false, true])
  expect(output.map(({ key }) => String(key)).join()).not.toMatch(/canary/i)
  expect((await cli('purge', 'clean', '--before', '2020-01-01')).stderr).toContain('0 of 1 entries purged')
  expect((await cli('purge', 'clean', '--all')).stderr).toContain('1 of 1 entries purged')
  expect((await cli('list', 'clean', '--json')).stdout).toBe('')
}, 120_000)

test('a record that the topic does not take, without a key where it is compacted, is quarantined by name and stalls nothing', async (context) => {
  const { broker, tool } = kafkaOf(context)
  await makeTopics(broker.brokers, { 'takes-in': 1 })
  await makeTopics(broker.brokers, { 'takes-out': 1 }, { 'cleanup.policy': 'compact,delete', 'message.timestamp.after.max.ms': '5000' })
  const client = await createKafkajsClient({ brokers: [broker.brokers], clientId: 'takes', tls: undefined, sasl: undefined })
  expect(await client.takes('takes-out')).toMatchObject({ batchBytesMax: 32 * 1024 * 1024, needsKeys: true, newerMsMax: 5000 })
  await client.close()
  await tool.write('takes-in', [
    { key: 'a', value: patient('1') }, { key: null, value: patient('2') }, { key: 'b', value: patient('3') },
  ])
  const config = { from: 'takes-in', to: 'takes-out', group: 'takes' }
  const ran = await runRoute({ broker, tool }, config, { until: (output) => output.length >= 2 })
  expect(ran.output.map(({ value }) => (JSON.parse(String(value)) as { id: string }).id)).toEqual(['1', '3'])
  const entries = ran.file('quarantine.jsonl').trim().split('\n').map((line) => JSON.parse(line) as { header: Record<string, unknown> })
  expect(entries.map(({ header }) => [header['code'], header['line']])).toEqual([['SLUICE_RECORD', 1]])
})
