import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { startKafka, type KafkaBroker } from '../services/kafka.ts'
import { until, writeKafkaConfig } from '../services/kafka-config.ts'
import { startKafkaTool, type KafkaTool } from '../services/kafka-tool.ts'
import { makeTopics } from '../services/kafka-topics.ts'
import { checkOutput, type ChaosFindings, type LeftBehind } from './check-output.ts'
import { createChaosLoad, type ChaosLoad } from './chaos-load.ts'
import { startInstance } from './sluice-instance.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

const PARTITIONS = 12
/** How long an instance may take to deliver something, while others join and leave and the network is broken. */
const WORKING_MS = 30_000
/** From its first delivery on; a transaction takes some tens of milliseconds, so that every part of one is met. */
const KILL_MS_MAX = 200

export interface ChaosOptions {
  /** Instances side by side, of one group. */
  readonly instances: number
  /** Instances killed at work in all. */
  readonly kills: number
  /** No further kill after this. */
  readonly untilMs: number
  /** A broker is killed, or the network broken, after every so many kills at work. */
  readonly breakEvery: number
  /** Of what is broken, the share that is a broker killed; the rest is the network. */
  readonly brokerShare: number
  /** A broker that is killed is away for at most this long. */
  readonly outageMs: number
  readonly seed: number
  readonly say?: (line: string) => void
}

export interface ChaosReport extends ChaosFindings {
  readonly kills: number
  /** Of these, kills of an instance that was at work. */
  readonly killsAtWork: number
  readonly drains: number
  readonly brokerKills: number
  readonly cuts: number
  readonly written: number
  /** Of these, what a reader of the input sees in the end. */
  readonly readable: number
  readonly seconds: number
}

interface Scene {
  readonly options: ChaosOptions
  readonly folder: string
  readonly broker: KafkaBroker
  readonly tool: KafkaTool
  readonly proxy: TcpProxy
  readonly load: ChaosLoad
  readonly random: () => number
  readonly counts: { kills: number; killsAtWork: number; drains: number; brokerKills: number; cuts: number }
  isOver: boolean
}

/** Numbers that look random and come again for a seed (Mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Starts an instance again and again, and kills it shortly after it has begun to deliver; one in eight is let drain. */
async function haunt(scene: Scene, slot: number): Promise<void> {
  const { options, random, counts, folder } = scene
  while (!scene.isOver && counts.killsAtWork < options.kills) {
    const instance = startInstance(join(folder, `instance-${slot}`))
    const isAtWork = await instance.working(WORKING_MS)
    await delay(random() * KILL_MS_MAX)
    const signal = random() < 1 / 8 ? 'SIGTERM' : 'SIGKILL'
    if (!await instance.kill(signal)) {
      // It found no broker and ended by itself; whoever watches over processes waits a little, too.
      await delay(500)
    } else if (signal === 'SIGTERM') counts.drains += 1
    else {
      counts.kills += 1
      if (isAtWork) counts.killsAtWork += 1
    }
  }
}

/** Breaks something else after every few kills, and mends it a little later. */
async function breakThings(scene: Scene): Promise<void> {
  const { options, counts, broker, proxy, random } = scene
  let next = options.breakEvery
  while (!scene.isOver) {
    await delay(50)
    if (counts.killsAtWork < next) continue
    next = counts.killsAtWork + options.breakEvery
    const isBroker = random() < options.brokerShare
    options.say?.(`${counts.kills} kills, ${scene.load.written()} records written; breaking ${isBroker ? 'the broker' : 'the network'}`)
    if (isBroker) {
      counts.brokerKills += 1
      await broker.kill()
      await delay(random() ** 2 * options.outageMs)
      await broker.start()
    } else {
      counts.cuts += 1
      if (random() < 0.5) proxy.cut()
      else proxy.stall()
      await delay(500 + random() * 2_000)
      proxy.heal()
    }
  }
}

/** Keeps records coming while things break. */
async function feed(scene: Scene): Promise<void> {
  while (!scene.isOver) {
    await scene.load.write(scene.tool, 40)
    await delay(250)
  }
}

function leftBehind(folder: string): LeftBehind {
  const read = (name: string): string => readdirSync(folder)
    .filter((one) => one.startsWith('instance-'))
    .map((one) => {
      try {
        return readFileSync(join(folder, one, name), 'utf8')
      } catch {
        return ''
      }
    })
    .join('\n')
  const quarantine = read('quarantine.jsonl')
  return { quarantine, all: `${quarantine}\n${read('audit.jsonl')}\n${read('log.txt')}` }
}

/** One start and end in peace, so that the others find compiled code. */
async function rehearse(folder: string): Promise<void> {
  const instance = startInstance(folder)
  await instance.working(WORKING_MS)
  await instance.kill('SIGTERM')
}

async function play(scene: Scene): Promise<void> {
  const { options, folder, broker, load, tool } = scene
  for (let slot = 0; slot < options.instances; slot++) {
    const place = join(folder, `instance-${slot}`)
    mkdirSync(place)
    writeKafkaConfig(place, {
      brokers: broker.brokers, from: 'chaos-in', to: 'chaos-out', group: 'chaos', policy: 'hipaa-safe-harbor',
      source: 'deliveryRecordsMax: 7\n        sessionTimeoutMs: 2000',
    })
  }
  await load.write(tool, 400)
  await rehearse(join(folder, 'instance-0'))
  const end = setTimeout(() => (scene.isOver = true), options.untilMs)
  const others = [breakThings(scene), feed(scene)]
  await Promise.all(Array.from({ length: options.instances }, (_, slot) => haunt(scene, slot)))
  clearTimeout(end)
  scene.isOver = true
  await Promise.all(others)
}

/** Runs on in peace until everything has arrived, and looks what there is. */
async function settle({ folder, tool, proxy, options }: Scene): Promise<ChaosFindings & { readonly readable: number }> {
  proxy.heal()
  options.say?.('calm; waiting for the rest')
  const instance = startInstance(join(folder, 'instance-0'))
  const look = async (): Promise<ChaosFindings & { readonly readable: number }> => {
    const input = await tool.read('chaos-in')
    return { ...checkOutput({ input, output: await tool.read('chaos-out'), left: leftBehind(folder) }), readable: input.length }
  }
  try {
    await until('everything has arrived', async () => (await look()).lost === 0, 120_000).catch(() => undefined)
    // What is there twice may come later than what was missing.
    await delay(3_000)
  } finally {
    await instance.kill('SIGTERM')
  }
  return look()
}

/**
 * Instances of one group over twelve partitions, killed at work again and again, while the broker is killed too and
 * the network between breaks; then a look at what there is, with Apache's own reader.
 */
export async function runKafkaChaos(options: ChaosOptions): Promise<ChaosReport> {
  const started = performance.now()
  await using cleanup = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'sluice-chaos-'))
  let isClean = false
  cleanup.defer(() =>
    isClean ? rmSync(folder, { recursive: true, force: true, maxRetries: 3 }) : console.error(`Kept for a look: ${folder}`),
  )
  let port = 0
  const proxy = cleanup.adopt(await startTcpProxy(() => port), (open) => open.close())
  const broker = cleanup.adopt(await startKafka({ proxyPort: proxy.port }), (open) => open.stop())
  port = broker.port
  const tool = cleanup.adopt(await startKafkaTool(broker), (open) => open.stop())
  await makeTopics(broker.brokers, { 'chaos-in': PARTITIONS, 'chaos-out': PARTITIONS })
  const random = createRandom(options.seed)
  const counts = { kills: 0, killsAtWork: 0, drains: 0, brokerKills: 0, cuts: 0 }
  const scene: Scene = { options, folder, broker, tool, proxy, load: createChaosLoad(random), random, counts, isOver: false }
  await play(scene)
  const findings = await settle(scene)
  const { readable: _, ...wrong } = findings
  isClean = Object.values(wrong).every((count) => count === 0)
  return { ...counts, ...findings, written: scene.load.written(), seconds: Math.round((performance.now() - started) / 1000) }
}
