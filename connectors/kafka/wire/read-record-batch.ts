import { crc32c } from '@node-rs/crc32'
import { SluiceError } from '../../../src/contract/errors.ts'
import { codecByNumber, type Codec } from './codecs.ts'
import { FinalError } from './final-error.ts'
import { ALONE, sharedMemory, type Occupied } from './occupied-memory.ts'

/** The bytes that kafkajs reads a response from, and how far it is. */
export interface Cursor {
  readonly buffer: Buffer
  offset: number
}

/** What the records of a batch have in common, as kafkajs and `filterAborted` ask for it. */
interface BatchContext {
  readonly producerId: string
  readonly inTransaction: boolean
  readonly isControlBatch: boolean
}

type Header = readonly [name: string, value: Buffer | null]

const NO_HEADERS: readonly Header[] = []
/** Bytes before those that its length counts, and before its records. */
const LENGTH_END = 12
const HEAD_BYTES = 61
const MAGIC_AT = 16
const MAGIC = 2
/** Where the sum stands, and where what it is over begins. */
const SUM_AT = 17
const SUMMED_AT = 21
const OTHER_FORMAT = 'Records are of a format that brokers before 0.11 wrote, which is not read.'
const WRONG_SUM = 'The checksum of a batch of records is wrong.'
const MALFORMED = 'A batch of records is not as long as they say.'
const NO_COMPRESSION = 'A batch of records cannot be decompressed.'
const COMPRESSION = 0x07
const LOG_APPEND_TIME = 0x08
const TRANSACTIONAL = 0x10
const CONTROL = 0x20

/** A record as kafkajs hands it on. */
export class WireMessage {
  /** Its offset, as a number. */
  readonly position: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly timestamp: string
  /** In their order; a name may be there more than once. */
  readonly pairs: readonly Header[]
  readonly batchContext: BatchContext
  private readonly memory: Occupied

  constructor(
    position: number,
    timestamp: string,
    { key, value, pairs }: { readonly key: Buffer | null; readonly value: Buffer | null; readonly pairs: readonly Header[] },
    batchContext: BatchContext,
    memory: Occupied,
  ) {
    this.position = position
    this.timestamp = timestamp
    this.key = key
    this.value = value
    this.pairs = pairs
    this.batchContext = batchContext
    this.memory = memory
  }

  /** Whether nothing else is in the memory that key, value and headers stand in; to be asked once all of a response is read. */
  get isAlone(): boolean {
    return this.memory.records === 1
  }

  get offset(): string {
    return String(this.position)
  }

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch
  }

  /** The form that kafkajs gives them. */
  get headers(): Record<string, Buffer | null | (Buffer | null)[]> {
    return Object.fromEntries([...Map.groupBy(this.pairs, ([name]) => name)].map(([name, same]) => {
      const values = same.map(([, value]) => value)
      return [name, values.length === 1 ? values[0] as Buffer | null : values]
    }))
  }
}

/** kafkajs leaves what is cut off at the end of a response to the next fetch, and knows it by this name. */
class CutOff extends Error {
  override readonly name = 'KafkaJSPartialMessageError'
}

/** Ends the route: nothing of such a batch may pass, and nothing may be passed over. */
export function corrupt(detail: string): FinalError {
  return new FinalError(new SluiceError('SLUICE_SOURCE_CORRUPT', { detail }))
}

/** Reads the records of one batch; numbers stay exact below 2^53. */
class RecordReader {
  private at = 0
  private readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  /** A number in base 128 whose lowest bit is its sign. */
  private varint(): number {
    const { bytes } = this
    let byte = bytes[this.at++] as number
    let value = byte & 0x7f
    for (let factor = 0x80; byte >= 0x80; factor *= 0x80) {
      byte = bytes[this.at++] as number
      value += (byte & 0x7f) * factor
    }
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2
  }

  private field(): Buffer | null {
    const length = this.varint()
    if (length < 0) return null
    const start = this.at
    this.at += length
    return this.bytes.subarray(start, this.at)
  }

  private headers(): readonly Header[] {
    const count = this.varint()
    if (count <= 0) return NO_HEADERS
    const pairs: Header[] = []
    while (pairs.length < count && this.at < this.bytes.length) pairs.push([this.field()?.toString() ?? '', this.field()])
    return pairs
  }

  records(
    count: number,
    {
      firstOffset,
      lastOffset,
      timeOf,
      memory,
    }: { readonly firstOffset: number; readonly lastOffset: number; readonly timeOf: (delta: number) => string; readonly memory: Occupied },
    context: BatchContext,
  ): WireMessage[] {
    const { length } = this.bytes
    const records: WireMessage[] = []
    let before = firstOffset - 1
    for (let ordinal = 0; ordinal < count; ordinal++) {
      const bodyBytes = this.varint()
      const end = this.at + bodyBytes
      if (!(end <= length)) throw corrupt(MALFORMED)
      this.at += 1
      const timestamp = timeOf(this.varint())
      const position = firstOffset + this.varint()
      if (!(position > before && position <= lastOffset)) throw corrupt(MALFORMED)
      before = position
      const key = this.field()
      const value = this.field()
      const pairs = this.headers()
      if (this.at !== end) throw corrupt(MALFORMED)
      records.push(new WireMessage(position, timestamp, { key, value, pairs }, context, memory))
    }
    if (this.at !== length) throw corrupt(MALFORMED)
    return records
  }
}

/** Times are given as their distance from the first of the batch, and many records have the same. */
function timesFrom(first: number): (delta: number) => string {
  let known = 0
  let text = String(first)
  return (delta) => {
    if (delta !== known) {
      known = delta
      text = String(first + delta)
    }
    return text
  }
}

/**
 * Stands where compaction has left nothing, as no data: what is read goes on behind the last offset that a batch once had. Without it
 * kafkajs asks for what is there again and again.
 */
function nothingUpTo(offset: number, context: BatchContext): WireMessage {
  return new WireMessage(offset, '-1', { key: null, value: null, pairs: NO_HEADERS }, { ...context, isControlBatch: true }, ALONE)
}

async function decompress(codec: Codec, body: Buffer): Promise<Buffer> {
  return codec.decompress(body).catch((error: unknown) => {
    throw error instanceof SluiceError ? new FinalError(error) : corrupt(NO_COMPRESSION)
  })
}

/**
 * As kafkajs's `protocol/recordBatch/v0/decoder.js` does: reads a batch of format 2 (Kafka protocol guide, Record Batch)
 * and moves past it. Its checksum is looked at, as by the Java client (`check.crcs`). Throws what kafkajs takes for the cut-off end
 * of a response, and FinalError for what is not as it was written, contradicts itself or is of another format. Keys and values are
 * views of what was received, or of what it was decompressed to.
 */
export async function readRecordBatch(cursor: Cursor): Promise<{ readonly records: readonly WireMessage[] }> {
  const start = cursor.offset
  const { length } = cursor.buffer
  const end = start + LENGTH_END <= length ? start + LENGTH_END + cursor.buffer.readInt32BE(start + 8) : Number.POSITIVE_INFINITY
  if (end > length) throw new CutOff()
  const batch = cursor.buffer.subarray(start, end)
  cursor.offset = end
  if (batch.length <= MAGIC_AT) throw corrupt(MALFORMED)
  if (batch[MAGIC_AT] !== MAGIC) throw corrupt(OTHER_FORMAT)
  if (batch.length < HEAD_BYTES) throw corrupt(MALFORMED)
  if (crc32c(batch.subarray(SUMMED_AT)) !== batch.readUInt32BE(SUM_AT)) throw corrupt(WRONG_SUM)
  const attributes = batch.readInt16BE(21)
  const codec = codecByNumber[attributes & COMPRESSION]
  if (codec === undefined && (attributes & COMPRESSION) !== 0) throw corrupt(NO_COMPRESSION)
  const context: BatchContext = {
    producerId: String(batch.readBigInt64BE(43)),
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
  }
  const firstOffset = Number(batch.readBigInt64BE(0))
  const lastOffset = firstOffset + batch.readInt32BE(23)
  const count = batch.readInt32BE(57)
  if (count <= 0) return { records: [nothingUpTo(lastOffset, context)] }
  const last = String(batch.readBigInt64BE(35))
  const timeOf = (attributes & LOG_APPEND_TIME) !== 0 ? () => last : timesFrom(Number(batch.readBigInt64BE(27)))
  const body = batch.subarray(HEAD_BYTES)
  const bytes = codec === undefined ? body : await decompress(codec, body)
  const memory = codec === undefined ? sharedMemory(body, count) : count === 1 ? ALONE : { records: count }
  const records = new RecordReader(bytes).records(count, { firstOffset, lastOffset, timeOf, memory }, context)
  if ((records.at(-1)?.position ?? -1) < lastOffset) records.push(nothingUpTo(lastOffset, context))
  return { records }
}
