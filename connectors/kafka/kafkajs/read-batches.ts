import { sharedMemory } from '../wire/occupied-memory.ts'
import { readRecordBatch, type Cursor, type WireMessage } from '../wire/read-record-batch.ts'

const SIZE_BYTES = 4
const MAGIC_AT = 16
const MAGIC = 2

/** What kafkajs reads the records of a partition from, and leaves behind them. */
type ReadBatches = (cursor: Cursor) => Promise<readonly WireMessage[]>

/**
 * In place of kafkajs's `protocol/requests/fetch/v4/decodeMessages.js`, which passes the records of a batch as arguments: more than
 * 125,000 are too many, and the partition would stand still for good. Its own still reads what is older than format 2.
 */
export function readBatchesOr(own: ReadBatches): ReadBatches {
  return async (cursor) => {
    const { buffer, offset } = cursor
    const start = offset + SIZE_BYTES
    const end = start + buffer.readInt32BE(offset)
    if (end <= start + MAGIC_AT || end > buffer.length || buffer[start + MAGIC_AT] !== MAGIC) {
      // Nobody counts the records of an older format.
      if (end > start + MAGIC_AT) sharedMemory(buffer, Number.POSITIVE_INFINITY)
      return own(cursor)
    }
    cursor.offset = end
    const batches = { buffer: buffer.subarray(start, end), offset: 0 }
    const read: WireMessage[] = []
    while (batches.offset < batches.buffer.length) {
      const records = await readRecordBatch(batches).then((batch) => batch.records, (error: unknown) => {
        // The end of a response may be cut off.
        if (error instanceof Error && error.name === 'KafkaJSPartialMessageError') return undefined
        throw error
      })
      if (records === undefined) break
      for (const record of records) read.push(record)
    }
    return read
  }
}
