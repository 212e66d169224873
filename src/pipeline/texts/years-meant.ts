import { readTextDate, type TextDate } from '../../transform/dates/text-date-reader.ts'
import type { TextFinding } from '../../classify/text/finding.ts'

type Found = Pick<TextFinding, 'class' | 'start' | 'end'>

interface Placed {
  readonly start: number
  readonly end: number
  readonly date: TextDate | undefined
}

/** A date without a year, and the nearest with one. */
interface Yearless {
  readonly own: Placed
  readonly near: Placed | undefined
}

/** What stands between the two ends of a span of days: `2/27-3/2/2020`, `from Feb 27 to March 2, 2020`. */
const TO = /^\s*(?:-|\u2013|\u2014|to|through|thru|until|till|and|al?|hasta(?: el)?|y)\s*$/i

/** A longer stretch holds more than such a word. */
const TO_LENGTH_MAX = 200

/**
 * The years that dates without one are of, so that they move as the dates with one that they stand beside, whose years may
 * have a day more: that of the nearest in the text, else the only one of the message's texts.
 */
export class YearsMeant {
  private readonly texts: readonly string[]
  private readonly found: readonly (readonly Found[] | undefined)[]
  private readonly read: (readonly Placed[] | undefined)[] = []
  private readonly yearless: (ReadonlyMap<number, Yearless> | undefined)[] = []
  private only: number | undefined
  private isCounted = false

  constructor(texts: readonly string[], found: readonly (readonly Found[] | undefined)[]) {
    this.texts = texts
    this.found = found
  }

  /** The year of what is found in a text, if it has none itself. */
  of(text: number, { start }: Found): number | undefined {
    const found = (this.yearless[text] ??= yearlessOf(this.datesOf(text))).get(start)
    if (found === undefined) return undefined
    const { own, near } = found
    return near === undefined ? this.onlyYear() : this.yearBeside(text, own, near)
  }

  private yearBeside(text: number, own: Placed, near: Placed): number | undefined {
    const year = near.date?.year
    const isFirst = own.start < near.start
    const [from, to] = isFirst ? [own.end, near.start] : [near.end, own.start]
    const between = to - from > TO_LENGTH_MAX ? '' : this.texts[text]?.slice(from, to) ?? ''
    if (year === undefined || near.date?.day === undefined || !TO.test(between)) return year
    const [first, last] = isFirst ? [own, near] : [near, own]
    // A span that ends earlier in the year than it begins goes over New Year.
    return dayOfYear(first) <= dayOfYear(last) ? year : isFirst ? year - 1 : year + 1
  }

  private onlyYear(): number | undefined {
    if (!this.isCounted) {
      this.isCounted = true
      const years = new Set(this.texts.flatMap((_, text) => this.datesOf(text).flatMap(({ date }) => date?.year ?? [])))
      this.only = years.size === 1 ? [...years][0] : undefined
    }
    return this.only
  }

  private datesOf(text: number): readonly Placed[] {
    const written = this.texts[text] ?? ''
    return (this.read[text] ??= (this.found[text] ?? []).flatMap(({ class: given, start, end }) =>
      given === 'date' ? [{ start, end, date: readTextDate(written.slice(start, end)) }] : []))
  }
}

/** By the places where they start; each asks its neighbours alone, since a text may hold very many. */
function yearlessOf(dates: readonly Placed[]): ReadonlyMap<number, Yearless> {
  const sorted = dates.toSorted((one, other) => one.start - other.start)
  const found = new Map<number, Yearless>()
  let before: Placed | undefined
  let next = 0
  for (const [index, own] of sorted.entries()) {
    if (own.date === undefined) continue
    if (own.date.year !== undefined) {
      before = own
      continue
    }
    if (next <= index) next = index + 1
    while (next < sorted.length && sorted[next]?.date?.year === undefined) next++
    const after = sorted[next]
    const isBefore = before !== undefined && (after === undefined || apart(before, own) <= apart(after, own))
    found.set(own.start, { own, near: isBefore ? before : after })
  }
  return found
}

function apart(one: Placed, other: Placed): number {
  return one.start < other.start ? other.start - one.end : one.start - other.end
}

function dayOfYear({ date }: Placed): number {
  return (date?.month ?? 0) * 100 + (date?.day ?? 0)
}
