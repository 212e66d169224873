import { createCache, type Cache } from '../contract/cache.ts'
import { civilFromDays, daysFromCivil, formatFhirDate, parseFhirDate } from './dates/dates.ts'
import type { Keyring } from './keys.ts'

/** The widest shift, in days. A hundred years: beyond that dates leave the range of years that FHIR can write. */
const SHIFT_DAYS_MAX = 36_525

export interface ShiftOptions {
  /** Whose date it is; never empty, or everyone without a subject would share one offset. */
  readonly subject: string
  /** The widest offset either way, in whole days. */
  readonly days: number
}

export interface Shifter {
  shiftDate(text: string, options: ShiftOptions): string | undefined
  /** The subject's offset in days, for dates in other spellings. It undoes the shift: never to be written anywhere. */
  offset(options: ShiftOptions): number | undefined
}

/**
 * Moves FHIR dates by a number of whole days that is the same for everything of one subject: from -days to days, never
 * 0, by HMAC-SHA-256 of the subject. Intervals between full dates stay exact; time of day, fraction and zone stay as
 * written. A month moves as its 15th day and a year as its 2 July, keeping their precision, so the order among dates
 * of one precision is kept (not strictly: two months or years may become one). Undefined for what is no FHIR date, for
 * a result outside the years 0001 to 9999, and for an empty subject or a range that is not 1 to 36,525 days.
 */
export function createShifter(keyring: Keyring): Shifter {
  const offsets = new Map<number, Cache<number>>()

  function offset({ subject, days }: ShiftOptions): number | undefined {
    if (subject === '' || !Number.isSafeInteger(days) || days < 1 || days > SHIFT_DAYS_MAX) return undefined
    let cache = offsets.get(days)
    if (cache === undefined) offsets.set(days, (cache = createCache()))
    return cache.get(subject) ?? cache.set(subject, draw(keyring.hmac('shift', `${days}:${subject}`), days))
  }

  function shiftDate(text: string, options: ShiftOptions): string | undefined {
    const date = parseFhirDate(text)
    const by = offset(options)
    if (date === undefined || by === undefined) return undefined
    const { year, month, day, rest } = date
    const moved = civilFromDays(daysFromCivil({
      year,
      month: month ?? 7,
      day: day ?? (month === undefined ? 2 : 15),
    }) + by)
    if (moved.year < 1 || moved.year > 9999) return undefined
    if (month === undefined) return formatFhirDate({ year: moved.year, rest })
    if (day === undefined) return formatFhirDate({ year: moved.year, month: moved.month, rest })
    return formatFhirDate({ ...moved, rest })
  }

  return { shiftDate, offset }
}

/** Reduces 48 bits to one of 2 × days offsets; with at most 73,050 of them the bias is under 1 in 10^9. */
function draw(hex: string, days: number): number {
  const index = Number.parseInt(hex.slice(0, 12), 16) % (2 * days)
  return index < days ? index - days : index - days + 1
}
