/** A day of the proleptic Gregorian calendar. */
export interface CivilDay {
  readonly year: number
  readonly month: number
  readonly day: number
}

/** A FHIR date, dateTime or instant. `rest` is the time of day and zone as written, from its `T`, or empty. */
export interface FhirDate {
  readonly year: number
  readonly month?: number
  readonly day?: number
  readonly rest: string
}

const MONTH_DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const
const TIME = /^T(?:[01]\d|2[0-3]):[0-5]\d(?::(?:[0-5]\d|60)(?:\.\d+)?)?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/
const DASH = 0x2d

/**
 * Reads date, dateTime and instant as FHIR R4 2.24.0.1 writes them: YYYY, YYYY-MM, YYYY-MM-DD, or a day with a time (60
 * for a leap second, 24:00 not allowed). A time without seconds, as DSTU2 allows, or without a zone, as converters from
 * tables write it, is read too: its day is as plain. Undefined for anything else, for the year 0000 and for days that
 * the month does not have.
 */
export function parseFhirDate(text: string): FhirDate | undefined {
  const year = digits(text, 0, 4)
  if (year < 1) return undefined
  if (text.length === 4) return { year, rest: '' }
  const month = text.charCodeAt(4) === DASH ? digits(text, 5, 7) : -1
  if (month < 1 || month > 12) return undefined
  if (text.length === 7) return { year, month, rest: '' }
  const day = text.charCodeAt(7) === DASH ? digits(text, 8, 10) : -1
  if (day < 1 || day > daysInMonth(year, month)) return undefined
  const rest = text.slice(10)
  return rest === '' || TIME.test(rest) ? { year, month, day, rest } : undefined
}

/** Writes what `parseFhirDate` read. The parts must be in range. */
export function formatFhirDate(date: FhirDate): string {
  const year = String(date.year).padStart(4, '0')
  if (date.month === undefined) return year
  const month = `${year}-${twoDigits(date.month)}`
  return date.day === undefined ? month : `${month}-${twoDigits(date.day)}${date.rest}`
}

/**
 * Days since 1970-01-01, by integer arithmetic alone, so that no time zone can matter (Howard Hinnant,
 * chrono-Compatible Low-Level Date Algorithms, days_from_civil).
 */
export function daysFromCivil(date: CivilDay): number {
  const year = date.month <= 2 ? date.year - 1 : date.year
  const era = Math.floor(year / 400)
  const yearOfEra = year - era * 400
  const dayOfYear = Math.floor((153 * (date.month + (date.month > 2 ? -3 : 9)) + 2) / 5) + date.day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

/** The inverse of `daysFromCivil` (the same paper, civil_from_days). */
export function civilFromDays(days: number): CivilDay {
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const monthFromMarch = Math.floor((5 * dayOfYear + 2) / 153)
  const month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
  const day = dayOfYear - Math.floor((153 * monthFromMarch + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Whole years lived on the day `now`. Someone born on 29 February is a year older on 1 March of a common year. */
export function ageInYears(birth: CivilDay, now: CivilDay): number {
  const hadBirthday = now.month > birth.month || (now.month === birth.month && now.day >= birth.day)
  return now.year - birth.year - (hadBirthday ? 0 : 1)
}

/**
 * Whether a date, read as a birth date, gives away an age over `max` whole years on the day `now`
 * (45 CFR 164.514(b)(2)(i)(C)). Exact for a full date; a partial one counts when any day in it would; a text that is
 * no FHIR date counts too.
 */
export function revealsAgeOver(text: string, max: number, now: CivilDay): boolean {
  const date = parseFhirDate(text)
  if (date === undefined) return true
  return ageInYears({ year: date.year, month: date.month ?? 1, day: date.day ?? 1 }, now) > max
}

function daysInMonth(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return month === 2 && leap ? 29 : (MONTH_DAYS[month - 1] ?? 0)
}

function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** The number that the ASCII digits of a range make, or -1. */
function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (!(digit >= 0 && digit <= 9)) return -1
    value = value * 10 + digit
  }
  return value
}
