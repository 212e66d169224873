import { WordSet } from '../../src/contract/word-set.ts'
import type { Words } from '../../src/contract/words.ts'

/** The last words of a letter, under which its writer signs. */
const CLOSINGS = new WordSet([
  'regards', 'sincerely', 'truly', 'faithfully', 'respectfully', 'love', 'thanks', 'you', 'cheers', 'wishes', 'yours', 'warmly',
  'cordially', 'best', 'saludos', 'saludo', 'atentamente', 'cordialmente', 'abrazo', 'gracias', 'atenciosamente', 'cumprimentos', 'abracos',
  'cordialement', 'salutations', 'saluti', 'grussen', 'grusse', 'gruss', 'gruessen', 'hochachtungsvoll', 'groet', 'groeten', 'halsningar',
  'hilsen',
])

/** Whether a letter ends with this word and the end of its line. */
export function isClosing(words: Words, at: number, gap: string): boolean {
  return (
    /^[,!]?[ \r]*\n\s*$/.test(gap) && CLOSINGS.has(words, at) && (words.lower(at) !== 'you' || (at > 0 && words.lower(at - 1) === 'thank'))
  )
}

/** Whether nothing more stands in the line of a word. */
export function endsLine(words: Words, last: number): boolean {
  return last + 1 >= words.count || /^(?:,? ?)?[ \r.]*\n/.test(words.gap(last))
}
