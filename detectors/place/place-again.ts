import type { Candidate } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'

const SURE = 0.8
const PRIOR = 0.6
const SIZE_MIN = 5
const OF_NAMES = LIST.place | LIST.surname | LIST.given
const WHY = 'a name of a place that the text has elsewhere'

/** The town by one word that is hardly anything else, where it is told to be one. */
export function townOf(words: Words, { first, last, prior }: Candidate): string | undefined {
  if (first !== last || prior < SURE || sizeOf(words, first) < SIZE_MIN) return undefined
  const lists = words.lists(first)
  return (lists & ~OF_NAMES) === 0 && words.frequency(first, 'common') === 0 ? words.lower(first) : undefined
}

/** The same towns wherever else the text has them; in small letters only what is nothing but a town. */
export function* placesAgain(words: Words, towns: ReadonlySet<string>): Generator<Candidate> {
  const kinds = KIND.capital | KIND.unlisted | LIST.place
  for (let at = words.next(kinds, 0); at < words.count; at = words.next(kinds, at + 1)) {
    if (sizeOf(words, at) < SIZE_MIN || !towns.has(words.lower(at))) continue
    const isTown = isCapital(words, at) ? !isPartOfName(words, at) : words.lists(at) === LIST.place && words.frequency(at, 'foreign') === 0
    if (isTown) yield { first: at, last: at, prior: PRIOR, why: WHY }
  }
}

/** Beside another word with a capital it may belong to a name: Houston Score, Dr. Houston. */
function isPartOfName(words: Words, at: number): boolean {
  if (words.shape(at) === SHAPE.upper) return false
  const before = at - 1
  const next = at + 1
  return (
    (next < words.count && words.gap(at) === ' ' && isCapital(words, next)) ||
    (before >= 0 && /^\.? $/.test(words.gap(before)) && (words.lists(before) & LIST.title) !== 0) ||
    (before > 0 && words.gap(before) === ' ' && isCapital(words, before))
  )
}
