import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isMaker } from '../made-things.ts'
import { isCapital, isGenitive, isInitial, isRestored, isRewritten, startsSentence } from '../word-shape.ts'
import { areEponyms } from './eponym-pairs.ts'
import { LOWER_INITIAL_MIN, lowerIntroduced, lowerListed, lowerPair, lowerSpokenOf } from './lower-forename.ts'
import { isForeignThing, isNumberedOrTimed, isWithinCapitals } from './foreign-things.ts'
import { lowerNames } from './lower-names.ts'
import { isMeasuredBy } from './measured-by.ts'
import { isLabelBehind, startsElsewise } from './name-starts.ts'
import { oddsBeside } from './name-beside.ts'
import { isCompared, isTime } from './no-person.ts'
import { startsList } from './lower-list.ts'
import { isSpokenOf, listedOdds } from './name-context.ts'
import {
  EPONYM_HEADS, EPONYM_PARTS, PARTS_PLAYED, PERSON_STATES, PERSON_VERBS, PERSONS_THINGS, SAYERS, SPANISH_EPONYM_HEADS, STATE_VERBS,
  TEST_RESULTS, WEAK_EPONYM_HEADS, WORKS,
} from './name-cues.ts'
import { introducerOdds } from './name-labels.ts'
import { headsElsewhere, isParticle, runEnd } from './name-run.ts'
import { partnerBefore } from './name-doings.ts'
import { lastFirst } from './reversed-name.ts'
import { givenWeight, mayStartName, nameWeight, otherwise, probabilityOf, surnameWeight } from './name-weight.ts'
import { readName, withSuffix } from './read-name.ts'
import { isWill, isWillBefore } from './word-forename.ts'

/** log10 odds that what is written so is a person, before its words are looked at. */
const ODDS = {
  pair: -0.35, pairAtStart: -0.8, initial: -0.2, initialBare: -1.1, single: -1.1, singleAtStart: -2.1, unknown: -1.6, upper: -1,
} as const
/** What is less likely than this is not worth a candidate. */
const PRIOR_MIN = 0.024

/** A single word that is as frequent as something else is no name without a label. */
const OTHERWISE_MAX = 2.1
/**
 * What stands for a code, heads a section or asks a question is a term, in whatever language: people are called by references.
 * Names that the lists know are so likely where they stand alone that they are found all the same.
 */
const TERM = 0.02
const TERMS = [
  'Coding.display', 'CodeableConcept.text', 'Composition.section.title', 'Questionnaire.item.text', 'QuestionnaireResponse.item.text',
]
/** A pair that has a line to itself is an addressee, an author or a heading. */
const ALONE = 0.7

const BEGINS = KIND.capital | LIST.given

export const personName: WordDetector = {
  name: 'person-name',
  class: 'name',
  describes:
    'Names without a label: forename and surname in either order, initials, particles, several surnames, single forenames, capitals or not.',
  source:
    'US Census Bureau 1990 name files and Social Security Administration baby names for frequencies; likelihood ratios as in Fellegi and Sunter, JASA 64 (1969)',
  begins: BEGINS,
  find,
  cues: [
    { words: PERSON_VERBS, ratio: 60, where: 'after', within: 1 },
    { words: STATE_VERBS, ratio: 8, where: 'after', within: 1 },
    { words: SAYERS, ratio: 50, where: 'before', within: 1 },
    { words: PERSONS_THINGS, ratio: 5, where: 'after', within: 1 },
    { words: WORKS, ratio: 12, where: 'after', within: 1 },
    { words: PERSON_STATES, ratio: 12, where: 'after', within: 3 },
    {
      words: [
        'patient', 'pt', 'patient named', 'patients like', 'named', 'called', 'name', 'my name is', "i'm", 'like', 'for', 'with',
        'paciente', 'llamado', 'llamada',
      ],
      ratio: 3,
      where: 'before',
      within: 2,
    },
    { words: ['year old', 'years old', 'y o', 'yo', 'yr old', 'anos'], ratio: 2, where: 'near', within: 7 },
    { words: EPONYM_HEADS, ratio: 0.0005, where: 'after', within: 1 },
    { words: EPONYM_HEADS, ratio: 0.05, where: 'after', within: 2 },
    { words: WEAK_EPONYM_HEADS, ratio: 0.1, where: 'after', within: 1 },
    { words: EPONYM_PARTS.map((part) => `${part} of`), ratio: 0.0005, where: 'before', within: 1 },
    { words: SPANISH_EPONYM_HEADS, ratio: 0.02, where: 'before', within: 1 },
  ],
  elements: TERMS.map((path) => ({ path, ratio: TERM })),
  examples: {
    true: [
      'patient [[karen kowalski]] medical record number 4', 'last name unknown first name [[tyrell]] admitted',
      '[[Bernadette]] started allopurinol', '[[Venkatachari Subramaniam]] and his sister moved', '[[Gupta]] 52/M from', '[[Karen]], 33F, seen', '[[Tyrell]] is struggling with',
      'said [[tyrell]] got hit', '[[rosa]] is a 44 yo teacher', '[[Anders]] and [[Karen Prieto]] came',
      '[[Hadizo]] and [[Tyrell Okonkwo]] named',
      '[[Okonkwo]] is NPO', '[[Leilani]] stopped taking her pills',
      '[[kofi]] here, just saw bed 4', '@[[tyrell]] can you see', '(thx @[[karen]])',
      'Dear [[Karen]], I hope', 'Pt [[Ferhall-Prieto, Karen]]  Ht 172', '[[KOWALSKI, Karen]]\nDOB', 'PRE-OP\n[[PRIETO, TYRELL]]  ',
      '[[Tyrell Okonkwo]]  Wt 88 kg', '[[Karen Kowalski]]\nSub ID: 4', '[[Tyrell  Ward]] was seen',
      '[[Robert "Bob" Kowalski]] was seen', '[[Karen (Kay) Fernhallo]] was seen', "seen: [[Tyrell 'Ty' Okonkwo]], who",
      'Seen today with [[Anna Kowalski]] in the room.', 'guidance for [[Richard B]]., 60 years old',
      'a note by [[J. R. Whitfield]] about it', '[[SMITH, JOHN]] was seen', 'The scan of [[Ana Maria Lopez de la Vega]] was reviewed',
      'We spoke with [[Karen]] about diet.', "[[Maria's]] potassium is low", 'follow up with [[john ramirez]] tomorrow',
      'hello, my name is [[karina]]', "a letter from [[Sean O'Brien]] came", 'discussed with [[Priya Venkataraman]] by phone',
      '[[Nguyen Thi Hoa]] wants to stop', 'el caso de [[Lucia Romero Vidal]] fue revisado', 'ok to go home - [[Karen]]',
      '[[Ottoline Fennimore]] 54 y/o M', 'bed 4 [[FENNIMORE OTTOLINE]] 54F', 'Contacts: [[Tyrell]] 617 555 0182',
      'by [[Anna Kowalski]] / [[Ottoline Fennimore]]', 'the [[Anna\nKowalski]] file',
      'discharge plan reviewed with [[tyrell abernathy]] today', 'a 60 year old, [[john d]]., was seen',
      'the [[Anna\nFernhalla]], who came', 'came with [[Karen\nvan der Fernhall]] today', 'with [[Karen\nP]]., who',
      '[[Abernathy]] to follow', 'the patient requests [[Karen]] be called', 'SEEN\tWITH\t[[OTTOLINE\tFENNIMORE]]\tTODAY',
      'Seen\twith\t[[Anna\tKowalski]]\ttoday.', 'updated [[karen]] over the phone', '[[Zebediah]] has been having panic attacks',
      '[[Giancarlo]] left a voicemail', "Could [[Brigid's]] palpitations be", '[[Odette]], age 77, fell', '[[Calloway]] lost his job',
      '[[Winthrop]] found down at', '1530 - [[Mbeki]] back from dialysis', "[[Lorcan's]] mum says", 'so [[Henrike]] in room 9 is',
      "hey doc it's [[hector]] again", '[[Winthrop]] was discharged home', '[[Thistlewood]] - NPO after midnight',
      '[[Abernethy]] A&Ox3, up', '[[Abernethy]] to OR at', 'MD [[Lindqvist]] paged', "[[Isolde's]] BP is better",
      '[[Rosa]] and [[Teemu]] got married', 'ID: [[Calloway]] 66M w/ CAD', 'He said that [[Okafor]] c/o pain',
      'They had 4: [[Okonkwo]], [[Karen, Tyrell]] and [[Prieto]].', 'that helps," says [[Martin]].',
      'with [[Al-Harbi]], [[Karen, Tyrell]] and [[Priya]]',
      'in a 20yo woman, [[Ferhallo]], seen',
      'cerebral.\n[[Ottoline]] no tiene hermanos', 'familiares: [[Tyrell]] es la menor de', 'con dasatinib, [[Karen]] desarrollo',
      '[[Jamal]]: ferritin 9. [[Aisha]]: ferritin 14.',
      '[[Cornelius]] is ninety-four and takes', '[[Zebulvo]] has worked at', '[[Fernhallo Kowalvo]] joined the board',
      'de 92 años ([[Anselmo]]) que',
      '[[Queralt Fontdevila i Puig]] acude', "[[Karen's]] K was 6.1", "[[Karen's]] test was fine", 'send [[Karen Okonkwo]] test strips',
      'ring uncle [[Will]] on 555', '[[Will]] will phone after lunch', 'Her son [[Will]] called.', '[[Will]] is better',
      "[[Will's]] wife rang", '[[Will Kowalski]] was seen', 'met [[Will Kowalski]] today', 'Call [[Will]] on 555', 'spoke to [[Will]].',
      'son [[Will]], 12,',
      'BP ok. [[Tsehayu]] is a 34 yo F', '[[Temperance]] is a 40yo', '[[Zanobia]] is an 8 year old', '[[Ngozita]] is a 3-month-old',
      'Script sent. [[Bev]]', 'rpt faxed, all done. [[Ruth]]', 'call me after lunch - [[jaspal]]',
      'Nurse: Now [[Grace]], where is the pain',
      "Well [[Faith]], let's see",
      'im [[kevin]] not him', 'he goes by [[teddy]]', 'likes to be called [[kiki]]', 'with carer [[ruby]].', 'sister [[hope]] rang',
      'his sponsor [[Big Tyrell]] called', 'Pt [[Ah Meng Tan]] here', 'with [[Old Karen]], who',
    ],
    false: [
      'Aufnahmebefund der Geriatrie und Verlegungsbericht Intensivstation mit Plan', 'Häufigkeit der Anfälle ist nicht bei Tage Fieberfreiheit',
      'mit Veress-Kanüle und Cobb-Winkel im Bild', 'Keine Zeichen eines Raynaud-Syndroms bei der Visite', 'cul-de-sac de Douglas et la vessie est',
      'une exophtalmométrie de Hertel et le score', 'secondo Ellis e Mason il paziente non', 'objaw Kowalskiego i Goldflama nie jest w',
      'remisjon med Harvey-Kowalski-indeks og uten', 'PNN 3 G/L. Tutelle', 'CRP 4 mg/L. Espondilite', 'densyjnosc 9 j.H. Serce',
      'Sexo: F. Direccion: x', 'PLAN OPIEKI PIELEGNIARSKIEJ nr 5 i nie w domu', 'skal stiger fra av og til', 'por mais quatro dias e não',
      'Gentile Collega, ho visto il', 'Ao Serviço de urgência do', 'Llegada 3 Alta: 17/08/2023', 'al Pronto Soccorso il dolore non',
      'ETA 6 MIN', 'Melody versus Harmony discussed', 'Keppra started', 'Rash is improving', 'Hope got him through', 'Wells score started', 'SpO2 97/M', 'Blake 19F, drain',
      'Crohn started 2019',
      'Lasix got him dry', 'Aspirin and Plavix Continued', 'Foley, 16F, placed', 'Ward 4/F', 'said pain got worse',
      'family here from out of town', 'lunch here today', '@bedside now', '@home on 2 L',
      'Client denies SI', 'Client was late', 'Caller states it fell', 'Boss says no', 'Driver reports no LOC', "Client's mother called",
      'Sitter is here', 'COPD, Grade 2', 'Dear Colleague, I saw',
      'fluid in the pouch of Douglas.', 'artery in the canal of Hunter', 'angle of Louis felt',
      'Medtronic Evera implanted', 'Abbott Gallant interrogated today', 'drove his Chevy Silverado into', 'a grey Nissan Qashqai hit',
      'Will call if worse', 'Husband Will call back', 'Will need labs', 'Will he walk', 'Son. Will return', 'Will the rash go',
      'VIT D LOW', 'CHECK VIT D. LOW', 'Living Will on file', 'asked. Will follow',
      'Pt Will be seen',
      'Sodium is a 3 times a day check', 'Asthma is a 6 month problem', 'This is a 6yo', 'bp stable. Home', 'all done. Stable',
      'ok. Thanks',
      'Diet - regular', 'wound - clean', 'abd - soft', 'ekg - norm', 'goes by bus', 'known as asthma', 'im tired', 'So far, how is it',
      'So Rest, please',
      'carer stress is high', 'mother hope to', 'his wife will drive', 'mother drew up', 'Cc: none. Rest',
      'Patient is a 6yo',
      'Mark (Left) Breast', 'gait antalgic, Martin test positive', 'Simmons tests were normal', 'Martin test elicits pain',
      'Montgomery-Asberg 31 today',
      'Holmes-Rahe 180',
      'Rose Bengal score 3', 'Evans Blue leaked', 'Victoria Blue stain', 'cont poc, labs in am', 'dispo poc unchanged',
      'Hosp day 4, goc met',
      'cuerpos de Okonkwo son', 'a 60-year-old man, Caucasian, with', 'the patient, Hispanic, was', 'el metodo de Okonkwo con',
      'acueducto de Prieto se', 'Braxton Hicks contractions', 'Hunt-Hess 2', 'Lambert-Eaton Ab neg', 'Salter-Harris II',
      'Kellgren-Lawrence 3', 'Li-Fraumeni TP53', 'Foley catheter placed, Apgar 9, Glasgow Coma Scale 15.',
      'Parkinson disease and Crohn disease run in the family', 'Chest Pain and Shortness of Breath', 'White Male with Type 2 Diabetes',
      'Mark the site and grade the murmur', 'Vitamin D and Hepatitis B levels', 'Started Lisinopril and Metformin ER in May',
      'Will need Hospice Care', 'Grace Hospital School of Nursing', 'Wolff Parkinson White syndrome',
      'Past Medical History: Major Depression', 'Stevens Johnson syndrome was ruled out', 'April and June visits were missed',
      'Lateral Chest Film', 'Almond IgE in Plasma', 'Jackson Pratt drain removed', 'Zyvorix was started', 'Meds:\n- Aspirin\n- Xarelto',
      'Foley catheter 16F', 'Grace\nHospital', 'der bauch ist weich kein schmerz', 'il vit seul avec son chien',
      'Xelvanta is not covered',
      'una anemia severa, de tipo benigno', 'Labs to follow', 'Blake 19F drain', 'Schatzki was seen on', 'Frank hematuria',
      'Lunch refused.', 'Foley to gravity', 'Diet - NPO', 'Xelvanta was discontinued', 'Xelvanta has worked well',
      'Metformin to call for',
      'foley, parkinson and crohn', 'with grace and hope, a rose', 'had received 2 L. Pressors?', "Naegele's rule", '-- Bone',
      '-- Lung Cancer', 'EL PACIENTE REFIERE DOLOR ABDOMINAL SEVERO',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    if (words.shape(at) === SHAPE.lower) {
      if (isOrdinary(words, at)) continue
      const found = readSmall(words, at)
      if (found !== undefined) {
        yield found
        at = found.last
      } else if (startsList(words, at)) at = yield* lowerListed(words, at)
      continue
    }
    if (!mayStartName(words, at) || !isCapital(words, at)) continue
    const runLast = runEnd(words, at)
    const first = runLast - at <= EPONYMS_RUN_MAX && areEponyms(words, at) ? runLast + 1 : at
    for (at = first; at <= runLast; at++) {
      if (isMaker(words, at)) {
        at++
        continue
      }
      const reversed = at === first || at === runLast ? lastFirst(words, at, runLast) : undefined
      const found = reversed ?? forward(words, at, runLast)
      if (found === undefined || isTested(words, found.last)) continue
      if (found.prior >= PRIOR_MIN) yield isBynamed(words, found) ? { ...found, first: found.first - 1 } : found
      if (found.prior >= 0.5 && found.last > found.first && found.first === first) {
        const partner = partnerBefore(words, first, found.prior >= SURE_PAIR)
        if (partner >= 0) yield { first: partner, last: partner, prior: PARTNER, why: 'a forename joined to one with a surname' }
      }
      if (found.prior >= 0.5 || reversed !== undefined) at = found.last
    }
    at = runLast
  }
}

/** Of other languages than English and Spanish the words themselves may be names elsewhere: stiger fran, mais quatro. */
function readSmall(words: Words, at: number): Candidate | undefined {
  const language = words.language()
  if (language !== undefined && language !== 'en' && language !== 'es' && !isRestored(words, at)) return undefined
  return lowerPair(words, at) ?? lowerIntroduced(words, at) ?? lowerSpokenOf(words, at) ?? lowerNames(words, at)
}

/** How likely whoever shares a surname with the next is a person, where that is sure. */
const PARTNER = 0.75
const SURE_PAIR = 0.6

/** Before a name and part of it: Big Steve, Ah Meng Tan. */
const BYNAMES = new WordSet(['big', 'little', 'lil', 'wee', 'old', 'young', 'tiny', 'fat', 'ah'])

function isBynamed(words: Words, { first, last, prior }: Candidate): boolean {
  const at = first - 1
  if (prior < 0.5 || at < 0 || words.gap(at) !== ' ' || words.shape(at) !== SHAPE.capital) return false
  if (!BYNAMES.has(words, at)) return false
  return last > first || !startsSentence(words, at) || words.gap(at - 1) === ': '
}

const ORDINARY_MIN = 2.2

/** Such a word is no name in small letters, and begins no list of them: in, will, he. */
function isOrdinary(words: Words, at: number): boolean {
  const common = words.frequency(at, 'common')
  return common > ORDINARY_MIN && words.frequency(at, 'given') - common < LOWER_INITIAL_MIN
}

/** Salter-Harris II */
const EPONYMS_RUN_MAX = 2

function forward(words: Words, first: number, runLast: number): Candidate | undefined {
  if (words.shape(first) === SHAPE.lower) return undefined
  if (sizeOf(words, first) > 1 && givenWeight(words, first) < -1.4) return undefined
  if (startsElsewise(words, first) || isMeasuredBy(words, first)) return undefined
  if (isWill(words, first)) return { first, last: first, prior: WILL, why: 'a forename that is a verb, where it is none' }
  if (first < runLast && isWillBefore(words, first, first + 1) && surnameWeight(words, first + 1) >= SURNAME_OF_WILL_MIN)
    return { first, last: first + 1, prior: WILL, why: 'a forename that is a verb, before a surname' }
  const { last, weight, full, initials } = readName(words, first, runLast)
  if (full === 0 || headsElsewhere(words, last, runLast) || isForeignThing(words, first, last)) return undefined
  if (initials > 0 && isLabelBehind(words, last)) return undefined
  if (afterSaint(words, first)) return undefined
  const isUpper = words.shape(first) === SHAPE.upper
  const isStart = startsSentence(words, first)
  let odds = weight + (isUpper ? ODDS.upper : 0)
  if (full === 1 && initials === 0) return single(words, first, odds, isStart)
  if (initials > 0 && full === 1) {
    // S T D's: letters that are spelled out end with one more.
    if (initials > 1 && sizeOf(words, last) <= 3 && nameWeight(words, last) < 1) return undefined
    odds += initialOdds(words, first, last) + oddsBeside(words, first, last)
    return { first, last: withSuffix(words, last), prior: probabilityOf(odds), why: 'a name with initials' }
  }
  odds += isStart
    ? ODDS.pairAtStart + ((endsLine(words, last) || /^ [-/|] $/.test(words.gap(last))) && opensLine(words, first) ? ALONE : 0)
    : ODDS.pair
  odds += oddsBeside(words, first, last)
  if (allEponyms(words, first, last)) odds -= 2
  return { first, last: withSuffix(words, last), prior: probabilityOf(odds), why: 'a forename and a surname' }
}

const TESTS = new WordSet(['test', 'tests'])
const RESULTS = new WordSet(TEST_RESULTS)

/** Thomas test positive: who is tested has results, or is written in the genitive. */
function isTested(words: Words, last: number): boolean {
  const result = last + 2
  if (result >= words.count || !TESTS.has(words, last + 1) || words.gap(last) !== ' ') return false
  return !isGenitive(words, last) && RESULTS.has(words, result)
}

const WILL = 0.85
const SURNAME_OF_WILL_MIN = 0.4

function single(words: Words, first: number, weight: number, isStart: boolean): Candidate | undefined {
  const lists = words.lists(first)
  if (isCompared(words, first) || isTime(words, first)) return undefined
  if (sizeOf(words, first) < 3 || words.shape(first) === SHAPE.upper && weight < 1 || PARTS_PLAYED.has(words, first)) return undefined
  // X-Ray; but Al-Harbi
  const start = first > 0 && words.gap(first - 1) === '-' ? first - 1 : first
  if (start < first && !(isParticle(words, start) && isCapital(words, start))) return undefined
  if (lists !== 0 && otherwise(words, first) > OTHERWISE_MAX && !isNameOfCountry(words, first)) return undefined
  // Lunch refused
  if (
    isStart &&
    (lists & (LIST.given | LIST.common)) === LIST.common &&
    words.frequency(first, 'common') > words.frequency(first, 'surname')
  )
    return undefined
  const said = Math.max(isSpokenOf(words, first), (lists & LIST.eponym) === 0 ? oddsBeside(words, first, first) : 0)
  const listed = listedOdds(words, first)
  if (isNumberedOrTimed(words, first) || (said === 0 && listed === 0 && isWithinCapitals(words, first))) return undefined
  if (lists === 0) {
    // A word that nobody knows is a person only by what it does, or by its company.
    if (sizeOf(words, first) < 4 || words.shape(first) !== SHAPE.capital || (said === 0 && listed < LISTED_SURE && weight < 1))
      return undefined
    return {
      first: start,
      last: first,
      prior: probabilityOf(ODDS.unknown + said + listed + Math.max(weight - 0.5, 0)),
      why: 'an unknown word with a capital',
    }
  }
  const isTold = said > 0 || listed >= LISTED_SURE
  const best = isTold ? Math.max(weight, surnameWeight(words, first)) : weight
  if (best < (isTold ? SAID_WEIGHT_MIN : 0)) return undefined
  const given = words.frequency(first, 'given')
  let odds = best + (isStart && listed < LISTED_SURE ? ODDS.singleAtStart : ODDS.single)
  if ((lists & LIST.given) === 0) odds -= 1
  else if (given < words.frequency(first, 'surname')) odds -= 0.8
  if ((lists & LIST.place) !== 0 && given < 2.8) odds -= 0.5
  if (said === 0 && odds + listed < WEAK) return undefined
  // Words of other languages are forenames elsewhere: benigna, severa.
  if (
    said === 0 &&
    listed === 0 &&
    given < RESTORED_GIVEN_MIN &&
    introducerOdds(words, first) === undefined &&
    (isRestored(words, first) || (given < REWRITTEN_GIVEN_MIN && isRewritten(words, first)))
  )
    odds -= RESTORED
  return {
    first: start,
    last: first,
    prior: probabilityOf((said > 0 ? Math.max(odds, ODDS.unknown) + said : odds) + listed),
    why: 'a single name',
  }
}

const COUNTRY_NAME_MIN = 2.6

/** Martin, Vincent: a country has the word in its name, and more people have. */
function isNameOfCountry(words: Words, at: number): boolean {
  return (
    (words.lists(at) & (LIST.country | LIST.clinical | LIST.relative | LIST.organization | LIST.calendar | LIST.title)) === LIST.country &&
    words.frequency(at, 'common') <= 1 &&
    Math.max(words.frequency(at, 'given'), words.frequency(at, 'surname')) >= COUNTRY_NAME_MIN
  )
}

/** A forename in a text in small letters or in capitals stands for itself where it is as frequent as this, log10 per million. */
const RESTORED_GIVEN_MIN = 2.4
const REWRITTEN_GIVEN_MIN = 1.9
const RESTORED = 1.5
/** What is weaker than this needs a verb of persons beside it. */
const WEAK = -1.2
const SAID_WEIGHT_MIN = -0.5
/** Several names stand in the same list. */
const LISTED_SURE = 1.5

function opensLine(words: Words, first: number): boolean {
  return first === 0 || /\n[> ]*$/.test(words.gap(first - 1))
}

function endsLine(words: Words, last: number): boolean {
  return last + 1 === words.count || /^[ \r]*\n/.test(words.gap(last))
}

/** `Anna S.` says more than `Anna S`, and `S. Anna` may be a species. */
function initialOdds(words: Words, first: number, last: number): number {
  if (isInitial(words, first)) return isInitial(words, first + 1) ? 0.3 : words.gap(first).startsWith('.') ? ODDS.initial : ODDS.initialBare
  if (!isInitial(words, last)) return ODDS.pair
  return words.gap(last).startsWith('.') ? ODDS.initial + 0.4 : ODDS.initialBare
}

function afterSaint(words: Words, first: number): boolean {
  if (first === 0 || sizeOf(words, first - 1) > 5 || !isCapital(words, first - 1)) return false
  const gap = words.gap(first - 1)
  return (gap === ' ' || gap === '. ') && /^(?:st|saint|san|santa|mount|mt|fort|ft|port|lake)$/.test(words.lower(first - 1))
}

/** Every word of it stands for a disease, sign or device too: Stevens Johnson, Jackson Pratt. */
function allEponyms(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    if (!isInitial(words, at) && (words.lists(at) & LIST.eponym) === 0) return false
  }
  return nameWeight(words, first) < 2.5
}
