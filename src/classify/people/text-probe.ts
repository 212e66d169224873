import { TextBatch } from '../text/batch.ts'
import type { Lexicon } from '../text/lexicon.ts'
import { WordTable } from '../text/word-table.ts'
import { findGlued } from './find-glued.ts'
import { findForeign } from './find-foreign.ts'
import { Identity, type IdentityToken } from './identity.ts'
import { mend } from './mend.ts'
import { hashText, spellingsOf } from './normalise.ts'
import { createIndexMatcher, createPeopleMatcher, type PeopleMatcher } from './people-matcher.ts'
import { firstWord, PlainIndex } from './plain-index.ts'
import { Surroundings } from './surroundings.ts'
import { termsOfValue } from './terms.ts'

/** How near a text comes to naming somebody. */
export const NEARNESS = {
  /** No word of it is of theirs: whoever else is looked for, of them nothing is found. */
  apart: 1,
  /** It has words of theirs, in which nothing is found as long as nobody else has words there. */
  words: 2,
  /** Something is found, or may be. */
  near: 3,
} as const
export type Nearness = (typeof NEARNESS)[keyof typeof NEARNESS]

/** Who is known by one name, on its own. */
export class LoneValue {
  readonly index: PlainIndex
  readonly matcher: PeopleMatcher
  readonly identity: Identity

  constructor(token: IdentityToken) {
    this.identity = new Identity({ key: '', role: 'other', tokens: [token] })
    this.index = new PlainIndex([this.identity])
    this.matcher = createIndexMatcher(this.index, { known: 'known from' })
  }
}

/** What is asked of a text where somebody is known by a number or an address. */
export interface TextFacts {
  /** Words are cut in it, or may be: it is read otherwise than it stands. */
  readonly isOdd: boolean
  /** The hashes of its words. */
  readonly hashes: readonly number[]
  /** Its letters and digits, where it has digits. */
  readonly packed: string
}

/**
 * Adds the hashes of words that phrases of a value begin with, and its numbers and codes: a text that has none of them names
 * nobody by it, whoever else is looked for. False for a value that is looked for in other ways too.
 */
export function wordsAndRuns(token: IdentityToken, hashes: number[], runs: string[]): boolean {
  for (const { shape, text } of termsOfValue(token)) {
    if (shape === 'run') runs.push(text)
    else if (shape === 'phrase') for (const spelling of spellingsOf(firstWord(text))) hashes.push(hashText(spelling))
    else return false
  }
  return true
}

/** Tags may reach into the text behind. */
const TAG = /<\/?[a-z]/i
/** Words with endings, and letters whose small forms have hashes of their own, are looked up in more than one way. */
const SEVERAL_WAYS = /[^\0-\x7F]|'/
/** Of more people a word may be of so many that some are not tried. */
const TOGETHER_MAX = 3

/** Asks whether single texts may name people who are known by single values. */
export class TextProbe {
  private readonly words: WordTable
  private readonly batch = new TextBatch()
  private isOdd = false

  constructor(lexicon: Lexicon) {
    this.words = new WordTable(lexicon)
  }

  /** Takes up a text: the bytes of a string without escapes. */
  read(bytes: Buffer, start: number, end: number): void {
    const { batch } = this
    batch.clear()
    batch.addBytes(bytes, start, end)
    this.words.read(batch)
    this.isOdd = mend(batch) !== undefined || TAG.test(this.text)
  }

  facts(): TextFacts {
    const { isOdd, words } = this
    const text = this.text.toLowerCase()
    return { isOdd, hashes: [...words.hashes.subarray(0, words.count)], packed: /\d/.test(text) ? text.replaceAll(/[^a-z0-9]/g, '') : '' }
  }

  /** How near the text comes to somebody. */
  nearness({ index, matcher }: LoneValue): Nearness {
    const { words, batch } = this
    if (this.isOdd || index.hasDates || index.runLengths !== 0) return NEARNESS.near
    const marks = index.mark(words, batch)
    if (findForeign(index, batch).length > 0 || findGlued(index, marks, new Surroundings(words, batch)).length > 0) return NEARNESS.near
    if (marks.words.length === 0) return NEARNESS.apart
    if (SEVERAL_WAYS.test(this.text) || matcher.find({ words, batch }).length > 0) return NEARNESS.near
    return NEARNESS.words
  }

  /** Whether nothing is found of several people who all have words in the text. */
  isApartFromAll(values: readonly LoneValue[]): boolean {
    const { words, batch } = this
    if (this.isOdd || values.length > TOGETHER_MAX) return false
    return createPeopleMatcher(values.map(({ identity }) => identity)).find({ words, batch }).length === 0
  }

  private get text(): string {
    return this.batch.slice(this.batch.start(0), this.batch.end(0))
  }
}
