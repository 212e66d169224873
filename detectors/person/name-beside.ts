import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { NAMES, otherwise } from './name-weight.ts'
import { isCapital, isInitial, startsSentence } from '../word-shape.ts'

/** log10 odds that a word or two are a name by what stands right beside them. */
const ODDS = {
  aged: 1.2, agedAndSex: 1.4, agedInCommas: 0.5, agedAlone: 2.1, dialled: 1.3, signed: 1.8, listed: 0.9, appended: 1.9,
} as const
/** The same of a single word, which may be many other things. */
const SINGLE_AGED = 0.5

/** What an age or a telephone number behind words, a dash of a signature or a name before them says for their being a name, log10. */
export function oddsBeside(words: Words, first: number, last: number): number {
  const next = last + 1
  if (isAppended(words, first, last)) return ODDS.appended
  if (isWithKin(words, last)) return ODDS.aged
  if (next >= words.count) {
    if (isSigned(words, first, last) || isLastWord(words, first, last)) return ODDS.signed
  } else if (words.shape(next) >= SHAPE.digits) {
    const aged = agedOdds(words, last)
    if (aged === ODDS.agedAndSex && last === first && isHeading(words, first)) return ODDS.agedAlone
    if (aged > 0) return last > first || aged === ODDS.agedAndSex ? aged : Math.min(aged, SINGLE_AGED)
    if (isDialled(words, next)) return ODDS.dialled
  } else if (isAgeTold(words, last)) return last > first ? ODDS.aged : SINGLE_AGED + 0.5
  else if (
    next + 1 < words.count &&
    words.shape(next + 1) === SHAPE.digits &&
    sizeOf(words, next) <= AT_SIZE_MAX &&
    words.gap(last) === ' ' &&
    AT.has(words.lower(next)) &&
    isDialled(words, next + 1)
  )
    return ODDS.dialled
  return last > first && isListed(words, first) ? ODDS.listed : 0
}

/** Gupta 52/M from, Harpreet, 33F, seen: a name that opens a line or the text, or has its comma, and no instrument. */
function isHeading(words: Words, at: number): boolean {
  if ((words.lists(at) & NAMES) === 0 || (words.lists(at) & NO_PERSON) !== 0 || otherwise(words, at) > OTHERWISE_MAX) return false
  return words.gap(at) === ', ' || opensLine(words, at) || startsSentence(words, at) && words.gap(at + 1) === '/'
}

const NO_PERSON = LIST.clinical | LIST.eponym | LIST.organization | LIST.title | LIST.calendar | LIST.relative | LIST.profession

function opensLine(words: Words, at: number): boolean {
  return at === 0 || words.gap(at - 1).includes('\n')
}

/** Anna, age 77 */
function isAgeTold(words: Words, last: number): boolean {
  const label = last + 1
  return (
    label + 1 < words.count &&
    words.gap(last) === ', ' &&
    words.shape(label + 1) === SHAPE.digits &&
    sizeOf(words, label + 1) <= 3 &&
    sizeOf(words, label) <= 4 &&
    /^aged?$/.test(words.lower(label))
  )
}

/** Subramaniam and his sister-in-law */
function isWithKin(words: Words, last: number): boolean {
  const kin = last + 3
  return (
    kin < words.count && words.gap(last) === ' ' && words.lower(last + 1) === 'and' && /^(?:his|her|their)$/.test(words.lower(last + 2)) &&
    (words.lists(kin) & LIST.relative) !== 0
  )
}

const PERSONS = new Set([
  'male', 'female', 'man', 'woman', 'boy', 'girl', 'patient', 'pt', 'gentleman', 'lady', 'varon', 'mujer', 'paciente',
])
const PERSONS_SIZE_MAX = 9
/** Behind a number, before a name in brackets. */
const AGED = new Set(['anos', 'old', 'yo', 'jahre', 'ans', 'anni'])

/** a 20-year-old woman, Kowalski, seen */
function isAppended(words: Words, first: number, last: number): boolean {
  if (
    first > 0 &&
    words.gap(first - 1) === ' (' &&
    words.gap(last).startsWith(')') &&
    words.shape(first - 1) === SHAPE.lower &&
    (PERSONS.has(words.lower(first - 1)) || AGED.has(words.lower(first - 1)))
  )
    return last > first || (words.lists(last) & ~(NAMES | LIST.place)) === 0 && words.frequency(last, 'given') >= GIVEN_MIN
  if (first === 0 || words.gap(first - 1) !== ', ' || words.shape(first - 1) !== SHAPE.lower || sizeOf(words, first - 1) > PERSONS_SIZE_MAX)
    return false
  return /^\.?,/.test(words.gap(last)) && PERSONS.has(words.lower(first - 1))
}

/** A forename alone in brackets is as frequent as this, log10 per million. */
const GIVEN_MIN = 0.8
const AGE_GAP = /^(?: {1,3}|\t|, | - | \()$/
const AGE_MAX = 120
const YEARS = new Set(['y', 'yo', 'yr', 'yrs', 'year', 'years', 'jahre', 'jahr', 'ans', 'anos', 'anni'])
const AGE_AND_SEX = /^\d{1,3}(?:yo?[mf]?|[mfwj])$/

/** Anna Kowalski 54 y/o, KOWALSKI ANNA 54F; Anna Kowalski, 54, of */
function agedOdds(words: Words, last: number): number {
  const age = last + 1
  if (sizeOf(words, age) > 5) return 0
  const gap = words.gap(last)
  if (!AGE_GAP.test(gap)) return 0
  if (words.shape(age) === SHAPE.code)
    return AGE_AND_SEX.test(words.lower(age)) ? (isCatheter(words.lower(age)) && !isHeading(words, last) ? ODDS.aged : ODDS.agedAndSex) : 0
  if (sizeOf(words, age) > 3 || Number(words.word(age)) > AGE_MAX) return 0
  if (isSex(words, age + 1) && (words.gap(age) === '/' || words.gap(age) === ' ' && opensLine(words, last))) return ODDS.agedAndSex
  if (gap === ', ' && words.gap(age).startsWith(', ')) return ODDS.agedInCommas
  return age + 1 < words.count && words.gap(age).length <= 1 && YEARS.has(words.lower(age + 1)) ? ODDS.aged : 0
}

/** The M of 52/M, and of no ratio. */
function isSex(words: Words, at: number): boolean {
  return at < words.count && sizeOf(words, at) === 1 && /^[mf]$/.test(words.lower(at)) && /^[ ,.;)\n]|^$/.test(words.gap(at))
}

/** 16F is a size in French, of catheters up to 36. */
function isCatheter(lower: string): boolean {
  return lower.endsWith('f') && Number.parseInt(lower, 10) <= FRENCH_MAX
}

const FRENCH_MAX = 36
const DIGITS_MIN = 9
const DIGITS_MAX = 13
const NUMBER_WORDS_MAX = 6
const DIAL_GAP = /^(?: {1,3}|\t|: ?| - |, ?| \(?|\()\+?\(?$/
const AT = new Set(['at', 'on', 'al', 'au', 'unter', 'tel', 'cell', 'mobile', 'ph', 'phone', 'no', 'en', 'em'])

const AT_SIZE_MAX = 6

/** Anna 617 555 0182, Anna at (617) 555-0182: the number starts here. */
function isDialled(words: Words, at: number): boolean {
  const before = words.gap(at - 1)
  // Behind a colon, only what is a forename: Tlf: 918
  if (words.shape(at) !== SHAPE.digits || !DIAL_GAP.test(before) || (before.startsWith(':') && (words.lists(at - 1) & LIST.given) === 0))
    return false
  let digits = 0
  for (let end = at; end < words.count && end - at < NUMBER_WORDS_MAX && words.shape(end) === SHAPE.digits && digits <= DIGITS_MAX; end++) {
    digits += sizeOf(words, end)
    if (words.gap(end).length > 2 || !/^[ ()./-]*$/.test(words.gap(end))) break
  }
  return digits >= DIGITS_MIN && digits <= DIGITS_MAX
}

const LINES_BACK = 40
const LAST_LINE = /^[.]?\s*$/

/** `- J. Kowalski` or `-- Anna` in the last line of a text that has no list: whoever wrote it. */
function isSigned(words: Words, first: number, last: number): boolean {
  if (!LAST_LINE.test(words.gap(last)) || !/(?:^|[\s.!?])-{1,2} ?$/.test(words.gap(first - 1)) || areTerms(words, first, last)) return false
  for (let at = first - 1; at >= 0 && first - at < LINES_BACK; at--) if (/(?:^|\s)[-*] ?$/.test(words.gap(at - 1))) return false
  return true
}

const SIGNER_SURPLUS_MIN = 0.75

/** `Script sent. Bev` at the end of a message: a forename that is hardly anything else is all that its last sentence has. */
function isLastWord(words: Words, first: number, last: number): boolean {
  return (
    first === last &&
    first > 1 &&
    LAST_LINE.test(words.gap(last)) &&
    /^[.!?)] {1,2}$|^[.!?,]?[ \r]*\n\s*$/.test(words.gap(first - 1)) &&
    words.shape(last) === SHAPE.capital &&
    !isInitial(words, first - 1) &&
    (words.lists(last) & ~(NAMES | LIST.place | LIST.common)) === 0 &&
    words.frequency(last, 'given') - otherwise(words, last) >= SIGNER_SURPLUS_MIN &&
    words.frequency(last, 'given') >= words.frequency(last, 'surname')
  )
}

/** `-- Lung Cancer`: an item of a code system or a list. */
function areTerms(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if ((words.lists(at) & LIST.clinical) === 0) return false
  return true
}

const OTHERWISE_MAX = 1.1

/** Anna Kowalski / Karen Prieto; Anna Kowalski; Karen Prieto */
function isListed(words: Words, first: number): boolean {
  return (
    first > 1 &&
    /^(?: ?\/ ?|; ?| & )$/.test(words.gap(first - 1)) &&
    isName(words, first - 1) &&
    (isName(words, first - 2) || isInitial(words, first - 2))
  )
}

function isName(words: Words, at: number): boolean {
  return (
    (isCapital(words, at) || (words.shape(at) === SHAPE.lower && words.frequency(at, 'common') === 0)) &&
    (words.lists(at) & NAMES) !== 0 &&
    otherwise(words, at) <= OTHERWISE_MAX
  )
}
