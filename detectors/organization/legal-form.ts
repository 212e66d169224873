import type { Candidate } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial } from '../word-shape.ts'
import { isLinked, properWeight } from './organization-weight.ts'

const NAME_WORDS_MAX = 5
const PRIORS = { sure: 0.75, doubtful: 0.45 } as const
const FORM_SIZE_MAX = 5

/** Short forms that stand for nothing else beside a name. */
const SURE = new WordSet([
  'ohg', 'kgaa', 'sasu', 'eurl', 'scop', 'gie', 'vof', 'asa', 'ohf', 'ehf', 'kg', 'ag', 'snc', 'sarl', 'sccl', 'slne', 'eirl',
])
/** Those that are terms, states or degrees as well: behind a forename they are none. */
const DOUBTFUL = new WordSet([
  'sa', 'se', 'sas', 'sci', 'scs', 'sem', 'ei', 'spa', 'nv', 'bv', 'ab', 'hb', 'kb', 'as', 'ug', 'sl', 'cv', 'ks', 'bt',
])
const NO_NAME = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.eponym

/** Brandt Keller AG, Halvorsen SCOP: capitals that are a legal form (ISO 20275), behind a name of one to five words. */
export function withLegalForm(words: Words, form: number): Candidate | undefined {
  if (form === 0 || words.shape(form) !== SHAPE.upper || sizeOf(words, form) > FORM_SIZE_MAX) return undefined
  const isSure = SURE.has(words, form)
  if (!isSure && !DOUBTFUL.has(words, form)) return undefined
  if (!/^,? $/.test(words.gap(form - 1))) return undefined
  let first = form
  while (
    first > 0 &&
    form - first < NAME_WORDS_MAX &&
    words.shape(first - 1) === SHAPE.capital &&
    !isInitial(words, first - 1) &&
    (first === form || isLinked(words, first - 1))
  )
    first--
  if (first === form) return undefined
  let weight = 0
  for (let at = first; at < form; at++) {
    if ((words.lists(at) & NO_NAME) !== 0 && (words.lists(at) & LIST.surname) === 0) return undefined
    weight += properWeight(words, at)
  }
  if (weight <= 0 || first > 0 && (words.lists(first - 1) & LIST.title) !== 0) return undefined
  if (!isSure && (isForename(words, first) || (words.lists(form - 1) & LIST.place) !== 0 && form - first === 1)) return undefined
  return { first, last: form, prior: isSure ? PRIORS.sure : PRIORS.doubtful, why: 'a name with the legal form of a company' }
}

function isForename(words: Words, at: number): boolean {
  return isCapital(words, at) && (words.lists(at) & LIST.given) !== 0 && words.frequency(at, 'given') > words.frequency(at, 'surname')
}
