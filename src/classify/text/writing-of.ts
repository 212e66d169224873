import { LIST, SHAPE, sizeOf, type Words } from '../../contract/words.ts'

/** How a text is written that has no capitals, or nothing else. */
export type Writing = 'small' | 'capitals'

/** One word in so many (a power of two) may have a capital in a text without. */
const CAPITALS_SHARE = 5

/** How a text is written; undefined where it has small letters and capitals as others do. */
export function writingOf(words: Words): Writing | undefined {
  let [small, capitals, own, upper] = [0, 0, 0, 0]
  for (let at = 0; at < words.count; at++) {
    const shape = words.shape(at)
    if (shape === SHAPE.lower) small++
    else if (shape === SHAPE.upper) upper++
    // Most texts are turned away by the first name they have.
    else if (shape < SHAPE.digits && sizeOf(words, at) > 1) {
      if (hasOwnCapital(words, at)) own++
      else if (++capitals > at >> CAPITALS_SHARE) return undefined
    }
  }
  if (small > 0 && small >= upper * 3) return 'small'
  return upper > 1 && upper >= (small + capitals + own) * 3 ? 'capitals' : undefined
}

/** A capital that sentences, labels and titles have where names have none. */
function hasOwnCapital(words: Words, at: number): boolean {
  if (at === 0) return true
  const before = words.gap(at - 1)
  const endsSentence = before !== ' ' && /[.!?:\n]/.test(before) && sizeOf(words, at - 1) > 1 && (words.lists(at - 1) & LIST.title) === 0
  return endsSentence || words.gap(at).startsWith(':') || (words.lists(at) & LIST.title) !== 0
}
