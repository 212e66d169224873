import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fetchJars, ServiceMissing } from './jars.ts'

const FOLDER = path.join(import.meta.dirname, 'kafka')
const FLAGS = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto']

/** A broker of Apache Kafka 4.3.1, of this machine's own JVM; its data outlives a kill. */
export interface KafkaBroker {
  readonly brokers: string
  /** Where it listens itself. */
  readonly port: number
  /** Where Java clients come in, whatever stands before the other one. */
  readonly directPort: number
  /** The folder that holds a folder for each partition. */
  readonly data: string
  /** The jars, for Java clients. */
  readonly jars: string
  /** Ends it as a power cut would. */
  kill(): Promise<void>
  start(): Promise<void>
  stop(): Promise<void>
}

export interface BrokerOptions {
  /** Further lines of server.properties; `listeners` are added to the plain one. */
  readonly properties?: Readonly<Record<string, string>>
  readonly listeners?: readonly string[]
  readonly jvm?: readonly string[]
  /** Users of SCRAM, as `kafka-storage format --add-scram` takes them. */
  readonly scram?: readonly string[]
  /** What clients are told to connect to in place of the broker itself: a proxy. Java clients still come directly. */
  readonly proxyPort?: number
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

interface Ports {
  readonly plain: number
  readonly controller: number
  readonly direct: number
}

function propertiesOf(folder: string, ports: Ports, options: BrokerOptions): string {
  const { listeners = [], properties = {}, proxyPort = ports.plain } = options
  const direct = `DIRECT://127.0.0.1:${ports.direct}`
  const all = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': `1@127.0.0.1:${ports.controller}`,
    'listeners': [`PLAINTEXT://127.0.0.1:${ports.plain}`, direct, ...listeners, `CONTROLLER://127.0.0.1:${ports.controller}`].join(','),
    'advertised.listeners': [`PLAINTEXT://127.0.0.1:${proxyPort}`, direct, ...listeners].join(','),
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,DIRECT:PLAINTEXT,CONTROLLER:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL',
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'DIRECT',
    'log.dirs': path.join(folder, 'data'),
    'num.partitions': '1',
    'auto.create.topics.enable': 'false',
    'offsets.topic.num.partitions': '3',
    'offsets.topic.replication.factor': '1',
    'transaction.state.log.num.partitions': '3',
    'transaction.state.log.replication.factor': '1',
    'transaction.state.log.min.isr': '1',
    'share.coordinator.state.topic.replication.factor': '1',
    'share.coordinator.state.topic.min.isr': '1',
    'group.initial.rebalance.delay.ms': '0',
    'group.min.session.timeout.ms': '2000',
    'message.max.bytes': String(32 * 1024 * 1024),
    ...properties,
  }
  return Object.entries(all).map(([key, value]) => `${key}=${value}`).join('\n')
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 1200; tries++) {
    if (child.exitCode !== null) throw new Error('The broker ended before it listened.')
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1')
      socket.once('connect', () => (socket.destroy(), resolve(true)))
      socket.once('error', () => resolve(false))
    })
    if (isOpen) return
    await delay(100)
  }
  throw new Error('The broker does not listen.')
}

/** Starts a broker with data of its own. Throws ServiceMissing where there is no Java, or no Maven to fetch it with. */
export async function startKafka(options: BrokerOptions = {}): Promise<KafkaBroker> {
  const jars = await fetchJars(path.join(FOLDER, 'pom.xml'), 'kafka')
  const folder = mkdtempSync(path.join(tmpdir(), 'sluice-kafka-'))
  const ports: Ports = { plain: await freePort(), controller: await freePort(), direct: await freePort() }
  const config = path.join(folder, 'server.properties')
  mkdirSync(path.join(folder, 'data'))
  writeFileSync(config, propertiesOf(folder, ports, options))
  const log = openSync(path.join(folder, 'broker.log'), 'a')
  const java = (args: readonly string[]): ChildProcess =>
    spawn('java', [...FLAGS, ...(options.jvm ?? []), '-cp', `${jars}/*`, ...args], { stdio: ['ignore', log, log] })
  const format = java([
    '-Xmx256m', 'kafka.tools.StorageTool', 'format', '-t', 'MkU3OEVBNTcwNTJENDM2Qk', '-c', config,
    ...(options.scram ?? []).flatMap((user) => ['--add-scram', user]),
  ])
  await once(format, 'spawn').catch((cause: unknown) => {
    throw new ServiceMissing('there is no java here', { cause })
  })
  if (format.exitCode === null) await once(format, 'exit')
  if (format.exitCode !== 0) throw new Error('The storage of the broker could not be made.')
  let child: ChildProcess | undefined

  async function end(signal: 'SIGKILL'): Promise<void> {
    const running = child
    child = undefined
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return
    const exited = once(running, 'exit')
    running.kill(signal)
    await exited
  }

  async function start(): Promise<void> {
    child = java(['-Xmx768m', 'kafka.Kafka', config])
    await untilListening(ports.plain, child)
  }

  async function stop(): Promise<void> {
    await end('SIGKILL')
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  }

  process.once('exit', () => child?.kill('SIGKILL'))
  await start()
  return {
    brokers: `127.0.0.1:${options.proxyPort ?? ports.plain}`,
    port: ports.plain,
    directPort: ports.direct,
    data: path.join(folder, 'data'),
    jars,
    kill: () => end('SIGKILL'),
    start,
    stop,
  }
}

/** The broker, or the reason why there is none, so that a test can be skipped by it. */
export async function tryKafka(options: BrokerOptions = {}): Promise<KafkaBroker | string> {
  return startKafka(options).catch((error: unknown) => {
    if (!(error instanceof ServiceMissing)) throw error
    if (process.env['SLUICE_SERVICES'] === 'required') throw new Error(`A Kafka broker is required and ${error.message}`, { cause: error })
    return error.message
  })
}
