import { setTimeout as delay } from 'node:timers/promises'
import type { Batch, Kafka, KafkaMessage } from 'kafkajs'
import { SluiceError } from '../../../src/contract/errors.ts'
import type { ConsumerListener, ConsumerOptions, Fetched, KafkaConsumer, KafkaRecord } from '../port.ts'
import type { WireMessage } from '../wire/read-record-batch.ts'
import { toldOf } from '../wire/final-error.ts'
import { assignPartitions } from './assign-partitions.ts'
import { toKept } from './kept-offset.ts'
import { wakeFetches } from './wake-fetches.ts'

const FETCH_WAIT_MS = 300
/** Compressed, of one partition: what it expands to is held until it is worked on, and a fetch takes less time than that. */
const FETCH_BYTES_MAX_PARTITION = 256 * 1024
const HEARTBEATS_A_SESSION = 10
const REBALANCE_MS = 60_000
/** How long nothing may be heard before the cluster counts as gone. */
const SILENCE_MS = 10_000
/** The fetch loop of kafkajs gives up after its tries and is started again, for as long as it takes, later each time that it does not even join. */
const RETRY = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 5, factor: 0.2, multiplier: 2 } as const
const RESTART_MS_MAX = 2_000

export interface KafkajsConsumerParts {
  readonly kafka: Kafka
  readonly options: ConsumerOptions
  readonly listener: ConsumerListener
}

function toRecord(message: KafkaMessage): KafkaRecord {
  const { position, key, value, pairs, timestamp, isAlone } = message as KafkaMessage & WireMessage
  return { offset: BigInt(position), key, value, headers: pairs, timestamp, isAlone }
}

function toFetched(batch: Batch): Fetched {
  return {
    partition: batch.partition,
    from: BigInt((batch as Batch & { readonly fetchedOffset: string }).fetchedOffset),
    records: batch.messages.map(toRecord),
    nextOffset: BigInt(batch.lastOffset()) + 1n,
    end: BigInt(batch.highWatermark),
  }
}

/** A consumer of a group, over kafkajs. It commits nothing by itself, and reads what is committed. */
export function createKafkajsConsumer({ kafka, options, listener }: KafkajsConsumerParts): KafkaConsumer {
  const { group, topic, fetchBytesMax, sessionTimeoutMs } = options
  const stopping = new AbortController()
  let restarts = 0

  async function restartOnFailure(): Promise<boolean> {
    listener.troubled()
    const waitMs = Math.min(RESTART_MS_MAX, RETRY.initialRetryTime * 2 ** restarts)
    restarts += 1
    await delay(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined)
    return !stopping.signal.aborted
  }

  const consumer = kafka.consumer({
    groupId: group,
    partitionAssigners: [assignPartitions],
    sessionTimeout: sessionTimeoutMs,
    rebalanceTimeout: REBALANCE_MS,
    heartbeatInterval: Math.floor(sessionTimeoutMs / HEARTBEATS_A_SESSION),
    maxBytes: fetchBytesMax,
    maxBytesPerPartition: Math.min(fetchBytesMax, FETCH_BYTES_MAX_PARTITION),
    maxWaitTimeInMs: FETCH_WAIT_MS,
    metadataMaxAge: 60_000,
    allowAutoTopicCreation: false,
    readUncommitted: false,
    retry: { ...RETRY, restartOnFailure },
  })
  let heardAt = Date.now()
  let silence: NodeJS.Timeout | undefined
  /** What the group took last of each partition: kafkajs says so, and does not say when it did not ask. */
  const kept = new Map<number, string>()

  function hear(): void {
    heardAt = Date.now()
    restarts = 0
    listener.alive()
  }

  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const partitions = payload.memberAssignment[topic] ?? []
    consumer.pause([{ topic, partitions }])
    hear()
    listener.assigned(partitions)
  })
  consumer.on(consumer.events.REBALANCING, () => listener.rebalancing())
  consumer.on(consumer.events.HEARTBEAT, hear)
  consumer.on(consumer.events.COMMIT_OFFSETS, ({ payload }) => {
    for (const { partitions } of payload.topics) for (const { partition, offset } of partitions) kept.set(partition, offset)
  })
  consumer.on(consumer.events.START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize === 0) listener.skipped(payload.partition, BigInt(payload.lastOffset) + 1n)
  })
  consumer.on(consumer.events.CRASH, ({ payload }) => {
    if (!stopping.signal.aborted && !payload.restart) listener.failed(toldOf(payload.error))
  })

  /** Between two runs of its fetch loop kafkajs knows no partitions; they are assigned anew after that. */
  function whileRunning(act: () => void): void {
    try {
      act()
    } catch (error) {
      if (!(error instanceof Error) || error.name !== 'KafkaJSNonRetriableError') throw error
    }
  }

  async function eachBatch({
    batch,
    resolveOffset,
    isStale,
  }: {
    batch: Batch
    resolveOffset(offset: string): void
    isStale(): boolean
  }): Promise<void> {
    const { messages } = batch
    const last = messages.at(-1)
    if (isStale() || last === undefined) return
    hear()
    listener.fetched(toFetched(batch))
    resolveOffset(last.offset)
  }

  return {
    async start() {
      silence = setInterval(() => {
        if (Date.now() - heardAt > SILENCE_MS) listener.troubled()
      }, 1_000)
      await consumer.connect()
      await consumer.subscribe({ topics: [topic], fromBeginning: true })
      await consumer.run({
        autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: 1, eachBatch,
      })
    },
    seek: (partition, offset) => whileRunning(() => consumer.seek({ topic, partition, offset: String(offset) })),
    pause: (partition) => whileRunning(() => consumer.pause([{ topic, partitions: [partition] }])),
    resume(partition) {
      whileRunning(() => consumer.resume([{ topic, partitions: [partition] }]))
      wakeFetches()
    },
    async commit(partition, offset) {
      kept.delete(partition)
      const one = toKept(partition, offset)
      await consumer.commitOffsets([{ topic, ...one }])
      if (kept.get(partition) === one.offset) return
      throw new SluiceError('SLUICE_SOURCE', { detail: 'The group was not asked to keep an offset.' })
    },
    async stop() {
      stopping.abort()
      clearInterval(silence)
      await consumer.disconnect()
    },
  }
}
