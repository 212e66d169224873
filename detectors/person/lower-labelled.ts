import type { Candidate } from '../../src/contract/detector.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { otherwise, probabilityOf } from './name-weight.ts'

export const LOWER_ODDS_MIN = 0.9
/** A label that is followed by a name whatever the words of the name are. */
export const SURE = 1.5

const SHORT_MAX = 4

function isShortened(words: Words, at: number): boolean {
  return sizeOf(words, at) > 1 && sizeOf(words, at) <= SHORT_MAX && words.gap(at) === '. ' && words.shape(at + 1) === SHAPE.capital
}

/** Small letters are names after a sure label only, and only where the lexicon has them as names. */
export function readLower(words: Words, first: number, odds: number): Candidate | undefined {
  if (odds < LOWER_ODDS_MIN) return undefined
  let last = first - 1
  for (let at = first; at < words.count && at - first < 4; at++) {
    const lists = words.lists(at)
    const isName =
      (lists & (LIST.given | LIST.surname)) !== 0
        ? otherwise(words, at) <= 2.4
        : lists === 0 && words.shape(at) === SHAPE.lower && odds >= SURE
    // lek. Pawel: a title that is shortened
    if (!isName || words.gap(at).startsWith(':') || isShortened(words, at)) break
    last = at
    if (words.gap(at) !== ' ' && !(words.gap(at) === '. ' && sizeOf(words, at) === 1)) break
  }
  return last < first ? undefined : { first, last, prior: probabilityOf(odds), why: 'a label introduces a name in small letters' }
}
