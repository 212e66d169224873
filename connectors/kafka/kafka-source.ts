import type { ConnectorStatus } from '../../src/contract/connector.ts'
import { SluiceError, toSluiceError } from '../../src/contract/errors.ts'
import type { Delivery, RecordMessage, Source } from '../../src/contract/message.ts'
import { createBell } from './bell.ts'
import { giveBack } from './give-back.ts'
import { PartitionLane, type LaneParts } from './partition-lane.ts'
import type { ConsumerListener, KafkaClient, KafkaConsumer, KafkaRecord, Transaction } from './port.ts'

/** A delivery is one transaction: large enough that its cost is spread, small enough to be held and made again. */
const DELIVERY_BYTES_MAX = 1536 * 1024
/** Deliveries that are worked on at once: while one waits for the broker others use the processor. */
const OPEN_MAX = 8
/** No further one is taken in hand when this is, in bytes as they came. */
const OPEN_BYTES_MAX = 5 * 1024 * 1024
/** Fetched and not handed over, of all partitions, or in hand, as a large record may be, before fetching pauses; and of one partition. */
const QUEUED_BYTES_MAX = 8 * 1024 * 1024
const QUEUED_BYTES_MAX_LANE = 4 * 1024 * 1024
/** Records are asked for by the name of their topic, so that one made anew is read on from where another was: how often that is looked for. */
const TOPIC_LOOK_MS = 10_000

export interface KafkaSourceOptions extends Pick<LaneParts, 'client' | 'topic' | 'group' | 'promise' | 'start'> {
  readonly fetchBytesMax: number
  readonly sessionTimeoutMs: number
  readonly deliveryRecordsMax: number
  readonly status: ConnectorStatus
  readonly brokers: readonly string[]
}

/** A delivery that a Kafka sink of the same cluster may put its records into. */
export interface KafkaDelivery extends Delivery {
  readonly concurrent: true
  readonly partition: number
  /** The transaction that commits with `ack`; undefined where the source promises no more than at-least-once. */
  readonly transaction: (() => Promise<Transaction>) | undefined
}

export interface KafkaSource extends Source {
  readonly client: KafkaClient
  readonly topic: string
  readonly brokers: readonly string[]
}

/** Whether a source is one of this kind, so that a sink may share its cluster and its transactions. */
export function isKafkaSource(source: Source): source is KafkaSource {
  return source.name === 'kafka' && 'client' in source
}

/** Whether a delivery may carry a transaction. */
export function isKafkaDelivery(delivery: Delivery | undefined): delivery is KafkaDelivery {
  return delivery !== undefined && 'transaction' in delivery
}

const NO_BODY = new Uint8Array(0)

function toMessage(source: string, { offset, key, value, headers, timestamp, isAlone }: KafkaRecord): RecordMessage {
  const message = { body: value ?? NO_BODY, source, line: Number(offset), record: { key, headers, timestamp, isTombstone: value === null } }
  if (!isAlone || value === null) return message
  // What stands around the body stands in the same memory.
  const own = (bytes: Uint8Array | null): Uint8Array | null => bytes && Uint8Array.from(bytes)
  const around = { key: own(key), headers: headers.map(([name, bytes]) => [name, own(bytes)] as const) }
  return { ...message, record: { ...message.record, ...around }, letGo: () => giveBack(value) }
}

/** The partitions of one run of a source, and what of them is in hand. */
class Lanes {
  readonly bell = createBell()
  consumer: KafkaConsumer | undefined
  failure: SluiceError | undefined
  private readonly options: KafkaSourceOptions
  private readonly signal: AbortSignal
  private readonly lanes = new Map<number, PartitionLane>()
  /** Lanes that are another's by now, and still have something in hand. */
  private readonly leaving = new Set<Promise<void>>()
  /** What this process has committed of each partition. */
  private readonly kept = new Map<number, bigint>()
  /** Where partitions ended when they were last fetched. */
  private readonly ends = new Map<number, bigint>()
  /** That of the topic when it was first asked for. */
  private topicId: string | undefined
  private asking: Promise<string | undefined> | undefined
  private isRebalancing = false
  private open = 0
  private openBytes = 0

  constructor(options: KafkaSourceOptions, signal: AbortSignal) {
    this.options = options
    this.signal = signal
  }

  private parts(): LaneParts {
    const { client, topic, group, promise, start, status } = this.options
    return {
      client, topic, group, promise, start,
      signal: this.signal,
      consumer: () => this.consumer,
      changed: () => this.changed(),
      troubled: (code) => status.unready(code),
      topicId: (before) => this.checkTopic(before),
    }
  }

  /** Asks for the id of the topic. Fails, and throws SLUICE_SOURCE_LOST, where it is not that of the topic that was read before. */
  async checkTopic(before?: string): Promise<string | undefined> {
    const { client, topic } = this.options
    // One question for all partitions that ask at once.
    const id = await (this.asking ??= client.topicId(topic).finally(() => { this.asking = undefined }))
    if (id === undefined) return undefined
    this.topicId ??= id
    if (this.topicId === id && (before ?? id) === id) return id
    this.failure = new SluiceError('SLUICE_SOURCE_LOST', { detail: `The topic ${topic} was deleted and made anew since it was read.` })
    this.bell.ring()
    throw this.failure
  }

  private changed(): void {
    this.reportHealth()
    this.bell.ring()
  }

  private reportHealth(): void {
    for (const { isTroubled } of this.lanes.values()) if (isTroubled) return
    this.options.status.ready()
  }

  /** What waits in a partition, as of the last fetch of it. */
  private reportLag({ state, partition, doneTo }: PartitionLane): void {
    const end = this.ends.get(partition)
    if (state === 'open' && end !== undefined) this.options.status.lag(Number(end - doneTo), `${this.options.topic}/${partition}`)
  }

  private readonly queuedBytes = (): number => {
    let bytes = 0
    for (const lane of this.lanes.values()) bytes += lane.queuedBytes
    return bytes
  }

  /** Stops fetching for lanes that have enough, and goes on once they have room. */
  private throttle(): void {
    const isFull = Math.max(this.queuedBytes(), this.openBytes) >= QUEUED_BYTES_MAX
    for (const lane of this.lanes.values()) {
      if (lane.state !== 'open') continue
      const { queuedBytes, isPaused } = lane
      if (!isPaused && (isFull || queuedBytes >= QUEUED_BYTES_MAX_LANE)) lane.pause()
      else if (isPaused && !isFull && queuedBytes < QUEUED_BYTES_MAX_LANE / 2) lane.resume()
    }
  }

  /** A lane stays until what it has in hand is done: work as the owner before is let finish, not done again. */
  private leave(lane: PartitionLane): Promise<void> {
    const left: Promise<void> = lane.close().finally(() => this.leaving.delete(left))
    this.leaving.add(left)
    return left
  }

  readonly listener: ConsumerListener = {
    assigned: (partitions) => {
      this.isRebalancing = false
      const left = new Map([...this.lanes].map(([partition, lane]) => [partition, this.leave(lane)]))
      this.lanes.clear()
      for (const partition of left.keys()) {
        this.ends.delete(partition)
        this.options.status.lag(undefined, `${this.options.topic}/${partition}`)
      }
      for (const partition of partitions) {
        const lane = new PartitionLane(partition, this.parts(), this.kept.get(partition))
        this.lanes.set(partition, lane)
        void (left.get(partition) ?? Promise.resolve()).then(() => lane.open())
      }
      this.changed()
    },
    rebalancing: () => void (this.isRebalancing = true),
    fetched: (fetched) => {
      const lane = this.lanes.get(fetched.partition)
      if (lane === undefined) return
      lane.take(fetched)
      this.ends.set(fetched.partition, fetched.end)
      this.reportLag(lane)
      this.throttle()
    },
    skipped: (partition, nextOffset) => this.lanes.get(partition)?.skip(nextOffset),
    alive: () => this.reportHealth(),
    troubled: () => this.options.status.unready('SLUICE_SOURCE'),
    failed: (error) => {
      this.failure = toSluiceError(error, 'SLUICE_SOURCE')
      this.bell.ring()
    },
  }

  /** The next delivery, of the lane that waited longest; undefined while there is none, or enough is in hand. */
  next(): KafkaDelivery | undefined {
    if (this.isRebalancing || this.open >= OPEN_MAX || (this.open > 0 && this.openBytes >= OPEN_BYTES_MAX)) return undefined
    for (const lane of this.lanes.values()) {
      if (lane.state !== 'open' || lane.busy !== undefined || lane.queue.length === 0) continue
      this.lanes.delete(lane.partition)
      this.lanes.set(lane.partition, lane)
      return this.deliver(lane)
    }
    return undefined
  }

  private deliver(lane: PartitionLane): KafkaDelivery {
    const { topic, promise, deliveryRecordsMax } = this.options
    const { records, bytes, nextOffset } = lane.next({ records: deliveryRecordsMax, bytes: DELIVERY_BYTES_MAX })
    const end = this.hold(lane, bytes)
    this.throttle()
    const reportLag = (): void => this.reportLag(lane)
    const { kept } = this
    const source = `${topic}/${lane.partition}`
    // The broker is asked while the records are worked on; what goes wrong is met by whoever awaits it.
    if (promise === 'exactly-once') lane.begin(nextOffset).catch(() => undefined)
    return {
      messages: records.map((record) => toMessage(source, record)),
      concurrent: true,
      partition: lane.partition,
      transaction: promise === 'exactly-once' ? () => lane.begin(nextOffset) : undefined,
      async ack() {
        await lane.commit(nextOffset)
        kept.set(lane.partition, nextOffset)
        for (const { value, isAlone } of records) if (isAlone && value !== null) giveBack(value)
        end()
        reportLag()
      },
      async nack(error) {
        const { code } = toSluiceError(error)
        const isAnothers = lane.state === 'closed'
        const isPassing = isAnothers || code === 'SLUICE_SINK'
        if (isPassing && !isAnothers) lane.restart(code)
        end()
        return isPassing ? 'again' : undefined
      },
    }
  }

  /** Counts a delivery as in hand; returns how to end that. */
  private hold(lane: PartitionLane, bytes: number): () => void {
    let finish: () => void = () => undefined
    lane.busy = new Promise<void>((resolve) => (finish = resolve))
    this.open += 1
    this.openBytes += bytes
    return () => {
      lane.busy = undefined
      this.open -= 1
      this.openBytes -= bytes
      this.throttle()
      finish()
      this.bell.ring()
    }
  }

  /** Lets what is in hand finish, then leaves the group, so that others take over at once. */
  async drain(): Promise<void> {
    for (const lane of this.lanes.values()) void this.leave(lane)
    this.lanes.clear()
    await Promise.all(this.leaving)
    await this.consumer?.stop().catch(() => undefined)
    await this.options.client.close()
  }
}

/**
 * Reads a topic as a member of a consumer group. Each partition is a lane: one delivery after the other, in order, while
 * lanes stand beside each other. Exactly once: the offsets go into the transaction of the delivery's output, under an id
 * that belongs to the partition, so that whoever takes the partition over fences whoever had it before; what was read up
 * to then is looked up after that, and nothing is handed over before. Fetching pauses while too much waits.
 */
export function createKafkaSource(options: KafkaSourceOptions): KafkaSource {
  const { client, group, topic, brokers, fetchBytesMax, sessionTimeoutMs } = options
  async function* deliveries(signal: AbortSignal): AsyncGenerator<KafkaDelivery> {
    const lanes = new Lanes(options, signal)
    signal.addEventListener('abort', lanes.bell.ring, { once: true })
    const looking = setInterval(() => void lanes.checkTopic().catch(() => undefined), TOPIC_LOOK_MS).unref()
    try {
      lanes.consumer = await client.consumer({ group, topic, fetchBytesMax, sessionTimeoutMs }, lanes.listener)
      await lanes.consumer.start()
      while (!signal.aborted) {
        if (lanes.failure !== undefined) throw lanes.failure
        const changed = lanes.bell.next()
        const delivery = lanes.next()
        if (delivery === undefined) await changed
        else yield delivery
      }
    } catch (error) {
      throw toSluiceError(error, 'SLUICE_SOURCE')
    } finally {
      signal.removeEventListener('abort', lanes.bell.ring)
      clearInterval(looking)
      await lanes.drain()
    }
  }
  return { name: 'kafka', client, topic, brokers, deliveries }
}
