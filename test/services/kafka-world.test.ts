import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { createGenerator } from '../../bench/generate.ts'
import { createKafkajsClient } from '../../connectors/kafka/kafkajs/kafkajs-client.ts'
import type { OutgoingRecord, Transaction, TransactionalProducer } from '../../connectors/kafka/port.ts'
import { finishCli, KEY, makeFolder, runCli, startCli } from '../cli/run-cli.ts'
import { corpusFiles, CORPORA_ABSENT } from '../support/corpora.ts'
import { freePort, tryKafka, type KafkaBroker } from './kafka.ts'
import { until, writeKafkaConfig, type KafkaRouteConfig } from './kafka-config.ts'
import { startKafkaTool, type KafkaTool, type ReadRecord } from './kafka-tool.ts'
import { makeTopics } from './kafka-topics.ts'

const PASSWORD = 'a-password-for-tests'
const JAAS = 'org.apache.kafka.common.security'

interface Kafka {
  readonly broker: KafkaBroker
  readonly tool: KafkaTool
  readonly saslPort: number
  readonly tlsPort: number
  readonly ca: string
}

let kafka: Kafka | string = 'it was not started'

/** A certificate for 127.0.0.1 that nobody but this test trusts, and the key store of a broker that has it. */
function makeCertificate(folder: string): { readonly ca: string; readonly store: string } {
  const [key, ca, store] = ['key.pem', 'ca.pem', 'store.pem'].map((name) => join(folder, name)) as [string, string, string]
  execFileSync(
    'openssl',
    [
      'req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', ca, '-addext',
      'subjectAltName=IP:127.0.0.1,DNS:localhost',
    ],
    { stdio: 'ignore' },
  )
  writeFileSync(store, readFileSync(key, 'utf8') + readFileSync(ca, 'utf8'))
  return { ca, store }
}

beforeAll(async () => {
  const [saslPort, tlsPort] = [await freePort(), await freePort()]
  const { ca, store } = makeCertificate(makeFolder())
  const modules = {
    'plain': `${JAAS}.plain.PlainLoginModule required user_sluice="${PASSWORD}";`,
    'scram-sha-256': `${JAAS}.scram.ScramLoginModule required;`,
    'scram-sha-512': `${JAAS}.scram.ScramLoginModule required;`,
    'oauthbearer': `${JAAS}.oauthbearer.OAuthBearerLoginModule required;`,
  }
  const jaas = ['sasl_plaintext', 'sasl_ssl'].flatMap((listener) => Object.entries(modules).map(([mechanism, module]) =>
    [`listener.name.${listener}.${mechanism}.sasl.jaas.config`, module]))
  const broker = await tryKafka({
    listeners: [`SASL_PLAINTEXT://127.0.0.1:${saslPort}`, `SASL_SSL://127.0.0.1:${tlsPort}`],
    scram: ['SCRAM-SHA-256', 'SCRAM-SHA-512'].map((mechanism) => `${mechanism}=[name=sluice,password=${PASSWORD}]`),
    properties: {
      'sasl.enabled.mechanisms': 'PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER', ...Object.fromEntries(jaas) as Record<string, string>,
      'ssl.keystore.type': 'PEM', 'ssl.keystore.location': store,
    },
  })
  kafka = typeof broker === 'string' ? broker : { broker, tool: await startKafkaTool(broker), saslPort, tlsPort, ca }
}, 600_000)

afterAll(async () => {
  if (typeof kafka === 'string') return
  await kafka.tool.stop()
  await kafka.broker.stop()
})

function kafkaOf({ skip }: TestContext): Kafka {
  return typeof kafka === 'string' ? skip(kafka) : kafka
}

interface Running {
  stop(): Promise<{ readonly code: number | null; readonly stderr: string }>
  isOver(): boolean
  file(name: string): string
}

function run(config: KafkaRouteConfig, folder = makeFolder(), env: Readonly<Record<string, string>> = {}): Running {
  writeKafkaConfig(folder, config)
  const child = startCli(['run'], { cwd: folder, env })
  const finished = finishCli(child)
  return {
    isOver: () => child.exitCode !== null,
    async stop() {
      child.kill('SIGTERM')
      return finished
    },
    file: (name) => existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '',
  }
}

async function untilRead(tool: KafkaTool, topic: string, count: number, running: Running): Promise<ReadRecord[]> {
  let output: ReadRecord[] = []
  await until(`${count} records in ${topic}`, async () => {
    output = await tool.read(topic)
    return output.length >= count || running.isOver()
  }, 120_000)
  return output
}

const patient = (id: string): string => JSON.stringify({ resourceType: 'Patient', id, active: true })
const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const seconds = Math.floor(Date.now() / 1000)
const TOKEN = `${base64url({ alg: 'none' })}.${base64url({ sub: 'sluice', iat: seconds - 10, exp: seconds + 3600 })}.`

test(
  'every way of signing in opens the cluster, over TLS too; a wrong password does not, and is told in no message',
  { timeout: 240_000 },
  async (context) => {
    const { broker, tool, saslPort, tlsPort, ca } = kafkaOf(context)
    const password = `username: sluice, password: env:KAFKA_PASSWORD`
    const ways = [
      [`127.0.0.1:${saslPort}`, `sasl: { mechanism: plain, ${password} }`],
      [`127.0.0.1:${saslPort}`, `sasl: { mechanism: scram-sha-256, ${password} }`],
      [`127.0.0.1:${saslPort}`, 'sasl: { mechanism: oauthbearer, token: env:KAFKA_TOKEN }'],
      [`127.0.0.1:${tlsPort}`, `sasl: { mechanism: scram-sha-512, ${password} }\n        tls: { ca: ${ca} }`],
    ] as const
    await makeTopics(broker.brokers, { 'auth-in': 1, 'auth-out': 1 })
    await tool.write('auth-in', [{ key: 'a', value: patient('1') }])
    const env = { KAFKA_PASSWORD: PASSWORD, KAFKA_TOKEN: TOKEN }
    for (const [index, [brokers, source]] of ways.entries()) {
      const running = run({ brokers, from: 'auth-in', to: 'auth-out', group: `auth-${index}`, source }, undefined, env)
      expect((await untilRead(tool, 'auth-out', index + 1, running)).length).toBe(index + 1)
      expect((await running.stop()).code).toBe(0)
    }
    const wrong = run({ brokers: ways[0][0], from: 'auth-in', to: 'auth-out', group: 'auth', source: ways[0][1] }, undefined, {
      KAFKA_PASSWORD: 'canary-password',
    })
    await until('it gives up', () => wrong.isOver(), 120_000)
    const { code, stderr } = await wrong.stop()
    expect(code).toBe(1)
    expect(stderr).toContain('SLUICE_SOURCE')
    expect(stderr).not.toContain('canary')
  },
)

test(
  'a Bundle of ten megabytes goes through; a record over the limit, and one that the topic does not take, are quarantined by name',
  { timeout: 240_000 },
  async (context) => {
    const { broker, tool } = kafkaOf(context)
    await makeTopics(broker.brokers, { 'large-in': 1, 'large-out': 1 }, { 'max.message.bytes': String(32 * 1024 * 1024) })
    await makeTopics(broker.brokers, { 'small-out': 1 }, { 'max.message.bytes': '2000' })
    const [bundle] = createGenerator(5, 0).bundles(1, 10_000_000) as [Buffer]
    await tool.write('large-in', [
      { key: 'a', value: bundle },
      { key: 'b', value: patient('after') },
    ])
    const running = run({ brokers: broker.brokers, from: 'large-in', to: 'large-out', group: 'large' })
    const output = await untilRead(tool, 'large-out', 2, running)
    expect(output[0]?.value?.equals(bundle)).toBe(true)
    expect((await running.stop()).code).toBe(0)
    const limited = run({
      brokers: broker.brokers,
      from: 'large-in',
      to: 'small-out',
      group: 'limited',
      route: '\nlimits: { entryBytesMax: 1000000 }',
    })
    await untilRead(tool, 'small-out', 1, limited)
    expect((await limited.stop()).code).toBe(2)
    const long = JSON.stringify({ resourceType: 'Patient', id: 'long', address: [{ text: 'x'.repeat(3000) }] })
    await tool.write('large-in', [
      { key: 'c', value: long },
      { key: 'd', value: patient('last') },
    ])
    const small = run({ brokers: broker.brokers, from: 'large-in', to: 'small-out', group: 'limited' })
    await untilRead(tool, 'small-out', 2, small)
    expect((await small.stop()).code).toBe(2)
    const codes = [limited, small].map(({ file }) =>
      file('quarantine.jsonl')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { header: { code: string } }).header.code),
    )
    expect(codes).toEqual([['SLUICE_LIMIT_SIZE'], ['SLUICE_LIMIT_RECORD']])
  },
)

test(
  'notes that come as records of their own are searched for the people of the roster, who have the same pseudonym in each record',
  { timeout: 240_000 },
  async (context) => {
    if (CORPORA_ABSENT !== undefined) return context.skip(CORPORA_ABSENT)
    const { broker, tool } = kafkaOf(context)
    const files = corpusFiles('synthea-bulk-ndjson/10-patients')
    const linesOf = (type: string): string[] =>
      files.filter(({ name }) => name.includes(`/${type}.`)).flatMap(({ read }) => read().toString().trim().split('\n'))
    const patients = linesOf('Patient')
    const records = [...patients, ...linesOf('Encounter').slice(0, 60), ...linesOf('DocumentReference').slice(0, 120)]
    const folder = makeFolder()
    writeFileSync(join(folder, 'patients.ndjson'), `${patients.join('\n')}\n`)
    expect(
      (await runCli(['roster', 'build', '--out', 'roster.db', 'patients.ndjson'], { cwd: folder, env: { SLUICE_KEY: KEY } })).code,
    ).toBe(0)
    await makeTopics(broker.brokers, { 'bulk-in': 4, 'bulk-out': 4 })
    await tool.write(
      'bulk-in',
      records.map((value) => ({ key: (JSON.parse(value) as { id: string }).id, value })),
    )
    const running = run(
      { brokers: broker.brokers, from: 'bulk-in', to: 'bulk-out', group: 'bulk', policy: 'ai-training', route: 'roster: roster.db' },
      folder,
    )
    const output = await untilRead(tool, 'bulk-out', records.length, running)
    await running.stop()
    const texts = output.map(({ value }) =>
      String(value).replaceAll(/"data":"([^"]+)"/g, (_, data: string) => Buffer.from(data, 'base64').toString()),
    )
    const names = patients.flatMap((line) =>
      (JSON.parse(line) as { name: { family: string; given: string[] }[] }).name.flatMap(({ family, given }) => [family, ...given]),
    )
    const told = names.filter((name) => name.length > 3 && texts.some((text) => text.includes(name)))
    expect(told).toEqual([])
    const ids = new Set(
      texts.flatMap((text) => (text.startsWith('{"resourceType":"Patient"') ? [(JSON.parse(text) as { id: string }).id] : [])),
    )
    const subjects = texts.flatMap((text) => [...text.matchAll(/"reference":"Patient\/([^"]+)"/g)].map(([, id]) => id))
    expect(ids.size).toBe(patients.length)
    expect(subjects.length).toBeGreaterThan(100)
    expect(subjects.filter((id) => !ids.has(id ?? ''))).toEqual([])
  },
)

test(
  'a broker that is gone under load stalls the route, which goes on by itself and has lost and doubled nothing',
  { timeout: 240_000 },
  async (context) => {
    const { broker, tool } = kafkaOf(context)
    await makeTopics(broker.brokers, { 'down-in': 3, 'down-out': 3 })
    const write = (from: number): Promise<void> =>
      tool.write(
        'down-in',
        Array.from({ length: 300 }, (_, n) => ({ key: `k${(from + n) % 20}`, value: patient(String(from + n)) })),
      )
    await write(0)
    const running = run({
      brokers: broker.brokers,
      from: 'down-in',
      to: 'down-out',
      group: 'down',
      source: 'deliveryRecordsMax: 5\n        sessionTimeoutMs: 2000',
    })
    await untilRead(tool, 'down-out', 20, running)
    await broker.kill()
    await delay(3_000)
    expect(running.isOver()).toBe(false)
    await broker.start()
    await write(300)
    const output = await untilRead(tool, 'down-out', 600, running)
    const { code } = await running.stop()
    expect(code).toBe(0)
    const ids = output.map(({ value }) => Number((JSON.parse(String(value)) as { id: string }).id))
    expect(ids.sort((one, other) => one - other)).toEqual(Array.from({ length: 600 }, (_, n) => n))
  },
)

/** Cuts the end of a transaction off a partition that ends with one, as if it had never been written. */
function cutEnd(partition: string): void {
  const file = join(partition, '00000000000000000000.log')
  const log = readFileSync(file)
  let last = 0
  for (let at = 0; at + 12 < log.length && log.readInt32BE(at + 8) > 0; at += 12 + log.readInt32BE(at + 8)) last = at
  if (log.length > 0 && (log.readInt16BE(last + 21) & 0x20) !== 0) truncateSync(file, last)
}

/** Takes the id of a partition over; a broker that is new, or has just been started, needs a while to have a coordinator. */
async function takeOver(
  { broker }: Kafka,
  partition: number,
): Promise<{ readonly kept: bigint | undefined; readonly producer: TransactionalProducer; close(): Promise<void> }> {
  const client = await createKafkajsClient({ brokers: [broker.brokers], clientId: 'ends', tls: undefined, sasl: undefined })
  client.writes('ends-out')
  const take = (): Promise<TransactionalProducer> =>
    client.transactional({ id: `ends-${partition}`, timeoutMs: 60_000, group: 'ends', topic: 'ends-in', partition })
  const producer = await take().catch(take).catch(take).catch(take)
  const kept = (await client.committed('ends', 'ends-in', partition))?.offset
  return { kept, producer, async close() {
    await producer.close()
    await client.close()
  } }
}

test(
  'a transaction whose end a broker started again has left out ends as it was to, whoever takes its id over',
  { timeout: 240_000 },
  async (context) => {
    const kafka = kafkaOf(context)
    const { broker, tool } = kafka
    await makeTopics(broker.brokers, { 'ends-in': 2, 'ends-out': 3 })
    const records = (name: string): OutgoingRecord[] =>
      Array.from({ length: 9 }, (_, n) => ({ topic: 'ends-out', key: null, value: Buffer.from(`${name} ${n}`), headers: [], lane: n }))
    const write = async ({ producer }: { readonly producer: TransactionalProducer }, name: string): Promise<Transaction> => {
      const transaction = await producer.begin({ offset: 5n, topicId: undefined })
      for (const record of records(name)) await transaction.send([record], 'none')
      return transaction
    }
    const before = [await takeOver(kafka, 0), await takeOver(kafka, 1)] as const
    const [committed, aborted] = [await write(before[0], 'committed'), await write(before[1], 'aborted')]
    await committed.commit()
    await aborted.abort()
    await delay(500)
    await Promise.all(before.map(({ close }) => close()))
    await broker.kill()
    const partitions = readdirSync(broker.data).filter((name) => /^(?:ends-out|__consumer_offsets)-/.test(name))
    for (const name of [...partitions, ...partitions]) cutEnd(join(broker.data, name))
    await broker.start()
    const after = [await takeOver(kafka, 0), await takeOver(kafka, 1)] as const
    expect(after.map(({ kept }) => kept)).toEqual([5n, undefined])
    await (await after[0].producer.begin({ offset: 9n, topicId: undefined })).abort()
    await (await write(after[1], 'aborted')).commit()
    const wanted = ['aborted', 'committed'].flatMap((name) => records(name).map(({ value }) => String(value)))
    await until('the end is there', async () => (await tool.read('ends-out')).length >= wanted.length)
    expect((await tool.read('ends-out')).map(({ value }) => String(value)).sort()).toEqual(wanted)
    await Promise.all(after.map(({ close }) => close()))
  },
)
