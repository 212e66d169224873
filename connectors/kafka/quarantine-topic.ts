import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import type { LineStore, StoredLine } from '../../src/contract/line-store.ts'
import type { Delivery } from '../../src/contract/message.ts'
import { sendAll } from './kafka-sink.ts'
import { isKafkaDelivery } from './kafka-source.ts'
import type { KafkaClient, OutgoingRecord, Producer } from './port.ts'
import { readTopic } from './read-topic.ts'

/** What a record has around its line. */
const OVERHEAD_BYTES = 1024

export interface QuarantineTopicOptions {
  readonly client: KafkaClient
  /** Whether the source of the route is in the same cluster, so that entries can be part of its transactions. */
  readonly isSourceCluster: boolean
  readonly topic: string
  readonly recordBytesMax: number
}

function toRecord(topic: string, { id, code, source, offset, line }: StoredLine): OutgoingRecord {
  const clear = { 'sluice-code': code, 'sluice-source': source, ...(offset === undefined ? {} : { 'sluice-offset': String(offset) }) }
  const headers = Object.entries(clear).map(([name, value]) => [name, Buffer.from(value)] as const)
  return { topic, key: Buffer.from(id), value: Buffer.from(line), headers, lane: 0 }
}

/**
 * Keeps quarantined messages in a topic, sealed, under their ids; the reason and where they stood are headers in clear. A
 * compacted topic lets go of those that are purged. Throws SLUICE_SINK for a broker that does not take them: that passes.
 */
export function createQuarantineTopic({ client, isSourceCluster, topic, recordBytesMax }: QuarantineTopicOptions): LineStore {
  const waiting = new Map<Delivery | undefined, OutgoingRecord[]>()
  const sending = { compression: 'none', batchBytesMax: recordBytesMax } as const
  let opened: Promise<Producer> | undefined

  async function send(records: readonly OutgoingRecord[]): Promise<void> {
    const used = (opened ??= client.producer())
    try {
      await sendAll(await used, records, sending)
    } catch (error) {
      if (opened === used) opened = undefined
      void used.then((broken) => broken.close()).catch(() => undefined)
      throw toSluiceError(error, 'SLUICE_SINK')
    }
  }

  async function sendOf(delivery: Delivery | undefined): Promise<void> {
    const records = waiting.get(delivery)
    waiting.delete(delivery)
    if (records === undefined) return
    if (!isSourceCluster || !isKafkaDelivery(delivery) || delivery.transaction === undefined) return send(records)
    await sendAll(
      await delivery.transaction().catch((error: unknown) => Promise.reject(toSluiceError(error, 'SLUICE_SINK'))),
      records,
      sending,
    )
  }

  return {
    name: `topic ${topic}`,
    lineBytesMax: recordBytesMax - OVERHEAD_BYTES,
    put(line, delivery) {
      const record = toRecord(topic, line)
      const known = waiting.get(delivery)
      if (known === undefined) waiting.set(delivery, [record])
      else known.push(record)
    },
    async sync(delivery) {
      if (delivery !== undefined) return sendOf(delivery)
      for (const one of waiting.keys()) await sendOf(one)
    },
    abort: async (delivery) => void waiting.delete(delivery),
    async* lines() {
      try {
        for await (const { key, value } of readTopic(client, topic)) {
          if (key !== null) yield { id: Buffer.from(key).toString(), line: value === null ? null : Buffer.from(value).toString() }
        }
      } catch (cause) {
        if (cause instanceof SluiceError) throw cause
        throw new SluiceError('SLUICE_QUARANTINE', { detail: `The topic ${topic} cannot be read.`, cause })
      }
    },
    forget: (ids) => send(ids.map((id) => ({ topic, key: Buffer.from(id), value: null, headers: [], lane: 0 }))),
    async close() {
      await opened?.then((producer) => producer.close()).catch(() => undefined)
      await client.close()
    },
  }
}
