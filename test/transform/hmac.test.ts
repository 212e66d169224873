import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHmacSha256 } from '../../src/transform/hmac.ts'

// RFC 4231 section 4. The other cases hold bytes that are no UTF-8 text, a truncation, or a key longer than a block.
test.for([
  ['case 1', '0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
  ['case 2', Buffer.from('Jefe').toString('hex'), 'what do ya want for nothing?',
    '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
])('gives the digest of RFC 4231 %s', ([, key = '', text = '', digest]) => {
  expect(createHmacSha256(Buffer.from(key, 'hex')).ofText(text)).toBe(digest)
})

test('equals createHmac for every key up to a block and every text, short and long', () => {
  fc.assert(fc.property(
    fc.uint8Array({ minLength: 1, maxLength: 64 }),
    fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { minLength: 1, maxLength: 5 }),
    (key, texts) => {
      const hmac = createHmacSha256(key)
      for (const text of texts) expect(hmac.ofText(text)).toBe(createHmac('sha256', key).update(text, 'utf8').digest('hex'))
    },
  ))
})

const lengths = [0, 1, 55, 56, 64, 255, 256, 257, 1000, 100_000]
test.for(lengths)('equals createHmac at a length of %i code units of three bytes', (length) => {
  const text = '\u20ac'.repeat(length)
  const key = Buffer.alloc(32, 7)
  expect(createHmacSha256(key).ofText(text)).toBe(createHmac('sha256', key).update(text, 'utf8').digest('hex'))
})

test('equals createHmac for half a surrogate pair', () => {
  const key = Buffer.alloc(32, 7)
  expect(createHmacSha256(key).ofText('a\ud800b')).toBe(createHmac('sha256', key).update('a\ud800b', 'utf8').digest('hex'))
})

test('equals createHmac for bytes that stand among others, one after the other and of several lengths', () => {
  fc.assert(fc.property(
    fc.uint8Array({ minLength: 1, maxLength: 64 }), fc.uint8Array({ minLength: 2, maxLength: 767 }), fc.nat(20), fc.nat(20),
    (key, given, before, after) => {
      const bytes = Buffer.concat([Buffer.alloc(before, 1), given, Buffer.alloc(after, 2)])
      const made = createHmacSha256(key).ofBytes(given[0] as number, bytes, before + 1, before + given.length)
      expect(made).toBe(createHmac('sha256', key).update(given).digest('hex'))
    },
  ))
  expect(() => createHmacSha256(Buffer.alloc(32)).ofBytes(0, Buffer.alloc(768), 0, 768)).toThrow(RangeError)
})

test('a key longer than a block is refused', () => {
  expect(() => createHmacSha256(Buffer.alloc(65))).toThrow(RangeError)
})
