import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { NAMES } from '../person/name-weight.ts'
import { isRewritten } from '../word-shape.ts'
import { isBehindBuilding } from './behind-building.ts'
import { AFTER, strengthBefore, STRONG } from './place-context.ts'
import { GENERIC, JOINTS, PLAIN_MAX, SECOND, SHORT } from './place-words.ts'
import { isAfterResiding } from './residing.ts'

const RUN_WORDS_MAX = 4

export function isNameWord(words: Words, at: number): boolean {
  const shape = words.shape(at)
  return (
    shape === SHAPE.capital ||
    shape === SHAPE.mixed ||
    (shape === SHAPE.upper && (SHORT.has(words, at) || isPlainPlace(words, at) || isResidedIn(words, at) || hasCode(words, at)))
  )
}

/** In capitals only what no other list has, or every abbreviation would be a town. */
function isPlainPlace(words: Words, at: number): boolean {
  if (words.end(at) - words.start(at) <= 4) return false
  const lists = words.lists(at)
  return (
    lists === LIST.place ||
    ((lists & ~NAMES) === LIST.place && at > 0 && words.shape(at - 1) === SHAPE.lower && strengthBefore(words, at) >= STRONG)
  )
}

const UPPER_SIZE_MIN = 4

/** In capitals a word that no list has, between a preposition and a postal code. */
function hasCode(words: Words, at: number): boolean {
  return (
    at + 1 < words.count &&
    words.shape(at + 1) === SHAPE.digits &&
    words.end(at) - words.start(at) >= UPPER_SIZE_MIN &&
    (words.lists(at) & ~LIST.place) === 0 &&
    strengthBefore(words, at) > 1 &&
    withPostalCode(words, at) > at
  )
}

/** In capitals any word that is no abbreviation, where somebody lives there, or behind a house. */
function isResidedIn(words: Words, at: number): boolean {
  if (words.end(at) - words.start(at) < UPPER_SIZE_MIN && !GENERIC.has(words, at)) return false
  for (let first = at; at - first < RUN_WORDS_MAX; first--) {
    if (isAfterResiding(words, first) || isBehindBuilding(words, first)) return true
    if (first === 0 || words.shape(first - 1) !== SHAPE.upper || words.gap(first - 1) !== ' ') return false
  }
  return false
}

/** Shorter words are words of other languages too. */
const COUNTRY_SIZE_MIN = 5

/** The last of the words with capitals that belong together; what belongs to a hospital is not for this detector. */
export function endOfRun(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && last - first < RUN_WORDS_MAX; at++) {
    const gap = words.gap(at - 1)
    if (gap !== ' ' && gap !== '-' && !(gap === '. ' && words.lower(at - 1).length === 2)) break
    if (words.shape(at) === SHAPE.capital && words.end(at) - words.start(at) === 1 && words.lower(at) === 'i') break
    // Popayan Colombia
    if (
      (words.lists(at) & LIST.country) !== 0 &&
      words.end(at) - words.start(at) >= COUNTRY_SIZE_MIN &&
      (words.lists(first) & (LIST.country | LIST.place)) === LIST.place &&
      !GENERIC.has(words, first)
    )
      break
    // In capitals the sentence goes on with words that are none.
    if (
      words.shape(at) === SHAPE.upper &&
      (words.lists(at) & LIST.place) === 0 &&
      (words.frequency(at, 'common') > PLAIN_MAX || (words.lists(at) & LIST.relative) !== 0)
    )
      break
    if (
      (isNameWord(words, at) || (SECOND.has(words, at) && isRewritten(words, first))) &&
      !AFTER.has(words, at) &&
      ((words.lists(at) & (LIST.organization | LIST.calendar)) === 0 || (words.lower(at) === 'mar' && at > first + 1))
    )
      last = at
    else if (!(gap === '-' && words.gap(at) === '-' && words.shape(at) === SHAPE.lower) && !leadsToName(words, at, first)) break
  }
  return last
}

/** A word between two of a name, or two of them: Ostheim vor der Rhon, Arenas de la Sierra. */
function leadsToName(words: Words, joint: number, first: number): boolean {
  for (let at = joint; at + 1 < words.count && at < joint + JOINTS_MAX && JOINTS.has(words, at) && words.gap(at) === ' '; at++) {
    if (isNameWord(words, at + 1) || SECOND.has(words, at + 1) && isRewritten(words, first)) return true
  }
  return false
}

const JOINTS_MAX = 2

const CODE_DIGITS_MIN = 4
const CODE_DIGITS_MAX = 6

/** The last word of a postal code behind the name: 87501, 3610-114, 110 57, 1017 GP; a year is none. */
export function withPostalCode(words: Words, last: number): number {
  const code = last + 1
  if (code >= words.count || words.shape(code) !== SHAPE.digits || words.start(code) - words.end(last) !== 1 || words.gap(last) !== ' ')
    return last
  const size = words.end(code) - words.start(code)
  const next = code + 1
  const nextSize = next < words.count && words.shape(next) === SHAPE.digits ? words.end(next) - words.start(next) : 0
  if (size === 4 && nextSize === 3 && words.gap(code) === '-' || size === 3 && nextSize === 2 && words.gap(code) === ' ') return next
  if (size < CODE_DIGITS_MIN || size > CODE_DIGITS_MAX || words.gap(code).startsWith('/') || /^[.,]\d/.test(words.gap(code))) return last
  if (size === 4 && /^(?:19|20)/.test(words.word(code))) return last
  return size === 5 && nextSize === 4 && words.gap(code) === '-' ? next : code
}

/** The article of the Bronx belongs to it, and `in` to the clinic in a town that it tells apart. */
export function leadingWords(words: Words, first: number): number {
  if (first === 0) return 0
  const word = words.lower(first - 1)
  if (word === 'the') return SHORT.has(words, first) ? 1 : 0
  return word === 'in' && first > 1 && words.gap(first - 2) === ' ' && (words.lists(first - 2) & LIST.organization) !== 0 ? 1 : 0
}
