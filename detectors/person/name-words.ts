import { endsLikeSurname } from '../../src/contract/surname-endings.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { SPANISH_KINDS, STREET_WORDS } from '../organization/organization-words.ts'

/**
 * Weights are log10 of likelihood ratios: how much more frequent a word is as part of a name than as whatever else starts
 * with a capital letter in clinical text. Frequencies are per million, so what a list adds is the share of that list's
 * words among all capitalised words: an eponym is met as an eponym a hundred times in a million words.
 */
const OTHERWISE: readonly (readonly [list: number, perMillion: number])[] = [
  [LIST.organization, 4], [LIST.relative, 4], [LIST.calendar, 3.6], [LIST.title, 3.4], [LIST.country, 2.2], [LIST.eponym, 2],
  [LIST.profession, 1.8], [LIST.clinical, 1.6], [LIST.place, 1],
]
const OTHERWISE_MIN = 0.4
const WEIGHT_MAX = 3
/** A word that no list has: a name from afar, or a brand. */
const UNKNOWN_WEIGHT = 0.2
/** The same where it ends as surnames do. */
const UNKNOWN_SURNAME_WEIGHT = 1
const RARE_SURNAME_WEIGHT = 0.7
const RARE = 1.3
/** What stands in names of the other kind only: a surname used as a given name. */
const OTHER_PART = -0.7

export const NAMES = LIST.given | LIST.surname

/** The same for every combination of lists. */
const OTHERWISE_BY_LISTS = Float64Array.from({ length: 1 << 12 }, (_, lists) =>
  OTHERWISE.reduce((most, [list, perMillion]) => (lists & list) !== 0 ? Math.max(most, perMillion) : most, OTHERWISE_MIN))

/** log10 per million of a word as anything but a name. */
export function otherwise(words: Words, index: number): number {
  return Math.max(words.frequency(index, 'common'), OTHERWISE_BY_LISTS[words.lists(index)] as number)
}

/** An abbreviation among words in small letters: CT, CA, ED. */
const ABBREVIATION = -1.3
const ABBREVIATION_SIZE_MAX = 3

function isAbbreviation(words: Words, index: number): boolean {
  if (words.shape(index) !== SHAPE.upper || sizeOf(words, index) > ABBREVIATION_SIZE_MAX) return false
  const isLong = (at: number): boolean => at >= 0 && at < words.count && words.shape(at) === SHAPE.upper && sizeOf(words, at) > 2
  return !isLong(index - 1) && !isLong(index + 1)
}

/** Longer ones without a vowel are surnames of some languages. */
const CLIPPED_SIZE_MAX = 4
/** Compounds are longer than any name: Sauerstoffkonzentration. */
const UNKNOWN_SIZE_MAX = 17

/** How laboratories shorten words, and how German joins them; names are not written so. In capitals anything is. */
function isClipped(words: Words, index: number): boolean {
  if (sizeOf(words, index) > UNKNOWN_SIZE_MAX) return true
  const shape = words.shape(index)
  if (shape === SHAPE.mixed) return (words.word(index).match(/[A-Z][a-z]*/g) ?? []).some((part) => part.length > 1 && part !== 'Mc' && part !== 'St' && !/[aeiouy]/i.test(part))
  return shape === SHAPE.capital && sizeOf(words, index) > 1 && sizeOf(words, index) <= CLIPPED_SIZE_MAX && isCapital(words, index) && !/[aeiouy]/.test(words.lower(index))
}

/** MyChart, UpToDate, DynaMed; not McBride, DeShawn, O'Brien, LaToya. */
function isBrand(word: string): boolean {
  return (word.length > 7 || /^(?:My|Up|Lab|Fed|Med)[A-Z]/.test(word)) && /^[A-Z][a-z]+[A-Z][a-z]+/.test(word) && !/^(?:Ma?c|De|Di|Da|Du|Des|Del|La|Le|Van|Von|Ver|Fitz|St|San|El|Al|Ap|Ben|Ter|Ten|Jo|Jay|Ja|Ke|Ki|Ra|Ro|Sha|She|Ta|Te|Ty|Ti|Tre|Mary|Anne?|Lee|Ab|Abu|Bin|Ibn|O|Ni|Nic|Mc)[A-Z]/.test(word)
}

/** A name that a label is glued to: Ignacio Prieto SanzCorreo. */
function isBehindOwnName(words: Words, index: number): boolean {
  return index > 0 && words.gap(index - 1) === ' ' && isCapital(words, index - 1) && (words.lists(index - 1) & NAMES) !== 0
}

const BRAND = -1.3

function weigh(words: Words, index: number, frequency: number, other: number): number {
  const lists = words.lists(index)
  if (isAbbreviation(words, index)) return ABBREVIATION
  // Ma. is short for Maria in Spanish.
  if (words.shape(index) === SHAPE.capital && sizeOf(words, index) === 2 && words.lower(index) === 'ma') return UNKNOWN_WEIGHT
  // NoCol: the label of a licence, glued together.
  if (lists === 0 && words.shape(index) === SHAPE.mixed && sizeOf(words, index) <= 5 && /^n?n?o?col$/.test(words.lower(index))) return ABBREVIATION
  if (lists === 0 && isClipped(words, index)) return ABBREVIATION
  if (lists === 0 && words.shape(index) === SHAPE.mixed && !isBehindOwnName(words, index) && isBrand(words.word(index))) return BRAND
  if (lists === 0) return endsLikeSurname(words.lower(index).replace(/'s$/, '')) ? UNKNOWN_SURNAME_WEIGHT : UNKNOWN_WEIGHT
  if ((lists & NAMES) === 0) {
    // Many a surname is the name of a town.
    if ((lists & ~(LIST.place | LIST.common)) === 0 && (lists & LIST.place) !== 0 && words.frequency(index, 'common') < 1) return -0.4
    return -0.5 - otherwise(words, index)
  }
  const best = Math.max(frequency, other + OTHER_PART, 0)
  const weight = Math.min(best - otherwise(words, index), WEIGHT_MAX)
  // A surname from afar is rare in the lists, and told by its ending.
  return best < RARE && weight > -1 && endsLikeSurname(words.lower(index)) ? Math.max(weight, RARE_SURNAME_WEIGHT) : weight
}

/** How much the word speaks for a given name, log10. */
export function givenWeight(words: Words, index: number): number {
  return weigh(words, index, words.frequency(index, 'given'), words.frequency(index, 'surname'))
}

/** How much the word speaks for a surname, log10. */
export function surnameWeight(words: Words, index: number): number {
  return weigh(words, index, words.frequency(index, 'surname'), words.frequency(index, 'given'))
}

const OTHERWISE_SMALL = 2
const SURPLUS_MAX = 1.4

/** Rules out `The` and `Chest` by numbers alone, before any letter is read. */
export function mayStartName(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if (lists === 0) return true
  if ((lists & (NAMES | LIST.place)) === 0) return false
  const other = otherwise(words, at)
  return other <= OTHERWISE_SMALL || words.frequency(at, 'given') + SURPLUS_MAX >= other || words.frequency(at, 'surname') + SURPLUS_MAX >= other
}

/** How much the word speaks for any part of a name, log10. */
export function nameWeight(words: Words, index: number): number {
  return Math.max(givenWeight(words, index), surnameWeight(words, index))
}

/** The probability of log10 odds. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + 10 ** -logOdds)
}

/** Written with a capital letter, whatever follows: Anna, ANNA, McDonald, O'Brien. */
export function isCapital(words: Words, index: number): boolean {
  const shape = words.shape(index)
  return shape === SHAPE.capital || shape === SHAPE.upper || shape === SHAPE.mixed && (words.word(index).charCodeAt(0) & 0x20) === 0
}

/** Ends with the `'s` of what somebody has. */
export function isGenitive(words: Words, index: number): boolean {
  return words.is(KIND.genitive, index)
}

/** Written in small letters, in a text that is written so, and hardly anything but a name. */
export function isRestored(words: Words, index: number): boolean {
  return words.shape(index) === SHAPE.capital && words.word(index) === words.lower(index)
}

/** Written in small letters or in capitals, in a text that is written so, and hardly anything but a name. */
export function isRewritten(words: Words, index: number): boolean {
  if (words.shape(index) !== SHAPE.capital) return false
  const word = words.word(index)
  return isSmallLetter(word.charCodeAt(0)) || word.length > 1 && isBigLetter(word.charCodeAt(1))
}

function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7A
}

function isBigLetter(code: number): boolean {
  return code >= 0x41 && code <= 0x5A
}

export function sizeOf(words: Words, index: number): number {
  return words.end(index) - words.start(index)
}

/** One capital letter. */
export function isInitial(words: Words, index: number): boolean {
  return sizeOf(words, index) === 1 && words.shape(index) === SHAPE.capital
}

/** A capital letter there says nothing: the word opens the text, a sentence or a line, or follows a colon. */
export function startsSentence(words: Words, index: number): boolean {
  if (index === 0) return true
  const gap = words.gap(index - 1)
  return gap !== ' ' && /[.!?:\n\r"*>|;]|[-(] ?$/.test(gap) && !isInitial(words, index - 1)
}

const PARTICLES = new Set(['de', 'del', 'della', 'di', 'da', 'das', 'do', 'dos', 'du', 'des', 'la', 'las', 'los', 'le', 'van', 'von', 'der', 'den', 'ten',
  'ter', 'zu', 'bin', 'ibn', 'bint', 'al', 'el', 'abu', 'y', 'e', 'i', 'af', 'av', 'mac', 'st', 'san', 'santa', 'lo', 'ni', 'nic', 'ui', 'te', "d'"])
const PARTICLE_SIZE_MAX = 5

/** The raised letter of `M.a`, short for Maria in Spanish. */
function isMaria(words: Words, index: number): boolean {
  return index > 0 && sizeOf(words, index) === 1 && words.lower(index) === 'a' && words.gap(index - 1) === '.' && words.word(index - 1) === 'M'
}

/** A small word inside a surname: de, van, bin. */
export function isParticle(words: Words, index: number): boolean {
  return isMaria(words, index) || sizeOf(words, index) <= PARTICLE_SIZE_MAX && words.shape(index) !== SHAPE.digits && PARTICLES.has(words.lower(index))
}

/** Nothing but a blank or a hyphen lies between this word and the next, the full stop of an initial, or a line end between forename and surname. */
export function isJoined(words: Words, index: number): boolean {
  const gap = words.gap(index)
  return gap === ' ' || gap === '-' || gap === '  ' || gap === '. ' && isInitial(words, index) || gap === '.' && isInitial(words, index) || isWrapped(words, index, gap)
}

const WRAPPED_OTHERWISE_MAX = 1.1
/** How much more a forename than anything else a word is that ends a line before a surname, log10. */
const WRAPPED_SURPLUS_MIN = 0.75
/** The same of the surname, where it is a word as well: Miller. */
const WRAPPED_SURNAME_MIN = 1.55
/** A shorter word that nobody knows is no surname behind the end of a line. */
const WRAPPED_SIZE_MIN = 5

/** A line or a cell of a table ends between a forename and a surname that are hardly anything else. */
function isWrapped(words: Words, index: number, gap: string): boolean {
  const code = gap.charCodeAt(0)
  const next = index + 1
  if (gap.length > 3 || code > 0x20 || next >= words.count || !/^(?:[ \r]?\n[ >]?|\t|   )$/.test(gap)) return false
  const behind = words.gap(next)
  if (behind.startsWith(':') || behind.startsWith('=')) return false
  const given = words.frequency(index, 'given')
  if (!isCapital(words, index) || given - otherwise(words, index) < WRAPPED_SURPLUS_MIN && !isOnlyName(words, index, LIST.given)) return gap.includes('\n') && isWrappedParticle(words, index)
  if (isOnlyName(words, next, LIST.surname) || isPointedInitial(words, next) || isCapital(words, next) && words.frequency(next, 'surname') - otherwise(words, next) >= WRAPPED_SURNAME_MIN) return true
  if (!gap.includes('\n')) return false
  return isWrappedParticle(words, index) || given > 0 && isUnknownSurname(words, next)
}

/** Annegret, and in the next line: von Ahlefeld. */
function isWrappedParticle(words: Words, index: number): boolean {
  const lists = words.lists(index)
  if (!isCapital(words, index) || lists !== 0 && ((lists & LIST.given) === 0 || otherwise(words, index) > WRAPPED_OTHERWISE_MAX)) return false
  let at = index + 1
  while (at + 1 < words.count && at <= index + 3 && words.shape(at) === SHAPE.lower && words.gap(at) === ' ' && isParticle(words, at)) at++
  return at > index + 1 && isCapital(words, at) && nameWeight(words, at) > 0
}

/** `John` and in the next line `P., who`; no item of a list. */
function isPointedInitial(words: Words, at: number): boolean {
  if (!isInitial(words, at)) return false
  const gap = words.gap(at)
  return /^\.[,;)?:]/.test(gap) || gap === '. ' && at + 1 < words.count && words.shape(at + 1) === SHAPE.lower
}

/** Nobody knows the word, and the sentence or line ends behind it or goes on in small letters: no medicine with its dose. */
function isUnknownSurname(words: Words, at: number): boolean {
  if (words.lists(at) !== 0 || words.frequency(at, 'foreign') > 0 || words.shape(at) !== SHAPE.capital || sizeOf(words, at) < WRAPPED_SIZE_MIN) return false
  return at + 1 >= words.count || words.gap(at) !== ' ' || words.shape(at + 1) === SHAPE.lower
}

function isOnlyName(words: Words, index: number, list: number): boolean {
  return (words.lists(index) & list) !== 0 && otherwise(words, index) <= WRAPPED_OTHERWISE_MAX && isCapital(words, index)
}

/** A capitalised word comes after this small one, or after one more: van Dyk, de la Vega. */
export function leadsToCapital(words: Words, index: number): boolean {
  return sizeOf(words, index) <= PARTICLE_SIZE_MAX && (index + 1 < words.count && isCapital(words, index + 1) || index + 2 < words.count && isCapital(words, index + 2))
}

/** `Ramon y Cajal`, but not two terms with `y` between. */
function joinsSurnames(words: Words, index: number): boolean {
  return index > 0 && index + 1 < words.count && (words.lists(index - 1) & NAMES) !== 0 && (words.lists(index + 1) & NAMES) !== 0 && surnameWeight(words, index + 1) > 0
}

/** Prieto-hassan: in small letters, and no word of the language. */
function isSecondHalf(words: Words, index: number): boolean {
  const lists = words.lists(index)
  return sizeOf(words, index) > 2 && ((lists & NAMES) !== 0 || lists === 0) && words.frequency(index, 'common') === 0
}

/** Hyun-woo Kwon: a forename of two syllables whose second begins small, before a surname. */
export function isHyphenated(words: Words, index: number): boolean {
  return words.gap(index) === '-' && index + 2 < words.count && words.shape(index) === SHAPE.capital && words.shape(index + 1) === SHAPE.lower && words.gap(index + 1) === ' ' && words.shape(index + 2) === SHAPE.capital &&
    sizeOf(words, index) <= SYLLABLE_MAX && sizeOf(words, index + 1) <= SYLLABLE_MAX && words.frequency(index, 'common') === 0 && (words.lists(index + 2) & NAMES) !== 0
}

const SYLLABLE_MAX = 5
const RUN_WORDS_MAX = 7

/** The last word of the run of capitalised words, initials and particles that starts at `first`; it never ends with a particle. */
export function runEnd(words: Words, first: number): number {
  let last = first
  for (let at = first; at + 1 < words.count && at + 1 - first < RUN_WORDS_MAX && isJoined(words, at); at++) {
    if (isCapital(words, at + 1) || isHyphenated(words, at) || words.shape(at + 1) === SHAPE.lower && words.start(at + 1) - words.end(at) === 1 && words.gap(at) === '-' && words.frequency(at, 'common') === 0 && isSecondHalf(words, at + 1)) last = at + 1
    else if (!leadsToCapital(words, at + 1) || !isParticle(words, at + 1) || sizeOf(words, at + 1) === 1 && !isMaria(words, at + 1) && !joinsSurnames(words, at + 1)) break
  }
  return last
}

/** Strongly no part of a name: a head of an organization, a title, a common word. */
const BREAK_WEIGHT = -1.1

export interface ReadOptions {
  /** A title or label says that it is a name. */
  readonly isSure?: boolean
}

export interface NameRead {
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
  if (words.shape(index) !== SHAPE.capital || (words.lists(index) & never) !== 0) return false
  // Puerto is a surname too, where nothing joins it to Rico.
  if (words.gap(index) !== ' ' && (words.lists(index) & LIST.surname) !== 0 && words.frequency(index, 'common') <= PLAIN_OTHERWISE_MAX_THIRD) return true
  // A second family name where the name ends: Lucia Romero Temprano.
  if (full > 1 && words.gap(index) !== ' ' && words.frequency(index, 'common') <= WITHIN_COMMON_MAX) return true
  return otherwise(words, index) <= (full === 1 ? PLAIN_OTHERWISE_MAX : PLAIN_OTHERWISE_MAX_THIRD)
}

const WITHIN_COMMON_MAX = 2.2
const WITHIN_SURNAME_MIN = 1.2
const WITHIN_WEIGHT_MIN = 0.4
const NEVER_WITHIN = LIST.organization | LIST.title | LIST.relative | LIST.calendar

/** An ordinary word inside a name that is sure without it: Juan de Dios Prieto, Rosa de la Iglesia, Maria Adoracion Gil. */
export function mayStandWithin(words: Words, index: number): boolean {
  if (words.shape(index) !== SHAPE.capital || index === 0) return false
  if (isParticle(words, index - 1) && words.gap(index - 1) === ' ') return (words.lists(index) & (LIST.clinical | NEVER_WITHIN & ~LIST.organization)) === 0
  // Nieto is a grandson and a surname.
  const never = words.frequency(index, 'surname') >= WITHIN_SURNAME_MIN ? NEVER_WITHIN & ~LIST.relative : NEVER_WITHIN
  return words.gap(index) === ' ' && (words.lists(index) & never) === 0 && words.frequency(index, 'common') <= WITHIN_COMMON_MAX &&
    index + 1 < words.count && words.shape(index + 1) === SHAPE.capital && (words.lists(index + 1) & NAMES) !== 0 && surnameWeight(words, index + 1) >= WITHIN_WEIGHT_MIN
}

const NEVER_FIRST = LIST.organization | LIST.profession | LIST.relative
const BEHIND_MIN = 0.4
const FIRST_COMMON_MAX = 3.6

/** A word that is a forename as well, before two surnames, where a name is sure: Mar Prieto Sanz, Abril Prieto Sanz, Anunciacion Romero Prieto. */
export function mayOpenName(words: Words, index: number): boolean {
  const last = index + 2
  if (last >= words.count || words.shape(index) !== SHAPE.capital || (words.lists(index) & NEVER_FIRST) !== 0 || words.frequency(index, 'common') > FIRST_COMMON_MAX) return false
  return isSurnameIn(words, index + 1) && (isSurnameIn(words, last) || words.lists(last) === 0 && words.shape(last) === SHAPE.capital) && words.gap(index) === ' ' && /^[ -]$/.test(words.gap(index + 1))
}

function isSurnameIn(words: Words, index: number): boolean {
  return words.shape(index) === SHAPE.capital && (words.lists(index) === 0 || (words.lists(index) & LIST.surname) !== 0) && surnameWeight(words, index) >= BEHIND_MIN
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
    if (one < BREAK_WEIGHT && !isOpening && !(read.isSure === true && full > 0 && (mayEndName(words, at, full) || mayStandWithin(words, at)))) break
    weight += isOpening ? 0 : full >= 2 ? Math.min(one, MORE_WEIGHT_MAX) : one
    full++
    last = at
    best = full === 1 ? weight : Math.max(best, weight)
  }
  return { last, weight: read.isSure === true ? best : weight, full, initials }
}

const SUFFIXES = new Set(['jr', 'sr', 'ii', 'iii', 'iv', 'md', 'do', 'phd', 'rn', 'np', 'pa', 'dds', 'dvm', 'mba', 'esq', 'lpn', 'dnp', 'facp', 'facs', 'mbbs',
  'pharmd', 'psyd', 'dpm', 'lcsw', 'crna', 'arnp', 'aprn', 'fnp', 'msn', 'bsn', 'pac', 'dmd', 'mph'])

/** The last of the words after a name that go with it: `Jr`, `III`, `MD`, `RN`. Marks of a profession only without a comma. */
export function withSuffix(words: Words, last: number): number {
  let end = last
  while (end + 1 < words.count && words.gap(end) === ' ' && (words.lists(end + 1) & LIST.title) !== 0 && words.shape(end + 1) !== SHAPE.lower &&
    SUFFIXES.has(words.lower(end + 1))) end++
  return end
}

/** `Servicio de ...`, `Hospital Universitario`: in Spanish the head comes first, so what stands before it is something else. */
function startsPhrase(words: Words, head: number): boolean {
  if (head + 1 >= words.count) return false
  return words.shape(head + 1) === SHAPE.lower && sizeOf(words, head + 1) <= 3 && /^del?$/.test(words.lower(head + 1)) || words.gap(head) === ' ' && SPANISH_KINDS.has(words.lower(head + 1))
}

/** The run goes on into the name of an organization, a street or a thing called after a person. */
export function headsElsewhere(words: Words, last: number, runLast: number): boolean {
  for (let at = last + 1; at <= Math.min(runLast, last + 3); at++) {
    if (STREET_WORDS.has(words.lower(at))) return false
    if ((words.lists(at) & LIST.organization) !== 0) return !startsPhrase(words, at)
  }
  return false
}
