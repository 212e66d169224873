import type { Frequency } from '../../contract/words.ts'

/** What is known about single words: the lists of `LIST` they stand in, and how frequent they are. */
export interface Lexicon {
  /** The entry of a word by its hash (see `hashWord`) and its folded bytes in any case, or -1. */
  find(hash: number, bytes: Uint8Array, start: number, end: number): number
  lists(entry: number): number
  frequency(entry: number, as: Frequency): number
  /** All of it in one number, see `listsIn` and `frequencyIn`. */
  facts(entry: number): number
}

/** What one step of a stored frequency is worth: log10 of bearers or uses per million. */
export const FREQUENCY_STEP = 0.4
const LISTS = 0xFFF
const SHIFTS = { given: 12, surname: 16, common: 20, foreign: 24 } as const
const FREQUENCIES = Array.from({ length: 16 }, (_, steps) => steps * FREQUENCY_STEP)

/** The lists in the facts of a word, which are 0 for a word that nothing is known of. */
export function listsIn(facts: number): number {
  return facts & LISTS
}

export function frequencyIn(facts: number, as: Frequency): number {
  return FREQUENCIES[facts >>> SHIFTS[as] & 15] as number
}

/** Knows no word. */
export const EMPTY_LEXICON: Lexicon = { find: () => -1, lists: () => 0, frequency: () => 0, facts: () => 0 }
