import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { civilFromDays, daysFromCivil, formatFhirDate, parseFhirDate } from '../../src/transform/dates/dates.ts'
import { createShifter } from '../../src/transform/shift.ts'
import { keyringFixture } from './keyring-fixture.ts'

const shifter = createShifter(keyringFixture())
const options = { subject: 'patient-1', days: 50 }
const offset = shifter.offset(options) ?? 0
const day = fc.integer({
  min: daysFromCivil({ year: 1850, month: 1, day: 1 }),
  max: daysFromCivil({ year: 2150, month: 12, day: 31 }),
})
const module = (name: string): string => fileURLToPath(new URL(`../../src/transform/${name}`, import.meta.url))
const write = (days: number): string => formatFhirDate({ ...civilFromDays(days), rest: '' })

function dayNumber(text: string | undefined): number {
  const date = parseFhirDate(text ?? '')
  if (date?.month === undefined || date.day === undefined) return Number.NaN
  return daysFromCivil({ year: date.year, month: date.month, day: date.day })
}

describe('the offset', () => {
  test('it is never 0, never beyond the range, and takes every other value', () => {
    const seen = new Set<number>()
    for (let at = 0; at < 2000; at++) seen.add(shifter.offset({ subject: `s${at}`, days: 3 }) ?? 99)
    expect([...seen].toSorted((a, b) => a - b)).toEqual([-3, -2, -1, 1, 2, 3])
  })

  test('it is spread evenly', () => {
    const counts = new Map<number, number>()
    const draws = 20_000
    for (let at = 0; at < draws; at++) {
      const value = shifter.offset({ subject: `s${at}`, days: 5 }) ?? 0
      counts.set(value, (counts.get(value) ?? 0) + 1)
    }
    const expected = draws / 10
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // 9 degrees of freedom; the subjects are fixed, so this does not flicker.
    expect(chiSquare).toBeLessThan(27.9)
  })

  test('it is the same for one subject and differs between subjects and destinations', () => {
    const wide = { subject: 'patient-1', days: 36_525 }
    expect(createShifter(keyringFixture()).offset(wide)).toBe(shifter.offset(wide))
    expect(shifter.offset({ ...wide, subject: 'patient-2' })).not.toBe(shifter.offset(wide))
    expect(createShifter(keyringFixture({ destination: 'other' })).offset(wide)).not.toBe(shifter.offset(wide))
  })

  test.for([0, -1, 1.5, Number.NaN, Infinity, 36_526])('a range of %d days is refused', (days) => {
    expect(shifter.shiftDate('2024-01-01', { subject: 's', days })).toBeUndefined()
  })

  test('an empty subject is refused', () => {
    expect(shifter.shiftDate('2024-01-01', { subject: '', days: 50 })).toBeUndefined()
  })
})

describe('full dates', () => {
  test('every date moves by the offset, so intervals stay exact across leap years', () => {
    fc.assert(fc.property(day, day, (a, b) => {
      const [x, y] = [shifter.shiftDate(write(a), options), shifter.shiftDate(write(b), options)]
      expect(dayNumber(x) - a).toBe(offset)
      expect(dayNumber(y) - dayNumber(x)).toBe(b - a)
      expect(x).not.toBe(write(a))
    }))
  })

  test.for([
    'T00:00:00Z', 'T23:59:60.999+14:00', 'T12:30:15.1200-05:00', 'T02:30:00.0000000000001+01:00',
  ])('the time %s stays byte for byte', (rest) => {
    fc.assert(fc.property(day, (at) => {
      expect(shifter.shiftDate(write(at) + rest, options)).toBe(write(at + offset) + rest)
    }), { numRuns: 20 })
  })

  test('a shift can be undone by the opposite number of days', () => {
    fc.assert(fc.property(day, (at) => {
      expect(write(dayNumber(shifter.shiftDate(write(at), options)) - offset)).toBe(write(at))
    }))
  })
})

describe('partial dates', () => {
  test('a month moves as its 15th and a year as its 2 July, at their own precision', () => {
    fc.assert(fc.property(fc.integer({ min: 1900, max: 2100 }), fc.integer({ min: 1, max: 12 }), (year, month) => {
      const middle = daysFromCivil({ year, month, day: 15 })
      expect(shifter.shiftDate(write(middle).slice(0, 7), options)).toBe(write(middle + offset).slice(0, 7))
      const july = daysFromCivil({ year, month: 7, day: 2 })
      expect(shifter.shiftDate(String(year), options)).toBe(write(july + offset).slice(0, 4))
    }))
  })

  test('the order among dates of one precision is kept', () => {
    fc.assert(fc.property(day, day, fc.constantFrom(4, 7, 10), (a, b, length) => {
      const [low, high] = [write(Math.min(a, b)).slice(0, length), write(Math.max(a, b)).slice(0, length)]
      const [x = '?', y = '!'] = [shifter.shiftDate(low, options), shifter.shiftDate(high, options)]
      expect(x.length).toBe(length)
      expect(x <= y).toBe(true)
    }))
  })
})

test('a time without seconds or a zone moves with its day', () => {
  const moved = shifter.shiftDate('2024-01-01', options) ?? ''
  expect(shifter.shiftDate('2024-01-01T10:00', options)).toBe(`${moved}T10:00`)
  expect(shifter.shiftDate('2024-01-01T10:00:30', options)).toBe(`${moved}T10:00:30`)
})

describe('what cannot be shifted', () => {
  test.for(['', '2023-02-29', 'yesterday', '2024-01-01T10', '12:30:00', '2024-W05'])('%j is dropped', (text) => {
    expect(shifter.shiftDate(text, options)).toBeUndefined()
  })

  test('a result outside the years 0001 to 9999 is dropped', () => {
    const subjects = Array.from({ length: 50 }, (_, at) => ({ subject: `s${at}`, days: 400 }))
    for (const subject of subjects) {
      const back = (shifter.offset(subject) ?? 0) < 0
      expect(shifter.shiftDate('0001-01-01', subject) === undefined).toBe(back)
      expect(shifter.shiftDate('9999-12-31', subject) === undefined).toBe(!back)
    }
  })
})

test('the process time zone changes nothing', () => {
  const script = `
    const { createKeyring } = await import(${JSON.stringify(module('keys.ts'))})
    const { createShifter } = await import(${JSON.stringify(module('shift.ts'))})
    const { generalizeMonth } = await import(${JSON.stringify(module('generalize.ts'))})
    const { revealsAgeOver } = await import(${JSON.stringify(module('dates/dates.ts'))})
    const keys = [{ version: 1, secret: 'k' }]
    const shifter = createShifter(createKeyring({ keys, destination: 'd', purpose: 'p' }))
    const dates = ['2024-03-10', '2024-03-31T02:30:00+01:00', '2024-10-27T01:30:00Z', '1970-01-01', '2011-12-30',
      '2024-01', '2024', '0001-12-31T00:00:00-12:00']
    const out = dates.flatMap((text) => [shifter.shiftDate(text, { subject: 's', days: 200 }), generalizeMonth(text),
      revealsAgeOver(text, 12, { year: 2024, month: 3, day: 10 })])
    console.log(new Date(2024, 0, 1).getTimezoneOffset(), JSON.stringify(out))`
  const runs = ['Pacific/Apia', 'America/New_York', 'Europe/Berlin'].map((TZ) =>
    execFileSync(process.execPath, ['--input-type=module', '-e', script],
      { env: { ...process.env, TZ }, encoding: 'utf8' }).trim().split(' '))
  expect(new Set(runs.map(([zone]) => zone)).size).toBe(3)
  expect(new Set(runs.map(([, out]) => out)).size).toBe(1)
  expect(runs[0]?.[1]).toMatch(/"\d{4}-\d\d-\d\d"/)
})
