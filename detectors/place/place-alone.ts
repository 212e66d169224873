import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { endsAsPlace } from './place-context.ts'
import { JOINTS } from './place-words.ts'

const SIZE_MIN = 5
/** Streets, quarters and parts of documents in Spanish and Portuguese, of which some town has the name. */
const NO_TOWNS = new WordSet(
  `seccion apartado cedro reforma abadia delegacion constitucion poblacion centenario cerro limonar poniente progreso libertad alameda
  pradera hacienda estacion fabrica mirador`.trim().split(/\s+/),
)
/** What is called after a town: Declaration of Helsinki. */
const CALLED_OF = new WordSet([
  'declaration', 'convention', 'treaty', 'consensus', 'criteria', 'classification', 'protocol', 'agreement', 'edict', 'battle', 'maid',
])
const LINKS = new WordSet(['of', 'de', 'du'])

/**
 * Whether a name is that of a town and nothing else, and the phrase ends behind it: Duluth; Vitoria-Gasteiz, 3 de mayo. What is called
 * after towns goes on: Philadelphia chromosome, Banff 2A.
 */
export function isTownAlone(words: Words, first: number, last: number): boolean {
  if (!endsAsPlace(words, last) && !isBeforeDay(words, last)) return false
  let towns = 0
  for (let at = first; at <= last; at++) {
    if (JOINTS.has(words, at)) continue
    const lists = words.lists(at)
    if (words.shape(at) !== SHAPE.capital || (lists & LIST.place) === 0 || words.frequency(at, 'foreign') > 0) return false
    if (lists === LIST.place && sizeOf(words, at) >= SIZE_MIN && !NO_TOWNS.has(words, at)) towns++
    else if (first === last || (lists & ~(LIST.place | LIST.given | LIST.surname)) !== 0) return false
  }
  return towns > 0 && !(first > 1 && LINKS.has(words, first - 1) && CALLED_OF.has(words, first - 2))
}

/** Vitoria, 3 de mayo */
function isBeforeDay(words: Words, last: number): boolean {
  return last + 1 < words.count && /^, (?:a |le |den |li |am )?$/.test(words.gap(last)) && words.shape(last + 1) === SHAPE.digits
}
