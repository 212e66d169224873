import { sizeOf, KIND, SHAPE, type Words } from '../src/contract/words.ts'

/** Written with a capital letter, whatever follows: Anna, ANNA, McDonald, O'Brien. */
export function isCapital(words: Words, index: number): boolean {
  const shape = words.shape(index)
  return shape === SHAPE.capital || shape === SHAPE.upper || shape === SHAPE.mixed && (words.word(index).charCodeAt(0) & 0x20) === 0
}

/** Ends with the `'s` of what somebody has. */
export function isGenitive(words: Words, index: number): boolean {
  return words.is(KIND.genitive, index)
}

/** Written in small letters, in a text that is written so, and hardly anything but a name. */
export function isRestored(words: Words, index: number): boolean {
  return words.is(KIND.rewritten, index) && words.shape(index) === SHAPE.capital && words.word(index) === words.lower(index)
}

/** Written in small letters or in capitals, in a text that is written so, and hardly anything but a name. */
export function isRewritten(words: Words, index: number): boolean {
  if (!words.is(KIND.rewritten, index) || words.shape(index) !== SHAPE.capital) return false
  const word = words.word(index)
  return isSmallLetter(word.charCodeAt(0)) || word.length > 1 && isBigLetter(word.charCodeAt(1))
}

/** Nothing is written with a capital, as far as the first word of the text tells. */
export function isInSmallLetters(words: Words): boolean {
  const shape = words.shape(0)
  if (shape === SHAPE.lower || shape === SHAPE.digits) return true
  return (shape === SHAPE.code || words.is(KIND.rewritten, 0)) && words.word(0) === words.lower(0)
}

function isSmallLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7A
}

function isBigLetter(code: number): boolean {
  return code >= 0x41 && code <= 0x5A
}

/** One capital letter. */
export function isInitial(words: Words, index: number): boolean {
  return sizeOf(words, index) === 1 && words.shape(index) === SHAPE.capital
}

/** A capital letter there says nothing: the word opens the text, a sentence or a line, or follows a colon. */
export function startsSentence(words: Words, index: number): boolean {
  if (index === 0) return true
  const gap = words.gap(index - 1)
  return gap !== ' ' && /[.!?:\n\r"*>|;]|[-(] ?$/.test(gap) && !isInitial(words, index - 1)
}
