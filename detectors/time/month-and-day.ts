import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { pairsUnder } from '../table-columns.ts'
import { isDayOfMonth } from './date-grammar.ts'
import { DONE, SHARES_AFTER, SHARES_BEFORE, VERBS } from './share-words.ts'

const HEADS = new Set(['date', 'dates', 'day', 'dos', 'dob', 'fecha', 'datum', 'data', 'collected', 'admitted', 'discharged', 'seen'])
const OTHERS = new Set(['type', 'format', 'due', 'source'])
const AT = new WordSet(['on', 'of', 'from', 'since', 'until', 'till', 'by', 'to', 'dated', 'was', 'is', 'and', 'the', 'at', 'w'])
const WEEKDAYS = new WordSet(
  `mon tue tues wed weds thu thur thurs fri sat sun monday tuesday wednesday thursday friday saturday sunday`.split(' '),
)
/** Behind a day, and hardly behind a share. */
const TELLS = new WordSet(
  ['was', 'is', 'with', 'w', 'shows', 'showed', 'show', 'for', 'after', 'because', 'at', 'he', 'she', 'pt', 'to', 'by'],
)
const PRIORS = { column: 0.93, group: 0.9, done: 0.85, shape: 0.85, among: 0.8 } as const
const BEFORE_MAX = 3
/** What scores and shares are of: halves to tenths. */
const SHARED = new Set([2, 3, 4, 5, 6, 8, 10])
/** What tests, cycles and clocks count to. */
const COUNTED = new Set([15, 18, 20, 21, 24, 25, 27, 28, 30])
/** Where several stand alike: in a list, in brackets, at the start of lines or sentences, behind what was done. */
type Role = 'listed' | 'bracketed' | 'opening' | 'done' | 'none'

interface Pair {
  readonly at: number
  readonly month: number
  readonly day: number
  /** May be a share of one: 3/4, but not 11/9. */
  readonly isProper: boolean
  readonly role: Role
}

/** What else the text has: whether one surely is a date, and in which months. */
interface Others {
  readonly hasDate: boolean
  readonly months: ReadonlySet<number>
}

export const monthAndDay: WordDetector = {
  name: 'month-and-day',
  class: 'date',
  describes:
    'A month and a day in figures, as 3/4: behind a study, admission or operation, several that follow one another, in a column of dates, or beside another one that surely is a date; not where scores, doses and shares are told.',
  source: '45 CFR 164.514(b)(2)(i)(C): all elements of dates except year; Unicode CLDR 48, pattern Md; RFC 4180 (columns)',
  begins: KIND.digits,
  find,
  examples: {
    true: [
      'K 4.1 ([[3/4]]), 3.9 ([[3/5]])', 'Cr 1.2 ([[3/4]]) 1.5 ([[3/6]]) 2.0 ([[4/1]])', 'Labs [[3/4]] [[3/5]] [[3/6]]',
      '[[3/4]] WBC 12\n[[3/5]] WBC 11', '[[3/4]]: seen. [[3/5]]: worse. [[3/6]] home', 'Compared to study of [[1/15]]',
      'CT [[3/4]]', 'bx [[3/4]]: benign', 'returned [[3/1]].', 'extubated [[3/4]], then', 'Date,Wt\n[[3/4]],80', 'Date,Wt\n3/4/21,80\n[[3/5]],81',
      '| Date | Wt |\n|---|---|\n| [[3/4]] | 80 |', 'Seen on [[3/14]]. WBC was 6 on [[3/4]], pain 3/10', 'fell [[3/14]], 3/4 cup, again [[4/2]]',
      'repeat CT [[3/4]] was clear', 'admission of [[1/5]]', 'MRI on [[2/6]] shows',
      'on [[3/14]] for 3/7 and 6/12 ago, 2/2 stroke', '[[3/14]]: deltoid 4/5', '[[3/14]]: ok. Hb was 9 on [[3/4]].',
    ],
    false: [
      'strength 4/5 in RUE, 3/5 in LUE', '3/4 cup of', 'pain 3/10', 'a 2/6 murmur', 'visual acuity 20/20', 'Apgar 8/9', 'GCS 14/15',
      'biopsy 2/2 cores', 'blood cultures 2/4 bottles', 'stage 3/4', 'biceps (4/5), triceps (3/5)', 'weakness 2/2 stroke',
      'I:E 1/2', 'evaluated 3/5 in both legs', 'arrived 1/2 hour late', 'stents in 3/3 vessels', 'started 1/2 tab', 'DTRs 1/4, 2/4, 3/4',
      'reported 3/4 of the', 'removed 2/3 sutures', 'BiPAP 12/6 since', 'CT 3/4/5',
      'Date,Ratio\nn/a,3/4', 'open 24/7', 'Fecha: 3/2/2016. EVA 2/10, 3/10', '3/2/2016 mejor 2/10, 3/10 y',
      'CT 1.3/4',
    ],
  },
}

function find(words: Words): Candidate[] {
  const pairs: Pair[] = []
  let anchors: number[] = []
  for (let at = words.next(KIND.digits, 0); at < words.count; at = words.next(KIND.digits, at + 1)) {
    const pair = readPair(words, at)
    if (pair !== undefined) pairs.push(pair)
    else anchors.push(...monthOfFullDate(words, at))
  }
  const column = pairsUnder(words, HEADS, OTHERS).filter(({ first, last }) => last === first + 1 && isPair(words, first))
  if (pairs.length === 0 && column.length === 0) return []
  const sure = sureAmong(words, pairs)
  for (const { first } of column) sure.set(first, 'column')
  const hasDate = sure.size > 0
  anchors = anchors.concat(pairs.filter(({ at }) => sure.has(at)).flatMap(({ month }) => month))
  const months = new Set(anchors)
  for (const pair of pairs) {
    if (!sure.has(pair.at) && isAmong(words, pair, { hasDate, months })) sure.set(pair.at, 'among')
  }
  return Array.from(sure, ([at, how]) => ({ first: at, last: at + 1, prior: PRIORS[how], why: WHY[how] }))
}

const WHY = {
  column: 'a column of dates', group: 'several that follow one another', done: 'behind what is done on a day', shape: 'no share or score is so',
  among: 'another date in the text',
} as const

function sureAmong(words: Words, pairs: readonly Pair[]): Map<number, keyof typeof PRIORS> {
  const sure = new Map<number, keyof typeof PRIORS>()
  for (const role of ['listed', 'bracketed', 'opening', 'done'] as const) {
    const alike = pairs.filter((pair) => pair.role === role)
    for (const [index, pair] of alike.entries()) {
      const next = alike[index + 1]
      if (next === undefined || !followsOn(pair, next)) continue
      for (const { at } of [pair, next]) sure.set(at, 'group')
    }
  }
  for (const pair of pairs) {
    if (sure.has(pair.at)) continue
    if (pair.role === 'done' && pair.month !== pair.day) sure.set(pair.at, 'done')
    else if (isDateByShape(words, pair)) sure.set(pair.at, 'shape')
  }
  return sure
}

/** The later day stands behind; shares of the same number do so too, so that the month has to be the same or the next. */
function followsOn(one: Pair, other: Pair): boolean {
  if (one.month === other.month) return one.day < other.day
  const isNext = other.month === one.month + 1 || one.month === 12 && other.month === 1
  return isNext && other.day < one.day && !(one.isProper && other.isProper)
}

/** No share, or hardly one: 3/14, 03/09. */
function isDateByShape(words: Words, { at, month, day, isProper }: Pair): boolean {
  if (words.word(at).startsWith('0') || isProper && words.word(at + 1).startsWith('0')) return true
  if (at > 0 && WEEKDAYS.has(words, at - 1)) return true
  return isProper && Number(words.word(at)) === month && isLateDay(day)
}

/** Whether a pair that could be a share is taken because of others. */
function isAmong(words: Words, { at, month, day, isProper, role }: Pair, { hasDate, months }: Others): boolean {
  if (role !== 'none' && months.has(month) && month !== day) return true
  if (!hasDate) return false
  if (!isProper) return true
  if (month === day) return false
  return !SHARED.has(day) || months.has(month) && (isAt(words, at) || day !== 10 && endsWell(words, at + 1))
}

function isAt(words: Words, at: number): boolean {
  return at > 0 && AT.has(words, at - 1) && words.gap(at - 1) === ' '
}

/** Nothing that may be shared stands behind. */
function endsWell(words: Words, last: number): boolean {
  return last + 1 >= words.count || words.gap(last) !== ' ' || words.shape(last + 1) >= SHAPE.digits || TELLS.has(words, last + 1)
}

/** Two numbers with a stroke between them that may be month and day, unless the words around tell a share. */
function readPair(words: Words, at: number): Pair | undefined {
  if (!isPair(words, at) || isShare(words, at)) return undefined
  const [one, other] = [Number(words.word(at)), Number(words.word(at + 1))]
  const [month, day] = isDayOfMonth(other, one) ? [one, other] : [other, one]
  return { at, month, day, isProper: one <= other, role: roleOf(words, at) }
}

function isPair(words: Words, at: number): boolean {
  if (at + 1 >= words.count || words.gap(at) !== '/') return false
  if ([at, at + 1].some((index) => words.shape(index) !== SHAPE.digits || sizeOf(words, index) > 2)) return false
  const [one, other] = [Number(words.word(at)), Number(words.word(at + 1))]
  if (!isDayOfMonth(other, one) && !isDayOfMonth(one, other) || one === 24 && other === 7) return false
  return !isGlued(words, at - 1) && !isGlued(words, at + 1)
}

/** In this gap a number goes on, or a sign makes something else of it: 1.3/4, 3/4-5, 3/4/5, #3/4. */
function isGlued(words: Words, gap: number): boolean {
  const signs = words.gap(gap)
  if (/^[/%+]|[/#$%+]$/.test(signs)) return true
  const isBetween = gap >= 0 && gap + 1 < words.count && words.shape(gap) >= SHAPE.digits && words.shape(gap + 1) >= SHAPE.digits
  return isBetween && /^[.:-]$/.test(signs)
}

function isShare(words: Words, at: number): boolean {
  for (let before = at - 1; before >= Math.max(0, at - BEFORE_MAX); before--) {
    if (/[\n;]|\. /.test(words.gap(before))) break
    if (SHARES_BEFORE.has(words, before)) return true
  }
  // What hardly is one by its numbers is one only by what stands right behind
  const far = isLateDay(Number(words.word(at + 1))) ? 1 : 2
  for (let after = at + 2; after < Math.min(words.count, at + 2 + far); after++) {
    if (!/^[ -]{1,2}$/.test(words.gap(after - 1))) break
    if (SHARES_AFTER.has(words, after)) return true
  }
  return far > 1 && words.gap(at + 1) === ' ' && isPlural(words, at + 2)
}

/** 3/4 sessions: what is counted. */
function isPlural(words: Words, at: number): boolean {
  return at < words.count && /^[a-z]{3,}[^sui]s$/.test(words.word(at)) && !VERBS.has(words, at)
}

/** None that tests, cycles and clocks count to. */
function isLateDay(day: number): boolean {
  return day > 12 && !COUNTED.has(day)
}

function roleOf(words: Words, at: number): Role {
  const [before, behind] = [words.gap(at - 1), words.gap(at + 1)]
  if (before.endsWith('(') && behind.startsWith(')')) return 'bracketed'
  if (at === 0 || /\n[ \t*>-]*$|[.;] +$/.test(before)) return 'opening'
  if (isDone(words, at)) return 'done'
  return isListed(words, at - 2, at) || isListed(words, at, at + 2) ? 'listed' : 'none'
}

/** One behind the other, and not shares of the same number. */
function isListed(words: Words, at: number, next: number): boolean {
  if (at < 0 || !isPair(words, at) || !isPair(words, next)) return false
  return /^(?:,? |,)$/.test(words.gap(at + 1)) && words.word(at + 1) !== words.word(next + 1)
}

/** CT 3/4; study of 3/4; admitted on 3/4. */
function isDone(words: Words, at: number): boolean {
  const isJoined = at > 1 && AT.has(words, at - 1) && words.gap(at - 1) === ' '
  const word = isJoined ? at - 2 : at - 1
  return word >= 0 && DONE.has(words, word) && /^(?: |: ?| - )$/.test(words.gap(word))
}

/** The month of a date with its year, for those without one. */
function monthOfFullDate(words: Words, at: number): number[] {
  const sign = words.gap(at)
  if (at + 2 >= words.count || sign !== '/' || words.gap(at + 1) !== sign || words.shape(at + 2) !== SHAPE.digits) return []
  const [one, other] = [Number(words.word(at)), Number(words.word(at + 1))]
  if (isDayOfMonth(other, one)) return [one]
  return isDayOfMonth(one, other) ? [other] : []
}
