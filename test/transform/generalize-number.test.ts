import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compareDecimals, formatDecimal, parseDecimal } from '../../src/transform/decimal.ts'
import { roundToStep } from '../../src/transform/generalize-number.ts'

test.for<[string, number, string | undefined]>([
  ['7.24', 0.5, '7.0'], ['7.25', 0.5, '7.5'], ['7.250000000000000000001', 0.5, '7.5'],
  ['7.249999999999999999999', 0.5, '7.0'], ['235.40', 1, '235'], ['235.5', 1, '236'],
  ['-235.5', 1, '-236'], ['-0.4', 1, '0'], ['0', 5, '0'], ['2.5', 5, '5'], ['2.49', 5, '0'], ['1234', 100, '1200'],
  ['1250', 100, '1300'], ['0.15', 0.1, '0.2'], ['1.005', 0.01, '1.01'],
  ['1.5e2', 10, '150'], ['15E-1', 1, '2'], ['1e-3', 0.01, '0.00'], ['6.02e23', 1e21, '602000000000000000000000'],
  ['0.00000014', 1e-7, '0.0000001'], ['12345678901234567890.5', 1, '12345678901234567891'],
  ['1e999', 1, undefined], ['1e-999', 1, undefined], ['01', 1, undefined], ['+1', 1, undefined], ['1.', 1, undefined],
  ['.5', 1, undefined], ['', 1, undefined], ['NaN', 1, undefined], ['1 ', 1, undefined],
  ['1', 0, undefined], ['1', -1, undefined], ['1', Number.NaN, undefined], ['1', Infinity, undefined],
  ['9'.repeat(401), 1, undefined],
])('%s to the nearest %d is %s', ([text, step, out]) => {
  expect(roundToStep(text, step)).toBe(out)
})

test('the result is a multiple of the step, at most half a step away', () => {
  fc.assert(fc.property(fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }), fc.integer({ min: 0, max: 12 }),
    fc.constantFrom(1, 2, 5, 10, 25), (units, scale, step) => {
    const out = parseDecimal(roundToStep(formatDecimal({ units, scale }), step) ?? '')
    expect(out?.scale).toBe(0)
    const result = out?.units ?? -1n
    expect(result % BigInt(step)).toBe(0n)
    const distance = result * 10n ** BigInt(scale) - units
    expect(2n * (distance < 0n ? -distance : distance) <= BigInt(step) * 10n ** BigInt(scale)).toBe(true)
  }))
})

test('a decimal is written as it was read', () => {
  fc.assert(fc.property(fc.bigInt(), fc.integer({ min: 0, max: 30 }), (units, scale) => {
    fc.pre(units.toString().length < 300)
    expect(parseDecimal(formatDecimal({ units, scale }))).toEqual({ units, scale })
  }))
})

test('decimals compare by value whatever their scale', () => {
  expect(compareDecimals({ units: 100n, scale: 2 }, { units: 1n, scale: 0 })).toBe(0)
  expect(compareDecimals({ units: 101n, scale: 2 }, { units: 1n, scale: 0 })).toBe(1)
  expect(compareDecimals({ units: -1n, scale: 0 }, { units: 1n, scale: 5 })).toBe(-1)
})
