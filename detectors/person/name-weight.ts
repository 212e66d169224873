import { endsLikeSurname } from '../../src/contract/surname-endings.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { isForeignTerm } from './foreign-things.ts'

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
/** The lists of what nobody is called by, beside those of what people also are: towns, eponyms, ordinary words. */
export const THINGS = LIST.clinical | LIST.organization | LIST.title | LIST.relative | LIST.profession | LIST.calendar | LIST.country

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
  if (sizeOf(words, index) > UNKNOWN_SIZE_MAX) return !endsLikeSurname(words.lower(index))
  const shape = words.shape(index)
  if (shape === SHAPE.mixed)
    return (words.word(index).match(/[A-Z][a-z]*/g) ?? []).some(
      (part) => part.length > 1 && part !== 'Mc' && part !== 'St' && !/[aeiouy]/i.test(part),
    )
  return (
    shape === SHAPE.capital &&
    sizeOf(words, index) > 1 &&
    sizeOf(words, index) <= CLIPPED_SIZE_MAX &&
    isCapital(words, index) &&
    !/[aeiouy]/.test(words.lower(index))
  )
}

/** MyChart, UpToDate, DynaMed; not McBride, DeShawn, O'Brien, LaToya. */
function isBrand(word: string): boolean {
  return (
    (word.length > 7 || /^(?:My|Up|Lab|Fed|Med)[A-Z]/.test(word)) &&
    /^[A-Z][a-z]+[A-Z][a-z]+/.test(word) &&
    !/^(?:Ma?c|De|Di|Da|Du|Des|Del|La|Le|Van|Von|Ver|Fitz|St|San|El|Al|Ap|Ben|Ter|Ten|Jo|Jay|Ja|Ke|Ki|Ra|Ro|Sha|She|Ta|Te|Ty|Ti|Tre|Mary|Anne?|Lee|Ab|Abu|Bin|Ibn|O|Ni|Nic|Mc)[A-Z]/.test(
      word,
    )
  )
}

/** A name that a label is glued to: Ignacio Prieto SanzCorreo. */
function isBehindOwnName(words: Words, index: number): boolean {
  return index > 0 && words.gap(index - 1) === ' ' && isCapital(words, index - 1) && (words.lists(index - 1) & NAMES) !== 0
}

const BRAND = -1.3
const FOREIGN_TERM = -1.6

function weigh(words: Words, index: number, frequency: number, other: number): number {
  const lists = words.lists(index)
  if (isAbbreviation(words, index)) return ABBREVIATION
  // Ma. is short for Maria in Spanish.
  if (words.shape(index) === SHAPE.capital && sizeOf(words, index) === 2 && words.lower(index) === 'ma') return UNKNOWN_WEIGHT
  // NoCol: the label of a licence, glued together.
  if (lists === 0 && words.shape(index) === SHAPE.mixed && sizeOf(words, index) <= 5 && /^n?n?o?col$/.test(words.lower(index)))
    return ABBREVIATION
  if (lists === 0 && isClipped(words, index)) return ABBREVIATION
  if (lists === 0 && words.shape(index) === SHAPE.mixed && !isBehindOwnName(words, index) && isBrand(words.word(index))) return BRAND
  if (lists === 0 && isForeignTerm(words, index)) return FOREIGN_TERM
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
  return (
    other <= OTHERWISE_SMALL || words.frequency(at, 'given') + SURPLUS_MAX >= other || words.frequency(at, 'surname') + SURPLUS_MAX >= other
  )
}

/** How much the word speaks for any part of a name, log10. */
export function nameWeight(words: Words, index: number): number {
  return Math.max(givenWeight(words, index), surnameWeight(words, index))
}

/** The probability of log10 odds. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + 10 ** -logOdds)
}
