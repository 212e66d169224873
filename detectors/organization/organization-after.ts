import type { Candidate } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { EPONYM_PARTS } from '../person/name-cues.ts'
import { isJoined } from '../person/name-run.ts'
import { probabilityOf } from '../person/name-weight.ts'
import { isCapital, isGenitive } from '../word-shape.ts'
import { isLinked, properWeight } from './organization-weight.ts'

const AT_WORDS_MAX = 4
/**
 * Where something is heard, felt or seen, in short: sternal borders and lines of the chest, joints, vessels, parts of the lung and
 * gut, catheterisation of the heart (Medical Abbreviations, Neil M. Davis).
 */
const SITES = new WordSet(
  `lsb rsb llsb lusb lmsb rlsb rusb rmsb ulsb ursb usb mlsb lrsb mcl mal aal pal lmcl rmcl lics rics asis psis aiis ics rml rul rll lul lll
  gej egj icv iof mtpj mcpj pipj dipj acj scj sij tmj cmcj stj uvj vuj upj puj lmca lad rca lcx mca aca pca ica cca eca sfa cfa pfa
  smv sma ima svc ivc lvot rvot llq rlq luq ruq cva rhc lhc`.trim().split(/\s+/),
)
/** A word that speaks for a name as much as this is the name. */
const PROPER_MIN = 0.6

/** `at Cedar Crest`: capitalised words after `at` that are neither wards, stages nor times. */
export function afterPreposition(words: Words, first: number): Candidate | undefined {
  if (first === 0) return undefined
  if (words.shape(first - 1) !== SHAPE.lower)
    return isFirm(words, first - 1) && words.gap(first - 1) === ' ' ? named(words, first, FIRM, 'the word for a firm') : undefined
  const gap = words.gap(first - 1)
  if (gap === ' ' && VISIT_SIZES.has(sizeOf(words, first - 1)) && VISITS.has(words.lower(first - 1)))
    return (words.lists(first) & (LIST.place | LIST.country)) === 0 ? named(words, first, -0.7, 'a name after a visit') : undefined
  if (gap !== ' @ ' && (gap !== ' ' || !mayBePreposition(words, first - 1))) return undefined
  const preposition = gap === ' ' ? words.lower(first - 1) : 'at'
  if (preposition === 'the')
    return first > 1 && words.gap(first - 2) === ' ' && isNamed(words, first) ? behindArticle(words, first) : undefined
  const isAt = preposition === 'at'
  if (!isAt && !isGoingThere(words, first, preposition)) return undefined
  if (isGenitive(words, first) && first + 1 < words.count && EPONYM_SITES.has(words, first + 1)) return undefined
  if (preposition === 'en' && (words.lists(first) & (LIST.place | LIST.country)) !== 0) return undefined
  if (preposition === 'from' && words.shape(first) === SHAPE.upper && !isNamed(words, first)) return undefined
  return named(words, first, isAt ? -0.6 : -0.7, `a name after "${preposition}"`)
}

/** What stands behind the genitive of who described it: at Guyon's canal, at McBurney's point. */
const EPONYM_SITES = new WordSet([...EPONYM_PARTS, 'point', 'tunnel', 'line', 'area'])
const VISITS = new Set(['visited', 'attended'])
const VISIT_SIZES = new Set([7, 8])

/** No term and no ordinary word: a name, or a word that nobody knows. */
function isBare(words: Words, at: number): boolean {
  return (words.lists(at) & ~(LIST.given | LIST.surname | LIST.place)) === 0 && sizeOf(words, at) > 3
}

/** Such a word, or letters before one: NYU Langone. */
function isNamed(words: Words, at: number): boolean {
  return (
    isBare(words, at) ||
    (words.shape(at) === SHAPE.upper &&
      at + 1 < words.count &&
      words.gap(at) === ' ' &&
      words.shape(at + 1) === SHAPE.capital &&
      isBare(words, at + 1))
  )
}

/** seen at the Fernhall on Monday */
function behindArticle(words: Words, first: number): Candidate | undefined {
  const preposition = words.lower(first - 2)
  const isAt = preposition === 'at'
  if (!isAt && !isGoingThere(words, first - 1, preposition)) return undefined
  return named(words, first, isAt ? -0.7 : -0.9, `a name after "${preposition} the"`)
}

/** Of four letters only what is no word of English, and from: chez. */
function mayBePreposition(words: Words, at: number): boolean {
  const size = sizeOf(words, at)
  return size <= 3 || size === 4 && (words.frequency(at, 'common') < 2 || words.lower(at) === 'from')
}

const FIRM = 0.6

/** Firma Prieto */
function isFirm(words: Words, at: number): boolean {
  return sizeOf(words, at) === 5 && words.shape(at) === SHAPE.capital && words.lower(at) === 'firma'
}

/** log10 odds that a name of an organization stands behind its label. */
export const LABELLED = 0.9
const LABELS = new Set([
  'employer', 'employers', 'workplace', 'company', 'school', 'college', 'university', 'pharmacy', 'facility', 'institution', 'hospital',
  'clinic', 'practice', 'surgery', 'arbeitgeber', 'schule', 'hausarztpraxis', 'empleador', 'empresa', 'escuela', 'colegio', 'employeur',
  'ecole', 'datore',
])

/** What stands in such fields in place of a name. */
export const NO_NAMES: ReadonlySet<string> = new Set([
  'none', 'unknown', 'retired', 'unemployed', 'disabled', 'self', 'student', 'homemaker', 'kindergarten', 'preschool', 'daycare', 'grade',
  'home', 'homeschooled', 'yes', 'no', 'rentner', 'rentnerin', 'jubilado', 'jubilada',
])

/** `Employer:` or `Employer name:` */
export function isOwnLabel(words: Words, label: number): boolean {
  const gap = words.gap(label)
  if (gap === ' ' || !/^ ?[:=#]/.test(gap)) return false
  const word = words.lower(label)
  return LABELS.has(word) || word === 'name' && label > 0 && words.gap(label - 1) === ' ' && LABELS.has(words.lower(label - 1))
}

const SITE_CODE = /^[A-Z]{3}\d$/

/** Capitalised words from one on, as far as they may be a name. */
export function named(words: Words, first: number, odds: number, why: string): Candidate | undefined {
  if (words.shape(first) === SHAPE.upper && SITES.has(words, first)) return undefined
  let last = first
  let best = Number.NEGATIVE_INFINITY
  let sum = 0
  for (let at = first; at < words.count && at - first < AT_WORDS_MAX && isCapital(words, at); at++) {
    if ((words.lists(at) & LIST.calendar) !== 0 && words.frequency(at, 'surname') < 1) break
    const isShort = sizeOf(words, at) < 3 && words.lower(at) !== 'st' && words.lower(at) !== 'mt'
    const one = isShort ? isJoined(words, at) && words.shape(at) === SHAPE.upper ? 0.1 : -1 : properWeight(words, at)
    best = Math.max(best, one)
    // Riverbend Imaging: what it does, behind its name.
    sum += at > first && best > PROPER_MIN && one < 0 && (words.lists(first) & LIST.common) === 0 ? 0 : one
    last = at
    if (!isLinked(words, at)) break
  }
  if (sum < -0.6 || best < 0 || (words.lists(first) & LIST.title) !== 0 && words.shape(first) !== SHAPE.upper) return undefined
  const upper = last > first || words.shape(first) !== SHAPE.upper ? 0 : sizeOf(words, first) > 3 ? -0.2 : -0.7
  const many = last > first ? 0.3 : 0
  // Zentrix BLT7: which of its warehouses
  const site = last + 1
  if (site < words.count && words.shape(site) === SHAPE.code && words.gap(last) === ' ' && SITE_CODE.test(words.word(site))) last = site
  return { first, last, prior: probabilityOf(odds + sum * 0.7 + many + upper), why }
}

/** By preposition what somebody does or is there, in English, German, French, Spanish, Italian and Portuguese. */
const GOING: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    to: 'admitted transferred referred presented', from: 'discharged transferred released referred',
    for: 'work works worked working employed', by: 'employed hired insured',
    bei: 'arbeitet beschaftigt angestellt tatig arbeitete versichert',
    chez: 'travaille travaillait employe employee', en: 'trabaja trabajaba empleado empleada', para: 'trabaja trabajaba trabalha',
    per: 'lavora', na: 'trabalha', no: 'trabalha', em: 'trabalha',
  }).map(([preposition, verbs]) => [preposition, new Set(verbs.split(' '))]),
)

/** `admitted to`, `works for`, `employed by`, `arbeitet bei`. */
function isGoingThere(words: Words, first: number, preposition: string): boolean {
  return first > 1 && GOING.get(preposition)?.has(words.lower(first - 2)) === true
}
