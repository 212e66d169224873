import { FinalError } from '../wire/final-error.ts'
import { corrupt, readRecordBatch, type Cursor, type WireMessage } from '../wire/read-record-batch.ts'

const SIZE_BYTES = 4
const CUT_OFF = 'Records end before they should.'
const broken = new WeakMap<readonly WireMessage[], FinalError>()

/** What is wrong with the first batch of a partition, by the records that were read of it: none. */
export const brokenFor = (messages: readonly WireMessage[]): FinalError | undefined => broken.get(messages)

/** The records of the next batch; undefined where it is cut off. */
async function readNext(batches: Cursor): Promise<readonly WireMessage[] | FinalError | undefined> {
  try {
    return (await readRecordBatch(batches)).records
  } catch (error) {
    if (error instanceof FinalError) return error
    if (error instanceof Error && error.name === 'KafkaJSPartialMessageError') return undefined
    throw error
  }
}

/**
 * In place of kafkajs's `protocol/requests/fetch/v4/decodeMessages.js`, which passes the records of a batch as arguments: more than
 * 125,000 are too many, and the partition would stand still for good. What is cut off, or cannot be read, is left to the next fetch,
 * so that what stands before it is worked on. The first batch is sent whole whatever its size (KIP-74): it is not asked for again.
 */
export async function readBatches(cursor: Cursor): Promise<readonly WireMessage[]> {
  const { buffer, offset } = cursor
  const start = offset + SIZE_BYTES
  const end = start + Math.max(0, buffer.readInt32BE(offset))
  if (end > buffer.length) throw corrupt(CUT_OFF)
  cursor.offset = end
  const batches = { buffer: buffer.subarray(start, end), offset: 0 }
  const read: WireMessage[] = []
  while (batches.offset < batches.buffer.length) {
    const next = await readNext(batches)
    if (next === undefined || next instanceof FinalError) {
      if (read.length === 0) broken.set(read, next ?? corrupt(CUT_OFF))
      break
    }
    for (const record of next) read.push(record)
  }
  return read
}
