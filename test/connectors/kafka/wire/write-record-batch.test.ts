import { createRequire } from 'node:module'
import fc from 'fast-check'
import * as lz4 from 'lz4-napi'
import { expect, test } from 'vitest'
import { choosePartition, byPartition } from '../../../../connectors/kafka/wire/choose-partition.ts'
import { codecs } from '../../../../connectors/kafka/wire/codecs.ts'
import { murmur2 } from '../../../../connectors/kafka/wire/murmur2.ts'
import { writeRecordBatch, type WireRecord } from '../../../../connectors/kafka/wire/write-record-batch.ts'

/** Nothing is replaced in these: `loadKafkajs` is not called here. */
const require = createRequire(import.meta.url)
const { RecordBatch } = require('kafkajs/src/protocol/recordBatch/v0/index.js') as {
  RecordBatch(facts: object): Promise<{ readonly buffer: Buffer }>
}
const Record = require('kafkajs/src/protocol/recordBatch/record/v0/index.js') as (record: object) => unknown
const theirMurmur2 = require('kafkajs/src/producer/partitioners/default/murmur2.js') as (key: Buffer) => number
const theirGroups = require('kafkajs/src/producer/groupMessagesPerPartition.js') as typeof byPartition

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
const header = fc.oneof(bytes, fc.array(bytes, { maxLength: 3 }), fc.string())
const record: fc.Arbitrary<WireRecord> = fc.record({
  key: fc.option(fc.oneof(bytes, fc.string()), { nil: null }),
  value: fc.option(fc.oneof(bytes, fc.string({ unit: 'binary', maxLength: 40 })), { nil: null }),
  headers: fc.dictionary(fc.string({ maxLength: 8 }), header, { maxKeys: 3 }),
  timestamp: fc.integer({ min: 1_000_000_000_000, max: 9_999_999_999_999 }).map(String),
})

async function theirBatch(records: readonly WireRecord[], facts: object): Promise<Buffer> {
  const times = records.map(({ timestamp }) => Number(timestamp))
  const first = Math.min(...times)
  const encoded = records.map((one, ordinal) => Record({ ...one, offsetDelta: ordinal, timestampDelta: (times[ordinal] ?? 0) - first }))
  const batch = await RecordBatch({
    ...facts,
    compression: 0,
    records: encoded,
    firstTimestamp: first,
    maxTimestamp: Math.max(...times),
    lastOffsetDelta: records.length - 1,
  })
  return batch.buffer
}

test('a batch has the bytes that kafkajs gives it', async () => {
  const facts = fc.record({
    producerId: fc.bigInt({ min: -1n, max: 2n ** 62n }), producerEpoch: fc.integer({ min: 0, max: 32767 }),
    firstSequence: fc.integer({ min: 0, max: 2 ** 31 - 1 }), transactional: fc.boolean(),
  })
  await fc.assert(fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 200 }), facts, async (records, given) => {
    const ours = await writeRecordBatch(records, { ...given, compression: 0, compress: undefined }, 0)
    expect(ours.equals(await theirBatch(records, given))).toBe(true)
  }), { numRuns: 200 })
})

test('what is compressed is what stands in a batch that is not, and a second batch meanwhile does not touch it', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(record, { minLength: 1, maxLength: 20 }),
      fc.array(record, { minLength: 1, maxLength: 20 }),
      async (...both) => {
        const facts = { producerId: 1n, producerEpoch: 0, firstSequence: 0, transactional: true }
        const [plain, packed] = await Promise.all(
          [
            undefined,
            async (given: Buffer) => {
              await new Promise((resolve) => setImmediate(resolve))
              return Buffer.from(given)
            },
          ].map((compress) => Promise.all(both.map((records) => writeRecordBatch(records, { ...facts, compression: 0, compress }, 0)))),
        )
        expect(packed).toEqual(plain)
      },
    ),
    { numRuns: 50 },
  )
})

test('a large value that is compressed where it stands is in the same record', async () => {
  const facts = { producerId: 1n, producerEpoch: 0, firstSequence: 0, transactional: true, compression: 3 }
  const value = Buffer.from(Array.from({ length: 2_500_000 }, (_, at) => (at < 1_000_000 ? at % 7 : Math.imul(at, 2_654_435_761) >>> 13)))
  for (const rest of [{}, { key: 'k'.repeat(200), headers: { a: ['1', '2'], b: 'x'.repeat(300) }, timestamp: '1700000000000' }]) {
    let pieces = 0
    const { compress, decompress } = codecs.lz4
    const batch = await writeRecordBatch([{ value, ...rest }], { ...facts, compress, compressPieces: (given) => {
      pieces += given.length
      return (codecs.lz4.compressPieces as NonNullable<typeof codecs.lz4.compressPieces>)(given)
    } }, 1)
    const plain = await writeRecordBatch([{ value, ...rest }], { ...facts, compression: 0, compress: undefined }, 1)
    expect(pieces).toBe(3)
    expect((await decompress(batch.subarray(61))).equals(plain.subarray(61))).toBe(true)
    expect(lz4.decompressFrameSync(batch.subarray(61)).equals(plain.subarray(61))).toBe(true)
  }
})

test('a record without a time has that of the batch', async () => {
  const facts = { producerId: 1n, producerEpoch: 0, firstSequence: 0, transactional: false, compression: 0, compress: undefined }
  const [value, timestamp] = [Buffer.from('v'), '1700000000123']
  expect(await writeRecordBatch([{ value }, { value, timestamp: '1700000000000' }], facts, Number(timestamp)))
    .toEqual(await writeRecordBatch([{ value, timestamp }, { value, timestamp: '1700000000000' }], facts, 0))
})

test('hashes of keys and groups are those of kafkajs', () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }).map((array) => Buffer.from(array)), (key) => {
    expect(murmur2(key)).toBe(theirMurmur2(key))
  }), { numRuns: 2000 })
  const messages = Array.from({ length: 100 }, (_, at) => ({ key: at % 7 === 0 ? null : `key-${at}`, value: String(at), lane: at }))
  const grouping = {
    topic: 't',
    partitionMetadata: Array.from({ length: 5 }, () => undefined as never),
    messages,
    partitioner: choosePartition,
  }
  expect(byPartition(grouping)).toEqual(theirGroups(grouping))
  expect(byPartition({ ...grouping, partitionMetadata: [] })).toEqual({})
})
