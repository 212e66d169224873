import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial, isRestored, startsSentence } from '../word-shape.ts'
import { NAMES, otherwise, THINGS } from './name-weight.ts'

const PRIORS = { told: 0.8, labelled: 0.9, signed: 0.7 } as const

const set = (words: string): WordSet => new WordSet(words.split(/\s+/))
/** Behind who rings: this is Karen calling from. */
const CALLS = set('calling from speaking here again with w at over the your on in w/')
/** Before the comma behind which somebody is spoken to: What can I do for you, Bex? */
const ADDRESSED = set(
  `you today doing feeling morning afternoon evening night thanks hi hello hey okay ok alright right please sorry bye goodbye welcome in down
  soon care luck up here now there again back going sure course problem yes no well`,
)
/** With what a message goes on behind who it is to: Cornelia - the man from. */
const ASKED = set('the can could please pls pt just i we did do is are any thanks thx fyi not this your you u bed rm our could would when')
const HANDED = set('report handoff handover endorsed signout reported passed spoke texted')
const AWAY = set('out off over')
const HANDS = set('sign signed signing hand handed handing turned turn passed pass')
const REACHED = set('called call calls calling paged page msg message note labs lab results result spoke texted asking update email')
const GIVERS = set('they we i she he you u')
const GIVEN_AT = set('at a the his her some on in for two one')
const SINCE = set('since when before after until')
const GONE = set('passed died left moved got came went retired')
const DID = set('made drove told took let helped gave brought showed picked taught asked called thinks wants')
const TO_WHOM = set('me us him them my')
const BOOKED = set('appt appointment upcoming visit')
const STAYED = set('staying sitting stayed sat waiting')
const COVERED = set('nights days weekend weekends call tonight today until til till for the')
const OF_WHOM = set("she's he's she he who")
const STAFF = set('nurse ma assistant secretary scheduler receptionist caseworker aide carer caregiver sponsor manager teacher coordinator navigator')
const ONES = set('kid lady guy baby twin twins girl boy family child infant newborn')
const PARTS = set('student trainee rn lpn hca cna physio ot pt slp volunteer chaplain intern porter carer sitter interpreter driver neighbour ma np pa')
const ROLES = set('sw cpn hv amhp cm pct lcsw msw ccm')
const PLACED = set('in at from about on re')
const CLOSINGS = set('thanks regards cheers best love thx ta ty sincerely yours faithfully truly warmly')
const STATES = set('agitated resting asleep awake alert restless tearful confused sleeping refusing combative cooperative anxious lethargic drowsy pleasant ambulating ambulated calm')
const SEEN = set('w with today in for again on yesterday')
const CALLS_SO = set('prefers called nicknamed by as')
const SAID = set('said says called asked wants wanted paged rang told thinks reports confirmed brought raised')
const DIALLED = set('ext extn extension bleep pager')
const AND_NAME = set('first given')
const BEHIND_KIN = set('who is was has says drives helps manages and at')

const BEGINS = LIST.given | KIND.capital

export const toldPerson: WordDetector = {
  name: 'told-person',
  class: 'name',
  describes:
    'A forename that the phrase around it tells: this is Karen calling from, signed out to priya, What can I do for you, Bex?, KOWAL, B of a page.',
  source: '45 CFR 164.514(b)(2)(i)(A); phrases of pages, hand-overs, voicemail and visits as transcribed',
  begins: BEGINS,
  find,
  examples: {
    true: [
      'Hello, this is [[Philippa]] calling from the lab', 'this is [[jonah]] the night float', 'its [[zdenka]], i know her',
      'What brings you in today, [[Bex]]?', 'Thanks, [[Bronwen]]. See you', 'seen w husband, [[jasper]]. says',
      'with daughter, [[faith]], who drives',
      '[[Cornelia]] - the man from the ward', 'signed out to [[anjali]] at 7', 'calc MELD for [[okonkwo]]: bili 3',
      'lab called re [[nowakowski]] - k 6',
      'the amox they gave [[tomasz]] at the walk in', 'not sleeping since [[Harold]] passed', '[[Zainab]] made me try it',
      'Reminder: [[ZARA]] has an appt on', 'bloods sent, [[Nomvula]] staying with pt', 'Contact estates, [[Clive]], ext 5512',
      'Next patient. [[Small]], first name Ann', 'MSG: [[PHAM, K]] 4S-12', '[[NGO, T]] rm 14', 'mom [[priscilla]] is here',
      'we saw [[tyrell]] w/ his', 'to SW [[Nadeem]], Council', 'OPO coordinator [[Karen]]\n', 'bed mgr [[Jacqui]] bleep 3390',
      'RN note: [[Vaughn]] agitated', 'ok. And [[Juno]]? She', 'hope you are well.\nYours, [[Cressida]]',
      'interpreter 88213 ([[Karen]]) on', 'seen: 71M [[Delacroix]], NSTEMI',
      'frame. [[Callum]] (student) present', 'bloods with [[Steph]] in path lab',
      'He is off sick today. Thanks, [[B]]', 'May prefers "[[Maisie]]"', '[[Moe]] from respiratory said',
      'Concern: [[Kayleigh]] at nursery raised', '[[Nomvula]] covering nights',
      'the [[Beaumont]] kid in', "the surgeon's nurse, [[Ottilie]], for",
      'gaba for [[delphine]] she is', 'the echo for [[Nkechi]]? ', 'w wife, [[joy]]. says [[joy]] does meds',
      "regarding [[baptiste d'souza]] that is",
      '[[St. Clair, Josephine]] is in 4', 'Patient [[Clive Onions]], retired', 'do for you, [[Pip]]?',
      'has an allergy, can he go first? [[B]].',
    ],
    false: [
      'this is pain from the hip', 'Is it sore today, Tylenol?', 'no pain now, Normal.', 'mother, hypertension, who',
      'with daughter, pain.',
      'Labs - the potassium is', 'signed out to floor', 'score for sepsis: 3', 'called re potassium', 'they gave heparin at 10',
      'since stent placed', 'Lasix made me dizzy', 'CT has an appointment', 'drain staying with suction', 'Radiology, ext 5512',
      'VITAMIN, D 400',
      'after Foley came out', 'switch over to Tarka', 'ABC, D.O. for', 'its grace period', 'IRON, B 12', 'mom is here', 'BP 120 (Left) arm',
      'Wound calm', 'saw improvement in', 'son will be', '71M Smoker, obese',
      '16F Foley, patent', 'with Foley in place', 'with Pain in hip', 'takes vitamins C, B', 'Pain from surgery said to', 'the Crohn kid',
      'for sepsis she is', 'nurse, Cardiology, for', 'Likely hepatitis B',
      'start a daily low dose vitamin D.',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  const small = new Set<string>()
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    if (at + 2 < words.count && isCapital(words, at) && isListedFirst(words, at)) {
      yield { first: at, last: at, prior: PRIORS.labelled, why: 'a surname before the word for a forename' }
    } else if (isBeforeInitial(words, at)) {
      yield { first: at, last: at + 1, prior: PRIORS.told, why: 'a surname in capitals and an initial' }
    } else if (isSigned(words, at)) {
      yield { first: at, last: at, prior: PRIORS.signed, why: 'an initial alone ends the message' }
    } else if (isForename(words, at) && isTold(words, at) || isAsked(words, at)) {
      yield { first: at, last: at, prior: PRIORS.told, why: 'a forename that the phrase around it tells' }
      if (words.shape(at) === SHAPE.lower) small.add(words.lower(at))
    } else {
      const last = lastOf(words, at)
      if (last > at) yield { first: at, last, prior: PRIORS.told, why: 'a forename, and a surname that its place tells' }
    }
  }
  if (small.size === 0) return
  for (let at = words.next(LIST.given, 0); at < words.count; at = words.next(LIST.given, at + 1))
    if (words.shape(at) === SHAPE.lower && small.has(words.lower(at)) && isForename(words, at))
      yield { first: at, last: at, prior: PRIORS.told, why: 'a forename that the text tells elsewhere' }
}

const PATIENTS = set('patient pt client resident')

/** The last word of `baptiste d'souza`, `St. Clair, Ann`, `Patient Clive Onions, 72`; the first where there is no such name. */
function lastOf(words: Words, at: number): number {
  const next = at + 1
  if (next >= words.count) return at
  const gap = words.gap(at)
  if (gap === '. ' && sizeOf(words, at) === 2 && words.word(at) === 'St')
    return isSaintly(words, next) ? next + 1 : at
  if (gap !== ' ' || !isForename(words, at)) return at
  if (/^[dno]'[a-z]{3,}$/.test(words.word(next))) return next
  if (words.shape(at) === SHAPE.lower) return at
  const isPatient = at > 0 && words.gap(at - 1) === ' ' && PATIENTS.has(words, at - 1)
  if (!isPatient || words.shape(next) !== SHAPE.capital || (words.lists(next) & THINGS) !== 0) return at
  return /^(?:, | \()/.test(words.gap(next)) ? next : at
}

/** Clair, Ann behind St */
function isSaintly(words: Words, surname: number): boolean {
  const given = surname + 1
  return (
    given < words.count &&
    isCapital(words, surname) &&
    words.gap(surname) === ', ' &&
    isCapital(words, given) &&
    isForename(words, given) &&
    !startsSentence(words, given + 1)
  )
}

/** Small, first name Ann */
function isListedFirst(words: Words, at: number): boolean {
  return (
    /^,? $/.test(words.gap(at)) &&
    AND_NAME.has(words, at + 1) &&
    words.lower(at + 2) === 'name' &&
    (words.lists(at) & NAMES) !== 0 &&
    (words.lists(at) & (LIST.relative | LIST.title)) === 0
  )
}

const MESSAGE_WORDS_MIN = 5

/** can he go first? B. */
function isSigned(words: Words, at: number): boolean {
  return (
    at + 1 === words.count && at >= MESSAGE_WORDS_MIN && isInitial(words, at) && /^\.?\s*$/.test(words.gap(at)) &&
    (/^(?:[.!?] {1,2}|[.!?,]?\s*\n\s*)[-~]{0,2} ?$/.test(words.gap(at - 1)) || words.gap(at - 1) === ', ' && CLOSINGS.has(words, at - 1))
  )
}

const SURNAME_SURPLUS_MIN = 0.8

/** PHAM, K */
function isBeforeInitial(words: Words, at: number): boolean {
  if (at + 1 >= words.count || words.gap(at) !== ', ' || !isInitial(words, at + 1) || !/^[A-Z]{2}/.test(words.word(at))) return false
  // Kowalski, D.O.
  if (words.gap(at + 1) === '.' && at + 2 < words.count) return false
  if (!/^(?: |\. |\.?$|\.?\n|\)|;)/.test(words.gap(at + 1)) || (words.lists(at) & THINGS) !== 0) return false
  return words.frequency(at, 'surname') - otherwise(words, at) >= SURNAME_SURPLUS_MIN
}

const SURPLUS_MIN = 0.3
const LOWER_SURPLUS_MIN = 0.7
const EPONYM_GIVEN_MIN = 1.6
const GIVEN_MIN = 1.2

/** A forename more than anything else, and in small letters far more. */
function isForename(words: Words, at: number, never = THINGS): boolean {
  const lists = words.lists(at)
  if ((lists & LIST.given) === 0 || (lists & never) !== 0 || sizeOf(words, at) < 3) return false
  const given = words.frequency(at, 'given')
  if ((lists & LIST.eponym) !== 0 && given < EPONYM_GIVEN_MIN) return false
  const surplus = given - Math.max(words.frequency(at, 'common'), words.frequency(at, 'foreign'))
  if (words.shape(at) === SHAPE.lower) return surplus >= LOWER_SURPLUS_MIN
  return isCapital(words, at) && surplus >= SURPLUS_MIN
}

function isTold(words: Words, at: number): boolean {
  return isToldBefore(words, at) || at + 1 < words.count && isToldBehind(words, at)
}

/** What can I do for you, Pip? A term may be a forename there. */
function isAsked(words: Words, at: number): boolean {
  return (
    at > 0 && words.gap(at).startsWith('?') && words.gap(at - 1) === ', ' && words.lower(at - 1) === 'you' && isCapital(words, at) &&
    isForename(words, at, THINGS & ~LIST.clinical)
  )
}

/** By the words before, and what ends the name. */
function isToldBefore(words: Words, at: number): boolean {
  if (at === 0) return false
  const before = words.gap(at - 1)
  const gap = words.gap(at)
  const ends = /^(?:[.,;?!)]|$|\s*\n| - )/.test(gap)
  if (before === ' (' && gap.startsWith(')') && words.shape(at - 1) >= SHAPE.digits)
    return isCapital(words, at) && words.frequency(at, 'given') >= GIVEN_MIN
  if (before === ', ' && CLOSINGS.has(words, at - 1) && /^\.?\s*(?:\n|$)/.test(gap)) return isCapital(words, at)
  const isSmall = words.shape(at) === SHAPE.lower || isRestored(words, at)
  if (before === ' ' && (words.lists(at - 1) & LIST.relative) !== 0 && isSmall)
    return ends || gap === ' ' && BEHIND_KIN.has(words, at + 1)
  if (before === ', ' || before === ' (') {
    if ((words.lists(at - 1) & LIST.relative) !== 0)
      return isSmall && (ends || gap === ' ' && BEHIND_KIN.has(words, at + 1))
    if (before === ', ' && ends && isCapital(words, at) && STAFF.has(words, at - 1)) return true
    return before === ', ' && isCapital(words, at) && /^(?:[?!]|\.(?: |$|\n))/.test(gap) && ADDRESSED.has(words, at - 1)
  }
  if (before === ' "') return isCapital(words, at) && gap.startsWith('"') && CALLS_SO.has(words, at - 1)
  if (before !== ' ') return false
  if (isCapital(words, at) && (isBehindAge(words, at, gap) || isBehindRole(words, at, ends))) return true
  if (at === 1) return /^it'?s$/.test(words.lower(0)) && isRung(words, at)
  switch (words.lower(at - 1)) {
    case 'is':
      if (words.lower(at - 2) !== 'this') return false
      return gap === ' ' ? at + 1 < words.count && CALLS.has(words, at + 1) : ends && isCapital(words, at)
    case 'its':
    case "it's":
      return startsSentence(words, at - 1) && isRung(words, at)
    case 'to':
      return words.gap(at - 2) === ' ' && (HANDED.has(words, at - 2) || at > 2 && AWAY.has(words, at - 2) && HANDS.has(words, at - 3))
    case 'for':
      return /^(?:: ?|\?)/.test(gap) || gap === ' ' && at + 1 < words.count && OF_WHOM.has(words, at + 1)
    case 're':
      return REACHED.has(words, at - 2)
    case 'with':
      if (gap !== ' ' || at + 1 >= words.count || !PLACED.has(words, at + 1)) return false
      return isCapital(words, at) && (words.lists(at) & LIST.place) === 0
    case 'saw':
      return gap === ' ' && at + 1 < words.count && SEEN.has(words, at + 1)
    case 'and':
      return isCapital(words, at) && gap.startsWith('?') && startsSentence(words, at - 1)
    case 'esp':
    case 'especially':
      return isCapital(words, at)
    case 'gave':
      return GIVERS.has(words, at - 2) && gap === ' ' && at + 1 < words.count && GIVEN_AT.has(words, at + 1)
    default:
      return SINCE.has(words, at - 1) && gap === ' ' && at + 1 < words.count && isCapital(words, at) && GONE.has(words, at + 1)
  }
}

/** its Karen, it's Karen from the lab */
function isRung(words: Words, at: number): boolean {
  if (words.gap(at).startsWith(',')) return true
  return words.gap(at) === ' ' && at + 1 < words.count && /^(?:from|again|here|calling)$/.test(words.lower(at + 1))
}

/** By the words behind. */
function isToldBehind(words: Words, at: number): boolean {
  const gap = words.gap(at)
  const next = at + 1
  if (gap === ' - ')
    return opensLine(words, at) && words.shape(at) === SHAPE.capital && words.shape(next) === SHAPE.lower && ASKED.has(words, next)
  if (gap === ' (' && isCapital(words, at) && PARTS.has(words, next) && words.gap(next).startsWith(')')) return true
  if (gap === ', ' || gap === ' (') return isCapital(words, at) && (DIALLED.has(words, next) || /^x\d{4,5}$/.test(words.lower(next)))
  if (gap === ' ' && DIALLED.has(words, next))
    return isCapital(words, at) && next + 1 < words.count && words.shape(next + 1) === SHAPE.digits
  if (gap === ' ' && STATES.has(words, next)) return startsSentence(words, at) && words.shape(at) === SHAPE.capital
  if (gap !== ' ' || next + 1 >= words.count || words.gap(next) !== ' ') return false
  if (/^(?:from|at)$/.test(words.lower(next))) return startsSentence(words, at) && isCapital(words, at) && isSaidBehind(words, next + 1)
  if (words.lower(next) === 'covering') return startsSentence(words, at) && COVERED.has(words, next + 1)
  if (ONES.has(words, next)) return isOfThe(words, at)
  if (DID.has(words, next)) return TO_WHOM.has(words, next + 1) && isCapital(words, at)
  if (STAYED.has(words, next)) return words.lower(next + 1) === 'with' && isCapital(words, at)
  return words.lower(next) === 'has' && next + 2 < words.count && /^an?$/.test(words.lower(next + 1)) && BOOKED.has(words, next + 2)
}

/** Allocated to SW Nadeem, OPO coordinator Blythe */
function isBehindRole(words: Words, at: number, ends: boolean): boolean {
  if (words.shape(at - 1) === SHAPE.upper) return ROLES.has(words, at - 1)
  return ends && words.shape(at - 1) === SHAPE.lower && STAFF.has(words, at - 1)
}

/** 71M Delacroix, NSTEMI */
function isBehindAge(words: Words, at: number, gap: string): boolean {
  return (
    words.shape(at - 1) === SHAPE.code && gap.startsWith(', ') && (words.lists(at) & (LIST.place | LIST.eponym)) === 0 &&
    /^\d{1,3}(?:yo?)?[mf]$/.test(words.lower(at - 1))
  )
}

const FROM_WORDS_MAX = 3

/** Moe from respiratory said */
function isSaidBehind(words: Words, from: number): boolean {
  for (let at = from + 1; at < words.count && at <= from + FROM_WORDS_MAX && words.gap(at - 1) === ' '; at++)
    if (SAID.has(words, at)) return true
  return false
}

const OF_SURNAME_MIN = 1.2

/** the Beaumont kid */
function isOfThe(words: Words, at: number): boolean {
  return (
    at > 0 && words.lower(at - 1) === 'the' && words.gap(at - 1) === ' ' && words.shape(at) === SHAPE.capital &&
    (words.lists(at) & LIST.eponym) === 0 && words.frequency(at, 'surname') >= OF_SURNAME_MIN
  )
}

function opensLine(words: Words, at: number): boolean {
  return at === 0 || words.gap(at - 1).includes('\n')
}
