import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { SPANISH_KINDS, STREET_WORDS } from '../organization/organization-words.ts'
import { NAMES, nameWeight, otherwise, surnameWeight } from './name-weight.ts'
import { isCapital, isInitial } from '../word-shape.ts'
import { isField, isMeasuredField } from './field-label.ts'

const PARTICLES = new WordSet([
  'de', 'del', 'della', 'di', 'da', 'das', 'do', 'dos', 'du', 'des', 'la', 'las', 'los', 'le', 'van', 'von', 'der', 'den', 'ten', 'ter',
  'zu', 'bin', 'ibn', 'bint', 'al', 'el', 'abu', 'y', 'e', 'i', 'af', 'av', 'mac', 'st', 'san', 'santa', 'lo', 'ni', 'nic', 'ui', 'te',
  "d'",
])
const PARTICLE_SIZE_MAX = 5

/** The raised letter of `M.a`, short for Maria in Spanish. */
function isMaria(words: Words, index: number): boolean {
  return (
    index > 0 && sizeOf(words, index) === 1 && words.lower(index) === 'a' && words.gap(index - 1) === '.' && words.word(index - 1) === 'M'
  )
}

/** Francisco and Maria, shortened: Fco. Javier, Ma. Rosa. */
const SHORT_FORENAMES = new WordSet(['fco', 'fca', 'ma'])

/** A small word inside a surname: de, van, bin. */
export function isParticle(words: Words, index: number): boolean {
  return (
    isMaria(words, index) ||
    (sizeOf(words, index) <= PARTICLE_SIZE_MAX && words.shape(index) !== SHAPE.digits && PARTICLES.has(words, index))
  )
}

/**
 * Nothing but a blank or a hyphen lies between this word and the next, the full stop of an initial, a line end between forename
 * and surname, or what a nickname stands in between the two.
 */
export function isJoined(words: Words, index: number): boolean {
  const gap = words.gap(index)
  return (
    (gap === ' ' && !isMeasuredField(words, index + 1)) ||
    gap === '-' ||
    (gap === '  ' && !isField(words, index + 1)) ||
    (gap === '. ' && (isInitial(words, index) || SHORT_FORENAMES.has(words, index))) ||
    (gap === '.' && isInitial(words, index)) ||
    isWrapped(words, index, gap) ||
    (gap.length === 2 && (isNickname(words, index + 1) || (index > 0 && isNickname(words, index))))
  )
}

/** Robert "Bob" Kowalski, Karen (Kay) Prieto */
function isNickname(words: Words, index: number): boolean {
  if (index < 1 || index + 1 >= words.count || words.shape(index) !== SHAPE.capital) return false
  const opening = words.gap(index - 1)
  if (!/^ ["'(]$/.test(opening) || words.gap(index) !== `${opening === ' (' ? ')' : opening.charAt(1)} `) return false
  const lists = words.lists(index)
  const surname = words.lists(index + 1)
  return (
    isCapital(words, index - 1) &&
    (words.lists(index - 1) & LIST.given) !== 0 &&
    (lists === 0 || (lists & LIST.given) !== 0) &&
    isCapital(words, index + 1) &&
    (surname === 0 || ((surname & NAMES) !== 0 && words.frequency(index + 1, 'common') <= 1))
  )
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
  if (behind.startsWith(':') || behind.startsWith('=') || isField(words, next) || isReversed(words, next)) return false
  const given = words.frequency(index, 'given')
  if (!isCapital(words, index) || (given - otherwise(words, index) < WRAPPED_SURPLUS_MIN && !isOnlyName(words, index, LIST.given)))
    return gap.includes('\n') && isWrappedParticle(words, index)
  if (
    isOnlyName(words, next, LIST.surname) ||
    isPointedInitial(words, next) ||
    (isCapital(words, next) && words.frequency(next, 'surname') - otherwise(words, next) >= WRAPPED_SURNAME_MIN)
  )
    return true
  if (!gap.includes('\n')) return false
  return isWrappedParticle(words, index) || given > 0 && isUnknownSurname(words, next)
}

/** A line that begins with a surname, a comma and a forename has its own name. */
function isReversed(words: Words, surname: number): boolean {
  return /^, ?$/.test(words.gap(surname)) && surname + 1 < words.count && isCapital(words, surname + 1)
}

/** Annegret, and in the next line: von Ahlefeld. */
function isWrappedParticle(words: Words, index: number): boolean {
  const lists = words.lists(index)
  if (!isCapital(words, index) || (lists !== 0 && ((lists & LIST.given) === 0 || otherwise(words, index) > WRAPPED_OTHERWISE_MAX)))
    return false
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
  if (
    words.lists(at) !== 0 ||
    words.frequency(at, 'foreign') > 0 ||
    words.shape(at) !== SHAPE.capital ||
    sizeOf(words, at) < WRAPPED_SIZE_MIN
  )
    return false
  return at + 1 >= words.count || words.gap(at) !== ' ' || words.shape(at + 1) === SHAPE.lower
}

function isOnlyName(words: Words, index: number, list: number): boolean {
  return (words.lists(index) & list) !== 0 && otherwise(words, index) <= WRAPPED_OTHERWISE_MAX && isCapital(words, index)
}

/** A capitalised word comes after this small one, or after one more: van Dyk, de la Vega. */
export function leadsToCapital(words: Words, index: number): boolean {
  return (
    sizeOf(words, index) <= PARTICLE_SIZE_MAX &&
    ((index + 1 < words.count && isCapital(words, index + 1)) || (index + 2 < words.count && isCapital(words, index + 2)))
  )
}

/** `Ramon y Cajal`, but not two terms with `y` between. */
function joinsSurnames(words: Words, index: number): boolean {
  if (words.lower(index) === 'i') return isCatalan(words, index)
  return (
    index > 0 &&
    index + 1 < words.count &&
    (words.lists(index - 1) & NAMES) !== 0 &&
    (words.lists(index + 1) & NAMES) !== 0 &&
    surnameWeight(words, index + 1) > 0
  )
}

/** Fontdevila i Puig: nobody writes a number in Roman letters or the English pronoun small between two surnames. */
function isCatalan(words: Words, index: number): boolean {
  if (index === 0 || index + 1 >= words.count || words.shape(index) !== SHAPE.lower) return false
  if (words.gap(index - 1) !== ' ' || words.gap(index) !== ' ') return false
  return [index - 1, index + 1].every((at) => {
    const lists = words.lists(at)
    return isCapital(words, at) && sizeOf(words, at) > 2 && (lists === 0 || (lists & NAMES) !== 0)
  })
}

/** Prieto-hassan: in small letters, and no word of the language. */
function isSecondHalf(words: Words, index: number): boolean {
  const lists = words.lists(index)
  return sizeOf(words, index) > 2 && ((lists & NAMES) !== 0 || lists === 0) && words.frequency(index, 'common') === 0
}

/** Hyun-woo Kwon: a forename of two syllables whose second begins small, before a surname. */
export function isHyphenated(words: Words, index: number): boolean {
  return (
    words.gap(index) === '-' &&
    index + 2 < words.count &&
    words.shape(index) === SHAPE.capital &&
    words.shape(index + 1) === SHAPE.lower &&
    words.gap(index + 1) === ' ' &&
    words.shape(index + 2) === SHAPE.capital &&
    sizeOf(words, index) <= SYLLABLE_MAX &&
    sizeOf(words, index + 1) <= SYLLABLE_MAX &&
    words.frequency(index, 'common') === 0 &&
    (words.lists(index + 2) & NAMES) !== 0
  )
}

/** Quitterie d'Ornano: the small letter of the particle, the capital of the surname. */
export function isElided(words: Words, index: number): boolean {
  return words.shape(index) === SHAPE.mixed && /^d'[A-Z]/.test(words.word(index))
}

const SYLLABLE_MAX = 5
const RUN_WORDS_MAX = 7

/** The last word of the run of capitalised words, initials and particles that starts at `first`; it never ends with a particle. */
export function runEnd(words: Words, first: number): number {
  let last = first
  for (let at = first; at + 1 < words.count && at + 1 - first < RUN_WORDS_MAX && isJoined(words, at); at++) {
    if (
      isCapital(words, at + 1) ||
      isElided(words, at + 1) ||
      isHyphenated(words, at) ||
      (words.shape(at + 1) === SHAPE.lower &&
        words.start(at + 1) - words.end(at) === 1 &&
        words.gap(at) === '-' &&
        words.frequency(at, 'common') === 0 &&
        isSecondHalf(words, at + 1))
    )
      last = at + 1
    else if (
      !leadsToCapital(words, at + 1) ||
      !isParticle(words, at + 1) ||
      (sizeOf(words, at + 1) === 1 && !isMaria(words, at + 1) && !joinsSurnames(words, at + 1))
    )
      break
  }
  return last
}

/** `Servicio de ...`, `Hospital Universitario`: in Spanish the head comes first, so what stands before it is something else. */
function startsPhrase(words: Words, head: number): boolean {
  if (head + 1 >= words.count) return false
  return (
    (words.shape(head + 1) === SHAPE.lower && sizeOf(words, head + 1) <= 3 && /^del?$/.test(words.lower(head + 1))) ||
    (words.gap(head) === ' ' && SPANISH_KINDS.has(words.lower(head + 1)))
  )
}

/** The run goes on into the name of an organization, a street or a thing called after a person. */
export function headsElsewhere(words: Words, last: number, runLast: number): boolean {
  for (let at = last + 1; at <= Math.min(runLast, last + 3); at++) {
    if (STREET_WORDS.has(words.lower(at))) return false
    if ((words.lists(at) & LIST.organization) !== 0) return !startsPhrase(words, at) && !isMedicalThing(words, at)
  }
  return false
}

/** anna kowalski medical record number: in dictation the next label follows without a sign. */
function isMedicalThing(words: Words, at: number): boolean {
  return at + 1 < words.count && words.gap(at) === ' ' && words.lower(at) === 'medical' && MEDICAL_THINGS.has(words, at + 1)
}

const MEDICAL_THINGS = new WordSet(['record', 'records', 'history', 'number', 'chart', 'id', 'decision', 'necessity', 'power', 'leave'])
