import { crc32c } from '@node-rs/crc32'
import { randomBytes } from 'node:crypto'
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { codecs } from '../../../../connectors/kafka/wire/codecs.ts'
import { FinalError } from '../../../../connectors/kafka/wire/final-error.ts'
import { readRecordBatch } from '../../../../connectors/kafka/wire/read-record-batch.ts'
import { writeRecordBatch, type WireRecord } from '../../../../connectors/kafka/wire/write-record-batch.ts'

/** Nothing is replaced in these: `loadKafkajs` is not called here. */
const require = createRequire(import.meta.url)
const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => { readonly buffer: Buffer; offset: number }
const theirs = require('kafkajs/src/protocol/recordBatch/v0/decoder.js') as typeof readRecordBatch

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array))
/** kafkajs takes a header that is called as what every object has for one that came before. */
const name = fc.string({ maxLength: 8 }).filter((text) => !(text in {}))
const record: fc.Arbitrary<WireRecord> = fc.record({
  key: fc.option(bytes, { nil: null }),
  value: fc.option(bytes, { nil: null }),
  headers: fc.dictionary(name, fc.oneof(bytes, fc.array(bytes, { minLength: 2, maxLength: 3 })), { maxKeys: 3, noNullPrototype: true }),
  timestamp: fc.oneof(fc.constant(-1), fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_009 }), fc.maxSafeNat()).map(String),
})
const records = fc.array(record, { minLength: 1, maxLength: 50 })
const FACTS = { producerId: 7n, producerEpoch: 1, firstSequence: 3, transactional: true, compression: 0, compress: undefined }
const SUM_AT = 17
const SUMMED_AT = 21
const LAST_AT = 23
const COUNT_AT = 57

/** As a broker gives it out: the offset is set, and the time that it has given it itself, if any. */
async function stored(
  given: readonly WireRecord[],
  { offset, appendTime, control }: { readonly offset: bigint; readonly appendTime: boolean; readonly control: boolean },
): Promise<Buffer> {
  const batch = await writeRecordBatch(given, FACTS, 0)
  batch.writeBigInt64BE(offset, 0)
  batch.writeInt16BE(16 | (appendTime ? 8 : 0) | (control ? 32 : 0), SUMMED_AT)
  return summed(batch)
}

/** With the checksum that it should have: what is wrong with it was so when it was written. */
function summed(batch: Buffer): Buffer {
  batch.writeUInt32BE(crc32c(batch.subarray(SUMMED_AT)), SUM_AT)
  return batch
}

const CORRUPT = { name: 'FinalError', retriable: false, told: { code: 'SLUICE_SOURCE_CORRUPT' } }

type Read = Awaited<ReturnType<typeof readRecordBatch>>['records'][number]
const parts = ({ offset, key, value, timestamp, headers, isControlRecord, batchContext: { producerId, inTransaction } }: Read): object =>
  ({ offset, key, value, timestamp, headers: Object.entries(headers), isControlRecord, producerId, inTransaction })

test('what is read of a batch is what kafkajs reads of it, and the next batch stands behind', async () => {
  const facts = fc.record({ offset: fc.bigInt({ min: 0n, max: 2n ** 52n }), appendTime: fc.boolean(), control: fc.boolean() })
  await fc.assert(fc.asyncProperty(records, facts, async (given, how) => {
    const batch = await stored(given, how)
    const cursor = new Decoder(Buffer.concat([Buffer.from('before'), batch, Buffer.from('behind')]))
    cursor.offset = 6
    const ours = await readRecordBatch(cursor)
    expect(cursor.offset).toBe(6 + batch.length)
    const expected = await theirs(new Decoder(batch))
    expect(ours.records.map(parts)).toEqual(expected.records.map(parts))
  }), { numRuns: 200 })
})

test.for([
  ['gzip', 1], ['snappy', 2], ['lz4', 3], ['zstd', 4],
] as const)('what was written with %s is read again, headers in their order', async ([name, compression]) => {
  const headers = { a: [Buffer.from('1'), Buffer.from('2')], b: Buffer.from('3') }
  const given = Array.from({ length: 100 }, (_, at) => ({
    key: Buffer.from(`key-${at}`),
    value: Buffer.from('value '.repeat(at)),
    headers,
    timestamp: String(1_700_000_000_000 + at),
  }))
  const batch = await writeRecordBatch(given, { ...FACTS, compression, compress: codecs[name].compress }, 0)
  const { records } = await readRecordBatch(new Decoder(batch))
  expect(records.map(({ key, value, timestamp, headers }) => ({ key, value, headers, timestamp }))).toEqual(given)
  expect(records[0]?.pairs.map(([key, value]) => `${key}${value?.toString()}`)).toEqual(['a1', 'a2', 'b3'])
})

test('a record is alone in its memory where it is the only one of a batch that was compressed, or of a response', async () => {
  const value = Buffer.from('value')
  for (const [compression, compress, counts, isAlone] of [
    [3, codecs.lz4.compress, [1], true], [3, codecs.lz4.compress, [2], false], [3, codecs.lz4.compress, [1, 1], true],
    [0, undefined, [1], true], [0, undefined, [2], false], [0, undefined, [1, 1], false],
  ] as const) {
    const batches = await Promise.all(
      counts.map((count) =>
        writeRecordBatch(
          Array.from({ length: count }, () => ({ value })),
          { ...FACTS, compression, compress },
          0,
        ),
      ),
    )
    const response = Buffer.concat(batches)
    const memory = Buffer.allocUnsafeSlow(response.length)
    response.copy(memory)
    const cursor = new Decoder(memory)
    const records = [...(await readRecordBatch(cursor)).records, ...counts.length > 1 ? (await readRecordBatch(cursor)).records : []]
    expect(records.map((one) => one.isAlone)).toEqual(records.map(() => isAlone))
  }
})

test('a batch of megabytes reads back, and what was written stays as it is', async () => {
  const value = randomBytes(3 * 1024 * 1024)
  const copy = Buffer.from(value)
  const batch = await writeRecordBatch([{ value }, { value }], { ...FACTS, compression: 3, compress: codecs.lz4.compress }, 0)
  const { records } = await readRecordBatch(new Decoder(batch))
  expect(records.map((one) => copy.equals(one.value ?? Buffer.alloc(0)))).toEqual([true, true])
  expect(value.equals(copy)).toBe(true)
})

test('headers keep their order, come as often as they came, and may have no value', async () => {
  const pairs = [['b', '1'], ['2', 'x'], ['a', null], ['b', null], ['1', ''], ['', 'y']]
    .map(([name, value]) => [name as string, value === null ? null : Buffer.from(value as string)] as const)
  const batch = await writeRecordBatch([{ value: null, pairs }, { value: null, pairs: [] }], FACTS, 0)
  const { records } = await readRecordBatch(new Decoder(batch))
  expect(records.map((one) => one.pairs)).toEqual([pairs, []])
})

test('a header may be called as what every object has', async () => {
  const headers = Object.fromEntries(['toString', '__proto__', 'constructor'].map((name) => [name, Buffer.from(name)]))
  const {
    records: [read],
  } = await readRecordBatch(new Decoder(await stored([{ value: null, headers }], { offset: 0n, appendTime: false, control: false })))
  expect(read?.pairs).toEqual(Object.entries(headers))
  expect(Object.entries(read?.headers ?? {})).toEqual(Object.entries(headers))
})

test('a batch that is cut off is left to the next fetch, wherever the cut is', async () => {
  const batch = await stored([{ value: Buffer.from('value') }], { offset: 0n, appendTime: false, control: false })
  for (let length = 0; length < batch.length; length++) {
    await expect(readRecordBatch(new Decoder(batch.subarray(0, length)))).rejects.toMatchObject({ name: 'KafkaJSPartialMessageError' })
  }
})

test('a batch of which a byte is not what was written is refused, wherever that is and whatever the compression', async () => {
  const codec = fc.constantFrom(undefined, codecs.gzip, codecs.snappy, codecs.lz4, codecs.zstd)
  await fc.assert(fc.asyncProperty(records, codec, fc.nat(), fc.integer({ min: 1, max: 255 }), async (given, how, where, flip) => {
    const compression = how === undefined ? 0 : 1 + Object.values(codecs).indexOf(how)
    const batch = await writeRecordBatch(given, { ...FACTS, compression, compress: how?.compress }, 0)
    const at = SUM_AT + where % (batch.length - SUM_AT)
    batch[at] = (batch[at] as number) ^ flip
    await expect(readRecordBatch(new Decoder(batch))).rejects.toMatchObject(CORRUPT)
  }), { numRuns: 300 })
})

test('a batch that contradicts itself is refused: no record is made up, and none left out', async () => {
  await fc.assert(fc.asyncProperty(records, fc.nat(), fc.nat({ max: 255 }), async (given, where, byte) => {
    const batch = await stored(given, { offset: 0n, appendTime: false, control: false })
    const at = 61 + where % (batch.length - 61)
    batch[at] = byte
    const read = await readRecordBatch(new Decoder(summed(batch))).then(
      ({ records }) => records.filter(({ isControlRecord }) => !isControlRecord).length,
      (error: unknown) => error,
    )
    expect(read === given.length || read instanceof FinalError).toBe(true)
  }), { numRuns: 300 })
})

test.for([
  ['more records than there are', (batch: Buffer) => batch.writeInt32BE(2 ** 31 - 1, COUNT_AT)],
  ['fewer records than there are', (batch: Buffer) => batch.writeInt32BE(1, COUNT_AT)],
  ['a compression that does not exist', (batch: Buffer) => batch.writeInt16BE(7, SUMMED_AT)],
  ['a compression that it is not in', (batch: Buffer) => batch.writeInt16BE(1, SUMMED_AT)],
  ['the older format', (batch: Buffer) => batch.writeInt8(1, 16)],
  ['no room for its head', (batch: Buffer) => batch.writeInt32BE(20, 8)],
  ['an end before its last record', (batch: Buffer) => batch.writeInt32BE(0, LAST_AT)],
  ['a length below zero', (batch: Buffer) => batch.writeInt32BE(-9, 8)],
] as const)('a batch that says that it has %s is refused', async ([, change]) => {
  const value = Buffer.from('value')
  const batch = await stored([{ value }, { value }], { offset: 0n, appendTime: false, control: false })
  change(batch)
  await expect(readRecordBatch(new Decoder(summed(batch)))).rejects.toMatchObject(CORRUPT)
})

test('a batch that expands beyond any message is refused by that name', async () => {
  // The length that a block of snappy begins with: 2 to the power of 28, and one.
  const compress = async (): Promise<Buffer> => Buffer.from([0x81, 0x80, 0x80, 0x80, 0x01])
  const batch = await writeRecordBatch([{ value: null }], { ...FACTS, compression: 2, compress }, 0)
  await expect(readRecordBatch(new Decoder(batch))).rejects.toMatchObject({ ...CORRUPT, told: { code: 'SLUICE_LIMIT_SIZE' } })
})

test('a batch of which compaction has left nothing, or not the last, has no data there, and is read on behind', async () => {
  const how = { offset: 7n, appendTime: false, control: false }
  const empty = (await stored([{ value: null }], how)).subarray(0, 61)
  empty.writeInt32BE(49, 8)
  empty.writeInt32BE(0, COUNT_AT)
  for (const [batch, expected] of [[empty, [[12, true]]], [await stored([{ value: null }], how), [[7, false], [12, true]]]] as const) {
    batch.writeInt32BE(5, LAST_AT)
    const { records } = await readRecordBatch(new Decoder(summed(batch)))
    expect(records.map(({ position, isControlRecord }) => [position, isControlRecord])).toEqual(expected)
  }
})
