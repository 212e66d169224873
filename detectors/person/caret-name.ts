import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { introducerOdds, LABELS } from './name-labels.ts'
import { isParticle } from './name-run.ts'
import { givenWeight, nameWeight, probabilityOf, surnameWeight } from './name-weight.ts'
import { isCapital } from '../word-shape.ts'

/** log10 odds that two words with a caret between are a person, before they are looked at. */
const ODDS = { plain: 0.2, small: -0.6, numbered: -0.3, coded: -1, labelled: 0.5, named: 1.5 } as const
/** A word that no list has may be a code where it is shorter. */
const UNKNOWN_SIZE_MIN = 4
const PRIOR_MIN = 0.05
const WEIGHT_MAX = 2
const WORDS_BEFORE_MAX = 3
const WORDS_MAX = 12
/** Names of code systems (HL7 Table 0396) behind a code and its text. */
const CODE_SYSTEMS = new Set([
  'l', 'ln', 'sct', 'snm', 'lnc', 'loinc', 'cvx', 'mvx', 'ndc', 'rxnorm', 'ucum', 'iso', 'srt', 'dcm', 'ans', 'icd',
])

export const caretName: WordDetector = {
  name: 'caret-name',
  class: 'name',
  describes: 'A name in components with carets between, as in DICOM and HL7 version 2: DOE^JANE^Q.',
  source: 'DICOM PS3.5, section 6.2 (PN); HL7 v2.5.1, sections 2.A.88 (XCN) and 2.A.89 (XPN); odds as in person-name',
  begins: KIND.caret,
  find,
  examples: {
    true: [
      'Ordered by [[OYELARAN^GOSIA^T]] today', 'reviewed [[SMITH^JOHN^^^DR]]', 'PID|1||X||[[WHITFIELD^MARY ANN^L]]||',
      '4711^[[OKONKWO^CHIDI^^^^MD]]', 'PatientName [[Kowalski^Anna]]', 'seen: [[DE LA CRUZ^MARIA]].', 'Patient [[WHITE^MAY]] came',
      'name: [[WHITE^MAY^Q]]', 'Patient [[KIM^JI-WON]] came', '[[smith^john]]',
    ],
    false: [
      'ADT^A01 came', 'CBC^COMPLETE BLOOD COUNT^L', 'GLU^GLUCOSE^L', '718-7^Hemoglobin^LN', 'M^MALE^HL70001', '12345^^^HOSP^MR',
      'ORU^R01^ORU_R01', '10^3 per uL', 'CHEST^PORTABLE', 'LIPID^LIPID PANEL^L', 'MSH|^~\\&|LAB|HOSP', 'AMOX^AMOXICILLIN^NDC', 'kg/m^2',
      'ABDOMEN^ROUTINE', 'Q^CUTANEOUS', 'CTABD^CT ABDOMEN^RAD',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.caret, 0); at < words.count; at = words.next(KIND.caret, at + 1)) {
    if (!isPlain(words, at) || !isPlain(words, at + 1)) continue
    const { last, isCoded } = runFrom(words, at + 1)
    const found = read(words, at, last, isCoded)
    if (found !== undefined && found.prior >= PRIOR_MIN) yield found
    at = last
  }
}

/** Letters alone, two or more. */
function isPlain(words: Words, at: number): boolean {
  return words.shape(at) < SHAPE.digits && sizeOf(words, at) >= 2
}

function read(words: Words, family: number, last: number, isCoded: boolean): Candidate | undefined {
  const given = family + 1
  const first = startOf(words, family)
  const before = first === 0 ? '' : words.gap(first - 1)
  if (before.endsWith('^^') || words.lower(family) === words.lower(given)) return undefined
  const isNumbered = before === '^'
  if (isNumbered && words.shape(first - 1) < SHAPE.digits) return undefined
  const isUnknown = words.lists(family) === 0 && (words.lists(given) === 0 || sizeOf(words, given) < UNKNOWN_SIZE_MIN - 1)
  if (isUnknown && (isCoded || Math.min(sizeOf(words, family), sizeOf(words, given)) < UNKNOWN_SIZE_MIN)) return undefined
  if (((words.lists(family) | words.lists(given)) & NEVER) !== 0) return undefined
  // Two words that are names as well as others, where somebody is spoken of: Patient WHITE^MAY.
  if (isLabelled(words, first) && !isNumbered && (words.lists(family) & LIST.surname) !== 0 && isNamed(words, given)) {
    return { first, last, prior: probabilityOf(ODDS.named), why: 'a label, and a surname and a forename with a caret between' }
  }
  const weight = Math.min(surnameWeight(words, family), WEIGHT_MAX) + Math.min(givenWeight(words, given), WEIGHT_MAX)
  const odds =
    (isCapital(words, family) ? ODDS.plain : ODDS.small) +
    (isNumbered ? ODDS.numbered : 0) +
    (isCoded && !isNamed(words, given) ? ODDS.coded : 0) +
    (isLabelled(words, first) ? ODDS.labelled : 0)
  return { first, last, prior: probabilityOf(weight + odds), why: 'a surname and a forename with a caret between' }
}

const NEVER = LIST.organization | LIST.relative | LIST.profession

/** `L` behind a forename is an initial. */
function isNamed(words: Words, given: number): boolean {
  return (words.lists(given) & LIST.given) !== 0
}

function isLabelled(words: Words, first: number): boolean {
  return first > 0 && (introducerOdds(words, first) !== undefined || /^[:|]/.test(words.gap(first - 1)) && LABELS.has(words, first - 1))
}

/** The first word of the surname, which may be several: DE LA CRUZ, SMITH-JONES. */
function startOf(words: Words, family: number): number {
  let first = family
  while (first > 0 && family - first < WORDS_BEFORE_MAX && /^[ -]$/.test(words.gap(first - 1)) && isNameWord(words, first - 1)) first--
  return first
}

function isNameWord(words: Words, at: number): boolean {
  return (
    words.shape(at) < SHAPE.digits &&
    (isParticle(words, at) || (isCapital(words, at) && words.lists(at) !== 0 && nameWeight(words, at) >= 0))
  )
}

/** The last word of the components from the forename on, and whether the last of them names a code system. */
function runFrom(words: Words, given: number): { readonly last: number; readonly isCoded: boolean } {
  let last = given
  let isCoded = false
  for (let at = given; at + 1 < words.count && at - given < WORDS_MAX; at++) {
    const gap = words.gap(at)
    const isComponent = /^\^{1,5}$/.test(gap)
    if (isComponent && /^(?:hl7|99|icd|i10|i9)/.test(words.lower(at + 1))) isCoded = true
    if (
      words.shape(at + 1) >= SHAPE.digits ||
      (!isComponent && !(/^[ -]$/.test(gap) && ((gap === '-' && isCapital(words, at + 1)) || isNameWord(words, at + 1))))
    )
      break
    isCoded ||= isComponent && CODE_SYSTEMS.has(words.lower(at + 1))
    last = at + 1
  }
  return { last, isCoded }
}
