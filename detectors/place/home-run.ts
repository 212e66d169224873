import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { endsAsPlace } from './place-context.ts'
import { JOINTS } from './place-words.ts'
import { endsLikeNoTown, isPersonFrom } from './residing.ts'

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Where somebody lives, with whom and what may be named before the place: Lives with her son and two dogs in Fernhall. */
const LIVING = new WordSet(wordsOf('live lives lived living reside resides resided residing stays born raised grew settled'))
const LIVING_WORDS_MAX = 10
/** What else is done or had in something. */
const OTHERWISE = new WordSet(
  wordsOf(`works working worked work employed retired is was has had have been seen treated diagnosed taking takes participates enrolled
  interested pain involved engaged attends degree`),
)
/** Right before the preposition. */
const MOVING = new WordSet(
  wordsOf('moved moving move moves relocated relocating hails comes came native resident residents emigrated immigrated originally'),
)
/** A ward may be moved to as well. */
const MOVED = new WordSet(wordsOf('moved moving move moves comes came'))
const IN = new Set(['in', 'near', 'outside'])
/** At a post of the forces. */
const SERVING = new WordSet(wordsOf('served serving stationed deployed based'))
const FROM = new Set(['from', 'to', 'of'])

/** Where somebody stays that is no place on a map: homes and wards by their kind, states that a body is in. */
const NO_PLACE = new WordSet(
  wordsOf(`home homes house housing living care nursing assisted supported sheltered supportive residential residence group unit ward bay
  room side facility shelter apartment apartments flat flats halls hall accommodation independent independently low income senior
  skilled foster kinship halfway sober rehab hospice recovery resus intensive high dependency step down observation theatre operating
  acute critical palliative emergency section public private general same own good poor full partial complete condition position
  law distress chair bed order custody detention prison jail status memory extended special local motel hotel trailer mobile the service
  conditions circumstances europe africa asia america coast countryside area region suburbs community lounge family
  faith catholic christian muslim jewish protestant hindu sikh tradition religion nineteen twenty thirty forty fifty sixty seventy eighty ninety
  services school college army navy marines force military main open first second third floor story stable social adult child her his`),
)
const NO_NAME = LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.country

/** Several words with capitals and nothing behind that they go with, where somebody lives, was born or moved to: it is called so. */
export function isHomeRun(words: Words, first: number, last: number): boolean {
  if (last === first || first < 2 || words.gap(first - 1) !== ' ' || words.shape(first - 1) !== SHAPE.lower) return false
  if (!endsAsPlace(words, last) || !isLivedIn(words, first - 1)) return false
  let clinical = MOVED.has(words, first - 2) ? 1 : 0
  for (let at = first; at <= last; at++) {
    if (JOINTS.has(words, at) && at > first) continue
    const lists = words.lists(at)
    if (words.shape(at) !== SHAPE.capital || sizeOf(words, at) < 2 || (lists & NO_NAME) !== 0 || NO_PLACE.has(words, at)) return false
    if ((lists & LIST.clinical) !== 0 && (lists & LIST.place) === 0 && (clinical++ > 0 || words.frequency(at, 'common') === 0)) return false
    if (endsLikeNoTown(words.lower(at))) return false
  }
  return (words.lists(last) & LIST.organization) === 0
}

function isLivedIn(words: Words, preposition: number): boolean {
  const word = words.lower(preposition)
  if (words.gap(preposition - 1) !== ' ') return false
  if (FROM.has(word)) return MOVING.has(words, preposition - 1) || (word === 'from' && isPersonFrom(words, preposition))
  const verbs = IN.has(word) ? LIVING : word === 'at' ? SERVING : undefined
  if (verbs === undefined) return false
  for (let at = preposition - 1; at >= 0 && preposition - at <= LIVING_WORDS_MAX; at--) {
    if (/[.;:!?\n]/.test(words.gap(at)) || OTHERWISE.has(words, at)) return false
    if (verbs.has(words, at)) return true
  }
  return false
}
