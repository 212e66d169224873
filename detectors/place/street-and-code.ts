import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'

const PRIOR = 0.8
const RUN_WORDS_MAX = 4
const HOUSE_DIGITS_MAX = 4
/** What stands between street, house number and postal code. */
const GAP = /^(?:,? {1,2}|,?[ \r]?\n[> ]*)$/
/** Words that are numbered and counted: Visit 3, 1200 Calories. */
const NO_STREET = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.eponym
const COMMON_MAX = 1.6

const NUMBERED = KIND.digits | KIND.code

export const streetAndCode: WordDetector = {
  name: 'street-and-code',
  class: 'address',
  describes: 'A street of whatever kind with its house number behind, before a postal code and a town, as in most of continental Europe.',
  source: 'UPU S42 international postal addressing templates; Universal POST*CODE DataBase (codes of four to six digits before the town)',
  begins: NUMBERED,
  find,
  examples: {
    true: [
      'moved to [[Fernhallska 67, 447 58 Fernhallice]] now', 'at [[Fernhallenvika 6\n8863 Kowalsberg]]\n',
      'at [[Na Fernhallu 530, 106 15 Kowalska]] now', 'to [[Fernhallceve 1c/0 99297 Beli Fernhallar]] now',
      'to [[Fernhallpad 54, 4981OI Kowalsdam]] now',
      'to [[Fernhalldreef 54, 8665 WM Kowalsdam]] now',
    ],
    false: [
      'Visit 3, 1200 Calories', 'Lisinopril 20, 1000 Metformin', 'Troponin 4, 5000 Units', 'Hgb 12, 10500 WBC', 'seen 3, 12345 Fernhallice',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(NUMBERED, 1); at + 2 < words.count; at = words.next(NUMBERED, at + 1)) {
    if (words.shape(at - 1) > SHAPE.upper || words.shape(at - 1) === SHAPE.lower || words.shape(at + 1) < SHAPE.digits) continue
    const found = readAddress(words, at)
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

function readAddress(words: Words, house: number): Candidate | undefined {
  if (words.end(house) - words.start(house) > HOUSE_DIGITS_MAX || words.gap(house - 1) !== ' ' || !isProper(words, house - 1))
    return undefined
  // 1c/0, 3-2
  const behind = house + 2 < words.count && /^[/-]$/.test(words.gap(house)) && words.shape(house + 1) >= SHAPE.digits ? house + 1 : house
  const town = townBehind(words, behind)
  if (town === undefined) return undefined
  let first = house - 1
  while (first > 0 && house - first < RUN_WORDS_MAX && words.gap(first - 1) === ' ' && isPart(words, first - 1)) first--
  let last = town
  while (
    last + 1 < words.count &&
    last - town < RUN_WORDS_MAX &&
    /^[ -]$/.test(words.gap(last)) &&
    words.shape(last + 1) === SHAPE.capital &&
    words.end(last + 1) - words.start(last + 1) > 1
  )
    last++
  return { first, last, prior: PRIOR, why: 'a name with a number, before a postal code and a town' }
}

/** The first word of the town behind the postal code, or undefined: 12345 Town, 123 45 Town, 1234 AB Town, 1234AB Town. */
function townBehind(words: Words, house: number): number | undefined {
  const code = house + 1
  if (!GAP.test(words.gap(house))) return undefined
  const size = words.end(code) - words.start(code)
  let town = code + 1
  if (words.shape(code) === SHAPE.code) {
    if (!/^\d{4}[a-z]{2}$/.test(words.lower(code))) return undefined
  } else if (
    size === 3 &&
    town < words.count &&
    words.shape(town) === SHAPE.digits &&
    words.end(town) - words.start(town) === 2 &&
    words.gap(code) === ' '
  )
    town++
  else if (
    size === 4 &&
    town + 1 < words.count &&
    words.shape(town) === SHAPE.upper &&
    words.end(town) - words.start(town) === 2 &&
    words.gap(code) === ' '
  )
    town++
  else if (size !== 4 && size !== 5) return undefined
  return town < words.count && GAP.test(words.gap(town - 1)) && isProper(words, town) ? town : undefined
}

/** Capitalised, and no word that is counted or numbered. */
function isProper(words: Words, at: number): boolean {
  return (
    words.shape(at) === SHAPE.capital &&
    words.end(at) - words.start(at) > 2 &&
    (words.lists(at) & NO_STREET) === 0 &&
    words.frequency(at, 'common') <= COMMON_MAX
  )
}

function isPart(words: Words, at: number): boolean {
  return words.shape(at) === SHAPE.capital && (words.lists(at) & NO_STREET) === 0
}
