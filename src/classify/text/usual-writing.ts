import { endsLikeSurname } from '../../contract/surname-endings.ts'
import { LIST, SHAPE, type Shape, type Words } from '../../contract/words.ts'
import { capitalizeOrganizations, isSureHead } from './usual-organizations.ts'
import { capitalizeTold, isToldOf } from './usual-told.ts'

/** How a text is written that has no capitals, or nothing else. */
export type Writing = 'small' | 'capitals'

/** One word in so many (a power of two) may have a capital in a text without. */
const CAPITALS_SHARE = 5

/** How a text is written; undefined where it has small letters and capitals as others do. */
export function writingOf(words: Words): Writing | undefined {
  let [small, capitals, own, upper] = [0, 0, 0, 0]
  for (let at = 0; at < words.count; at++) {
    const shape = words.shape(at)
    if (shape === SHAPE.lower) small++
    else if (shape === SHAPE.upper) upper++
    // Most texts are turned away by the first name they have.
    else if (shape < SHAPE.digits && sizeOf(words, at) > 1) {
      if (hasOwnCapital(words, at)) own++
      else if (++capitals > at >> CAPITALS_SHARE) return undefined
    }
  }
  if (small > 0 && small >= upper * 3) return 'small'
  return upper > 1 && upper >= (small + capitals + own) * 3 ? 'capitals' : undefined
}

/** A capital that sentences, labels and titles have where names have none. */
function hasOwnCapital(words: Words, at: number): boolean {
  if (at === 0) return true
  const before = words.gap(at - 1)
  const endsSentence = before !== ' ' && /[.!?:\n]/.test(before) && sizeOf(words, at - 1) > 1 && (words.lists(at - 1) & LIST.title) === 0
  return endsSentence || words.gap(at).startsWith(':') || (words.lists(at) & LIST.title) !== 0
}

/** What a word may be by itself; `mixed` is a name and a word as well, `word` hardly a name, and `plain` neither a name nor a place. */
export type Kind = 'name' | 'rare' | 'mixed' | 'place' | 'unknown' | 'word' | 'plain'

const NAMES = LIST.given | LIST.surname
/** What a word is, whatever lists of names say. */
const NO_NAME = LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.organization
/** log10 per million of a word as an eponym or country, or a term of medicine. */
const AS_EPONYM = 2
const AS_TERM = 1.2
/** A little less than a step of the frequencies, which are sums of floating point. */
const SURE_MIN = 1.15
const SURPLUS_MIN = 1.15
/** Behind a forename as frequent as this a word that nobody knows is a surname. */
const FOLLOWED_MIN = 1.95
const UNKNOWN_SIZE_MIN = 4
const NAME_SIZE_MIN = 3
/** What ends so is a word, a term or a form of a verb in the languages of Europe, and hardly a name. */
const WORD_ENDING = /(?:[cst]i?on(?:es|s)?|dad(?:es)?|mente|ando|[ei]endo|[ai]d[oa]s?|[oi]sis|itis|oma|emia|uria|patia|pathy|algia|grafia|graphy|scopy|scopia|tomia|tomy|ectomia|ectomy|ic[oa]s?|icas?|ios[oa]s?|oso|osa|osos|osas|ales|iva?s?|ivos?|tivas?|ing|ings|ness|ally|ous|able|ible|ung|ungen|heit|keit|lich|liche[nrs]?|ische?[nrms]?|iert|iertes?|ieren|aire|aires|euse|euses|ique|iques|zione|zioni|mento|menti|ncia|ncias|cao|coes|ita|tat|logie|logia|logy|aba|aban|amos|imos|ieron|aron|mientos?|ismos?|trofia|plejia|paresia|plasias?|megalia|ulares|orios?|orias?)$/

function kindOf(words: Words, at: number, lists: number): Kind {
  if (lists === 0) return sizeOf(words, at) >= UNKNOWN_SIZE_MIN && words.frequency(at, 'foreign') === 0 ? unknownKind(words.lower(at)) : 'plain'
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

function isParticle(words: Words, at: number): boolean {
  return sizeOf(words, at) <= PARTICLE_SIZE_MAX && PARTICLES.has(words.lower(at))
}

function isWord(kind: Kind | undefined): boolean {
  return kind === 'word' || kind === 'plain' || kind === undefined
}

const CALLED_MIN = 2.75

/** A surname from a profession that hardly anybody has: miller, fisher. */
function isCalledSo(words: Words, at: number, lists: number): boolean {
  return (lists & NO_NAME) === LIST.profession && words.frequency(at, 'surname') >= CALLED_MIN && words.frequency(at, 'surname') - words.frequency(at, 'common') >= SURPLUS_MIN
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

/**
 * The shapes that the words of a text in small letters or in capitals would have in usual writing: names have a capital, where hardly
 * anything else is written so, or where what stands before them says that one follows; ordinary words have none. Undefined where they are
 * what they are.
 */
export function usualShapes(words: Words, writing: Writing): Uint8Array | undefined {
  const shapes = new Uint8Array(words.count)
  const kinds: Kind[] = []
  let mayName = writing === 'capitals'
  let hasHead = false
  for (let at = 0; at < words.count; at++) {
    const shape = words.shape(at)
    const lists = shape < SHAPE.digits ? words.lists(at) : LIST.common
    const kind = kindOf(words, at, lists)
    shapes[at] = shape
    kinds.push(kind)
    hasHead ||= (lists & LIST.organization) !== 0
    if (!mayName && (kind !== 'plain' || (lists & ANNOUNCING) !== 0)) mayName = announcesName(words, at, kind)
  }
  // Most texts without capitals tell of nobody.
  if (!mayName) return undefined
  const reading: Reading = { words, kinds, shapes, writing, isTold: new Uint8Array(words.count), isForeign: undefined }
  for (let at = 0; at < words.count; at++) {
    // Among plain words nothing is a name, nor an initial of one.
    if (writing === 'small' && kinds[at] === 'plain' && kinds[at + 1] === 'plain' && kinds[at - 1] === 'plain') continue
    shapes[at] = shapeOf(reading, at)
  }
  if (hasHead) capitalizeOrganizations({ words, kinds, shapes, writing })
  if (writing === 'small') capitalizeTold({ words, kinds, shapes })
  return shapes
}

const ANNOUNCING = LIST.title | LIST.organization

/** The word is a name, or says that what stands beside it is one. */
function announcesName(words: Words, at: number, kind: Kind): boolean {
  if (kind === 'name' || kind === 'rare' || kind === 'mixed' || kind === 'place') return true
  const lists = words.lists(at)
  return (lists & LIST.title) !== 0 && TITLES.has(words.lower(at)) || (lists & LIST.organization) !== 0 && isSureHead(words, at) ||
    kind === 'unknown' && at > 0 && (OF_PLACES.has(words.lower(at - 1)) || isToldOf(words, at))
}

const FOREIGN_MIN = 2.35
const FOREIGN_COUNT_MIN = 2
const FOREIGN_SHARE = 6

/** Written in a language of which the lexicon has the frequent words only, so that what it does not know is more likely a word than a name. */
function isForeign(reading: Reading): boolean {
  return (reading.isForeign ??= hasForeignWords(reading.words))
}

function hasForeignWords(words: Words): boolean {
  let count = 0
  for (let at = 0; at < words.count; at++) if (words.frequency(at, 'foreign') >= FOREIGN_MIN && words.frequency(at, 'common') === 0) count++
  return count >= FOREIGN_COUNT_MIN && count * FOREIGN_SHARE >= words.count
}

interface Reading {
  /** Once it was asked for. */
  isForeign: boolean | undefined
  readonly words: Words
  readonly kinds: readonly Kind[]
  /** Those before the word that is read are the usual ones. */
  readonly shapes: Uint8Array
  readonly writing: Writing
  /** Of each word before, whether a title, a label or a forename says that it is part of a name. */
  readonly isTold: Uint8Array
}

function shapeOf(reading: Reading, at: number): Shape {
  const { words, kinds, shapes, writing, isTold } = reading
  const shape = shapes[at] as Shape
  if (sizeOf(words, at) === 1) return initialShape(reading, at)
  if (shape !== (writing === 'small' ? SHAPE.lower : SHAPE.upper)) return shape
  const kind = kinds[at] as Kind
  if (kind !== 'plain') {
    const isIntroducedHere = kind !== 'place' && (kind !== 'word' || isNameAsWell(words, at)) && isIntroduced(reading, at)
    if (isIntroducedHere || isName(reading, at, kind)) {
      isTold[at] = Number(isIntroducedHere || kind !== 'place' && words.frequency(at, 'given') >= FOLLOWED_MIN || at > 0 && isTold[at - 1] === 1 && isBlank(words, at - 1))
      return SHAPE.capital
    }
  }
  if (startsPlace(reading, at)) return SHAPE.capital
  if (writing === 'small' || !isOrdinary(words, at, kind) && !isParticle(words, at) && !((kind === 'unknown' || kind === 'rare') && isForeign(reading))) return shape
  if (!isKept(reading, at)) return SHAPE.lower
  isTold[at] = Number((words.lists(at) & NAMES) !== 0 || at > 0 && isTold[at - 1] === 1)
  return shape
}

function isName(reading: Reading, at: number, kind: Kind): boolean {
  const { words, shapes } = reading
  if (at > 1 && shapes[at - 1] === SHAPE.capital && startsPlace(reading, at - 1)) return true
  switch (kind) {
    case 'place': return true
    case 'name': return words.frequency(at, 'given') >= SURE_MIN || !isForeign(reading) || hasCompany(reading, at)
    case 'rare': return !isForeign(reading) || hasCompany(reading, at)
    case 'mixed': return hasCompany(reading, at) || isReversed(reading, at) || isTown(reading, at)
    case 'unknown': return isBehindName(reading, at)
    case 'word': return leadsSurname(reading, at) || endsName(reading, at) || isTown(reading, at)
    case 'plain': return false
  }
}

const KEPT_COMMON_MAX = 2.6

/** In capitals words stay as they are behind a label or title, and within a name that was told by one: names of many lands are words in Spanish. */
function isKept({ words, isTold }: Reading, at: number): boolean {
  if (at === 0 || words.frequency(at, 'common') > KEPT_COMMON_MAX) return false
  if (isTold[at - 1] === 1 && isBlank(words, at - 1)) return true
  return (words.lists(at) & NAMES) !== 0 && (/^\s?[:=]\s{0,3}$/.test(words.gap(at - 1)) || TITLES.has(words.lower(at - 1)) && /^\.? {0,2}$/.test(words.gap(at - 1)))
}

const PLACE_SIZE_MAX = 6
/** What stands before the word that tells which town. */
const OF_PLACES = new Set(['san', 'santa', 'santo', 'saint', 'st', 'fort', 'port', 'puerto', 'mount', 'mt', 'lake', 'bad', 'new', 'los', 'las', 'villa', 'sao', 'sint', 'sankt', 'grand', 'baton'])

function startsPlace({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (at === 0 || next >= words.count || kinds[next] === 'plain' || sizeOf(words, at) > PLACE_SIZE_MAX || !OF_PLACES.has(words.lower(at))) return false
  return (!isWord(kinds[next]) || (words.lists(next) & LIST.place) !== 0 && words.frequency(next, 'common') <= TOWN_COMMON_MAX) && /^(?: |-|\. )$/.test(words.gap(at)) && words.gap(at - 1) === ' '
}

const ORDINARY = LIST.common | LIST.clinical | LIST.relative
const ORDINARY_NOT = LIST.title | LIST.organization
/** A word as common as this is hardly the place or family of that name: said, young. */
const COMMON_MIN = 1.15

function isOrdinary(words: Words, at: number, kind: Kind): boolean {
  const lists = words.lists(at)
  const isCommon = (lists & LIST.place) === 0 || words.frequency(at, 'common') >= COMMON_MIN
  return (lists & ORDINARY) !== 0 && (lists & ORDINARY_NOT) === 0 && isCommon || lists === 0 && kind === 'plain' && (words.frequency(at, 'foreign') > 0 || sizeOf(words, at) >= UNKNOWN_SIZE_MIN)
}

const AS_WELL_COMMON_MAX = 1.25

/** A name that is a word about as often: pilar, rueda. */
function isNameAsWell(words: Words, at: number): boolean {
  return (words.lists(at) & NO_NAME) === 0 && Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) >= SURE_MIN && words.frequency(at, 'common') <= AS_WELL_COMMON_MAX
}

const AT = new Set(['in', 'from', 'near', 'en', 'aus', 'nach', 'em', 'desde'])
/** What goes on behind a town, where behind a sign or score stands what it is of. */
const BEHIND_TOWN = new Set(['and', 'or', 'with', 'for', 'since', 'on', 'when', 'where', 'to', 'by', 'after', 'before', 'at', 'as', 'is', 'was', 'last', 'he', 'she', 'who', 'until', 'during', 'now', 'y', 'con', 'desde', 'und', 'mit', 'et', 'avec'])
const TOWN_COMMON_MAX = 1.65
/** Two letters behind the comma of a town (USPS Publication 28, appendix B), but those that are words. */
const STATES = new Set('al ak az ar ca co ct de dc fl ga ia id il ks ky la md ma mi mn ms mo mt ne nv nh nj nm ny nc nd pa ri sc sd tn tx ut vt va wa wv wi wy'.split(' '))

/** A town that is a name or a word as well: from dallas, who; boston, ma. */
function isTown({ words, kinds }: Reading, at: number): boolean {
  if (at === 0 || (words.lists(at) & LIST.place) === 0 || kinds[at] === 'place' || (words.lists(at) & (NO_NAME | LIST.clinical)) !== 0 || words.frequency(at, 'common') > TOWN_COMMON_MAX) return false
  const next = at + 1
  const gap = words.gap(at)
  if (next < words.count && gap === ', ' && STATES.has(words.lower(next)) && words.gap(next) !== ' ') return true
  return words.gap(at - 1) === ' ' && AT.has(words.lower(at - 1)) && (gap !== ' ' && gap !== '-' || next < words.count && BEHIND_TOWN.has(words.lower(next)))
}

/** Letters that are words by themselves: I, and a, e, o, u, y of other languages. */
const WORDS_OF_ONE = new Set(['a', 'e', 'i', 'o', 'u', 'y'])

/** One letter: an initial where a name stands beside it and a point behind it, or where it is no word of any language. */
function initialShape({ words, kinds, shapes, writing, isTold }: Reading, at: number): Shape {
  const shape = shapes[at] as Shape
  if (shape >= SHAPE.digits) return shape
  const isPointed = words.gap(at).startsWith('.')
  const isWord = WORDS_OF_ONE.has(words.lower(at)) && !isPointed
  if (isWord) return writing === 'capitals' ? SHAPE.lower : shape
  const isBehind = at > 0 && shapes[at - 1] === SHAPE.capital && kinds[at - 1] !== 'place' && isBlank(words, at - 1)
  const next = at + 1
  const isBefore = isPointed && next < words.count && /^\. ?$/.test(words.gap(at)) && (kinds[next] === 'name' || kinds[next] === 'rare' || kinds[next] === 'mixed' || sizeOf(words, next) === 1 && words.gap(next).startsWith('.'))
  isTold[at] = Number(isBehind && isTold[at - 1] === 1)
  return isBehind || isBefore || writing === 'capitals' ? SHAPE.capital : shape
}

/** After these titles nothing but a name stands. */
const TITLES = new Set(['dr', 'drs', 'dra', 'mr', 'mrs', 'ms', 'prof', 'sr', 'sra', 'srta', 'dona', 'dna', 'herr', 'herrn', 'frau', 'mme', 'mlle', 'madame', 'monsieur', 'senor', 'senora', 'sig', 'signor', 'signora', 'dott', 'mevr', 'mevrouw', 'dhr', 'senhor', 'senhora', 'miss', 'heer', 'meneer', 'dottoressa', 'docteur', 'don'])
/** After these a name stands, and at times something else. */
const NAMING = new Set(['named', 'called', 'hi', 'hello', 'dear', 'thx', 'thanks', 'interpreter', 'caller', 'contact', 'contacto', 'kontakt', 'contactpersoon', 'hola', 'estimado', 'estimada', 'querido', 'querida', 'llamado', 'llamada', 'namens', 'nomme', 'nommee', 'gez', 'fdo', 'atte',
  'patient', 'patientin', 'patiente', 'paciente', 'pt', 'pat', 'responsable', 'medico', 'medica', 'doctor', 'doctora', 'nurse', 'enfermera', 'enfermero', 'schwester', 'pfleger', 'infirmiere'])
/** What only people do, behind a name that is a word as well. */
const DOING = new Set(['aware', 'denies', 'denied', 'reports', 'reported', 'states', 'stated', 'says', 'said', 'agrees', 'agreed', 'called', 'complains', 'wants', 'lives', 'refuses', 'refused', 'feels', 'requests', 'requested', 'confirms', 'confirmed', 'refiere', 'niega', 'berichtet', 'rapporte'])

/** What stands before the word says that a name follows: a title, the colon of a label, a relative, the particle of a name. */
function isIntroduced({ words, kinds, isTold }: Reading, at: number): boolean {
  if (at === 0) return false
  const gap = words.gap(at - 1)
  const kind = kinds[at] as Kind
  if (/^["')]?\s?[:=]\s{0,3}"?$/.test(gap)) return kind !== 'unknown' || isWholeName(words, kinds, at)
  if (gap !== ' ' && gap !== '. ' && gap !== '., ' && gap !== '-') return false
  const before = words.lower(at - 1)
  if (gap === ' ' && (before === 'named' || before === 'is' && at > 1 && words.lower(at - 2) === 'name' || before === 'llamo')) return true
  if (gap !== '., ' && TITLES.has(before) || kind !== 'unknown' && kind !== 'word' && NAMING.has(before)) return true
  if ((words.lists(at - 1) & LIST.relative) !== 0) return kind !== 'unknown' && kind !== 'word'
  let start = at - 1
  while (start >= 0 && at - start <= PARTICLES_MAX && PARTICLES.has(words.lower(start)) && /^[ -]$/.test(words.gap(start))) start--
  if (start === at - 1 || start < 0 || !isBlank(words, start)) return false
  return isTold[start] === 1 || TITLES.has(words.lower(start)) || kind !== 'unknown' && kinds[start] === 'name' && words.frequency(start, 'given') >= SURE_MIN
}

const PARTICLES_MAX = 3
const WHOLE_MAX = 4

/** Two and more words that nobody knows are all that stands behind the label of a person: paciente: aitor mendizabal, varon. */
function isWholeName(words: Words, kinds: readonly Kind[], first: number): boolean {
  if (!NAMING.has(words.lower(first - 1))) return false
  for (let at = first; at < words.count && at - first < WHOLE_MAX; at++) {
    if (isWord(kinds[at]) && !PARTICLES.has(words.lower(at))) return false
    if (words.gap(at) !== ' ') return at > first && !isWord(kinds[at]) && /^(?:$|[,.;\n(])/.test(words.gap(at))
  }
  return false
}
const PARTICLE_SIZE_MAX = 5
const PARTICLES = new Set(['de', 'del', 'della', 'di', 'da', 'dos', 'du', 'des', 'la', 'las', 'los', 'le', 'van', 'von', 'der', 'den', 'ten', 'ter', 'zu', 'bin', 'ibn', 'al', 'el', 'lo'])

/** A forename, a surname or an initial with its point stands before or behind it. */
function hasCompany({ words, kinds, shapes, isTold }: Reading, at: number): boolean {
  if (at > 0 && shapes[at - 1] === SHAPE.capital && kinds[at - 1] !== 'place' && (!isWord(kinds[at - 1]) || isTold[at - 1] === 1 || sizeOf(words, at - 1) === 1) && /^(?: |-|, ?|\. ?|\r?\n)$/.test(words.gap(at - 1)) && (words.gap(at - 1)[0] !== '.' || sizeOf(words, at - 1) === 1)) return true
  const next = at + 1
  if (next >= words.count || words.frequency(at, 'given') - words.frequency(at, 'common') < SURPLUS_MIN || !isBlank(words, at)) return false
  if (DOING.has(words.lower(next))) return true
  if (sizeOf(words, next) === 1) return words.gap(next).startsWith('.') || !isWord(kinds[next + 1]) && !WORDS_OF_ONE.has(words.lower(next)) && isBlank(words, next)
  return kinds[next] === 'name' || kinds[next] === 'rare' || kinds[next] === 'mixed' && words.frequency(next, 'surname') - words.frequency(next, 'common') >= SURPLUS_MIN
}

const LEADING_COMMON_MAX = 1.65
const LED_MIN = 1.55
const LED_SURPLUS_MIN = 1.95

/** A forename that is a word about as often, before a surname that is hardly anything else: grant miller. */
function leadsSurname({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (next >= words.count || (kinds[next] !== 'name' && kinds[next] !== 'mixed') || words.gap(at) !== ' ' || (words.lists(at) & NO_NAME) !== 0) return false
  if (words.frequency(at, 'given') < SURE_MIN || words.frequency(at, 'common') > LEADING_COMMON_MAX || words.frequency(at, 'foreign') > 0) return false
  const surname = words.frequency(next, 'surname')
  return surname >= LED_MIN && surname - words.frequency(next, 'common') >= LED_SURPLUS_MIN
}

/** cooper, joy */
function isReversed({ words, kinds }: Reading, at: number): boolean {
  const next = at + 1
  if (next >= words.count || words.gap(at) !== ', ' || words.frequency(at, 'surname') - words.frequency(at, 'common') < LED_SURPLUS_MIN) return false
  return (kinds[next] === 'name' || kinds[next] === 'mixed') && words.frequency(next, 'given') - words.frequency(next, 'common') >= SURPLUS_MIN
}

/** A word that nobody knows behind a forename or what was told to be one, or joined to a name. */
function isBehindName({ words, kinds, shapes, isTold }: Reading, at: number): boolean {
  if (at > 0 && shapes[at - 1] === SHAPE.capital && kinds[at - 1] !== 'place') {
    const gap = words.gap(at - 1)
    if (gap === '-' || isBlank(words, at - 1) && isTold[at - 1] === 1 || sizeOf(words, at - 1) === 1 && /^\. ?$/.test(gap)) return true
  }
  return at + 1 < words.count && words.gap(at) === '-' && (kinds[at + 1] === 'name' || kinds[at + 1] === 'rare')
}

const WITHIN_COMMON_MAX = 2.2

/** A surname that is a word as well, where a name is being told: dr. john white, medico: cristina quicios dorado. */
function endsName({ words, shapes, writing, isTold }: Reading, at: number): boolean {
  if (at === 0 || isTold[at - 1] !== 1 || shapes[at - 1] !== SHAPE.capital || !isBlank(words, at - 1)) return false
  // JANE Q PUBLIC
  if (writing === 'capitals' && sizeOf(words, at - 1) === 1 && words.frequency(at, 'surname') > 0) return true
  return isNameAsWell(words, at) || words.frequency(at, 'surname') > 0 && (words.lists(at) & (NO_NAME | LIST.clinical)) === 0 && words.frequency(at, 'common') <= WITHIN_COMMON_MAX
}

/** A blank, or the end of a line. */
function isBlank(words: Words, at: number): boolean {
  const gap = words.gap(at)
  return gap === ' ' || gap === '\n' || gap === '\r\n'
}

function sizeOf(words: Words, at: number): number {
  return words.end(at) - words.start(at)
}
