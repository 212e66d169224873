import { answersTo, askBroker, brokerError, type Broker } from './ask-broker.ts'

const DESCRIBE_TRANSACTIONS = { apiKey: 65, apiVersion: 0, apiName: 'DescribeTransactions' }
const NOT_FOUND = 105

/** What is used of the broker that coordinates transactions. */
export interface TransactionBroker extends Broker {
  readonly connectionPool: Broker['connectionPool'] & {
    readonly pool: readonly [{ readonly socket: unknown; isConnected(): boolean }]
  }
  initProducerId(asked: { readonly transactionTimeout: number }): Promise<unknown>
  addOffsetsToTxn(asked: object): Promise<unknown>
  addPartitionsToTxn(asked: object): Promise<unknown>
  endTxn(asked: object): Promise<unknown>
}

/** How the last transaction of an id stands, as the coordinator calls it: Ongoing, PrepareCommit, CompleteAbort, Empty, … */
export interface LastTransaction {
  readonly state: string
  /** What the producer that has the id asked for. */
  readonly timeoutMs: number
}

/**
 * Asks the coordinator of an id for its last transaction (DescribeTransactions version 0, KIP-664); undefined where there
 * never was one, or the broker is older than 3.0 and cannot tell. Throws what kafkajs throws for an error of the broker.
 */
export async function describeTransaction(broker: TransactionBroker, transactionalId: string): Promise<LastTransaction | undefined> {
  if (!answersTo(broker, DESCRIBE_TRANSACTIONS)) return undefined
  const { errorCode, last } = await askBroker(broker, {
    ...DESCRIBE_TRANSACTIONS,
    // One id, and no tags.
    encode: (encoder) => encoder.writeUVarInt(2).writeUVarIntString(transactionalId).writeUVarInt(0),
    decode(decoder) {
      decoder.readInt32()
      decoder.readUVarInt()
      const errorCode = decoder.readInt16()
      decoder.readUVarIntString()
      const state = decoder.readUVarIntString()
      return { errorCode, last: { state, timeoutMs: decoder.readInt32() } }
    },
  })
  if (errorCode === NOT_FOUND) return undefined
  if (errorCode !== 0) throw brokerError(errorCode)
  return last
}
