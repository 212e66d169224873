import { readTextDate, type TextDate } from '../../transform/dates/text-date-reader.ts'
import type { TextFinding } from '../../classify/text/finding.ts'

type Found = Pick<TextFinding, 'class' | 'start' | 'end'>

interface Placed {
  readonly start: number
  readonly end: number
  readonly date: TextDate | undefined
}

/** What stands between the two ends of a span of days: `2/27-3/2/2020`, `from Feb 27 to March 2, 2020`. */
const TO = /^\s*(?:-|\u2013|\u2014|to|through|thru|until|till|and|al?|hasta(?: el)?|y)\s*$/i

/**
 * The years that dates without one are of, so that they move as the dates with one that they stand beside, whose years may
 * have a day more: that of the nearest in the text, else the only one of the message's texts.
 */
export class YearsMeant {
  private readonly texts: readonly string[]
  private readonly found: readonly (readonly Found[] | undefined)[]
  private readonly read: (readonly Placed[] | undefined)[] = []
  private only: number | undefined
  private isCounted = false

  constructor(texts: readonly string[], found: readonly (readonly Found[] | undefined)[]) {
    this.texts = texts
    this.found = found
  }

  /** The year of what is found in a text, if it has none itself. */
  of(text: number, { start }: Found): number | undefined {
    const dates = this.datesOf(text)
    const own = dates.find((date) => date.start === start)
    if (own?.date === undefined || own.date.year !== undefined) return undefined
    const dated = dates.filter(({ date }) => date?.year !== undefined)
    const [near] = dated.toSorted((one, other) => apart(one, own) - apart(other, own))
    return near === undefined ? this.onlyYear() : this.yearBeside(text, own, near)
  }

  private yearBeside(text: number, own: Placed, near: Placed): number | undefined {
    const year = near.date?.year
    const isFirst = own.start < near.start
    const between = this.texts[text]?.slice(isFirst ? own.end : near.end, isFirst ? near.start : own.start) ?? ''
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

function apart(one: Placed, other: Placed): number {
  return one.start < other.start ? other.start - one.end : one.start - other.end
}

function dayOfYear({ date }: Placed): number {
  return (date?.month ?? 0) * 100 + (date?.day ?? 0)
}
