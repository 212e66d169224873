import type { Candidate } from '../../src/contract/detector.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial } from '../word-shape.ts'
import { givenWeight, probabilityOf, surnameWeight } from './name-weight.ts'
import { readName, withSuffix } from './read-name.ts'

/** log10 odds that what is written so is a person, before its words are looked at. */
const REVERSED = -1

/** `Smith, John A.` and `SMITH, JOHN`. */
export function lastFirst(words: Words, first: number, runLast: number): Candidate | undefined {
  if (runLast > first + 1 || runLast + 1 >= words.count) return undefined
  if (!isCapital(words, runLast + 1)) return undefined
  const gap = words.gap(runLast)
  if (gap !== ', ' && gap !== ',') return undefined
  if (isInitial(words, first) || isInitial(words, runLast)) return undefined
  const given = runLast + 1
  if (words.shape(given) !== words.shape(first) && words.shape(first) !== SHAPE.mixed && !isShouted(words, runLast, given)) return undefined
  const before = surnameWeight(words, first)
  const after = givenWeight(words, given)
  if (before < -0.5 || after < 0.2 || (words.lists(given) & LIST.given) === 0) return undefined
  const read = readName(words, given)
  if (
    words.count > read.last + 1 &&
    words.gap(read.last).startsWith(',') &&
    isCapital(words, read.last + 1) &&
    (words.lists(read.last + 1) & (LIST.given | LIST.place)) !== 0 &&
    read.last === given
  )
    return undefined
  return {
    first,
    last: withSuffix(words, read.last),
    prior: probabilityOf(before + after + REVERSED),
    why: 'a surname, a comma and a forename',
  }
}

/** NGUYEN, Bao */
function isShouted(words: Words, surname: number, given: number): boolean {
  return words.shape(surname) === SHAPE.upper && words.shape(given) === SHAPE.capital && sizeOf(words, surname) > 3
}
