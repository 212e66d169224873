import type { TextBatch } from '../text/batch.ts'
import type { WordTable } from '../text/word-table.ts'
import type { Entry, KnownPerson, TermShape } from './term.ts'

/** What a single word may be: part of a name, or the first word of phrases of these many words. */
export interface Bucket {
  readonly names: readonly Entry[]
  readonly phrases: readonly number[]
}

/** The words of a batch that may begin something known, in order, and those that are or hold digits. */
export interface Marks {
  readonly words: number[]
  readonly buckets: Bucket[]
  readonly numerics: number[]
  /** The names that a word may be a slip of, whatever else it means. */
  slipsAt(word: number): readonly Entry[]
}

/** Says what is known of words, phrases, numbers and dates: in the clear for a message, by keyed hashes for the roster. */
export interface TermIndex {
  readonly people: readonly KnownPerson[]
  /** Lengths of the numbers and codes that are known; bit 31 stands for longer ones. */
  readonly runLengths: number
  readonly runLengthMax: number
  readonly hasDates: boolean
  /** What is known of how runs and dates begin, where it is known in the clear: most numbers are turned away by it. */
  readonly hints: NumberHints | undefined
  /** True where a code may start with a letter. */
  readonly hasCodes: boolean
  /** Names in scripts that do not part words by blanks, in folded lower-case UTF-8. */
  readonly foreign: readonly { readonly bytes: Buffer; readonly entry: Entry }[]
  mark(table: WordTable, batch: TextBatch): Marks
  find(shape: TermShape, text: string): readonly Entry[] | undefined
}

export interface NumberHints {
  /** By `startOf` the first two characters of a run. */
  readonly runStarts: Uint8Array
  /** `hashWord` of each run. */
  readonly runHashes: ReadonlySet<number>
  /** The numbers in known dates: days, months, years in two and four digits. */
  readonly dateNumbers: ReadonlySet<number>
}

/** A cell for two characters that letters and digits seldom share. */
export const RUN_STARTS = 4096
export function startOf(first: number, second: number): number {
  return (first & 63) << 6 | second & 63
}

/** The bit of `runLengths` for a length. */
export function lengthBit(length: number): number {
  return 1 << Math.min(length, 31)
}
