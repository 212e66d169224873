import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'

/** What stands behind a street. */
export interface Locality {
  readonly last: number
  readonly hasCode: boolean
  readonly hasRegion: boolean
  readonly hasCountry: boolean
  /** The town is one of the list of places. */
  readonly isListed: boolean
}

const TOWN_WORDS_MAX = 4
const COUNTRY_WORDS_MAX = 3
const PART = /^[\s,>]{1,7}$/
const JOINTS = new Set([
  'v', 'ob', 'de', 'del', 'della', 'dell', 'di', 'da', 'do', 'dos', 'du', 'la', 'las', 'los', 'le', 'les', 'sur', 'am', 'an', 'der', 'den',
  'im', 'bei', 'upon', 'on', 'of', 'nad', 'pod', 'na', 'a', 'en', 'aan', 'under', 'over', 'sous',
])

/** Town, region, country and code behind the word, each on its line or behind a comma; undefined where none follows. */
export function endOfTown(words: Words, street: number): Locality | undefined {
  const first = street + 1
  const gap = words.gap(street)
  if (first >= words.count || !/^\.?[\s,>]{1,7}$/.test(gap)) return undefined
  const isApart = /[,\n]/.test(gap)
  if (!isApart && words.shape(street) < SHAPE.digits) return undefined
  let last = street
  let isListed = false
  for (let at = first; at < words.count && at - first < TOWN_WORDS_MAX + 1; at++) {
    const isJoint = at > first && sizeOf(words, at) <= 5 && JOINTS.has(words.lower(at)) && at + 1 < words.count && isTownWord(words, at + 1)
    if (!isJoint && !isTownWord(words, at)) break
    last = at
    if ((words.lists(at) & LIST.place) !== 0) isListed = true
    const behind = words.gap(at)
    if (behind !== ' ' && behind !== '-' && !(behind === '. ' && sizeOf(words, at) === 2) && !(behind === "'")) break
  }
  if (
    last === street ||
    ((words.lists(first) & (LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession)) !== 0 && !isListed)
  )
    return undefined
  // Localidad/ Provincia: what is labelled is no town.
  if (!/^(?:$|[\s,.;?!)>-])/.test(words.gap(last)) || words.gap(last).includes(':')) return undefined
  const found = tailFrom(words, last, isListed)
  return isApart || found.hasCode ? found : undefined
}

function tailFrom(words: Words, town: number, isListed: boolean): Locality {
  let last = town
  let hasRegion = false
  let hasCountry = false
  let next = last + 1
  if (
    next < words.count &&
    PART.test(words.gap(last)) &&
    isRegion(words, next) &&
    (words.gap(last).includes(',') || hasCodeBehind(words, next))
  ) {
    hasRegion = true
    last = next++
  }
  const country = countryEnd(words, next)
  if (country >= next && PART.test(words.gap(last))) {
    hasCountry = true
    last = country
    next = country + 1
  }
  const code = codeEnd(words, last)
  return { last: code, hasCode: code > last, hasRegion, hasCountry, isListed }
}

/** A capitalised word, or one in a text of small letters that is none of the language. */
function isTownWord(words: Words, at: number): boolean {
  if (words.shape(at) >= SHAPE.digits || sizeOf(words, at) < 2) return false
  if (isCapital(words, at)) return words.shape(at) !== SHAPE.upper || sizeOf(words, at) > 3
  return (
    words.word(0) === words.lower(0) &&
    sizeOf(words, at) > 2 &&
    words.frequency(at, 'common') <= 1 &&
    (words.lists(at) & (LIST.clinical | LIST.relative)) === 0
  )
}

/** Two or three letters: NC, ec, NSW. */
function isRegion(words: Words, at: number): boolean {
  const size = sizeOf(words, at)
  if (size < 2 || size > 3 || words.shape(at) >= SHAPE.digits) return false
  return words.shape(at) === SHAPE.upper || words.shape(at) === SHAPE.lower && hasCodeBehind(words, at)
}

function hasCodeBehind(words: Words, at: number): boolean {
  return codeEnd(words, at) > at || codeEnd(words, countryEnd(words, at + 1)) > at + 1
}

/** South Africa, Cyprus (Greek) */
function countryEnd(words: Words, from: number): number {
  let last = from - 1
  for (let at = from; at < words.count && at - from < COUNTRY_WORDS_MAX && (words.lists(at) & LIST.country) !== 0; at++) {
    last = at
    if (words.gap(at) !== ' ' && words.gap(at) !== ' (') break
  }
  return last < from &&
    from + 1 < words.count &&
    words.gap(from) === ' ' &&
    OF_TWO.get(words.lower(from))?.has(words.lower(from + 1)) === true
    ? from + 1
    : last
}

/** Countries whose first word is a word of its own. */
const OF_TWO: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['united', new Set(['states', 'kingdom', 'arab'])],
  ['south', new Set(['africa', 'korea', 'sudan'])],
  ['north', new Set(['korea', 'macedonia'])],
  ['new', new Set(['zealand'])],
])

/** Behind a blank, comma or line end: 12345, 1234 AB, 123 45, 12345-678; the word itself where there is none. */
function codeEnd(words: Words, last: number): number {
  const code = last + 1
  if (last < 0 || code >= words.count || !/^[\s,>)]{1,7}$/.test(words.gap(last)) || words.shape(code) !== SHAPE.digits) return last
  const size = sizeOf(words, code)
  const next = code + 1
  const nextSize = next < words.count && words.shape(next) === SHAPE.digits && /^[ -]$/.test(words.gap(code)) ? sizeOf(words, next) : 0
  if (size === 3 && nextSize === 2 || size === 5 && (nextSize === 4 || nextSize === 3) || size === 2 && nextSize === 3) return next
  return size >= 3 && size <= 6 && !(size === 4 && /^(?:19|20)/.test(words.word(code)) && words.gap(last) === ' ') ? code : last
}
