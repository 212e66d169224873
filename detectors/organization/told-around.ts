import { COMPANY_KINDS, SPEAKERS } from '../../src/contract/company-words.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isMaker } from '../made-things.ts'
import { isCapital, isGenitive, isInitial, startsSentence } from '../word-shape.ts'
import { isAboveAddress } from './above-address.ts'
import { endOfList, endOfRun, isGiven } from './told-run.ts'
import { DEEDS, HAD, HOMES, KINDS_OF_MANY, MISSIONS, PHRASES, TOLD, TRADES, type Strength } from './told-words.ts'

/** How far before a name the word that tells stands: drives a truck for. */
const PHRASE_WORDS_MAX = 3
const COLON_WORDS_MAX = 16

/** How surely the words around say that an organization stands there. */
export function tellingOf(words: Words, first: number, last: number): Strength | undefined {
  const before = first === 0 ? '' : words.gap(first - 1)
  const behind = words.gap(last)
  const isBehind = before === ' ' && BEFORE.has(words, first - 1)
  const strength = isBehind ? phraseBefore(words, first) : undefined
  if (strength !== undefined) return strength
  if (isEmployer(words, first, last)) return 'likely'
  const end = last + 1 < words.count && behind === ', ' ? endOfList(words, last) : last
  const isBefore = end + 1 < words.count && words.gap(end) === ' ' && BEHIND.has(words, end + 1)
  return (
    (isBefore ? (deedBehind(words, end) ?? kindBehind(words, end)) : undefined) ??
    (isBehind || before === ': ' || behind === ', ' ? listNamed(words, first, last) : undefined) ??
    (isBehind ? personBefore(words, first, last) : undefined) ??
    (endsAsTrade(words, first, last) || isAboveAddress(words, first, end) ? 'likely' : undefined)
  )
}

/**
 * Hargreaves Plumbing, Sunny Acres Nursing Home: a name before its trade;
 * of a home behind a preposition, ordinary words may be the name.
 */
function endsAsTrade(words: Words, first: number, last: number): boolean {
  if (last === first || words.shape(last) === SHAPE.upper || !TRADES.has(words, last) || isMaker(words, first)) return false
  const isHome = words.lower(last) === 'home'
  if (isHome && !(last - first > 1 && HOMES.has(words.lower(last - 1)))) return false
  const isAt =
    first > 0 && words.gap(first - 1) === ' ' && words.shape(first - 1) === SHAPE.lower && /^(?:at|from|to)$/.test(words.lower(first - 1))
  for (let at = first; at < last - Number(isHome); at++) {
    const lists = words.lists(at)
    if ((lists & (LIST.clinical | LIST.eponym | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.organization)) !== 0)
      return false
    if ((lists & LIST.common) !== 0 && !(isAt && isHome) && words.frequency(at, 'common') > TRADE_COMMON_MAX) return false
  }
  return !startsSentence(words, first) || (words.lists(first) & LIST.common) === 0
}

const TRADE_COMMON_MAX = 0.9

const FORMER = new WordSet(['retired', 'former', 'longtime', 'ex'])
/** A people or a faith is no employer: a retired Fernese nurse. */
const PEOPLE = /(?:ese|ian|ish|an|ic|i)$/

/** a retired Zentrix machinist, an ex-Zentrix driver */
function isEmployer(words: Words, first: number, last: number): boolean {
  const next = last + 1
  if (first === 0 || last > first || next >= words.count || !FORMER.has(words, first - 1)) return false
  if (words.gap(last) !== ' ' || !/^[ -]$/.test(words.gap(first - 1))) return false
  if (words.shape(next) !== SHAPE.lower || (words.lists(next) & LIST.profession) === 0) return false
  const isOther = (words.lists(first) & (LIST.common | LIST.country | LIST.place | LIST.clinical | LIST.title)) !== 0
  return !isOther && !PEOPLE.test(words.lower(first))
}

/**
 * `shares of`, `a contract with`, `told the`: a preposition, and a word that goes with it within a few words before.
 */
function phraseBefore(words: Words, first: number): Strength | undefined {
  let preposition = first - 1
  if (preposition < 0 || words.shape(preposition) !== SHAPE.lower || words.gap(preposition) !== ' ') return undefined
  if (sizeOf(words, preposition) === 3 && preposition > 0 && words.lower(preposition) === 'the') preposition--
  const phrases = PHRASES.get(words, preposition)
  if (phrases === undefined) {
    if (SUPPORTING.has(words, preposition) && hasMission(words, first)) return 'sure'
    return TOLD.has(words, preposition) || preposition < first - 1 && words.lower(preposition) === 'told' ? 'named' : undefined
  }
  if (preposition > 0 && isAddressOf(words, preposition, first)) return 'sure'
  for (let at = preposition - 1; at >= 0 && preposition - at <= PHRASE_WORDS_MAX && words.gap(at) === ' '; at--) {
    const strength = phrases.get(words.lower(at))
    if (strength !== undefined) return strength
  }
  return undefined
}

const SUPPORTING = new WordSet(['support', 'supporting', 'supports', 'join', 'joining', 'joined'])
const MISSION_WORDS_MAX = 14

/** support Fidelity in its mission */
function hasMission(words: Words, first: number): boolean {
  for (let at = first + 1; at < Math.min(words.count, first + MISSION_WORDS_MAX) && !words.gap(at - 1).includes('. '); at++)
    if (words.shape(at) === SHAPE.lower && MISSIONS.has(words, at)) return true
  return false
}

/** the address of Fidelity is 14 Elm */
function isAddressOf(words: Words, preposition: number, first: number): boolean {
  if (words.lower(preposition - 1) !== 'address' || words.gap(preposition - 1) !== ' ') return false
  const next = endOfList(words, endOfRun(words, first)) + 1
  return next < words.count && words.gap(next - 1) === ' ' && COPULAS.has(words, next)
}

/** `declined to comment`, `is hiring`, `'s shares`. */
function deedBehind(words: Words, last: number): Strength | undefined {
  const next = last + 1
  if (next >= words.count || words.gap(last) !== ' ' || words.shape(next) !== SHAPE.lower) return undefined
  if (isGenitive(words, last)) return HAD.has(words.lower(next)) ? 'likely' : undefined
  const size = sizeOf(words, next)
  if (size > 2 && size < 7) return undefined
  const second = DEEDS.get(words, next)
  return second === undefined || second.size > 0 && !(next + 1 < words.count && second.has(words.lower(next + 1))) ? undefined : 'likely'
}

/** Behind a colon or `such as` after a word for several organizations, or before `are our suppliers`. */
function listNamed(words: Words, first: number, last: number): Strength | undefined {
  if (last + 1 < words.count && words.gap(last) === ', ' && startsSentence(words, first)) {
    const end = endOfList(words, last)
    if (
      end > last &&
      end + 1 < words.count &&
      words.gap(end) === ' ' &&
      /^(?:are|were)$/.test(words.lower(end + 1)) &&
      isNearMany(words, end + 1, Math.min(words.count - 1, end + 6))
    )
      return 'sure'
  }
  if (first === 0) return undefined
  const gap = words.gap(first - 1)
  if (gap === ': ') return isNearMany(words, Math.max(0, first - COLON_WORDS_MAX), first - 1) ? 'sure' : undefined
  return gap === ' ' &&
    words.shape(first - 1) === SHAPE.lower &&
    INCLUDING.has(words, first - 1) &&
    isNearMany(words, Math.max(0, first - PHRASE_WORDS_MAX), first - 1)
    ? 'sure'
    : undefined
}

const INCLUDING = new WordSet(['including', 'as', 'like'])

function isNearMany(words: Words, from: number, to: number): boolean {
  for (let at = to; at >= from; at--) {
    if (words.shape(at) === SHAPE.lower && KINDS_OF_MANY.has(words, at)) return true
    if (at > from && words.gap(at - 1) !== ' ' && /[.!?;\n]/.test(words.gap(at - 1)) && !isInitial(words, at - 1)) return false
  }
  return false
}

/** `is a Danish investment bank`, `is a 501(c)3`; of an address, whose it is. */
function kindBehind(words: Words, last: number): Strength | undefined {
  if (last + 3 >= words.count || words.gap(last) !== ' ' || sizeOf(words, last + 1) > 3 || !COPULAS.has(words, last + 1)) return undefined
  if (!ARTICLES.has(words.lower(last + 2))) return undefined
  for (let at = last + 3; at < words.count && at <= last + KIND_WORDS_MAX && /^[ -]$/.test(words.gap(at - 1)); at++)
    if (COMPANY_KINDS.has(words.lower(at))) return 'sure'
  return undefined
}

const COPULAS = new WordSet(['is', 'was', 'es', 'ist', 'est'])
const ARTICLES = new Set(['a', 'an', 'un', 'una', 'ein', 'eine', 'une'])
const KIND_WORDS_MAX = 7

/** `Anna Kowalski from Fidelity is the keynote speaker`, `Karen of Zentrix`: who belongs to it. */
function personBefore(words: Words, first: number, last: number): Strength | undefined {
  const person = first - 2
  if (
    person < 0 ||
    words.gap(first - 1) !== ' ' ||
    words.gap(person) !== ' ' ||
    !isCapital(words, person) ||
    sizeOf(words, first - 1) > 4 ||
    !/^(?:from|of)$/.test(words.lower(first - 1))
  )
    return undefined
  if (
    last + 3 < words.count &&
    words.gap(last) === ' ' &&
    COPULAS.has(words, last + 1) &&
    /^(?:the|a|an|our)$/.test(words.lower(last + 2)) &&
    (SPEAKERS.has(words.lower(last + 3)) || (last + 4 < words.count && SPEAKERS.has(words.lower(last + 4))))
  )
    return 'likely'
  if (!isGiven(words, person) && !(person > 0 && words.gap(person - 1) === ' ' && isGiven(words, person - 1))) return undefined
  // Departments are words: Karen from Billing.
  for (let at = first; at <= last; at++)
    if (isCapital(words, at) && ((words.lists(at) & LIST.common) === 0 || words.shape(at) === SHAPE.mixed)) return 'either'
  return undefined
}

/** Most names have none of these right before or behind them, and nothing more of what is around is read. */
const BEFORE = new WordSet([...PHRASES.lowers, ...SUPPORTING.lowers, ...TOLD.lowers, ...INCLUDING.lowers, 'the', 'from', 'of'])
const BEHIND = new WordSet([...DEEDS.lowers, ...HAD, ...COPULAS.lowers])
