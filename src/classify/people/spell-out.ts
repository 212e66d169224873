import { distance } from 'fastest-levenshtein'
import type { Identity } from './identity.ts'
import { bearing, PARTICLES, splitName, TITLES } from './name-words.ts'
import { nicknamesOf } from './nicknames.ts'
import { wordsOf } from './normalise.ts'

/** A piece of a name as the person bears it, for what stands in a text. */
export interface NamePiece {
  /** All of a family name of several words; of nobody's word the word. */
  readonly text: string
  /** Undefined for a word that is none of the person's. */
  readonly part: 'given' | 'family' | undefined
  /** It stands as a letter in the text. */
  readonly isInitial: boolean
  /** A comma stands behind it. */
  readonly isBeforeComma: boolean
}

interface Known {
  readonly part: 'given' | 'family'
  /** As the message has it: all of a family name of several words. */
  readonly name: string
  readonly word: string
}

const WORD = /[\p{L}\p{M}]+(?:['’-][\p{L}\p{M}]+)*\.?/gu
/** `Smith, Bob`. */
const REVERSED = /^[^,]+,\s*\p{L}/u
const SLIP_LETTERS_MIN = 4
const SLIP_LETTERS_LONG = 8
const SLIP_LETTERS_MAX = 32

/**
 * Nicknames, initials, slips and capitals become the name that the message has for the person, so that whatever is made
 * of the name is made of one name. Undefined where the text has no word of it.
 */
export function spellOut(written: string, identity: Identity): readonly NamePiece[] | undefined {
  const known = namesOf(identity)
  if (known.length === 0) return undefined
  const pieces: NamePiece[] = []
  const comma = REVERSED.test(written) ? written.indexOf(',') : -1
  let before: Known | undefined
  for (const { 0: word, index } of written.replace(/['’]s$/i, '').matchAll(WORD)) {
    const match = knownAs(word, known)
    const last = pieces.at(-1)
    if (last !== undefined && comma >= 0 && index > comma && pieces.every((piece) => !piece.isBeforeComma))
      pieces[pieces.length - 1] = { ...last, isBeforeComma: true }
    // The words of one family name are one name.
    if (match !== undefined && match.part === 'family' && match.name === before?.name) continue
    if (match === undefined && PARTICLES.has(word.toLowerCase()) && before?.part !== 'family') continue
    before = match
    const text = match === undefined ? word : isShouted(word) ? match.name.toUpperCase() : match.name
    pieces.push({ text, part: match?.part, isInitial: match !== undefined && isInitial(word), isBeforeComma: false })
  }
  return pieces.some(({ part }) => part !== undefined) ? pieces : undefined
}

/** Names by their parts come first: of a whole one nobody says which words are the family name. */
function namesOf({ tokens }: Identity): Known[] {
  const names = tokens.filter(({ kind }) => kind === 'name')
  const isWhole = ({ part = 'text' }: (typeof names)[number]): boolean => part === 'text'
  return [...names.filter((one) => !isWhole(one)), ...names.filter(isWhole)].flatMap(({ part = 'text', value }): Known[] => {
    if (part === 'prefix' || part === 'suffix') return []
    if (part === 'text') return ofWhole(value)
    const words = bearing(value)
    return words.filter((word) => words.length === 1 || !PARTICLES.has(word))
      .map((word) => ({ part, name: part === 'family' ? value.trim() : asWritten(word, value), word }))
  })
}

/** The names within one that the message has as a whole; a double name is one, and of the part of its last word. */
function ofWhole(value: string): Known[] {
  const parts = new Map(splitName(value).map(({ word, part }) => [word, part]))
  return (value.match(WORD) ?? []).flatMap((name): Known[] => {
    const words = wordsOf(name).filter((word) => parts.has(word))
    const part = parts.get(words.at(-1) ?? '') === 'family' ? 'family' : 'given'
    return words.map((word) => ({ part, name, word }))
  })
}

/** The word as the value has it: with its capitals and accents. */
function asWritten(word: string, value: string): string {
  return value.match(WORD)?.find((one) => wordsOf(one)[0] === word) ?? word
}

function knownAs(written: string, known: readonly Known[]): Known | undefined {
  const word = wordsOf(written)[0] ?? ''
  if (isInitial(written))
    return known.find((one) => one.part === 'given' && one.word.startsWith(word)) ?? known.find((one) => one.word.startsWith(word))
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

