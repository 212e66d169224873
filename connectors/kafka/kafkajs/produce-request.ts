import { codecByNumber } from '../wire/codecs.ts'
import { giveBack } from '../give-back.ts'
import { writeRecordBatch, type WireRecord } from '../wire/write-record-batch.ts'

const PRODUCE = 0

/** What kafkajs asks its broker to write. */
interface ProduceFacts {
  readonly acks: number
  readonly timeout: number
  readonly transactionalId?: string | null
  /** A number, or its digits. */
  readonly producerId?: { toString(): string }
  readonly producerEpoch?: number
  readonly compression?: number
  readonly topicData: readonly {
    readonly topic: string
    readonly partitions: readonly {
      readonly partition: number
      readonly firstSequence?: number
      readonly messages: readonly WireRecord[]
    }[]
  }[]
}

/** What kafkajs takes for an encoder that is done. */
interface Encoded {
  readonly buf: Buffer
  readonly buffer: Buffer
}

/** The body of a request that is put together once, with its head. */
interface Pieces {
  readonly pieces: readonly Buffer[]
}

interface Request {
  readonly apiKey: number
  readonly apiVersion: number
  readonly apiName: string
  readonly expectResponse: () => boolean
  readonly encode: () => Promise<Pieces>
}

function int16(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(2)
  bytes.writeInt16BE(value)
  return bytes
}

function int32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4)
  bytes.writeInt32BE(value)
  return bytes
}

function string(text: string | null | undefined): Buffer[] {
  if (text === null || text === undefined) return [int16(-1)]
  const bytes = Buffer.from(text)
  return [int16(bytes.length), bytes]
}

/** The body of a Produce request of version 3 to 8, in which nothing but the number changed for who writes it. */
async function encode({
  acks,
  timeout,
  transactionalId,
  producerId = -1,
  producerEpoch = 0,
  compression = 0,
  topicData,
}: ProduceFacts): Promise<Pieces> {
  const codec = codecByNumber[compression]
  if (compression !== 0 && codec === undefined) throw new TypeError('There is no such compression.')
  const facts = {
    producerId: BigInt(producerId.toString()), producerEpoch, compression, transactional: Boolean(transactionalId),
    compress: codec?.compress, compressPieces: codec?.compressPieces,
  }
  const pieces = [...string(transactionalId), int16(acks), int32(timeout), int32(topicData.length)]
  for (const { topic, partitions } of topicData) {
    pieces.push(...string(topic), int32(partitions.length))
    for (const { partition, firstSequence = 0, messages } of partitions) {
      const batch = await writeRecordBatch(messages, { ...facts, firstSequence }, Date.now())
      pieces.push(int32(partition), int32(batch.length), batch)
    }
  }
  return { pieces }
}

/** In place of kafkajs's `protocol/requests/produce/v3/request.js`, which its later versions are made of. */
export function produceRequest(facts: ProduceFacts): Request {
  return { apiKey: PRODUCE, apiVersion: 3, apiName: 'Produce', expectResponse: () => facts.acks !== 0, encode: () => encode(facts) }
}

/** In place of kafkajs's `protocol/request.js`: any request after its length and its head. */
export async function wholeRequest({ correlationId, clientId, request }: {
  readonly correlationId: number
  readonly clientId: string | null
  readonly request: { readonly apiKey: number; readonly apiVersion: number; encode(): Promise<Encoded | Pieces> | Encoded | Pieces }
}): Promise<Encoded> {
  const { apiKey, apiVersion } = request
  const body = await request.encode()
  const pieces = 'pieces' in body ? body.pieces : [body.buffer]
  const all = [int16(apiKey), int16(apiVersion), int32(correlationId), ...string(clientId), ...pieces]
  const bytes = all.reduce((sum, { length }) => sum + length, 0)
  const buffer = Buffer.concat([int32(bytes), ...all], bytes + 4)
  if ('pieces' in body) for (const piece of pieces) giveBack(piece)
  return { buf: buffer, buffer }
}
