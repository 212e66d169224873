import { foldText, isPlainText } from '../text/fold.ts'

/** A value as the text engine would see it: folded, in lower case. */
export function foldedLower(value: string): string {
  return folded(value).toLowerCase()
}

function folded(value: string): string {
  return isPlainText(value) ? value : Buffer.from(foldText(value).bytes).toString('utf8')
}

/** A word with capitals as the word table compares it: capitals of Greek that look like Latin ones are such, small letters are not. */
export function foldedWord(word: string): string {
  // Of a word that was folded before, some letters are Latin: there is no edge of scripts in it.
  return lowerAscii(folded(word)).replaceAll(' ', '')
}

/** Small letters for capitals of ASCII alone, as the word table compares. */
export function lowerAscii(value: string): string {
  return value.replaceAll(/[A-Z]+/g, (capitals) => capitals.toLowerCase())
}

const WORD = /[a-z0-9\u{80}-\u{10FFFF}]+(?:'[a-z\u{80}-\u{10FFFF}]+)*/gu

/** The words of a value, cut as `WordTable` cuts texts. */
export function wordsOf(value: string): string[] {
  return foldedLower(value).match(WORD) ?? []
}

/** Letters and digits alone: how numbers and codes are compared. */
export function compact(value: string): string {
  return foldedLower(value).replaceAll(/[^a-z0-9]/g, '')
}

/** One spelling for words of addresses that have several (USPS Publication 28, appendix C, and Spanish usage). */
const CANONICAL: ReadonlyMap<string, string> = new Map(Object.entries({
  street: 'st', str: 'st', avenue: 'ave', av: 'ave', road: 'rd', drive: 'dr', lane: 'ln', boulevard: 'blvd', court: 'ct', place: 'pl',
  terrace: 'ter', circle: 'cir', highway: 'hwy', parkway: 'pkwy', square: 'sq', trail: 'trl', apartment: 'apt', suite: 'ste',
  building: 'bldg', floor: 'fl', room: 'rm', north: 'n', south: 's', east: 'e', west: 'w', northeast: 'ne', northwest: 'nw',
  southeast: 'se', southwest: 'sw', mount: 'mt', fort: 'ft', saint: 'st', calle: 'c', avenida: 'ave', avda: 'ave', plaza: 'pl',
  carretera: 'ctra', numero: 'no', hospital: 'hosp', center: 'ctr', centre: 'ctr', medical: 'med', clinic: 'clin',
  university: 'univ', and: 'y',
}))

export function canonical(word: string): string {
  return CANONICAL.get(word) ?? word
}

const spellings = new Map<string, string[]>()
for (const [word, one] of CANONICAL) {
  const known = spellings.get(one)
  if (known === undefined) spellings.set(one, [one, word])
  else known.push(word)
}

/** All spellings of a word in its one spelling. */
export function spellingsOf(word: string): readonly string[] {
  return spellings.get(word) ?? [word]
}

/** Kinds of streets, in the one spelling. */
export const STREET_TYPES: ReadonlySet<string> = new Set([
  'st', 'ave', 'rd', 'dr', 'ln', 'blvd', 'ct', 'pl', 'ter', 'cir', 'hwy', 'pkwy', 'sq', 'trl', 'way', 'row', 'loop', 'path', 'alley', 'run',
  'pike',
])
