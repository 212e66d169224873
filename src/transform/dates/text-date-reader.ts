import { foldName, MONTHS, MONTH_VARIANTS, WEEKDAYS } from '../../contract/calendar-names.ts'
import { civilFromDays, daysFromCivil } from './dates.ts'

export interface TextDateOptions {
  /** Which stands first in 3/4/2021 where the numbers do not tell: the month in the United States, the day elsewhere. */
  readonly order?: 'month-first' | 'day-first'
  /** The year of what is written without one, where that is known. */
  readonly yearMeant?: number | undefined
  /** The last year that two digits may mean; next year unless given. */
  readonly yearMax?: number
}

/** A piece of a date as spelled. `names` is the row of MONTHS or WEEKDAYS that a name stands in. */
export type TextDatePart =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'ordinal'; readonly text: string }
  | { readonly kind: 'weekday' | 'month-name'; readonly text: string; readonly names: number; readonly index: number }
  | { readonly kind: 'year' | 'month' | 'day'; readonly text: string }

/** A date read from text; what the text does not say is missing. */
export interface TextDate {
  readonly year: number | undefined
  readonly month: number | undefined
  readonly day: number | undefined
  readonly parts: readonly TextDatePart[]
}

interface NumberToken { readonly kind: 'number'; readonly text: string; readonly after: string; readonly at: number }
type Role = 'year' | 'month' | 'day'

const COMPACT = /^(\d{4})(\d\d)(\d\d)(T?\d{4}(?:\d\d(?:\.\d+)?)?(?:Z|[+-]\d{4})?)?$/
const CLOCK =
  /(?:T|,?\s+(?:at\s+|a\s+las\s+)?|\s*@\s*)\d{1,2}:\d\d(?::\d\d(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)?(?:\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?$/i
const PIECES = /\d+|[\p{L}\p{M}]+|[^\d\p{L}\p{M}]+/gu
const SEPARATOR = /^[\s,./\\'\u2019\u2010-\u2013-]{1,4}$/u
const CONNECTIVES = new Set(['the', 'of', 'on', 'day', 'de', 'del', 'el', 'ano', 'in', 'dia', 'do'])
const ORDINALS = new Set(['st', 'nd', 'rd', 'th'])

/**
 * Reads a date as spelled in text, in English or Spanish, and with full names of months in Portuguese, French, German
 * and Italian. Strict: a word, number or sign that it does not know makes it undefined.
 */
export function readTextDate(text: string, options: TextDateOptions = {}): TextDate | undefined {
  const compact = COMPACT.exec(text)
  if (compact !== null) {
    const [, year = '', month = '', day = '', rest = ''] = compact
    return finish(
      [
        { kind: 'year', text: year },
        { kind: 'month', text: month },
        { kind: 'day', text: day },
        { kind: 'literal', text: rest },
      ],
      options,
    )
  }
  const clock = CLOCK.exec(text)
  const body = clock === null ? text : text.slice(0, clock.index)
  const parts: (TextDatePart | NumberToken)[] = []
  const language = /\bdel?\b|\bel\b/i.test(body) ? 'es' : 'en'
  const pieces = body.match(PIECES) ?? []
  for (const [at, piece] of pieces.entries()) {
    const before = pieces[at - 1]
    const isAfterNumber = before !== undefined && /^\d/.test(before)
    const part = /^\d/.test(piece)
      ? { kind: 'number' as const, text: piece, after: before ?? '', at: parts.length }
      : readPiece(piece, isAfterNumber, language)
    if (part === undefined) return undefined
    parts.push(part)
  }
  const roles = assignRoles(parts, options)
  if (roles === undefined) return undefined
  const read = parts.map((part): TextDatePart => part.kind === 'number' ? { kind: roles.get(part) ?? 'literal', text: part.text } : part)
  return finish(clock === null ? read : [...read, { kind: 'literal', text: clock[0] }], options)
}

function readPiece(piece: string, isAfterNumber: boolean, language: string): TextDatePart | undefined {
  if (/^[^\p{L}\p{M}]/u.test(piece)) return SEPARATOR.test(piece) ? { kind: 'literal', text: piece } : undefined
  const word = foldName(piece)
  if (isAfterNumber && ORDINALS.has(word)) return { kind: 'ordinal', text: piece }
  if (CONNECTIVES.has(word)) return { kind: 'literal', text: piece }
  return findName('month-name', word, piece, language) ?? findName('weekday', word, piece, language)
}

function findName(kind: 'month-name' | 'weekday', word: string, text: string, language: string): TextDatePart | undefined {
  const rows = kind === 'weekday' ? WEEKDAYS : MONTHS
  const found = rows.flatMap((row, names) => {
    const index = row.names.findIndex((name) => foldName(name) === word)
    return index < 0 ? [] : [{ kind, text, names, index }]
  })
  const best = found.find(({ names }) => rows[names]?.language === language) ?? found[0]
  if (best !== undefined || kind === 'weekday') return best
  const month = MONTH_VARIANTS[word]
  return month === undefined ? undefined : { kind, text, names: language === 'es' ? 3 : 1, index: month - 1 }
}

/** Tells year, month and day apart among the numbers; undefined where they cannot be told. */
function assignRoles(parts: readonly (TextDatePart | NumberToken)[], options: TextDateOptions): Map<NumberToken, Role> | undefined {
  const numbers = parts.filter((part): part is NumberToken => part.kind === 'number')
  const months = parts.filter(({ kind }) => kind === 'month-name').length
  if (months > 1 || parts.filter(({ kind }) => kind === 'weekday').length > 1) return undefined
  const roles = months === 1 ? rolesBesideName(numbers, parts) : rolesOfNumbers(numbers, options)
  if (roles === undefined || roles.length !== numbers.length) return undefined
  return new Map(numbers.map((number, at) => [number, roles[at] as Role]))
}

function rolesBesideName(numbers: readonly NumberToken[], parts: readonly (TextDatePart | NumberToken)[]): Role[] | undefined {
  const [one, other] = numbers
  if (one === undefined || numbers.length > 2) return undefined
  const hasOrdinal = (number: NumberToken): boolean => parts[number.at + 1]?.kind === 'ordinal'
  if (other === undefined) {
    if (isYear(one)) return ['year']
    if (/^['\u2019]$|\s['\u2019]$/u.test(one.after)) return one.text.length === 2 ? ['year'] : undefined
    // Mar-21 is a day to one and a year to another.
    if (/^[-/]$/.test(one.after) && !hasOrdinal(one)) return undefined
    return one.text.length <= 2 ? ['day'] : undefined
  }
  if (isYear(one) && other.text.length <= 2) return ['year', 'day']
  if (one.text.length <= 2 && (isYear(other) || (other.text.length === 2 && !hasOrdinal(other))))
    return areApart(one, other, parts) ? ['day', 'year'] : undefined
  return undefined
}

/** Two numbers side by side with a dash or a conjunction between them are a range. */
function areApart(one: NumberToken, other: NumberToken, parts: readonly (TextDatePart | NumberToken)[]): boolean {
  if (parts.slice(one.at, other.at).some(({ kind }) => kind === 'month-name')) return true
  return /^(?:,\s*|\s+|,?\s*['\u2019]|\/)$/u.test(other.after) && (isYear(other) || /['\u2019/]/u.test(other.after))
}

function rolesOfNumbers(numbers: readonly NumberToken[], options: TextDateOptions): Role[] | undefined {
  const [one, two, three] = numbers
  if (one === undefined) return undefined
  if (two === undefined) return isYear(one) ? ['year'] : undefined
  const isDayFirst = Number(one.text) > 12 || Number(two.text) <= 12 && options.order === 'day-first'
  const dayAndMonth: Role[] = isDayFirst ? ['day', 'month'] : ['month', 'day']
  const isShort = (number: NumberToken): boolean => number.text.length <= 2
  if (three === undefined) {
    if (isYear(one) && isShort(two)) return ['year', 'month']
    if (isShort(one) && isYear(two)) return ['month', 'year']
    return isShort(one) && isShort(two) && two.after.trim() === '/' ? dayAndMonth : undefined
  }
  if (numbers.length > 3) return undefined
  if (isYear(one)) return isShort(two) && isShort(three) ? ['year', 'month', 'day'] : undefined
  return isShort(one) && isShort(two) && (isYear(three) || three.text.length === 2) ? [...dayAndMonth, 'year'] : undefined
}

function isYear({ text }: NumberToken): boolean {
  return text.length === 4
}

/** Takes the numbers out of the parts; undefined for a day that the calendar does not have. */
function finish(parts: readonly TextDatePart[], options: TextDateOptions): TextDate | undefined {
  const textOf = (kind: Role): string | undefined => parts.find((part) => part.kind === kind)?.text
  const name = parts.find((part) => part.kind === 'month-name')
  const monthText = textOf('month')
  const yearText = textOf('year')
  const dayText = textOf('day')
  const month = name !== undefined && name.kind === 'month-name' ? name.index + 1 : monthText === undefined ? undefined : Number(monthText)
  const year = yearText === undefined ? undefined : yearText.length === 2 ? century(Number(yearText), options) : Number(yearText)
  const day = dayText === undefined ? undefined : Number(dayText)
  if (year === 0 || month !== undefined && (month < 1 || month > 12)) return undefined
  // A weekday does not go with a whole month, and a month alone is no date that can be moved.
  if (day === undefined && (year === undefined || parts.some(({ kind }) => kind === 'weekday'))) return undefined
  if (day !== undefined && month === undefined) return undefined
  if (day !== undefined && month !== undefined) {
    const civil = civilFromDays(daysFromCivil({ year: year ?? 2000, month, day }))
    if (day < 1 || civil.month !== month || civil.day !== day) return undefined
  }
  return { year, month, day, parts }
}

/** The latest year up to the last that may be meant. */
function century(twoDigits: number, { yearMax = new Date().getUTCFullYear() + 1 }: TextDateOptions): number {
  return yearMax - ((yearMax - twoDigits) % 100 + 100) % 100
}
