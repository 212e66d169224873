import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { generalizeMonth, generalizeYear, generalizeZip3 } from '../../src/transform/generalize.ts'
import { RESTRICTED_ZIP3 } from '../../src/transform/restricted-zip3.ts'

test.for<[string, string | undefined, string | undefined]>([
  ['1970-12-31T23:59:59.9Z', '1970', '1970-12'], ['1970-12-31', '1970', '1970-12'], ['1970-12', '1970', '1970-12'],
  ['0970', '0970', '0970'], ['1970-12-31T23:59:59', '1970', '1970-12'], ['1970-12-31T23:59', '1970', '1970-12'],
  ['1970-02-30', undefined, undefined], ['12/31/1970', undefined, undefined], ['', undefined, undefined],
  ['1970-12-31x', undefined, undefined],
])('%j has the year %s and the month %s', ([text, year, month]) => {
  expect(generalizeYear(text)).toBe(year)
  expect(generalizeMonth(text)).toBe(month)
})

describe('ZIP codes', () => {
  test.for<[string, string | undefined, string | undefined]>([
    ['02139', undefined, '021'], ['02139-4307', 'US', '021'], ['021394307', 'usa', '021'],
    [' 02139 ', 'United States', '021'], ['02139', 'U.S.A.', '021'], ['02139', '', '021'],
    ['03602', 'US', '000'], ['03602-1234', undefined, '000'], ['00501', 'US', '005'],
    ['02139', 'DE', undefined], ['02139', 'Canada', undefined], ['K1A 0B1', undefined, undefined],
    ['0213', undefined, undefined], ['021', undefined, undefined],
    ['021399', undefined, undefined], ['', undefined, undefined],
    ['\uff10\uff12\uff11\uff13\uff19', undefined, undefined], ['02139-', undefined, undefined],
    ['02139-43071', undefined, undefined], ['02139\n03602', undefined, undefined],
  ])('%j in %s becomes %s', ([postalCode, country, zip3]) => {
    expect(generalizeZip3(postalCode, country)).toBe(zip3)
  })

  test('every restricted prefix, and no other, becomes 000', () => {
    expect(RESTRICTED_ZIP3.size).toBe(18)
    fc.assert(fc.property(fc.integer({ min: 0, max: 99_999 }), (code) => {
      const text = String(code).padStart(5, '0')
      const prefix = text.slice(0, 3)
      expect(generalizeZip3(text)).toBe(RESTRICTED_ZIP3.has(prefix) ? '000' : prefix)
    }))
    for (const prefix of RESTRICTED_ZIP3) expect(generalizeZip3(`${prefix}01`)).toBe('000')
  })
})
