import type { Candidate } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, startsSentence } from '../word-shape.ts'
import { PROPER_MIN } from './headed-organization.ts'
import { isLink, lastOfRun } from './organization-run.ts'
import { isLinked, properWeight } from './organization-weight.ts'
import { HEADS, SMALL_FIRST } from './organization-words.ts'

/** What stands before a thing in Spanish, and in no language else. */
const SPANISH_BEFORE = new Set([
  'desde', 'hasta', 'de', 'a', 'por', 'el', 'la', 'del', 'al', 'en', 'un', 'una', 'su', 'este', 'esta', 'nuestro', 'nuestra', 'dicho',
  'otro', 'otra',
])

/** ambulatorio de Ferhallo, residencia Los Olmos: heads in small letters before a name, in Spanish. */
export function smallFirst(words: Words, head: number): Candidate | undefined {
  if (!SMALL_FIRST.has(words.lower(head)) || words.gap(head) !== ' ' || head + 1 >= words.count) return undefined
  let first = head + 1
  while (first + 1 < words.count && first < head + 3 && isLink(words, first) && words.gap(first) === ' ') first++
  if (words.shape(first) !== SHAPE.capital || sizeOf(words, first) < 2 || head === 0 || !SPANISH_BEFORE.has(words.lower(head - 1)))
    return undefined
  const isArticle =
    /^(?:l[ao]s?|el)$/.test(words.lower(first)) && first + 1 < words.count && isCapital(words, first + 1) && words.gap(first) === ' '
  const weight = properWeight(words, isArticle ? first + 1 : first)
  if (!isArticle && weight < PROPER_MIN) return undefined
  return {
    first: head,
    last: lastOfRun(words, first),
    prior: probabilityOf(0.2 + weight * 0.6),
    why: 'the head of an organization in small letters before a name',
  }
}

/** `our New York clinic`, `the Eastfield office`. */
export function smallHeaded(words: Words, head: number): Candidate | undefined {
  let name = head - 1
  if (name < 1 || !isCapital(words, name) && !isCapital(words, name - 1) || words.gap(name) !== ' ') return undefined
  if (words.shape(name) === SHAPE.lower && /^(?:downtown|main|north|south|east|west|outpatient|medical)$/.test(words.lower(name))) name--
  if (
    name < 1 ||
    !isCapital(words, name) ||
    words.gap(name) !== ' ' ||
    (startsSentence(words, name) && !isLinked(words, name - 1)) ||
    !HEADS.has(words.lower(head)) || words.lower(head) === 'va'
  )
    return undefined
  let first = name
  let sum = properWeight(words, name)
  while (
    first > 0 &&
    name - first < 3 &&
    isLinked(words, first - 1) &&
    isCapital(words, first - 1) &&
    !(startsSentence(words, first - 1) && words.frequency(first - 1, 'common') > 3)
  ) {
    first--
    sum += properWeight(words, first)
  }
  if ((words.lists(first) & LIST.title) !== 0 || sizeOf(words, name) < 3) return undefined
  return { first, last: head, prior: probabilityOf(-0.6 + sum * 1.2), why: 'a name before the head of an organization in small letters' }
}

/** Who is no head of a practice. */
const TITLES = new WordSet(['mr', 'mrs', 'ms', 'miss'])
/** mr patels labs: what somebody has. */
export function isOfSomebody(words: Words, { first, last }: Candidate): boolean {
  return first > 0 && words.gap(first - 1).length <= 2 && TITLES.has(words, first - 1) && words.shape(last) === SHAPE.lower
}
