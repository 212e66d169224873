import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, isInSmallLetters } from '../word-shape.ts'
import { endOfTown, type Locality } from './address-locality.ts'
import { addressedOdds } from './addressed.ts'
import { KIND_ENDING, KINDS_BEFORE, KINDS_BEHIND, UNITS } from './street-kinds.ts'

const HOUSE_DIGITS_MAX = 5
const STREET_WORDS_MAX = 5
const JOINTS = new WordSet([
  'de', 'del', 'della', 'dei', 'di', 'da', 'do', 'dos', 'das', 'du', 'des', 'la', 'las', 'los', 'le', 'les', 'van', 'von', 'der', 'den',
  'dem', 'the', 'na', 'pod', 'ul', 'al', 'pl', 'os', 'u', 'v', 'z', 'a', 'ar',
])
/** What is counted or dosed is no street. */
const NO_STREET = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession
/** What follows a number that measures. */
const MEASURES = new WordSet(
  'day days week weeks month months year years hour hours minute minutes unit units point points step steps stage phase part times percent lead dose doses mile miles mg mcg ml grade type level patients people cases'.split(
    ' ',
  ),
)
const COMMON_MAX = 2.6
const BASE = -1.3
/** log10 odds by what an address has. */
const ODDS = {
  kind: 1.1, ending: 0.9, unit: 1.7, second: 0.5, long: 0.3, code: 1.3, region: 0.5, country: 0.6, town: 0.3, listed: 0.4, word: -0.9,
} as const

export const addressRun: WordDetector = {
  name: 'address-run',
  class: 'address',
  describes:
    'An address by how its parts follow one another, whatever the street is called: number, street, flat, town, region, code and country; or a kind of street with its number behind.',
  source: 'UPU S42 international postal addressing components and templates; USPS Publication 28, sections 211 to 213 and appendix C',
  begins: KIND.digits,
  find,
  examples: {
    true: [
      'to [[780 Fernhallstraat, Kowalna, CA 12321]] by', 'at [[4812 Ferhallova ulica 3\n Kowalnio\n Tunisia 96084]] now',
      'on [[9751 Fernhall setany]].', 'to [[4812 via Fernhalla Apt. 12]] in', 'lives at [[15 Aleea Fernhallului Apt. 12, Kowalna]] with',
      'to [[372 Fernhall Meadow 49 Suite 592\nKowalna\n, NL\n Finland 83153]] in', 'at [[Aleea Fernhallului 61]] since',
      'to [[2908 wyspa Fernhall 33 Suite 516]] by', 'meet me at [[Fernhall sugarut 6]] at',
      'at [[454 Fernhalls Vag 17\n Kowalna\n South Africa 30655]]', 'to [[883 van Fernhallenlaan 56, Kowalna, NY 30468]].',
    ],
    false: [
      'took 20 Mg Tablet', 'Infused 1000 via Kowaris pump', 'at 0900 am Zyvorol was', 'lives at 14 Elm. 14 tablets', '12 Lead EKG', '3 Day Course, Boston', '10 Units Lantus', 'in 5 Days Street', '2 Normal Views',
      '325 MG Oral Tablet', '14 Patients Ward 12', 'Room 12 Park', 'Visit 3', 'at Bed 12', '100 Percent Room Air',
      'on 2 Liters Nasal Cannula', 'in 3 Weeks Way', '500 Metformin Twice', 'at 7 Park', '20 Point Scale',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.digits, 0); at < words.count; at = words.next(KIND.digits, at + 1)) {
    if (sizeOf(words, at) > HOUSE_DIGITS_MAX || !standsAlone(words, at)) continue
    const found = numberFirst(words, at) ?? numberLast(words, at)
    if (found === undefined) continue
    yield found
    at = Math.max(at, found.last)
  }
}

/** No part of a date, a fraction or a longer number. */
function standsAlone(words: Words, at: number): boolean {
  const before = at === 0 ? '' : words.gap(at - 1)
  const behind = words.gap(at)
  return (
    (before === ' ' || before === '' || /[ \n\r\t("'>*]$/.test(before)) &&
    (behind === ' ' || behind === '' || /^[\s,.;?!)"'>]/.test(behind))
  )
}

interface Street {
  readonly last: number
  readonly odds: number
}

/** 780 Fernhallstraat 12 Apt. 4, and the town behind. */
function numberFirst(words: Words, house: number): Candidate | undefined {
  if (house + 1 >= words.count || words.gap(house) !== ' ' || !mayOpen(words, house + 1) || MEASURES.has(words, house + 1)) return undefined
  const street = readStreet(words, house + 1)
  if (street === undefined) return undefined
  if (isRoute(words, house + 1, street.last) || isNoCourt(words, house, street.last)) return undefined
  const before = addressedOdds(words, house)
  const long = sizeOf(words, house) > 2 ? ODDS.long : 0
  return closed(words, house, street, BASE + street.odds + long + before, before)
}

/** Fernhall sugarut 6, with a kind of street. */
function numberLast(words: Words, house: number): Candidate | undefined {
  if (house === 0 || sizeOf(words, house) > HOUSE_DIGITS_MAX - 1 || words.gap(house - 1) !== ' ' || !isPart(words, house - 1))
    return undefined
  let first = house - 1
  while (
    first > 0 &&
    house - first < STREET_WORDS_MAX &&
    isBlank(words.gap(first - 1)) &&
    isPart(words, first - 1) &&
    !(words.gap(first - 1) === '. ' && sizeOf(words, first - 1) > 4)
  )
    first--
  while (first < house && words.shape(first) === SHAPE.lower && !KINDS_BEFORE.has(words, first)) first++
  if (first === house) return undefined
  const odds = oddsOf(words, first, house - 1)
  if (odds === undefined || odds < ODDS.ending) return undefined
  const before = addressedOdds(words, first)
  return closed(words, first, { last: house, odds }, BASE + odds + before, before)
}

/** With flat and town behind it, where it is an address at all. */
function closed(words: Words, first: number, street: Street, own: number, before: number): Candidate | undefined {
  let odds = own
  let last = street.last
  for (let unit = readUnit(words, last), count = 0; unit > last && count < 3; unit = readUnit(words, last), count++) {
    odds += count === 0 ? ODDS.unit : 0
    last = unit
  }
  const locality = endOfTown(words, last)
  if (locality !== undefined) {
    odds += localityOdds(locality)
    last = locality.last
  }
  // Nothing but a name between a number and a town.
  if (street.odds < ODDS.second && last === street.last && before <= 0) return undefined
  return odds <= 0
    ? undefined
    : { first, last, prior: probabilityOf(Math.min(odds, 1.3)), why: 'a number, a street and what follows in an address' }
}

function localityOdds({ hasCode, hasRegion, hasCountry, isListed }: Locality): number {
  return (hasCode ? ODDS.code : ODDS.town) + (hasRegion ? ODDS.region : 0) + (hasCountry ? ODDS.country : 0) + (isListed ? ODDS.listed : 0)
}

/** In English these follow a number as well: 1000 via a pump, 250 im, 9 am. */
const ROUTES = new WordSet(['via', 'im', 'am', 'an'])

/** Unless a number, a flat or a postal code is behind it. */
function isRoute(words: Words, first: number, last: number): boolean {
  if (words.shape(first) !== SHAPE.lower || !ROUTES.has(words, first)) return false
  return words.shape(last) < SHAPE.digits && readUnit(words, last) === last && endOfTown(words, last)?.hasCode !== true
}

const COURTS = new WordSet(['ct', 'dr', 'ln', 'st', 'rd'])

/** bp 120 stat ct, 3 anterior st, 2 neuro dr: short forms that are terms of medicine too, where nothing says that an address stands here. */
function isNoCourt(words: Words, house: number, last: number): boolean {
  return (
    COURTS.has(words, last) &&
    addressedOdds(words, house) <= 0 &&
    readUnit(words, last) === last &&
    endOfTown(words, last) === undefined &&
    (words.lower(last) === 'ct' || words.shape(last) !== SHAPE.capital && words.lists(last - 1) === 0)
  )
}

/** Most numbers stand before a unit or a word in small letters. */
function mayOpen(words: Words, at: number): boolean {
  return (
    isCapital(words, at) ||
    (words.shape(at) === SHAPE.lower && (KINDS_BEFORE.has(words, at) || JOINTS.has(words, at) || isSmall(words, at)))
  )
}

/** A word of a street in a text that is written in small letters. */
function isSmall(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.lower &&
    sizeOf(words, at) > 2 &&
    isInSmallLetters(words) &&
    (((words.lists(at) & (NO_STREET | LIST.country)) === 0 && words.frequency(at, 'common') <= 1) ||
      KINDS_BEHIND.has(words, at) ||
      KINDS_BEFORE.has(words, at))
  )
}

function isPart(words: Words, at: number): boolean {
  const shape = words.shape(at)
  if (shape >= SHAPE.digits) return false
  if (isCapital(words, at)) return !UNITS.has(words, at)
  return (
    shape === SHAPE.lower &&
    ((KINDS_BEHIND.has(words, at) && sizeOf(words, at) > 1) || KINDS_BEFORE.has(words, at) || JOINTS.has(words, at) || isSmall(words, at))
  )
}

function readStreet(words: Words, first: number): Street | undefined {
  let last = first - 1
  for (let at = first; at < words.count && at - first < STREET_WORDS_MAX && isPart(words, at); at++) {
    last = at
    const gap = words.gap(at)
    if (gap !== ' ' && gap !== '-' && !(gap === '. ' && sizeOf(words, at) <= 4 && at + 1 < words.count && isCapital(words, at + 1))) break
  }
  while (last > first && words.shape(last) === SHAPE.lower && !KINDS_BEHIND.has(words, last) && !isSmall(words, last)) last--
  if (last < first || !hasName(words, first, last)) return undefined
  const odds = oddsOf(words, first, last)
  if (odds === undefined) return undefined
  const second = last + 1
  if (
    second < words.count &&
    (words.gap(last) === ' ' || words.gap(last) === '. ' && KINDS_BEHIND.has(words, last)) &&
    words.shape(second) === SHAPE.digits &&
    sizeOf(words, second) <= 4 &&
    /^[\s,.;?!)]|^$/.test(words.gap(second))
  )
    return { last: second, odds: odds + ODDS.second }
  return { last, odds }
}

/** Behind a word, or its short form. */
function isBlank(gap: string): boolean {
  return gap === ' ' || gap === '. '
}

/** A word of a name, and not only of a kind of street. */
function hasName(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++)
    if (sizeOf(words, at) > 2 && (isCapital(words, at) || isSmall(words, at)) && !(KINDS_BEHIND.has(words, at) && at > first)) return true
  return false
}

/** What its words say of a street; undefined where one says that it is none. */
function oddsOf(words: Words, first: number, last: number): number | undefined {
  let odds = 0
  for (let at = first; at <= last; at++) {
    if (at > first && at === last && KINDS_BEHIND.has(words, at) || at === first && last > first && KINDS_BEFORE.has(words, at)) {
      odds += ODDS.kind
      continue
    }
    const lists = words.lists(at)
    const isName = (lists & (LIST.surname | LIST.given | LIST.place)) !== 0
    if ((lists & NO_STREET) !== 0 && (!isName || words.frequency(at, 'common') > 1)) return undefined
    if (words.shape(at) === SHAPE.upper && sizeOf(words, at) > 2 && lists !== 0 && !isName) odds += ODDS.word
    if (words.frequency(at, 'common') > COMMON_MAX && isCapital(words, at)) odds += ODDS.word
    if (lists === 0 && sizeOf(words, at) > 5 && KIND_ENDING.test(words.lower(at))) odds += ODDS.ending
  }
  return odds
}

/** Apt. 12, Suite 4B, Bloc 3: the last word of it, or the word before where there is none. */
function readUnit(words: Words, last: number): number {
  const unit = last + 1
  if (
    unit + 1 >= words.count ||
    !/^\.?,?[\s>]{1,3}$/.test(words.gap(last)) ||
    !UNITS.has(words, unit) ||
    !/^\.? ?#?$/.test(words.gap(unit))
  )
    return last
  const shape = words.shape(unit + 1)
  return shape === SHAPE.digits && sizeOf(words, unit + 1) <= 5 || shape === SHAPE.code && sizeOf(words, unit + 1) <= 4 ? unit + 1 : last
}
