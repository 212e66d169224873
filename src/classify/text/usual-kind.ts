import { endsLikeSurname } from '../../contract/surname-endings.ts'
import { LIST, sizeOf, type Words } from '../../contract/words.ts'

/** What a word may be by itself; `mixed` is a name and a word as well, `word` hardly a name, and `plain` neither a name nor a place. */
export type Kind = 'name' | 'rare' | 'mixed' | 'place' | 'unknown' | 'word' | 'plain'

export const NAMES = LIST.given | LIST.surname
/** What a word is, whatever lists of names say. */
export const NO_NAME = LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.organization
/** log10 per million of a word as an eponym or country, or a term of medicine. */
const AS_EPONYM = 2
const AS_TERM = 1.2
/** A little less than a step of the frequencies, which are sums of floating point. */
export const SURE_MIN = 1.15
export const SURPLUS_MIN = 1.15

const UNKNOWN_SIZE_MIN = 4
const NAME_SIZE_MIN = 3
/** What ends so is a word, a term or a form of a verb in the languages of Europe, and hardly a name. */
const WORD_ENDING =
  /(?:[cst]i?on(?:es|s)?|dad(?:es)?|mente|ando|[ei]endo|[ai]d[oa]s?|[oi]sis|itis|oma|emia|uria|patia|pathy|algia|grafia|graphy|scopy|scopia|tomia|tomy|ectomia|ectomy|ic[oa]s?|icas?|ios[oa]s?|oso|osa|osos|osas|ales|iva?s?|ivos?|tivas?|ing|ings|ness|ally|ous|able|ible|ung|ungen|heit|keit|lich|liche[nrs]?|ische?[nrms]?|iert|iertes?|ieren|aire|aires|euse|euses|ique|iques|zione|zioni|mento|menti|ncia|ncias|cao|coes|ita|tat|logie|logia|logy|aba|aban|amos|imos|ieron|aron|mientos?|ismos?|trofia|plejia|paresia|plasias?|megalia|ulares|orios?|orias?)$/

export function kindOf(words: Words, at: number, lists: number): Kind {
  if (lists === 0)
    return sizeOf(words, at) >= UNKNOWN_SIZE_MIN && words.frequency(at, 'foreign') === 0 ? unknownKind(words.lower(at)) : 'plain'
  if ((lists & (NAMES | LIST.place)) === 0 || words.frequency(at, 'common') > KEPT_COMMON_MAX) return 'plain'
  if ((lists & NAMES) === 0) {
    return lists === LIST.place && sizeOf(words, at) >= UNKNOWN_SIZE_MIN && otherwise(words, at, lists) === 0 ? 'place' : 'word'
  }
  if ((lists & NO_NAME) !== 0) return isCalledSo(words, at, lists) ? 'mixed' : 'word'
  if (sizeOf(words, at) < NAME_SIZE_MIN || isParticle(words, at)) return 'plain'
  const other = otherwise(words, at, lists)
  const bearers = Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname'))
  if (other === 0) return bearers >= SURE_MIN ? 'name' : 'rare'
  return bearers - other >= SURPLUS_MIN ? 'mixed' : 'word'
}

export function isParticle(words: Words, at: number): boolean {
  return sizeOf(words, at) <= PARTICLE_SIZE_MAX && PARTICLES.has(words.lower(at))
}

export function isWord(kind: Kind | undefined): boolean {
  return kind === 'word' || kind === 'plain' || kind === undefined
}

const CALLED_MIN = 2.75

/** A surname from a profession that hardly anybody has: miller, fisher. */
function isCalledSo(words: Words, at: number, lists: number): boolean {
  return (
    (lists & NO_NAME) === LIST.profession &&
    words.frequency(at, 'surname') >= CALLED_MIN &&
    words.frequency(at, 'surname') - words.frequency(at, 'common') >= SURPLUS_MIN
  )
}

/** Endings of surnames that plain words have as well, where the capital does not tell: injektionen, gallenstein. */
const PLAIN_ENDING = /(?:onen|inen|nnen|stein|baum|stra|sma|yte|aite|escu|huis|veld|mann|berg|sen)$/

function unknownKind(lower: string): Kind {
  if (WORD_ENDING.test(lower)) return 'plain'
  return endsLikeSurname(lower) && !PLAIN_ENDING.test(lower) ? 'rare' : 'unknown'
}

function otherwise(words: Words, at: number, lists: number): number {
  const listed = (lists & (LIST.eponym | LIST.country)) !== 0 ? AS_EPONYM : (lists & LIST.clinical) !== 0 ? AS_TERM : 0
  return Math.max(words.frequency(at, 'common'), words.frequency(at, 'foreign'), listed)
}

export const KEPT_COMMON_MAX = 2.6

const ORDINARY = LIST.common | LIST.clinical | LIST.relative
const ORDINARY_NOT = LIST.title | LIST.organization
/** A word as common as this is hardly the place or family of that name: said, young. */
const COMMON_MIN = 1.15

export function isOrdinary(words: Words, at: number, kind: Kind): boolean {
  const lists = words.lists(at)
  const isCommon = (lists & LIST.place) === 0 || words.frequency(at, 'common') >= COMMON_MIN
  return (
    ((lists & ORDINARY) !== 0 && (lists & ORDINARY_NOT) === 0 && isCommon) ||
    (lists === 0 && kind === 'plain' && (words.frequency(at, 'foreign') > 0 || sizeOf(words, at) >= UNKNOWN_SIZE_MIN))
  )
}

const AS_WELL_COMMON_MAX = 1.25

/** A name that is a word about as often: pilar, rueda. */
export function isNameAsWell(words: Words, at: number): boolean {
  return (
    (words.lists(at) & NO_NAME) === 0 &&
    Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) >= SURE_MIN &&
    words.frequency(at, 'common') <= AS_WELL_COMMON_MAX
  )
}

/** Letters that are words by themselves: I, and a, e, o, u, y of other languages. */
export const WORDS_OF_ONE = new Set(['a', 'e', 'i', 'o', 'u', 'y'])

const PARTICLE_SIZE_MAX = 5
export const PARTICLES = new Set([
  'de', 'del', 'della', 'di', 'da', 'dos', 'du', 'des', 'la', 'las', 'los', 'le', 'van', 'von', 'der', 'den', 'ten', 'ter', 'zu', 'bin',
  'ibn', 'al', 'el', 'lo',
])
