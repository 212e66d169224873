import type { Candidate } from '../../src/contract/detector.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isGenitive, startsSentence } from '../word-shape.ts'
import { isOnlyName, lowerListEnd } from './lower-list.ts'
import { isSpokenOf } from './name-context.ts'
import { introducerOdds, isCalledSo } from './name-labels.ts'
import { NAMES, otherwise, probabilityOf, surnameWeight } from './name-weight.ts'

/** log10 odds that what is written so is a person, before its words are looked at. */
const PAIR = -3
/** How much more a forename than anything else a word is, log10. */
const LOWER_WEIGHT_MIN = 1.6

/** Names typed without capitals are told from words by both parts being far likelier as names; an initial may stand between. */
export function lowerPair(words: Words, first: number): Candidate | undefined {
  if (first + 1 >= words.count || !/^\.? $/.test(words.gap(first))) return undefined
  const hasInitial =
    sizeOf(words, first + 1) === 1 &&
    words.shape(first + 1) === SHAPE.lower &&
    first + 2 < words.count &&
    /^\.? $/.test(words.gap(first + 1))
  const last = hasInitial ? first + 2 : first + 1
  if ((words.lists(last) & NAMES) === 0 || words.shape(last) !== SHAPE.lower || !hasInitial && words.gap(first) !== ' ') return undefined
  const given = words.frequency(first, 'given') - otherwise(words, first)
  if (given < (hasInitial ? LOWER_INITIAL_MIN : LOWER_WEIGHT_MIN)) return undefined
  const surname = words.frequency(last, 'surname') - otherwise(words, last)
  if (surname < 0.8) return undefined
  return {
    first,
    last,
    prior: probabilityOf(given + surname + PAIR + (hasInitial ? LOWER_INITIAL : 0)),
    why: 'a forename and a surname in small letters',
  }
}

/** The same before an initial, or of somebody who speaks. */
export const LOWER_INITIAL_MIN = 1
/** What an initial is worth, log10. */
const LOWER_INITIAL = 1

const INTRODUCED_OTHERWISE_MAX = 1.2
const INTRODUCED_ODDS_MIN = 0.9

/** `my name is karina` */
export function lowerIntroduced(words: Words, at: number): Candidate | undefined {
  if (at === 0 || otherwise(words, at) > INTRODUCED_OTHERWISE_MAX || words.frequency(at, 'given') < 1 || words.gap(at - 1) !== ' ')
    return undefined
  const odds = isGreeting(words, at) || isCalledSo(words, at) || isNamedFirst(words, at) ? INTRODUCED_ODDS_MIN : introducerOdds(words, at)
  if (odds === undefined || odds < INTRODUCED_ODDS_MIN) return undefined
  return { first: at, last: lowerSurname(words, at), prior: probabilityOf(odds), why: 'a forename in small letters, introduced' }
}

/** last name nakamura first name ken, as dictated */
function isNamedFirst(words: Words, at: number): boolean {
  return at > 1 && words.lower(at - 1) === 'name' && words.gap(at - 2) === ' ' && /^(?:first|given|middle|last)$/.test(words.lower(at - 2))
}

/** hi doctor, it's hector, im kevin: a forename far more than anything else. */
function isGreeting(words: Words, at: number): boolean {
  return /^i(?:t'?s|'?m)$/.test(words.lower(at - 1)) && words.frequency(at, 'given') - otherwise(words, at) >= GREETING_MIN
}

const GREETING_MIN = 1.5

/** The surname behind a forename in small letters, where there is one. */
function lowerSurname(words: Words, given: number): number {
  const next = given + 1
  if (next >= words.count || words.gap(given) !== ' ' || words.shape(next) !== SHAPE.lower) return given
  const isSurname =
    words.lists(next) === 0 ? surnameWeight(words, next) >= 1 : words.frequency(next, 'surname') - otherwise(words, next) >= 0.8
  return isSurname ? next : given
}

/** anna: "is it late?", i am tyrell's daughter */
export function lowerSpokenOf(words: Words, at: number): Candidate | undefined {
  if (at + 1 >= words.count || words.frequency(at, 'given') - otherwise(words, at) < LOWER_INITIAL_MIN) return undefined
  const isOwner = words.gap(at) === ' ' && (words.lists(at + 1) & LIST.relative) !== 0 && isGenitive(words, at)
  return isOwner || isSpokenOf(words, at) >= 1 || isHere(words, at)
    ? { first: at, last: at, prior: LOWER_LISTED, why: 'a forename in small letters that speaks or has relatives' }
    : undefined
}

/** kofi here, just saw him: who opens a message. */
function isHere(words: Words, at: number): boolean {
  return words.gap(at) === ' ' && words.lower(at + 1) === 'here' && (startsSentence(words, at) || GREETING.test(words.lower(at - 1)))
}

const GREETING = /^(?:hi|hey|hello|its|it's)$/

/** The names of a list in small letters, see `startsList`; returns the last word that was read. */
export function* lowerListed(words: Words, first: number): Generator<Candidate, number> {
  const { names, last } = lowerListEnd(words, first)
  if (names === 0) return first
  for (let at = first; at <= last; at++) {
    if (words.lists(at) === 0 || isOnlyName(words, at) || ((words.lists(at) & LIST.given) !== 0 && sizeOf(words, at) > 1))
      yield { first: at, last: at, prior: LOWER_LISTED, why: 'a forename in a list of forenames in small letters' }
  }
  return last
}

const LOWER_LISTED = 0.8
