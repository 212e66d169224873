import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

/** By the preposition right before a name, the words of which one stands a little before that: a flight to, the mayor of, a hotel in. */
const PHRASES = new WordMap(
  Object.entries({
    to: 'flight flights train trains bus buses ticket tickets ferry ride welcome returned shipped road drive drove journey tour tours headed heading way vuelo tren billete reise fahrt zug vol train',
    from: 'flight flights train trains bus buses ferry greetings shipped drive drove miles kilometers leaves leaving departs arriving saludos grusse',
    in: `based office offices branch branches hotel hotels hostel restaurant restaurants stuck arrived landed store stores shop shops
  plant factory warehouse weather studied educated married police court airport apartment villa cottage house flat
    conference meeting meetings wedding station stadium museum bridge school vacations holiday holidays stopover layover somewhere people
    friends relatives`,
  through: 'drove drive driving passing passed travelling traveling travelled traveled cycled rode',
  near: 'village town farm house cottage crash airport born',
  of: 'people mayor bishop archbishop citizens inhabitants streets outskirts population port resident residents center centre suburbs outside',
  between: 'road train trains bus buses flight flights highway ferry',
  is: 'hometown birthplace city town',
}).map(([preposition, nouns]) => [preposition, new Set(wordsOf(nouns))]))
/** What a town alone has. */
const CENTRES = new WordSet(['downtown'])
/** How far before the preposition such a word stands. */
const PHRASE_WORDS_MAX = 2
const PREPOSITION_SIZE_MAX = 7
const RUN_WORDS_MAX = 3

/** What a town is said to be: is a lovely little town. */
const TOWNS: ReadonlySet<string> = new Set(
  wordsOf('town city village hamlet suburb resort municipality settlement stadt dorf ville ciudad pueblo'),
)
const KIND_WORDS_MAX = 6
/** What stands behind the name of a town alone: the Lyon police. */
const OF_TOWNS: ReadonlySet<string> = new Set(wordsOf('police mayor marathon airport residents suburbs'))

const BEHIND = new WordSet([...OF_TOWNS, 'based', 'has', 'is', 'was'])

/** A town is told by what stands before its name: the mayor of, a ticket to, downtown. */
export function isToldBefore(words: Words, first: number): boolean {
  const preposition = first - 1
  if (preposition < 0 || words.gap(preposition) !== ' ' || words.end(preposition) - words.start(preposition) > PREPOSITION_SIZE_MAX + 1)
    return false
  if (CENTRES.has(words, preposition)) return true
  const nouns = words.shape(preposition) === SHAPE.lower ? PHRASES.get(words, preposition) : undefined
  if (nouns === undefined) return false
  if (words.lower(preposition) === 'to' && isFromTold(words, preposition)) return true
  for (let at = preposition - 1; at >= 0 && preposition - at <= PHRASE_WORDS_MAX && words.gap(at) === ' '; at--)
    if (nouns.has(words.lower(at))) return true
  return false
}

/** a flight from Toledo to */
function isFromTold(words: Words, to: number): boolean {
  let at = to - 1
  while (at > 1 && to - at <= RUN_WORDS_MAX && words.gap(at) === ' ' && words.shape(at) === SHAPE.capital) at--
  return (
    at < to - 1 &&
    at > 0 &&
    words.gap(at) === ' ' &&
    words.shape(at) === SHAPE.lower &&
    words.lower(at) === 'from' &&
    isToldBefore(words, at + 1)
  )
}

/** A town is told by what stands behind its name: is a lovely little town, has a population of, police, -based. */
export function isToldBehind(words: Words, last: number): boolean {
  const next = last + 1
  if (next >= words.count || words.shape(next) !== SHAPE.lower) return false
  if (!BEHIND.has(words, next)) return false
  const gap = words.gap(last)
  const word = words.lower(next)
  if (gap === '-') return word === 'based'
  if (gap !== ' ') return false
  if (OF_TOWNS.has(word)) return true
  if (word === 'has') return next + 2 < words.count && words.lower(next + 1) === 'a' && words.lower(next + 2) === 'population'
  if ((word !== 'is' && word !== 'was') || next + 2 >= words.count || !/^an?$/.test(words.lower(next + 1))) return false
  for (let at = next + 2; at < words.count && at <= next + KIND_WORDS_MAX && /^[ -]$/.test(words.gap(at - 1)); at++)
    if (TOWNS.has(words.lower(at))) return true
  return false
}
