import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { isRewritten, NAMES } from '../person/name-words.ts'
import { endsLikeNoTown, isAfterEnglishResiding, isAfterResiding, isPersonFrom, residingBefore, RESIDING } from './residing.ts'

const RUN_WORDS_MAX = 4
const PREPOSITION_SIZE_MAX = 4

/** Words that stand in names of towns beside the word that tells which town. */
const GENERIC = new Set([
  'san', 'santa', 'santo', 'saint', 'st', 'new', 'old', 'city', 'town', 'fort', 'ft', 'port', 'puerto', 'mount', 'mt', 'north', 'south', 'east', 'west', 'upper', 'lower',
  'lake', 'beach', 'springs', 'falls', 'heights', 'hills', 'valley', 'villa', 'los', 'las', 'la', 'el', 'le', 'les', 'bad', 'rio', 'grand', 'great', 'little', 'cape', 'palm', 'county', 'sao', 'sint', 'sankt', 'sainte', 'ste', 'nowa', 'nowy', 'stara', 'stary', 'nova', 'novo', 'novy', 'velka', 'velke', 'gross', 'klein', 'ober', 'unter', 'nieuw', 'monte', 'castel', 'ciudad', 'villanueva', 'pueblo',
])
/** Of these the ones that hardly stand before anything but a name: Port Elgar, San Teodor. */
const PROPER = new Set(['sao', 'sint', 'sankt', 'san', 'santa', 'santo', 'saint', 'st', 'fort', 'ft', 'port', 'puerto', 'mount', 'mt', 'lake', 'villa', 'cape'])
const TOWN_ENDING = /(?:ville|burgh|burg|bury|mouth|town|borough|shire|stadt|dorf|hausen|heim|kirchen|furt|haven|havn|vik|vaara|jarvi|grad|abad|puram|ton|ford|wick|worth|chester|combe|thorpe|hurst|minster|bridge|stead|ingen|bach|feld|brunn|walde|waldau|sund|fjord|torp|stad|holm|fors|koping|dijk|court|mont|bourg)$/
const TOWN_SIZE_MAX = 24

/** Ends as names of towns do and words and medicines do not. */
function endsLikeTown(lower: string): boolean {
  return lower.length > 6 && lower.length <= TOWN_SIZE_MAX && TOWN_ENDING.test(lower)
}

const JOINTS = new Set(['de', 'del', 'la', 'las', 'los', 'of', 'the', 'upon', 'sur', 'am', 'nad', 'pod', 'an', 'der', 'im', 'ob', 'sous', 'les', 'lez', 'sul', 'do', 'da', 'dos', 'di', 'aan', 'den', 'le'])
/** States and what is no smaller than a state may stay (45 CFR 164.514(b)(2)(i)(B)). */
const STATES = new Set((
  'alabama alaska arizona arkansas california colorado connecticut delaware florida hawaii idaho illinois indiana iowa kansas kentucky louisiana maine maryland massachusetts ' +
  'michigan minnesota mississippi missouri montana nebraska nevada ohio oklahoma oregon pennsylvania tennessee texas utah vermont virginia wisconsin wyoming carolina dakota ' +
  'hampshire jersey mexico america american european asian african'
).split(' '))
const OF_STATES = new Set(['north', 'south', 'west', 'east', 'eastern', 'western', 'northern', 'southern', 'central', 'new', 'rhode', 'island', 'state', 'of', 'commonwealth', 'the', 'district', 'columbia', 'united', 'states', 'kingdom'])
const SHORT = new Set(['nyc', 'philly', 'bronx', 'brooklyn', 'manhattan', 'queens', 'harlem'])

/** How well the word before speaks for a place: 3 hardly leaves anything else, 1 barely. */
const BEFORE: Readonly<Record<string, number>> = {
  in: 3, near: 3, outside: 3, visiting: 3, residente: 3,
  from: 2, at: 2, to: 2, our: 2, en: 2, desde: 2, around: 2, through: 2, em: 2, visited: 2,
  the: 1, of: 1, de: 1, a: 1, and: 1, via: 1, hasta: 1,
}
const AFTER = new Set([
  'clinic', 'office', 'hospital', 'campus', 'branch', 'location', 'area', 'suburb', 'suburbs', 'native', 'resident', 'site', 'facility', 'center', 'va', 'airport', 'metro', 'region',
  'neighborhood', 'practice', 'med', 'er', 'ed', 'branch', 'rehab',
])

/** The same of words in small and mixed letters; in capitals a ward may follow: moved to MICU. */
const MOVING = new Set(['moved to', 'moved from', 'moving to', 'moving from', 'move to'])
const RESIDES = 4
/** Behind a date of birth. */
const BORN = 5
/** After these a ward may stand too. */
const MOVED = new Set(['procede de', 'procedente de', 'trasladado a', 'trasladada a', 'comes from', 'came from', 'back to', 'lives near', 'llegado a', 'llegada a', 'transfere a', 'transferee a', 'verlegt nach'])
const MOVE_WORDS = new Set([...MOVED, ...MOVING].map((phrase) => phrase.slice(phrase.indexOf(' ') + 1)))

/** Share of true places by how the words are known and by what stands around: nothing, weak, middling, strong, a phrase of residing, a birth. */
const PRIORS = {
  clean: [0, 0.3, 0.72, 0.85, 0.9, 0.95],
  mixed: [0, 0.06, 0.3, 0.6, 0.7, 0.85],
  unknown: [0, 0.01, 0.07, 0.2, 0.3, 0.75],
  name: [0, 0, 0, 0, 0.3, 0.6],
} as const
/** The same where a postal code follows. */
const PRIORS_WITH_CODE = {
  clean: [0.6, 0.9, 0.95, 0.95, 0.97, 0.97],
  mixed: [0.3, 0.7, 0.8, 0.85, 0.9, 0.9],
  unknown: [0, 0.3, 0.55, 0.7, 0.85, 0.9],
  name: [0, 0.2, 0.4, 0.6, 0.8, 0.8],
} as const

const BEGINS = KIND.capital | KIND.unlisted | LIST.place

export const placeName: WordDetector = {
  name: 'place-name',
  class: 'address',
  describes: 'The name of a town, county or quarter in prose, by the words around it and the list of places; states and countries may stay.',
  source: '45 CFR 164.514(b)(2)(i)(B): all geographic subdivisions smaller than a state; GeoNames (CC BY 4.0) for the names',
  begins: BEGINS,
  find,
  cues: [
    {
      words: ['lives in', 'living in', 'lives near', 'resides in', 'residing in', 'moved to', 'moved from', 'born in', 'grew up in', 'raised in', 'home in', 'from', 'native of', 'clinic in', 'office in', 'hospital in',
        'treated in', 'diagnosed in', 'admitted in',
        'traveled to', 'travelled to', 'trip to', 'flew to', 'located in', 'works in', 'transferred from', 'seen in', 'seen at', 'seen at our', 'treated at', 'referred from', 'visited',
        'residente en', 'vive en', 'reside en', 'natural de', 'procedente de', 'procede de', 'trasladada a', 'comes from', 'came from', 'nacido en', 'nacida en', 'viaje a', 'trasladado a', 'afincado en', 'hospital de', 'our'],
      ratio: 5, where: 'before', within: 3,
    },
    { words: ["i'm in", 'am in', "we're in", 'trip in', 'vacation in', 'holiday in', 'conference in', 'office in', 'branch in'], ratio: 6, where: 'before', within: 1 },
    { words: [...RESIDING, 'sola en', 'solo en', 'actualmente en', 'ahora en'], ratio: 8, where: 'before', within: 1 },
    { words: ['lives in', 'living in', 'flew to', 'grew up in', 'born in', 'moved here from', 'moved to', 'resides in', 'raised in', 'natural de', 'residente en', 'vive en', 'native of', 'hometown of', 'town of', 'city of', 'ciudad de', 'pueblo de'], ratio: 20, where: 'before', within: 1 },
    { words: ['criteria', 'classification', 'score', 'scale', 'study', 'trial', 'protocol', 'guidelines', 'consensus', 'virus', 'disease', 'syndrome', 'fever', 'questionnaire', 'index', 'sign', 'test', 'grade', 'position', 'maneuver', 'catheter', 'tube', 'drain', 'fracture', 'stain', 'technique', 'traction', 'splint', 'palsy', 'lotion', 'cream', 'tablets'], ratio: 0.04, where: 'after', within: 2 },
    { words: ['dr', 'mr', 'mrs', 'ms', 'doctor', 'dra', 'don', 'sr', 'sra', 'prof', 'nurse', 'named', 'name'], ratio: 0.02, where: 'before', within: 1 },
  ],
  examples: {
    true: [
      'she lives in [[Toledo]] with her', 'moved to [[Salt Lake City]] last', 'referred from [[Chicago]] on', 'seen at our [[Miami]] office', 'vive en [[Zaragoza]] con', 'he is from [[San Francisco]] and',
      'natural de [[Santiago de Compostela]] y', 'a clinic [[in Denver]] saw', 'living in [[the Bronx]] and', 'grew up in [[ASKVOLL]] and', 'flew to [[Tverrelvik]] on', 'a man who grew up in [[Sund]].', 'lives in [[harburg]] now', 'a shop in [[Brunstorf 6091]] in', 'in [[Acquapendente 01021]] and', 'back to [[Port Tessaly]] by', 'in [[Grennersmouth]] she', "I'm in [[FERNHALLA]], at", 'moved here from [[Cite Ferhalla]]',
      'nacida el 3/5/1962 en [[Ferhallo]] y', 'geboren am 3. Mai 1962 in [[Fernwaldau]].', 'kommt aus [[Bad Fernhall]] und', 'originaire de [[Fernhallval]], vit', 'Vecina de [[Ferhallo]].', 'KOMMT AUS [[FERNHAUSEN]]', 'flew to [[fernhallhur]] on', 'he worked in [[Fernhalla]], and', 'Calle 25, [[Bogota]] Colombia. e-mail', 'lebt in [[fernhallheim]] seit', 'the note of Dr. Kowalski, [[Fernhausen]].', 'now in [[dallas]], tx', 'residente en [[Toledo]] ([[Chiclana]]), con', 'varon originario de [[Ferhallo]], que', 'plaza mayor 3, 28001 [[madrid]], espana', 'procede de [[ferhallobles]], niega', 'lives in [[Hallo Hallo]] with', 'Vive sola en [[Ferhallo]] desde', 'empadronado en [[Ferhallo de Mar]].', '[[Toledo]] was lovely to visit', 'its tenth year in [[BOZEMAN]], we', 'Karen P. from [[Ferhallo]] was', 'a 60-year-old woman from [[Ferhallo]], with', 'from [[Prieto 8326-802]] in', 'she moved to [[thornbury cross]] in may',
    ],
    false: [
      'seen in January', 'lives in Texas', 'by Rome criteria', 'pain in Left knee', 'per Rotterdam score', 'in Spain', 'Dr. Houston saw him', 'admitted to ICU', 'in Crohn disease', 'from Dr Lopez', 'switch to Lantus', 'at Baseline', 'moved to MICU today', 'lives in SNF', 'in October 2021', 'in Study 12345', 'lebt in Partnerschaft', 'wohnt in Seniorenheim', 'lives in assisted living', 'vit a domicile', 'trasladado a Reanimacion', 'in Remission since', 'in Zyvorol lotion', 'in Trendelenburg, and', 'in Fowler position', 'LIVES IN NURSING HOME', 'lebt in wohngemeinschaft mit', 'lives in the basement with', 'pain from elbow to wrist', 'moved into our new home, and', 'procede de urgencias',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    if (words.shape(at) === SHAPE.lower) {
      if (!mayFollowPreposition(words, at)) continue
      const lists = words.lists(at)
      if (lists === LIST.place && words.frequency(at, 'foreign') === 0 && isAfterResiding(words, at)) yield { first: at, last: at, prior: PRIORS.clean[RESIDES], why: 'a name of a place in small letters, with a phrase of residing' }
      else if (lists === 0) {
        const found = smallUnknown(words, at)
        if (found !== undefined) yield found
      }
      continue
    }
    if (!isNameWord(words, at) || !mayStart(words, at) || opensPhrase(words, at)) continue
    const last = endOfRun(words, at)
    const candidate = weigh(words, at, last)
    if (candidate !== undefined) yield candidate
    at = last
  }
}

/** By what is known of the word, and of the text: all of it in small letters, or only the word. */
const UNKNOWN_LOWER = { english: 0.15, small: 0.6, town: 0.8 } as const

/** A word in small letters that nobody knows, where somebody lives or came from: lebt in kleinhausen. */
function smallUnknown(words: Words, at: number): Candidate | undefined {
  const isMoved = before(words, at) >= STRONG && MOVE_WORDS.has(words.lower(at - 1))
  if (!isMoved && !isAfterResiding(words, at)) return undefined
  const lower = words.lower(at)
  const isUnknown = words.frequency(at, 'foreign') === 0 && !endsLikeNoTown(lower)
  const isSmall = isUnknown && isInSmallLetters(words)
  const prior = isSmall ? endsLikeTown(lower) ? UNKNOWN_LOWER.town : UNKNOWN_LOWER.small : isAfterEnglishResiding(words, at) ? UNKNOWN_LOWER.english : 0
  if (prior === 0) return undefined
  const last = isSmall ? endOfSmall(words, at) : at
  return { first: at, last, prior, why: 'a word in small letters that nobody knows, with a phrase of residing' }
}

/** No word of the text has a capital, but those that it would have in usual writing. */
function isInSmallLetters(words: Words): boolean {
  return words.shape(0) === SHAPE.lower || words.word(0) === words.lower(0)
}

/** Second words of names of towns: thornbury cross, penaflor del rio. */
const SECOND = new Set(['rapids', 'cross', 'hollow', 'springs', 'falls', 'city', 'beach', 'heights', 'hills', 'valley', 'grove', 'creek', 'ridge', 'park', 'bay', 'harbor', 'point', 'junction', 'ford', 'green', 'bridge', 'hill', 'rio', 'mar', 'sierra', 'monte', 'campo'])

function endOfSmall(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && at - first <= 3 && (words.gap(at - 1) === ' ' || words.gap(at - 1) === '-'); at++) {
    if (SECOND.has(words.lower(at)) || words.gap(at - 1) === '-') last = at
    else if (!JOINTS.has(words.lower(at))) break
  }
  return last
}

/** By places alone: most words in small letters are turned away before anything is read. */
function mayFollowPreposition(words: Words, at: number): boolean {
  return at > 1 && words.start(at) - words.end(at - 1) === 1 && words.end(at - 1) - words.start(at - 1) <= PREPOSITION_SIZE_MAX && words.end(at) - words.start(at) > PREPOSITION_SIZE_MAX
}

/** Cheap, as most words with a capital only start a sentence: known words that are no places need another name behind them. */
function mayStart(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if ((lists & (LIST.title | LIST.calendar)) !== 0 || words.end(at) - words.start(at) === 1) return false
  return lists === 0 || (lists & LIST.place) !== 0 || at + 1 < words.count && words.shape(at + 1) === SHAPE.capital && words.gap(at).length < 3 || isAfterResiding(words, at) || (lists & ~NAMES) === 0 && withPostalCode(words, at) > at
}

/** Vecina de, Procede de: what lies behind is the place. */
function opensPhrase(words: Words, at: number): boolean {
  if (at + 1 >= words.count || words.end(at + 1) - words.start(at + 1) !== 2 || words.shape(at + 1) > SHAPE.upper || !JOINTS.has(words.lower(at + 1))) return false
  const phrase = `${words.lower(at)} ${words.lower(at + 1)}`
  return RESIDING.has(phrase) || MOVED.has(phrase)
}

function isNameWord(words: Words, at: number): boolean {
  const shape = words.shape(at)
  return shape === SHAPE.capital || shape === SHAPE.mixed || shape === SHAPE.upper && (SHORT.has(words.lower(at)) || isPlainPlace(words, at) || isResidedIn(words, at) || hasCode(words, at))
}

/** In capitals only what no other list has, or every abbreviation would be a town. */
function isPlainPlace(words: Words, at: number): boolean {
  if (words.end(at) - words.start(at) <= 4) return false
  const lists = words.lists(at)
  return lists === LIST.place || (lists & ~NAMES) === LIST.place && at > 0 && words.shape(at - 1) === SHAPE.lower && before(words, at) >= STRONG
}

const UPPER_SIZE_MIN = 4

/** In capitals a word that no list has, between a preposition and a postal code. */
function hasCode(words: Words, at: number): boolean {
  return at + 1 < words.count && words.shape(at + 1) === SHAPE.digits && words.end(at) - words.start(at) >= UPPER_SIZE_MIN && (words.lists(at) & ~LIST.place) === 0 && before(words, at) > 1 && withPostalCode(words, at) > at
}

/** In capitals any word that is no abbreviation, where somebody lives there. */
function isResidedIn(words: Words, at: number): boolean {
  if (words.end(at) - words.start(at) < UPPER_SIZE_MIN && !GENERIC.has(words.lower(at))) return false
  for (let first = at; at - first < RUN_WORDS_MAX; first--) {
    if (isAfterResiding(words, first)) return true
    if (first === 0 || words.shape(first - 1) !== SHAPE.upper || words.gap(first - 1) !== ' ') return false
  }
  return false
}

/** Shorter words are words of other languages too. */
const COUNTRY_SIZE_MIN = 5

/** The last of the words with capitals that belong together; what belongs to a hospital is not for this detector. */
function endOfRun(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && last - first < RUN_WORDS_MAX; at++) {
    const gap = words.gap(at - 1)
    if (gap !== ' ' && gap !== '-' && !(gap === '. ' && words.lower(at - 1).length === 2)) break
    if (words.shape(at) === SHAPE.capital && words.end(at) - words.start(at) === 1 && words.lower(at) === 'i') break
    // Bogota Colombia
    if ((words.lists(at) & LIST.country) !== 0 && words.end(at) - words.start(at) >= COUNTRY_SIZE_MIN && (words.lists(first) & (LIST.country | LIST.place)) === LIST.place && !GENERIC.has(words.lower(first))) break
    // In capitals the sentence goes on with words that are none.
    if (words.shape(at) === SHAPE.upper && (words.lists(at) & LIST.place) === 0 && (words.frequency(at, 'common') > PLAIN_MAX || (words.lists(at) & LIST.relative) !== 0)) break
    if ((isNameWord(words, at) || SECOND.has(words.lower(at)) && isRewritten(words, first)) && !AFTER.has(words.lower(at)) && ((words.lists(at) & (LIST.organization | LIST.calendar)) === 0 || words.lower(at) === 'mar' && at > first + 1)) last = at
    else if (!leadsToName(words, at, first)) break
  }
  return last
}

/** A word between two of a name, or two of them: Ostheim vor der Rhon, Arenas de la Sierra. */
function leadsToName(words: Words, joint: number, first: number): boolean {
  for (let at = joint; at + 1 < words.count && at < joint + JOINTS_MAX && JOINTS.has(words.lower(at)) && words.gap(at) === ' '; at++) {
    if (isNameWord(words, at + 1) || SECOND.has(words.lower(at + 1)) && isRewritten(words, first)) return true
  }
  return false
}

const JOINTS_MAX = 2

function weigh(words: Words, first: number, end: number): Candidate | undefined {
  const last = withPostalCode(words, end)
  const around = Math.max(before(words, first), after(words, end), isRewritten(words, first) ? besideRewritten(words, first, end) : 0)
  if (around === 0 && last === end) return undefined
  if (end > first && words.end(end) - words.start(first) < PLACE_SIZE_MIN) return undefined
  const kind = kindOf(words, first, end)
  if (kind === undefined) return undefined
  const prior = (kind === 'unknown' || kind === 'name') && around === STRONG && last === end && endsPhrase(words, end) ? UNKNOWN_PLACE : (last > end ? PRIORS_WITH_CODE : PRIORS)[kind][around] ?? 0
  if (prior === 0) return undefined
  const known = kind === 'unknown' ? 'a name that no list has' : kind === 'name' ? 'a name of people' : kind === 'clean' ? 'a name of a place' : 'a name of a place and of other things'
  const beside = last > end ? 'a postal code behind it' : 'a word beside it that goes with places'
  return { first: first - leadingWords(words, first), last, prior, why: `${known}, with ${beside}` }
}

/** Two letters of a state behind the comma of a town, country or bracket beside it, a postal code before it: what patterns tell by capitals. */
function besideRewritten(words: Words, first: number, last: number): number {
  const next = last + 1
  const gap = words.gap(last)
  if (next < words.count && (words.lists(next) & LIST.country) !== 0 && /^[.,]? ?\(?$/.test(gap)) return STRONG
  if (next < words.count && gap === ', ' && words.end(next) - words.start(next) === 2 && STATE_CODES.has(words.lower(next)) && words.gap(next) !== ' ') return STRONG
  if (first === 0) return 0
  const behind = words.gap(first - 1)
  if (words.shape(first - 1) === SHAPE.digits && words.end(first - 1) - words.start(first - 1) === 5 && /^[.,]? $/.test(behind)) return STRONG
  return behind.endsWith('(') && gap.startsWith(')') ? WEAK : 0
}

const WEAK = 1
const STATE_CODES = new Set('al ak az ar ca co ct de dc fl ga ia id il ks ky la md ma mi mn ms mo mt ne nv nh nj nm ny nc nd pa ri sc sd tn tx ut vt va wa wv wi wy'.split(' '))
const STRONG = 3
const UNKNOWN_PLACE = 0.52
/** What goes on behind a place, where behind a brand stands the thing. */
const GOING_ON = new Set(['and', 'or', 'with', 'for', 'since', 'on', 'when', 'where', 'to', 'by', 'after', 'before', 'at', 'as', 'is', 'was', 'last', 'he', 'she', 'they', 'who', 'until', 'during', 'now', 'y', 'con', 'desde', 'und', 'mit', 'et', 'avec'])

/** Neither a word nor a number that goes with the name stands behind it: in Fernhalla, since; not in Cetaphil lotion. */
function endsPhrase(words: Words, last: number): boolean {
  if (words.end(last) - words.start(last) < UNKNOWN_SIZE_MIN || words.shape(last) !== SHAPE.capital) return false
  const next = last + 1
  if (next >= words.count) return true
  const gap = words.gap(last)
  return gap === ' ' ? words.shape(next) === SHAPE.lower && GOING_ON.has(words.lower(next)) : /^[,.;:!?)]/.test(gap) && words.shape(next) < SHAPE.digits
}

const UNKNOWN_SIZE_MIN = 5

/** A A, E R: letters that are spelled out. */
const PLACE_SIZE_MIN = 4
const CODE_DIGITS_MIN = 4
const CODE_DIGITS_MAX = 6

/** The last word of a postal code behind the name: 87501, 3610-114, 110 57, 1017 GP; a year is none. */
function withPostalCode(words: Words, last: number): number {
  const code = last + 1
  if (code >= words.count || words.shape(code) !== SHAPE.digits || words.start(code) - words.end(last) !== 1 || words.gap(last) !== ' ') return last
  const size = words.end(code) - words.start(code)
  const next = code + 1
  const nextSize = next < words.count && words.shape(next) === SHAPE.digits ? words.end(next) - words.start(next) : 0
  if (size === 4 && nextSize === 3 && words.gap(code) === '-' || size === 3 && nextSize === 2 && words.gap(code) === ' ') return next
  if (size < CODE_DIGITS_MIN || size > CODE_DIGITS_MAX || words.gap(code).startsWith('/') || /^[.,]\d/.test(words.gap(code))) return last
  if (size === 4 && /^(?:19|20)/.test(words.word(code))) return last
  return size === 5 && nextSize === 4 && words.gap(code) === '-' ? next : code
}

/** The article of the Bronx belongs to it, and `in` to the clinic in a town that it tells apart. */
function leadingWords(words: Words, first: number): number {
  if (first === 0) return 0
  const word = words.lower(first - 1)
  if (word === 'the') return SHORT.has(words.lower(first)) ? 1 : 0
  return word === 'in' && first > 1 && words.gap(first - 2) === ' ' && (words.lists(first - 2) & LIST.organization) !== 0 ? 1 : 0
}

/** Wagga Wagga is told by being said twice. */
function kindOf(words: Words, first: number, last: number): keyof typeof PRIORS | undefined {
  if (isState(words, first, last)) return undefined
  if (last === first + 1 && words.lower(first) === words.lower(last)) return 'clean'
  let places = 0
  let doubts = 0
  let unknown = 0
  let generic = 0
  let names = 0
  let proper = 0
  for (let at = first; at <= last; at++) {
    const word = words.lower(at)
    if (JOINTS.has(word)) continue
    if (GENERIC.has(word)) {
      generic++
      if (PROPER.has(word)) proper++
      continue
    }
    const lists = words.lists(at)
    // Cite Ferhalla: a plain word in a name of several.
    if (lists === LIST.common && last > first && words.frequency(at, 'common') <= PLAIN_MAX) {
      generic++
      continue
    }
    if ((lists & LIST.eponym) !== 0 || (lists & LIST.clinical) !== 0 && words.frequency(at, 'common') > 0) doubts++
    if (words.frequency(at, 'common') > 1) doubts++
    if ((lists & LIST.given) !== 0 && words.frequency(at, 'given') > 2.5) doubts++
    if ((lists & LIST.place) !== 0 || SHORT.has(word)) places++
    else if (lists === 0) {
      if (endsLikeNoTown(word)) return undefined
      unknown++
      if (endsLikeTown(word)) proper++
    }
    else if ((lists & (LIST.given | LIST.surname)) !== 0 && (lists & ~(LIST.given | LIST.surname | LIST.common)) === 0 && words.frequency(at, 'common') <= 1) names++
    else return undefined
  }
  if (names > 0) return doubts === 0 ? 'name' : undefined
  if (places > 0) return doubts < places || doubts === 0 || generic > 0 && unknown === 0 ? 'clean' : 'mixed'
  return unknown > 0 && doubts === 0 ? proper > 0 ? 'clean' : 'unknown' : undefined
}

const PLAIN_MAX = 2

/** A state or country and nothing else; New York is meant as the town. */
function isState(words: Words, first: number, last: number): boolean {
  if (first === last && (words.lists(first) & LIST.country) !== 0) return true
  for (let at = first; at <= last; at++) {
    const word = words.lower(at)
    if (!STATES.has(word) && !OF_STATES.has(word)) return false
  }
  return true
}

function before(words: Words, first: number): number {
  if (first === 0) return 0
  const gap = words.gap(first - 1)
  if (gap === ', ' && ((words.lists(first - 1) & LIST.organization) !== 0 || isBehindDoctor(words, first))) return 3
  if (gap === ' (') return (words.lists(first - 1) & (LIST.place | LIST.clinical | LIST.organization)) === LIST.place && words.shape(first - 1) === SHAPE.capital ? 2 : 0
  if (gap !== ' ') return 0
  const word = words.lower(first - 1)
  if (word === 'the' || word === 'la' || word === 'el') {
    const earlier = first > 1 && words.gap(first - 2) === ' ' ? BEFORE[words.lower(first - 2)] ?? 0 : 0
    return SHORT.has(words.lower(first)) ? earlier : Math.min(earlier, 1)
  }
  if (MOVE_WORDS.has(word) && first > 1 && words.gap(first - 2) === ' ') {
    const phrase = `${words.lower(first - 2)} ${word}`
    if (MOVED.has(phrase)) return 3
    if (MOVING.has(phrase)) return RESIDES
  }
  const residing = residingBefore(words, first)
  if (residing !== undefined) return residing === 'born' ? BORN : RESIDES
  return word === 'from' && isPersonFrom(words, first - 1) ? STRONG : BEFORE[word] ?? 0
}

/** Hausarzt Dr. Kowalski, Fernhausen */
function isBehindDoctor(words: Words, first: number): boolean {
  const title = first > 2 && words.gap(first - 2) === ' ' && words.shape(first - 2) === SHAPE.capital && words.gap(first - 3) !== ' ' ? first - 3 : first - 2
  return title >= 0 && words.shape(first - 1) === SHAPE.capital && (words.lists(title) & LIST.title) !== 0 && /^\.? $/.test(words.gap(title)) && DOCTORS.has(words.lower(title))
}

const DOCTORS = new Set(['dr', 'dra', 'doctor'])

const VISIT_WORDS_MAX = 6

/** was lovely to visit */
function isToVisit(words: Words, copula: number): boolean {
  if (words.shape(copula) !== SHAPE.lower || !/^(?:was|is)$/.test(words.lower(copula))) return false
  for (let at = copula + 2; at < Math.min(words.count, copula + VISIT_WORDS_MAX); at++) if (words.lower(at) === 'visit' && words.lower(at - 1) === 'to') return true
  return false
}

function after(words: Words, last: number): number {
  if (last + 1 >= words.count || words.gap(last) !== ' ') return 0
  if (isToVisit(words, last + 1)) return STRONG
  return AFTER.has(words.lower(last + 1)) || (words.lists(last + 1) & LIST.country) !== 0 && words.shape(last + 1) === SHAPE.capital ? 2 : 0
}
