import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { ANDS, RARE_NAME, SURE } from './name-context.ts'
import { NAMES, otherwise } from './name-weight.ts'

const LOWER_NAMES_MIN = 2.5
/** Longer lists are read in parts. */
const LOWER_LIST_MAX = 40
const LISTED_OTHERWISE_MAX = 2.2

/** Whether a word may be the first of a list: most stand before nothing that joins. */
export function startsList(words: Words, first: number): boolean {
  const next = first + 1
  if (next + 1 >= words.count || words.shape(next) !== SHAPE.lower) return false
  const distance = words.start(next) - words.end(first)
  return distance === 2
    ? words.gap(first) === ', '
    : distance === 1 && sizeOf(words, next) <= ANDS_SIZE_MAX && words.gap(first) === ' ' && ANDS.has(words.lower(next))
}

const ANDS_SIZE_MAX = 3

/** Names in small letters are told by standing in a list of three and more of them. */
export function lowerListEnd(words: Words, first: number): { readonly names: number; readonly last: number } {
  let names = 0
  let last = first
  for (let at = first; at < Math.min(words.count, first + LOWER_LIST_MAX); at++) {
    if (words.shape(at) !== SHAPE.lower) break
    if (ANDS.has(words.lower(at)) && at > first) continue
    const isSure = (words.lists(at) & LIST.given) !== 0 && words.frequency(at, 'given') - otherwise(words, at) >= SURE
    const isName = isOnlyName(words, at)
    if (
      !isSure &&
      !isName &&
      words.lists(at) !== 0 &&
      ((words.lists(at) & LIST.given) === 0 || otherwise(words, at) > LISTED_OTHERWISE_MAX)
    )
      break
    if (isSure) names++
    else if (isName) names += RARE_NAME
    last = at
    const gap = words.gap(at)
    if (gap !== ', ' && !(gap === ' ' && at + 1 < words.count && ANDS.has(words.lower(at + 1)))) break
  }
  return { names: names < LOWER_NAMES_MIN ? 0 : names, last }
}

/** On lists of names alone, and no word of a further language. */
export function isOnlyName(words: Words, at: number): boolean {
  return words.lists(at) !== 0 && (words.lists(at) & ~NAMES) === 0 && words.frequency(at, 'foreign') === 0 && sizeOf(words, at) > 2
}
