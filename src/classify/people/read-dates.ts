import { SHAPE } from '../../contract/words.ts'
import { hashWord } from '../../contract/word-set.ts'
import type { Surroundings } from './surroundings.ts'

/** A date that a text may mean: the words it takes, and its digits, YYYYMMDD or YYYYMM. */
export interface DateReading {
  readonly first: number
  readonly last: number
  readonly digits: string
}

const MONTHS: ReadonlyMap<number, number> = new Map([
  'jan january enero ene', 'feb february febrero', 'mar march marzo', 'apr april abril abr', 'may mayo', 'jun june junio', 'jul july julio',
  'aug august agosto ago', 'sep sept september septiembre setiembre', 'oct october octubre', 'nov november noviembre',
  'dec december diciembre dic',
].flatMap((words, month) => words.split(' ').map((word) => [hashWord(word), month + 1] as const)))
const FILLERS = new Set(['of', 'the', 'de', 'del'].map(hashWord))
const GAP_MAX = 3
const PARTS_MAX = 3
const WORDS_MAX = 5

interface Part {
  readonly word: number
  readonly value: number
  readonly digits: number
  readonly isMonthName: boolean
}

/**
 * The dates that may start at a word, in American, European and ISO order, with the month in digits or in words:
 * 1/2/1980, 01-02-80, Jan 2 1980, 2nd of January 1980, 2 de enero de 1980, 1980-01-02T00:00, 02JAN1980.
 */
export function* readDates(word: number, around: Surroundings, to: number): Generator<DateReading> {
  const parts: Part[] = []
  for (let at = word; at < Math.min(to, word + WORDS_MAX) && parts.length < PARTS_MAX; at++) {
    if (at > word && around.gap(at - 1) > GAP_MAX) break
    if (parts.length > 0 && FILLERS.has(around.hash(at))) continue
    const part = partAt(at, around)
    if (part === undefined) {
      parts.push(...gluedParts(at, around, PARTS_MAX - parts.length))
      break
    }
    parts.push(part)
  }
  const [one, two, three] = parts
  if (one === undefined || two === undefined) return
  if (three !== undefined) {
    for (const digits of threeParts(one, two, three)) yield { first: word, last: three.word, digits }
  }
  const monthly = monthAndYear(one, two)
  if (monthly !== undefined) yield { first: word, last: two.word, digits: monthly }
}

function* threeParts(one: Part, two: Part, three: Part): Generator<string> {
  if (one.digits === 4) {
    yield* date(one, two, three)
    return
  }
  yield* date(three, one, two)
  yield* date(three, two, one)
  if (one.digits === 2 && three.digits < 4) yield* date(one, two, three)
}

function* date(year: Part, month: Part, day: Part): Generator<string> {
  if (day.isMonthName || year.isMonthName || month.value < 1 || month.value > 12 || day.value < 1 || day.value > 31) return
  if (month.digits > 2 || day.digits > 2) return
  for (const full of years(year)) yield `${full}${two(month.value)}${two(day.value)}`
}

function years({ value, digits }: Part): string[] {
  if (digits === 4) return [String(value)]
  return digits === 2 ? [`19${two(value)}`, `20${two(value)}`] : []
}

function monthAndYear(one: Part, second: Part): string | undefined {
  if (one.isMonthName && second.digits === 4) return `${second.value}${two(one.value)}`
  if (second.isMonthName || one.digits > 2 || second.digits !== 4 || one.value < 1 || one.value > 12) return undefined
  return `${second.value}${two(one.value)}`
}

function two(value: number): string {
  return value < 10 ? `0${value}` : String(value)
}

/** A number of up to four digits, also at the start of `2nd` and `02T10`, or the name of a month. */
function partAt(word: number, around: Surroundings): Part | undefined {
  const { bytes } = around.batch
  const from = around.table.starts[word] as number
  const end = around.table.ends[word] as number
  if (around.shape(word) < SHAPE.digits) {
    const month = MONTHS.get(around.hash(word))
    return month === undefined ? undefined : { word, value: month, digits: 0, isMonthName: true }
  }
  let at = from
  let value = 0
  while (at < end && (bytes[at] as number) >= 0x30 && (bytes[at] as number) <= 0x39) value = value * 10 + (bytes[at++] as number) - 0x30
  const digits = at - from
  if (digits === 0 || digits > 4 || end - at > 0 && !isOrdinal(bytes, at, end)) return undefined
  return { word, value, digits, isMonthName: false }
}

/** Bytes of the longest, `22septiembre1980`. */
const GLUED_BYTES_MAX = 16
const GLUED = /^(\d{1,4})([a-z]{3,10})(\d{1,4})?$/

/** The parts of a word that joins a day, the name of a month and a year: `23SEP1957`, `1957SEP23`; none where it is another. */
function gluedParts(word: number, around: Surroundings, most: number): Part[] {
  if (around.shape(word) !== SHAPE.code || around.size(word) > GLUED_BYTES_MAX) return []
  const text = around.batch.slice(around.table.starts[word] as number, around.table.ends[word] as number).toLowerCase()
  const [, one = '', name = '', other] = GLUED.exec(text) ?? []
  const month = MONTHS.get(hashWord(name))
  if (month === undefined) return []
  const parts = [
    number(word, one),
    { word, value: month, digits: 0, isMonthName: true },
    ...(other === undefined ? [] : [number(word, other)]),
  ]
  return parts.length > most ? [] : parts
}

function number(word: number, digits: string): Part {
  return { word, value: Number(digits), digits: digits.length, isMonthName: false }
}

function isOrdinal(bytes: Uint8Array, at: number, end: number): boolean {
  const one = (bytes[at] as number) | 0x20
  if (one === 0x74 && end - at > 1 && (bytes[at + 1] as number) <= 0x39) return true
  const other = (bytes[at + 1] as number) | 0x20
  const pair = one << 8 | other
  return end - at === 2 && (pair === 0x7374 || pair === 0x6E64 || pair === 0x7264 || pair === 0x7468)
}

/** Whether a date may start at a word: a number, or a month before one. */
export function isMonthName(word: number, around: Surroundings): boolean {
  return MONTHS.has(around.hash(word))
}
