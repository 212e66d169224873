import type { Candidate } from '../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Entity, type EntityKind, type Words } from '../src/contract/words.ts'
import { nameWeight } from './person/name-weight.ts'
import { isInSmallLetters, isRestored } from './word-shape.ts'

/** What the model of entities takes for one of a kind, where `isOwn` says of any of its words that such a name is known by it. */
export function* recognized(words: Words, kind: EntityKind, isOwn: (words: Words, at: number) => boolean): Generator<Candidate> {
  if (words.count < WORDS_MIN) return
  for (const entity of words.entities())
    if (entity.kind === kind && isKnownBy(words, entity, isOwn))
      yield {
        first: entity.first,
        last: entity.last,
        prior: Math.min(entity.probability, PRIOR_MAX),
        why: 'its words and what stands around them, weighed by a model',
      }
}

/** Who is known by structure, and what a label says, is surer. */
const PRIOR_MAX = 0.9

/** A word by itself has nothing around it: Strong, Tesla. In small letters that holds for units of a few words as well: ug/min. */
const WORDS_MIN = 2
const WORDS_MIN_SMALL = 4

const LETTERS = KIND.capital | KIND.lower
/** More frequent words are in every sentence: log10 per million. */
const COMMON_MAX = 3.4

/**
 * By a word, that is: no digits, no letter alone as in C section and P T, or before a hyphen (X-ray), none in small letters where others
 * have capitals.
 */
function isKnownBy(words: Words, { first, last }: Entity, isOwn: (words: Words, at: number) => boolean): boolean {
  for (let at = first; at <= last; at++) {
    if (at > 0 && words.gap(at - 1) === '-' && sizeOf(words, at - 1) < 2) continue
    if (!words.is(LETTERS, at) || sizeOf(words, at) < 2 || words.frequency(at, 'common') > COMMON_MAX || !isOwn(words, at)) continue
    const isSmall = words.shape(at) === SHAPE.lower || isRestored(words, at)
    if (!isSmall || words.count >= WORDS_MIN_SMALL && isInSmallLetters(words)) return true
  }
  return false
}

const NAMED = LIST.given | LIST.surname | LIST.place
/** Who is called like a drug is called so often, log10 per million. */
const TERM_NAME_MIN = 2

/** No abbreviation of a laboratory, no brand, no term of another language. */
export function isUnknownName(words: Words, at: number): boolean {
  return nameWeight(words, at) > 0
}

/**
 * A word that somebody or some place is called by, as far as the lexicon knows, or one that it does not know. In capitals among words that
 * are not, that is an abbreviation: Tobacco smoking status NHIS.
 */
export function isProper(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if (lists === 0) return words.shape(at) !== SHAPE.upper && isUnknownName(words, at)
  if ((lists & NAMED) === 0) return false
  return (lists & LIST.clinical) === 0 || Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) >= TERM_NAME_MIN
}
