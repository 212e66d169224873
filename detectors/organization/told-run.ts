import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial } from '../word-shape.ts'

export const RUN_WORDS_MAX = 6
/** And, in the languages of firms. */
export const JOINING = /^(?:and|y|e|und|et|en|och|og)$/
/** Names in one list. */
const ENTRIES_MAX = 5

const FOREIGN = /^(?:e|et|en|och|og)$/

/** A forename more often than a word, and no head of an organization. */
export function isGiven(words: Words, at: number): boolean {
  return (
    (words.lists(at) & LIST.given) !== 0 &&
    (words.lists(at) & LIST.organization) === 0 &&
    words.frequency(at, 'given') > words.frequency(at, 'common')
  )
}

/** Three surnames, with a comma and `and` between, are one firm: Fernhaller, Ramos and Kowalski; two with the `et` of another language. */
export function arePartners(words: Words, first: number, end: number): boolean {
  if (end === first + 2 && FOREIGN.test(words.lower(first + 1)))
    return [first, end].every((at) => (words.lists(at) & LIST.surname) !== 0 || words.lists(at) === 0)
  return (
    end === first + 3 &&
    words.gap(first) === ', ' &&
    words.gap(first + 1) === ' ' &&
    [first, first + 1, end].every((at) => (words.lists(at) & LIST.surname) !== 0 || words.lists(at) === 0)
  )
}

/** The last word of a list that ends with `and` and a name; the word itself where there is none. */
export function endOfList(words: Words, last: number): number {
  let end = last
  for (let count = 0; count < ENTRIES_MAX && end + 1 < words.count; count++) {
    const gap = words.gap(end)
    const next = end + 1
    if (gap === ', ' && isCapital(words, next) && words.shape(next) !== SHAPE.digits) end = endOfRun(words, next)
    else if (
      (gap === ' ' || gap === ', ') &&
      sizeOf(words, next) <= 3 &&
      JOINING.test(words.lower(next)) &&
      next + 1 < words.count &&
      words.gap(next) === ' ' &&
      isCapital(words, next + 1)
    )
      return endOfRun(words, next + 1)
    else return last
  }
  return last
}

/** The last of a run of words with capitals, with `of`, `for` and `&` between. */
export function endOfRun(words: Words, first: number): number {
  let last = first
  while (last + 1 < words.count && last - first < RUN_WORDS_MAX) {
    const gap = words.gap(last)
    const next = last + 1
    if (!(gap === ' ' || gap === '-' || gap === '&' || gap === ' & ' || gap === '. ' && isInitial(words, last))) break
    if (isCapital(words, next) && words.shape(next) < SHAPE.digits) last = next
    else if (
      gap === ' ' &&
      sizeOf(words, next) <= 3 &&
      words.shape(next) === SHAPE.lower &&
      next + 1 < words.count &&
      isCapital(words, next + 1) &&
      words.gap(next) === ' ' &&
      ((words.lower(next) === 'for' && !isGiven(words, first) && !isGiven(words, next + 1)) ||
        (words.lower(next) === 'of' && hasHead(words, first, last)))
    )
      last = next + 1
    else break
  }
  return last
}

/** Whether a word for an organization is among them, before `of`: Bank of, Department of. */
function hasHead(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if ((words.lists(at) & LIST.organization) !== 0) return true
  return false
}
