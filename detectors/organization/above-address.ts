import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { isGiven, RUN_WORDS_MAX } from './told-run.ts'

const TERMS = LIST.clinical | LIST.calendar
const LINE_END = /^[ \r,]*\n[>\s]*$/
const ADDRESS_WORDS_MAX = 20
const CODE_DIGITS_MIN = 4
/** What addresses of the forces of the United States start with (USPS Publication 28, section 25). */
const FORCES = new Set(['psc', 'unit', 'cmr', 'uss', 'usns', 'uscgc'])

/**
 * Alone on its line, over a line that starts with a house number, or under a person's name and over any line with a
 * number, where a postal code follows; or over an address of the forces.
 */
export function isAboveAddress(words: Words, first: number, last: number): boolean {
  const house = last + 1
  const behind = words.gap(last)
  if (
    behind === ' ' ||
    house + 1 >= words.count ||
    !behind.includes('\n') ||
    (first > 0 && !LINE_END.test(words.gap(first - 1))) ||
    !LINE_END.test(words.gap(last))
  )
    return false
  for (let at = first; at <= last; at++)
    if ((words.lists(at) & TERMS) !== 0 && (words.lists(at) & (LIST.surname | LIST.organization)) === 0) return false
  if (words.shape(house) !== SHAPE.digits)
    return (
      (words.shape(house + 1) === SHAPE.digits && FORCES.has(words.lower(house))) ||
      (isCapital(words, house) && isOwnBlock(words, first, last) && hasNumbers(words, house))
    )
  return (sizeOf(words, house) > 2 || isOwnBlock(words, first, last)) && isCapital(words, house + 1) && hasNumbers(words, house + 1)
}

/** The text starts with it and an empty line, or a person's line stands before it. */
function isOwnBlock(words: Words, first: number, last: number): boolean {
  return first === 0 ? /\n[>\s]*\n/.test(words.gap(last)) : isBelowPerson(words, first)
}

/** The line before is a person's: a forename that is nothing else, and a surname. */
function isBelowPerson(words: Words, first: number): boolean {
  let start = first - 1
  while (start > 0 && first - start < RUN_WORDS_MAX && words.gap(start - 1) === ' ' && isCapital(words, start)) start--
  return start >= 0 && isGiven(words, start) && (start === 0 || LINE_END.test(words.gap(start - 1)))
}

/** A number as postal codes are stands within an address from there on; a year is none. */
function hasNumbers(words: Words, from: number): boolean {
  for (let at = from; at < Math.min(words.count, from + ADDRESS_WORDS_MAX); at++) {
    if (words.gap(at).includes(':') || words.shape(at) === SHAPE.lower && sizeOf(words, at) > 3) return false
    if (words.shape(at) === SHAPE.digits && sizeOf(words, at) >= CODE_DIGITS_MIN && !/^(?:19|20)\d\d$/.test(words.word(at))) return true
  }
  return false
}
