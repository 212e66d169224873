import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { KafkaBroker } from './kafka.ts'
import { compileJava } from './jars.ts'

/** A record as Apache's own client read it. */
export interface ReadRecord {
  readonly partition: number
  readonly offset: number
  readonly timestamp: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly (readonly [string, Buffer | null])[]
}

export interface WriteRecord {
  readonly partition?: number
  readonly key?: string | Buffer | null
  readonly value: string | Buffer | null
  readonly headers?: readonly (readonly [string, string | Buffer | null])[]
}

export interface WriteOptions {
  readonly codec?: 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'
  readonly transaction?: 'none' | 'commit' | 'abort'
}

/** Reads and writes with Apache's own client in a JVM beside. */
export interface KafkaTool {
  /** What a read_committed reader sees, up to the end as it is now. */
  read(topic: string): Promise<ReadRecord[]>
  write(topic: string, records: readonly WriteRecord[], options?: WriteOptions): Promise<void>
  stop(): Promise<void>
}

const encode = (bytes: string | Buffer | null): string => (bytes === null ? '-' : Buffer.from(bytes).toString('base64'))
const decode = (text: string | undefined): Buffer | null => (text === '-' || text === undefined ? null : Buffer.from(text, 'base64'))

function parse(line: string): ReadRecord {
  const [partition, offset, timestamp, key, value, headers = ''] = line.split('\t')
  return {
    partition: Number(partition), offset: Number(offset), timestamp: Number(timestamp), key: decode(key), value: decode(value),
    headers: headers === '' ? [] : headers.split(',').map((pair) => {
      const [name, header] = pair.split(':')
      return [decode(name)?.toString() ?? '', decode(header)] as const
    }),
  }
}

function format({ partition, key = null, value, headers = [] }: WriteRecord): string {
  const pairs = headers.map(([name, header]) => `${encode(name)}:${encode(header)}`).join(',')
  return `${partition ?? '-'}\t${encode(key)}\t${encode(value)}\t${pairs}\n`
}

/** Starts the tool against a broker. */
export async function startKafkaTool({ jars, directPort }: Pick<KafkaBroker, 'jars' | 'directPort'>): Promise<KafkaTool> {
  const classPath = await compileJava(path.join(import.meta.dirname, 'kafka', 'KafkaTool.java'), jars, 'kafka')
  const flags = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC', '-Xshare:auto', '-Xmx512m']
  const child = spawn('java', [...flags, '-cp', classPath, 'KafkaTool', `127.0.0.1:${directPort}`], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  let queue: Promise<unknown> = Promise.resolve()

  async function answer(command: string): Promise<ReadRecord[]> {
    child.stdin.write(command)
    const records: ReadRecord[] = []
    for (;;) {
      const { value, done } = await lines.next()
      if (done === true) throw new Error('The Kafka tool ended.')
      if (value === 'done') return records
      records.push(parse(value))
    }
  }

  function ask(command: string): Promise<ReadRecord[]> {
    const asked = queue.then(() => answer(command))
    queue = asked.catch(() => undefined)
    return asked
  }

  return {
    read: (topic) => ask(`read\t${topic}\n`),
    async write(topic, records, { codec = 'none', transaction = 'none' } = {}) {
      await ask(`write\t${topic}\t${codec}\t${transaction}\t${records.length}\n${records.map(format).join('')}`)
    },
    async stop() {
      child.stdin.end()
      if (child.exitCode === null) await once(child, 'exit')
    },
  }
}
