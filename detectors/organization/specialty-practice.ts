import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { GENERIC_WORDS, HOSPITAL_WORDS } from './organization-words.ts'
import { SPECIALTIES, SPECIALTY_STARTS } from './specialty-words.ts'

const wordsOf = (text: string): string[] => text.trim().split(/\s+/)

/** Behind these a practice is named, and before those. */
const BEFORE = new WordSet(
  wordsOf('from with at to via by through of see sees saw seen called calls visits visited uses has w attends per and or'),
)
const BEHIND = new WordSet(
  wordsOf('called calls rang notified saw sees faxed sent recommended recommends says said declined accepts accepted office notes records'),
)
/** What else stands before a specialty with a capital: which branch of it, or what is done about it. */
const BRANCHES = new WordSet(
  wordsOf(`telestroke teleneuro teleneurology neuro mohs consult appreciate await awaiting please call called follow discuss discussed refer
    referred referral ask asked need needs will per prior also both her his their our the new same outside sees seen saw see no denies
    nuclear advanced cosmetic aesthetic veterinary comparative precision translational digital virtual urgent rapid express mobile
    concierge va kaiser dod navy army consulted recommend recommended contact contacted notify notified inform informed paged page schedule`),
)
const NAME_WORDS_MAX = 3
const NAME_COMMON_MAX = 1
const HOSPITAL_MIN = 0.6
const UNKNOWN_SIZE_MIN = 5
const PRIORS = { told: 0.75, place: 0.6 } as const
const NO_NAME =
  LIST.clinical | LIST.organization | LIST.title | LIST.calendar | LIST.profession | LIST.relative | LIST.country | LIST.eponym

export const specialtyPractice: WordDetector = {
  name: 'specialty-practice',
  class: 'organization',
  describes:
    'A practice by a town or a word of its own and its specialty: from Tidewater Rheumatology, Fernton Neurology called, Ridgeline Foot & Ankle; not a branch of the specialty, and no surname before it.',
  source:
    'NUCC Health Care Provider Taxonomy and ABMS, specialties; Centers for Medicare & Medicaid Services, NPPES (names of organizations); 45 CFR 164.514(b)(2)(i)(B)',
  begins: KIND.capital,
  find,
  examples: {
    true: [
      'discharged from [[Tidewater Rheumatology]]. Sent', 'Karen Kowalski, MD, [[Toledo Neurology]]',
      'follow up with [[Ridgeline Urology]] in',
      'To: [[Peachtree Spine & Joint]]\nUrgency', '[[Ridgeline Orthopaedics]] called', 'spoke with [[Fernwick Nephrology]] about',
      'Karen Kowalski, DO\n[[Ridgeline Gastroenterology]]\n', 'goes to [[Ridgeline Foot & Ankle]] for', 'appt w/ [[Bright Harbor Pediatrics]] on', 'read at [[Wide Meadow Radiology]],',
      'PT at [[Ridgeline Physical Therapy]].',
      "sees [[Ridgeline Women's Health]] for", 'Location: [[Ridgeline Orthopedics - Toledo]]\n', '(at [[Cedar Valley Dermatology]])',
    ],
    false: [
      'Interventional Cardiology', 'with Adult Neurology', 'to Outpatient Psychiatry', 'from Stroke Neurology', 'Consult Cardiology',
      'Dr. Okonkwo Neurology', 'with Okonkwo, Neurology', 'Discharged from Cardiology', 'with Pediatric Neurology', 'Nuclear Cardiology',
      'Telestroke Neurology consult', 'to Neuro Ophthalmology', 'by Mohs Dermatology', 'to Radiation Oncology', 'from Gyn Oncology',
      'Monday Cardiology clinic', 'Await Cardiology', 'to Main Cardiology', 'with Behavioral Neurology', 'seen by Epilepsy Neurology',
      'to Home Physical Therapy', 'for Acute Physical Therapy', 'referred to Pain Management', "seen in Women's Health",
      'Appreciate Nephrology',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.capital, 1); at < words.count; at = words.next(KIND.capital, at + 1)) {
    const end = specialtyEnd(words, at)
    if (end === undefined || words.gap(at - 1) !== ' ') continue
    let first = at
    let isPlace = false
    while (first > 0 && at - first < NAME_WORDS_MAX && words.gap(first - 1) === ' ' && isName(words, first - 1)) {
      first--
      isPlace ||= (words.lists(first) & LIST.place) !== 0 && words.frequency(first, 'surname') < 2
    }
    if (first < at && isAdjective(words, first - 1)) first--
    if (first === at || isBehindPerson(words, first) || BRANCHES.has(words, at - 1)) continue
    const last = withTown(words, end)
    const isTold = isToldOf(words, first, last) && hasOwnName(words, first, at - 1)
    if (isTold) yield { first, last, prior: PRIORS.told, why: 'a name before a specialty, where a practice is told of' }
    else if (isPlace) yield { first, last, prior: PRIORS.place, why: 'a town before a specialty' }
    at = last
  }
}

/** The last word of a specialty that begins at the word; undefined where none does. */
function specialtyEnd(words: Words, at: number): number | undefined {
  if (!isCapital(words, at)) return undefined
  const next = at + 1
  const ends = SPECIALTY_STARTS.get(words.lower(at))
  if (ends !== undefined && next < words.count && /^ (?:& )?$/.test(words.gap(at)) && isCapital(words, next) && ends.has(words.lower(next)))
    return next
  return SPECIALTIES.has(words, at) ? at : undefined
}

/** Ridgeline Orthopedics - Toledo */
function withTown(words: Words, last: number): number {
  const town = last + 1
  const isTown = town < words.count && words.gap(last) === ' - ' && isCapital(words, town) && (words.lists(town) & LIST.place) !== 0
  return isTown ? town : last
}

/** Bright Harbor Pediatrics: a plain word with a capital between a preposition and the name of a practice. */
function isAdjective(words: Words, at: number): boolean {
  return (
    at > 0 &&
    words.gap(at) === ' ' &&
    words.shape(at) === SHAPE.capital &&
    /^[ /]{1,2}$/.test(words.gap(at - 1)) &&
    words.shape(at - 1) === SHAPE.lower &&
    (words.lists(at) & (NO_NAME & ~(LIST.clinical | LIST.eponym))) === 0 &&
    !BRANCHES.has(words, at) &&
    !GENERIC_WORDS.has(words.lower(at))
  )
}

/** A town, a rare word of the language, one that hospitals have, or one that nobody knows. */
function isName(words: Words, at: number): boolean {
  const lists = words.lists(at)
  const lower = words.lower(at)
  if (words.shape(at) !== SHAPE.capital || BRANCHES.has(words, at)) return false
  if ((HOSPITAL_WORDS.get(lower) ?? 0) >= HOSPITAL_MIN) return true
  if (GENERIC_WORDS.has(lower) || (lists & NO_NAME) !== 0 || sizeOf(words, at) < 3) return false
  if (lists === 0) return sizeOf(words, at) >= UNKNOWN_SIZE_MIN && !/(?:ic|al|oid|ive|ary|ology)$/.test(lower)
  return words.frequency(at, 'common') <= NAME_COMMON_MAX && !/(?:ed|ing)$/.test(lower)
}

/** Not a surname alone: whose service it is. */
function hasOwnName(words: Words, first: number, last: number): boolean {
  for (let at = first; at <= last; at++) {
    if (words.frequency(at, 'surname') <= NAME_COMMON_MAX && words.frequency(at, 'given') <= NAME_COMMON_MAX) return true
    if ((HOSPITAL_WORDS.get(words.lower(at)) ?? 0) >= HOSPITAL_MIN || (words.lists(at) & LIST.place) !== 0 && last > first) return true
  }
  return false
}

function isBehindPerson(words: Words, first: number): boolean {
  return first > 0 && /^\.? $/.test(words.gap(first - 1)) && (words.lists(first - 1) & LIST.title) !== 0
}

/** Whether a practice is told of before or behind the name: from it, of a signature, alone in a line, it called. */
function isToldOf(words: Words, first: number, last: number): boolean {
  const behind = words.gap(last)
  if (behind === ' ' && last + 1 < words.count && BEHIND.has(words, last + 1)) return true
  if (first === 0) return behind.includes('\n')
  const gap = words.gap(first - 1)
  if (gap === ' ') return words.shape(first - 1) === SHAPE.lower && BEFORE.has(words, first - 1)
  if (/\n/.test(gap)) return /^[ \r,]*\n/.test(behind) || last + 1 === words.count
  return /^ ?(?:: ?|@ ?|\()$/.test(gap) || gap === ', ' && (words.lists(first - 1) & LIST.title) !== 0
}
