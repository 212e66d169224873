import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, startsSentence } from '../word-shape.ts'
import { NAMES, otherwise } from './name-weight.ts'

/** What people did or do, and things hardly ever: Bernadette started allopurinol, Joey got hit. */
const DID = new WordSet(
  `started stopped fell got shared ran slept ate vomited fainted collapsed quit drank skipped slipped tripped woke stayed drove threw hit
  bumped cut broke pulled swallowed choked coughed complained had needs wants keeps hates loves likes misses gets goes seems looks took
  takes forgot bit scratched climbed cried yelled hid sat stood walked sings swims plays reads knows met brought bought used uses`.split(/\s+/),
)
/** What people are in the middle of, behind `is` or `was`. */
const DOING = new WordSet(
  `struggling improving recovering coping crying sleeping resting eating drinking vomiting coughing refusing asking worrying doing feeling
  grieving ambulating tolerating walking talking waiting npo intubated extubated pod0 pod1 pod2 pod3 pod4 pod5 afebrile ambulatory`.split(/\s+/),
)
/** Before these something else is told of than a person, as the name of a thing or a sign. */
const NO_PERSON =
  LIST.clinical | LIST.eponym | LIST.organization | LIST.title | LIST.calendar | LIST.relative | LIST.profession | LIST.country
const GIVEN_MIN = 0.8
const SURPLUS_MIN = 0.4
const OTHERWISE_MAX = 1.3
/** In small letters a word is less likely a name. */
const LOWER_SURPLUS_MIN = 1.2

/** Whether a word that is hardly anything but a name does before a verb what people do. */
export function doesAsPeople(words: Words, index: number, next: string): boolean {
  if (next === '' || words.gap(index) !== ' ' || words.shape(index) === SHAPE.upper) return false
  const isDone = next === 'is' || next === 'was' ? isDoing(words, index + 2) : DID.has(words, index + 1)
  return isDone && isForename(words, index)
}

function isDoing(words: Words, at: number): boolean {
  return at < words.count && words.gap(at - 1) === ' ' && DOING.has(words, at)
}

/** Far more a forename than anything else. */
function isForename(words: Words, index: number): boolean {
  const given = words.frequency(index, 'given')
  if ((words.lists(index) & NAMES) === 0 || (words.lists(index) & NO_PERSON) !== 0 || given < GIVEN_MIN) return false
  if (otherwise(words, index) > OTHERWISE_MAX) return false
  const isSmall = words.shape(index) === SHAPE.lower
  return given - otherwise(words, index) >= (!isSmall ? SURPLUS_MIN : LOWER_SURPLUS_MIN)
}

const UNKNOWN_SIZE_MIN = 4

/** The forename before `and` of a couple with one surname: Anders and Karen Prieto; -1 where there is none. */
export function partnerBefore(words: Words, first: number, isSure: boolean): number {
  if (first < 2) return -1
  const isAnd = words.gap(first - 1) === ' ' && words.gap(first - 2) === ' ' && /^(?:and|y|und|et|e)$/.test(words.lower(first - 1))
  const at = isAnd ? first - 2 : words.gap(first - 1) === ' & ' ? first - 1 : -1
  if (at < 0 || words.shape(at) !== SHAPE.capital || (at > 0 && words.gap(at - 1) === ' ' && isCapital(words, at - 1))) return -1
  if (isForename(words, at)) return at
  const isOpening = startsSentence(words, at) || (words.lists(at - 1) & LIST.relative) !== 0
  return words.lists(at) === 0 && isSure && isOpening && sizeOf(words, at) >= UNKNOWN_SIZE_MIN ? at : -1
}
