import { BEHIND_PLACE, STATE_CODES } from '../../src/contract/place-words.ts'
import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isBehindBuilding } from './behind-building.ts'
import { JOINTS, SHORT } from './place-words.ts'
import { isToldBefore, isToldBehind } from './told-place.ts'
import { isPersonFrom, RESIDING, residingBefore } from './residing.ts'

/** How well what stands around a name speaks for a place; 0 not at all. The priors of place-name are by these. */
export const WEAK = 1
const MIDDLING = 2
/** Hardly leaves anything else. */
export const STRONG = 3
/** A phrase of residing. */
export const RESIDES = 4
/** Behind a date of birth. */
const BORN = 5
/** The sentence says that it is a town. */
const TOLD = 6

/** By the word before. */
const BEFORE = new WordMap(
  Object.entries({
    in: STRONG,
    near: STRONG,
    outside: STRONG,
    visiting: STRONG,
    toured: STRONG,
    residente: STRONG,
    from: MIDDLING,
    at: MIDDLING,
    to: MIDDLING,
    our: MIDDLING,
    en: MIDDLING,
    desde: MIDDLING,
    around: MIDDLING,
    through: MIDDLING,
    em: MIDDLING,
    visited: MIDDLING,
    arrived: MIDDLING,
    the: WEAK,
    of: WEAK,
    de: WEAK,
    a: WEAK,
    and: WEAK,
    via: WEAK,
    hasta: WEAK,
  }),
)
const ARTICLES = new WordSet(['the', 'la', 'el'])
/** What stands behind the name of a place: our Tampa office. */
export const AFTER = new WordSet([
  'clinic', 'office', 'hospital', 'campus', 'branch', 'location', 'area', 'suburb', 'suburbs', 'native', 'resident', 'site', 'facility',
  'center', 'va', 'airport', 'metro', 'region', 'neighborhood', 'practice', 'med', 'er', 'ed', 'branch', 'rehab',
])

/** As phrases of residing, but not before a word in capitals, which may be a ward: moved to MICU. */
const MOVING = new Set(['moved to', 'moved from', 'moving to', 'moving from', 'move to'])
/** After these a ward may stand too. */
const MOVED = new Set([
  'procede de', 'procedente de', 'trasladado a', 'trasladada a', 'come from', 'comes from', 'came from', 'back to', 'lives near',
  'llegado a', 'llegada a', 'transfere a', 'transferee a', 'verlegt nach',
])
export const MOVE_WORDS = new WordSet([...MOVED, ...MOVING].map((phrase) => phrase.slice(phrase.indexOf(' ') + 1)))

/** Vecina de, Procede de: what lies behind is the place. */
export function opensPhrase(words: Words, at: number): boolean {
  if (
    at + 1 >= words.count ||
    words.end(at + 1) - words.start(at + 1) !== 2 ||
    words.shape(at + 1) > SHAPE.upper ||
    !JOINTS.has(words, at + 1)
  )
    return false
  const phrase = `${words.lower(at)} ${words.lower(at + 1)}`
  return RESIDING.has(phrase) || MOVED.has(phrase)
}

/** Two letters of a state behind the comma of a town, country or bracket beside it, a postal code before it: what patterns tell by capitals. */
export function besideRewritten(words: Words, first: number, last: number): number {
  const next = last + 1
  const gap = words.gap(last)
  if (next < words.count && (words.lists(next) & LIST.country) !== 0 && /^[.,]? ?\(?$/.test(gap)) return STRONG
  if (
    next < words.count &&
    gap === ', ' &&
    words.end(next) - words.start(next) === 2 &&
    STATE_CODES.has(words.lower(next)) &&
    words.gap(next) !== ' '
  )
    return STRONG
  if (first === 0) return 0
  const behind = words.gap(first - 1)
  if (words.shape(first - 1) === SHAPE.digits && words.end(first - 1) - words.start(first - 1) === 5 && /^[.,]? $/.test(behind))
    return STRONG
  return behind.endsWith('(') && gap.startsWith(')') ? WEAK : 0
}

/** Neither a word nor a number that goes with the name stands behind it: in Fernhalla, since; not in Cetaphil lotion. */
export function endsPhrase(words: Words, last: number): boolean {
  return words.end(last) - words.start(last) >= UNKNOWN_SIZE_MIN && words.shape(last) === SHAPE.capital && endsAsPlace(words, last)
}

/** The same of words of whatever length and letters. */
export function endsAsPlace(words: Words, last: number): boolean {
  const next = last + 1
  if (next >= words.count) return true
  const gap = words.gap(last)
  return gap === ' '
    ? words.shape(next) === SHAPE.lower && BEHIND_PLACE.has(words.lower(next))
    : /^[,.;:!?)\n]/.test(gap) && words.shape(next) < SHAPE.digits
}

const UNKNOWN_SIZE_MIN = 5

/** By the words before a name. */
export function strengthBefore(words: Words, first: number): number {
  if (first === 0) return 0
  const gap = words.gap(first - 1)
  const isBehindOrganization = gap === ', ' && (words.lists(first - 1) & LIST.organization) !== 0
  if (isBehindOrganization || (gap === ', ' && (isBehindDoctor(words, first) || isBehindBuilding(words, first)))) return STRONG
  if (gap === ' (')
    return (words.lists(first - 1) & (LIST.place | LIST.clinical | LIST.organization)) === LIST.place &&
      words.shape(first - 1) === SHAPE.capital
      ? MIDDLING
      : 0
  if (gap === ', ') return isListed(words, first) ? MIDDLING : 0
  if (gap !== ' ') return 0
  if (isToldBefore(words, first)) return TOLD
  if (ARTICLES.has(words, first - 1)) {
    const earlier = first > 1 && words.gap(first - 2) === ' ' ? BEFORE.get(words, first - 2) ?? 0 : 0
    return SHORT.has(words, first) ? earlier : Math.min(earlier, WEAK)
  }
  if (MOVE_WORDS.has(words, first - 1) && first > 1 && words.gap(first - 2) === ' ') {
    const phrase = `${words.lower(first - 2)} ${words.lower(first - 1)}`
    if (MOVED.has(phrase)) return STRONG
    if (MOVING.has(phrase)) return RESIDES
  }
  const residing = residingBefore(words, first)
  if (residing !== undefined) return residing === 'born' ? BORN : RESIDES
  const strength = BEFORE.get(words, first - 1) ?? 0
  if (strength === WEAK && isBehindAge(words, first - 1)) return RESIDES
  if (strength === WEAK && words.lower(first - 1) === 'and') return Math.max(WEAK, besideOther(words, first))
  return strength === MIDDLING && words.lower(first - 1) === 'from' && isPersonFrom(words, first - 1) ? STRONG : strength
}

/** Vance, 78, of Toledo */
function isBehindAge(words: Words, of: number): boolean {
  const age = of - 1
  if (age < 1 || words.lower(of) !== 'of' || words.shape(age) !== SHAPE.digits || words.end(age) - words.start(age) > 3) return false
  return words.gap(age) === ', ' && words.gap(age - 1) === ', '
}

const RUN_WORDS_MAX = 3

/** In Toledo and Fernhall: what tells of the first town tells of the second. */
function besideOther(words: Words, first: number): number {
  let at = first - 2
  if (at < 1 || words.gap(at) !== ' ' || words.shape(at) !== SHAPE.capital) return 0
  while (at > 1 && first - at <= RUN_WORDS_MAX && words.gap(at - 1) === ' ' && words.shape(at - 1) === SHAPE.capital) at--
  if (words.gap(at - 1) === ', ') return isListed(words, at) ? MIDDLING : 0
  if (words.shape(at - 1) !== SHAPE.lower) return 0
  const strength =
    isToldBefore(words, at) || residingBefore(words, at) === 'residing'
      ? TOLD
      : words.gap(at - 1) === ' '
        ? (BEFORE.get(words, at - 1) ?? 0)
        : 0
  if (strength === STRONG) return (words.lists(first - 2) & LIST.place) === 0 ? MIDDLING : STRONG
  return strength === TOLD ? TOLD : 0
}

/** from Toledo, Fernhall and Dayton: one of a list that a preposition before a town begins. */
function isListed(words: Words, first: number): boolean {
  const next = first + 1
  if (next + 1 >= words.count || (words.lists(first) & LIST.place) === 0 || (words.lists(first - 1) & LIST.place) === 0) return false
  if (!/^,? $/.test(words.gap(first)) || words.lower(next) !== 'and' || words.gap(next) !== ' ') return false
  if (words.shape(next + 1) !== SHAPE.capital) return false
  let at = first - 1
  while (at > 1 && first - at <= RUN_WORDS_MAX && words.gap(at - 1) === ' ' && words.shape(at - 1) === SHAPE.capital) at--
  return words.shape(at) === SHAPE.capital && words.gap(at - 1) === ' ' && (BEFORE.get(words, at - 1) ?? 0) >= MIDDLING
}

/** Hausarzt Dr. Kowalski, Fernhausen */
function isBehindDoctor(words: Words, first: number): boolean {
  const title =
    first > 2 && words.gap(first - 2) === ' ' && words.shape(first - 2) === SHAPE.capital && words.gap(first - 3) !== ' '
      ? first - 3
      : first - 2
  return (
    title >= 0 &&
    words.shape(first - 1) === SHAPE.capital &&
    (words.lists(title) & LIST.title) !== 0 &&
    /^\.? $/.test(words.gap(title)) &&
    DOCTORS.has(words.lower(title))
  )
}

const DOCTORS = new Set(['dr', 'dra', 'doctor'])

const NO_STATES = new Set(['md', 'pa', 'ms', 'nd', 'ct', 'va', 'ma', 'la', 'al', 'de', 'co', 'mt', 'pr', 'dc', 'sd', 'ut', 'pt'])
const VISIT_WORDS_MAX = 6

/** was lovely to visit */
function isToVisit(words: Words, copula: number): boolean {
  if (words.shape(copula) !== SHAPE.lower || !/^(?:was|is)$/.test(words.lower(copula))) return false
  for (let at = copula + 2; at < Math.min(words.count, copula + VISIT_WORDS_MAX); at++)
    if (words.lower(at) === 'visit' && words.lower(at - 1) === 'to') return true
  return false
}

/** Two letters of a state that are no degree, word or short form of anything else in notes. */
const PLAIN_STATES = new WordSet([...STATE_CODES].filter((code) => !NO_STATES.has(code)))

/** Peoria IL., and not IL-6. */
function isStateBehind(words: Words, last: number): boolean {
  const next = last + 1
  return (
    words.shape(next) === SHAPE.upper &&
    words.shape(last) === SHAPE.capital &&
    PLAIN_STATES.has(words, next) &&
    /^(?:$|[.,;)]| [a-z])/.test(words.gap(next) + (next + 1 < words.count ? words.word(next + 1) : ''))
  )
}

/** By the words behind a name. */
export function strengthBehind(words: Words, last: number): number {
  if (last + 1 >= words.count) return 0
  if (isToldBehind(words, last)) return TOLD
  if (words.gap(last) !== ' ') return 0
  if (isToVisit(words, last + 1)) return STRONG
  if (isStateBehind(words, last)) return MIDDLING
  return AFTER.has(words, last + 1) || ((words.lists(last + 1) & LIST.country) !== 0 && words.shape(last + 1) === SHAPE.capital)
    ? MIDDLING
    : 0
}
