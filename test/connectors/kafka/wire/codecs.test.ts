import { gzipSync, zstdCompressSync } from 'node:zlib'
import fc from 'fast-check'
import * as lz4 from 'lz4-napi'
import { expect, test } from 'vitest'
import { codecs } from '../../../../connectors/kafka/wire/codecs.ts'

const names = ['gzip', 'snappy', 'lz4', 'zstd'] as const

test.for(names)('%s gives back what it was given', async (name) => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
    const codec = codecs[name]
    expect(Buffer.from(await codec.decompress(await codec.compress(bytes))).equals(Buffer.from(bytes))).toBe(true)
  }), { numRuns: 50 })
})

const ZEROS = 300 * 1024 * 1024
test.for([
  ['gzip', () => gzipSync(Buffer.alloc(ZEROS), { level: 1 })],
  ['zstd', () => zstdCompressSync(Buffer.alloc(ZEROS))],
  ['lz4', () => lz4.compressFrameSync(Buffer.alloc(ZEROS))],
  ['snappy', () => Buffer.from([0x80, 0x80, 0x80, 0xff, 0x0f, 0])],
] as const)('%s does not expand beyond any message', async ([name, bomb]) => {
  await expect(codecs[name].decompress(bomb())).rejects.toThrow('SLUICE_LIMIT_SIZE')
})

test.for(names)('damaged bytes are an error of %s, with nothing of them in it', async (name) => {
  const whole = await codecs[name].compress(Buffer.from('canary '.repeat(200)))
  const error: unknown = await codecs[name].decompress(whole.subarray(0, whole.length - 20)).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(Error)
  expect(String(error)).not.toContain('canary')
})
