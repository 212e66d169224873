import { setTimeout as delay } from 'node:timers/promises'
import { describeTransaction, type LastTransaction, type TransactionBroker } from './describe-transaction.ts'

/** How long the broker may take to end the transaction before; the Java client waits 20 ms between two tries. */
const PREVIOUS_WAIT_MS = 2
const PREVIOUS_TRIES_MAX = 6_000
const TRANSACTION = 1

/** The partition whose reading a transactional producer accounts for, and the topics that its transactions may write to. */
export interface Accounted {
  readonly group: string
  readonly topic: string
  readonly partition: number
  readonly targets: readonly string[]
}

/** What this uses of the cluster that a producer of kafkajs has of its own. */
interface Cluster {
  addMultipleTargetTopics(topics: readonly string[]): Promise<void>
  findTopicPartitionMetadata(topic: string): readonly { readonly partitionId: number; readonly leader: number }[]
  findGroupCoordinator(asked: { readonly groupId: string; readonly coordinatorType?: number }): Promise<TransactionBroker>
}

interface TopicPartitions {
  readonly topic: string
  readonly partitions: readonly { readonly partition: number }[]
}

/** What kafkajs keeps of one transactional id. */
interface ProducerState {
  initProducerId(): Promise<void>
  getProducerId(): string
  getProducerEpoch(): number
  beginTransaction(): void
  addPartitionsToTransaction(topics: readonly TopicPartitions[]): Promise<void>
  sendOffsets(sent: { readonly consumerGroupId: string; readonly topics: readonly object[] }): Promise<void>
  commit(): Promise<void>
  abort(): Promise<void>
}

interface StateOptions {
  readonly cluster: Cluster
  readonly transactional: boolean
  readonly transactionalId: string
  readonly transactionTimeout: number
}

type MakeState = (options: StateOptions) => ProducerState

let accountedNow: Accounted | undefined

/** Whatever a call makes kafkajs begin before it waits for anything is for that partition. */
export function accountingFor<T>(accounted: Accounted, act: () => T): T {
  accountedNow = accounted
  try {
    return act()
  } finally {
    accountedNow = undefined
  }
}

/** Tries again while the broker still ends the transaction before. */
export async function whileEnding(act: () => Promise<void>): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await act()
    } catch (error) {
      const isBusy = error instanceof Error && 'type' in error && error.type === 'CONCURRENT_TRANSACTIONS'
      if (!isBusy || tries >= PREVIOUS_TRIES_MAX) throw error
      await delay(PREVIOUS_WAIT_MS)
    }
  }
}

class LostCoordinator extends Error {
  override readonly name = 'KafkaJSNonRetriableError'
  readonly retriable = false
}

/** The coordinator of one transactional id, for as long as the connection lasts on which it gave the producer its epoch. */
class Coordination {
  last: LastTransaction | undefined
  private socket: unknown
  private readonly options: StateOptions
  private readonly accounted: Accounted

  constructor(options: StateOptions, accounted: Accounted) {
    this.options = options
    this.accounted = accounted
  }

  /** A cluster whose transaction coordinator is watched; all else is as it was. */
  watched(): Cluster {
    const { cluster } = this.options
    return Object.assign(Object.create(cluster) as Cluster, {
      findGroupCoordinator: async (asked: { readonly groupId: string; readonly coordinatorType?: number }) => {
        const broker = await cluster.findGroupCoordinator(asked)
        return asked.coordinatorType === TRANSACTION ? this.watch(broker) : broker
      },
    })
  }

  private watch(broker: TransactionBroker): TransactionBroker {
    const onOneConnection =
      <A, R>(ask: (asked: A) => Promise<R>) =>
      (asked: A): Promise<R> => {
        const [connection] = broker.connectionPool.pool
        if (!connection.isConnected() || connection.socket !== this.socket)
          throw new LostCoordinator('The transaction coordinator may have been started anew.')
        return ask.call(broker, asked)
      }
    return Object.assign(Object.create(broker) as TransactionBroker, {
      initProducerId: async (asked: { readonly transactionTimeout: number }) => {
        await this.findLeaders()
        this.last = await describeTransaction(broker, this.options.transactionalId)
        this.socket = broker.connectionPool.pool[0].socket
        return onOneConnection(broker.initProducerId)({
          ...asked,
          transactionTimeout: asked.transactionTimeout + (this.wasCommitted() ? 1 : 0),
        })
      },
      addOffsetsToTxn: onOneConnection(broker.addOffsetsToTxn),
      addPartitionsToTxn: onOneConnection(broker.addPartitionsToTxn),
      endTxn: onOneConnection(broker.endTxn),
    })
  }

  /** Every partition that may hold records of the id. Throws while one has no leader: its end of a transaction would be left out. */
  private async findLeaders(): Promise<TopicPartitions[]> {
    const { cluster } = this.options
    const { group, targets } = this.accounted
    await cluster.findGroupCoordinator({ groupId: group })
    await cluster.addMultipleTargetTopics(targets)
    return targets.map((topic) => {
      const partitions = cluster.findTopicPartitionMetadata(topic)
      if (partitions.length === 0 || partitions.some(({ leader }) => leader < 0)) throw new LostCoordinator('A partition has no leader.')
      return { topic, partitions: partitions.map(({ partitionId }) => ({ partition: partitionId })) }
    })
  }

  /** An epoch that was given after a commit, and has not begun anything, is known by its timeout. */
  private wasCommitted(): boolean {
    const { state, timeoutMs } = this.last ?? {}
    return (
      state === 'PrepareCommit' || state === 'CompleteCommit' || (state === 'Empty' && timeoutMs === this.options.transactionTimeout + 1)
    )
  }

  /** Ends in all partitions what was the last transaction of the id, as the coordinator said that it ended. */
  async seal(state: ProducerState): Promise<void> {
    const { cluster, transactionalId } = this.options
    const { group, topic, partition } = this.accounted
    const all = this.last === undefined ? [] : await this.findLeaders()
    if (this.wasCommitted()) {
      state.beginTransaction()
      const coordinator = this.watch(await cluster.findGroupCoordinator({ groupId: transactionalId, coordinatorType: TRANSACTION }))
      await coordinator.addOffsetsToTxn({
        transactionalId,
        producerId: state.getProducerId(),
        producerEpoch: state.getProducerEpoch(),
        groupId: group,
      })
      await state.addPartitionsToTransaction(all)
      await state.commit()
    }
    state.beginTransaction()
    const topics = [{ topic, partitions: [{ partition, offset: '0' }] }]
    await whileEnding(() => state.sendOffsets({ consumerGroupId: group, topics }))
    await state.addPartitionsToTransaction(all)
    await state.abort()
  }
}

/**
 * Makes every transactional producer of kafkajs begin by writing the end of the last transaction of its id once more, and
 * give up with the connection to its coordinator. Brokers leave ends out: a coordinator of Kafka 4.3.1 that is started again
 * finds a transaction it was to commit, and takes partitions whose leader is not elected yet for deleted (KAFKA-20734). The
 * transaction counts as committed then, its records and offsets stay open, and whatever the id ends next ends them too: an
 * abort loses them, a commit of the same records doubles them. So before an epoch is taken the coordinator is asked how the
 * last transaction ended (DescribeTransactions, KIP-664). One that was committed is followed by a commit of nothing in all
 * partitions; then comes an abort in all of them, with an offset: once that is taken the group coordinator tells all that was
 * committed before. On one connection nothing is left out, because a coordinator begins a transaction only after the ends of
 * the one before are written.
 */
export function sealTransactions(require: NodeJS.Require): void {
  const path = require.resolve('kafkajs/src/producer/eosManager/index.js')
  const make = require(path) as MakeState
  const cached = require.cache[path]
  if (cached === undefined) throw new TypeError('kafkajs is not where it was')
  cached.exports = (options: StateOptions): ProducerState => {
    if (!options.transactional || accountedNow === undefined) return make(options)
    const coordination = new Coordination(options, accountedNow)
    const state = make({ ...options, cluster: coordination.watched() })
    return { ...state, async initProducerId() {
      await state.initProducerId()
      await coordination.seal(state)
    } }
  }
}
