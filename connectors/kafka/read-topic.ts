import { randomUUID } from 'node:crypto'
import { createBell } from './bell.ts'
import type { KafkaClient, KafkaRecord } from './port.ts'

/** How long a topic may say nothing before what is there counts as all: an open transaction hides its end. */
const SILENCE_MS = 5_000
const FETCH_BYTES_MAX = 8 * 1024 * 1024

/** Every record of a topic as it is now, each partition in order, read by a group that exists for this only. */
export async function* readTopic(client: KafkaClient, topic: string): AsyncGenerator<KafkaRecord> {
  const bell = createBell()
  const ends = new Map<number, bigint>()
  const reached = new Map<number, bigint>()
  const count = await client.partitions(topic)
  for (let partition = 0; partition < count; partition++) {
    const { first, end } = await client.edges(topic, partition)
    if (first < end) ends.set(partition, end)
  }
  let waiting: KafkaRecord[] = []
  let failure: { readonly error: unknown } | undefined
  let heardAt = Date.now()
  const group = `sluice-reader-${randomUUID()}`
  const consumer = await client.consumer({ group, topic, fetchBytesMax: FETCH_BYTES_MAX, sessionTimeoutMs: 10_000 }, {
    assigned(partitions) {
      for (const partition of partitions) consumer.resume(partition)
    },
    rebalancing: () => undefined,
    fetched({ partition, records, nextOffset }) {
      heardAt = Date.now()
      waiting.push(...records)
      reached.set(partition, nextOffset)
      bell.ring()
    },
    skipped(partition, nextOffset) {
      reached.set(partition, nextOffset)
      bell.ring()
    },
    alive: () => undefined,
    troubled: () => undefined,
    failed(error) {
      failure = { error }
      bell.ring()
    },
  })
  const ticking = setInterval(() => bell.ring(), 500)
  try {
    if (ends.size > 0) await consumer.start()
    for (;;) {
      const changed = bell.next()
      const records = waiting
      waiting = []
      yield* records
      if (failure !== undefined) throw failure.error
      const isAll = [...ends].every(([partition, end]) => (reached.get(partition) ?? 0n) >= end)
      if (waiting.length === 0 && (isAll || Date.now() - heardAt > SILENCE_MS)) return
      await changed
    }
  } finally {
    clearInterval(ticking)
    await consumer.stop().catch(() => undefined)
    await client.forgetGroup(group).catch(() => undefined)
  }
}
