import { distance } from 'fastest-levenshtein'
import type { Identity } from './identity.ts'
import { bearing, PARTICLES, splitName, TITLES } from './name-words.ts'
import { nicknamesOf } from './nicknames.ts'
import { wordsOf } from './normalise.ts'

/** A name as the person bears it, for what stands in a text. */
export interface SpelledName {
  readonly text: string
  readonly part: 'given' | 'family' | 'full-name'
  /** Numbers of the words of `text` that stand as a letter in the text. */
  readonly initials: readonly number[]
}

interface Known {
  readonly part: 'given' | 'family'
  /** As the message has it: all of a family name of several words. */
  readonly name: string
  readonly word: string
}

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*\.?/gu
const SLIP_LETTERS_MIN = 4
const SLIP_LETTERS_LONG = 8
const SLIP_LETTERS_MAX = 32

/**
 * Nicknames, initials, slips and capitals become the name that the message has for the person, so that whatever is made
 * of the name is made of one name. Undefined where the text has no word of it.
 */
export function spellOut(written: string, identity: Identity): SpelledName | undefined {
  const known = namesOf(identity)
  if (known.length === 0) return undefined
  const words: string[] = []
  const initials: number[] = []
  const parts = new Set<Known['part']>()
  let before: Known | undefined
  let isWhole = false
  for (const [word] of written.replace(/['’]s$/i, '').matchAll(WORD)) {
    const match = knownAs(word, known)
    // The words of one family name are one name.
    if (match !== undefined && match.part === 'family' && match.name === before?.name) continue
    if (match === undefined && PARTICLES.has(word.toLowerCase()) && before?.part !== 'family') continue
    before = match
    if (match === undefined) {
      words.push(word)
      isWhole = true
      continue
    }
    parts.add(match.part)
    if (isInitial(word)) initials.push(words.length)
    words.push(isShouted(word) ? match.name.toUpperCase() : match.name)
  }
  if (parts.size === 0) return undefined
  const [only = 'full-name'] = parts
  return { text: isReversed(written) ? reversed(words, written) : words.join(' '), part: isWhole || parts.size > 1 ? 'full-name' : only, initials }
}

function namesOf({ tokens }: Identity): Known[] {
  return tokens.filter(({ kind }) => kind === 'name').flatMap(({ part = 'text', value }): Known[] => {
    if (part === 'prefix' || part === 'suffix') return []
    if (part === 'text') {
      return splitName(value).map(({ word, part }) => ({ part: part === 'family' ? 'family' : 'given', name: asWritten(word, value), word }))
    }
    const words = bearing(value)
    return words.filter((word) => words.length === 1 || !PARTICLES.has(word))
      .map((word) => ({ part, name: part === 'family' ? value.trim() : asWritten(word, value), word }))
  })
}

/** The word as the value has it: with its capitals and accents. */
function asWritten(word: string, value: string): string {
  return value.match(WORD)?.find((one) => wordsOf(one)[0] === word) ?? word
}

function knownAs(written: string, known: readonly Known[]): Known | undefined {
  const word = wordsOf(written)[0] ?? ''
  if (isInitial(written)) return known.find((one) => one.part === 'given' && one.word.startsWith(word)) ?? known.find((one) => one.word.startsWith(word))
  if (TITLES.has(word)) return undefined
  return known.find((one) => one.word === word) ??
    known.find((one) => one.part === 'given' && nicknamesOf(one.word).includes(word)) ??
    known.find((one) => isSlip(word, one.word))
}

function isSlip(word: string, of: string): boolean {
  if (Math.min(word.length, of.length) < SLIP_LETTERS_MIN || Math.max(word.length, of.length) > SLIP_LETTERS_MAX) return false
  return distance(word, of) <= (of.length >= SLIP_LETTERS_LONG ? 2 : 1) || isSwapped(word, of)
}

/** Two letters beside each other have changed places. */
function isSwapped(word: string, of: string): boolean {
  if (word.length !== of.length) return false
  let at = 0
  while (at < word.length && word[at] === of[at]) at++
  return at < word.length && word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2) === of
}

function isInitial(word: string): boolean {
  return /^\p{L}\.?$/u.test(word)
}

function isShouted(word: string): boolean {
  return word.length > 2 && word === word.toUpperCase() && word !== word.toLowerCase()
}

function isReversed(written: string): boolean {
  return /^[^,]+,\s*\p{L}/u.test(written)
}

/** `Smith, Bob` keeps its comma behind as many words as stood before it. */
function reversed(words: readonly string[], written: string): string {
  const family = Math.min(written.slice(0, written.indexOf(',')).match(WORD)?.length ?? 1, words.length - 1)
  return family < 1 ? words.join(' ') : `${words.slice(0, family).join(' ')}, ${words.slice(family).join(' ')}`
}
