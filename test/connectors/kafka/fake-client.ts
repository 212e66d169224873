import type { ConsumerListener, KafkaClient, KafkaRecord, KeptOffset, TransactionalProducer } from '../../../connectors/kafka/port.ts'
import { TAKES_UNKNOWN } from '../../../connectors/kafka/topic-takes.ts'

export interface FakeCluster {
  readonly client: KafkaClient
  /** What the consumer tells; there once it has started. */
  readonly listener: () => ConsumerListener
  /** Writes records with these values behind those that are there, and tells of them. */
  write(partition: number, values: readonly string[]): void
  /** What the group keeps, by partition. */
  readonly kept: Map<number, KeptOffset>
  /** Calls of a kind that fail from now on. */
  readonly failing: Set<'commit' | 'begin' | 'committed'>
  readonly calls: string[]
  /** Which topic it is; another one where it was made anew. */
  topicId: string | undefined
}

function recordOf(value: string, at: number): KafkaRecord {
  return { offset: BigInt(at), key: null, value: Buffer.from(value), headers: [], timestamp: '1', isAlone: false }
}

/** A topic in memory, and a client that reads it as the only member of its group. */
export function createFakeCluster(partitions = 1): FakeCluster {
  const logs = Array.from({ length: partitions }, (): KafkaRecord[] => [])
  const positions = new Map<number, bigint>()
  const flowing = new Set<number>()
  const kept = new Map<number, KeptOffset>()
  const failing: FakeCluster['failing'] = new Set()
  const calls: string[] = []
  let listening: ConsumerListener | undefined

  function orFail(call: 'commit' | 'begin' | 'committed'): void {
    calls.push(call)
    if (failing.has(call)) throw new Error(`no ${call}`)
  }

  function fetch(partition: number): void {
    const log = logs[partition] as KafkaRecord[]
    const from = positions.get(partition)
    if (from === undefined || !flowing.has(partition) || from >= BigInt(log.length)) return
    const nextOffset = BigInt(log.length)
    positions.set(partition, nextOffset)
    listening?.fetched({ partition, from, records: log.slice(Number(from)), nextOffset, end: nextOffset })
  }

  const producer: TransactionalProducer = {
    async begin(offset) {
      orFail('begin')
      return {
        send: async () => undefined,
        async commit() {
          orFail('commit')
          kept.set(0, offset)
        },
        abort: async () => undefined,
      }
    },
    close: async () => undefined,
  }

  const cluster: FakeCluster = {
    kept, failing, calls,
    topicId: 'one',
    listener() {
      if (listening === undefined) throw new Error('Nobody listens.')
      return listening
    },
    write(partition, values) {
      const log = logs[partition] as KafkaRecord[]
      for (const value of values) log.push(recordOf(value, log.length))
      fetch(partition)
    },
    client: {
      async consumer(_, listener) {
        listening = listener
        return {
          start: async () => listener.assigned(logs.map((_log, partition) => partition)),
          seek: (partition, offset) => void positions.set(partition, offset),
          pause: (partition) => void flowing.delete(partition),
          resume(partition) {
            flowing.add(partition)
            setImmediate(() => fetch(partition))
          },
          async commit(partition, offset) {
            orFail('commit')
            kept.set(partition, offset)
          },
          stop: async () => undefined,
        }
      },
      producer: async () => ({ send: async () => undefined, close: async () => undefined }),
      writes: () => undefined,
      transactional: async () => producer,
      async committed(_group, _topic, partition) {
        orFail('committed')
        return kept.get(partition)
      },
      topicId: async () => cluster.topicId,
      edges: async (_topic, partition) => ({ first: 0n, end: BigInt((logs[partition] as KafkaRecord[]).length) }),
      partitions: async () => partitions,
      takes: async () => TAKES_UNKNOWN,
      forgetGroup: async () => undefined,
      close: async () => undefined,
    },
  }
  return cluster
}
