import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isUuid, uuidFromHex, writeUuid } from '../../src/transform/uuid.ts'

test('a digest is written as the UUID that is made of it as a text, and nothing beside it', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9a-f]{64}$/), (hex) => {
    const bytes = Buffer.alloc(38)
    writeUuid(hex, bytes, 1)
    expect(bytes.toString('latin1')).toBe(`\0${uuidFromHex(hex)}\0`)
    expect(isUuid(uuidFromHex(hex))).toBe(true)
  }))
})
