import fc from 'fast-check'
import * as lz4 from 'lz4-napi'
import { expect, test } from 'vitest'
import { codecs } from '../../../../connectors/kafka/wire/codecs.ts'
import { decodeLz4, lz4BytesMax } from '../../../../connectors/kafka/wire/lz4-frame.ts'

/** Bytes that repeat near and far, as those of records do. */
const repeating = fc.array(fc.tuple(fc.uint8Array({ maxLength: 60 }), fc.integer({ min: 1, max: 400 })), { maxLength: 30 })
  .map((runs) => Buffer.concat(runs.flatMap(([run, times]) => Array.from({ length: times }, () => run))))

test('what is read of an LZ4 frame is what was put into it', () => {
  fc.assert(fc.property(repeating, (bytes) => {
    const frame = lz4.compressFrameSync(bytes)
    expect(decodeLz4(frame)?.equals(bytes)).toBe(true)
    expect(lz4BytesMax(frame)).toBeGreaterThanOrEqual(bytes.length)
  }), { numRuns: 300 })
})

test('a frame of several blocks, some of them not compressed, is read', async () => {
  const noise = Buffer.from(Array.from({ length: 5_000_000 }, (_, at) => Math.imul(at, 2_654_435_761) >>> 13))
  const bytes = Buffer.concat([Buffer.alloc(6_000_000, 'name'), noise])
  const frame = lz4.compressFrameSync(bytes)
  expect(decodeLz4(frame)?.equals(bytes)).toBe(true)
  expect((await codecs.lz4.decompress(frame)).equals(bytes)).toBe(true)
})

/** Bytes read of a frame; 0 of one that is refused as it should be. */
function sizeOf(frame: Buffer): number {
  try {
    return decodeLz4(frame)?.length ?? 0
  } catch (error) {
    if (error instanceof RangeError) return 0
    throw error
  }
}

test('a damaged frame is refused or read within its bounds, and a frame with sums is left to the library', () => {
  fc.assert(fc.property(repeating, fc.nat(), fc.nat({ max: 255 }), fc.nat(), (bytes, where, byte, cut) => {
    const frame = Buffer.from(lz4.compressFrameSync(bytes))
    frame[where % frame.length] = byte
    const damaged = frame.subarray(0, frame.length - cut % 8)
    expect(sizeOf(damaged)).toBeLessThanOrEqual(lz4BytesMax(damaged))
  }), { numRuns: 1000 })
  const frame = lz4.compressFrameSync(Buffer.from('canary '.repeat(100)))
  for (const flag of [0x10, 0x04, 0x01]) {
    const flagged = Buffer.from(frame)
    flagged[4] = (flagged[4] as number) | flag
    expect(decodeLz4(flagged)).toBeUndefined()
  }
})
