import { WordSet } from '../../src/contract/word-set.ts'
import { SHAPE, type Words } from '../../src/contract/words.ts'

const BACK_WORDS_MAX = 4
/** log10 odds by the words before a number or a street. */
const ODDS = { label: 1.1, verb: 1, preposition: 0.5 } as const

const PREPOSITIONS = new WordSet(['at', 'to', 'on', 'near', 'in', 'from', 'is', 'en', 'au', 'a', 'an', 'op', 'na', 'i', 'with'])
/** What is done at or to an address. */
const VERBS = new WordSet(
  `live lives lived living reside resides residing stay stays staying moved moving move deliver delivered delivery send sent ship shipped
  shipping mail mailed located situated meet pick drop drove visit house home apartment parked street
  taxi cab hotel shop store restaurant pharmacy office offices parcel package come came get invoice bill stop leak broke wohnt lebt vive
  reside habite abita bor woont`.split(
    /\s+/,
  ),
)
const LABELS = new WordSet([
  'address', 'addresses', 'addr', 'adresse', 'adres', 'adress', 'osoite', 'direccion', 'indirizzo', 'anschrift', 'domicilio', 'location',
  'residence', 'cim', 'adresa',
])

/** How the words before say that an address stands here, log10; 0 where nothing does. */
export function addressedOdds(words: Words, first: number): number {
  if (first === 0) return 0
  const isPreposition = words.gap(first - 1) === ' ' && words.shape(first - 1) === SHAPE.lower && PREPOSITIONS.has(words, first - 1)
  for (let at = first - 1; at >= 0 && first - at <= BACK_WORDS_MAX; at--) {
    if (words.shape(at) < SHAPE.digits && LABELS.has(words, at)) return ODDS.label
    if (isPreposition && at < first - 1 && VERBS.has(words, at)) return ODDS.verb
    if (at > 0 && /[.!?;]/.test(words.gap(at - 1))) break
  }
  return isPreposition ? ODDS.preposition : 0
}
