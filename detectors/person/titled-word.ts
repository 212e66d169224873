import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isRestored } from '../word-shape.ts'

const OF_PEOPLE = new WordSet(['mr', 'mrs', 'miss'])
const DOCTORS = new WordSet(['dr', 'doctor'])
const NO_ONE = new WordSet(['visit', 'clinic', 'office', 'appointment', 'note', 'contin'])
const SPEAKS = new WordSet([
  'told', 'said', 'says', 'asked', 'wants', 'wanted', 'thinks', 'called', 'did', 'stopped', 'started', 'put', 'gave', 'ordered',
  'recommended', 'prescribed', 'saw', 'increased',
  'changed', 'wrote', 'referred',
])

/** Mr Christmas, Miss Easter; Doctor Sunday, like the day: whatever the word means elsewhere. */
export function isCalledSo(words: Words, title: number, at: number): boolean {
  if (words.shape(title) !== SHAPE.capital || words.shape(at) !== SHAPE.capital || isRestored(words, at)) return false
  if (OF_PEOPLE.has(words, title)) return !NO_ONE.has(words, at)
  if (!DOCTORS.has(words, title) || (words.lists(at) & LIST.calendar) === 0) return false
  return words.gap(at).startsWith(',') || at + 1 < words.count && words.gap(at) === ' ' && SPEAKS.has(words, at + 1)
}
