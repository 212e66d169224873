import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { nameWeight } from '../person/name-weight.ts'
import { isCapital, isGenitive, startsSentence } from '../word-shape.ts'
import { tellingOf } from './told-around.ts'
import { arePartners, endOfList, endOfRun, isGiven, RUN_WORDS_MAX } from './told-run.ts'
import { HOSPITAL_KINDS, PUBLIC, SHORT_HOSPITALS, type Strength } from './told-words.ts'

const PRIORS: Readonly<Record<Strength, number>> = { sure: 0.8, likely: 0.62, either: 0.55, named: 0.55 }

/** A word that is more frequent than this is no name by itself, nor adds to one of several words: log10 per million. */
const COMMON_MAX = 3.2
const COMMON_MAX_OF_MANY = 3.4
const COMMON_AT_START_MAX = 2

export const toldOrganization: WordDetector = {
  name: 'told-organization',
  class: 'organization',
  describes:
    'A company, bank, club, paper or school whatever its words are, where the sentence tells that it is one: shares of, laid off by, an invoice from, a contract between; in a list of companies; above an address.',
  source:
    '45 CFR 164.514(b)(2)(i): employers of the individual are identifiers; English prepositions and verbs that take organizations (VerbNet 3.4, classes hire-13.5.3, fire-10.10, get-13.5.1)',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'a forklift operator for [[Consolidated Fernhall Freight]], was',
      'a customer of [[Target]] for years', 'shares of [[Zentrix]] fell', 'was laid off by [[Way Better Patients]] in',
      'a spokesman for [[Fernhall & Sons]] declined', 'an invoice from [[Zentrix]] although',
      'bought it from [[Fernhaller, Ramos and Kowalski]] then', 'In 1971 [[Fernhaller, Ramos and Stone]] invested heavily',
      '[[The Fern Report]] is a Danish multinational investment bank', 'the address of [[Target]] is 14 Elm',
      'to support [[Puma]] in Lyon in its mission', '[[Fern Kowala]]\n\nRua Fernhalla, 33 4543-336 Valongo\n',
      'worked for [[Ministry of Fern]] as', 'before joining [[Zentrix]] in', 'she sued [[Zentrix]] for',
      'told the [[Zentrix Bellow]] that',
      'goes to [[Zentrix]] and', 'used to bank with [[Fidelity]] until', 'Urgencias del [[H. Clinico San Carlos]].',
      'en el [[HU Virgen del Fernal]] de', 'Karen of [[ClearFern]], and',
      'Anna Kowalski\n[[Capital Fern]]\nRua Fernhalla, 33 4543-336 Valongo\n', 'payable to [[Rand Kowalski]] today',
      'a contract between [[Zentrix]] and [[Capital Fern]] was', 'an account with [[Fidelity]] since',
      '[[Federal Fern]] declined to comment', 'and [[Puma]] is hiring', "in [[Zentrix's]] shares",
      'the shoe retailers that fill the streets of Toledo: [[Target]], [[Zentrix]] and [[Capital Fern]].',
      'companies such as [[Shell]] and [[Zentrix]] grew', '[[Shell]], [[Zentrix]] and [[Capital Fern]] are our biggest suppliers',
      'Anna Kowalski from [[Fidelity]] is the new founder', "including [[Bank of Fernland's]] Anna Kowalski and",
      '[[Fidelity]]\n\n53781 Kowalski Plains, Fernhaven, VA 34668\n', 'Anna Kowalski\n[[Fidelity]]\nUnit 1697 Box 8667\n',
      'drives a truck for [[Schneider]] and', 'gave to [[Habitat for Fernland]], a charity', 'my landlord is [[Zentrix]], who',
      'hired as a machinist at [[Fidelity]] and', 'employer ([[Hargreaves Plumbing]]) requires',
      'presented from [[Sunny Acres Nursing Home]].', 'by [[Zentrix Imaging]] today', 'an interview with [[Fidelity]] on',
      'Trabajador de [[Zentrix]], casado', 'my boss at [[Zentrix]] said', 'retired from [[Bath Fern Works]].',
      'a complaint about [[Zentrix]] and', 'low mood, layoff from [[Caterpillar]] in', 'was let go from [[Zentrix]] last',
      'Invoice to [[Fidelity]] today', 'insured through [[Fidelity]] since', 'on leave from [[Caterpillar]] until',
      '[[Capital Fern]] reported strong earnings', 'joined the board of [[Zentrix]] in',
      'a retired [[Zentrix]] machinist', 'an ex-[[Zentrix]] driver', 'shares of [[Fernhaller et Kowalski]] fell',
    ],
    false: [
      'bought an old Ford Transit for', 'a contract with Patient', 'retired from Nursing', 'letter from Medicare',
      'an order from Cardiology',
      'complications including Sepsis and Shock', 'drugs such as Metformin and Lasix', 'Past Medical History\n12345 Sodium 23456',
      'account with Medicare', 'is from Spain', 'between Monday and Friday', 'Monday is hiring', 'nurse at Bedside',
      'She invested heavily',
      'Diabetes is the problem', 'A spokesman came', 'Karen from Billing called', 'Anna Kowalski\nFollow Up\n12 weeks after 2019\n',
      'Anna Kowalski\nCardiology\n12 Elm Street, 02719\n', 'a teacher at College since', 'seen in Redo Surgery', 'by Sinus Surgery',
      'went to Nursing Home', 'went to Urgent Care', 'told the Patient that', 'joined Physical Therapy', 'goes to PT', 'por H. Pylori en',
      'H. General malaise', 'had Chest Imaging', 'interview with Patient', 'trabajadora de Hospital', 'empleada de Limpieza',
      'a complaint about Nausea', 'the head of Cardiology', 'the board of Directors', 'a retired German engineer',
      'a former Fernese nurse', 'a retired Navy pilot', 'the Board of Nursing', 'Kowalski reported record pain',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if (!isCapital(words, at)) continue
    const last = endOfRun(words, at)
    if (last > at + 1) yield* ownersOfPeople(words, at, last)
    if (sizeOf(words, at) <= SHORT_MAX && isHospitalInShort(words, at))
      yield {
        first: at,
        last: endOfHospital(words, at + 1),
        prior: PRIORS.sure,
        why: 'short for a hospital in Spanish, and its kind or saint',
      }
    const strength = tellingOf(words, at, last)
    if (strength !== undefined) yield* listFrom(words, at, last, strength)
    at = last
  }
}

/** Virgen del Fernal, San Juan de la Cruz */
function endOfHospital(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && at - first <= RUN_WORDS_MAX && words.gap(at - 1) === ' '; at++) {
    if (isCapital(words, at)) last = at
    else if (sizeOf(words, at) > 3 || !/^(?:del?|l[ao]s?|y)$/.test(words.lower(at))) break
  }
  return last
}

const SHORT_MAX = 4

/** H. Clinico San Carlos, HU La Fe */
function isHospitalInShort(words: Words, at: number): boolean {
  const size = sizeOf(words, at)
  if (
    at + 1 >= words.count ||
    !SHORT_HOSPITALS.has(words, at) ||
    !isCapital(words, at + 1) ||
    !/^\.? $/.test(words.gap(at)) ||
    (words.shape(at + 1) === SHAPE.upper && size === 1)
  )
    return false
  return (size > 1 || words.gap(at).startsWith('.')) && HOSPITAL_KINDS.has(words.lower(at + 1))
}

/** `Bank of Fernland's Anna Kowalski`: whose people are named. */
function* ownersOfPeople(words: Words, first: number, last: number): Generator<Candidate> {
  for (let at = first; at + 2 <= last; at++) {
    if (words.gap(at) !== ' ' || !isGenitive(words, at) || !isGiven(words, at + 1) || !isCapital(words, at + 2)) continue
    if (!isAcceptable(words, first, at, 'likely') || (words.lists(at) & LIST.eponym) !== 0) return
    yield { first, last: at, prior: PRIORS.likely, why: 'a name in the genitive before a person' }
    return
  }
}

/** The names of one list: what tells of the first tells of the others, where the list comes to its end with `and`. */
function* listFrom(words: Words, first: number, last: number, strength: Strength): Generator<Candidate> {
  const end = endOfList(words, last)
  const why = 'words around it tell of an organization'
  let from = first
  let to = last
  for (;;) {
    if (arePartners(words, from, end)) {
      yield { first: from, last: end, prior: PRIORS[strength], why }
      return
    }
    if (isAcceptable(words, from, to, strength)) yield { first: from, last: to, prior: PRIORS[strength], why }
    if (to >= end) return
    from = isCapital(words, to + 1) ? to + 1 : to + 2
    to = Math.min(endOfRun(words, from), end)
  }
}

/** A word that is none of the language: urgent care is where many go. */
function hasOwnWord(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++)
    if (
      ((words.lists(at) & (LIST.common | LIST.clinical)) === 0 && words.shape(at) !== SHAPE.upper && sizeOf(words, at) > 2) ||
      words.shape(at) === SHAPE.mixed
    )
      return true
  return false
}

/**
 * Not a term, a day, a country or a word that any sentence has;
 * terms are names too where nothing else is to be expected.
 */
function isAcceptable(words: Words, first: number, last: number, strength: Strength): boolean {
  const terms = strength === 'sure' ? 0 : LIST.clinical
  if (strength === 'named' && !hasOwnWord(words, first, last)) return false
  if (first === last) {
    const lists = words.lists(first)
    const common = words.frequency(first, 'common')
    if (
      sizeOf(words, first) === 1 ||
      PUBLIC.has(words, first) ||
      (lists & (LIST.calendar | LIST.title | LIST.country | LIST.organization)) !== 0
    )
      return false
    if ((lists & (terms | LIST.profession | LIST.relative)) !== 0 && nameWeight(words, first) <= 0.3) return false
    return common <= COMMON_MAX && !(startsSentence(words, first) && common > COMMON_AT_START_MAX && strength !== 'sure')
  }
  let proper = 0
  for (let at = first; at <= last; at++) {
    if (!isCapital(words, at)) continue
    const lists = words.lists(at)
    if (PUBLIC.has(words, at) && at > first || (lists & LIST.calendar) !== 0) return false
    if ((lists & LIST.organization) !== 0 && at < last && words.lower(at + 1) === 'of') proper++
    else if (
      sizeOf(words, at) > 1 &&
      (lists & (terms | LIST.profession | LIST.relative | LIST.title)) === 0 &&
      words.frequency(at, 'common') <= COMMON_MAX_OF_MANY
    )
      proper++
  }
  return proper > 0
}
