import { TITLES } from '../classify/people/name-words.ts'
import { foldedLower } from '../classify/people/normalise.ts'
import type { PhiClass } from '../contract/classes.ts'

/** What many people share, and ids may well hold. */
const SHARED: ReadonlySet<PhiClass> = new Set<PhiClass>(['date', 'age', 'address', 'organization', 'url'])
const NAME_LETTERS_MIN = 4
const NUMBER_LENGTH_MIN = 5
const NAME_WORDS = new RegExp(`\\p{L}{${NAME_LETTERS_MIN},}`, 'gu')

/** Whether an id repeats a value that was found in the text that it names, whatever parts its letters and digits: `123456789`, `Zuzanna_Adams`. */
export function isToldInId(id: string, given: PhiClass, value: string): boolean {
  if (SHARED.has(given)) return false
  const letters = joined(id)
  if (given === 'name') return (foldedLower(value).match(NAME_WORDS) ?? []).some((word) => !TITLES.has(word) && letters.includes(word))
  const part = joined(given === 'email' ? value.replace(/@[^@]*$/, '') : value)
  return part.length >= NUMBER_LENGTH_MIN && letters.includes(part)
}

function joined(value: string): string {
  return foldedLower(value).replaceAll(/[^\p{L}\p{N}]/gu, '')
}
