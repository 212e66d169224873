import type { Candidate } from '../../src/contract/detector.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isParticle } from '../person/name-run.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, startsSentence } from '../word-shape.ts'
import { isLink } from './organization-run.ts'
import { isLinked, properWeight } from './organization-weight.ts'
import {
  GENERIC_WORDS, HEADS, HEADS_FIRST, HONOURS, PUBLIC_BODIES, SHORT_FORMS, SPANISH_KINDS, STREET_WORDS,
} from './organization-words.ts'

const NAME_WORDS_MAX = 6
/** Hospital de la Santa Creu i Sant Pau: small words between count too. */
const TAIL_WORDS_MAX = 8

/** Of the heads those of companies. */
export const COMPANY_HEADS = new Set([
  'inc', 'llc', 'ltd', 'llp', 'corp', 'corporation', 'gmbh', 'group', 'company', 'plc', 'holdings', 'consulting', 'partners',
  'technologies', 'solutions', 'industries', 'enterprises', 'bros',
])

/** log10 odds by the head of an organization, in the genitive too; undefined where the word is none. */
export function headOdds(words: Words, at: number): number | undefined {
  const word = words.lower(at)
  return HEADS.get(word) ?? (word.endsWith("'s") ? HEADS.get(word.slice(0, -2)) : undefined)
}

/** The Royal in front of them is of one house, as that of a college is of all physicians. */
const HOUSES = new Set(['hospital', 'hospitals', 'infirmary', 'hospice', 'clinic'])

/** A head with its name before or behind it: Cedar Creek Hospital, Hospital Ribera del Tajo. */
export function headed(words: Words, head: number): Candidate | undefined {
  let odds = headOdds(words, head)
  if (odds === undefined) return undefined
  let best = Number.NEGATIVE_INFINITY
  let sum = 0
  let first = head
  while (first > 0 && head - first < NAME_WORDS_MAX && isLinked(words, first - 1) && words.shape(first - 1) !== SHAPE.digits) {
    const before = first - 1
    if (!isCapital(words, before)) {
      if (!isLink(words, before) || before === 0 || !isCapital(words, before - 1) || words.gap(before - 1) !== ' ') break
      first = before
      continue
    }
    // The first word of a sentence is no part of the name if it is an ordinary one.
    if (startsSentence(words, before) && words.frequency(before, 'common') > 3) break
    first = before
    const one = isPlainBefore(words, before, head) ? 0 : Math.max(properWeight(words, before), namesInstitution(words, before, head))
    sum += one
    best = Math.max(best, one)
    if (PUBLIC_BODIES.has(words.lower(before)) && !HOUSES.has(words.lower(head)))
      return { first, last: head, prior: 0.02, why: 'a public body' }
  }
  // 3 Round Pebbles Inc
  if (
    first > 0 &&
    first < head &&
    COMPANY_HEADS.has(words.lower(head)) &&
    words.shape(first - 1) === SHAPE.digits &&
    words.gap(first - 1) === ' ' &&
    sizeOf(words, first - 1) <= 2
  )
    first--
  if (first < head && HEADS_FIRST.has(words.lower(head)) && standsBefore(words, first, head)) {
    first = head
    best = Number.NEGATIVE_INFINITY
    sum = 0
  }
  const last = tail(words, head)
  for (let at = head + 1; at <= last; at++) {
    if (words.shape(at) === SHAPE.digits) best = Math.max(best, ANNIVERSARY)
    if (!isCapital(words, at)) continue
    if ((words.lists(at) & LIST.organization) === 0) best = Math.max(best, properWeight(words, at) - 0.1)
    else odds = Math.max(odds, HEADS.get(words.lower(at)) ?? odds)
  }
  if (first === head && (last === head || (HEADS.get(words.lower(last)) !== undefined && last === head + 1))) return undefined
  const more = last > head && HEADS.get(words.lower(last)) !== undefined ? 0.3 : 0
  const upper = words.shape(head) === SHAPE.upper ? -0.6 : 0
  return {
    first,
    last: first < head ? withTown(words, last) : last,
    prior: probabilityOf(odds + best * 1.3 + Math.min(sum, 0) * 0.2 + more + upper),
    why: 'the head of an organization with a name',
  }
}

/** Regions Hospital: between a preposition and a hospital stands its name, be it a word of medicine. */
function isPlainBefore(words: Words, before: number, head: number): boolean {
  return (
    before === head - 1 &&
    before > 0 &&
    words.lower(head) === 'hospital' &&
    words.shape(before) === SHAPE.capital &&
    words.gap(before) === ' ' &&
    words.shape(before - 1) === SHAPE.lower &&
    (words.lists(before) & ~(LIST.common | LIST.clinical)) === 0 &&
    !GENERIC_WORDS.has(words.lower(before)) &&
    /^(?:at|from|to|visited|the)$/.test(words.lower(before - 1))
  )
}

/** What stands between the name of a hospital and its head. */
const KINDS_BETWEEN = new Set(['university', 'memorial', 'general', 'regional', 'county', 'community', "children's", "women's", 'veterans'])
/** log10 per million: more frequent words tell which hospital is meant, as nearby does. */
const NAMING_COMMON_MAX = 1.8

/** Burgers University Medical Center: whatever stands before two words for its kind is its name, log10. */
function namesInstitution(words: Words, before: number, head: number): number {
  return (before + 1 < head || (head + 1 < words.count && words.gap(head) === ' ' && isCapital(words, head + 1))) &&
    words.shape(before) === SHAPE.capital &&
    words.gap(before) === ' ' &&
    KINDS_BETWEEN.has(words.lower(before + 1)) &&
    !GENERIC_WORDS.has(words.lower(before)) &&
    words.frequency(before, 'common') <= NAMING_COMMON_MAX &&
    !startsSentence(words, before)
    ? ANNIVERSARY
    : Number.NEGATIVE_INFINITY
}

/** What a day in a name is worth, log10. */
const ANNIVERSARY = 0.7

/** Hospital Prieto y Vidal */
function joinsNames(words: Words, index: number): boolean {
  return (
    sizeOf(words, index) === 1 &&
    words.lower(index) === 'y' &&
    index + 1 < words.count &&
    words.gap(index) === ' ' &&
    isCapital(words, index + 1) &&
    (words.lists(index - 1) & (LIST.given | LIST.surname)) !== 0 &&
    (words.lists(index - 1) & LIST.organization) === 0
  )
}

/** At the start of a sentence a capital says nothing, so that what follows the head has to be a name. */
export const PROPER_MIN = 0.6

const OF_MANY_TOWNS = new Set(['permanente', 'clinic', 'hospital', 'healthcare', 'hospice'])

/** Kaiser Permanente Oakland: the town in which it is this one, and nothing else. */
function withTown(words: Words, last: number): number {
  const town = last + 1
  return town < words.count &&
    words.gap(last) === ' ' &&
    OF_MANY_TOWNS.has(words.lower(last)) &&
    words.shape(town) === SHAPE.capital &&
    (words.lists(town) & (LIST.place | LIST.clinical | LIST.calendar | LIST.common)) === LIST.place
    ? town
    : last
}

/** What follows a head: more heads, and `of` or `de` with capitalised words. */
function tail(words: Words, head: number): number {
  let last = head
  const isFirst = HEADS_FIRST.has(words.lower(head))
  let isSure = isFirst && !startsSentence(words, head)
  while (last + 1 < words.count && last - head < TAIL_WORDS_MAX) {
    const gap = words.gap(last)
    const next = last + 1
    const isName = isCapital(words, next)
    if (isFirst && gap === ' ' && isHonour(words, next)) isSure = true
    if (isFirst && isKind(words, next, gap)) {
      isSure = true
      last = next
      continue
    }
    // Hospital Universitario "San Roque"
    if (/^ ["'(]$/.test(gap) && isName && isFirst && !(gap === ' (' && (words.lists(next) & (LIST.country | LIST.place)) !== 0)) {
      last = next
      continue
    }
    if (isFirst && gap === ' "' && isAnniversary(words, next)) {
      last = next + 2
      continue
    }
    if (gap !== ' ' && gap !== ', ' && gap !== '-' && !(gap === '. ' && SHORT_FORMS.has(words.lower(last)))) break
    if (isFirst && STREET_WORDS.has(words.lower(next))) break
    if (isName && isAnotherHead(words, head, next)) break
    // Holdings plc
    if (gap === ' ' && sizeOf(words, next) === 3 && words.lower(next) === 'plc') last = next
    else if (isName && (words.lists(next) & LIST.organization) !== 0 && HEADS.get(words.lower(next)) !== undefined) last = next
    else if (gap === ' ' && isName && last > head && isLink(words, last - 1)) last = next
    else if (gap !== ', ' && gap !== '-' && (isLink(words, next) || isParticle(words, next)) && !/^(?:and|y)$/.test(words.lower(next))) {
      let after = next
      while (after + 1 < words.count && words.gap(after) === ' ' && isLink(words, after + 1)) after++
      if (
        after + 1 >= words.count ||
        words.gap(after) !== ' ' ||
        !isCapital(words, after + 1) ||
        STREET_WORDS.has(words.lower(after + 1)) ||
        isAnotherHead(words, head, after + 1)
      )
        break
      last = after + 1
    } else if (gap === ' ' && joinsNames(words, next)) last = next + 1
    else if (gap === ' ' && isFirst && isAnniversary(words, next)) last = next + 2
    else if (
      gap !== ', ' &&
      isFirst &&
      (isName || /^[dl]'[a-z]/.test(words.lower(next))) &&
      (isSure || properWeight(words, next) >= PROPER_MIN || isNamedAfterPlace(words, next))
    )
      last = next
    else break
  }
  return last
}

/** Of institutions in Spanish the first word is the head, so another head starts another institution: Servicio de Urologia Hospital San Roque. */
function isAnotherHead(words: Words, head: number, next: number): boolean {
  const word = words.lower(next)
  // Facultad de Farmacia
  if (word === 'farmacia' && words.lower(next - 1) === 'de' && words.lower(head) !== 'servicio') return false
  if (
    !HEADS_FIRST.has(word) ||
    word === 'fundacion' ||
    words.gap(next - 1) === '-' ||
    (words.gap(next - 1) === ', ' && words.lower(head) === 'facultad')
  )
    return false
  if (word === 'centro' && !(next + 1 < words.count && words.gap(next) === ' ' && words.shape(next + 1) === SHAPE.lower)) return false
  return HEADS_FIRST.has(words.lower(head)) || HEADS.get(words.lower(head)) === HEADS.get('servicio')
}

/** Servicio de Urologia Hospital San Roque, Urologia Hospital Comarcal: what stands before the head is another thing. */
function standsBefore(words: Words, first: number, head: number): boolean {
  return (
    isKind(words, head + 1, words.gap(head)) ||
    isAnotherHead(words, first, head) ||
    (words.gap(first) === ' ' && /^del?$/.test(words.lower(first + 1)))
  )
}

/** `universitario` and the like, in small letters where a name follows. */
function isKind(words: Words, next: number, gap: string): boolean {
  if (gap !== ' ' || next >= words.count || !SPANISH_KINDS.has(words.lower(next))) return false
  return (
    isCapital(words, next) ||
    (next + 1 < words.count && words.gap(next) === ' ' && (isCapital(words, next + 1) || SPANISH_KINDS.has(words.lower(next + 1))))
  )
}

/** Hospital 4 de Marzo */
function isAnniversary(words: Words, day: number): boolean {
  return (
    words.shape(day) === SHAPE.digits &&
    sizeOf(words, day) <= 2 &&
    day + 2 < words.count &&
    words.gap(day) === ' ' &&
    words.gap(day + 1) === ' ' &&
    words.lower(day + 1) === 'de' &&
    (words.lists(day + 2) & LIST.calendar) !== 0
  )
}

/** Hospital Doctor Prieto, Hospital HM San Prieto */
function isHonour(words: Words, next: number): boolean {
  const honour = words.shape(next) === SHAPE.upper && next + 1 < words.count ? next + 1 : next
  return HONOURS.has(words.lower(honour)) && honour + 1 < words.count && /^\.? $/.test(words.gap(honour)) && isCapital(words, honour + 1)
}

/** Hospital Ribera del Tajo: in no other language a capital and `del` follow a head. */
function isNamedAfterPlace(words: Words, next: number): boolean {
  return (
    next + 2 < words.count &&
    words.gap(next) === ' ' &&
    words.gap(next + 1) === ' ' &&
    words.shape(next + 1) === SHAPE.lower &&
    /^del?$/.test(words.lower(next + 1)) &&
    (isCapital(words, next + 2) || /^l[ao]s?$/.test(words.lower(next + 2)))
  )
}
