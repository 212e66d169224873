import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  alphanumericValue, gs1, iban, iso7064Mod11_10, iso7064Mod11_2, iso7064Mod37_36, luhn, mod97,
  remainder, verhoeff, vin, weightedAlphanumericSum, weightedSum,
} from '../../src/contract/checks.ts'

const DIGITS = Array.from('0123456789')
const ALPHANUMERIC = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')
const digits = fc.stringMatching(/^\d{1,30}$/)

/** What each check says of worked examples: from the standards, official test numbers, or counted by hand. */
const WORKED: readonly (readonly [string, (text: string) => boolean, string, boolean])[] = [
  ['luhn', luhn, '79927398713', true],
  ['luhn', luhn, '79927398710', false],
  ['luhn', luhn, '4111111111111111', true],
  ['luhn', luhn, '808401234567893', true],
  ['mod97', mod97, '79444', true],
  ['mod97', mod97, '79434', false],
  ['iban', iban, 'GB82WEST12345698765432', true],
  ['iban', iban, 'GB82WEST12345698765423', false],
  ['verhoeff', verhoeff, '2363', true],
  ['verhoeff', verhoeff, '2336', false],
  ['iso7064Mod11_10', iso7064Mod11_10, '07945', true],
  ['iso7064Mod11_10', iso7064Mod11_10, '07954', false],
  ['iso7064Mod11_2', iso7064Mod11_2, '0794X', false],
  ['iso7064Mod11_2', iso7064Mod11_2, '07940', true],
  ['iso7064Mod11_2', iso7064Mod11_2, '079X', true],
  ['iso7064Mod11_2', iso7064Mod11_2, '0000000218250097', true],
  ['iso7064Mod37_36', iso7064Mod37_36, 'A12425GABC1234002M', true],
  ['iso7064Mod37_36', iso7064Mod37_36, 'A12425GABC1234002N', false],
  ['gs1', gs1, '4006381333931', true],
  ['gs1', gs1, '4006381333932', false],
  ['gs1', gs1, '00614141000036', true],
  ['vin', vin, '1M8GDM9AXKP042788', true],
  ['vin', vin, '1M8GDM9A1KP042788', false],
  ['vin', vin, '11111111111111111', true],
]

/** Checks over one alphabet, each with the characters its last place may have. */
const ENDING: readonly (readonly [string, (text: string) => boolean, readonly string[], readonly string[]])[] = [
  ['luhn', luhn, DIGITS, DIGITS],
  ['verhoeff', verhoeff, DIGITS, DIGITS],
  ['gs1', gs1, DIGITS, DIGITS],
  ['iso7064Mod11_10', iso7064Mod11_10, DIGITS, DIGITS],
  ['iso7064Mod11_2', iso7064Mod11_2, DIGITS, [...DIGITS, 'X']],
  ['iso7064Mod37_36', iso7064Mod37_36, ALPHANUMERIC, ALPHANUMERIC],
]

test.for(WORKED)('%s of the worked example %s', ([, check, text, passes]) => {
  expect(check(text)).toBe(passes)
})

describe.for(ENDING)('%s', ([, check, alphabet, endings]) => {
  const body = fc.array(fc.constantFrom(...alphabet), { minLength: 1, maxLength: 20 }).map((parts) => parts.join(''))
  const endingOf = (text: string): string[] => endings.filter((ending) => check(text + ending))

  test('takes exactly one ending of any body', () => {
    fc.assert(fc.property(body, (text) => {
      expect(endingOf(text)).toHaveLength(1)
    }))
  })

  test('notices every single wrong character', () => {
    fc.assert(fc.property(body, fc.nat(), fc.constantFrom(...alphabet), (text, place, character) => {
      const whole = text + (endingOf(text)[0] as string)
      const at = place % text.length
      const changed = whole.slice(0, at) + character + whole.slice(at + 1)
      expect(check(changed)).toBe(changed === whole)
    }))
  })

  test.for(['', ' ', '12 34', '1²', '١٢٣', 'Ⅷ', '12\n', '-1', '1e3'])('says no to %j and does not throw', (text) => {
    expect(check(text)).toBe(false)
  })
})

test('Verhoeff notices every swap of two neighbours, which Luhn does not', () => {
  fc.assert(fc.property(fc.stringMatching(/^\d{2,16}$/), fc.nat(), (text, place) => {
    const whole = text + (DIGITS.find((digit) => verhoeff(text + digit)) as string)
    const at = place % (whole.length - 1)
    const swapped = whole.slice(0, at) + (whole[at + 1] as string) + (whole[at] as string) + whole.slice(at + 2)
    expect(verhoeff(swapped)).toBe(swapped === whole)
  }))
  expect(luhn('0901')).toBe(luhn('9001'))
})

test('one digit completes what luhn takes', () => {
  fc.assert(fc.property(digits, (text) => DIGITS.filter((digit) => luhn(text + digit)).length === 1))
  expect(luhn('12a')).toBe(false)
})

test('the remainder is that of the whole number', () => {
  fc.assert(fc.property(digits, fc.integer({ min: 1, max: 10_000 }), (text, modulus) => {
    expect(remainder(text, modulus)).toBe(Number(BigInt(text) % BigInt(modulus)))
  }))
})

/** 02 to 98, as ISO 7064 computes them. */
const ENDINGS = Array.from({ length: 97 }, (_, index) => String(index + 2).padStart(2, '0'))

test('two check digits of MOD 97-10 complete any text, in any case', () => {
  fc.assert(fc.property(fc.stringMatching(/^[0-9A-Z]{1,30}$/), (text) => {
    const endings = ENDINGS.filter((ending) => mod97(text + ending))
    expect(endings).toHaveLength(1)
    expect(mod97((text + String(endings[0])).toLowerCase())).toBe(true)
  }))
})

test('a weighted sum needs a weight for every digit', () => {
  expect([weightedSum('123', [3, 2, 1]), weightedSum('12', [3, 2, 1]), weightedSum('1a3', [3, 2, 1])]).toEqual([10, NaN, NaN])
  expect([weightedAlphanumericSum('A1', [2, 1]), weightedAlphanumericSum('a1', [2, 1], { A: 1 }), weightedAlphanumericSum('A-', [1, 1])])
    .toEqual([21, 3, NaN])
})

test('letters count from 10', () => {
  expect(['0', '9', 'A', 'z', '-', '', 'AB'].map(alphanumericValue)).toEqual([0, 9, 10, 35, NaN, NaN, NaN])
})
