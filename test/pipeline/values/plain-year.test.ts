import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arena, loadArena } from '../../../src/json/arena.ts'
import { plainYear, readDay, writeDay } from '../../../src/pipeline/values/plain-year.ts'
import { civilFromDays, formatFhirDate, parseFhirDate } from '../../../src/transform/dates/dates.ts'

const digits = (max: number) => fc.nat(max).map((n) => String(n).padStart(2, '0'))
const nearly = fc.tuple(
  fc.constantFrom('0000', '0999', '1000', '1987', '2024', '9999', '12a4'), digits(14), digits(33), fc.constantFrom('-', '/', ':'),
  fc.constantFrom('', 'T', 't', ' '), digits(26), digits(62), digits(62), fc.constantFrom('', '.', '.1', '.123456', '.x'),
  fc.constantFrom('', 'Z', 'z', '+02:00', '-13:59', '+14:00', '+1400', '+02:60'),
).map(([year, month, day, dash, t, hour, minute, second, fraction, zone]) =>
  `${year}-${month}${dash}${day}${t === '' ? '' : `${t}${hour}:${minute}:${second}${fraction}${zone}`}`)

test('What is taken for a plain date the full grammar accepts too, with the same year and day', () => {
  let plain = 0
  fc.assert(fc.property(fc.oneof(nearly, fc.string({ maxLength: 30 })), (text) => {
    const bytes = Buffer.from(text)
    loadArena(bytes)
    const year = plainYear(0, bytes.length)
    if (year < 0) return
    plain++
    const date = parseFhirDate(text)
    expect(date?.year).toBe(year)
    expect(readDay(0)).toEqual({ year, month: date?.month, day: date?.day })
  }), { numRuns: 20_000 })
  expect(plain).toBeGreaterThan(100)
})

test.for([
  ['1987-06-05', 1987], ['1987-06-05T01:02:03Z', 1987], ['1987-06-05T01:02:03.25+02:00', 1987], ['1987-06-29', -1], ['1987-06', -1],
  ['1987', -1], ['', -1],
] as const)('the year of "%s" is %i', ([text, year]) => {
  loadArena(Buffer.from(text))
  expect(plainYear(0, text.length)).toBe(year)
})

test('A day is written as FHIR writes it, and read as it was written', () => {
  fc.assert(fc.property(fc.integer({ min: -719_162, max: 2_932_896 }), (days) => {
    const day = civilFromDays(days)
    loadArena(Buffer.alloc(20))
    writeDay(day, 4)
    expect(arena.text.toString('latin1', 3, 15)).toBe(`\0${formatFhirDate({ ...day, rest: '' })}\0`)
    expect(readDay(4)).toEqual(day)
  }), { examples: [[-719_162], [2_932_896]] })
})
