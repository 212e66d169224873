import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import type { Delivery, RecordMessage, Sink } from '../../src/contract/message.ts'
import { giveBack } from './give-back.ts'
import { isKafkaDelivery } from './kafka-source.ts'
import type { Compression, OutgoingRecord, Producer, TopicTakes, Transaction } from './port.ts'
import { recordBytes } from './record-bytes.ts'
import type { RewriteRecord } from './rewrite-record.ts'
import { checkRecord } from './topic-takes.ts'

/** A batch of records that are sent at once stays under what brokers take unless told otherwise (`message.max.bytes`). */
const BATCH_BYTES_MAX = 900 * 1024

/** What is sent of a delivery, and what of it is nobody else's. */
interface Prepared {
  readonly records: OutgoingRecord[]
  readonly made: Uint8Array[]
}

/** What is around the body of a message that was no record. */
const BARE: ReturnType<RewriteRecord> = { key: null, headers: [] }

export interface KafkaSinkOptions {
  readonly topic: string
  /** What becomes of key, headers and timestamp. */
  readonly rewrite: RewriteRecord
  /** What of records the topic takes. */
  readonly takes: TopicTakes
  readonly compression: Compression
  /** For deliveries without a transaction. */
  readonly producer: () => Promise<Producer>
}

/** Runs of records that one request may hold. */
function batchesOf(records: readonly OutgoingRecord[], batchBytesMax: number): OutgoingRecord[][] {
  const batches: OutgoingRecord[][] = []
  let bytes = Number.POSITIVE_INFINITY
  for (const record of records) {
    const size = recordBytes(record)
    if (bytes + size > Math.min(BATCH_BYTES_MAX, batchBytesMax)) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)?.push(record)
    bytes += size
  }
  return batches
}

/** How records are sent. */
interface Sending {
  readonly compression: Compression
  /** What their topic takes at once. */
  readonly batchBytesMax: number
}

/** Sends records one batch after the other, so that their order stays. Throws SLUICE_SINK. */
export async function sendAll(
  to: Producer | Transaction,
  records: readonly OutgoingRecord[],
  { compression, batchBytesMax }: Sending,
): Promise<void> {
  try {
    for (const batch of batchesOf(records, batchBytesMax)) await to.send(batch, compression)
  } catch (error) {
    throw toSluiceError(error, 'SLUICE_SINK')
  }
}

/**
 * Writes to a topic. Where the delivery carries a transaction, records go into it before the audit and become visible when
 * it is acknowledged; elsewhere they are sent after the audit. A record that the topic would not take is refused by itself.
 */
export function createKafkaSink({
  topic, rewrite, takes, compression, producer,
}: KafkaSinkOptions): Sink & { flush(delivery?: Delivery): Promise<void> } {
  const prepared = new Map<Delivery, Prepared>()
  const sending = { compression, batchBytesMax: takes.batchBytesMax }
  let opened: Promise<Producer> | undefined

  /** Sends by the producer that is open, or by a new one; one that has failed is given up. */
  async function sendPlainly(records: readonly OutgoingRecord[]): Promise<void> {
    const used = (opened ??= producer())
    try {
      await sendAll(await used, records, sending)
    } catch (error) {
      if (opened === used) opened = undefined
      void used.then((broken) => broken.close()).catch(() => undefined)
      throw toSluiceError(error, 'SLUICE_SINK')
    }
  }

  /** Sends what was prepared of a delivery, if anything was. */
  async function send(delivery: Delivery | undefined, by: (records: readonly OutgoingRecord[]) => Promise<void>): Promise<void> {
    const taken = delivery && prepared.get(delivery)
    if (delivery === undefined || taken === undefined) return
    prepared.delete(delivery)
    await by(taken.records)
    for (const bytes of taken.made) giveBack(bytes)
  }

  return {
    name: 'kafka',
    prepare(message, output, delivery) {
      if (delivery === undefined || !(output instanceof Uint8Array))
        throw new SluiceError('SLUICE_INTERNAL', { detail: 'A topic takes whole messages of a delivery.' })
      const { record } = message as Partial<RecordMessage>
      const { key, headers, timestamp } = record === undefined ? BARE : rewrite(record)
      const value = record?.isTombstone === true ? null : output
      const lane = isKafkaDelivery(delivery) ? delivery.partition : 0
      const outgoing = { topic, key, value, headers, timestamp, lane }
      checkRecord(outgoing, takes, Date.now())
      let known = prepared.get(delivery)
      if (known === undefined) prepared.set(delivery, known = { records: [], made: [] })
      known.records.push(outgoing)
      if (!(message.body instanceof Uint8Array) || output.buffer !== message.body.buffer) known.made.push(output)
    },
    async flush(delivery) {
      if (!isKafkaDelivery(delivery) || delivery.transaction === undefined) return
      const { transaction } = delivery
      try {
        await send(delivery, async (records) => sendAll(await transaction(), records, sending))
      } catch (error) {
        throw toSluiceError(error, 'SLUICE_SINK')
      }
    },
    commit: (delivery) => send(delivery, sendPlainly),
    async abort(delivery) {
      if (delivery === undefined) prepared.clear()
      else prepared.delete(delivery)
    },
    async close() {
      prepared.clear()
      await opened?.then((open) => open.close()).catch(() => undefined)
    },
  }
}
