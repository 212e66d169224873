import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civilFromDays, daysFromCivil } from '../../../src/transform/dates/dates.ts'
import { readTextDate } from '../../../src/transform/dates/text-date-reader.ts'
import { shiftTextDate, yearOfTextDate } from '../../../src/transform/dates/text-date.ts'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']
const MESES = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']
const two = (value: number): string => String(value).padStart(2, '0')

describe('shiftTextDate', () => {
  test.for([
    ['2021-12-31', 1, '2022-01-01'],
    ['2020-02-28', 1, '2020-02-29'],
    ['2021-02-28', 1, '2021-03-01'],
    ['1900-02-28', 1, '1900-03-01'],
    ['2021/03/09', -9, '2021/02/28'],
    ['2021-03-14T08:30:00Z', 20, '2021-04-03T08:30:00Z'],
    ['2021-03-14 08:30', 20, '2021-04-03 08:30'],
    ['20230412', 30, '20230512'],
    ['20230412103055', -12, '20230331103055'],
    ['03/14/2021', 20, '04/03/2021'],
    ['3/14/2021', 20, '4/3/2021'],
    ['3/14/21', -80, '12/24/20'],
    ['14.3.2021', 1, '15.3.2021'],
    ['31 / 12 / 2018', 1, '01 / 01 / 2019'],
    ['March 14, 2021', 20, 'April 3, 2021'],
    ['MARCH 14, 2021', 20, 'APRIL 3, 2021'],
    ['March 1st, 2021', 1, 'March 2nd, 2021'],
    ['March 10th 2021', 1, 'March 11th 2021'],
    ['the 3rd of March, 2021', 20, 'the 23rd of March, 2021'],
    ['12-Mar-21', 30, '11-Apr-21'],
    ['12 Mar 2021', 30, '11 Apr 2021'],
    ['23SEP1957', 8, '01OCT1957'],
    ['1957SEP23', 8, '1957OCT01'],
    ['2Jan80', 9, '11Jan80'],
    ['11Jan80', -9, '02Jan80'],
    ['Jan 20th \'23', 12, 'Feb 1st \'23'],
    ['2021 March 3', 1, '2021 March 4'],
    ['Tuesday, May 4, 1999', 4, 'Saturday, May 8, 1999'],
    ['12 de marzo de 2016', 20, '1 de abril de 2016'],
    ['miércoles 6 de octubre de 2021', 3, 'sábado 9 de octubre de 2021'],
    ['5 ene 2020', 90, '4 Apr 2020'.replace('Apr', 'abr')],
    ['28 février 2021', 1, '1 mars 2021'],
    ['3. Oktober 1961', 30, '2. November 1961'],
    ['March 2021', 20, 'April 2021'],
    ['3/2021', 20, '4/2021'],
    ['2019', 10, '2019'],
    ['December 31', 1, 'January 1'],
    ['3/14', 20, '4/3'],
  ] as const)('%s moved by %i days is %s', ([text, days, moved]) => {
    expect(shiftTextDate(text, days)).toBe(moved)
  })

  test.for([
    ['Feb 28', 2020, 2, 'Mar 1'], ['Feb 28', 2021, 2, 'Mar 2'], ['2/29', 2020, 1, '3/1'], ['12/31', 2019, 60, '02/29'],
    ['Feb 28', undefined, 2, 'Mar 2'],
  ] as const)('%s, of %s, moved by %i days is %s', ([text, yearMeant, days, moved]) => {
    expect(shiftTextDate(text, days, { yearMeant })).toBe(moved)
  })

  test('a 29 February of a year that has none is not understood', () => {
    expect(shiftTextDate('February 29', 3, { yearMeant: 2021 })).toBeUndefined()
  })

  test.for([
    'yesterday', 'Christmas Day 2021', 'March 3-5, 2021', '3 y 4 de mayo de 2021', 'Mar-21', 'February 29', '02/30/2021', '13/13/2021',
    '2021-00-10', 'twenty-first of May 1984', '', '12', 'March', '041256', '1/2/3/4', '5/6 tablets', 'on the 14th', '10:30', 'el 14',
  ])('it does not touch what it does not understand: %s', (text) => {
    expect(shiftTextDate(text, 3)).toBeUndefined()
  })

  test('an order that the numbers do not tell is the caller\'s, and one that they tell is theirs', () => {
    expect(shiftTextDate('03/04/2021', 1)).toBe('03/05/2021')
    expect(shiftTextDate('03/04/2021', 1, { order: 'day-first' })).toBe('04/04/2021')
    expect(shiftTextDate('13/04/2021', 1, { order: 'day-first' })).toBe('14/04/2021')
    expect(shiftTextDate('04/13/2021', 1, { order: 'day-first' })).toBe('04/14/2021')
  })

  test('a date whose shifted spelling would be read in another order is not written', () => {
    expect(shiftTextDate('13/04/2021', -5)).toBeUndefined()
  })

  const spellings: readonly (readonly [string, 'month-first' | 'day-first', (year: number, month: number, day: number) => string])[] = [
    ['ISO', 'month-first', (year, month, day) => `${year}-${two(month)}-${two(day)}`],
    ['ISO with time', 'month-first', (year, month, day) => `${year}-${two(month)}-${two(day)}T10:20:30+01:00`],
    ['compact', 'month-first', (year, month, day) => `${year}${two(month)}${two(day)}`],
    ['month first', 'month-first', (year, month, day) => `${two(month)}/${two(day)}/${year}`],
    ['day first', 'day-first', (year, month, day) => `${two(day)}.${two(month)}.${year}`],
    ['English', 'month-first', (year, month, day) => `${MONTHS[month - 1]} ${day}, ${year}`],
    ['English, day first', 'month-first', (year, month, day) => `${day} ${MONTHS[month - 1]} ${year}`],
    ['Spanish', 'day-first', (year, month, day) => `${day} de ${MESES[month - 1]} de ${year}`],
    ['English without a year', 'month-first', (_, month, day) => `${MONTHS[month - 1]} ${day}`],
  ]
  const anyDay = fc.integer({ min: daysFromCivil({ year: 1850, month: 1, day: 1 }), max: daysFromCivil({ year: 2090, month: 1, day: 1 }) })

  test.for(spellings)('%s: moved and moved back it is the same', ([name, order, spell]) => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -3650, max: 3650 }), (at, days) => {
      const { year, month, day } = civilFromDays(at)
      if (name === 'English without a year' && month === 2 && day === 29) return
      const text = spell(year, month, day)
      const moved = shiftTextDate(text, days, { order })
      expect(moved).toBeDefined()
      expect(shiftTextDate(moved as string, -days, { order })).toBe(text)
      if (name === 'English without a year') return
      const there = civilFromDays(at + days)
      expect(moved).toBe(spell(there.year, there.month, there.day))
    }))
  })

  test('without padding, and with short names, the day is the same again', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -3650, max: 3650 }), fc.boolean(), (at, days, isNamed) => {
      const { year, month, day } = civilFromDays(at)
      const text = isNamed ? `${MONTHS[month - 1]?.slice(0, 3)} ${day}, ${year}` : `${month}/${day}/${year}`
      const back = shiftTextDate(shiftTextDate(text, days) as string, -days)
      expect(readTextDate(back as string)).toMatchObject({ year, month, day })
    }))
  })
})

describe('yearOfTextDate', () => {
  test.for([
    ['March 14, 2021', '2021'], ['3/14/21', '2021'], ['3/14/56', '1956'], ['12 de marzo de 2016', '2016'], ["Mar '99", '1999'],
    ['Christmas Day 2021', '2021'], ['spring of 2020', '2020'], ['20230412', '2023'], ['14 марта 1962', '1962'],
    ['14-го Января 1962', '1962'], ['14 marca 1962', '1962'], ['14. března 1962', '1962'], ['1962. március 14', '1962'],
    ['1962 m. kovo 14', '1962'], ['14.III.1962', '1962'], ['1962年3月14', '1962'], ['14 Μαρτίου 1962', '1962'], ['3-5 June 2019', '2019'],
  ] as const)('%s is of %s', ([text, year]) => {
    expect(yearOfTextDate(text, { yearMax: 2027 })).toBe(year)
  })

  test.for([
    'March 14', 'yesterday', 'from 2019 to 2021', '13/13/2021', '昭和37年3月14', '3 June 2019 to 4 May 2020', '14 марта', 'twenty-first of May',
  ])('%s tells no single year', (text) => {
    expect(yearOfTextDate(text)).toBeUndefined()
  })
})
