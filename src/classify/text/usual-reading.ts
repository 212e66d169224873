import type { Words } from '../../contract/words.ts'
import type { Kind } from './usual-kind.ts'
import type { Writing } from './writing-of.ts'

/** What is known of the words of a text while the shapes of usual writing are given to them, from the first to the last. */
export interface Reading {
  /** Once it was asked for. */
  isForeign: boolean | undefined
  readonly words: Words
  readonly kinds: readonly Kind[]
  /** Those before the word that is read are the usual ones. */
  readonly shapes: Uint8Array
  readonly writing: Writing
  /** Of each word before, whether a title, a label or a forename says that it is part of a name. */
  readonly isTold: Uint8Array
}

const FOREIGN_MIN = 2.35
const FOREIGN_COUNT_MIN = 2
const FOREIGN_SHARE = 6

/** Written in a language of which the lexicon has the frequent words only, so that what it does not know is more likely a word than a name. */
export function isForeign(reading: Reading): boolean {
  return (reading.isForeign ??= isUnlisted(reading.words) || hasForeignWords(reading.words))
}

/** Of these languages the lexicon has no words. */
function isUnlisted(words: Words): boolean {
  const language = words.language()
  return language === 'pl' || language === 'nordic'
}

function hasForeignWords(words: Words): boolean {
  let count = 0
  for (let at = 0; at < words.count; at++) if (words.frequency(at, 'foreign') >= FOREIGN_MIN && words.frequency(at, 'common') === 0) count++
  return count >= FOREIGN_COUNT_MIN && count * FOREIGN_SHARE >= words.count
}

/** A blank, or the end of a line. */
export function isBlank(words: Words, at: number): boolean {
  const gap = words.gap(at)
  return gap === ' ' || gap === '\n' || gap === '\r\n'
}
