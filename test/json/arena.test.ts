import { expect, test } from 'vitest'
import { LIMITS } from '../../src/contract/limits.ts'
import { arena, loadArena } from '../../src/json/arena.ts'

test.for([0, 1, 65_519, 65_520, 65_521, 65_536, 1_000_000])(
  'A message of %i bytes is copied in, with zeros behind it, whatever stood there',
  (length) => {
    loadArena(Buffer.alloc(1_100_000, 0xff))
    loadArena(Buffer.alloc(length, 0x61))
    expect(arena.length).toBe(length)
    expect(arena.bytes.subarray(0, length).every((byte) => byte === 0x61)).toBe(true)
    expect([...arena.bytes.subarray(length, length + 16)]).toEqual(new Array(16).fill(0))
    expect(arena.text.toString('latin1', 0, Math.min(4, length))).toBe('aaaa'.slice(0, length))
  },
)

test('A message as long as the limit fits before the output, and a longer one is refused', () => {
  loadArena(new Uint8Array(LIMITS.entryBytesMax))
  expect(arena.length + 16).toBeLessThanOrEqual(arena.outputAt)
  expect(() => loadArena(new Uint8Array(LIMITS.entryBytesMax + 1))).toThrow(expect.objectContaining({ code: 'SLUICE_LIMIT_SIZE' }))
})
