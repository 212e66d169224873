import { expect, test } from 'vitest'
import { createArena, loadArena, reserveOutput } from '../../src/json/arena.ts'

test.for([0, 1, 65_519, 65_520, 65_521, 65_536, 1_000_000])('A message of %i bytes is copied in, with zeros behind it, whatever stood there', (length) => {
  const arena = createArena()
  loadArena(arena, Buffer.alloc(70_000, 0xff))
  loadArena(arena, Buffer.alloc(length, 0x61))
  expect(arena.length).toBe(length)
  expect(arena.bytes.subarray(0, length).every((byte) => byte === 0x61)).toBe(true)
  expect([...arena.bytes.subarray(length, length + 16)]).toEqual(new Array(16).fill(0))
  expect(arena.text.toString('latin1', 0, Math.min(4, length))).toBe('aaaa'.slice(0, length))
  expect(length + 16).toBeLessThanOrEqual(arena.outputAt)
})

test('Room for an output is made without losing the message', () => {
  const arena = createArena()
  loadArena(arena, Buffer.alloc(50_000, 0x62))
  reserveOutput(arena, 5_000_000)
  expect(arena.bytes.length - arena.outputAt).toBeGreaterThanOrEqual(5_000_000)
  expect(arena.bytes.subarray(0, 50_000).every((byte) => byte === 0x62)).toBe(true)
  expect(arena.text.toString('latin1', 0, 2)).toBe('bb')
  expect(arena.view.getUint8(49_999)).toBe(0x62)
})
