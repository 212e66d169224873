import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { STREET_WORDS } from '../organization/organization-words.ts'
import { SPECIALTIES } from '../organization/specialty-words.ts'
import { isParticle, runEnd } from './name-run.ts'
import { givenWeight, NAMES, nameWeight, otherwise, surnameWeight } from './name-weight.ts'
import { isGenitive, isInitial } from '../word-shape.ts'

/** Strongly no part of a name: a head of an organization, a title, a common word. */
const BREAK_WEIGHT = -1.1

interface ReadOptions {
  /** A title or label says that it is a name. */
  readonly isSure?: boolean
}

interface NameRead {
  readonly last: number
  /** Sum of the weights of its words, log10. */
  readonly weight: number
  /** How many words that are neither initials nor particles. */
  readonly full: number
  readonly initials: number
}

const PLAIN_OTHERWISE_MAX = 2.6
const PLAIN_OTHERWISE_MAX_THIRD = 1.6
const NEVER_LAST = LIST.organization | LIST.title | LIST.clinical | LIST.profession | LIST.relative | LIST.calendar

/** An ordinary word that ends a name which is sure without it: Gabriel de Arriba, Jane Fallow. */
export function mayEndName(words: Words, index: number, full: number): boolean {
  // Beet is a vegetable elsewhere, and a surname at the end of what is a name already.
  const never = words.gap(index) === ' ' || words.frequency(index, 'common') > 1 ? NEVER_LAST : NEVER_LAST & ~LIST.clinical
  if (words.shape(index) !== SHAPE.capital || (words.lists(index) & never) !== 0 || SPECIALTIES.has(words, index)) return false
  // Puerto is a surname too, where nothing joins it to Rico.
  if (
    words.gap(index) !== ' ' &&
    (words.lists(index) & LIST.surname) !== 0 &&
    words.frequency(index, 'common') <= PLAIN_OTHERWISE_MAX_THIRD
  )
    return true
  // A second family name where the name ends: Lucia Romero Temprano.
  if (full > 1 && words.gap(index) !== ' ' && words.frequency(index, 'common') <= WITHIN_COMMON_MAX) return true
  return otherwise(words, index) <= (full === 1 ? PLAIN_OTHERWISE_MAX : PLAIN_OTHERWISE_MAX_THIRD)
}

const WITHIN_COMMON_MAX = 2.2
const WITHIN_SURNAME_MIN = 1.2
const WITHIN_WEIGHT_MIN = 0.4
const NEVER_WITHIN = LIST.organization | LIST.title | LIST.relative | LIST.calendar

/** An ordinary word inside a name that is sure without it: Pablo de Dios Prieto, Rosa de la Iglesia, Maria Consolacion Gil. */
export function mayStandWithin(words: Words, index: number): boolean {
  if (words.shape(index) !== SHAPE.capital || index === 0) return false
  if (isParticle(words, index - 1) && words.gap(index - 1) === ' ')
    return (words.lists(index) & (LIST.clinical | (NEVER_WITHIN & ~LIST.organization))) === 0
  // Nieto is a grandson and a surname.
  const never = words.frequency(index, 'surname') >= WITHIN_SURNAME_MIN ? NEVER_WITHIN & ~LIST.relative : NEVER_WITHIN
  return (
    words.gap(index) === ' ' &&
    (words.lists(index) & never) === 0 &&
    words.frequency(index, 'common') <= WITHIN_COMMON_MAX &&
    index + 1 < words.count &&
    words.shape(index + 1) === SHAPE.capital &&
    (words.lists(index + 1) & NAMES) !== 0 &&
    surnameWeight(words, index + 1) >= WITHIN_WEIGHT_MIN
  )
}

const NEVER_FIRST = LIST.organization | LIST.profession | LIST.relative
const BEHIND_MIN = 0.4
const FIRST_COMMON_MAX = 3.6

/** A word that is a forename as well, before two surnames, where a name is sure: Mar Prieto Sanz, Abril Prieto Sanz, Anunciacion Romero Prieto. */
export function mayOpenName(words: Words, index: number): boolean {
  const last = index + 2
  if (
    last >= words.count ||
    words.shape(index) !== SHAPE.capital ||
    (words.lists(index) & NEVER_FIRST) !== 0 ||
    words.frequency(index, 'common') > FIRST_COMMON_MAX
  )
    return false
  return (
    isSurnameIn(words, index + 1) &&
    (isSurnameIn(words, last) || (words.lists(last) === 0 && words.shape(last) === SHAPE.capital)) &&
    words.gap(index) === ' ' &&
    /^[ -]$/.test(words.gap(index + 1))
  )
}

function isSurnameIn(words: Words, index: number): boolean {
  return (
    words.shape(index) === SHAPE.capital &&
    (words.lists(index) === 0 || (words.lists(index) & LIST.surname) !== 0) &&
    surnameWeight(words, index) >= BEHIND_MIN
  )
}

/** A forename and two surnames; behind them a street or a telephone begins. */
const SPANISH_NAME_WORDS = 3
const MORE_WEIGHT_MAX = 0.8
const INITIAL_WEIGHT = 0.3

/**
 * Reads a name written forename first: `Anna`, `Anna S.`, `J. R. Smith`, `Ana Maria Lopez de la Vega`. Words are taken
 * as long as they may be part of a name.
 */
export function readName(words: Words, first: number, limit = runEnd(words, first), read: ReadOptions = {}): NameRead {
  let weight = 0
  let best = 0
  let full = 0
  let initials = 0
  let last = first - 1
  for (let at = first; at <= limit; at++) {
    if (full >= SPANISH_NAME_WORDS && STREET_WORDS.has(words.lower(at))) break
    if (isInitial(words, at)) {
      if (/^[-&/]/.test(words.gap(at)) || at > 0 && words.gap(at - 1).endsWith('-')) break
      initials++
      weight += at === first ? 0 : INITIAL_WEIGHT
      last = at
      continue
    }
    if (at > first && isParticle(words, at) && at < limit) continue
    const isGiven = full === 0 && initials === 0 && !(at < limit && words.gap(at) === '-')
    const one = isGiven ? givenWeight(words, at) : full === 0 && initials > 0 ? surnameWeight(words, at) : nameWeight(words, at)
    const isOpening = read.isSure === true && full === 0 && one < 0 && mayOpenName(words, at)
    if (
      one < BREAK_WEIGHT &&
      !isOpening &&
      !(read.isSure === true && full > 0 && (mayEndName(words, at, full) || mayStandWithin(words, at)))
    )
      break
    weight += isOpening ? 0 : full >= 2 ? Math.min(one, MORE_WEIGHT_MAX) : one
    full++
    last = at
    best = full === 1 ? weight : Math.max(best, weight)
    // Mr. Okonkwo's K: what somebody has is no part of the name.
    if (isGenitive(words, at)) break
  }
  return { last, weight: read.isSure === true ? best : weight, full, initials }
}

const SUFFIXES = new Set([
  'jr', 'sr', 'ii', 'iii', 'iv', 'md', 'do', 'phd', 'rn', 'np', 'pa', 'dds', 'dvm', 'mba', 'esq', 'lpn', 'dnp', 'facp', 'facs', 'mbbs',
  'pharmd', 'psyd', 'dpm', 'lcsw', 'crna', 'arnp', 'aprn', 'fnp', 'msn', 'bsn', 'pac', 'dmd', 'mph',
])

/** What stands behind the surname of a son, grandson or nephew in Portuguese: dos Santos Filho. */
const YOUNGER = new Set(['filho', 'neto', 'sobrinho', 'junior'])

/** The last of the words after a name that go with it: `Jr`, `III`, `MD`, `RN`. Marks of a profession only without a comma. */
export function withSuffix(words: Words, last: number): number {
  let end = last
  if (end + 1 < words.count && words.gap(end) === ' ' && words.shape(end + 1) === SHAPE.capital && YOUNGER.has(words.lower(end + 1))) end++
  while (
    end + 1 < words.count &&
    words.gap(end) === ' ' &&
    (words.lists(end + 1) & LIST.title) !== 0 &&
    words.shape(end + 1) !== SHAPE.lower &&
    SUFFIXES.has(words.lower(end + 1))
  )
    end++
  return end
}
