import { readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSpool, type Spool } from '../../src/decode/spool.ts'

async function read(spool: Spool, from = 0): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  for await (const piece of spool.open(from)) pieces.push(piece)
  return Buffer.concat(pieces)
}

test('a spool gives back from any byte what was written, as often as asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 100 })), fc.nat(), async (chunks, seed) => {
      const spool = await createSpool()
      try {
        for (const chunk of chunks) await spool.write(chunk)
        const whole = Buffer.concat(chunks)
        const from = whole.length === 0 ? 0 : seed % whole.length
        expect(await read(spool)).toEqual(whole)
        expect(await read(spool, from)).toEqual(whole.subarray(from))
        expect(spool.bytes).toBe(whole.length)
      } finally {
        await spool.close()
      }
    }),
    { numRuns: 50 },
  )
})

test('a spool has no name in the temporary folder, so nothing of it outlives the process', async () => {
  const spool = await createSpool()
  await spool.write(Buffer.from('canary'))
  expect(readdirSync(tmpdir()).filter((name) => name.startsWith(`.sluice-${process.pid}-`))).toEqual([])
  await spool.close()
})
