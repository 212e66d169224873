import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { NAMES } from './name-weight.ts'
import { isCapital, isInitial, isRewritten } from '../word-shape.ts'

/** What is written about one person. */
const DOCUMENTS = new WordSet([
  'summary', 'record', 'records', 'letter', 'card', 'passport', 'booklet', 'notes', 'chart', 'file', 'certificate', 'referral', 'redbook',
])
const PRIOR = 0.8
const WORDS_MIN = 2
const WORDS_MAX = 4
const COMMON_MAX = 0.5
const NO_NAME = LIST.organization | LIST.title | LIST.relative | LIST.profession | LIST.calendar | LIST.country

export const documentName: WordDetector = {
  name: 'document-name',
  class: 'name',
  describes: 'Whose document it is, behind what it is called, where nothing else stands in the line: Discharge summary: Ffion Hafgan.',
  source: '45 CFR 164.514(b)(2)(i)(A); headings of documents as in HL7 C-CDA, section 1.1',
  begins: KIND.labelled,
  find,
  examples: {
    true: [
      'GP summary: [[Bran Pryderi]]', 'Discharge summary: [[Ffion Hafgan]]\nSeen', 'Immunisation record: [[Makoa K. Nakanishi]]\n',
      'Clinic letter: [[Tesfalem Woldu]], dob', 'Health passport: [[Nomvula Zikhali]].',
    ],
    false: [
      'Discharge summary: Acute Cholecystitis', 'Vaccination record: Incomplete', 'Clinic letter: Chest Clinic',
      'Summary: Stable Overnight',
      'GP summary: Xarelto Started', 'Summary: Zorvanta Ceased', 'Problem summary: Bran Flakes caused', 'Growth chart: Normal Centiles',
      'Drug chart: Zorvanta Xyvolix 10 mg', 'DISCHARGE SUMMARY: ZORVANTA XYVOLIX', 'Notes: Seen Today',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.labelled, 1); at < words.count; at = words.next(KIND.labelled, at + 1)) {
    if (!DOCUMENTS.has(words, at - 1) || !isCapital(words, at) || words.gap(at - 1) !== ': ') continue
    const last = lastOf(words, at)
    if (last === undefined) continue
    yield { first: at, last, prior: PRIOR, why: 'all that stands behind what a document is called, and no other words' }
    at = last
  }
}

/** The last of two to four words with capitals that are no others, where the line or sentence ends behind them. */
function lastOf(words: Words, first: number): number | undefined {
  let known = 0
  let full = 0
  let last = first
  for (; last < words.count && last - first < WORDS_MAX; last++) {
    if (!isInitial(words, last)) {
      if (!isPart(words, last)) return undefined
      full++
      if ((words.lists(last) & NAMES) !== 0) known++
    }
    if (!/^\.? $/.test(words.gap(last)) || (words.gap(last) === '. ' && !isInitial(words, last))) break
  }
  const isEnd = last + 1 >= words.count || /^(?:,|\.?\s*(?:\n|$)| ?[(;])/.test(words.gap(last))
  return isEnd && full >= WORDS_MIN && known > 0 ? last : undefined
}

function isPart(words: Words, at: number): boolean {
  if (words.shape(at) !== SHAPE.capital || isRewritten(words, at) || sizeOf(words, at) < 3) return false
  const lists = words.lists(at)
  return lists === 0 || ((lists & NAMES) !== 0 && (lists & NO_NAME) === 0 && words.frequency(at, 'common') <= COMMON_MAX)
}
