import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { readBatchesOr } from '../../../../connectors/kafka/kafkajs/read-batches.ts'
import { writeRecordBatch } from '../../../../connectors/kafka/wire/write-record-batch.ts'

/** Nothing is replaced in these: `loadKafkajs` is not called here. */
const require = createRequire(import.meta.url)
const Decoder = require('kafkajs/src/protocol/decoder.js') as new (bytes: Buffer) => { readonly buffer: Buffer; offset: number }
const theirs = require('kafkajs/src/protocol/requests/fetch/v4/decodeMessages.js') as Parameters<typeof readBatchesOr>[0]
const ours = readBatchesOr(theirs)
const FACTS = { producerId: 7n, producerEpoch: 1, firstSequence: 3, transactional: true, compression: 0, compress: undefined }

function sized(bytes: Buffer): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(bytes.length)
  return Buffer.concat([size, bytes, Buffer.from('behind')])
}

test('what is read of several batches, whole or cut off, is what kafkajs reads of them, and ends where it ends', async () => {
  const batch = await writeRecordBatch([{ value: Buffer.from('one') }, { value: null, key: Buffer.from('two') }], FACTS, 0)
  const two = Buffer.concat([batch, batch])
  for (const length of [two.length, two.length - 1, batch.length + 20, batch.length, batch.length - 1, 20, 0]) {
    const cursors = [0, 1].map(() => new Decoder(sized(two.subarray(0, length)))) as [
      InstanceType<typeof Decoder>,
      InstanceType<typeof Decoder>,
    ]
    const [mine, known] = [await ours(cursors[0]), await theirs(cursors[1])]
    expect(mine.map(({ offset, key, value }) => ({ offset, key, value }))).toEqual(
      known.map(({ offset, key, value }) => ({ offset, key, value })),
    )
    expect(cursors[0].offset).toBe(cursors[1].offset)
  }
})

test('a batch of more records than a function takes arguments is read', async () => {
  const batch = await writeRecordBatch(Array.from({ length: 200_000 }, () => ({ value: Buffer.alloc(0) })), FACTS, 0)
  expect(await ours(new Decoder(sized(batch)))).toHaveLength(200_000)
})

test('nothing is alone in a response that holds records of an older format too, and an empty partition holds none', async () => {
  const batch = await writeRecordBatch([{ value: Buffer.from('one') }], FACTS, 0)
  for (const [other, isAlone] of [[Buffer.alloc(0), true], [Buffer.alloc(40), false]] as const) {
    const response = Buffer.concat([sized(batch), sized(other)])
    const memory = Buffer.allocUnsafeSlow(response.length)
    response.copy(memory)
    const first = await ours(new Decoder(memory))
    const second = new Decoder(memory)
    second.offset = sized(batch).length
    await ours(second).catch(() => undefined)
    expect(first.map((one) => one.isAlone)).toEqual([isAlone])
  }
})
