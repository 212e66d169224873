import { FF1 } from '@noble/ciphers/ff1.js'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createFormatPreserver } from '../../src/transform/ff1.ts'
import { keyringFixture } from './keyring-fixture.ts'

const ff1 = createFormatPreserver(keyringFixture())
const mrn = { class: 'mrn' }
const ALPHABET = '0123456789abcdefghijklmnopqrstuvwxyz'

// NIST, FF1 samples for SP 800-38G.
test.for<[string, string, number, string, string, string]>([
  ['1', '2B7E151628AED2A6ABF7158809CF4F3C', 10, '', '0123456789', '2433477484'],
  ['2', '2B7E151628AED2A6ABF7158809CF4F3C', 10, '39383736353433323130', '0123456789', '6124200773'],
  ['3', '2B7E151628AED2A6ABF7158809CF4F3C', 36, '3737373770717273373737', '0123456789abcdefghi', 'a9tv40mll9kdu509eum'],
  ['7', '2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94', 10, '', '0123456789', '6657667009'],
  ['8', '2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94', 10, '39383736353433323130', '0123456789',
    '1001623463'],
  ['9', '2B7E151628AED2A6ABF7158809CF4F3CEF4359D8D580AA4F7F036D6F04FC6A94', 36, '3737373770717273373737',
    '0123456789abcdefghi', 'xs8a0azh2avyalyzuwd'],
])('the library gives NIST sample %s', ([, key, radix, tweak, plain, secret]) => {
  const ff1 = FF1(radix, new Uint8Array(Buffer.from(key, 'hex')), new Uint8Array(Buffer.from(tweak, 'hex')))
  const out = ff1.encrypt(Array.from(plain, (symbol) => ALPHABET.indexOf(symbol)))
  expect(out.map((value) => ALPHABET[value]).join('')).toBe(secret)
})

function shapeOf(text: string): string {
  return text.replace(/[0-9]/g, '0').replace(/[A-Z]/g, 'A').replace(/[a-z]/g, 'a')
}

describe('every value', () => {
  const value = fc.oneof(
    fc.stringMatching(/^\d{6,20}$/), fc.stringMatching(/^\d{3}-\d{2}-\d{4}$/),
    fc.stringMatching(/^[A-Za-z]{1,3}[ /.-]\d{6,9}$/), fc.stringMatching(/^[A-Za-z0-9-]{12,40}$/),
  )

  test('comes back, with its separators, length, digits and letter case', () => {
    fc.assert(fc.property(value, (text) => {
      const out = ff1.encrypt(text, mrn)
      fc.pre(out !== undefined)
      expect(shapeOf(out ?? '')).toBe(shapeOf(text))
      expect(ff1.decrypt(out ?? '', mrn)).toBe(text)
    }))
  })

  test('is a permutation: decrypting any text of the shape and encrypting it gives it back', () => {
    fc.assert(fc.property(fc.stringMatching(/^[A-Z]{2}\d{6}$/), (text) => {
      expect(ff1.encrypt(ff1.decrypt(text, mrn) ?? '', mrn)).toBe(text)
    }), { numRuns: 50 })
  })
})

test('digits alone are FF1 in radix 10, whatever separates them', () => {
  const plain = ff1.encrypt('123456789', mrn)
  expect(plain).toMatch(/^\d{9}$/)
  expect(ff1.encrypt('123-45-6789', mrn)?.replaceAll('-', '')).toBe(plain)
})

test('class, destination and key version each change the result, and an old version decrypts on request', () => {
  const keys = [{ version: 1, secret: 'a secret for tests only' }, { version: 2, secret: 'two' }]
  const rotated = createFormatPreserver(keyringFixture({ keys }))
  const results = [
    ff1.encrypt('123456789', mrn), ff1.encrypt('123456789', { class: 'ssn' }),
    createFormatPreserver(keyringFixture({ destination: 'other' })).encrypt('123456789', mrn),
    rotated.encrypt('123456789', mrn), '123456789',
  ]
  expect(new Set(results).size).toBe(5)
  expect(rotated.decrypt(results[0] ?? '', { ...mrn, version: 1 })).toBe('123456789')
  expect(rotated.decrypt(results[0] ?? '', { ...mrn, version: 9 })).toBeUndefined()
})

test.for([
  '', '12345', '---', 'ABCD', 'A1234', 'Jos\u00e9 123456', '\u0661\u0662\u0663\u0664\u0665\u0666\u0667',
  '123456\n7', '1'.repeat(65), '\u{1f600}1234567',
])('%j is dropped', (text) => {
  expect(ff1.encrypt(text, mrn)).toBeUndefined()
  expect(ff1.decrypt(text, mrn)).toBeUndefined()
})

test.for(['123456', 'ABCDE', 'A12345', '1'.repeat(64), 'Z'.repeat(64)])('%j is just inside the limits', (text) => {
  expect(ff1.decrypt(ff1.encrypt(text, mrn) ?? '', mrn)).toBe(text)
})
