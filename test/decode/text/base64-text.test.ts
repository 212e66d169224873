import fc from 'fast-check'
import { expect, test } from 'vitest'
import { attachmentFacts, decodeBase64, encodeBase64 } from '../../../src/decode/text/base64-text.ts'

test('bytes come back, with white space and without', () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => {
    const text = encodeBase64(bytes)
    const lines = text.replace(/(.{8})/g, '$1\r\n ')
    expect([...decodeBase64(text) as Buffer]).toEqual([...bytes])
    expect([...decodeBase64(lines) as Buffer]).toEqual([...bytes])
  }))
})

test.for(['abc', 'ab==c', 'abc-', 'ab_c', 'a===', 'QQ', 'QR==', 'Q Q=', '=', 'QUI=='])(
  'what two readers could read in two ways is refused: %s',
  (text) => {
    expect(decodeBase64(text)).toBe(undefined)
  },
)

test('size and hash are of the bytes before base64 (FHIR R4, 2.24.0.2)', () => {
  expect(attachmentFacts(Buffer.from('abc'))).toEqual({ size: 3, hash: 'qZk+NkcGgWq6PiVxeFDCbJzQ2J0=' })
})
