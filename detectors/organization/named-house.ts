import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital, isInitial, startsSentence } from '../word-shape.ts'
import {
  CARES, CENTRES, HOUSE_HEADS, HOUSE_PREFIXES, NO_HOUSE_NAMES, OPERATIONS, PRACTISING, RESIDING, type HouseKind,
} from './house-words.ts'

const NAME_WORDS_MAX = 5
const BEGINS = KIND.capital | KIND.rewritten
const PRIORS: Readonly<Record<HouseKind | 'bare' | 'of', number>> = {
  sure: 0.75, home: 0.8, surgery: 0.75, centre: 0.75, house: 0.75, bare: 0.85, of: 0.8,
}
/** Uses per million, log10: such a word with a capital before a name opens a sentence, and is no part of the name. */
const OPENING_MIN = 3
const OF_HERE = /^(?:of|and|the|de|na|an)$/
const NO_NAME = LIST.calendar | LIST.title | LIST.profession | LIST.relative

export const namedHouse: WordDetector = {
  name: 'named-house',
  class: 'organization',
  describes:
    'Convents, shelters, schools, prisons, regiments, dioceses, homes of care, surgeries of general practitioners, and houses where somebody lives or comes from: Fernhall Priory, HMP Fernton, Scoil na Fernoige.',
  source:
    'Care Quality Commission, service types; NUCC Health Care Provider Taxonomy; HM Prison and Probation Service; HIPAA Safe Harbor counts a facility as a geographic subdivision smaller than a state',
  begins: BEGINS,
  find,
  examples: {
    true: [
      'taught at the [[Tiny Fern Convent]] as', 'rang [[BREAD AND ROSES SHELTER]] about a bed', 'went to [[Ferniku SuperClinic]] last',
      'admitted from [[Olmwood House]] with', 'a resident of [[Oakhall Court]], was', 'moved to [[The Elms Lodge]] in',
      'at [[HMP Fernton]] until', 'previously [[YOI Fernborough]].', 'of the [[Diocese of Fernton and Fernale]], came',
      'pupil at [[Scoil na Fernoige]]', 'in [[Gaelscoil an Fernaigh]] since', 'served in the [[Royal Fern Regiment]] for',
      'GP: [[Fernlands Surgery]], 12 High St', 'Please fax to [[FERNLANDS SURGERY]] today', 'the GP at [[Fernale Surgery]] called',
      'moved to [[The Willow Tree Nursing Home]] in', 'lives at [[Ferntrees Care Home]].', 'Attends [[Fernamea Schools Kapafern]] in',
      'GP: [[KOWALS MEDICAL CENTRE]], tel', 'the GP at [[Fernale Practice]] rang',
      'GP: DR A. KOWAL, [[FERNLANDS SURGERY]], FERNTON',
    ],
    false: [
      'stays at a Homeless Shelter', 'The Convent was', 'had Fontan Surgery in', 'General Surgery called', 'referred to Hand Surgery',
      'GP to refer to Plastic Surgery', 'discharged to Nursing Home', 'The Care Home called', 'came from Halfway House',
      'lives in Public Housing', 'referred by the Supreme Court', 'transferred from Mental Health Court', 'RAF low, IgE 12',
      'PATIENT SENT HOME', 'Parish of', 'back from OR House officer', 'the Day Surgery list', 'BARIATRIC SURGERY FOLLOW UP',
      'GP: REFER TO VASCULAR SURGERY', 'GP: Refractive Surgery', 'registered nurse in Family Practice', 'GP, Toledo Public Health',
      'nurse at Pain Medical Centre', 'Public Schools closed', 'went to High Schools', 'seen by House Officer', 'went Home',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(BEGINS, 0); at < words.count; at = words.next(BEGINS, at + 1)) {
    const kind = HOUSE_HEADS.get(words, at)
    const found = (kind === undefined ? undefined : houseEndingAt(words, at, kind)) ?? behindPrefix(words, at)
    if (found === undefined) continue
    yield found
    at = Math.max(at, found.last)
  }
}

/** With a capital as written, in a text of capitals alone too. */
function isWrittenBig(words: Words, at: number): boolean {
  return isCapital(words, at) || words.is(KIND.rewritten, at) && isBig(words.word(at))
}

function isBig(word: string): boolean {
  return word.length > 1 && word.charCodeAt(1) < 0x5B && word.charCodeAt(1) > 0x40
}

/** The name before a head, and whether what is around speaks for a house. */
function houseEndingAt(words: Words, head: number, kind: HouseKind): Candidate | undefined {
  if (head === 0 || !isWrittenBig(words, head)) return undefined
  const kinds = kind === 'home' ? CARES : kind === 'centre' ? CENTRES : undefined
  if (kinds !== undefined && !(kinds.has(words, head - 1) && words.gap(head - 1) === ' ')) return undefined
  const end = kinds === undefined ? head : head - 1
  let first = head
  while (first > 0 && head - first < NAME_WORDS_MAX && mayJoin(words, first - 1)) first--
  while (first < head && (OF_HERE.test(words.lower(first)) || startsSentence(words, first) && isOpening(words, first))) {
    if (words.lower(first) === 'the' && !startsSentence(words, first) && isCapital(words, first)) break
    first++
  }
  let names = 0
  for (let at = first; at < end; at++) {
    if (OF_HERE.test(words.lower(at))) continue
    if ((words.lists(at) & NO_NAME) !== 0 && (words.lists(at) & (LIST.surname | LIST.given)) === 0) return undefined
    if (!NO_HOUSE_NAMES.has(words.lower(at))) names++
  }
  if (names === 0 || !isTold(words, first, end, kind)) return undefined
  return { first, last: isBeforeTown(words, head) ? head + 1 : head, prior: PRIORS[kind], why: 'a name before the word for a house' }
}

/** Fernhall Schools Toledo */
function isBeforeTown(words: Words, head: number): boolean {
  return words.lower(head) === 'schools' && words.gap(head) === ' ' && head + 1 < words.count && isNamePart(words, head + 1)
}

/** Whether a word belongs to the name with the one behind it. */
function mayJoin(words: Words, at: number): boolean {
  const gap = words.gap(at)
  if (gap !== ' ' && gap !== '-' && gap !== ' & ' && !(gap === '. ' && /^(?:st|mt)$/.test(words.lower(at)))) return false
  if (isWrittenBig(words, at)) {
    // REFERRED TO FERNLANDS SURGERY
    return words.shape(at) === SHAPE.capital || OF_HERE.test(words.lower(at)) || !isOpening(words, at)
  }
  return at > 0 && OF_HERE.test(words.lower(at)) && sizeOf(words, at) <= 3 && isCapital(words, at - 1) && words.gap(at - 1) === ' '
}

function isOpening(words: Words, at: number): boolean {
  return (
    words.frequency(at, 'common') > OPENING_MIN ||
    (words.lists(at) & LIST.common) !== 0 && words.shape(at) === SHAPE.capital && /(?:s|ed|ing)$/.test(words.lower(at))
  )
}

function isTold(words: Words, first: number, end: number, kind: HouseKind): boolean {
  switch (kind) {
    case 'sure':
    case 'home':
      return !(startsSentence(words, first) && end - first === 1 && (words.lists(first) & LIST.common) !== 0)
    case 'surgery':
    case 'centre':
      return isSurgery(words, first, end)
    case 'house':
      return isResided(words, first)
  }
}

/** admitted from Fernhall House, lives @ Fernhall Court */
function isResided(words: Words, first: number): boolean {
  if (first < 2) return false
  if (/^ ?@ ?$/.test(words.gap(first - 1))) return RESIDING.has(words, first - 1)
  let at = first - 1
  if (words.gap(at) !== ' ' || sizeOf(words, at) > 4) return false
  if (words.lower(at) === 'the') at--
  return at > 0 && /^(?:at|from|to|of|in)$/.test(words.lower(at)) && words.gap(at - 1) === ' ' && RESIDING.has(words, at - 1)
}

const SURGERY_WORDS_MAX = 6

/** No word of medicine before it, nor an operation; somebody practises there. */
function isSurgery(words: Words, first: number, end: number): boolean {
  for (let at = first; at < end; at++) {
    const lower = words.lower(at)
    if (OPERATIONS.has(lower) || (words.lists(at) & (LIST.clinical | LIST.eponym | LIST.organization)) !== 0) return false
    if (words.frequency(at, 'common') > OPENING_MIN - 1 || /(?:ic|al|ive|oid|ary)$/.test(lower)) return false
  }
  for (let at = first - 1; at >= 0 && first - at <= SURGERY_WORDS_MAX && (isInitial(words, at) || !words.gap(at).includes('. ')); at--)
    if (PRACTISING.has(words, at)) return true
  return false
}

/** HMP Fernton, Scoil na Fernoige, Diocese of Fernton and Fernale */
function behindPrefix(words: Words, at: number): Candidate | undefined {
  const kind = HOUSE_PREFIXES.get(words, at)
  if (kind === undefined || !isCapital(words, at) || at + 1 >= words.count || words.gap(at) !== ' ') return undefined
  let last = at + 1
  const isSmall = OF_HERE.test(words.lower(last))
  if (kind === 'of' && words.lower(last) !== 'of' || isSmall && (last + 1 >= words.count || words.gap(last) !== ' ')) return undefined
  if (isSmall) last++
  if (!isNamePart(words, last)) return undefined
  for (let next = last + 1; next < words.count && next - at <= NAME_WORDS_MAX && words.gap(next - 1) === ' '; next++) {
    if (isNamePart(words, next)) last = next
    else if (!(sizeOf(words, next) <= 3 && OF_HERE.test(words.lower(next)) && next + 1 < words.count && isNamePart(words, next + 1))) break
  }
  return { first: at, last, prior: PRIORS[kind], why: 'a name behind the word for a house' }
}

function isNamePart(words: Words, at: number): boolean {
  const shape = words.shape(at)
  return (shape === SHAPE.capital || shape === SHAPE.upper && sizeOf(words, at) > 3 || shape === SHAPE.mixed && isCapital(words, at)) &&
    ((words.lists(at) & (LIST.calendar | LIST.clinical)) === 0 || (words.lists(at) & (LIST.place | LIST.surname)) !== 0)
}
