import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadKafkajs } from '../connectors/kafka/kafkajs/load-kafkajs.ts'
import { startKafka } from '../test/services/kafka.ts'
import { makeTopics } from '../test/services/kafka-topics.ts'
import { createGenerator } from './generate.ts'
import { measureLatency } from './kafka-latency.ts'
import { startSubject, type BenchPlace, type Subject } from './kafka-subject.ts'

const SUBJECTS: readonly Subject[] = [
  { name: 'kafkajs loop that only copies' },
  { name: 'keep everything, at least once', policy: 'keep-everything', delivery: 'at-least-once' },
  { name: 'keep everything, exactly once', policy: 'keep-everything' },
  { name: 'hipaa-safe-harbor, exactly once', policy: 'hipaa-safe-harbor' },
  { name: 'ai-training with texts, at least once', policy: 'ai-training', delivery: 'at-least-once' },
  { name: 'ai-training with texts, exactly once', policy: 'ai-training' },
]
const PARTITIONS = 6
/** What a process does until then is warming up: it counts for nobody. */
const WARM = 0.3

async function fill(brokers: string, topic: string, values: readonly Buffer[]): Promise<void> {
  const { Kafka, logLevel, CompressionTypes } = loadKafkajs()
  const producer = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).producer()
  await producer.connect()
  for (let at = 0; at < values.length;) {
    const messages = []
    for (let bytes = 0; at < values.length && (bytes === 0 || bytes < 800_000); at++) {
      const value = values[at] as Buffer
      messages.push({ key: `key-${at % 500}`, value, partition: at % PARTITIONS })
      bytes += value.length
    }
    await producer.send({ topic, compression: CompressionTypes.LZ4, messages })
  }
  await producer.disconnect()
}

interface Moved {
  /** Messages a second once warm. */
  readonly perSecond: number
  readonly rssMegabytes: number
}

/** Lets a subject move a whole topic. */
async function move(place: BenchPlace, subject: Subject, from: string, total: number): Promise<Moved> {
  const { to, group, folder } = await place.fresh()
  let moved = 0
  let warmAt: { readonly time: number; readonly moved: number } | undefined
  let done: () => void = () => undefined
  const finished = new Promise<void>((resolve) => (done = resolve))
  const running = startSubject({
    subject, brokers: place.brokers, folder, group, from, to,
    onMoved(messages) {
      moved += messages
      if (warmAt === undefined && moved >= total * WARM) warmAt = { time: performance.now(), moved }
      if (moved >= total) done()
    },
  })
  const timer = setTimeout(() => {
    console.error(`${subject.name}: gave up at ${moved} of ${total}`)
    done()
  }, 120_000)
  await finished
  clearTimeout(timer)
  const seconds = (performance.now() - (warmAt?.time ?? 0)) / 1000
  return { perSecond: (moved - (warmAt?.moved ?? 0)) / seconds, rssMegabytes: await running.stop() }
}

const median = (values: readonly number[]): number =>
  [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN

async function benchThroughput(place: BenchPlace, quick: boolean): Promise<void> {
  const values = createGenerator(1).resources(quick ? 16_000 : 40_000).map((value) => Buffer.from(value))
  const bytes = values.reduce((sum, value) => sum + value.length, 0)
  await makeTopics(place.brokers, { raw: PARTITIONS })
  await fill(place.brokers, 'raw', values)
  // Filling has warmed up what the loop asks of the broker; this does so with transactions.
  await move(place, { name: 'warming up', policy: 'keep-everything' }, 'raw', values.length)
  const rounds = quick ? 1 : 3
  const results = SUBJECTS.map((): Moved[] => [])
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < SUBJECTS.length; turn++) {
      const index = (turn + round) % SUBJECTS.length
      results[index]?.push(await move(place, SUBJECTS[index] as Subject, 'raw', values.length))
    }
  }
  console.log(
    `\nTopic to topic: ${values.length} resources of ${Math.round(bytes / values.length)} bytes, ${PARTITIONS} partitions, ${rounds} round(s)`,
  )
  for (const [index, { name }] of SUBJECTS.entries()) {
    const runs = results[index] ?? []
    const ratios = runs.map(({ perSecond }, round) => perSecond / (results[0]?.[round]?.perSecond ?? Number.NaN))
    const perSecond = median(runs.map((run) => run.perSecond))
    console.log(
      `  ${name.padEnd(40)} ${median(ratios).toFixed(2).padStart(6)}  ${perSecond.toFixed(0).padStart(7)}/s  ` +
        `${((perSecond * bytes) / values.length / 1e6).toFixed(1).padStart(6)} MB/s  ${Math.max(...runs.map((run) => run.rssMegabytes))
          .toFixed(0)
          .padStart(5)} MB`,
    )
  }
}

async function benchLarge(place: BenchPlace, quick: boolean): Promise<void> {
  const bundle = createGenerator(3).bundles(1, 10_000_000)[0] as Buffer
  const count = quick ? 6 : 18
  await makeTopics(place.brokers, { large: PARTITIONS })
  await fill(place.brokers, 'large', Array.from({ length: count }, () => bundle))
  const { rssMegabytes, perSecond } = await move(place, { name: 'large', policy: 'ai-training' }, 'large', count)
  console.log(`\n${count} Bundles of ${(bundle.length / 1e6).toFixed(1)} MB, ai-training with texts, exactly once: ` +
    `${(perSecond * bundle.length / 1e6).toFixed(1)} MB/s, ${rssMegabytes.toFixed(0)} MB of memory at most`)
}

/** Topics to topics through Sluice against a loop that only copies, on one broker that is started for it. */
export async function benchKafka(quick: boolean): Promise<void> {
  await using cleanup = new AsyncDisposableStack()
  const root = mkdtempSync(join(tmpdir(), 'sluice-bench-'))
  cleanup.defer(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }))
  const { brokers } = cleanup.adopt(await startKafka(), (broker) => broker.stop())
  let runs = 0
  const place: BenchPlace = {
    brokers, folder: root,
    async fresh() {
      runs += 1
      await makeTopics(brokers, { [`out-${runs}`]: PARTITIONS }, { 'max.message.bytes': String(32 * 1024 * 1024) })
      return { to: `out-${runs}`, group: `bench-${runs}`, folder: join(root, String(runs)) }
    },
  }
  await benchThroughput(place, quick)
  await measureLatency(place, SUBJECTS.filter(({ policy, delivery }) => policy !== 'hipaa-safe-harbor' && delivery === undefined), quick)
  await benchLarge(place, quick)
}
