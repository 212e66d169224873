/** What is known about single words: the lists of `LIST` they stand in, and how frequent they are. */
export interface Lexicon {
  /** The entry of a word by its hash (see `hashWord`) and its folded bytes in any case, or -1. */
  find(hash: number, bytes: Uint8Array, start: number, end: number): number
  lists(entry: number): number
  frequency(entry: number, as: 'given' | 'surname' | 'common'): number
}

/** Knows no word. */
export const EMPTY_LEXICON: Lexicon = { find: () => -1, lists: () => 0, frequency: () => 0 }
