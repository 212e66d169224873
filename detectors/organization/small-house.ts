import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isRestored } from '../word-shape.ts'
import { RESIDING } from './house-words.ts'
import { GENERIC_WORDS, HOSPITAL_WORDS } from './organization-words.ts'

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)

/** Behind which a house is named: `go` where the words before must tell of living there. */
const PREPOSITIONS = new WordMap<'at' | 'live'>([
  ...wordsOf('at from to attends attended attending').map((word) => [word, 'at'] as const),
  ...wordsOf('of in').map((word) => [word, 'live'] as const),
])

/**
 * What houses of care, hospitals and schools are called by in small letters, behind their name; of two words the last (Centers for
 * Medicare & Medicaid Services, provider types; NCES, levels of schools). `care` are those that words which nobody knows stand before.
 */
const KINDS = new WordMap<'care' | 'hospital' | 'school'>([
  ...wordsOf('alf snf ltac ltach manor').map((kind) => [kind, 'care'] as const),
  ...wordsOf('clinic hospital hosp rehab hospice healthcare general regional memorial methodist baptist ed er eye medical')
    .map((kind) => [kind, 'hospital'] as const),
  ...wordsOf('elementary middle high primary prep academy montessori elem').map((kind) => [kind, 'school'] as const),
])
const LONG_KINDS = new Map([
  ['nursing', new Set(['home', 'facility'])], ['care', new Set(['home', 'center', 'centre'])], ['assisted', new Set(['living'])],
  ['memory', new Set(['care'])], ['urgent', new Set(['care'])], ['medical', new Set(['center', 'centre', 'clinic'])],
  ['senior', new Set(['living'])], ['retirement', new Set(['home', 'village', 'community'])],
])

/** Of what names of homes are made: trees and flowers, land and water, and how they are (CMS, Nursing Home Compare, provider names). */
const HOUSE_FIRST = new WordSet(
  wordsOf(`cedar oak oaks pine pines maple elm elms willow willows birch aspen laurel magnolia cypress juniper walnut hickory holly ivy rose
    lily heather fern arbor river lake meadow forest valley mountain brook stone spring summer sunrise sunset sunny shady whispering golden
    silver green blue autumn peaceful pleasant quiet royal cherry apple hazel orchard garden crystal twin rolling windy misty evergreen`),
)
const HOUSE_LAST = new WordSet(
  wordsOf(`pines oaks elms willows acres meadows manor glen crest ridge grove gardens terrace villa villas village springs hills heights
    place pavilion lodge haven creek hollow brook estates court oak pine maple view vista woods trails landing crossing commons`),
)
const PART = new WordSet(['west', 'east', 'north', 'south', 'main', 'central', 'downtown'])
/** Closed names of hospitals of two words. */
const NICKNAMES = new Map([
  ['good', new Set(['sam', 'samaritan', 'shepherd'])], ['mass', new Set(['gen', 'general'])], ['wills', new Set(['eye'])],
])

const NAME_WORDS_MAX = 3
const NAME_MIN = 0.5
const SYSTEM_MIN = 0.8
const COMMON_MAX = 1.3
const UNKNOWN_SIZE_MIN = 5
const NO_NAME = LIST.clinical | LIST.organization | LIST.title | LIST.calendar | LIST.profession | LIST.relative | LIST.country
const PRIORS = { kind: 0.75, pair: 0.75, nickname: 0.8 } as const

const BEGINS = KIND.lower | KIND.capital

export const smallHouse: WordDetector = {
  name: 'small-house',
  class: 'organization',
  describes:
    'Homes, hospitals and schools in small letters behind a preposition: from whispering pines, at mayo clinic, @ cedar crest alf, at lincoln middle; schools without School in capitals too.',
  source:
    'Centers for Medicare & Medicaid Services, Nursing Home Compare and provider types; NCES, levels of schools; 45 CFR 164.514(b)(2)(i)(B)',
  begins: BEGINS,
  find,
  examples: {
    true: [
      'sent in from [[whispering elms]] with', 'fell @ [[cedar hollow alf]]. wants', 'hospitalized at [[trinity west]] in',
      'seen at [[mayo clinic]] for',
      'from [[golden acres]] last night', 'lives in [[magnolia terrace]] now', 'he is at [[green valley nursing home]] since',
      'transfer to [[mercy general]] by', 'sending to [[mercy ed]] now', 'taken to [[good sam]] by', 'hit at [[lincoln middle]] on',
      'goes to [[roosevelt high]] and', 'out of [[Roosevelt High]] in', 'Attends [[Lincoln Middle]].',
      'resident of [[pleasant meadows]] who',
      'from the [[mayo clinic]] last', 'a teacher at [[lincoln elementary]] c/o',
    ],
    false: [
      'seen at the clinic', 'to the local clinic', 'at pain clinic', 'from memory care', 'at wound clinic', 'to heart failure clinic',
      'at home hospice', 'pain at rest high', 'a junior in high school', 'at middle school', 'from cedar pollen', 'at green light',
      'in a quiet place', 'from rehab', 'to snf today', 'from the alf', 'to outside hospital', 'to coumadin clinic', 'from golden lab',
      'at sunrise', 'the rose of the garden', 'at high risk', 'from spring break', 'fluid in pine woods', 'at oak table',
      'to urgent care',
      'at low middle', 'found to be high', 'at risk of high', 'transferred to general medicine', 'at Index Middle', 'to Left Middle',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at + 2 < words.count; at = words.next(BEGINS, at + 1)) {
    const kind = words.gap(at) === ' @ ' ? 'at' : PREPOSITIONS.get(words, at)
    if (kind === undefined || (words.gap(at) !== ' ' && words.gap(at) !== ' @ ')) continue
    const first = words.lower(at + 1) === 'the' && words.gap(at + 1) === ' ' ? at + 2 : at + 1
    if (first + 1 >= words.count || words.gap(first) !== ' ') continue
    const found = ofKind(words, first, kind === 'at') ?? pairOf(words, first, kind === 'at' || isResided(words, at))
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

/** lives in, resident of */
function isResided(words: Words, preposition: number): boolean {
  return preposition > 0 && words.gap(preposition - 1) === ' ' && RESIDING.has(words, preposition - 1)
}

function isSmall(words: Words, at: number): boolean {
  return words.shape(at) === SHAPE.lower || isRestored(words, at)
}

/** mayo clinic, cedar crest alf, green valley nursing home, Roosevelt High */
function ofKind(words: Words, first: number, isAt: boolean): Candidate | undefined {
  if (NICKNAMES.get(words.lower(first))?.has(words.lower(first + 1)) === true && isSmall(words, first) && isAt)
    return { first, last: first + 1, prior: PRIORS.nickname, why: 'a hospital as it is called, in small letters' }
  let names = 0
  let unknown = 0
  for (let at = first; at < words.count && at - first <= NAME_WORDS_MAX; at++) {
    const kind = KINDS.get(words, at)
    if (at > first && kind !== undefined)
      return names + (kind === 'care' ? unknown : 0) > 0 ? endAt(words, first, at, kind, isAt) : undefined
    const long = LONG_KINDS.get(words.lower(at))
    if (at > first && long !== undefined && at + 1 < words.count && words.gap(at) === ' ' && long.has(words.lower(at + 1)))
      return names + unknown > 0 && isSmall(words, at) ? { first, last: at + 1, prior: PRIORS.kind, why: WHY } : undefined
    if (words.gap(at) !== ' ' || GENERIC_WORDS.has(words.lower(at)) && !HOSPITAL_WORDS.has(words.lower(at))) return undefined
    if (isName(words, at)) names++
    else if (words.lists(at) === 0 && sizeOf(words, at) >= UNKNOWN_SIZE_MIN) unknown++
    else if ((words.lists(at) & NO_NAME) !== 0 || words.frequency(at, 'common') > COMMON_MAX + 1) return undefined
  }
  return undefined
}

const WHY = 'a name and the kind of house in small letters, behind a preposition'

function endAt(words: Words, first: number, kindAt: number, kind: 'care' | 'hospital' | 'school', isAt: boolean): Candidate | undefined {
  if (kind !== 'school') return isSmall(words, kindAt) && isAt ? { first, last: kindAt, prior: PRIORS.kind, why: WHY } : undefined
  // Schools without the word, in capitals too; not before a noun: lincoln high risk.
  if (isCapital(words, kindAt) !== isCapital(words, first) && !isSmall(words, first)) return undefined
  const next = kindAt + 1
  if (next < words.count && words.gap(kindAt) === ' ' && (words.lists(next) & LIST.clinical) !== 0 && words.lower(kindAt) !== 'elementary')
    return undefined
  const last = next < words.count && words.gap(kindAt) === ' ' && words.lower(next) === 'school' ? next : kindAt
  return { first, last, prior: PRIORS.kind, why: 'a name and the level of a school, behind a preposition' }
}

/** A town, a surname, a forename or what hospitals are called by. */
function isName(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if ((HOSPITAL_WORDS.get(words.lower(at)) ?? 0) >= NAME_MIN || HOUSE_FIRST.has(words, at)) return true
  return (
    (lists & (LIST.place | LIST.surname | LIST.given)) !== 0 &&
    (lists & NO_NAME) === 0 &&
    sizeOf(words, at) > 3 &&
    words.frequency(at, 'common') <= COMMON_MAX
  )
}

/** whispering pines, trinity west */
function pairOf(words: Words, first: number, isTold: boolean): Candidate | undefined {
  const last = first + 1
  if (!isTold || !isSmall(words, first) || !isSmall(words, last)) return undefined
  const isHouse = HOUSE_FIRST.has(words, first) && HOUSE_LAST.has(words, last)
  const isPart = (HOSPITAL_WORDS.get(words.lower(first)) ?? 0) >= SYSTEM_MIN && PART.has(words, last)
  if (!isHouse && !isPart) return undefined
  return { first, last, prior: PRIORS.pair, why: 'two words that names of houses are made of, behind a preposition' }
}
