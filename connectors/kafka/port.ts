import type { Phi } from '../../src/contract/phi.ts'

/**
 * What the connector asks of a Kafka client, and all that it asks: another client can take the place of this one.
 * Offsets are whole numbers below 2^53; bytes belong to the receiver.
 */

export interface KafkaRecord {
  readonly offset: bigint
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly (readonly [name: string, value: Uint8Array | null])[]
  readonly timestamp: string
  /** Nothing else is in the memory of its bytes, so that it may be given back once they are not needed. */
  readonly isAlone: boolean
}

/** What one fetch brought of one partition, without records of aborted transactions. */
export interface Fetched {
  readonly partition: number
  /** The offset that was asked for. */
  readonly from: bigint
  readonly records: readonly KafkaRecord[]
  /** The offset to go on from, past what was left out. */
  readonly nextOffset: bigint
  /** The offset that the next record of the partition will have. */
  readonly end: bigint
}

/** What a consumer tells. Nothing here may take long: the group waits. */
export interface ConsumerListener {
  /** The group was joined anew, and these partitions are this consumer's; all are paused. */
  assigned(partitions: readonly number[]): void
  /** Partitions may be taken away at any moment from now on. */
  rebalancing(): void
  fetched(fetched: Fetched): void
  /** What was there up to this offset is no data: ends of transactions, and records of aborted ones. */
  skipped(partition: number, nextOffset: bigint): void
  /** Something answered: the broker is there. */
  alive(): void
  /** It goes on trying by itself. */
  troubled(): void
  /** It has given up. */
  failed(error: unknown): void
}

/** What a group keeps for a partition. */
export interface KeptOffset {
  readonly offset: bigint
  /** Of which topic that was, as `topicId` says; undefined where nobody said. */
  readonly topicId: string | undefined
}

export interface KafkaConsumer {
  start(): Promise<void>
  /** Goes on from there, and forgets what was fetched and not handed over. */
  seek(partition: number, offset: bigint): void
  pause(partition: number): void
  resume(partition: number): void
  /** Keeps offsets in the group; refused when the partition is another consumer's by now. */
  commit(partition: number, kept: KeptOffset): Promise<void>
  /** Leaves the group. */
  stop(): Promise<void>
}

export interface OutgoingRecord {
  readonly topic: string
  readonly key: Uint8Array | null
  readonly value: Uint8Array | null
  readonly headers: readonly (readonly [name: string, value: Uint8Array | null])[]
  readonly timestamp?: string | undefined
  /** The partition to take where there is no key, modulo their number: it keeps the order of its source. */
  readonly lane: number
}

/** It fails for good with the first batch that fails. */
export interface Producer {
  /** Resolves when all replicas have them. */
  send(records: readonly OutgoingRecord[], compression: Compression): Promise<void>
  close(): Promise<void>
}

/** A transaction that already holds its offsets. */
export interface Transaction {
  send(records: readonly OutgoingRecord[], compression: Compression): Promise<void>
  commit(): Promise<void>
  abort(): Promise<void>
}

/**
 * A producer that fences every older one with its id: their transactions are over, and what they committed can be read. It
 * fails for good once it has lost its coordinator.
 */
export interface TransactionalProducer {
  /** Begins with the offset up to which its partition is read once it is committed. */
  begin(kept: KeptOffset): Promise<Transaction>
  close(): Promise<void>
}

export interface ConsumerOptions {
  readonly group: string
  readonly topic: string
  readonly fetchBytesMax: number
  readonly sessionTimeoutMs: number
}

export interface KafkaClient {
  consumer(options: ConsumerOptions, listener: ConsumerListener): Promise<KafkaConsumer>
  producer(): Promise<Producer>
  /** Tells of a topic that transactions will write to, before the first transactional producer is made. */
  writes(topic: string): void
  transactional(options: {
    readonly id: string
    readonly timeoutMs: number
    readonly group: string
    readonly topic: string
    readonly partition: number
  }): Promise<TransactionalProducer>
  /** What the group keeps for a partition; undefined for nothing. */
  committed(group: string, topic: string, partition: number): Promise<KeptOffset | undefined>
  /** What is another one where a topic was deleted and made anew; undefined where the brokers cannot tell. */
  topicId(topic: string): Promise<string | undefined>
  /** The first offset that is there, and the one that the next record will have. */
  edges(topic: string, partition: number): Promise<{ readonly first: bigint; readonly end: bigint }>
  /** How many partitions a topic has; 0 where there is no such topic. */
  partitions(topic: string): Promise<number>
  /** What the topic takes, as far as this user may know. */
  takes(topic: string): Promise<TopicTakes>
  /** Removes what a group that is gone had kept. */
  forgetGroup(group: string): Promise<void>
  /** Ends everything that only asks. */
  close(): Promise<void>
}

/** What of records a topic takes. */
export interface TopicTakes {
  /** The largest batch, `max.message.bytes`. */
  readonly batchBytesMax: number
  /** It is compacted: a record without a key is refused, and all with it. */
  readonly needsKeys: boolean
  /** How far back the time of a record may be, and how far ahead: `message.timestamp.before.max.ms` and `after.max.ms`. */
  readonly olderMsMax: number
  readonly newerMsMax: number
}

export type Compression = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

/** How the cluster is reached. */
export interface ClusterAddress {
  readonly brokers: readonly string[]
  readonly clientId: string
  readonly tls: TlsFiles | undefined
  readonly sasl: Sasl | undefined
}

export interface TlsFiles {
  readonly ca: string | undefined
  readonly cert: string | undefined
  readonly key: Phi<string> | undefined
  readonly serverName: string | undefined
}

export type Sasl =
  | { readonly mechanism: 'plain' | 'scram-sha-256' | 'scram-sha-512'; readonly username: string; readonly password: Phi<string> }
  /** The token is read anew for each connection: it runs out. */
  | { readonly mechanism: 'oauthbearer'; readonly token: () => Promise<Phi<string>> }
