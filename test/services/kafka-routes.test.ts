import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { makeFolder, runCli } from '../cli/run-cli.ts'
import { startRun, type Running } from '../cli/running.ts'
import { tryKafka, type KafkaBroker } from './kafka.ts'
import { writeKafkaConfig } from './kafka-config.ts'
import { startKafkaTool, type KafkaTool } from './kafka-tool.ts'
import { makeTopics } from './kafka-topics.ts'

interface Kafka {
  readonly broker: KafkaBroker
  readonly tool: KafkaTool
}

let kafka: Kafka | string = 'it was not started'

beforeAll(async () => {
  const broker = await tryKafka()
  kafka = typeof broker === 'string' ? broker : { broker, tool: await startKafkaTool(broker) }
}, 600_000)

afterAll(async () => {
  if (typeof kafka === 'string') return
  await kafka.tool.stop()
  await kafka.broker.stop()
})

const kafkaOf = ({ skip }: TestContext): Kafka => (typeof kafka === 'string' ? skip(kafka) : kafka)

const policy = (version: string): string => `sluice: policy/1
name: nameless
version: "${version}"
summary: For tests.
oldestAge: 89
rules:
  - name: What does not identify stays, and so do ids
    when: { class: [not-identifying, link] }
    then: keep
`
const branch = (name: string, policyName: string): string => `      - name: ${name}
        policy: ${policyName}
        destination: ${name}
        purpose: research
        to: { kafka: { topic: fan-${name} } }
        onError: quarantine
        quarantine: { file: quarantine.jsonl }
`
const config = (brokers: string): string => `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
observe: { listen: 127.0.0.1:0 }
routes:
  - name: fan
    from: { kafka: { brokers: [${brokers}], topic: fan-in, group: fan, delivery: exactly-once, sessionTimeoutMs: 6000 } }
    branches:
${branch('whole', 'keep-everything')}${branch('clean', 'nameless.yaml')}`

const PART = 300
const KILLS = 3
const RECORDS = PART * (KILLS + 1)
const patient = (id: number): string =>
  JSON.stringify({ resourceType: 'Patient', id: `p${id}`, active: true, name: [{ family: 'Canaryname' }] })
const idOf = (value: unknown): string => (JSON.parse(String(value)) as { id: string }).id

/** Puts a part of the records in, bit by bit, while the route runs. */
async function write({ tool }: Kafka, part: number): Promise<void> {
  for (let id = part * PART; id < (part + 1) * PART; id += 25) {
    await tool.write('fan-in', Array.from({ length: 25 }, (_, n) => ({ key: `k${(id + n) % 9}`, value: patient(id + n) })))
    await delay(100)
  }
}

async function readyOf(running: Running): Promise<void> {
  await running.until(async () => (await running.ask('/readyz')).status === 200)
}

test(
  'one topic becomes two, each record once in both whatever is killed, in one transaction; a policy is swapped between',
  { timeout: 240_000 },
  async (context) => {
    const { broker, tool } = kafkaOf(context)
    await makeTopics(broker.brokers, { 'fan-in': 3, 'fan-whole': 3, 'fan-clean': 3 })
    const folder = makeFolder()
    writeFileSync(join(folder, 'sluice.yaml'), config(broker.brokers))
    writeFileSync(join(folder, 'nameless.yaml'), policy('1'))
    const logs: string[] = []
    for (let kill = 0; kill < KILLS; kill++) {
      const running = startRun('sluice.yaml', { cwd: folder })
      const before = (await tool.read('fan-clean')).length
      const writing = write({ broker, tool }, kill)
      await running.until(async () => (await tool.read('fan-clean')).length > before)
      await delay(50 * kill)
      await running.stop('SIGKILL')
      await writing
      logs.push(running.log())
    }
    const running = startRun('sluice.yaml', { cwd: folder, level: 'debug' })
    await readyOf(running)
    writeFileSync(join(folder, 'nameless.yaml'), policy('2'))
    running.child.kill('SIGHUP')
    await running.until(() => running.logged('POLICY_RELOADED').length > 0)
    await write({ broker, tool }, KILLS)
    await tool.write('fan-in', [
      { key: 'k0', value: patient(RECORDS) },
      { key: 'k0', value: '{"Canary' },
    ])
    await running.until(async () => (await tool.read('fan-clean')).some(({ value }) => idOf(value) === `p${RECORDS}`))
    await running.until(async () => {
      const { text } = await running.ask('/metrics')
      return /^sluice_lag_messages\{.*\} 0$/m.test(text) && !/^sluice_lag_messages\{.*\} [1-9]/m.test(text)
    })
    const metrics = (await running.ask('/metrics')).text
    const { stderr, code } = await running.stop()
    const [whole, clean] = [await tool.read('fan-whole'), await tool.read('fan-clean')]
    const expected = Array.from({ length: RECORDS + 1 }, (_, id) => `p${id}`).sort()
    for (const topic of [whole, clean]) {
      expect(topic.map(({ value }) => idOf(value)).sort()).toEqual(expected)
      for (const group of Map.groupBy(topic, ({ key }) => String(key)).values()) {
        const ids = group.map(({ value }) => Number(idOf(value).slice(1)))
        expect(ids).toEqual([...ids].sort((a, b) => a - b))
      }
    }
    expect(code).toBe(2)
    expect(metrics).toMatch(/^sluice_lag_messages\{route="fan",part="fan-in\/\d"\} 0$/m)
    expect(metrics).toMatch(/^sluice_connector_ready\{route="fan",side="source",connector="kafka"\} 1$/m)
    const audit = readFileSync(join(folder, 'audit.jsonl'), 'utf8')
    const hashes = new Set(
      audit
        .split('\n')
        .filter((line) => line.includes('"event":"batch"') && line.includes('"route":"fan/clean"'))
        .map((line) => /"policyHash":"([0-9a-f]+)"/.exec(line)?.[1]),
    )
    expect(hashes.size).toBe(2)
    const quarantine = readFileSync(join(folder, 'quarantine.jsonl'), 'utf8')
    for (const text of [...logs, stderr, metrics, audit, quarantine, ...clean.map(({ key, value }) => `${String(key)} ${String(value)}`)])
      expect(text).not.toMatch(/canary/i)
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd: folder })).code).toBe(0)
  },
)

/** The partitions that an instance says it reads. */
async function partitionsOf(running: Running): Promise<string[]> {
  const { text } = await running.ask('/metrics')
  return [...text.matchAll(/^sluice_lag_messages\{route="clean",part="scale-in\/(\d+)"\}/gm)].map((match) => match[1] as string)
}

test(
  'instances that join share the partitions under load, and leave them to the others: each record once, in the order of its key',
  { timeout: 240_000 },
  async (context) => {
    const { broker, tool } = kafkaOf(context)
    await makeTopics(broker.brokers, { 'scale-in': 12, 'scale-out': 12 })
    const start = (): Running => {
      const folder = makeFolder()
      writeKafkaConfig(folder, {
        brokers: broker.brokers,
        from: 'scale-in', to: 'scale-out', group: 'scale', source: 'deliveryRecordsMax: 20', top: 'observe: { listen: 127.0.0.1:0 }',
      })
      return startRun('sluice.yaml', { cwd: folder })
    }
    let written = 0
    const calm = new AbortController()
    const feed = async (): Promise<void> => {
      for (; !calm.signal.aborted; await delay(150)) {
        await tool.write(
          'scale-in',
          Array.from({ length: 60 }, () => ({ key: `k${written % 97}`, value: patient(written++) })),
        )
      }
    }
    const feeding = feed()
    const first = start()
    const joined: Running[] = []
    const share = async (running: readonly Running[]): Promise<void> => {
      const wanted = 12 / running.length
      for (const one of running) await one.until(async () => (await partitionsOf(one)).length === wanted)
      expect((await Promise.all(running.map(partitionsOf))).flat().sort()).toEqual(Array.from({ length: 12 }, (_, n) => String(n)).sort())
    }
    await share([first])
    joined.push(start(), start())
    await share([first, ...joined])
    expect(await Promise.all(joined.map(async (one) => (await one.stop()).code))).toEqual([0, 0])
    await share([first])
    calm.abort()
    await feeding
    await first.until(async () => (await tool.read('scale-out')).length >= written)
    expect((await first.stop()).code).toBe(0)
    const output = await tool.read('scale-out')
    expect(output.map(({ value }) => Number(idOf(value).slice(1))).sort((one, other) => one - other)).toEqual(
      Array.from({ length: written }, (_, n) => n),
    )
    for (const group of Map.groupBy(output, ({ key }) => String(key)).values()) {
      const ids = group.map(({ value }) => Number(idOf(value).slice(1)))
      expect(ids).toEqual([...ids].sort((one, other) => one - other))
    }
  },
)

const routeOf = (brokers: string, name: string): string => `  - name: ${name}
    from: { kafka: { brokers: [${brokers}], topic: ${name}-in, group: shared, delivery: exactly-once } }
    policy: keep-everything
    destination: lab
    purpose: research
    to: { kafka: { topic: ${name}-out } }
    onError: block
`

test('routes from different topics may be of one group', { timeout: 120_000 }, async (context) => {
  const { broker, tool } = kafkaOf(context)
  const names = ['left', 'right']
  await makeTopics(broker.brokers, Object.fromEntries(names.flatMap((name) => [[`${name}-in`, 3], [`${name}-out`, 1]])))
  const folder = makeFolder()
  const top = 'version: 1\nkeys: [{ version: 1, from: env:SLUICE_KEY }]\naudit: { file: audit.jsonl }\nobserve: { listen: 127.0.0.1:0 }\nroutes:\n'
  writeFileSync(join(folder, 'sluice.yaml'), top + names.map((name) => routeOf(broker.brokers, name)).join(''))
  for (const name of names) await tool.write(`${name}-in`, Array.from({ length: 30 }, (_, n) => ({ key: `k${n}`, value: patient(n) })))
  const running = startRun('sluice.yaml', { cwd: folder })
  for (const name of names) await running.until(async () => (await tool.read(`${name}-out`)).length >= 30)
  expect((await running.stop()).code).toBe(0)
  for (const name of names) expect(await tool.read(`${name}-out`)).toHaveLength(30)
})
