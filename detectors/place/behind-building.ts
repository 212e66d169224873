import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { HOSPITAL_WORDS } from '../organization/organization-words.ts'
import { isGenitive } from '../word-shape.ts'

const wordsOf = (text: string): readonly string[] => text.trim().split(/\s+/)

/** Last words of names of houses, by the kinds that maps have (OpenStreetMap, Map Features: amenity, shop, building, leisure). */
const BUILDINGS = new WordSet(
  wordsOf(`surgery practice home homes convent monastery priory abbey seminary cathedral chapel church temple mosque synagogue school college
  academy nursery kindergarten lodge manor house hall court mill factory works farm mart supermarket store stores pharmacy drugs chemist
  chemists pub inn hotel hostel restaurant cafe garage station depot shipyard barracks prison jail gaol library museum theatre cinema
  stadium hospice arms living park clinic hospital centre center`),
)
/** Before the last word: Care Home, Nursing Home, High School, car park. */
const MIDDLES = new WordSet(
  wordsOf(
    `care nursing rest retirement residential drug drugs car high primary secondary grammar middle elementary senior assisted medical
    health leisure day`,
  ),
)
/** What a house is not called by itself. */
const NO_NAME = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.country
const COMMON_MAX = 2.2
/** log10 of how much a word speaks for the name of a house. */
const HOUSE_MIN = 0.4
const SIZE_MIN = 3
const MIDDLES_MAX = 2

/** Behind the name of a house and a comma a town stands: Oakwood Surgery, Fernhall; the Asda car park, Fernhall. */
export function isBehindBuilding(words: Words, first: number): boolean {
  const head = first - 1
  if (head < 1 || words.start(first) - words.end(head) !== 2 || words.gap(head) !== ', ' || !BUILDINGS.has(words, head)) return false
  let name = head - 1
  for (let middles = 0; middles < MIDDLES_MAX && name > 0 && MIDDLES.has(words, name); middles++) name--
  if (words.gap(name) !== ' ' || !isWrittenCapital(words, name) || sizeOf(words, name) < SIZE_MIN) return false
  // The first word of a sentence has a capital too.
  if (!isWrittenCapital(words, head) && !(name > 0 && words.shape(name - 1) === SHAPE.lower && words.gap(name - 1) === ' ')) return false
  if (isGenitive(words, name) || (HOSPITAL_WORDS.get(words.lower(name)) ?? 0) > HOUSE_MIN) return true
  const lists = words.lists(name)
  return (lists & NO_NAME) === 0 && (lists === 0 || (lists & (LIST.surname | LIST.given | LIST.place)) !== 0) &&
    words.frequency(name, 'common') <= COMMON_MAX
}

/** Whatever shape it would have in usual writing. */
function isWrittenCapital(words: Words, at: number): boolean {
  const word = words.word(at)
  return word.charAt(0) !== words.lower(at).charAt(0)
}
