import { MONTHS, WEEKDAYS } from '../../contract/calendar-names.ts'
import type { CivilDay } from './dates.ts'
import type { TextDate, TextDatePart } from './text-date-reader.ts'

/** Writes a day in the spelling of another, which it lies some days after. */
export function writeTextDate(spelling: TextDate, day: CivilDay, daysAfter: number): string {
  const isPadded = readPadding(spelling.parts)
  return spelling.parts.map((part) => writePart(part, day, daysAfter, isPadded ? 2 : 1)).join('')
}

function writePart(part: TextDatePart, { year, month, day }: CivilDay, daysAfter: number, digits: number): string {
  switch (part.kind) {
    case 'literal': return part.text
    case 'ordinal': return inCaseOf(part.text, ordinalEnding(day))
    case 'weekday': return inCaseOf(part.text, WEEKDAYS[part.names]?.names[(((part.index + daysAfter) % 7) + 7) % 7] ?? '')
    case 'month-name': return inCaseOf(part.text, MONTHS[part.names]?.names[month - 1] ?? '')
    case 'year': return part.text.length === 2 ? String(year % 100).padStart(2, '0') : String(year).padStart(4, '0')
    case 'month': return String(month).padStart(digits, '0')
    case 'day': return String(day).padStart(digits, '0')
  }
}

/** A leading zero says that days and months have two digits, one digit says that they have not; else numbers have, names not. */
function readPadding(parts: readonly TextDatePart[]): boolean {
  const numbers = parts.filter(({ kind }) => kind === 'day' || kind === 'month').map(({ text }) => text)
  if (numbers.some((text) => text.startsWith('0'))) return true
  // 23SEP1957: days that stick to the name of a month have two digits.
  const isGlued = parts.some(
    ({ kind }, at) => kind === 'day' && (parts[at + 1]?.kind === 'month-name' || parts[at - 1]?.kind === 'month-name'),
  )
  return numbers.every((text) => text.length === 2) && (isGlued || parts.some(({ kind }) => kind === 'month'))
}

function ordinalEnding(day: number): string {
  if (day >= 11 && day <= 13) return 'th'
  return ['th', 'st', 'nd', 'rd'][day % 10] ?? 'th'
}

/** Upper case, a capital first, or lower case, as the model has it. */
function inCaseOf(model: string, word: string): string {
  if (model.length > 1 && model === model.toUpperCase()) return word.toUpperCase()
  const first = model.charAt(0)
  return first === first.toLowerCase() ? word : word.charAt(0).toUpperCase() + word.slice(1)
}
