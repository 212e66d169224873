import { hashWord } from '../../contract/word-set.ts'
import { SHAPE } from '../../contract/words.ts'
import { TextBatch } from '../text/batch.ts'
import type { Lexicon } from '../text/lexicon.ts'
import { WordTable } from '../text/word-table.ts'
import { findGlued } from './find-glued.ts'
import { findForeign } from './find-foreign.ts'
import { Identity, type IdentityToken } from './identity.ts'
import { mend } from './mend.ts'
import { spellingsOf } from './normalise.ts'
import { createIndexMatcher, createPeopleMatcher, type PeopleMatcher } from './people-matcher.ts'
import { firstWord, numbersOfDate, PlainIndex } from './plain-index.ts'
import { Surroundings } from './surroundings.ts'
import { outlinesOf } from './term-sieve.ts'
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

/** Words that are remembered as slips of a name, or none: the texts are remembered themselves. */
const SLIPS_MAX = 64

/** Who is known by a name, on its own: by one value, or by all its parts. */
export class LoneValue {
  readonly index: PlainIndex
  readonly matcher: PeopleMatcher
  readonly identity: Identity

  constructor(tokens: readonly IdentityToken[]) {
    this.identity = new Identity({ key: '', role: 'other', tokens })
    this.index = new PlainIndex([this.identity], { slipsMax: SLIPS_MAX })
    this.matcher = createIndexMatcher(this.index, { known: 'known from' })
  }
}

/** What is asked of a text where somebody is known by a number, a date or an address. */
export interface TextFacts {
  /** Words are cut in it, or may be: it is read otherwise than it stands. */
  readonly isOdd: boolean
  /** The hashes of its words. */
  readonly hashes: readonly number[]
  /** The numbers that its words start with. */
  readonly numbers: readonly number[]
  /** Its letters and digits, where it has digits. */
  readonly packed: string
  /** By which slips of names are looked for in it: see TermSieve. */
  readonly outlines: readonly number[]
}

/**
 * The values of people that are no names: a text without any word that one of them begins with, without their numbers and codes, and
 * without any number of their dates names nobody by them, whoever else is looked for.
 */
export class OtherValues {
  readonly tokens: IdentityToken[] = []
  private readonly hashes: number[] = []
  private readonly runs: string[] = []
  private readonly numbers: number[] = []
  /** How many of the tokens were looked at, which waits for a text. */
  private read = 0
  private isOdd = false

  clear(): void {
    this.tokens.length = 0
    this.hashes.length = 0
    this.runs.length = 0
    this.numbers.length = 0
    this.read = 0
    this.isOdd = false
  }

  /** Whether no text was compared with them yet: then there is little to know of them. */
  get areUnread(): boolean {
    return this.read < this.tokens.length
  }

  areFar({ isOdd, hashes, numbers, packed }: TextFacts): boolean {
    while (this.read < this.tokens.length) this.readToken(this.tokens[this.read++] as IdentityToken)
    if (isOdd || this.isOdd) return false
    for (let i = 0; i < hashes.length; i++) if (this.hashes.includes(hashes[i] as number)) return false
    for (let i = 0; i < numbers.length; i++) if (this.numbers.includes(numbers[i] as number)) return false
    return packed === '' || !this.runs.some((run) => packed.includes(run))
  }

  private readToken(token: IdentityToken): void {
    for (const { shape, text } of termsOfValue(token)) {
      if (shape === 'run') this.runs.push(text)
      else if (shape === 'phrase') for (const spelling of spellingsOf(firstWord(text))) this.hashes.push(hashWord(spelling))
      else if (shape === 'date') this.numbers.push(...numbersOfDate(text))
      // A name is looked for in other ways too.
      else this.isOdd = true
    }
  }
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
    const { isOdd, words, batch } = this
    const text = this.text.toLowerCase()
    const hashes = [...words.hashes.subarray(0, words.count)]
    const outlines = outlinesOf(words, batch)
    if (!/\d/.test(text)) return { isOdd, hashes, numbers: [], packed: '', outlines }
    const around = new Surroundings(words, batch)
    const numbers = hashes.flatMap((_, word) => around.shape(word) >= SHAPE.digits ? [around.leadingNumber(word)] : [])
    return { isOdd, hashes, numbers, packed: text.replaceAll(/[^a-z0-9]/g, ''), outlines }
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
