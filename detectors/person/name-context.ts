import { endsLikeSurname } from '../../src/contract/surname-endings.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { ADDRESSING_WORDS, OWNED_THINGS, PERSONS_THINGS, PERSON_STATES, PERSON_VERBS, SAYERS, SPANISH_DOINGS, WORKS } from './name-cues.ts'
import { doesAsPeople } from './name-doings.ts'
import { NAMES, nameWeight, otherwise } from './name-weight.ts'
import { isCapital, isGenitive, startsSentence } from '../word-shape.ts'

const VERBS = new Set(PERSON_VERBS)
const SAYING = new Set(SAYERS)
const THINGS = new Set(PERSONS_THINGS)
const OWNED = new Set(OWNED_THINGS)
const STATES = new Set(PERSON_STATES)
const MADE = new Set(WORKS)
const DOINGS = new Set(SPANISH_DOINGS)
const ADDRESSING = new Set(ADDRESSING_WORDS)
const POSSESSIVES = new Set(['his', 'her', 'their', 'su', 'sus', 'my', 'our'])
const GIVING = new Set(['given', 'gave', 'told', 'showed', 'sent', 'handed', 'asked', 'lent', 'offered'])
const HAVING = new Set(['had', 'has', 'have'])

/** What people are to do: Kowalski to follow, Karen to pick up. */
const TASKS = new Set([
  'follow', 'pick', 'call', 'see', 'bring', 'review', 'sign', 'cosign', 'consult', 'discuss', 'drive', 'visit', 'schedule', 'notify',
  'update', 'attend', 'arrange',
])
const ASKING = new Set(['requests', 'requested', 'asks', 'asked', 'wishes', 'wants'])
/** A word that is a term as well is the thing that is to be done: labs to follow. */
const TASKED_OTHERWISE_MAX = 1.1

/** What people alone go on doing: has been having. */
const GOING_ON = new Set([
  'having', 'feeling', 'taking', 'refusing', 'complaining', 'experiencing', 'struggling', 'sleeping', 'eating', 'working', 'living',
  'drinking', 'smoking', 'using', 'going', 'seeing', 'staying', 'trying', 'doing', 'asking', 'telling', 'coughing', 'vomiting', 'losing',
  'gaining', 'walking',
])
/** Of the past, with where or as what. */
const LIVED = new Set(['worked', 'lived', 'taught', 'served', 'resided', 'volunteered', 'studied'])
/** What is done with people alone: was discharged. */
const DONE = new Set([
  'admitted', 'discharged', 'hospitalized', 'hospitalised', 'intubated', 'extubated', 'consented', 'counseled', 'counselled', 'educated',
  'reassured', 'instructed', 'accompanied', 'born', 'transferred', 'referred', 'readmitted', 'bathed', 'seen',
])
/** Behind `left`, what people leave. */
const LEFT = new Set([
  'a', 'ama', 'against', 'message', 'voicemail', 'vm', 'without', 'early', 'before', 'his', 'her', 'their', 'town', 'work',
])
/** How people are found. */
const FOUND = new Set(['down', 'wandering', 'unresponsive', 'sitting', 'lying', 'asleep', 'standing', 'on'])
/** A forename that owns something is as frequent as this, log10 per million. */
const OWNER_MIN = 0.8
/** Where people are brought: to OR, to the floor. */
const PLACES = new Set([
  'or', 'ct', 'mri', 'ir', 'icu', 'pacu', 'ed', 'snf', 'rehab', 'dialysis', 'endo', 'floor', 'us', 'xray', 'bathroom', 'chair', 'commode',
  'micu', 'sicu', 'stepdown', 'telemetry', 'radiology',
])
/** What stands behind the dash of a patient's line: Kowalski - NPO. */
const HANDED_OVER = new Set([
  'npo', 'dnr', 'dni', 'fall', 'falls', 'full', 'contact', 'droplet', 'sitter', 'isolation', 'iso', 'tele', 'ambulatory', 'nonverbal',
  'postop', 'preop', 'pod', 'aox3', 'stable', 'dc', 'discharge',
])

/** log10 odds on top of what cues say of the words beside it: what is weighed there as well counts little here. */
const ODDS = {
  weighed: 0.05, called: 1.8, speaks: 2, owns: 1.2, owner: 1.2, gives: 1.7, former: 1.9, complains: 2, done: 2, handed: 1.8, state: 0.7,
  joined: 1.8, made: 0.6, tasked: 1.8, doing: 1.6, listed: 1.4, years: 1.2, aged: 2.2,
} as const

/** What the words around a single capitalised word say for its being a person, log10; 0 where they say nothing. */
export function isSpokenOf(words: Words, index: number): number {
  const last = index + 1 >= words.count
  const gap = words.gap(index)
  const next = last || words.shape(index + 1) !== SHAPE.lower ? '' : words.lower(index + 1)
  const previous = index === 0 || words.shape(index - 1) !== SHAPE.lower ? '' : words.lower(index - 1)
  const before = words.gap(index - 1)
  if (before.endsWith('@') && /^\s*\(?@$/.test(before)) return ODDS.called
  if (
    (GIVING.has(previous) && POSSESSIVES.has(next)) ||
    (HAVING.has(next) && index + 2 < words.count && GIVING.has(words.lower(index + 2)))
  )
    return ODDS.gives
  if (gap === ', ' && ADDRESSING.has(next) && (startsSentence(words, index) ? isOwnClause(before) : isBehindOpener(words, index)))
    return ODDS.called
  if (/^ ?: ?"/.test(gap) && opensLine(words, index)) return ODDS.speaks
  if (gap === ': ' && next !== '' && isMeasured(words, index + 1) && startsSentence(words, index) && isForenameAlone(words, index))
    return ODDS.listed
  if (next === 'here' && gap === ' ' && startsSentence(words, index) && isForenameAlone(words, index)) return ODDS.former
  if (before === ' ' && index > 1 && words.gap(index - 2) === '-' && words.lower(index - 2) === 'ex') return ODDS.former
  if (gap === ' ' && !last && isGenitive(words, index)) {
    if (OWNED.has(words.lower(index + 1)) || (words.lists(index + 1) & LIST.relative) !== 0 && next !== '') return ODDS.called
    if (THINGS.has(next)) return ODDS.owns
    if (
      next !== '' &&
      (words.lists(index) & (LIST.given | LIST.eponym)) === LIST.given &&
      words.frequency(index, 'given') >= OWNER_MIN &&
      otherwise(words, index) <= TASKED_OTHERWISE_MAX
    )
      return ODDS.owner
  }
  if (
    gap === ' ' &&
    index + 2 < words.count &&
    ((next === 'to' && TASKS.has(words.lower(index + 2))) || (next === 'be' && ASKING.has(previous))) &&
    otherwise(words, index) <= TASKED_OTHERWISE_MAX
  )
    return ODDS.tasked
  if (/^(?:is|was|seems|looks|feels)$/.test(next) && isOfPersons(words, index + 2)) return ODDS.state
  if (/^(?:is|turned|turns)$/.test(next) && isOfYears(words, index + 2) && isForenameAlone(words, index)) return ODDS.years
  if (gap === ' ' && /^(?:is|was)$/.test(next) && isAgedOne(words, index + 2) && mayBeAged(words, index)) return ODDS.aged
  if (gap === ' (' && isPronoun(words, index + 1)) return ODDS.called
  if (next === 'c' && words.gap(index + 1) === '/' && index + 2 < words.count && words.lower(index + 2) === 'o' && gap === ' ')
    return ODDS.complains
  if (areJoined(words, index)) return ODDS.joined
  if (doesAsPeople(words, index, next)) return ODDS.complains
  if (gap === ' ' && isDoing(words, index)) return ODDS.doing
  if (gap === ' ' && isDoneWith(words, index, next)) return ODDS.done
  if (
    gap === ' ' &&
    !last &&
    words.gap(index + 1) === '&' &&
    words.lower(index + 1) === 'a' &&
    index + 2 < words.count &&
    words.lower(index + 2).startsWith('o')
  )
    return ODDS.handed
  if (
    (gap === ' - ' || gap === ': ') &&
    !last &&
    HANDED_OVER.has(words.lower(index + 1)) &&
    (opensLine(words, index) || words.shape(index - 1) >= SHAPE.digits) &&
    (words.lists(index) & LIST.eponym) === 0
  )
    return ODDS.handed
  if (gap === ' ' && MADE.has(next)) return ODDS.made
  return VERBS.has(next) || SAYING.has(previous) && before.trim() === '' ? ODDS.weighed : 0
}

/** has been having, left a message, was discharged, to OR */
function isDoneWith(words: Words, index: number, next: string): boolean {
  const behind = index + 2
  if (behind >= words.count || (words.lists(index) & LIST.eponym) !== 0 || words.gap(index + 1) !== ' ') return false
  switch (next) {
    case 'has':
    case 'had':
      if (behind + 1 >= words.count) return false
      return words.lower(behind) === 'been'
        ? GOING_ON.has(words.lower(behind + 1))
        : LIVED.has(words.lower(behind)) && /^(?:at|as|for|in|with|alone|there|here)$/.test(words.lower(behind + 1))
    case 'was':
    case 'is':
      return (
        DONE.has(words.lower(behind)) &&
        (words.lower(behind) !== 'seen' || (behind + 1 < words.count && /^(?:by|in|and|at)$/.test(words.lower(behind + 1)))) &&
        (words.lists(index) & NAMES) !== 0
      )
    case 'found':
      return FOUND.has(words.lower(behind)) && (words.lists(index) & NAMES) !== 0
    case 'lost':
    case 'broke':
    case 'injured':
    case 'hurt':
    case 'missed':
    case 'quit':
    case 'forgot':
    case 'cut':
    case 'twisted':
    case 'sprained':
    case 'fractured':
    case 'bumped':
    case 'burned':
    case 'hit':
      return POSSESSIVES.has(words.lower(behind))
    case 'back':
      return words.lower(behind) === 'from'
    case 'in':
      return behind + 1 < words.count && words.shape(behind + 1) >= SHAPE.digits && /^(?:room|rm|bed|bay)$/.test(words.lower(behind))
    case 'left':
      return LEFT.has(words.lower(behind))
    case 'to':
      return PLACES.has(words.lower(behind)) && (words.lists(index) & NAMES) !== 0 && otherwise(words, index) <= TASKED_OTHERWISE_MAX
    default:
      return false
  }
}

const DOING_GIVEN_MIN = 0.8
const DOING_OTHERWISE_MAX = 1.1
/** Between a person and what is done: Karen no ha ingresado, Karen se levanta. */
const BETWEEN = new Set(['no', 'ya', 'tambien', 'nunca', 'siempre'])

/** A forename that is hardly anything else does something in Spanish: Fernanda no tiene hermanos. */
function isDoing(words: Words, index: number): boolean {
  if (
    words.shape(index) !== SHAPE.capital ||
    words.frequency(index, 'given') < Math.max(DOING_GIVEN_MIN, words.frequency(index, 'surname')) ||
    otherwise(words, index) > DOING_OTHERWISE_MAX
  )
    return false
  const next = index + 1
  const verb = next + 1 < words.count && words.gap(next) === ' ' && BETWEEN.has(words.lower(next)) ? next + 1 : next
  return verb < words.count && words.shape(verb) === SHAPE.lower && DOINGS.has(words.lower(verb))
}

/** ferritin 9 */
function isMeasured(words: Words, at: number): boolean {
  return at + 1 < words.count && words.gap(at) === ' ' && words.shape(at + 1) === SHAPE.digits
}

/** Jamal: ferritin 9; hardly anything but a forename. */
function isForenameAlone(words: Words, index: number): boolean {
  return (
    words.shape(index) === SHAPE.capital &&
    sizeOf(words, index) > 3 &&
    (words.lists(index) & ~(NAMES | LIST.place)) === 0 &&
    words.frequency(index, 'given') >= DOING_GIVEN_MIN &&
    otherwise(words, index) <= DOING_OTHERWISE_MAX
  )
}

const TENS = new Set(['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'])

/** is 58 and, is ninety-four, turned 101 */
function isOfYears(words: Words, at: number): boolean {
  if (at >= words.count || words.gap(at - 1) !== ' ') return false
  return TENS.has(words.lower(at)) || (words.shape(at) === SHAPE.digits && sizeOf(words, at) <= 3 && /^(?: |[,.;)]|-)/.test(words.gap(at)))
}

const AGE_UNITS = new Set(['y', 'yo', 'yr', 'yrs', 'year', 'years', 'month', 'months', 'mo', 'week', 'weeks', 'day', 'days'])

/** is a 6yo, is an 8 year old, is a 58F, is a 3-month-old */
function isAgedOne(words: Words, article: number): boolean {
  const age = article + 1
  if (age >= words.count || sizeOf(words, article) > 2 || !/^an?$/.test(words.lower(article)) || words.gap(article) !== ' ') return false
  if (words.shape(age) === SHAPE.code) return /^\d{1,3}(?:yo?|yr|m|f|mo|yom|yof)$/.test(words.lower(age))
  if (words.shape(age) !== SHAPE.digits || sizeOf(words, age) > 3 || age + 1 >= words.count) return false
  if (!AGE_UNITS.has(words.lower(age + 1))) return false
  return /^yo?$/.test(words.lower(age + 1)) || (age + 2 < words.count && /^(?:olds?|o|m|f|male|female)$/.test(words.lower(age + 2)))
}

/** How much more a forename than a term a word is that is both, log10: Rosa. */
const AGED_SURPLUS_MIN = 1

/** A word that nobody knows, or that is a name and is no role of a person. */
function mayBeAged(words: Words, index: number): boolean {
  const lists = words.lists(index)
  if (lists === 0) return sizeOf(words, index) > 3
  if ((lists & NAMES) === 0 || (lists & (LIST.relative | LIST.profession | LIST.title | LIST.organization)) !== 0) return false
  return (lists & LIST.clinical) === 0 || words.frequency(index, 'given') - otherwise(words, index) >= AGED_SURPLUS_MIN
}

/** Tobias (he/him) */
function isPronoun(words: Words, at: number): boolean {
  return at < words.count && /^ ?[/,)]/.test(words.gap(at)) && PRONOUNS.has(words.lower(at))
}

const PRONOUNS = new Set(['he', 'she', 'they', 'him', 'her', 'ze', 'xe', 'ella', 'elle'])

/** `very reliable`, `not married`, within a word or two. */
function isOfPersons(words: Words, from: number): boolean {
  for (let at = from; at < Math.min(from + 3, words.count) && words.gap(at - 1) === ' '; at++) if (STATES.has(words.lower(at))) return true
  return false
}

/** With these people begin to speak to somebody: Now Grace, where is the pain? */
const OPENERS = new Set([
  'so', 'well', 'ok', 'okay', 'alright', 'right', 'now', 'and', 'yes', 'yeah', 'no', 'sorry', 'oh', 'but', 'then', 'morning', 'afternoon',
  'evening', 'good', 'great', 'thanks', 'please', 'listen', 'look', 'hmm', 'um', 'uh',
])

function isBehindOpener(words: Words, index: number): boolean {
  return index > 0 && /^,? $/.test(words.gap(index - 1)) && OPENERS.has(words.lower(index - 1)) && startsSentence(words, index - 1)
}

/** Neither a label nor an item of a list stands before it. */
function isOwnClause(before: string): boolean {
  return !/[:*-]/.test(before) || /: ?["']$/.test(before)
}

function opensLine(words: Words, index: number): boolean {
  return index === 0 || /\n[> ]*$/.test(words.gap(index - 1)) || /["'] ?$/.test(words.gap(index - 1))
}

const LIST_WORDS_MAX = 5
export const SURE = 1.2
export const ANDS = new Set(['and', 'y', 'e', 'or', 'o', 'und', 'et'])
/** log10 odds by how many sure names stand in one list with a word: Anna, Tyrell and Priya. */
const LISTED = [0, 1, 1.8, 2.2, 2.4] as const
/** What its neighbours in a list of names say for a word, log10. */
export function listedOdds(words: Words, index: number): number {
  let names = 0
  for (const step of [-1, 1] as const) {
    let at = neighbour(words, index, step)
    for (let count = 0; at !== undefined && count < LIST_WORDS_MAX; count++, at = neighbour(words, at, step)) {
      names += sureness(words, at)
    }
  }
  return LISTED[Math.min(Math.floor(names), LISTED.length - 1)] as number
}

/** A rare name that is nothing else says half of what a frequent one does. */
export const RARE_NAME = 0.5

function sureness(words: Words, at: number): number {
  const lists = words.lists(at)
  if ((lists & NAMES) === 0 || (lists & LIST.eponym) !== 0) return 0
  return nameWeight(words, at) >= SURE ? 1 : (lists & ~(NAMES | LIST.place)) === 0 && words.frequency(at, 'foreign') === 0 ? RARE_NAME : 0
}

const SURNAME_MIN = 1.6
const PARTNER_OTHERWISE_MAX = 2.1

/** Two names joined by "and" that are more than one: Prieto and Kowalski were. One of them may be unknown. */
function areJoined(words: Words, index: number): boolean {
  const and =
    words.gap(index) === ' ' && index + 2 < words.count && ANDS.has(words.lower(index + 1))
      ? index + 1
      : index > 1 && ANDS.has(words.lower(index - 1))
        ? index - 1
        : undefined
  if (and === undefined || words.gap(and) !== ' ') return false
  const behind = and + 2
  const one = and - 1
  const two = and + 1
  if (!isPartner(words, one) || !isPartner(words, two) || Math.max(sureAs(words, one), sureAs(words, two)) < SURNAME_MIN) return false
  if ((words.lists(one) & words.lists(two) & LIST.eponym) !== 0) return false
  return (
    behind < words.count &&
    words.gap(and + 1) === ' ' &&
    /^(?:were|are|have|had|went|came|said|say|both|got|met|married|live|lived|divorced|argued|agreed|moved|want|wanted)$/.test(
      words.lower(behind),
    )
  )
}

function nameFrequency(words: Words, at: number): number {
  return Math.max(words.frequency(at, 'surname'), words.frequency(at, 'given'))
}

/** How frequent a word is as a name; one that is nothing but a name need not be frequent. */
function sureAs(words: Words, index: number): number {
  const lists = words.lists(index)
  if (lists === 0) return endsLikeSurname(words.lower(index)) ? SURNAME_MIN : 0
  return (lists & ~NAMES) === 0 ? SURNAME_MIN : nameFrequency(words, index)
}

function isPartner(words: Words, index: number): boolean {
  return (
    words.shape(index) === SHAPE.capital &&
    !(index > 0 && words.gap(index - 1) === '-') &&
    (words.lists(index) === 0 || ((words.lists(index) & NAMES) !== 0 && otherwise(words, index) <= PARTNER_OTHERWISE_MAX))
  )
}

/** The other word of a name with a hyphen, in one direction: Al-Harbi. */
function otherHalf(words: Words, at: number, step: 1 | -1): number {
  const other = at + step
  return other >= 0 && other < words.count && words.gap(Math.min(at, other)) === '-' && isCapital(words, other) ? other : at
}

/** The capitalised word before or after, with a comma or `and` between. */
function neighbour(words: Words, from: number, step: 1 | -1): number | undefined {
  const index = otherHalf(words, from, step)
  const at = index + step
  if (at < 0 || at >= words.count) return undefined
  const gap = words.gap(Math.min(index, at))
  if (/^, ?$/.test(gap) && isCapital(words, at)) return at
  if (gap !== ' ' && gap !== ', ' || sizeOf(words, at) > 3 || !ANDS.has(words.lower(at))) return undefined
  const other = at + step
  if (other < 0 || other >= words.count || !/^,? $/.test(words.gap(Math.min(at, other)))) return undefined
  return isCapital(words, other) ? other : undefined
}
