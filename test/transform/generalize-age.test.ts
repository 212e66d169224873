import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandAge, topCodeAge, type AgeQuantity, type GeneralizedAge } from '../../src/transform/generalize-age.ts'

const top = { value: '90', comparator: '>=' }

describe('top-coding at 89', () => {
  test.for<[AgeQuantity, GeneralizedAge | { value: string, comparator: string } | undefined]>([
    [{ value: '89' }, { value: '89' }], [{ value: '90' }, top], [{ value: '112', code: 'a' }, top],
    [{ value: '89.0', code: 'a' }, { value: '89.0' }], [{ value: '89.5', code: 'a' }, top],
    [{ value: '0' }, { value: '0' }], [{ value: '9.1e1', unit: 'years' }, top], [{ value: '92', unit: ' Yrs ' }, top],
    [{ value: '92', code: 'a', unit: 'yrs old' }, top],
    [{ value: '1068', code: 'mo' }, { value: '1068' }],
    [{ value: '1069', code: 'mo' }, { value: '1080', comparator: '>=' }],
    [{ value: '1100', unit: 'months' }, { value: '1080', comparator: '>=' }],
    [{ value: '4643', code: 'wk' }, { value: '4643' }],
    [{ value: '4644', code: 'wk' }, { value: '4696', comparator: '>=' }],
    [{ value: '32507', code: 'd' }, { value: '32507' }],
    [{ value: '32508', unit: 'days' }, { value: '32872', comparator: '>=' }],
    [{ value: '800000', code: 'h' }, { value: '788940', comparator: '>=' }],
    [{ value: '50000000', code: 'min' }, { value: '47336400', comparator: '>=' }],
    [{ value: '9', unit: 'decades' }, { value: '9', comparator: '>=' }],
    [{ value: '8', unit: 'decades' }, { value: '8' }],
    [{ value: '95', unit: 'moons' }, top], [{ value: '40', unit: 'moons' }, undefined],
    [{ value: '40', code: 'x', unit: 'years' }, undefined], [{ value: '40', code: 'mo', unit: 'years' }, undefined],
    [{ value: '89', comparator: '>' }, top], [{ value: '89', comparator: '>=' }, { value: '89' }],
    [{ value: '95', comparator: '<' }, undefined], [{ value: '80', comparator: '<' }, { value: '80' }],
    [{ value: '-1' }, undefined], [{ value: '-0' }, undefined], [{ value: '' }, undefined],
    [{ value: 'ninety' }, undefined], [{ value: '1e9999' }, undefined], [{ value: '1e300' }, top],
  ])('%j becomes %j', ([age, out]) => {
    expect(topCodeAge(age, 89)).toEqual(out)
  })

  test('an odd maximum is refused', () => {
    for (const max of [-1, 1.5, Number.NaN]) expect(topCodeAge({ value: '40' }, max)).toBeUndefined()
  })

  test('no output is an age over the maximum without a comparator', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 120 }), (value, max) => {
      const out = topCodeAge({ value: String(value) }, max)
      expect(out).toEqual(value > max ? { value: String(max + 1), comparator: '>=' } : { value: String(value) })
    }))
  })
})

describe('bands', () => {
  test.for<[AgeQuantity, number, GeneralizedAge | { value: string, comparator: string } | undefined]>([
    [{ value: '47' }, 10, { value: '40' }], [{ value: '40' }, 10, { value: '40' }],
    [{ value: '39.9' }, 10, { value: '30' }], [{ value: '4' }, 5, { value: '0' }],
    [{ value: '89' }, 10, { value: '80' }], [{ value: '90' }, 10, top], [{ value: '97' }, 25, top],
    [{ value: '89.5' }, 10, top],
    [{ value: '500', code: 'mo' }, 10, { value: '480' }],
    [{ value: '1100', code: 'mo' }, 10, { value: '1080', comparator: '>=' }],
    [{ value: '10', code: 'd' }, 5, { value: '0' }],
    [{ value: '40', unit: 'moons' }, 10, undefined], [{ value: '40', comparator: '<' }, 10, undefined],
    [{ value: 'x' }, 10, undefined],
    [{ value: '40' }, 0, undefined], [{ value: '40' }, 2.5, undefined], [{ value: '40' }, -5, undefined],
  ])('%j in bands of %i becomes %j', ([age, width, out]) => {
    expect(bandAge(age, width)).toEqual(out)
  })

  test('a band holds its ages', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 89 }), fc.integer({ min: 1, max: 100 }), (age, width) => {
      const low = Number(bandAge({ value: String(age) }, width)?.value)
      expect(low % width).toBe(0)
      expect(age - low).toBeGreaterThanOrEqual(0)
      expect(age - low).toBeLessThan(width)
    }))
  })
})
