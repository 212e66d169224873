import { setTimeout as delay } from 'node:timers/promises'
import { SluiceError, toSluiceError, type ErrorCode } from '../../src/contract/errors.ts'
import type { Fetched, KafkaClient, KafkaConsumer, KafkaRecord, Transaction, TransactionalProducer } from './port.ts'
import { recordBytes } from './record-bytes.ts'

const RETRY_MS_MIN = 100
const RETRY_MS_MAX = 5_000
/** An open transaction of an instance that died holds up readers this long, unless its partition gets another owner first. */
const TRANSACTION_MS = 60_000
/** One is what happens while a group shares its partitions out anew. */
const REFUSALS_TOLD = 2
/** A process that is told to stop does not wait for a broker that is gone. */
const STOPPING_TRIES_MAX = 3

/** What a lane needs of its source. */
export interface LaneParts {
  readonly client: KafkaClient
  readonly consumer: () => KafkaConsumer | undefined
  readonly topic: string
  readonly group: string
  readonly promise: 'exactly-once' | 'at-least-once'
  readonly start: 'earliest' | 'latest'
  readonly signal: AbortSignal
  /** Something changed: records came, or the lane opened. */
  readonly changed: () => void
  readonly troubled: (code: ErrorCode) => void
  /** The id of the topic that is read; throws SLUICE_SOURCE_LOST, and ends the source, where one that was read before is another. */
  readonly topicId: (before: string | undefined) => Promise<string | undefined>
}

/**
 * One partition for as long as it is this consumer's; a new assignment makes a new lane. `opening`: older owners are fenced
 * and what they had read is looked up. `closed`: the partition is another lane's, or another consumer's.
 */
export class PartitionLane {
  readonly partition: number
  state: 'opening' | 'open' | 'closed' = 'opening'
  /** Fetched and not handed over. */
  queue: KafkaRecord[] = []
  queuedBytes = 0
  isPaused = true
  /** Everything before this is read, worked on and kept. */
  doneTo = 0n
  /** The delivery in hand; the next one waits for it. */
  busy: Promise<void> | undefined
  /** How often in a row it could not be opened, and a delivery of it failed. */
  private closures = 0
  private failures = 0
  /** How often in a row the group did not take what is read. */
  private refusals = 0
  private readonly parts: LaneParts
  /** What the group has been seen to keep; it never keeps less later. */
  private keptTo: bigint
  private topicId: string | undefined
  private wasOpen = false
  private fetchedTo = 0n
  private skippedTo = 0n
  private producer: TransactionalProducer | undefined
  private transaction: Promise<Transaction> | undefined

  /** `keptTo` is what a lane before has committed of the partition. */
  constructor(partition: number, parts: LaneParts, keptTo = 0n) {
    this.partition = partition
    this.parts = parts
    this.keptTo = keptTo
  }

  /** Whether it waits for something to pass. */
  get isTroubled(): boolean {
    return this.closures > 0 || this.failures > 0 || this.refusals >= REFUSALS_TOLD
  }

  /** Tries until the lane is open, or closed. */
  async open(): Promise<void> {
    while (this.state === 'opening' && !this.parts.signal.aborted) {
      try {
        await this.fence()
        const start = await this.startOffset()
        if (this.isClosed()) break
        this.doneTo = this.fetchedTo = this.skippedTo = start
        this.state = 'open'
        this.wasOpen = true
        this.parts.consumer()?.seek(this.partition, start)
        this.resume()
        this.closures = 0
        return this.parts.changed()
      } catch (error) {
        this.closures += 1
        this.parts.troubled(toSluiceError(error, 'SLUICE_SOURCE').code)
        await this.rest(this.closures)
      }
    }
    await this.release()
  }

  /** Waits the longer the more has failed, and not at all once the source is to stop. */
  private async rest(failures: number): Promise<void> {
    const waitMs = Math.min(RETRY_MS_MAX, RETRY_MS_MIN * 2 ** Math.min(failures, 10))
    await delay(waitMs, undefined, { signal: this.parts.signal }).catch(() => undefined)
  }

  private isClosed(): boolean {
    return this.state === 'closed'
  }

  /** From here on no older owner of the partition can commit anything, and nothing of theirs is undecided. */
  private async fence(): Promise<void> {
    await this.release()
    const { client, group, topic, promise } = this.parts
    if (promise === 'exactly-once') {
      const { partition } = this
      this.producer = await client.transactional({
        id: `${group}-${topic}-${partition}`,
        timeoutMs: TRANSACTION_MS,
        group,
        topic,
        partition,
      })
    }
  }

  /**
   * What the group keeps. Throws SLUICE_SOURCE_LOST where that is of a topic which is no more, and SLUICE_SOURCE for less than was
   * committed here: what follows would be done twice.
   */
  private async kept(): Promise<bigint | undefined> {
    const { client, group, topic, promise } = this.parts
    const committed = await client.committed(group, topic, this.partition)
    this.topicId = await this.parts.topicId(committed?.topicId)
    const offset = committed?.offset
    if (promise === 'exactly-once' && (offset ?? 0n) < this.keptTo)
      throw new SluiceError('SLUICE_SOURCE', { detail: 'The group has lost an offset that was committed.' })
    this.keptTo = offset ?? 0n
    return offset
  }

  /**
   * Where a partition is to be read from: what the group keeps, or what the settings say for a new group. Its end is kept at once: what
   * comes from now on is not passed over, even if nobody reads when it does.
   */
  private async startOffset(): Promise<bigint> {
    const { client, topic, start, promise } = this.parts
    const committed = await this.kept()
    if (committed !== undefined) return committed
    if (this.wasOpen) return this.doneTo
    const { first, end } = await client.edges(topic, this.partition)
    if (start === 'earliest') return first
    if (promise === 'at-least-once') await this.parts.consumer()?.commit(this.partition, { offset: end, topicId: this.topicId })
    else await this.commitTransaction(end)
    return end
  }

  private async commitTransaction(offset: bigint): Promise<void> {
    await (await this.begin(offset)).commit()
    this.transaction = undefined
    this.keptTo = offset
  }

  /** Ends what the producer has open: readers would wait for it until it times out. */
  private async release(): Promise<void> {
    const { producer, transaction } = this
    this.producer = undefined
    this.transaction = undefined
    await transaction?.then((begun) => begun.abort()).catch(() => undefined)
    await producer?.close().catch(() => undefined)
  }

  pause(): void {
    this.parts.consumer()?.pause(this.partition)
    this.isPaused = true
  }

  resume(): void {
    this.parts.consumer()?.resume(this.partition)
    this.isPaused = false
  }

  /** What was there up to an offset is no data. */
  skip(nextOffset: bigint): void {
    this.skippedTo = nextOffset
  }

  /** Takes what was fetched, unless it does not follow what is there: then it begins again where it is. */
  take({ from, records, nextOffset }: Fetched): void {
    if (this.state !== 'open') return
    if (from > this.fetchedTo && from !== this.skippedTo) return this.parts.consumer()?.seek(this.partition, this.fetchedTo)
    for (const record of records) {
      if (record.offset < this.fetchedTo) continue
      this.queue.push(record)
      this.queuedBytes += recordBytes(record)
    }
    if (nextOffset > this.fetchedTo) this.fetchedTo = nextOffset
    this.parts.changed()
  }

  /** Records for one delivery from the front of the queue, up to a number and a size and one at least, and where they end. */
  next(max: { readonly records: number; readonly bytes: number }): {
    readonly records: readonly KafkaRecord[]
    readonly bytes: number
    readonly nextOffset: bigint
  } {
    let bytes = 0
    let count = 0
    for (const record of this.queue) {
      const size = recordBytes(record)
      if (count === max.records || (count > 0 && bytes + size > max.bytes)) break
      bytes += size
      count += 1
    }
    const records = this.queue.splice(0, count)
    this.queuedBytes -= bytes
    const past = (records.at(-1)?.offset ?? -1n) + 1n
    return { records, bytes, nextOffset: this.queue.length === 0 && this.fetchedTo > past ? this.fetchedTo : past }
  }

  /** The transaction of the delivery in hand, with the offset that it ends at. */
  begin(offset: bigint): Promise<Transaction> {
    const { producer } = this
    if (producer === undefined)
      return Promise.reject(new SluiceError('SLUICE_SINK', { detail: "The partition is another instance's by now." }))
    this.transaction ??= producer.begin({ offset, topicId: this.topicId })
    return this.transaction
  }

  /** Ends the delivery in hand; where the broker does not say how a transaction ended, finds out. Throws SLUICE_SINK. */
  async commit(offset: bigint): Promise<void> {
    if (this.parts.promise === 'at-least-once') {
      await this.keep(offset)
    } else {
      try {
        await this.commitTransaction(offset)
      } catch (error) {
        if (!(await this.isCommitted(offset)))
          throw new SluiceError('SLUICE_SINK', { detail: 'The transaction was not committed.', cause: error })
        if (!this.isClosed()) void this.open()
      }
    }
    this.doneTo = offset
    if (this.failures === 0) return
    this.failures = 0
    this.parts.changed()
  }

  /**
   * Has the group keep an offset. What it does not take now it is asked to take again, or to take the next one; where the partition
   * is another's by now, that one begins where the last is.
   */
  private async keep(offset: bigint): Promise<void> {
    try {
      await this.parts.consumer()?.commit(this.partition, { offset, topicId: this.topicId })
      if (this.refusals > 0) {
        this.refusals = 0
        this.parts.changed()
      }
    } catch {
      if (this.isClosed()) return
      this.refusals += 1
      if (this.refusals >= REFUSALS_TOLD) this.parts.troubled('SLUICE_SOURCE')
      void this.rest(this.refusals).then(() => this.keepAgain(offset))
    }
  }

  /** Unless something later is kept, or is about to be. */
  private async keepAgain(offset: bigint): Promise<void> {
    const isLast = this.busy === undefined && this.doneTo === offset
    if (isLast && this.state === 'open' && !this.parts.signal.aborted) await this.keep(offset)
  }

  /** Fences the transaction in doubt, which ends it, and looks whether its offset is there. */
  private async isCommitted(offset: bigint): Promise<boolean> {
    const { signal } = this.parts
    this.reset()
    for (let tries = 1; !this.isClosed(); tries++) {
      try {
        await this.fence()
        return (await this.kept() ?? 0n) >= offset
      } catch {
        if (signal.aborted && tries >= STOPPING_TRIES_MAX) return false
        // Until the lane is open again, whatever heartbeats say.
        this.closures += 1
        this.parts.troubled('SLUICE_SINK')
        await this.rest(tries)
      }
    }
    return false
  }

  /** Forgets what was fetched; what is not done is fetched again once the lane is open. */
  private reset(): void {
    if (!this.isClosed()) this.state = 'opening'
    this.queue = []
    this.queuedBytes = 0
    this.pause()
  }

  /** A delivery failed: begins again from what is done, after a while. */
  restart(code: ErrorCode): void {
    this.failures += 1
    this.parts.troubled(code)
    this.reset()
    void this.rest(this.failures).then(() => this.open())
  }

  /** The partition is another's. What is in hand may still end; resolves when it has. */
  async close(): Promise<void> {
    this.state = 'closed'
    this.reset()
    await this.busy
    await this.release()
  }
}
