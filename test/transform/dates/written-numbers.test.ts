import fc from 'fast-check'
import { expect, test } from 'vitest'
import { writtenNumbers } from '../../../src/transform/dates/written-numbers.ts'

test.for([
  ['fifty-six years old', [56]],
  ['Fifty six year old', [56]],
  ['eighty and two', [82]],
  ['ochenta y dos años', [82]],
  ['dieciséis años', [16]],
  ['veintiún meses', [21]],
  ['two years and six months', [2, 6]],
  ['twenty', [20]],
  ['twenty one-week', [21]],
  ['nine', [9]],
  ['45 years', []],
  ['ninety three', [93]],
  ['noventa y cinco', [95]],
  ['one hundred and two', undefined], ['a hundred', undefined], ['cien años', undefined], ['in her nineties', undefined],
  ['a centenarian', undefined], ['an octogenarian', undefined],
] as const)('%s: %j', ([text, numbers]) => {
  expect(writtenNumbers(text)).toEqual(numbers)
})

const UNITS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety']

test('a ten and a unit are one number, however they are joined', () => {
  fc.assert(fc.property(fc.nat(7), fc.nat(8), fc.constantFrom(' ', '-', ' and '), (ten, unit, joint) => {
    expect(writtenNumbers(`${TENS[ten]}${joint}${UNITS[unit]} years old`)).toEqual([20 + ten * 10 + unit + 1])
  }))
})
