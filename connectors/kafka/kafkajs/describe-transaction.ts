import { createRequire } from 'node:module'

const DESCRIBE_TRANSACTIONS = 65
const NOT_FOUND = 105

/** What is used of kafkajs's broker and of its codec, which it keeps to itself. */
export interface TransactionBroker {
  readonly versions: Readonly<Record<number, unknown>>
  readonly connectionPool: {
    readonly pool: readonly [{ readonly socket: unknown; isConnected(): boolean }]
    send(asked: { readonly request: object; readonly response: object }): Promise<unknown>
  }
  initProducerId(asked: { readonly transactionTimeout: number }): Promise<unknown>
  addOffsetsToTxn(asked: object): Promise<unknown>
  addPartitionsToTxn(asked: object): Promise<unknown>
  endTxn(asked: object): Promise<unknown>
}

interface Encoder {
  writeUVarInt(value: number): Encoder
  writeUVarIntString(value: string): Encoder
}

interface Decoder {
  readTaggedFields(): unknown
  readInt32(): number
  readInt16(): number
  readUVarInt(): number
  readUVarIntString(): string
}

/** How the last transaction of an id stands, as the coordinator calls it: Ongoing, PrepareCommit, CompleteAbort, Empty, … */
export interface LastTransaction {
  readonly state: string
  /** What the producer that has the id asked for. */
  readonly timeoutMs: number
}

function decode(decoder: Decoder): { readonly errorCode: number; readonly last: LastTransaction } {
  decoder.readTaggedFields()
  decoder.readInt32()
  decoder.readUVarInt()
  const errorCode = decoder.readInt16()
  decoder.readUVarIntString()
  const state = decoder.readUVarIntString()
  return { errorCode, last: { state, timeoutMs: decoder.readInt32() } }
}

/**
 * Asks the coordinator of an id for its last transaction (DescribeTransactions version 0, KIP-664); undefined where there
 * never was one, or the broker is older than 3.0 and cannot tell. Throws what kafkajs throws for an error of the broker.
 */
export async function describeTransaction(broker: TransactionBroker, transactionalId: string): Promise<LastTransaction | undefined> {
  if (broker.versions[DESCRIBE_TRANSACTIONS] === undefined) return undefined
  const require = createRequire(import.meta.url)
  const Encoder = require('kafkajs/src/protocol/encoder.js') as new () => Encoder
  const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => Decoder
  const { createErrorFromCode } = require('kafkajs/src/protocol/error.js') as { createErrorFromCode(code: number): Error }
  const answer = await broker.connectionPool.send({
    request: {
      apiKey: DESCRIBE_TRANSACTIONS, apiVersion: 0, apiName: 'DescribeTransactions',
      // The fields without a tag of the header, one id, and none of the body.
      encode: async () => new Encoder().writeUVarInt(0).writeUVarInt(2).writeUVarIntString(transactionalId).writeUVarInt(0),
    },
    response: { decode: async (bytes: Buffer) => decode(new Decoder(bytes)), parse: async (decoded: unknown) => decoded },
  }) as ReturnType<typeof decode>
  if (answer.errorCode === NOT_FOUND) return undefined
  if (answer.errorCode !== 0) throw createErrorFromCode(answer.errorCode)
  return answer.last
}
