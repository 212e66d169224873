import type { Identity } from '../../classify/people/identity.ts'
import { compact, foldedLower } from '../../classify/people/normalise.ts'

const WORD_LETTERS_MIN = 4
const NUMBER_LENGTH_MIN = 7
const WORDS = /[\p{L}\p{N}]{4,}/gu

/**
 * Whether texts may name one of the people at all: a few comparisons, where to look for them properly takes an index of all
 * their names. Nicknames and slips are not thought of.
 */
export function mayMention(identities: readonly Identity[], texts: readonly string[]): boolean {
  if (identities.length === 0) return false
  const joined = foldedLower(texts.join('\n'))
  let packed: string | undefined
  for (const { tokens } of identities) {
    for (const { kind, value } of tokens) {
      if (kind === 'name') {
        for (const [word] of foldedLower(value).matchAll(WORDS)) if (word.length >= WORD_LETTERS_MIN && joined.includes(word)) return true
      } else if (kind === 'code' || kind === 'number' || kind === 'email') {
        const number = compact(value)
        // A number may be written without its country code.
        if (number.length >= NUMBER_LENGTH_MIN && (packed ??= compact(joined)).includes(number.slice(-NUMBER_LENGTH_MIN))) return true
      }
    }
  }
  return false
}
