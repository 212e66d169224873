import type { Identity } from '../../classify/people/identity.ts'
import { compact, foldedLower } from '../../classify/people/normalise.ts'

const WORD_LETTERS_MIN = 4
const NUMBER_LENGTH_MIN = 7
/** The element of a day that hardly stands in a code by chance. */
export const BIRTH_DATE = /\bbirthDate$/
const DAY = /^(\d{4})-(\d\d)-(\d\d)/
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
    for (const { kind, value, element } of tokens) {
      if (kind === 'name') {
        for (const [word] of foldedLower(value).matchAll(WORDS)) if (word.length >= WORD_LETTERS_MIN && joined.includes(word)) return true
      } else if (kind === 'code' || kind === 'number' || kind === 'email') {
        const number = compact(value)
        // A number may be written without its country code.
        if (number.length >= NUMBER_LENGTH_MIN && (packed ??= compact(joined)).includes(number.slice(-NUMBER_LENGTH_MIN))) return true
      } else if (kind === 'date' && BIRTH_DATE.test(element)) {
        packed ??= compact(joined)
        for (const day of waysToWrite(value)) if (packed.includes(day)) return true
      }
    }
  }
  return false
}

/** A full date without signs, in the orders that codes have it in. */
function waysToWrite(date: string): readonly string[] {
  const [, year = '', month = '', day = ''] = DAY.exec(date) ?? []
  return day === '' ? [] : [year + month + day, month + day + year, day + month + year]
}
