import { foldName, MONTHS } from '../../src/contract/calendar-names.ts'
import type { Candidate } from '../../src/contract/detector.ts'
import { EUROPEAN_MONTH_NAMES } from '../../src/contract/european-months.ts'
import { foldLetters } from '../../src/contract/look-alikes.ts'
import { OTHER_MONTH_NAMES, THAI_MONTH_NAMES } from '../../src/contract/other-months.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'

/** A capital may fold to another letter than a small one does: Greek M to m, but not its small letter. */
function spellings(name: string): string[] {
  return [name, name.charAt(0).toUpperCase() + name.slice(1), name.toUpperCase()].map((one) => foldLetters(one).toLowerCase())
}

/** Names that `date-written` reads already. */
const ELSEWHERE = new Set(MONTHS.flatMap(({ names }) => names.map(foldName)))
const THAI = new Set(THAI_MONTH_NAMES.map(foldLetters))
const NAMES = new Set(
  [...EUROPEAN_MONTH_NAMES, ...OTHER_MONTH_NAMES, ...THAI_MONTH_NAMES].flatMap(spellings).filter((name) => !ELSEWHERE.has(name)),
)
/** The second words of names of two: كانون الثاني. */
const SECONDS = new Set([...NAMES].filter((name) => name.includes(' ')).map((name) => name.slice(name.indexOf(' ') + 1)))
const ROMAN = new Set(['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'])
/** A shorter name without a day is a word of some other language. */
const ALONE_SIZE_MIN = 5
const PRIORS = { day: 0.96, month: 0.85, roman: 0.85, yearless: 0.9 } as const
/** What stands before a day: on the, from the, until the. */
const ON = new Set([
  'am', 'vom', 'zum', 'bis', 'seit', 'dem', 'den', 'd', 'op', 'van', 'tot', 'sinds', 'vanaf', 'dnia', 'dnem', 'dne', 'od', 'do', 'du', 'au',
  'le', 'naar', 'voor', 'maandag', 'dinsdag', 'woensdag', 'donderdag', 'vrijdag', 'zaterdag', 'zondag', 'poniedzialek', 'wtorek', 'srode',
  'sroda', 'czwartek', 'piatek', 'sobote', 'sobota', 'niedziele', 'niedziela',
  ...['с', 'от', 'до', 'по', 'від', 'στις', 'έως'].map(foldLetters),
])
/** A shorter one may be another word where no year and no such word stands by it. */
const YEARLESS_SIZE_MIN = 5
/** A shorter name of a month outside Europe is a word as well. */
const OTHER_SIZE_MIN = 4
/** Of languages in other letters: they are no words of ours, unless they look like one. */
const NAMES_ELSEWHERE = new Set(
  [...EUROPEAN_MONTH_NAMES, ...OTHER_MONTH_NAMES.filter((name) => name.length >= OTHER_SIZE_MIN), ...THAI_MONTH_NAMES]
    .filter((name) => !/\p{Script=Latin}/u.test(name))
    .flatMap(spellings)
    .filter((name) => name.length >= YEARLESS_SIZE_MIN || /[^a-z]/.test(name)),
)
/** A month that is one of these as well takes such a word before its day. */
const MEANS_MORE = LIST.given | LIST.surname | LIST.common | LIST.clinical | LIST.place

const JOINTS = new Set(['de', 'del', 'da', 'do', 'di'])
/** What stands behind the number of a day: 14-го, 14ο, 14e, 14er. */
const ORDINALS = new Set([foldLetters('го'), 'e', 'o', 'a', 'er', 'de', 'ht'])
/** Between the year and the month in Lithuanian and Latvian: 1962 m. kovo 14 d., 1962. gada 14. marts. */
const OF_YEAR = new Set(['m', 'gada'])
const GAP = /^[ .,/-]{1,3}$/
const GAP_DAY = /^\.? ?$|^\. $/
const GAP_TIGHT = /^(?:\. ?|-|\/)$/

/** A date that has its year at this word, of four digits; undefined where there is none. */
export function europeanDate(words: Words, year: number): Candidate | undefined {
  const found =
    (year > 0 && words.shape(year - 1) < SHAPE.digits ? endingWith(words, year) : undefined) ??
    (isName(words, year + 1) ? startingWith(words, year) : undefined)
  if (found === undefined) return undefined
  return /^(?:1[89]|20)/.test(words.word(year)) || /^2[45]/.test(words.word(year)) && THAI.has(words.lower(year - 1)) ? found : undefined
}

/** The day and the month of a date without a year, at the number of the day: 4 maja, den 2 februari, 2. maaliskuuta. */
export function yearlessDate(words: Words, day: number): Candidate | undefined {
  if (day + 1 >= words.count || words.shape(day + 1) >= SHAPE.digits) return undefined
  const name = ORDINALS.has(words.lower(day + 1)) ? day + 2 : day + 1
  if (
    name >= words.count ||
    words.shape(name) >= SHAPE.digits ||
    !GAP_DAY.test(words.gap(name - 1)) ||
    !NAMES.has(words.lower(name)) ||
    !isDay(words, day)
  )
    return undefined
  const isTold = day > 0 && ON.has(words.lower(day - 1))
  const isSure =
    NAMES_ELSEWHERE.has(words.lower(name)) ||
    (words.end(name) - words.start(name) >= YEARLESS_SIZE_MIN && !words.is(MEANS_MORE, name) && words.frequency(name, 'foreign') === 0)
  return isTold || isSure ? { first: day, last: name, prior: PRIORS.yearless, why: 'a day and the name of a month' } : undefined
}

function isName(words: Words, at: number): boolean {
  return at + 1 < words.count && words.shape(at) < SHAPE.digits && (NAMES.has(words.lower(at)) || OF_YEAR.has(words.lower(at)))
}

/** 14 марта 1962, 14 de març de 1962, 14.III.1962, styczeń 2019 */
function endingWith(words: Words, year: number): Candidate | undefined {
  const right = leftOf(words, year)
  if (right < 0) return undefined
  const isSecond = right > 0 && SECONDS.has(words.lower(right)) && words.gap(right - 1) === ' '
  const name = isSecond ? right - 1 : right
  const word = isSecond ? `${words.lower(name)} ${words.lower(right)}` : words.lower(name)
  const isRoman = ROMAN.has(word) && words.shape(name) !== SHAPE.lower
  const month = word.startsWith("d'") ? word.slice(2) : word
  if (!isRoman && !NAMES.has(month) && (month === word || !ELSEWHERE.has(month))) return undefined
  if (!GAP.test(words.gap(right))) return undefined
  const day = dayBefore(words, name)
  if (isRoman)
    return day < 0 || !isRomanMonth(words, day, name, month)
      ? undefined
      : { first: day, last: year, prior: PRIORS.roman, why: 'a day, a month in Roman numbers and a year' }
  if (day >= 0) return { first: day, last: year, prior: PRIORS.day, why: 'a day, the name of a month and a year' }
  return month.length < ALONE_SIZE_MIN ? undefined : { first: name, last: year, prior: PRIORS.month, why: 'the name of a month and a year' }
}

/** I, V and X are letters too, unless nothing but a point, hyphen or stroke or a word that says so stands around them. */
function isRomanMonth(words: Words, day: number, name: number, month: string): boolean {
  return (
    words.gap(name) === words.gap(day) &&
    (month.length > 1 || GAP_TIGHT.test(words.gap(name)) || /^r\b/.test(words.lower(name + 2 < words.count ? name + 2 : name)))
  )
}

/** 1962. március 14, 1962 m. kovo 14 */
function startingWith(words: Words, year: number): Candidate | undefined {
  let name = year + 1
  if (name < words.count && OF_YEAR.has(words.lower(name))) name++
  const day = name + 1
  if (day >= words.count || !GAP.test(words.gap(year)) || !GAP.test(words.gap(name)) || !NAMES.has(words.lower(name)) || !isDay(words, day))
    return undefined
  return { first: year, last: day, prior: PRIORS.day, why: 'a year, the name of a month and a day' }
}

/** The word before this one and before a `de` between them; -1 where something else lies between. */
function leftOf(words: Words, index: number): number {
  let at = index - 1
  if (
    at > 0 &&
    words.shape(at) === SHAPE.lower &&
    words.end(at) - words.start(at) < 4 &&
    JOINTS.has(words.lower(at)) &&
    GAP.test(words.gap(at))
  )
    at--
  return at < 0 ? -1 : at
}

/** The day before the name of a month, -1 where there is none. */
function dayBefore(words: Words, name: number): number {
  let at = leftOf(words, name)
  if (at < 0 || !GAP.test(words.gap(at))) return -1
  if (at > 0 && ORDINALS.has(words.lower(at))) at--
  return at >= 0 && isDay(words, at) ? at : -1
}

function isDay(words: Words, at: number): boolean {
  const shape = words.shape(at)
  if (shape === SHAPE.digits) return words.end(at) - words.start(at) <= 2 && isOfMonth(words.lower(at))
  if (shape !== SHAPE.code) return false
  const [, digits, ordinal = ''] = /^(\d{1,2})([^\d]{0,4})$/.exec(words.lower(at)) ?? []
  return digits !== undefined && isOfMonth(digits) && (ordinal === '' || ORDINALS.has(ordinal))
}

function isOfMonth(digits: string): boolean {
  const day = Number(digits)
  return day >= 1 && day <= 31
}
