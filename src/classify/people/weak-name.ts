import { LIST, SHAPE } from '../../contract/words.ts'
import { isCommonName } from './name-words.ts'
import type { Surroundings } from './surroundings.ts'

const MEANS_SOMETHING = LIST.common | LIST.clinical | LIST.calendar

export function meansSomething(word: number, around: Surroundings): boolean {
  return (around.table.listsAt(word) & MEANS_SOMETHING) !== 0
}

/** Means something else, or is too short to say that it does not. */
export function isWeak(word: number, around: Surroundings): boolean {
  const size = around.size(word) - (around.isPossessive(word) ? 2 : 0)
  if (size < 3 || size === 3 && around.shape(word) !== SHAPE.capital) return true
  if (isCommonName(lowerOf(word, around))) return true
  const { table } = around
  if ((table.listsAt(word) & MEANS_SOMETHING) === 0) return false
  return table.frequencyAt(word, 'common') + 1 >= Math.max(table.frequencyAt(word, 'given'), table.frequencyAt(word, 'surname'))
}

/** A word of the batch in small letters, without the ending of a possessive. */
export function lowerOf(word: number, around: Surroundings): string {
  return around.batch.slice(around.table.starts[word] as number, around.table.ends[word] as number).toLowerCase().replace(/'s$/, '')
}
