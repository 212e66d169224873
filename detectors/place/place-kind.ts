import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { endsLikeTown, GENERIC, JOINTS, PLAIN_MAX, PROPER, SHORT } from './place-words.ts'
import { endsLikeNoTown } from './residing.ts'

/**
 * How a name of a place is known: the list of places has it and nothing else speaks against it, or it is other things
 * too; no list has it; it is a name of people.
 */
export type PlaceKind = 'clean' | 'mixed' | 'unknown' | 'name'

/** States and what is no smaller than a state may stay (45 CFR 164.514(b)(2)(i)(B)). */
const STATES = new Set(
  (
    'alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts ' +
    'michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming carolina dakota ' +
    'hampshire jersey mexico america american european asian african'
  ).split(' '),
)
const OF_STATES = new Set([
  'north', 'south', 'west', 'east', 'eastern', 'western', 'northern', 'southern', 'central', 'new', 'rhode', 'island', 'state', 'of',
  'commonwealth', 'the', 'district', 'columbia', 'united', 'states', 'kingdom',
])

const SAINTS = new Set(['saint', 'sainte', 'st', 'ste'])

/** What the words of a name are; undefined where they are none of a place. Wagga Wagga is told by being said twice. */
export function kindOf(words: Words, first: number, last: number): PlaceKind | undefined {
  if (isState(words, first, last)) return undefined
  if (last === first + 1 && words.lower(first) === words.lower(last)) return 'clean'
  // Saint-Malo, Ste-Foy: with a hyphen a town, and not who it is called after
  if (last > first && words.gap(first) === '-' && SAINTS.has(words.lower(first))) return 'clean'
  let places = 0
  let doubts = 0
  let unknown = 0
  let generic = 0
  let names = 0
  let proper = 0
  for (let at = first; at <= last; at++) {
    if (JOINTS.has(words, at) || (at > first && words.shape(at) === SHAPE.lower && words.gap(at - 1) === '-' && words.gap(at) === '-'))
      continue
    if (GENERIC.has(words, at)) {
      generic++
      if (PROPER.has(words.lower(at))) proper++
      continue
    }
    const lists = words.lists(at)
    // Lande Ferhalla: a plain word in a name of several.
    if (lists === LIST.common && last > first && words.frequency(at, 'common') <= PLAIN_MAX) {
      generic++
      continue
    }
    if ((lists & LIST.eponym) !== 0 || (lists & LIST.clinical) !== 0 && words.frequency(at, 'common') > 0) doubts++
    if (words.frequency(at, 'common') > 1) doubts++
    if ((lists & LIST.given) !== 0 && words.frequency(at, 'given') > 2.5) doubts++
    if ((lists & LIST.place) !== 0 || SHORT.has(words, at)) places++
    else if (lists === 0) {
      const word = words.lower(at)
      if (endsLikeNoTown(word)) return undefined
      unknown++
      if (endsLikeTown(word)) proper++
    } else if (
      (lists & (LIST.given | LIST.surname)) !== 0 &&
      (lists & ~(LIST.given | LIST.surname | LIST.common)) === 0 &&
      words.frequency(at, 'common') <= 1
    )
      names++
    else return undefined
  }
  if (names > 0) return doubts === 0 ? 'name' : undefined
  if (places > 0) return doubts < places || doubts === 0 || generic > 0 && unknown === 0 ? 'clean' : 'mixed'
  return unknown > 0 && doubts === 0 ? proper > 0 ? 'clean' : 'unknown' : undefined
}

/** A state or country and nothing else; New York is meant as the town. */
export function isState(words: Words, first: number, last: number): boolean {
  if (first === last && (words.lists(first) & LIST.country) !== 0) return true
  for (let at = first; at <= last; at++) {
    const word = words.lower(at)
    if (!STATES.has(word) && !OF_STATES.has(word)) return false
  }
  return true
}
