import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, type Words } from '../../src/contract/words.ts'
import { NAMES } from '../person/name-weight.ts'
import { isInSmallLetters, isRewritten } from '../word-shape.ts'
import { isBehindBuilding } from './behind-building.ts'
import {
  besideRewritten, endsAsPlace, endsPhrase, MOVE_WORDS, opensPhrase, RESIDES, strengthBefore, strengthBehind, STRONG, WEAK,
} from './place-context.ts'
import { isHomeRun } from './home-run.ts'
import { isTownAlone } from './place-alone.ts'
import { placesAgain, townOf } from './place-again.ts'
import { kindOf, type PlaceKind } from './place-kind.ts'
import { endOfRun, isNameWord, leadingWords, withPostalCode } from './place-run.ts'
import { endsLikeTown, JOINTS, SECOND } from './place-words.ts'
import { isToldBefore } from './told-place.ts'
import { endsLikeNoTown, isAfterEnglishResiding, isAfterResiding, RESIDING } from './residing.ts'

const PREPOSITION_SIZE_MAX = 4

/** Share of true places by how the words are known and by what stands around: nothing, weak, middling, strong, a phrase of residing, a birth, what tells of a town. */
const PRIORS = {
  clean: [0, 0.3, 0.72, 0.85, 0.9, 0.95, 0.95],
  mixed: [0, 0.06, 0.3, 0.6, 0.7, 0.85, 0.8],
  unknown: [0, 0.01, 0.07, 0.2, 0.3, 0.75, 0.75],
  name: [0, 0, 0, 0, 0.3, 0.6, 0.55],
} as const satisfies Readonly<Record<PlaceKind, readonly number[]>>
/** The same where a postal code follows. */
const PRIORS_WITH_CODE = {
  clean: [0.6, 0.9, 0.95, 0.95, 0.97, 0.97, 0.97],
  mixed: [0.3, 0.7, 0.8, 0.85, 0.9, 0.9, 0.9],
  unknown: [0, 0.3, 0.55, 0.7, 0.85, 0.9, 0.9],
  name: [0, 0.2, 0.4, 0.6, 0.8, 0.8, 0.8],
} as const satisfies Readonly<Record<PlaceKind, readonly number[]>>
/** Of a name that no list has, or of people, behind a strong word and at the end of its phrase. */
const UNKNOWN_PLACE = 0.52

/** Of a name that is nothing else, whatever stands around it. */
const TOWN_ALONE = 0.6

/** Of words that are no name by themselves, where somebody lives. */
const HOME_RUN = 0.6

const BEGINS = KIND.capital | KIND.unlisted | LIST.place

export const placeName: WordDetector = {
  name: 'place-name',
  class: 'address',
  describes:
    'The name of a town, county or quarter in prose, by the words around it and the list of places; states and countries may stay.',
  source: '45 CFR 164.514(b)(2)(i)(B): all geographic subdivisions smaller than a state; GeoNames (CC BY 4.0) for the names',
  begins: BEGINS,
  find,
  cues: [
    {
      words: [
        'lives in', 'living in', 'lives near', 'resides in', 'residing in', 'moved to', 'moved from', 'born in', 'grew up in', 'raised in',
        'home in', 'from', 'native of', 'clinic in', 'office in', 'hospital in', 'treated in', 'diagnosed in', 'admitted in', 'traveled to',
        'travelled to', 'trip to', 'flew to', 'located in', 'works in', 'transferred from', 'seen in', 'seen at', 'seen at our',
        'treated at', 'referred from', 'visited', 'residente en', 'vive en', 'reside en', 'natural de', 'procedente de', 'procede de',
        'trasladada a', 'comes from', 'came from', 'nacido en', 'nacida en', 'viaje a', 'trasladado a', 'afincado en', 'hospital de', 'our',
      ],
      ratio: 5,
      where: 'before',
      within: 3,
    },
    {
      words: ["i'm in", 'am in', "we're in", 'trip in', 'vacation in', 'holiday in', 'conference in', 'office in', 'branch in'],
      ratio: 6,
      where: 'before',
      within: 1,
    },
    { words: [...RESIDING, 'sola en', 'solo en', 'actualmente en', 'ahora en'], ratio: 8, where: 'before', within: 1 },
    {
      words: [
        'lives in', 'living in', 'flew to', 'grew up in', 'born in', 'moved here from', 'moved to', 'resides in', 'raised in', 'natural de',
        'residente en', 'vive en', 'native of', 'hometown of', 'town of', 'city of', 'ciudad de', 'pueblo de',
      ],
      ratio: 20,
      where: 'before',
      within: 1,
    },
    {
      words: [
        'criteria', 'classification', 'score', 'scale', 'study', 'trial', 'protocol', 'guidelines', 'consensus', 'virus', 'disease',
        'syndrome', 'fever', 'questionnaire', 'index', 'sign', 'test', 'grade', 'position', 'maneuver', 'catheter', 'tube', 'drain',
        'fracture', 'stain', 'technique', 'traction', 'splint', 'palsy', 'lotion', 'cream', 'tablets',
      ],
      ratio: 0.04,
      where: 'after',
      within: 2,
    },
    {
      words: ['dr', 'mr', 'mrs', 'ms', 'doctor', 'dra', 'don', 'sr', 'sra', 'prof', 'nurse', 'named', 'name'],
      ratio: 0.02,
      where: 'before',
      within: 1,
    },
  ],
  examples: {
    true: [
      'nee le 7 mars 1951 a [[Saint-Malo]], vit',
      'she lives in [[Toledo]] with her', 'moved to [[Salt Lake City]] last', 'referred from [[Chicago]] on',
      'seen at our [[Tampa]] office', 'vive en [[Zaragoza]] con', 'he is from [[San Francisco]] and',
      'natural de [[Santiago de Compostela]] y', 'a clinic [[in Denver]] saw', 'raised in [[the Bronx]] and', 'grew up in [[ASKVOLL]] and',
      'flew to [[Tverrelvik]] on', 'the girl was raised in [[Vold]].', 'lives in [[harburg]] now', 'a shop in [[Brunstorf 6091]] in',
      'in [[Montefiascone 01027]] and', 'back to [[Port Tessaly]] by', 'in [[Grennersmouth]] she', "I'm in [[FERNHALLA]], at",
      'moved here from [[Lande Ferhalla]]', 'nacida el 3/5/1962 en [[Ferhallo]] y', 'geboren am 3. Mai 1962 in [[Fernwaldau]].',
      'kommt aus [[Bad Fernhall]] und', 'originaire de [[Fernhallval]], vit', 'Vecina de [[Ferhallo]].', 'KOMMT AUS [[FERNHAUSEN]]',
      'flew to [[fernhallhur]] on', 'he worked in [[Fernhalla]], and', 'Calle 25, [[Popayan]] Colombia. e-mail',
      'lebt in [[fernhallheim]] seit', 'the note of Dr. Kowalski, [[Fernhausen]].', 'now in [[dallas]], tx',
      'residente en [[Toledo]] ([[Estepona]]), con', 'varon originario de [[Ferhallo]], que', 'plaza mayor 3, 28001 [[madrid]], espana',
      'procede de [[ferhallobles]], niega', 'lives in [[Hallo Hallo]] with', 'Vive sola en [[Ferhallo]] desde',
      'empadronado en [[Ferhallo de Mar]].', '[[Toledo]] was lovely to visit', 'its tenth year in [[BOZEMAN]], we',
      'Karen P. from [[Ferhallo]] was', 'a 60-year-old woman from [[Ferhallo]], with', 'from [[Prieto 8326-802]] in',
      'she moved to [[thornbury cross]] in may', 'the mayor of [[Fernhallo]] said', 'a flight from [[Fernhallo]] to [[Kowalvo]] and',
      'a flat in [[Linford]] is', '[[Fernhallo]] is a lovely little town', 'a trip to [[Toledo]] and [[Fernhalla]] was',
      'a [[Fernhallo]]-based firm', 'a ticket to [[Fernhallo]], please', 'I come from [[Fernhallo]].', 'in [[Stratford-on-Fernhall]] since',
      'my aunt Olga, 78, of [[Walla Walla]]?', 'we toured [[Ljubljana]] with',
      'Larkspur Surgery, [[Aberdare]] since', 'LARKSPUR SURGERY, [[ABERDARE]]', "ST ITA'S NURSING HOME, [[TRALEE]]",
      'in the Asda car park, [[Bridgend]].',
      'Kowal Convent, [[Palakkad]], class', 'Lives with her son and two dogs in [[Forest Row]].',
      'a lifelong resident of [[Port Campbell]]',
      'has relocated to [[Yellow Springs]].', 'lives in [[Reading]]. Reading glasses', 'lives in [[Council Grove]] with',
      'lives in [[Fond du Lac]] with', 'shops in [[Dayton]] and [[Providence]]', 'lives out in [[estes park]] with',
      'in from [[Toledo]], [[Taunton]] and [[Dayton]]. She',
      'grew up in [[cherry hill]] and', 'they drive from [[estes park]] for', 'arrived [[Lansing]] on',
      'was stationed at [[Tower Ridge]] for', '[[Moorhead]] MN.',
      'the river quarter of [[Duluth]].', 'Brookvale Hospice, [[Svendborg]]\n', 'seen by us ([[Ponferrada]]), stable',
      '[[Vitoria-Gasteiz]], 3 de mayo', '[[TRALEE]] is home, and back to [[Tralee]] by', 'lives in [[Tralee]]. The bus from [[tralee]] was',
    ],
    false: [
      'seen in January', 'lives in Texas', 'by Rome criteria', 'pain in Left knee', 'per Rotterdam score', 'in Spain',
      'Dr. Houston saw him', 'admitted to ICU', 'in Crohn disease', 'from Dr Lopez', 'switch to Lantus', 'at Baseline',
      'moved to MICU today', 'lives in SNF', 'in October 2021', 'in Study 12345', 'lebt in Partnerschaft', 'wohnt in Seniorenheim',
      'lives in assisted living', 'vit a domicile', 'trasladado a Reanimacion', 'in Remission since', 'in Zyvorol lotion',
      'losartan, 50, of Merck',
      'in Trendelenburg, and', 'in Fowler position', 'LIVES IN NURSING HOME', 'lebt in wohngemeinschaft mit', 'lives in the basement with',
      'pain from heel to knee', 'moved into our old flat, and', 'procede de urgencias', 'two doses of Zyvorol and Xeltrana',
      'the population of HIV', 'this Zyvorol is a drug', 'back to Lantus and Zyvorol', 'a shop in March', 'a scan of Karen and',
      'Knee Surgery, Diabetes, Gout', 'Discharge Home, Zyvorol given', 'Plastic Surgery, Kowalide', 'lives in Sheltered Housing with',
      'living with pain in Both Knees.', 'moved to High Dependency.', 'born in Good Condition.', 'raised in Catholic Faith.',
      'living in Unsafe Conditions.', 'lives in Eastern Europe.', 'relocated to Family Lounge.', 'up in Rocking Chair.',
      'moved to Red Zone.',
      'lives in Supported Living.', 'Lives with wife, works in Food Preparation.', 'lives with COPD in Full Remission.',
      'arrived Alert and',
      'Philadelphia chromosome positive', 'Banff 2A rejection', 'the Declaration of Helsinki.', 'Rotterdam CT score 3', 'Prague C2M4',
      'Seccion:', 'Austin MD.', 'Elevated IL-6', 'She pops in Saturdays and', 'comes in Mondays.',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  let towns: Set<string> | undefined
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    if (words.shape(at) === SHAPE.lower) {
      if (!mayFollowPreposition(words, at)) continue
      const lists = words.lists(at)
      if (lists === LIST.place && words.frequency(at, 'foreign') === 0 && isAfterResiding(words, at))
        yield { first: at, last: at, prior: PRIORS.clean[RESIDES], why: 'a name of a place in small letters, with a phrase of residing' }
      else if ((lists & LIST.place) !== 0 && isSecondBehind(words, at) && isAfterResiding(words, at))
        yield { first: at, last: at + 1, prior: SMALL_PAIR, why: 'two words as towns are called, in small letters, with a phrase of residing' }
      else if (lists === 0) {
        const found = smallUnknown(words, at)
        if (found !== undefined) yield found
      }
      continue
    }
    if (!isNameWord(words, at) || !mayStart(words, at) || opensPhrase(words, at)) continue
    const last = endOfRun(words, at)
    const candidate = weigh(words, at, last)
    at = last
    if (candidate === undefined) continue
    yield candidate
    const town = townOf(words, candidate)
    if (town !== undefined) (towns ??= new Set()).add(town)
  }
  if (towns !== undefined) yield* placesAgain(words, towns)
}

const SMALL_PAIR = 0.75
const PAIR_WORD_MAX = 0.5

/** lives up in cherry hill */
function isSecondBehind(words: Words, at: number): boolean {
  return at + 1 < words.count && words.gap(at) === ' ' && SECOND.has(words, at + 1) && words.frequency(at, 'common') <= PAIR_WORD_MAX
}

/** By what is known of the word, and of the text: all of it in small letters, or only the word. */
const UNKNOWN_LOWER = { english: 0.15, small: 0.6, town: 0.8 } as const

/** A word in small letters that nobody knows, where somebody lives or came from: lebt in kleinhausen. */
function smallUnknown(words: Words, at: number): Candidate | undefined {
  const isMoved = strengthBefore(words, at) >= STRONG && MOVE_WORDS.has(words, at - 1)
  if (!isMoved && !isAfterResiding(words, at)) return undefined
  const lower = words.lower(at)
  const isUnknown = words.frequency(at, 'foreign') === 0 && !endsLikeNoTown(lower)
  const isSmall = isUnknown && isInSmallLetters(words)
  const prior = isSmall
    ? endsLikeTown(lower)
      ? UNKNOWN_LOWER.town
      : UNKNOWN_LOWER.small
    : isAfterEnglishResiding(words, at)
      ? UNKNOWN_LOWER.english
      : 0
  if (prior === 0) return undefined
  const last = isSmall ? endOfSmall(words, at) : at
  return { first: at, last, prior, why: 'a word in small letters that nobody knows, with a phrase of residing' }
}

function endOfSmall(words: Words, first: number): number {
  let last = first
  for (let at = first + 1; at < words.count && at - first <= 3 && (words.gap(at - 1) === ' ' || words.gap(at - 1) === '-'); at++) {
    if (SECOND.has(words, at) || words.gap(at - 1) === '-') last = at
    else if (!JOINTS.has(words, at)) break
  }
  return last
}

/** By places alone: most words in small letters are turned away before anything is read. */
function mayFollowPreposition(words: Words, at: number): boolean {
  return (
    at > 1 &&
    words.start(at) - words.end(at - 1) === 1 &&
    words.end(at - 1) - words.start(at - 1) <= PREPOSITION_SIZE_MAX &&
    words.end(at) - words.start(at) > PREPOSITION_SIZE_MAX
  )
}

/** Cheap, as most words with a capital only start a sentence: known words that are no places need another name behind them. */
function mayStart(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if ((lists & (LIST.title | LIST.calendar)) !== 0 || words.end(at) - words.start(at) === 1) return false
  return (
    lists === 0 ||
    (lists & LIST.place) !== 0 ||
    (at + 1 < words.count && words.shape(at + 1) === SHAPE.capital && words.gap(at).length < 3) ||
    isAfterResiding(words, at) ||
    isToldBefore(words, at) ||
    ((lists & ~NAMES) === 0 && withPostalCode(words, at) > at)
  )
}

function weigh(words: Words, first: number, end: number): Candidate | undefined {
  const last = withPostalCode(words, end)
  const around = Math.max(
    strengthBefore(words, first),
    strengthBehind(words, end),
    isRewritten(words, first) ? besideRewritten(words, first, end) : 0,
  )
  if (around <= WEAK && last === end && isTownAlone(words, first, end))
    return { first, last: end, prior: TOWN_ALONE, why: 'the name of a town and of nothing else' }
  if (around === 0 && last === end) return undefined
  if (end > first && words.end(end) - words.start(first) < PLACE_SIZE_MIN) return undefined
  const kind = kindOf(words, first, end)
  if (kind === undefined) {
    if (around < WEAK || !isHomeRun(words, first, end)) return undefined
    return { first, last: end, prior: HOME_RUN, why: 'a name of several words where somebody lives' }
  }
  const prior =
    (kind === 'unknown' || kind === 'name') &&
    around === STRONG &&
    last === end &&
    (endsPhrase(words, end) || isCapitalTown(words, first, end))
      ? UNKNOWN_PLACE
      : ((last > end ? PRIORS_WITH_CODE : PRIORS)[kind][around] ?? 0)
  if (prior === 0) return undefined
  const known =
    kind === 'unknown'
      ? 'a name that no list has'
      : kind === 'name'
        ? 'a name of people'
        : kind === 'clean'
          ? 'a name of a place'
          : 'a name of a place and of other things'
  const beside = last > end ? 'a postal code behind it' : 'a word beside it that goes with places'
  return { first: first - leadingWords(words, first), last, prior, why: `${known}, with ${beside}` }
}

/** LARKSPUR SURGERY, ABERDARE */
function isCapitalTown(words: Words, first: number, last: number): boolean {
  return words.shape(last) === SHAPE.upper && endsAsPlace(words, last) && isBehindBuilding(words, first)
}

/** A A, E R: letters that are spelled out. */
const PLACE_SIZE_MIN = 4
