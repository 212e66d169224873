import { LIST, SHAPE, type Words } from '../../contract/words.ts'
import type { Kind } from './usual-kind.ts'
import type { Writing } from './writing-of.ts'

const WORDS_MAX = 4
/** Such words are no part of a name of an institution in small letters. */
const PLAIN_MIN = 3.2
/** A name that is a word as often as this is the word before a head: foster care. */
const NAMED_COMMON_MAX = 0.85
const TOWN_COMMON_MAX = 1.65
const NO_PART = LIST.relative | LIST.profession | LIST.calendar
/** What hospitals are called by, though dictionaries know it as words. */
const CALLED = new Set([
  'st', 'saint', 'mount', 'mt', 'mercy', 'memorial', 'presbyterian', 'methodist', 'baptist', 'lutheran', 'providence', 'trinity',
  'samaritan', 'sacred', 'holy', 'sinai', 'cedars', 'virgen', 'infanta', 'reina', 'principe', 'princesa', 'nuestra', 'cruz',
])
/** Between the words of a name of an institution. */
const LINKS = new Set(['de', 'del', 'la', 'las', 'los', 'el', 'of', 'and', 'y'])
/** Before these stand names that nobody knows. */
const COMPANIES = new Set(['gmbh', 'sarl', 'inc', 'llc', 'ltd', 'corp', 'plc', 'srl'])
/** Heads that are words of any text as well: trach care, office. */
const PLAIN_HEADS = new Set([
  'care', 'office', 'services', 'service', 'system', 'systems', 'group', 'practice', 'general', 'va', 'co', 'network', 'union', 'school',
])
const ARTICLES = new Set(['la', 'las', 'los', 'el'])
/** Heads that stand before the name, and what stands between. */
const FIRST = new Set([
  'hospital', 'clinica', 'complejo', 'fundacion', 'universidad', 'university', 'instituto', 'residencia', 'klinikum', 'krankenhaus',
  'hopital', 'clinique', 'ospedale', 'policlinico', 'ziekenhuis', 'universite', 'universita',
])
const KINDS = new Set([
  'universitario', 'universitaria', 'general', 'clinico', 'comarcal', 'regional', 'provincial', 'central', 'nacional', 'militar',
  'infantil', 'civil',
])

interface Reading {
  readonly words: Words
  readonly kinds: readonly Kind[]
  readonly shapes: Uint8Array
  readonly writing: Writing
}

/** Gives the names of institutions the capitals of usual writing, where one of their words is a name: fernhall memorial hospital, hospital clinico san anselmo. */
export function capitalizeOrganizations(reading: Reading): void {
  const { words, shapes } = reading
  for (let at = 0; at < words.count; at++) {
    if ((words.lists(at) & LIST.organization) === 0 || (shapes[at] as number) >= SHAPE.digits || PLAIN_HEADS.has(words.lower(at))) continue
    const first = firstOf(reading, at)
    const last = FIRST.has(words.lower(at)) ? lastOf(reading, at) : at
    if (first === at && last === at) continue
    for (let part = first; part <= last; part++) if (!LINKS.has(words.lower(part))) shapes[part] = SHAPE.capital
  }
}

/** A head that makes names of words that nobody knows, or of plain ones. */
export function isSureHead(words: Words, at: number): boolean {
  return (words.lists(at) & LIST.organization) !== 0 && (COMPANIES.has(words.lower(at)) || FIRST.has(words.lower(at)))
}

/** The first word of the name that ends with a head; the head itself where there is none. */
function firstOf({ words, kinds }: Reading, head: number): number {
  let first = head
  const isCompany = COMPANIES.has(words.lower(head))
  for (let at = head - 1; at >= 0 && head - at <= WORDS_MAX && /^(?: |-|\. )$/.test(words.gap(at)) && isPart(words, at); at--) {
    if (isProper(words, kinds, at) || isCompany && kinds[at] === 'unknown') first = at
  }
  return first
}

function lastOf({ words, kinds, writing }: Reading, head: number): number {
  let last = head
  for (let at = head + 1; at < words.count && at - head <= WORDS_MAX && words.gap(at - 1) === ' '; at++) {
    const isKind = KINDS.has(words.lower(at))
    const before = words.lower(at - 1)
    // Hospital La Paz, hospital universitario la fe, hospital virgen de las nieves.
    const isArticled =
      LINKS.has(before) &&
      ((ARTICLES.has(before) && (at - 2 === head || KINDS.has(words.lower(at - 2)))) ||
        (last > head && !LINKS.has(words.lower(at)) && isPart(words, at)))
    if (isProper(words, kinds, at) || isArticled || (kinds[at] === 'unknown' && at - 1 > head) || (isKind && writing === 'capitals'))
      last = at
    else if (!isKind && !LINKS.has(words.lower(at))) break
  }
  return last
}

function isPart(words: Words, at: number): boolean {
  return (
    words.shape(at) < SHAPE.digits &&
    words.frequency(at, 'common') <= PLAIN_MIN &&
    words.frequency(at, 'foreign') <= PLAIN_MIN &&
    ((words.lists(at) & NO_PART) === 0 || words.word(at).toLowerCase().endsWith("'s"))
  )
}

function isProper(words: Words, kinds: readonly Kind[], at: number): boolean {
  const kind = kinds[at]
  return (
    kind === 'name' ||
    kind === 'rare' ||
    kind === 'place' ||
    (kind === 'mixed' && words.frequency(at, 'common') <= NAMED_COMMON_MAX) ||
    CALLED.has(words.lower(at)) ||
    ((words.lists(at) & (LIST.place | LIST.clinical)) === LIST.place &&
      words.frequency(at, 'common') <= TOWN_COMMON_MAX &&
      words.frequency(at, 'foreign') === 0)
  )
}
