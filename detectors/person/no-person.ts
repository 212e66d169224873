import { WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

/** ETA 6 MIN */
export function isTime(words: Words, first: number): boolean {
  return first > 0 && words.shape(first - 1) === SHAPE.digits && words.gap(first - 1) === ' ' && /^(?:min|sec|hr)$/.test(words.lower(first))
}

const VERSUS = new WordSet(['versus', 'vs'])

/** Melody versus Harmony: valves are compared, and people hardly ever. */
export function isCompared(words: Words, at: number): boolean {
  return at > 0 && VERSUS.has(words, at - 1) || at + 1 < words.count && VERSUS.has(words, at + 1)
}
