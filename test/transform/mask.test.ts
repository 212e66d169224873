import fc from 'fast-check'
import { expect, test } from 'vitest'
import { mask } from '../../src/transform/mask.ts'

test.for<[string, number, string, string | undefined]>([
  ['123-45-6789', 4, '*', '***-**-6789'], ['123-45-6789', 0, 'X', 'XXX-XX-XXXX'], ['AB 12', 2, '#', '## 12'],
  ['1234', 4, '*', '****'], ['12', 4, '*', '**'],
  ['Jos\u00e9 \u738b', 0, '*', '**** *'], ['e\u0301a', 1, '*', '*a'], ['\u0661\u0662', 0, '*', '**'],
  ['---', 2, '*', undefined], ['', 0, '*', undefined], ['\u{1d400}b', 0, '*', '**'],
  ['12345', -1, '*', undefined], ['12345', 1.5, '*', undefined], ['12', 0, '', ''],
])('%j keeping the last %i with %j becomes %j', ([text, keepLast, replacement, out]) => {
  expect(mask(text, { keepLast, with: replacement })).toBe(out)
})

test('no letter or digit is left when none is kept', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    expect(mask(text, { keepLast: 0, with: '*' }) ?? '').not.toMatch(/[\p{L}\p{N}]/u)
  }))
})
