import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Language, type Words } from '../../src/contract/words.ts'
import { isForeignTerm } from '../person/foreign-things.ts'
import { kindOf } from './place-kind.ts'
import { endOfRun } from './place-run.ts'
import { JOINTS } from './place-words.ts'

const BEGINS = KIND.capital | KIND.digits

export const townAbroad: WordDetector = {
  name: 'town-abroad',
  class: 'address',
  describes:
    'A town outside the English-speaking countries: with its postal code behind a street, behind a preposition of the language, or before the date of a letter: Grazer Gasse 5/2, 8680 Fernzuschlag; i Fernsund; Fernstano, 11/04/2023.',
  source:
    '45 CFR 164.514(b)(2)(i)(B): all geographic subdivisions smaller than a state; Universal POST*CODE DataBase (codes of four or five digits before the town)',
  begins: BEGINS,
  find,
  examples: {
    true: [
      'Grazer Gasse 51/2/8, [[8680 Fernzuschlag]]\n', 'Ferngatan 6 A, [[269 31 Fernstad]]. Anhörig', 'Fernkuja 5 as. 12, [[70820 Fernpio]]. Hoito',
      'chaussée de Fernove 318 boîte 4, [[1070 Fernlecht]]. Accident', '5 allée des Fernes, bât. C, [[68000 Fernmar]] ; numéro', 'Fernhof 22 · [[28195 Fernmen]] · praxis',
      'strålebehandling i [[Fernsund]]. Det er ikke', 'przyjęta w [[Fernszawie]]. Nie ma', 'suivie à [[Fernvey]] par le docteur et la', 'en fin.\n[[Fernstano]], 11/04/2023\nIl medico',
      'und Verlegung aus [[Husum]] mit der Aufnahme', 'acima do ombro. [[Fernrante]], 21.4.2016. O médico',
    ],
    false: [
      'Lab 4, 12000 Leukozyten', 'Calle Ferno 5 en enero de 2008 Zorvanta', 'Dosis 5, 4500 Einheiten', 'do Poradni i na Oddziale w Szpitalu nie', 'Alta, 11/04/2023\nEl', 'Kontrolle, 11.04.2023', 'a Domicilio il paziente non ha la',
      'i Sverige har det ikke vaert', 'w Polsce nie ma go na', 'bei Aufnahme und aus Angst mit der', 'Visite 3, 1200 Kalorien', 'fra Crohns og til Basedows med det', 'innlagt i Medisinsk avdeling og til Intensiv med det',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    const shape = words.shape(at)
    const found = shape === SHAPE.digits ? behindStreet(words, at) : shape === SHAPE.capital ? named(words, at) : undefined
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

function named(words: Words, at: number): Candidate | undefined {
  return inProse(words, at) ?? beforeDate(words, at)
}

const NO_TOWN = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.profession | LIST.eponym | LIST.organization
const COMMON_MAX = 1.6
const TOWN_WORDS_MAX = 4
const CODE_PRIOR = 0.85

/** The name of a town from here on: one to four words with capitals, and what stands between them; below `first` where there is none. */
function endOfTown(words: Words, first: number): number {
  let last = first - 1
  for (let at = first; at < words.count && at - first < TOWN_WORDS_MAX; at++) {
    if (isProper(words, at)) last = at
    else if (at === first || !JOINTS.has(words, at)) break
    if (words.gap(at) !== ' ' && words.gap(at) !== '-') break
  }
  return last
}

function isProper(words: Words, at: number): boolean {
  if (words.shape(at) !== SHAPE.capital || sizeOf(words, at) < 3 || (words.lists(at) & NO_TOWN) !== 0) return false
  return words.frequency(at, 'common') <= COMMON_MAX && !COUNTED.has(words, at)
}

/** What is counted in thousands. */
const COUNTED = new WordSet([
  'leukozyten', 'thrombozyten', 'einheiten', 'kalorien', 'leucocitos', 'plaquetas', 'leucociti', 'piastrine', 'unites', 'units', 'euro',
  'kcal', 'zellen', 'euros', 'metros', 'unidades', 'einwohner', 'eenheden', 'enheter',
])
const STREET_WITHIN = 9
const STREET =
  /(?:strasse|str|gasse|weg|platz|allee|ring|hof|damm|ufer|straat|laan|plein|gracht|kade|singel|steenweg|gatan?|vagen|veien|vegen|vej|gade|stien|katu|tie|kuja|polku|rue|avenue|av|chaussee|boulevard|bd|place|chemin|route|rang|impasse|quai|cours|via|viale|piazza|corso|traversa|vicolo|largo|ul|ulica|al|os|pl|rua|calle|carrer|avda|avenida|plaza|paseo|lugar|lomo|urb)$/

/** Between the street and the postal code. */
const PARTED = /^(?:, {1,2}|,?[ \r]?\n| [.;-] |; )$/
const APART = /^(?:,? {1,2}|,?[ \r]?\n| [.;-] |; )$/

/** The code and the town behind a house number, or behind a street in the same line. */
function behindStreet(words: Words, code: number): Candidate | undefined {
  if (code < 2) return undefined
  const size = sizeOf(words, code)
  let town = code + 1
  if (size === 3 && town < words.count && words.gap(code) === ' ' && words.shape(town) === SHAPE.digits && sizeOf(words, town) === 2) town++
  else if (size !== 4 && size !== 5) return undefined
  // A year stands behind a blank alone
  if (town >= words.count || words.gap(town - 1) !== ' ' || !(size === 4 ? PARTED : APART).test(words.gap(code - 1))) return undefined
  const last = endOfTown(words, town)
  if (last < town || !/^(?:[,.;:)\n]|$| [.·;|(-]| {2})/.test(words.gap(last))) return undefined
  if (!hasStreetBefore(words, code)) return undefined
  return { first: code, last, prior: CODE_PRIOR, why: 'a postal code and a town, behind a street' }
}

function hasStreetBefore(words: Words, code: number): boolean {
  for (let at = code - 1; at >= Math.max(0, code - STREET_WITHIN); at--) {
    if (words.shape(at) < SHAPE.digits && STREET.test(words.lower(at))) return true
    // A house number behind a word with a capital
    const isHouse = words.shape(at) >= SHAPE.digits && sizeOf(words, at) <= 4
    if (at > 0 && isHouse && words.gap(at - 1) === ' ' && isProper(words, at - 1)) return true
    if (at > 0 && /\n.*\n|\. $/.test(words.gap(at - 1)) && sizeOf(words, at - 1) > 4) return false
  }
  return false
}

/** What a town stands behind, by language; in some also one that nobody knows, as nouns have no capitals there. */
const BEHIND: Readonly<Partial<Record<Language, readonly [isUnknownMeant: boolean, prepositions: WordSet]>>> = {
  fr: [true, new WordSet(['a'])],
  it: [true, new WordSet(['a', 'ad'])],
  pt: [false, new WordSet(['em'])],
  de: [false, new WordSet(['in', 'aus', 'bei', 'nach'])],
  nl: [true, new WordSet(['te', 'uit', 'naar', 'in'])],
  pl: [true, new WordSet(['w', 'we', 'z', 'ze', 'do'])],
  nordic: [true, new WordSet(['i', 'fra', 'fran', 'til', 'till'])],
}
const PRIORS = { clean: 0.8, unknown: 0.6 } as const
const PREPOSITION_SIZE_MAX = 4
/** Wards and houses, which have capitals in Polish and the Nordic languages too. */
const HOUSES =
  /^(?:szpital|poradni|oddzial|klinik|instytu|zaklad|centrum|przychodn|sor$|oiom$|pols|afdeling|avdeling|avdelning|sykehus|sjukhus|sygehus|hospital|klinik|poliklin|akutt|akut|medicin|medisin|intensiv|intensywn|spoed|hjem|kirurg|ortoped|radiolog|service|urgences|centre|clinique|hopital|reparto|pronto|ospedale|clinica|domicil|casa|afdeling|ziekenhuis)/

function inProse(words: Words, first: number): Candidate | undefined {
  if (first === 0 || words.gap(first - 1) !== ' ' || sizeOf(words, first - 1) > PREPOSITION_SIZE_MAX) return undefined
  if (words.shape(first - 1) !== SHAPE.lower) return undefined
  const language = words.language()
  const behind = language === undefined ? undefined : BEHIND[language]
  if (behind === undefined || !behind[1].has(words, first - 1)) return undefined
  if ((words.lists(first) & NO_TOWN) !== 0 || words.frequency(first, 'foreign') > 0 || COUNTRIES.has(words, first)) return undefined
  if (HOUSES.test(words.lower(first)) || isForeignTerm(words, first)) return undefined
  const last = endOfRun(words, first)
  const kind = kindOf(words, first, last)
  if (kind !== 'clean' && !(kind === 'unknown' && behind[0] && endsPhrase(words, last))) return undefined
  return { first, last, prior: PRIORS[kind], why: 'a town behind a preposition of the language' }
}

/** No genitive of whom a disease is called after, and no word in capitals behind it. */
/** Countries by names that no list has, which may stay. */
const COUNTRIES = new WordSet([
  'sverige', 'norge', 'danmark', 'polsce', 'polski', 'niemczech', 'suomi', 'tyskland', 'spania', 'italia', 'nederland', 'belgie', 'duitsland',
])

function endsPhrase(words: Words, last: number): boolean {
  if (sizeOf(words, last) < 4 || (words.lower(last).endsWith('s') && words.language() === 'nordic')) return false
  return last + 1 >= words.count || words.gap(last) !== ' ' || words.shape(last + 1) === SHAPE.lower
}

const DATED = 0.75
const OF_TOWNS = LIST.place | LIST.given | LIST.surname
const LEADING = new WordSet(['den', 'le', 'li', 'il', 'a', 'dnia', 'em', 'op'])
const LAST_WORDS = 40

/** Oristano, 11/04/2023: at the start of a line or sentence near the end of the text, or all that its line has. */
function beforeDate(words: Words, first: number): Candidate | undefined {
  if (first > 0 && !/\n[ >]*$|^\. $|^, $/.test(words.gap(first - 1))) return undefined
  if (!isProper(words, first) || (words.lists(first) & ~OF_TOWNS) !== 0 || words.frequency(first, 'foreign') > 0) return undefined
  const last = endOfTown(words, first)
  if (last < first || words.gap(last) !== ', ' || isForeignTerm(words, last)) return undefined
  const day = last + 1 < words.count && LEADING.has(words, last + 1) && words.gap(last + 1) === ' ' ? last + 2 : last + 1
  if (day + 2 >= words.count || words.shape(day) !== SHAPE.digits || sizeOf(words, day) > 2) return undefined
  const isNumeric = /^[./-]$/.test(words.gap(day)) && words.gap(day + 1) === words.gap(day) && words.shape(day + 2) === SHAPE.digits
  const isWritten = /^\.? $/.test(words.gap(day)) && ((words.lists(day + 1) & LIST.calendar) !== 0 || day > last + 1)
  if (!isNumeric && !isWritten) return undefined
  // Behind a comma only where the day has its article: Dr Prieto, Quimper, le 4 mars
  const isWithin = first > 0 && words.gap(first - 1) === ', '
  if (isWithin && day === last + 1 && !(day + 3 >= words.count || /^\.?\s*\n/.test(words.gap(day + 2)))) return undefined
  const isListed = (words.lists(first) & LIST.place) !== 0
  if (!isListed && words.count - first > LAST_WORDS) return undefined
  return { first, last, prior: isListed ? CODE_PRIOR : DATED, why: 'a town before the date of a letter' }
}
