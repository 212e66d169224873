import { hashWord } from '../../contract/word-set.ts'
import { foldedLower } from '../../classify/people/normalise.ts'
import type { Lexicon } from '../../classify/text/lexicon.ts'

/** Those that find a name by what forenames alone stand beside: a relative, a turn of a chat. */
export const FORENAMES_FOUND: ReadonlySet<string> = new Set(['relative-name', 'chat-speaker'])

/** Whether a word that is a name by itself is more often a forename than a surname; of one that no list knows, by what found it. */
export function isForename(word: string, detector: string, lexicon: Lexicon): boolean {
  const lower = foldedLower(word)
  const bytes = Buffer.from(lower)
  const entry = lexicon.find(hashWord(lower), bytes, 0, bytes.length)
  const [given, surname] = entry < 0 ? [0, 0] : [lexicon.frequency(entry, 'given'), lexicon.frequency(entry, 'surname')]
  return given === surname ? given === 0 && FORENAMES_FOUND.has(detector) : given > surname
}
