import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { brokenFor, readBatches } from '../../../../connectors/kafka/kafkajs/read-batches.ts'
import { writeRecordBatch } from '../../../../connectors/kafka/wire/write-record-batch.ts'

/** Nothing is replaced in these: `loadKafkajs` is not called here. */
const require = createRequire(import.meta.url)
const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => { readonly buffer: Buffer; offset: number }
const theirs = require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js') as typeof readBatches
const FACTS = { producerId: 7n, producerEpoch: 1, firstSequence: 3, transactional: true, compression: 0, compress: undefined }

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(bytes.length)
  return Buffer.concat([size, bytes, Buffer.from('behind')])
}

test('what is read of several batches, whole or cut off, is what kafkajs reads of them, and ends where it ends', async () => {
  const batch = await writeRecordBatch([{ value: Buffer.from('one') }, { value: null, key: Buffer.from('two') }], FACTS, 0)
  const two = Buffer.concat([batch, batch])
  for (const length of [two.length, two.length - 1, batch.length + 20, batch.length]) {
    const cursors = [0, 1].map(() => new Decoder(sized(two.subarray(0, length)))) as [
      InstanceType<typeof Decoder>,
      InstanceType<typeof Decoder>,
    ]
    const [mine, known] = [await readBatches(cursors[0]), await theirs(cursors[1])]
    expect(mine.map(({ offset, key, value }) => ({ offset, key, value }))).toEqual(
      known.map(({ offset, key, value }) => ({ offset, key, value })),
    )
    expect(cursors[0].offset).toBe(cursors[1].offset)
  }
})

test('a batch of more records than a function takes arguments is read', async () => {
  const batch = await writeRecordBatch(Array.from({ length: 200_000 }, () => ({ value: Buffer.alloc(0) })), FACTS, 0)
  expect(await readBatches(new Decoder(sized(batch)))).toHaveLength(200_000)
})

test('what stands before a batch that cannot be read is read, and it is asked for again; alone it is broken', async () => {
  const batch = await writeRecordBatch([{ value: Buffer.from('one') }], FACTS, 0)
  const corrupt = Buffer.from(batch)
  corrupt[corrupt.length - 1] = 9
  const long = Buffer.from(batch)
  long.writeInt32BE(2 ** 30, 8)
  for (const bad of [corrupt, long, batch.subarray(0, 20)]) {
    const behind = await readBatches(new Decoder(sized(Buffer.concat([batch, batch, bad]))))
    expect([behind.length, brokenFor(behind)]).toEqual([2, undefined])
    const alone = await readBatches(new Decoder(sized(Buffer.concat([bad, batch]))))
    expect([alone.length, brokenFor(alone)?.told.code]).toEqual([0, 'SLUICE_SOURCE_CORRUPT'])
  }
})

test('nothing is broken where a partition has nothing; records longer than the response are', async () => {
  const none = Buffer.alloc(4)
  for (const size of [0, -1]) {
    none.writeInt32BE(size)
    const read = await readBatches(new Decoder(none))
    expect([read, brokenFor(read)]).toEqual([[], undefined])
  }
  none.writeInt32BE(1)
  await expect(readBatches(new Decoder(none))).rejects.toMatchObject({ told: { code: 'SLUICE_SOURCE_CORRUPT' } })
})
