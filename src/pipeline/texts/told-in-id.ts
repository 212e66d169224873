import { TITLES } from '../../classify/people/name-words.ts'
import { foldedLower } from '../../classify/people/normalise.ts'
import type { PhiClass } from '../../contract/classes.ts'
import { readTextDate } from '../../transform/dates/text-date-reader.ts'

/** What many people share, and ids may well hold. */
const SHARED: ReadonlySet<PhiClass> = new Set<PhiClass>(['age', 'address', 'organization', 'url'])
const NAME_LETTERS_MIN = 4
const NUMBER_LENGTH_MIN = 5
const NAME_WORDS = new RegExp(`\\p{L}{${NAME_LETTERS_MIN},}`, 'gu')

/** Whether an id repeats a value that was found in the text that it names, whatever parts its letters and digits: `123456789`, `Zuzanna_Adams`. */
export function isToldInId(id: string, given: PhiClass, value: string): boolean {
  const letters = joined(id)
  if (given === 'date') return datesOf(value).some((date) => letters.includes(date))
  if (SHARED.has(given)) return false
  if (given === 'name') return (foldedLower(value).match(NAME_WORDS) ?? []).some((word) => !TITLES.has(word) && letters.includes(word))
  const part = joined(given === 'email' ? value.replace(/@[^@]*$/, '') : value)
  return part.length >= NUMBER_LENGTH_MIN && letters.includes(part)
}

/** A day as the digits of ids write it, year, month and day in any usual order; none for what is not a whole date. */
function datesOf(value: string): string[] {
  return (['month-first', 'day-first'] as const).flatMap((order) => {
    const { year, month, day } = readTextDate(value, { order }) ?? {}
    if (year === undefined || month === undefined || day === undefined) return []
    const [y, m, d] = [String(year), String(month).padStart(2, '0'), String(day).padStart(2, '0')]
    return [y + m + d, d + m + y, m + d + y]
  })
}

function joined(value: string): string {
  return foldedLower(value).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
