import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, type Words } from '../../src/contract/words.ts'
import { NAMES } from './name-weight.ts'

const COPIED = new WordSet(['cc'])
const RARE_SURNAME_MAX = 2
const RARE_GIVEN_MAX = 2
const COMPLAINT_MIN = 1

/** cc: fall, CC: Abd pain: the chief complaint, where a word is rarely a name, and nobody who gets a copy. */
export function isComplaint(words: Words, at: number): boolean {
  if (!COPIED.has(words, at - 1)) return false
  if (words.frequency(at, 'surname') > RARE_SURNAME_MAX || words.frequency(at, 'given') >= RARE_GIVEN_MAX) return false
  if ((words.lists(at) & LIST.clinical) !== 0 || words.frequency(at, 'common') >= COMPLAINT_MIN) return true
  return words.gap(at) === ' ' && at + 1 < words.count && (words.lists(at + 1) & (LIST.clinical | NAMES)) === LIST.clinical
}
