import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { EPONYM_HEADS, PERSON_VERBS, STATE_VERBS } from './name-cues.ts'
import { isForeignAdjective } from './foreign-things.ts'
import { headsElsewhere, isJoined, runEnd } from './name-run.ts'
import { NAMES, nameWeight, probabilityOf } from './name-weight.ts'
import { readName, withSuffix } from './read-name.ts'
import { isCapital, isGenitive, isInitial, isRewritten } from '../word-shape.ts'

/** log10 odds that a capitalised word after a relative is that person's name, by what lies between. */
const ODDS: ReadonlyMap<string, number> = new Map(Object.entries({ ' ': 0.4, ', ': -0.1, ' (': 0.4, ' - ': -0.2, ': ': 0, '\n': -1 }))
const LINKS: ReadonlyMap<string, number> = new Map(
  Object.entries({ named: 0.9, called: 0.5, is: -0.7, llamado: 0.9, llamada: 0.9, name: 0.8, and: -0.6, y: -0.6 }),
)
const PRIOR_MIN = 0.05
const WEIGHT_MAX = 2.2

export const relativeName: WordDetector = {
  name: 'relative-name',
  class: 'name',
  describes:
    'The name of a relative, friend or carer, told by the word for the relation before or behind it: her husband Mark; son, Daniel; Mark Roe (neighbor).',
  source: '45 CFR 164.514(b)(2)(i): names of relatives, employers and household members are identifiers too',
  begins: LIST.relative,
  find,
  cues: [{ words: EPONYM_HEADS, ratio: 0.01, where: 'after', within: 1 }],
  examples: {
    true: [
      'her husband [[Mark]] drives her',
      'lives with her son, [[Daniel]], in town', 'his wife ([[Lucinda Reyes]]) called',
      'has a daughter named [[Zuri]]', 'acompanada por su hija [[Lucia]]', 'two sons [[Omar]] and a cat',
      '[[Ottoline Fennimore]] (neighbor) drives', 'called [[Ottoline Fennimore]], her neighbor.', 'lives with [[Lucinda]] (daughter)',
      '[[Ottoline]] (daughter) came', 'spoke with [[Ottoline]], her daughter.', 'her sister [[Grace]] helps', 'de su hija [[Dolores]] y',
      'she lives with her husband [[tyrell]] and', 'mit seiner tochter [[friederike]] da', '[[Rosalía]], madre del paciente, refiere',
      '[[Ottoline Fennimore]], mother of the patient, reports', 'Grandma [[Dot]], who lives', 'Uncle [[Bud]] drove', 'Mom [[Siranush]] holding baby',
    ],
    false: [
      'Husband Will call back', 'the son will come', 'Mother Will need rehab', "her father's Parkinsonism", "father's Bill is", 'Mother Hypertension, Father MI', 'dad Barrett esophagus',
      'her mother, White, aged 60', 'Sister: Breast Cancer at 40',
      'his father died in May', 'Parents Deceased', 'Child Life Services consulted', 'il vit avec son Chien', 'Baby Aspirin daily',
      'brother, Type 2 Diabetes', 'Pemphigoid (mother)', 'Diabetes, madre del paciente,', 'Dermatomyositis (daughter)',
      'Ependymoma, his brother.', 'PADRE HIPERTENSO, HERMANO SANO', 'la madre Hipertensa y el padre con la',
    ],
  },
}

/** Who is no kin: in the history of a family stand diseases before the relatives, and no friends. */
const COMPANIONS = new Set([
  'neighbor', 'neighbour', 'friend', 'roommate', 'caregiver', 'carer', 'guardian', 'partner', 'spouse', 'husband', 'wife', 'boyfriend',
  'girlfriend', 'fiance', 'fiancee', 'coworker', 'vecino', 'vecina', 'amigo', 'amiga', 'cuidador', 'cuidadora', 'esposo', 'esposa',
  'marido', 'pareja', 'novio', 'novia', 'tutor', 'tutora',
])
/** log10 odds that capitalised words before a relation are a name, by what stands around the relation; before kin diseases stand too. */
const BEHIND = {
  brackets: { companion: 1, kin: -0.5, noTerm: 0.1 },
  commas: { companion: 0.3, kin: -1, noTerm: -1 },
  possessed: { companion: 0.3, kin: -0.2, noTerm: 0 },
} as const
/** What ends so is a disease, a sign or an operation (Stedman's Medical Dictionary, combining forms). */
const CLINICAL_ENDING =
  /(?:itis|[oi]sis|oma|omas|a?emia|pathy|uria|algia|plasia|trophy|tomy|ism|philia|penia|cele|r?rh?[oe]+a|plegia|paresis|pnea|spasm|stenosis|ectasia|megaly|phobia|mania|lysis|gram|scopy|plasty|virus|cillin|statin|pril|sartan|olol|mab|zole|idine|amine)s?$/
const BEHIND_WORDS_MAX = 3
const BREAK_WEIGHT = -1

/** mother of the patient, madre de la paciente */
function isOfPatient(words: Words, of: number): boolean {
  if (of + 1 >= words.count || !/^(?:of|del?)$/.test(words.lower(of)) || words.gap(of) !== ' ') return false
  const patient = /^(?:the|la|el|our)$/.test(words.lower(of + 1)) ? of + 2 : of + 1
  return patient < words.count && /^(?:patient|paciente|pt|nino|nina|menor|child)$/.test(words.lower(patient))
}

/** `Ottoline Fennimore (neighbor)`, `Ottoline Fennimore, her neighbor,`. */
function before(words: Words, relation: number): Candidate | undefined {
  let name = relation - 1
  const isPossessed = name > 0 && /^(?:her|his|their|my|su|sus|ihre?|seine?|son|sa)$/.test(words.lower(name)) && words.gap(name) === ' '
  if (isPossessed || name > 0 && /^(?:a|the)$/.test(words.lower(name)) && words.gap(name) === ' ') name--
  if (name < 0) return undefined
  const [open, close] = [words.gap(name), words.gap(relation)]
  const inCommas = isPossessed ? BEHIND.possessed : BEHIND.commas
  const ofPatient = open === ', ' && close === ' ' && isOfPatient(words, relation + 1) ? BEHIND.possessed : undefined
  const around =
    open === ' (' && close.startsWith(')')
      ? BEHIND.brackets
      : open === ', ' && (close.startsWith(',') || close.startsWith('.') || close === '')
        ? inCommas
        : ofPatient
  if (around === undefined) return undefined
  let weight: number = around[COMPANIONS.has(words.lower(relation)) ? 'companion' : isNoTerm(words, name) ? 'noTerm' : 'kin']
  let first = name + 1
  for (let at = name; at >= 0 && name - at < BEHIND_WORDS_MAX && isCapital(words, at) && (at === name || isJoined(words, at)); at--) {
    if (isInitial(words, at)) continue
    const one = nameWeight(words, at)
    if (one < BREAK_WEIGHT || (words.lists(at) & (LIST.relative | LIST.title)) !== 0) break
    weight += one
    first = at
  }
  const prior = probabilityOf(Math.min(weight, WEIGHT_MAX))
  return first > name || prior < PRIOR_MIN ? undefined : { first, last: name, prior, why: 'a name before the word for a relation' }
}

/** A word with a capital that is nothing but a name or that nobody knows, and is no term by its ending. */
function isNoTerm(words: Words, at: number): boolean {
  return (
    (words.lists(at) & ~(LIST.given | LIST.surname)) === 0 &&
    words.shape(at) === SHAPE.capital &&
    sizeOf(words, at) > 3 &&
    !CLINICAL_ENDING.test(words.lower(at))
  )
}

/** What stands before the name of a relative as a title: Grandma Dot. */
const HOMELY = new WordSet([
  'grandma', 'grandpa', 'nana', 'nanna', 'granny', 'gran', 'grandad', 'granddad', 'gramps', 'auntie', 'aunty', 'aunt', 'uncle', 'tia', 'tio',
  'abuela', 'abuelo', 'nonna', 'nonno', 'oma', 'opa', 'papa', 'mama', 'lola', 'lolo', 'tita', 'tito',
])

const VERBS = new WordSet([...PERSON_VERBS, ...STATE_VERBS])

/** `avec son chien`: son is `his` in French. */
function isFrenchHis(words: Words, at: number): boolean {
  return sizeOf(words, at) === 3 && at > 0 && FRENCH.has(words.lower(at - 1)) && words.lower(at) === 'son'
}

const FRENCH = new Set(['avec', 'a', 'de', 'par', 'pour', 'dans', 'sur', 'chez', 'sous', 'et', 'selon', 'sans'])

/** her son Will, su hija Purificacion: a forename that is a word as well. */
const HERS_MIN = 0.3
const NO_FORENAME = LIST.clinical | LIST.calendar | LIST.title | LIST.relative | LIST.country | LIST.eponym

function isPossessive(words: Words, at: number): boolean {
  return (
    words.gap(at) === ' ' && sizeOf(words, at) <= 5 && /^(?:her|his|their|my|our|su|sus|mi|ihre?[mn]?|seine?[mn]?)$/.test(words.lower(at))
  )
}

/** HIPERTENSO: a word in capitals that nobody knows is a term. */
function isTermInCapitals(words: Words, at: number): boolean {
  return words.lists(at) === 0 && (words.shape(at) === SHAPE.upper || isRewritten(words, at))
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(LIST.relative, 0); at < words.count; at = words.next(LIST.relative, at + 1)) {
    if (isFrenchHis(words, at)) continue
    const named = at === 0 ? undefined : before(words, at)
    if (named !== undefined) yield named
    let first = at + 1
    let odds = ODDS.get(words.gap(at))
    if (odds === undefined || first >= words.count || isGenitive(words, at)) continue
    if (words.shape(first) === SHAPE.lower && sizeOf(words, first) <= 7 && first + 1 < words.count) {
      const link = LINKS.get(words.lower(first))
      if (link === undefined || words.gap(first) !== ' ') continue
      odds = link
      first++
    }
    if (!isCapital(words, first) || sizeOf(words, first) < 2 || (words.lists(first) & (LIST.relative | LIST.title)) !== 0) continue
    // "Mother Hypertension" and "Baby Aspirin" start lines of family history and names of things.
    const isOnlyName = words.shape(first) === SHAPE.capital && (words.lists(first) & ~NAMES) === 0 && words.lists(first) !== 0
    if (words.shape(at) !== SHAPE.lower && !isOnlyName && !HOMELY.has(words, at)) odds -= 0.6
    const runLast = runEnd(words, first)
    const { last: read, weight, full } = readName(words, first, runLast)
    // his cousin chuy gave him
    const last = read > first && VERBS.has(words, read) ? read - 1 : read
    const isTerm = last === first && (isTermInCapitals(words, first) || isForeignAdjective(words, first))
    if (full === 0 || isTerm || headsElsewhere(words, last, runLast)) continue
    const isHers =
      at > 0 && isPossessive(words, at - 1) && (words.lists(first) & LIST.given) !== 0 && (words.lists(first) & NO_FORENAME) === 0
    const prior = probabilityOf(odds + Math.min(isHers ? Math.max(weight, HERS_MIN) : weight, WEIGHT_MAX))
    if (prior >= PRIOR_MIN) yield { first, last: withSuffix(words, last), prior, why: 'a name after the word for a relative' }
  }
}
