import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  ageInYears, civilFromDays, daysFromCivil, formatFhirDate, parseFhirDate, revealsAgeOver,
} from '../../../src/transform/dates/dates.ts'

describe('the grammar', () => {
  test.for([
    '2024', '0001', '9999', '2024-02', '2024-02-29', '2000-02-29', '2015-02-07T13:28:17-05:00',
    '2015-02-07T13:28:17.239+02:00',
    '2015-02-07T13:28:60Z', '2015-02-07T23:59:59.123456789012345Z', '2015-02-07T00:00:00+14:00',
    '2015-02-07T00:00:00-00:00', '2015-02-07T00:00:00+13:59',
    '2024-01-01T10:00Z', '2024-01-01T10:00+02:00', '2024-01-01T10:00:00', '2024-01-01T10:00:00.250', '2024-01-01T10:00',
  ])('%s is read and written back byte for byte', (text) => {
    const date = parseFhirDate(text)
    expect(date && formatFhirDate(date)).toBe(text)
  })

  test.for([
    '', '0000', '0000-01-01', '24', '20245', '2024-', '2024-1', '2024-00', '2024-13', '2024-02-', '2024-02-3',
    '2024-02-30', '2023-02-29', '1900-02-29',
    '2024-04-31', '2024-01-00', '2024-01-32', '2024/01/01', '20240101', '2024-01-01T', '2024-01-01T10',
    '2024-01-01T10:', '2024-01-01T10:00:', '2024-01-01T10:00.5', '2024-01-01T24:00', '2024-01-01T10:60',
    '2024-01-01T24:00:00Z', '2024-01-01T10:60:00Z', '2024-01-01T10:00:61Z',
    '2024-01-01T10:00:00.Z', '2024-01-01T10:00:00+14:01',
    '2024-01-01T10:00:00+1400', '2024-01-01T10:00:00z', '2024-01-01t10:00:00Z', '2024-01-01 10:00:00Z',
    '2024-01-01T10:00:00Z ', '2024-01-01T10:00:00Z\n',
    ' 2024', '-2024', '+2024-01-01', '2024-01-01Z', '\u0662\u0660\u0662\u0664', 'abcd', '2024-ab', '1e10',
  ])('%j is no FHIR date', (text) => {
    expect(parseFhirDate(text)).toBeUndefined()
  })

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const date = parseFhirDate(text)
      expect(date === undefined || formatFhirDate(date) === text).toBe(true)
    }))
  })
})

describe('the calendar', () => {
  test.for([
    [1970, 1, 1, 0], [2000, 3, 1, 11017], [1969, 12, 31, -1], [1, 1, 1, -719162], [9999, 12, 31, 2932896],
  ] as const)(
    '%i-%i-%i is day %i', ([year, month, day, days]) => {
      expect(daysFromCivil({ year, month, day })).toBe(days)
      expect(civilFromDays(days)).toEqual({ year, month, day })
    })

  test('it agrees with the proleptic Gregorian calendar of the platform on every day of 0001 to 9999', () => {
    fc.assert(fc.property(fc.integer({ min: -719162, max: 2932896 }), (days) => {
      const civil = civilFromDays(days)
      const date = new Date(days * 86_400_000)
      expect(civil).toEqual({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() })
      expect(daysFromCivil(civil)).toBe(days)
    }), { numRuns: 5000 })
  })
})

describe('ages', () => {
  const now = { year: 2026, month: 11, day: 24 }

  test.for([
    [1936, 11, 24, 90], [1936, 11, 25, 89], [1936, 12, 1, 89], [2026, 11, 24, 0], [2027, 1, 1, -1],
  ] as const)('born %i-%i-%i is %i', ([year, month, day, age]) => {
    expect(ageInYears({ year, month, day }, now)).toBe(age)
  })

  test('someone born on 29 February is older on 1 March of a common year', () => {
    expect(ageInYears({ year: 2004, month: 2, day: 29 }, { year: 2005, month: 2, day: 28 })).toBe(0)
    expect(ageInYears({ year: 2004, month: 2, day: 29 }, { year: 2005, month: 3, day: 1 })).toBe(1)
  })

  test.for<[string, boolean]>([
    ['1936-11-24', true], ['1936-11-25', false], ['1936-11-24T10:00:00Z', true], ['1936-11', true],
    ['1936-12', false], ['1936', true], ['1937', false],
    ['1900', true], ['2026', false], ['not a date', true], ['', true], ['1937-02-30', true],
  ])('%j reveals an age over 89: %s', ([text, reveals]) => {
    expect(revealsAgeOver(text, 89, now)).toBe(reveals)
  })

  test('a partial date reveals an age whenever one of its days does', () => {
    fc.assert(fc.property(fc.integer({ min: -40_000, max: 10_000 }), (days) => {
      const { year, month, day } = civilFromDays(days)
      const full = formatFhirDate({ year, month, day, rest: '' })
      fc.pre(revealsAgeOver(full, 89, now))
      expect(revealsAgeOver(full.slice(0, 7), 89, now)).toBe(true)
      expect(revealsAgeOver(full.slice(0, 4), 89, now)).toBe(true)
    }))
  })
})
