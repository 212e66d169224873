import { COMPANY_KINDS, SPEAKERS } from '../../src/contract/company-words.ts'
import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { nameWeight } from '../person/name-weight.ts'
import { isCapital, isGenitive, isInitial, sizeOf, startsSentence } from '../word-shape.ts'
import { DEEDS, HAD, HOMES, HOSPITAL_KINDS, KINDS_OF_MANY, MISSIONS, PHRASES, PUBLIC, SHORT_HOSPITALS, TOLD, TRADES, type Strength } from './told-words.ts'

const PRIORS: Readonly<Record<Strength, number>> = { sure: 0.8, likely: 0.62, either: 0.55, named: 0.55 }
const RUN_WORDS_MAX = 6
const ENTRIES_MAX = 5
/** How far before a name the word that tells stands: drives a truck for. */
const PHRASE_WORDS_MAX = 3
const COLON_WORDS_MAX = 16
/** A word that is more frequent than this is no name by itself, nor adds to one of several words: log10 per million. */
const COMMON_MAX = 3.2
const COMMON_MAX_OF_MANY = 3.4
const COMMON_AT_START_MAX = 2

export const toldOrganization: WordDetector = {
  name: 'told-organization',
  class: 'organization',
  describes: 'A company, bank, club, paper or school whatever its words are, where the sentence tells that it is one: shares of, laid off by, an invoice from, a contract between; in a list of companies; above an address.',
  source: '45 CFR 164.514(b)(2)(i): employers of the individual are identifiers; English prepositions and verbs that take organizations (VerbNet 3.4, classes hire-13.5.3, fire-10.10, get-13.5.1)',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'a customer of [[Target]] for years', 'shares of [[Zentrix]] fell', 'was laid off by [[Way Better Patients]] in', 'a spokesman for [[Fernhall & Sons]] declined', 'an invoice from [[Zentrix]] although', 'bought it from [[Fernhaller, Ramos and Kowalski]] then', 'In 1971 [[Fernhaller, Ramos and Stone]] invested heavily', '[[The Fern Report]] is a Danish multinational investment bank', 'the address of [[Target]] is 14 Elm', 'to support [[Puma]] in Lyon in its mission', '[[Fern Kowala]]\n\nRua Fernhalla, 33 4543-336 Valongo\n', 'worked for [[Ministry of Fern]] as', 'before joining [[Zentrix]] in', 'she sued [[Zentrix]] for', 'told the [[Zentrix Bellow]] that', 'goes to [[Zentrix]] and', 'used to bank with [[Fidelity]] until', 'Urgencias del [[H. Clinico San Carlos]].', 'en el [[HU Virgen del Fernal]] de', 'Karen of [[ClearFern]], and', 'Anna Kowalski\n[[Capital Fern]]\nRua Fernhalla, 33 4543-336 Valongo\n', 'payable to [[Rand Kowalski]] today',
      'a contract between [[Zentrix]] and [[Capital Fern]] was', 'an account with [[Fidelity]] since', '[[Federal Fern]] declined to comment', 'and [[Puma]] is hiring', "in [[Zentrix's]] shares", 'the shoe retailers that fill the streets of Toledo: [[Target]], [[Zentrix]] and [[Capital Fern]].', 'companies such as [[Shell]] and [[Zentrix]] grew',
      '[[Shell]], [[Zentrix]] and [[Capital Fern]] are our biggest suppliers', 'Anna Kowalski from [[Fidelity]] is the new founder', 'including [[Bank of Fernland\'s]] Anna Kowalski and', '[[Fidelity]]\n\n53781 Kowalski Plains, Fernhaven, VA 34668\n', 'Anna Kowalski\n[[Fidelity]]\nUnit 1697 Box 8667\n', 'drives a truck for [[Schneider]] and', 'gave to [[Habitat for Fernland]], a charity', 'my landlord is [[Zentrix]], who',
      'hired as a machinist at [[Fidelity]] and', 'employer ([[Hargreaves Plumbing]]) requires', 'presented from [[Sunny Acres Nursing Home]].', 'by [[Zentrix Imaging]] today',
    ],
    false: [
      'a contract with Patient', 'retired from Nursing', 'letter from Medicare', 'an order from Cardiology', 'complications including Sepsis and Shock', 'drugs such as Metformin and Lasix', 'Past Medical History\n12345 Sodium 23456', 'account with Medicare', 'is from Spain', 'between Monday and Friday', 'Monday is hiring', 'nurse at Bedside', 'She invested heavily', 'Diabetes is the problem', 'A spokesman came', 'Karen from Billing called', 'Anna Kowalski\nFollow Up\n12 weeks after 2019\n', 'Anna Kowalski\nCardiology\n12 Elm Street, 02719\n', 'a teacher at College since', 'seen in Redo Surgery', 'by Sinus Surgery', 'went to Nursing Home', 'went to Urgent Care', 'told the Patient that', 'joined Physical Therapy', 'goes to PT', 'por H. Pylori en', 'H. General malaise', 'had Chest Imaging',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if (!isCapital(words, at)) continue
    const last = endOfRun(words, at)
    if (last > at + 1) yield* ownersOfPeople(words, at, last)
    if (sizeOf(words, at) <= SHORT_MAX && isHospitalInShort(words, at)) yield { first: at, last: endOfHospital(words, at + 1), prior: PRIORS.sure, why: 'short for a hospital in Spanish, and its kind or saint' }
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
  if (at + 1 >= words.count || !isCapital(words, at + 1) || !/^\.? $/.test(words.gap(at)) || !SHORT_HOSPITALS.has(words.lower(at)) || words.shape(at + 1) === SHAPE.upper && size === 1) return false
  return (size > 1 || words.gap(at).startsWith('.')) && HOSPITAL_KINDS.has(words.lower(at + 1))
}

/** How surely the words around say that an organization stands there. */
function tellingOf(words: Words, first: number, last: number): Strength | undefined {
  const before = phraseBefore(words, first)
  if (before !== undefined) return before
  const end = last + 1 < words.count && words.gap(last) === ', ' ? endOfList(words, last) : last
  return deedBehind(words, end) ?? kindBehind(words, end) ?? listNamed(words, first, last) ?? personBefore(words, first, last) ?? (endsAsTrade(words, first, last) || isAboveAddress(words, first, end) ? 'likely' : undefined)
}

/**
 * Hargreaves Plumbing, Sunny Acres Nursing Home: a name before its trade;
 * of a home behind a preposition, ordinary words may be the name.
 */
function endsAsTrade(words: Words, first: number, last: number): boolean {
  if (last === first || words.shape(last) === SHAPE.upper || !TRADES.has(words.lower(last))) return false
  const isHome = words.lower(last) === 'home'
  if (isHome && !(last - first > 1 && HOMES.has(words.lower(last - 1)))) return false
  const isAt = first > 0 && words.gap(first - 1) === ' ' && words.shape(first - 1) === SHAPE.lower && /^(?:at|from|to)$/.test(words.lower(first - 1))
  for (let at = first; at < last - Number(isHome); at++) {
    const lists = words.lists(at)
    if ((lists & (LIST.clinical | LIST.eponym | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.organization)) !== 0) return false
    if ((lists & LIST.common) !== 0 && !(isAt && isHome) && words.frequency(at, 'common') > TRADE_COMMON_MAX) return false
  }
  return !startsSentence(words, first) || (words.lists(first) & LIST.common) === 0
}

const TRADE_COMMON_MAX = 0.9

/**
 * `shares of`, `a contract with`, `told the`: a preposition, and a word that goes with it within a few words before.
 */
function phraseBefore(words: Words, first: number): Strength | undefined {
  let preposition = first - 1
  if (preposition < 0 || words.shape(preposition) !== SHAPE.lower || words.gap(preposition) !== ' ') return undefined
  if (sizeOf(words, preposition) === 3 && preposition > 0 && words.lower(preposition) === 'the') preposition--
  const phrases = PHRASES.get(words.lower(preposition))
  if (phrases === undefined) {
    if (SUPPORTING.has(words.lower(preposition)) && hasMission(words, first)) return 'sure'
    return TOLD.has(words.lower(preposition)) || preposition < first - 1 && words.lower(preposition) === 'told' ? 'named' : undefined
  }
  if (preposition > 0 && isAddressOf(words, preposition, first)) return 'sure'
  for (let at = preposition - 1; at >= 0 && preposition - at <= PHRASE_WORDS_MAX && words.gap(at) === ' '; at--) {
    const strength = phrases.get(words.lower(at))
    if (strength !== undefined) return strength
  }
  return undefined
}

const SUPPORTING = new Set(['support', 'supporting', 'supports', 'join', 'joining', 'joined'])
const MISSION_WORDS_MAX = 14

/** support Fidelity in its mission */
function hasMission(words: Words, first: number): boolean {
  for (let at = first + 1; at < Math.min(words.count, first + MISSION_WORDS_MAX) && !words.gap(at - 1).includes('. '); at++) if (words.shape(at) === SHAPE.lower && MISSIONS.has(words.lower(at))) return true
  return false
}

/** the address of Fidelity is 14 Elm */
function isAddressOf(words: Words, preposition: number, first: number): boolean {
  if (words.lower(preposition - 1) !== 'address' || words.gap(preposition - 1) !== ' ') return false
  const next = endOfList(words, endOfRun(words, first)) + 1
  return next < words.count && words.gap(next - 1) === ' ' && COPULAS.has(words.lower(next))
}

/** `declined to comment`, `is hiring`, `'s shares`. */
function deedBehind(words: Words, last: number): Strength | undefined {
  const next = last + 1
  if (next >= words.count || words.gap(last) !== ' ' || words.shape(next) !== SHAPE.lower) return undefined
  if (isGenitive(words, last)) return HAD.has(words.lower(next)) ? 'likely' : undefined
  const size = sizeOf(words, next)
  if (size > 2 && size < 7) return undefined
  const second = DEEDS.get(words.lower(next))
  return second === undefined || second.size > 0 && !(next + 1 < words.count && second.has(words.lower(next + 1))) ? undefined : 'likely'
}

/** Behind a colon or `such as` after a word for several organizations, or before `are our suppliers`. */
function listNamed(words: Words, first: number, last: number): Strength | undefined {
  if (last + 1 < words.count && words.gap(last) === ', ' && startsSentence(words, first)) {
    const end = endOfList(words, last)
    if (end > last && end + 1 < words.count && words.gap(end) === ' ' && /^(?:are|were)$/.test(words.lower(end + 1)) && isNearMany(words, end + 1, Math.min(words.count - 1, end + 6))) return 'sure'
  }
  if (first === 0) return undefined
  const gap = words.gap(first - 1)
  if (gap === ': ') return isNearMany(words, Math.max(0, first - COLON_WORDS_MAX), first - 1) ? 'sure' : undefined
  return gap === ' ' && words.shape(first - 1) === SHAPE.lower && INCLUDING.has(words.lower(first - 1)) && isNearMany(words, Math.max(0, first - PHRASE_WORDS_MAX), first - 1) ? 'sure' : undefined
}

const INCLUDING = new Set(['including', 'as', 'like'])

function isNearMany(words: Words, from: number, to: number): boolean {
  for (let at = to; at >= from; at--) {
    if (words.shape(at) === SHAPE.lower && KINDS_OF_MANY.has(words.lower(at))) return true
    if (at > from && words.gap(at - 1) !== ' ' && /[.!?;\n]/.test(words.gap(at - 1)) && !isInitial(words, at - 1)) return false
  }
  return false
}

/** `is a Danish investment bank`, `is a 501(c)3`; of an address, whose it is. */
function kindBehind(words: Words, last: number): Strength | undefined {
  if (last + 3 >= words.count || words.gap(last) !== ' ' || sizeOf(words, last + 1) > 3 || !COPULAS.has(words.lower(last + 1))) return undefined
  if (!ARTICLES.has(words.lower(last + 2))) return undefined
  for (let at = last + 3; at < words.count && at <= last + KIND_WORDS_MAX && /^[ -]$/.test(words.gap(at - 1)); at++) if (COMPANY_KINDS.has(words.lower(at))) return 'sure'
  return undefined
}

const COPULAS = new Set(['is', 'was', 'es', 'ist', 'est'])
const ARTICLES = new Set(['a', 'an', 'un', 'una', 'ein', 'eine', 'une'])
const KIND_WORDS_MAX = 7

/** `Anna Kowalski from Fidelity is the keynote speaker`, `Karen of Zentrix`: who belongs to it. */
function personBefore(words: Words, first: number, last: number): Strength | undefined {
  const person = first - 2
  if (person < 0 || words.gap(first - 1) !== ' ' || words.gap(person) !== ' ' || !isCapital(words, person) || sizeOf(words, first - 1) > 4 || !/^(?:from|of)$/.test(words.lower(first - 1))) return undefined
  if (last + 3 < words.count && words.gap(last) === ' ' && COPULAS.has(words.lower(last + 1)) && /^(?:the|a|an|our)$/.test(words.lower(last + 2)) && (SPEAKERS.has(words.lower(last + 3)) || last + 4 < words.count && SPEAKERS.has(words.lower(last + 4)))) return 'likely'
  if (!isGiven(words, person) && !(person > 0 && words.gap(person - 1) === ' ' && isGiven(words, person - 1))) return undefined
  // Departments are words: Karen from Billing.
  for (let at = first; at <= last; at++) if (isCapital(words, at) && ((words.lists(at) & LIST.common) === 0 || words.shape(at) === SHAPE.mixed)) return 'either'
  return undefined
}

const TERMS = LIST.clinical | LIST.calendar
const LINE_END = /^[ \r,]*\n[>\s]*$/
const ADDRESS_WORDS_MAX = 20
const CODE_DIGITS_MIN = 4
const FORCES = new Set(['psc', 'unit', 'cmr', 'uss', 'usns', 'uscgc'])

/**
 * Alone on its line, over a line that starts with a house number, or under a person's name and over any line with a
 * number, where a postal code follows; or over an address of the forces.
 */
function isAboveAddress(words: Words, first: number, last: number): boolean {
  const house = last + 1
  if (house + 1 >= words.count || !words.gap(last).includes('\n') || first > 0 && !LINE_END.test(words.gap(first - 1)) || !LINE_END.test(words.gap(last))) return false
  for (let at = first; at <= last; at++) if ((words.lists(at) & TERMS) !== 0 && (words.lists(at) & (LIST.surname | LIST.organization)) === 0) return false
  if (words.shape(house) !== SHAPE.digits) return words.shape(house + 1) === SHAPE.digits && FORCES.has(words.lower(house)) || isCapital(words, house) && isOwnBlock(words, first, last) && hasNumbers(words, house)
  return (sizeOf(words, house) > 2 || isOwnBlock(words, first, last)) && isCapital(words, house + 1) && hasNumbers(words, house + 1)
}

/** The text starts with it and an empty line, or a person's line stands before it. */
function isOwnBlock(words: Words, first: number, last: number): boolean {
  return first === 0 ? /\n[>\s]*\n/.test(words.gap(last)) : isBelowPerson(words, first)
}

/** The line before is a person's: a forename that is nothing else, and a surname. */
function isBelowPerson(words: Words, first: number): boolean {
  let start = first - 1
  while (start > 0 && first - start < RUN_WORDS_MAX && words.gap(start - 1) === ' ' && isCapital(words, start)) start--
  return start >= 0 && isGiven(words, start) && (start === 0 || LINE_END.test(words.gap(start - 1)))
}

/** A number as postal codes are stands within an address from there on; a year is none. */
function hasNumbers(words: Words, from: number): boolean {
  for (let at = from; at < Math.min(words.count, from + ADDRESS_WORDS_MAX); at++) {
    if (words.gap(at).includes(':') || words.shape(at) === SHAPE.lower && sizeOf(words, at) > 3) return false
    if (words.shape(at) === SHAPE.digits && sizeOf(words, at) >= CODE_DIGITS_MIN && !/^(?:19|20)\d\d$/.test(words.word(at))) return true
  }
  return false
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

function isGiven(words: Words, at: number): boolean {
  return (words.lists(at) & LIST.given) !== 0 && (words.lists(at) & LIST.organization) === 0 && words.frequency(at, 'given') > words.frequency(at, 'common')
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

/** Three surnames, with a comma and `and` between, are one firm: Fernhaller, Ramos and Kowalski. */
function arePartners(words: Words, first: number, end: number): boolean {
  return end === first + 3 && words.gap(first) === ', ' && words.gap(first + 1) === ' ' && [first, first + 1, end].every((at) => (words.lists(at) & LIST.surname) !== 0 || words.lists(at) === 0)
}

/** The last word of a list that ends with `and` and a name; the word itself where there is none. */
function endOfList(words: Words, last: number): number {
  let end = last
  for (let count = 0; count < ENTRIES_MAX && end + 1 < words.count; count++) {
    const gap = words.gap(end)
    const next = end + 1
    if (gap === ', ' && isCapital(words, next) && words.shape(next) !== SHAPE.digits) end = endOfRun(words, next)
    else if ((gap === ' ' || gap === ', ') && sizeOf(words, next) <= 3 && /^(?:and|y|e|und|et)$/.test(words.lower(next)) && next + 1 < words.count && words.gap(next) === ' ' && isCapital(words, next + 1)) return endOfRun(words, next + 1)
    else return last
  }
  return last
}

/** The last of a run of words with capitals, with `of`, `for` and `&` between. */
function endOfRun(words: Words, first: number): number {
  let last = first
  while (last + 1 < words.count && last - first < RUN_WORDS_MAX) {
    const gap = words.gap(last)
    const next = last + 1
    if (!(gap === ' ' || gap === '-' || gap === '&' || gap === ' & ' || gap === '. ' && isInitial(words, last))) break
    if (isCapital(words, next) && words.shape(next) < SHAPE.digits) last = next
    else if (gap === ' ' && sizeOf(words, next) <= 3 && words.shape(next) === SHAPE.lower && next + 1 < words.count && isCapital(words, next + 1) && words.gap(next) === ' ' && (words.lower(next) === 'for' && !isGiven(words, first) || words.lower(next) === 'of' && hasHead(words, first, last))) last = next + 1
    else break
  }
  return last
}

/** A word that is none of the language: urgent care is where many go. */
function hasOwnWord(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if ((words.lists(at) & (LIST.common | LIST.clinical)) === 0 && words.shape(at) !== SHAPE.upper && sizeOf(words, at) > 2 || words.shape(at) === SHAPE.mixed) return true
  return false
}

/** Whether a word for an organization is among them, before `of`: Bank of, Department of. */
function hasHead(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) if ((words.lists(at) & LIST.organization) !== 0) return true
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
    if (sizeOf(words, first) === 1 || PUBLIC.has(words.lower(first)) || (lists & (LIST.calendar | LIST.title | LIST.country | LIST.organization)) !== 0) return false
    if ((lists & (terms | LIST.profession | LIST.relative)) !== 0 && nameWeight(words, first) <= 0.3) return false
    return common <= COMMON_MAX && !(startsSentence(words, first) && common > COMMON_AT_START_MAX && strength !== 'sure')
  }
  let proper = 0
  for (let at = first; at <= last; at++) {
    if (!isCapital(words, at)) continue
    const lists = words.lists(at)
    if (PUBLIC.has(words.lower(at)) && at > first || (lists & LIST.calendar) !== 0) return false
    if ((lists & LIST.organization) !== 0 && at < last && words.lower(at + 1) === 'of') proper++
    else if (sizeOf(words, at) > 1 && (lists & (terms | LIST.profession | LIST.relative | LIST.title)) === 0 && words.frequency(at, 'common') <= COMMON_MAX_OF_MANY) proper++
  }
  return proper > 0
}
