import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordMap, WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isGenitive } from '../word-shape.ts'
import { isLinked, properWeight } from './organization-weight.ts'
import { GENERIC_WORDS, HOSPITAL_WORDS } from './organization-words.ts'

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)

/**
 * What a hospital is called behind its name, where the word Hospital is left out: by itself, or only where something else tells
 * (Centers for Medicare & Medicaid Services, Hospital General Information).
 */
const HEADS = new WordMap<'sure' | 'told'>([
  ...wordsOf('general regional memorial methodist baptist presbyterian adventist hosp').map((head) => [head, 'sure'] as const),
  ...wordsOf('community university univ county lutheran doctors med medical mem').map((head) => [head, 'told'] as const),
])
/** Health systems, before which of their hospitals it is (AHRQ, Compendium of U.S. Health Systems), and whether people are called so. */
const SYSTEMS = new WordMap<'sure' | 'told'>([
  ...wordsOf(
    `ochsner geisinger sentara novant northwell wellstar corewell adventhealth promedica ohiohealth allina froedtert healthpartners
    peacehealth multicare honorhealth christus baycare wakemed medstar intermountain upmc kaiser abrazo healthone commonspirit
    hackensack montefiore`,
  ).map((system) => [system, 'sure'] as const),
  ...wordsOf(
    `banner sutter providence ascension dignity advocate aurora piedmont baylor beaumont mercy swedish scripps sharp legacy sanford avera
    essentia covenant parkland duke cone inova carilion virtua cooper fairview mayo penn temple tufts lahey baystate umass yale bjc ssm
    unitypoint texoma prisma emory grady methodist baptist trinity`,
  ).map((system) => [system, 'told'] as const),
])
/** What stands before Memorial where it is no hospital. */
const MONUMENTS = new WordSet(['lincoln', 'jefferson', 'vietnam', 'war', 'holocaust', 'veterans', 'national', 'iwo'])
/** Parts of a hospital, behind its name. */
const PARTS = new WordSet(wordsOf('ed er a&e icu nicu picu ccu micu sicu ward wards hosp lab labs er/ed l&d ob cath campus'))
/** What a hospital does, behind its name. */
const DEEDS = new WordSet(
  wordsOf(`called calls notified accepting accepted accepts declined declines reports reported records faxed sent admission admitted
    transferred diverted yesterday today last this for on with where and in overnight twice`),
)
/** Behind General and the like, where they are none. */
const NO_HOSPITAL = new WordSet(
  wordsOf(`surgery medicine anesthesia anaesthesia practice practitioner diet appearance exam examination health electric motors mills
    dynamics store counsel manager assembly election service services day drive fund park garden scholarship weekend block anesthetic
    nerve spread recurrence lymph nodes node disease pain metastases church churches jail prison minister pastor faith line court`),
)
const BEFORE = new WordSet(wordsOf('at from to of via near by visited left in the @ through per with is or then and'))

const PRIORS = { told: 0.8, sure: 0.62, saint: 0.7 } as const
const NAME_WORDS_MAX = 3
const NAME_MIN = 0.6
const NAME_COMMON_MAX = 1.3

export const generalHospital: WordDetector = {
  name: 'general-hospital',
  class: 'organization',
  describes:
    'Hospitals by the name that goes without the word: Fernhall General, Fernton Regional ED, Good Sam; and by their health system with the place behind: at Banner Fernhall.',
  source:
    'Centers for Medicare & Medicaid Services, Hospital General Information (names of hospitals); AHRQ, Compendium of U.S. Health Systems; 45 CFR 164.514(b)(2)(i)(B)',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'admitted to [[Fernhall General]] with', 'room 4 of [[Kowalton Regional]]?', 'seen [[Fernhall Memorial]], PHN',
      'repatriated to [[Mercy General]] on', 'a bed at [[Good Sam]] or', '[[Fernhall Regional]] called with K 6',
      'Seen [[Fernhall Methodist]] today',
      'ED: [[Kowalton Baptist]] x2', 'GI at [[Banner Fernhall]] found', 'records from [[Ochsner Fernhall]].', '[[Kaiser Fernhall]] faxed',
      'transfer from [[Fernhall Community]] ED', 'CT ([[Fernhall Presbyterian]]) nil', '[[Good Samaritan]] ED visit',
      'to [[FERNHALL GENERAL]] BY AIR',
      'from [[St. Kowalo General]] to', 'LAB: [[North Fernhall General]]\n', 'call from [[Twin Lakes Community Hosp]] (',
      '[[Fernhall Hosp]] ED', "[[St. Ignatius's]] called", "[[St Brendan's]] ED today", '(cath at [[Fairview Kowalton]])',
    ],
    false: [
      'Attorney General', 'Pain General', 'Femoral Regional block', 'Local Regional therapy', 'Lincoln Memorial', 'Memorial Day',
      'Diet General',
      'Attending General Surgery', 'Under General.', 'Dr. Kowalski General Surgery', 'raised Southern Baptist', 'General: well',
      'Good night',
      'Complex Regional pain', 'Fernhall General Store', 'Okonkwo General anesthesia', 'Good Samaritan law', 'United Methodist',
      'he is Methodist',
      'seen at Mercy', 'Loco Regional recurrence', 'Exam General', 'SUBJECTIVE GENERAL', 'EXAM REGIONAL NODES', 'Duke Ellington played',
      "St John's wort daily", "12 Elm St Karen's house", "St George's Respiratory Questionnaire", "St. Anthony's fire",
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if (!isCapital(words, at)) continue
    const found = named(words, at) ?? inSystem(words, at) ?? ofSaint(words, at)
    if (found === undefined) continue
    yield found
    at = found.last
  }
}

/** Fernhall General, Good Sam */
function named(words: Words, head: number): Candidate | undefined {
  const name = head - 1
  if (name < 0 || words.gap(name) !== ' ' || !isCapital(words, name)) return undefined
  if (isGood(words, head)) return { first: name, last: head, prior: PRIORS.told, why: 'Good and a saint, as hospitals are called' }
  const kind = HEADS.get(words, head)
  if (kind === undefined || !isName(words, name)) return undefined
  let first = name
  while (first > 0 && head - first < NAME_WORDS_MAX && isLinked(words, first - 1) && mayOpen(words, first - 1)) first--
  if (first > 0 && (words.lists(first - 1) & LIST.title) !== 0 && /^\.? $/.test(words.gap(first - 1))) return undefined
  if (words.lower(head) === 'memorial' && MONUMENTS.has(words, name)) return undefined
  const isBehind = isBehindTold(words, head)
  if (isBehind === undefined) return undefined
  const last = words.gap(head) === ' ' && head + 1 < words.count && words.lower(head + 1) === 'hosp' ? head + 1 : head
  if (isBehind || isBefore(words, first)) return { first, last, prior: PRIORS.told, why: 'a name and how hospitals are called' }
  if (kind !== 'sure' || words.shape(head) !== SHAPE.capital) return undefined
  return { first, last: head, prior: PRIORS.sure, why: 'a name and how hospitals are called' }
}

/** Of which part or size a town is: North York General, Twin Lakes Community. */
const OPENING = new WordSet(
  wordsOf(`north south east west northern southern eastern western twin grand great greater big little new old fort port lake lakes upper
    lower los las el la`),
)

function mayOpen(words: Words, at: number): boolean {
  return isCapital(words, at) && (isName(words, at) || words.shape(at) === SHAPE.capital && OPENING.has(words, at))
}

/** Good Sam, Good Samaritan, Good Shepherd; no law. */
function isGood(words: Words, saint: number): boolean {
  return (
    words.lower(saint - 1) === 'good' &&
    GOOD.has(words, saint) &&
    !(words.gap(saint) === ' ' && saint + 1 < words.count && LAWS.has(words, saint + 1))
  )
}

const GOOD = new WordSet(['sam', 'samaritan', 'shepherd', 'shep'])
const LAWS = new WordSet(['law', 'laws', 'act', 'clause', 'donor', 'kidney'])

/** A town, a surname or a word that nobody knows, and such words as hospitals have. */
function isName(words: Words, at: number): boolean {
  const lists = words.lists(at)
  if (HOSPITAL_WORDS.has(words.lower(at))) return properWeight(words, at) >= NAME_MIN
  if (GENERIC_WORDS.has(words.lower(at)) || sizeOf(words, at) < 3 || HEADS.has(words, at)) return false
  if (lists === 0) return words.shape(at) === SHAPE.capital || words.shape(at) === SHAPE.upper && sizeOf(words, at) > 3
  return (
    (lists & (LIST.place | LIST.surname)) !== 0 &&
    (lists & (LIST.clinical | LIST.organization | LIST.title | LIST.calendar | LIST.profession | LIST.relative)) === 0 &&
    words.frequency(at, 'common') <= NAME_COMMON_MAX
  )
}

/** Whether what stands behind tells of a hospital; undefined where it tells of something else. */
function isBehindTold(words: Words, head: number): boolean | undefined {
  const next = head + 1
  if (next >= words.count) return false
  const gap = words.gap(head)
  if (gap.startsWith(':')) return undefined
  if (gap !== ' ') return false
  if (PARTS.has(words, next)) return true
  if (DEEDS.has(words, next)) return true
  if (NO_HOSPITAL.has(words, next) || (words.lists(next) & LIST.organization) !== 0) return undefined
  return isCapital(words, next) && words.shape(head) !== SHAPE.upper ? undefined : false
}

function isBefore(words: Words, first: number): boolean {
  if (first === 0) return false
  const gap = words.gap(first - 1)
  if (gap.endsWith('(') || gap.endsWith('@ ')) return true
  return gap === ' ' && (words.shape(first - 1) === SHAPE.lower || words.shape(first) === SHAPE.upper) && BEFORE.has(words, first - 1)
}

/** Ochsner Fernhall; at Banner Fernhall */
function inSystem(words: Words, first: number): Candidate | undefined {
  const kind = SYSTEMS.get(words, first)
  const last = first + 1
  if (kind === undefined || last >= words.count || words.gap(first) !== ' ' || words.shape(last) !== SHAPE.capital) return undefined
  const lists = words.lists(last)
  if ((lists & (LIST.title | LIST.calendar | LIST.profession | LIST.relative | LIST.organization)) !== 0) return undefined
  if ((lists & LIST.clinical) !== 0 && (lists & LIST.place) === 0 && !HOSPITAL_WORDS.has(words.lower(last))) return undefined
  if (sizeOf(words, last) < 3 || (kind === 'told' && !isIn(words, first))) return undefined
  return { first, last, prior: PRIORS.told, why: 'a health system and which of its hospitals' }
}

/** St. Joe's called, St Luke's ED: of a saint in the genitive, where no street ends, and no wort, fire or questionnaire is called so. */
function ofSaint(words: Words, saint: number): Candidate | undefined {
  const last = saint + 1
  if (!SAINTS.has(words, saint) || last >= words.count || !/^\.? $/.test(words.gap(saint)) || !isGenitive(words, last)) return undefined
  if (!isCapital(words, last) || (words.lists(last) & LIST.calendar) !== 0 || endsStreet(words, saint)) return undefined
  const next = last + 1
  if (next < words.count && words.gap(last) === ' ' && (OF_SAINTS.has(words, next) || isCapital(words, next) && !PARTS.has(words, next)))
    return undefined
  return { first: saint, last, prior: PRIORS.saint, why: 'a saint in the genitive' }
}

/** 12 Elm St */
function endsStreet(words: Words, street: number): boolean {
  return street > 1 && words.gap(street - 1) === ' ' && isCapital(words, street - 1) && words.shape(street - 2) >= SHAPE.digits
}

const SAINTS = new WordSet(['st', 'saint'])
const OF_SAINTS = new WordSet(
  wordsOf('wort fire dance respiratory questionnaire disease evil ambulance day eve classification'),
)
const IN = new WordSet(['at', 'from', 'to', 'via'])

function isIn(words: Words, first: number): boolean {
  return first > 0 && (/(?: ?@ ?|\()$/.test(words.gap(first - 1)) || words.gap(first - 1) === ' ' && IN.has(words, first - 1))
}
