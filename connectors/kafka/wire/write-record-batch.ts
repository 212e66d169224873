import { crc32c } from '@node-rs/crc32'
import type { Codec } from './codecs.ts'
import { giveBack } from '../give-back.ts'

type Bytes = Buffer | string

/** A record as kafkajs hands it to its encoder. */
export interface WireRecord {
  readonly key?: Bytes | null
  readonly value: Bytes | null
  readonly headers?: Readonly<Record<string, Bytes | readonly Bytes[]>>
  /** In place of these, which have no order of their own and none without a value. */
  readonly pairs?: readonly (readonly [name: string, value: Buffer | null])[]
  /** Milliseconds since 1970, in decimal digits. */
  readonly timestamp?: string
}

/** What the producer says of itself in each of its batches. */
export interface BatchFacts {
  readonly producerId: bigint
  readonly producerEpoch: number
  readonly firstSequence: number
  readonly transactional: boolean
  /** Its number in the attributes of a batch; 0 for none. */
  readonly compression: number
  readonly compress: Codec['compress'] | undefined
  readonly compressPieces?: Codec['compressPieces'] | undefined
}

/** What is measured of a record before it is written. */
interface Measured {
  readonly delta: number
  readonly key: Buffer | null
  readonly value: Buffer | null
  readonly headers: readonly (Buffer | null)[]
  readonly bodyBytes: number
}

const NO_HEADERS: readonly Buffer[] = []
const HEAD_BYTES = 61
/** Where the sum stands, and where what it is over begins. */
const SUM_AT = 17
const SUMMED_AT = 21
const MAGIC = 2
const TRANSACTIONAL = 16
/** A batch that is to be compressed is written here first, unless it is larger. */
const SPARE_BYTES = 1024 * 1024
let spare: Buffer | undefined
/** A larger value is compressed where it stands. */
const LARGE_BYTES = 1024 * 1024

/** Bytes of a number of 0 or more below 2^53 in base 128. */
function varintBytes(value: number): number {
  let bytes = 1
  for (let left = value; left >= 0x80; left = Math.floor(left / 0x80)) bytes += 1
  return bytes
}

function writeVarint(target: Uint8Array, at: number, value: number): number {
  let end = at
  let left = value
  for (; left >= 0x80000000; left = Math.floor(left / 0x80)) target[end++] = (left % 0x80) | 0x80
  for (; left >= 0x80; left >>>= 7) target[end++] = (left & 0x7f) | 0x80
  target[end++] = left
  return end
}

/** A length stands before what it is of, doubled because it has a sign; -1 is that of nothing. */
function fieldBytes(field: Buffer | null): number {
  return field === null ? 1 : varintBytes(2 * field.length) + field.length
}

function writeField(target: Buffer, at: number, field: Buffer | null): number {
  if (field === null) {
    target[at] = 1
    return at + 1
  }
  const start = writeVarint(target, at, 2 * field.length)
  target.set(field, start)
  return start + field.length
}

function toBytes(given: Bytes | null | undefined): Buffer | null {
  return typeof given === 'string' ? Buffer.from(given) : given ?? null
}

/** Names and values by turns. */
function headersOf({ headers = {}, pairs }: WireRecord): readonly (Buffer | null)[] {
  if (pairs !== undefined) return pairs.length === 0 ? NO_HEADERS : pairs.flatMap(([name, value]) => [Buffer.from(name), value])
  const given = Object.entries(headers)
  if (given.length === 0) return NO_HEADERS
  return given.flatMap(([name, values]) => {
    const list = typeof values === 'string' || Buffer.isBuffer(values) ? [values] : values
    return list.flatMap((value) => [Buffer.from(name), toBytes(value) as Buffer])
  })
}

function measure(record: WireRecord, ordinal: number, delta: number): Measured {
  const key = toBytes(record.key)
  const value = toBytes(record.value)
  const headers = headersOf(record)
  let bodyBytes = 1 + varintBytes(2 * delta) + varintBytes(2 * ordinal) + fieldBytes(key) + fieldBytes(value) + varintBytes(headers.length)
  for (const field of headers) bodyBytes += fieldBytes(field)
  return { delta, key, value, headers, bodyBytes }
}

/** What stands before the value. */
function writeBefore(target: Buffer, start: number, { delta, key, bodyBytes }: Measured, ordinal: number): number {
  let at = writeVarint(target, start, 2 * bodyBytes)
  target[at] = 0
  at = writeVarint(target, at + 1, 2 * delta)
  return writeField(target, writeVarint(target, at, 2 * ordinal), key)
}

/** What stands behind it. */
function writeBehind(target: Buffer, start: number, headers: readonly (Buffer | null)[]): number {
  let at = writeVarint(target, start, headers.length)
  for (const field of headers) at = writeField(target, at, field)
  return at
}

function writeRecord(target: Buffer, start: number, record: Measured, ordinal: number): number {
  return writeBehind(target, writeField(target, writeBefore(target, start, record, ordinal), record.value), record.headers)
}

function writeAll(target: Buffer, start: number, records: readonly Measured[]): void {
  let at = start
  for (let ordinal = 0; ordinal < records.length; ordinal++) at = writeRecord(target, at, records[ordinal] as Measured, ordinal)
}

async function compressed(records: readonly Measured[], bytes: number, compress: Codec['compress']): Promise<Buffer> {
  const whole = spare !== undefined && bytes <= spare.length ? spare : Buffer.allocUnsafeSlow(Math.max(bytes, SPARE_BYTES))
  // What is compressed may be read until it is done.
  spare = undefined
  writeAll(whole, 0, records)
  const made = await compress(whole.subarray(0, bytes))
  if (whole.length === SPARE_BYTES) spare = whole
  else giveBack(whole)
  return made
}

/** The only record of a batch, as what stands before its large value, that, and what stands behind it. */
function piecesOf(record: Measured, value: Buffer): readonly Buffer[] {
  const { bodyBytes, headers } = record
  const around = Buffer.allocUnsafeSlow(varintBytes(2 * bodyBytes) + bodyBytes - value.length)
  const before = writeVarint(around, writeBefore(around, 0, record, 0), 2 * value.length)
  return [around.subarray(0, before), value, around.subarray(before, writeBehind(around, before, headers))]
}

function compressAll(records: readonly Measured[], bytes: number, { compress, compressPieces }: BatchFacts): Promise<Buffer> | undefined {
  const [first] = records
  const isLarge = records.length === 1 && first !== undefined && first.value !== null && first.value.length >= LARGE_BYTES
  if (isLarge && compressPieces !== undefined) return compressPieces(piecesOf(first, first.value))
  return compress === undefined ? undefined : compressed(records, bytes, compress)
}

/**
 * Writes records as a batch of format 2 (Kafka protocol guide, Record Batch). kafkajs writes each record into a memory of its
 * own that grows by doubling, copies all of it eight times, and counts in BigInt.
 */
export async function writeRecordBatch(records: readonly WireRecord[], facts: BatchFacts, now: number): Promise<Buffer> {
  const times = records.map(({ timestamp }) => timestamp === undefined ? now : Number(timestamp))
  let first = Number.POSITIVE_INFINITY
  let last = Number.NEGATIVE_INFINITY
  for (const time of times) {
    if (time < first) first = time
    if (time > last) last = time
  }
  const measured = records.map((record, ordinal) => measure(record, ordinal, (times[ordinal] as number) - first))
  let bytes = 0
  for (const { bodyBytes } of measured) bytes += varintBytes(2 * bodyBytes) + bodyBytes
  const body = await compressAll(measured, bytes, facts)
  const batch = Buffer.allocUnsafeSlow(HEAD_BYTES + (body?.length ?? bytes))
  if (body === undefined) writeAll(batch, HEAD_BYTES, measured)
  else {
    batch.set(body, HEAD_BYTES)
    giveBack(body)
  }
  batch.writeBigInt64BE(0n, 0)
  batch.writeInt32BE(batch.length - 12, 8)
  batch.writeInt32BE(0, 12)
  batch.writeInt8(MAGIC, 16)
  batch.writeInt16BE(facts.compression | (facts.transactional ? TRANSACTIONAL : 0), SUMMED_AT)
  batch.writeInt32BE(records.length - 1, 23)
  batch.writeBigInt64BE(BigInt(first), 27)
  batch.writeBigInt64BE(BigInt(last), 35)
  batch.writeBigInt64BE(facts.producerId, 43)
  batch.writeInt16BE(facts.producerEpoch, 51)
  batch.writeInt32BE(facts.firstSequence, 53)
  batch.writeInt32BE(records.length, 57)
  batch.writeUInt32BE(crc32c(batch.subarray(SUMMED_AT)), SUM_AT)
  return batch
}
