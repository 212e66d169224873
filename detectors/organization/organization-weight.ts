import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { nameWeight } from '../person/name-weight.ts'
import { isInitial } from '../word-shape.ts'
import { GENERIC_WORDS, HOSPITAL_WORDS } from './organization-words.ts'

/** How a word speaks for the name of one organization, log10: a name or place does, a specialty does not. */
export function properWeight(words: Words, index: number): number {
  const lists = words.lists(index)
  if (lists === 0) return words.shape(index) === SHAPE.upper && sizeOf(words, index) < 3 ? -0.3 : 0.8
  const word = words.lower(index)
  const known = HOSPITAL_WORDS.get(word)
  if (known !== undefined) return known
  if (GENERIC_WORDS.has(word)) return -0.8
  if ((lists & LIST.calendar) !== 0) return -1
  const isName = (lists & (LIST.given | LIST.surname)) !== 0 && nameWeight(words, index) > 0.3
  if ((lists & (LIST.clinical | LIST.profession | LIST.relative | LIST.organization)) !== 0) return isName ? 0.3 : -0.9
  if (isName || (lists & (LIST.place | LIST.country)) !== 0) return 0.7
  return words.frequency(index, 'common') > 3 ? -0.4 : 0.3
}

/** Whether the next word belongs to the same name, by what stands between. */
export function isLinked(words: Words, index: number): boolean {
  const gap = words.gap(index)
  return (
    gap === ' ' ||
    gap === '-' ||
    gap === ' & ' ||
    (gap === '. ' && (isInitial(words, index) || (sizeOf(words, index) <= 3 && /^(?:st|mt|med|ft|gen)$/.test(words.lower(index)))))
  )
}
