import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, startsSentence } from '../word-shape.ts'
import { isLinked, properWeight } from './organization-weight.ts'

export const RUN_WORDS_MAX = 5

/** The last of a run of words with capitals that belong together. */
export function lastOfRun(words: Words, first: number): number {
  let last = first
  while (last + 1 < words.count && last - first < RUN_WORDS_MAX && isCapital(words, last + 1) && isLinked(words, last)) last++
  return last
}

/** How much the words speak for one name, log10. An ordinary word alone at the start of a sentence has its capital from there. */
export function runWeight(words: Words, first: number, last: number): number {
  if (first === last && (words.lists(first) & LIST.common) !== 0 && startsSentence(words, first)) return -1
  let weight = 0
  for (let at = first; at <= last; at++) weight += properWeight(words, at)
  return weight
}

const LINKS = new Set(['of', 'de', 'del', 'and', 'y', 'the', 'la', 'el', 'los', 'las'])

export function isLink(words: Words, index: number): boolean {
  return words.shape(index) === SHAPE.lower && sizeOf(words, index) <= 3 && LINKS.has(words.lower(index))
}
