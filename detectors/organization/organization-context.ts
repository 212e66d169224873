import { endsLikeSurname } from '../../src/contract/surname-endings.ts'
import { WordMap } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isJoined } from '../person/name-run.ts'
import { NAMES, otherwise, probabilityOf, surnameWeight } from '../person/name-weight.ts'
import { isCapital, isGenitive, isInitial } from '../word-shape.ts'

/** What the words around a name say of it. */
export interface Surrounding {
  /** log10 odds that it is an organization, before its own words are looked at. */
  readonly odds: number
  /** What its own words must weigh more than, log10; undefined where they do not matter. */
  readonly weightMin: number | undefined
  readonly why: string
}

/** And, in the languages of firms. */
const JOINING = /^(?:and|y|e|und|et|en|och|og)$/
/** Several ordinary words with capitals are a name where it is said what they name. */
const GENERIC_MIN = -2.5
const ADDRESS: Surrounding = { odds: 1.2, weightMin: undefined, why: 'whose address is told' }
const OFFICE: Surrounding = { odds: 0.2, weightMin: 0, why: 'a name after an office and "of"' }
const KIND: Surrounding = { odds: 0.6, weightMin: 0, why: 'what it is said to be' }
const KIND_OF_MANY: Surrounding = { ...KIND, weightMin: GENERIC_MIN }
const BELONGING: Surrounding = { odds: 0.4, weightMin: 0, why: 'a name before what an organization has' }
const BELONGING_OF_MANY: Surrounding = { ...BELONGING, weightMin: -1.2 }
const DEED: Surrounding = { odds: 0.2, weightMin: 0, why: 'a name that does what organizations do' }
const DEED_OF_MANY: Surrounding = { ...DEED, weightMin: -1.2 }
const COLLEAGUE: Surrounding = { odds: 0, weightMin: 0, why: 'a name after a person and a preposition' }
const COLLEAGUE_OF_MANY: Surrounding = { ...COLLEAGUE, odds: 0.1, weightMin: -0.3 }
const ORDERED: Surrounding = { odds: 0.1, weightMin: -0.6, why: 'a name for which something was made' }
const SUPPORT_OF_MANY: Surrounding = { odds: 0.1, weightMin: -1.2, why: 'names after a word for support' }
const SUPPORT: Surrounding = { odds: -0.4, weightMin: 0, why: 'a name after a word for support' }
const BLOCK: Surrounding = { odds: 0.2, weightMin: 0, why: 'a line above an address' }
/** A heading above figures is made of terms: Lab Results. */
const BLOCK_OF_MANY: Surrounding = { ...BLOCK, weightMin: -1.6 }
const PARTNERS_ODDS = 0.5

/** What an organization is said to be: Halvard is a Danish investment bank. */
const KINDS = new Set(
  `company firm bank corporation nonprofit startup organization organisation agency manufacturer retailer insurer publisher airline
  airlines charity multinational conglomerate
  business enterprise brokerage consultancy supplier vendor contractor employer 501 nonprofit foundation empresa compania banco
  unternehmen firma entreprise societe`.split(
    /\s+/,
  ),
)
const KIND_WORDS_MAX = 5
const COPULAS = ['is', 'was', 'es', 'era', 'ist', 'est'] as const
const ARTICLES = new Set(['a', 'an', 'the', 'un', 'una', 'ein', 'eine', 'une'])
/** Who is at the head of one, or belongs to it. */
const OFFICES = new Set([
  'ceo', 'cfo', 'cto', 'coo', 'president', 'founder', 'cofounder', 'chairman', 'chairwoman', 'owner', 'employee', 'employees',
  'headquarters', 'offices', 'subsidiary', 'shareholder', 'shareholders', 'gerente', 'empleado', 'empleada',
])
/** What an organization has. */
const BELONGINGS = ['website', 'homepage', 'headquarters', 'subsidiary', 'shareholders'] as const
/** What organizations do and people hardly ever. */
const DEEDS = ['invested', 'employs', 'manufactures', 'outsourced'] as const
const SUPPORTERS = ['support', 'join', 'joined', 'joining', 'founded', 'cofounded'] as const
const GIVEN_MIN = 1

const AFTER = new WordMap<'copula' | 'belonging' | 'deed'>([
  ...COPULAS.map((word) => [word, 'copula'] as const),
  ...BELONGINGS.map((word) => [word, 'belonging'] as const),
  ...DEEDS.map((word) => [word, 'deed'] as const),
])
const BEFORE = new WordMap<'of' | 'from' | 'support' | 'made'>([
  ['of', 'of'] as const,
  ['from', 'from'] as const,
  ['for', 'made'] as const,
  ...SUPPORTERS.map((word) => [word, 'support'] as const),
])

/** What stands around words `first` to `last` and speaks for an organization; undefined where nothing does. */
export function around(words: Words, first: number, last: number): Surrounding | undefined {
  const behind = words.gap(last)
  const after =
    behind === ' ' && last + 1 < words.count && words.shape(last + 1) === SHAPE.lower && !isMiddling(sizeOf(words, last + 1))
      ? AFTER.get(words, last + 1)
      : undefined
  const before =
    first > 0 &&
    words.shape(first - 1) === SHAPE.lower &&
    words.gap(first - 1) === ' ' &&
    (sizeOf(words, first - 1) !== 3 || (first > 1 && sizeOf(words, first - 2) > MADE_SIZE_MIN))
      ? BEFORE.get(words, first - 1)
      : undefined
  if (before === 'of') {
    const noun = first > 1 && words.gap(first - 2) === ' ' ? words.lower(first - 2) : ''
    if (noun === 'address' && after === 'copula') return ADDRESS
    if (OFFICES.has(noun)) return OFFICE
    if (isPersonBefore(words, first - 1)) return last > first ? COLLEAGUE_OF_MANY : COLLEAGUE
  }
  if (after === 'copula' && isKindOf(words, last + 2)) return last > first ? KIND_OF_MANY : KIND
  if (after === 'belonging') return last > first ? BELONGING_OF_MANY : BELONGING
  if (after === 'deed') return last > first ? DEED_OF_MANY : DEED
  if (before !== undefined) {
    if (before === 'support')
      return last - first >= MANY - 1 && areCapital(words, first, last)
        ? SUPPORT_OF_MANY
        : isUnknown(words, first, last)
          ? SUPPORT
          : undefined
    if (before === 'made')
      return first > 1 && words.gap(first - 2) === ' ' && MADE.has(words.lower(first - 2)) && areCapital(words, first, last)
        ? ORDERED
        : undefined
    return isPersonBefore(words, first - 1) ? (last > first ? COLLEAGUE_OF_MANY : COLLEAGUE) : undefined
  }
  return behind !== ' ' && behind.includes('\n') && isLineOfAddress(words, first, last)
    ? last > first && hasLongHouse(words, last)
      ? BLOCK_OF_MANY
      : BLOCK
    : undefined
}

/** What is told of a pair of names as of one: Prieto and Valmayor invested. */
const OF_PAIRS: ReadonlySet<Surrounding> = new Set([
  ADDRESS, KIND_OF_MANY, BELONGING_OF_MANY, DEED_OF_MANY, BLOCK_OF_MANY, BLOCK, COLLEAGUE_OF_MANY, SUPPORT_OF_MANY,
])

/** The last of two names joined by `and` or a dash that are told to be one organization; undefined where nothing tells it. */
export function pairTold(words: Words, first: number, last: number): { readonly last: number; readonly told: Surrounding } | undefined {
  const end = words.gap(last) === ' - ' ? last + 1 : last + 2
  if (end >= words.count || !isCapital(words, end)) return undefined
  if (
    end === last + 1
      ? !isSurname(words, last) && !isSurname(words, end)
      : sizeOf(words, last + 1) > 3 || words.gap(last) !== ' ' || words.gap(last + 1) !== ' ' || !JOINING.test(words.lower(last + 1))
  )
    return undefined
  const told = around(words, first, end)
  return told === undefined || !OF_PAIRS.has(told) ? undefined : { last: end, told }
}

/** Three words and more with capitals are one name. */
const MANY = 3
/** What is made to order. */
const MADE = new Set([
  'recorded', 'produced', 'built', 'filmed', 'commissioned', 'published', 'lobbied', 'freelanced', 'consults', 'consulted', 'volunteers',
  'volunteered',
])

const MADE_SIZE_MIN = 4

function areCapital(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (words.shape(at) !== SHAPE.capital || (words.lists(at) & LIST.title) !== 0) return false
  return true
}

const LONG_HOUSE_DIGITS = 3

/** A house number below that is no dose and no time: 3412 Orchard Lane. */
function hasLongHouse(words: Words, last: number): boolean {
  for (let at = last + 1; at < Math.min(words.count, last + 2 + LINE_WORDS_MAX); at++)
    if (words.shape(at) === SHAPE.digits) return sizeOf(words, at) >= LONG_HOUSE_DIGITS
  return false
}

/** No word behind a name that tells has so many letters, and most words have. */
function isMiddling(size: number): boolean {
  return size > 3 && size < 7
}

/** `a Danish investment bank`, `a charity` */
function isKindOf(words: Words, article: number): boolean {
  if (article >= words.count || !ARTICLES.has(words.lower(article))) return false
  for (let at = article + 1; at < words.count && at <= article + KIND_WORDS_MAX; at++) {
    if (words.gap(at - 1) !== ' ' && words.gap(at - 1) !== '-') return false
    if (KINDS.has(words.lower(at))) return true
  }
  return false
}

/** A forename that is nothing else and a surname before a word, an initial between them or not. */
function isPersonBefore(words: Words, end: number): boolean {
  const surname = end - 1
  // Anna P. from
  if (surname > 0 && isInitial(words, surname) && words.gap(surname) === '. ')
    return words.gap(surname - 1) === ' ' && mayBeGiven(words, surname - 1)
  if (surname < 1 || words.shape(surname) !== SHAPE.capital || words.gap(surname) !== ' ' || !isJoined(words, surname - 1)) return false
  const given = isInitial(words, surname - 1) ? surname - 2 : surname - 1
  return (
    given >= 0 &&
    isJoined(words, given) &&
    (isGiven(words, given) ||
      (words.lists(given) === 0 &&
        isCapital(words, given) &&
        (isSurname(words, surname) || (words.lists(surname) === 0 && endsLikeSurname(words.lower(surname))))))
  )
}

function mayBeGiven(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.capital &&
    (words.lists(at) === 0 || ((words.lists(at) & NAMES) !== 0 && otherwise(words, at) <= PARTNER_OTHERWISE_MAX))
  )
}

function isGiven(words: Words, at: number): boolean {
  return isCapital(words, at) && words.frequency(at, 'given') >= GIVEN_MIN && words.frequency(at, 'given') > otherwise(words, at)
}

function isUnknown(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if (words.lists(at) !== 0 || words.shape(at) === SHAPE.upper) return false
  return true
}

const LINE_END = /^[ \r,]*\n[>\s]*$/
const HOUSE_DIGITS_MIN = 2
const LINE_WORDS_MAX = 4
/** How addresses of the forces begin (USPS Publication 28, section 25). */
const MILITARY = new Set(['psc', 'unit', 'cmr', 'uss', 'usns', 'uscgc'])

/** A name alone on its line, over one that starts with a house number or with one more name between, and no heading over a list. */
function isLineOfAddress(words: Words, first: number, last: number): boolean {
  if ((first > 0 && !LINE_END.test(words.gap(first - 1))) || !LINE_END.test(words.gap(last))) return false
  return startsAddress(words, last + 1) || startsAddress(words, lineEnd(words, last + 1) + 1)
}

/** The last word of a line of nothing but capitals, or the end of the words. */
function lineEnd(words: Words, first: number): number {
  for (let at = first; at < words.count && at - first < LINE_WORDS_MAX && isCapital(words, at); at++) {
    if (LINE_END.test(words.gap(at))) return at
    if (!isJoined(words, at)) break
  }
  return words.count
}

function startsAddress(words: Words, house: number): boolean {
  if (house + 1 >= words.count || words.gap(house) !== ' ') return false
  if (words.shape(house) !== SHAPE.digits)
    return words.shape(house + 1) === SHAPE.digits && MILITARY.has(words.lower(house)) && isCapital(words, house)
  return (
    sizeOf(words, house) >= HOUSE_DIGITS_MIN &&
    (isCapital(words, house + 1) || words.shape(house + 1) === SHAPE.digits || words.gap(house + 1).startsWith('.'))
  )
}

/** `Fletcher, Ramos and Whitaker`: three surnames in a row, as partners of a firm; the last word, or -1. */
export function partnersEnd(words: Words, first: number): number {
  const [second, and, third] = [first + 1, first + 2, first + 3]
  if (third >= words.count || words.gap(first) !== ', ' || words.gap(second) !== ' ' || words.gap(and) !== ' ') return -1
  if (!JOINING.test(words.lower(and)) || !arePartners(words, [first, second, third])) return -1
  // Others go on, or stand before: a list of people or places.
  if (isGenitive(words, third) && !(first > 0 && words.gap(first - 1) === ', ' && words.lists(first - 1) === 0)) return third
  return (first > 0 && words.gap(first - 1) === ', ') ||
    (isCapital(words, third + 1 < words.count ? third + 1 : third) && third + 1 < words.count && words.gap(third) === ' ')
    ? -1
    : third
}

const PARTNER_OTHERWISE_MAX = 1.6

/** Surnames, or words that nobody knows beside one at least. */
function arePartners(words: Words, all: readonly number[]): boolean {
  let surnames = 0
  for (const at of all) {
    if (isSurname(words, at)) surnames++
    else if (
      words.shape(at) !== SHAPE.capital ||
      (words.lists(at) !== 0 &&
        ((words.lists(at) & NAMES) === 0 ||
          (words.lists(at) & (LIST.eponym | LIST.clinical)) !== 0 ||
          otherwise(words, at) > PARTNER_OTHERWISE_MAX))
    )
      return false
  }
  return surnames > 0
}

function isSurname(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.capital &&
    (words.lists(at) & NAMES) !== 0 &&
    (words.lists(at) & (LIST.eponym | LIST.clinical)) === 0 &&
    surnameWeight(words, at) > 0.5 &&
    words.frequency(at, 'surname') >= words.frequency(at, 'given')
  )
}

export const PARTNERS_PRIOR = probabilityOf(PARTNERS_ODDS)
