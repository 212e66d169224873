import type { CivilDay } from './dates.ts'
import { civilFromDays, daysFromCivil } from './dates.ts'
import { readTextDate, type TextDate, type TextDateOptions } from './text-date-reader.ts'
import { writeTextDate } from './text-date-writer.ts'

/** Dates of which nobody knows the year move round a common year, so that moving back undoes it. */
const NOMINAL_YEAR = 2001
const NOMINAL_DAYS = 365

/**
 * Moves a date as text spells it by whole days and writes it in the same spelling: order, separators, padding, names
 * in their language and case, ordinal endings, weekday and time of day. A month moves as its 15th day and a year as
 * its 2 July, as in `createShifter`; a day without a year as one of `yearMeant`. Undefined for what is not understood
 * (ranges, spoken dates, holidays), for 29 February of a year that has none or that nobody knows, and for a result outside
 * the years 0001 to 9999, or for which two digits of a year say another century: the caller redacts.
 */
export function shiftTextDate(text: string, days: number, options: TextDateOptions = {}): string | undefined {
  const date = readTextDate(text, options)
  if (date === undefined || !Number.isSafeInteger(days)) return undefined
  const moved = date.year === undefined ? moveWithoutYear(date, days, options.yearMeant) : move(date.year, date, days)
  if (moved === undefined || moved.year < 1 || moved.year > 9999) return undefined
  const written = writeTextDate(date, moved, days)
  // What is written must be read as the day that was meant.
  const read = readTextDate(written, options)
  return read !== undefined && isSame(read, date, moved) ? written : undefined
}

/**
 * The year of a date as text spells it, in four digits; undefined where it has none or more than one. In a language that is not
 * read it is the one number of four digits beside the name of a month or the sign for one.
 */
export function yearOfTextDate(text: string, options: TextDateOptions = {}): string | undefined {
  const year = readTextDate(text, options)?.year
  if (year !== undefined) return String(year).padStart(4, '0')
  const numbers = text.match(/\d+/g) ?? []
  const years = numbers.filter((number) => YEAR.test(number))
  const isPlain =
    numbers.length === 1 ||
    (numbers.length <= NUMBERS_MAX && LETTER.test(text) && numbers.every((number) => YEAR.test(number) || Number(number) <= 31))
  return isPlain && years.length === 1 ? years[0] : undefined
}

const YEAR = /^(?:1[89]|20)\d\d$/
const LETTER = /\p{L}/u
/** A year, a day, and the last day of a range. */
const NUMBERS_MAX = 3

function move(year: number, { month, day }: TextDate, days: number): CivilDay {
  return civilFromDays(daysFromCivil({ year, month: month ?? 7, day: day ?? (month === undefined ? 2 : 15) }) + days)
}

function moveWithoutYear(date: TextDate, days: number, yearMeant: number | undefined): CivilDay | undefined {
  const { month, day } = date
  if (month === undefined || day === undefined) return undefined
  if (yearMeant !== undefined && isDayOf(yearMeant, month, day)) return move(yearMeant, date, days)
  if (month === 2 && day === 29) return undefined
  const first = daysFromCivil({ year: NOMINAL_YEAR, month: 1, day: 1 })
  const at = daysFromCivil({ year: NOMINAL_YEAR, month, day }) - first + days
  return civilFromDays(first + ((at % NOMINAL_DAYS) + NOMINAL_DAYS) % NOMINAL_DAYS)
}

function isDayOf(year: number, month: number, day: number): boolean {
  return civilFromDays(daysFromCivil({ year, month, day })).day === day
}

/** Whether a text that was written is read as the day that was meant, as far as its spelling tells. */
function isSame(read: TextDate, date: TextDate, moved: CivilDay): boolean {
  return (date.year === undefined ? read.year === undefined : read.year === moved.year) &&
    (date.month === undefined || read.month === moved.month) && (date.day === undefined || read.day === moved.day)
}
