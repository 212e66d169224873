import type { Candidate } from '../../src/contract/detector.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { oddsBeside } from './name-beside.ts'
import { PERSON_VERBS } from './name-cues.ts'
import { introducerOdds } from './name-labels.ts'
import { NAMES } from './name-weight.ts'
import { isBehindRelative, isWordForename } from './word-forename.ts'

const PRIORS = { pair: 0.75, introduced: 0.7 } as const
const VERBS = new Set(PERSON_VERBS)
const SIZE_MIN = 3
/** A forename that is common enough to be one by itself, log10 per million. */
const GIVEN_MIN = 1.6
/** The same behind a word for a relative. */
const GIVEN_OF_RELATIVES_MIN = 0.3
/** What stands before a person, and before the cause of an illness as well: por mercurio. */
const PREPOSITIONS = new Set(['por', 'by', 'per'])
const AROUND = 3
const KNOWN_MIN = 2
/** Shorthand that no list has: ty, dtr, pts. */
const SHORTHAND_SIZE_MAX = 3
const PATIENTS = new Set(['patient', 'pt', 'paciente', 'patiente', 'name', 'nombre', 'mr', 'mrs', 'ms', 'dr', 'sr', 'sra', 'dra'])

/**
 * Names in small letters of words that are nothing but names, where a name is to be expected or what stands around is English or
 * Spanish: of other languages the words themselves may be names elsewhere.
 */
export function lowerNames(words: Words, first: number): Candidate | undefined {
  if (isWordForename(words, first))
    return { first, last: first, prior: PRIORS.introduced, why: 'a forename in small letters that is a word as well, behind a relative' }
  if (words.frequency(first, 'common') > RARE_MAX) return undefined
  const isOnly = isOnlyName(words, first, LIST.given)
  if (isSignedSmall(words, first))
    return { first, last: first, prior: PRIORS.introduced, why: 'a name in small letters behind the last dash of a message' }
  if (!isOnly && !isRareWord(words, first)) return undefined
  const last = lastOf(words, first)
  if (last > first) {
    const isExpected =
      introducerOdds(words, first) !== undefined ||
      oddsBeside(words, first, last) > 0 ||
      isBehindPatient(words, first) ||
      hasVerb(words, last)
    return isExpected || isAmongWords(words, first, last)
      ? { first, last, prior: PRIORS.pair, why: 'two words in small letters that are nothing but names' }
      : undefined
  }
  if (
    !isOnly ||
    words.frequency(first, 'given') < (isBehindRelative(words, first) ? GIVEN_OF_RELATIVES_MIN : GIVEN_MIN) ||
    !isAmongWords(words, first, first)
  )
    return undefined
  const isTold =
    (introducerOdds(words, first) !== undefined && !PREPOSITIONS.has(words.lower(first - 1))) ||
    isBehindRelative(words, first) ||
    isBehindPatient(words, first) ||
    oddsBeside(words, first, first) > 0 ||
    hasVerb(words, first)
  return isTold ? { first, last: first, prior: PRIORS.introduced, why: 'a forename in small letters where a person is told of' } : undefined
}

const SIGNED_SIZE_MIN = 4

/** call me after lunch - jaspal */
function isSignedSmall(words: Words, at: number): boolean {
  return (
    at + 1 === words.count &&
    at > 2 &&
    words.shape(at) === SHAPE.lower &&
    sizeOf(words, at) >= SIGNED_SIZE_MIN &&
    (words.lists(at) & ~(NAMES | LIST.place | LIST.common)) === 0 &&
    Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) - words.frequency(at, 'common') >= RARE_SURPLUS_MIN &&
    oddsBeside(words, at, at) > 0
  )
}

/** In a list of names and no other, and no ordinary word. */
function isOnlyName(words: Words, at: number, list: number): boolean {
  const lists = words.lists(at)
  return (
    (lists & list) !== 0 &&
    (lists & ~(NAMES | LIST.place)) === 0 &&
    words.shape(at) === SHAPE.lower &&
    sizeOf(words, at) >= SIZE_MIN &&
    words.frequency(at, 'common') === 0
  )
}

const RARE_MAX = 0.4
const RARE_SURPLUS_MIN = 1.2

/** A forename that is also a rare word: prudence, dexter. */
function isRareWord(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.lower &&
    (words.lists(at) & LIST.given) !== 0 &&
    words.frequency(at, 'common') <= RARE_MAX &&
    words.frequency(at, 'given') - words.frequency(at, 'common') >= RARE_SURPLUS_MIN
  )
}

/** The surname behind a forename, a second forename or an initial between them or not. */
function lastOf(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && at - first <= 3 && words.gap(at - 1) === ' '; at++) {
    if (isOnlyName(words, at, LIST.surname)) last = at
    else if (at > first + 1 || sizeOf(words, at) !== 1) break
  }
  return last
}

function hasVerb(words: Words, last: number): boolean {
  return last + 1 < words.count && words.gap(last) === ' ' && VERBS.has(words.lower(last + 1))
}

function isBehindPatient(words: Words, first: number): boolean {
  return first > 0 && /^[.,:]? $/.test(words.gap(first - 1)) && PATIENTS.has(words.lower(first - 1))
}

/** Around stand words of English or Spanish, as the lexicon has them, and hardly any that nobody knows. */
function isAmongWords(words: Words, first: number, last: number): boolean {
  let known = 0
  for (let at = Math.max(0, first - AROUND); at < Math.min(words.count, last + 1 + AROUND); at++) {
    if (at >= first && at <= last || words.shape(at) >= SHAPE.digits || sizeOf(words, at) === 1) continue
    if ((words.lists(at) & (LIST.common | LIST.clinical | LIST.relative | LIST.title | LIST.profession)) !== 0) known++
    else if (!isOnlyName(words, at, NAMES) && sizeOf(words, at) > SHORTHAND_SIZE_MAX) return false
  }
  return known >= KNOWN_MIN
}
