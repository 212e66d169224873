import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { isCapital } from '../word-shape.ts'
import { NAMES } from './name-weight.ts'

const PRIORS = { signed: 0.85, greeted: 0.75, handed: 0.8 } as const
const SIZE_MIN = 3
/** A message that somebody signs is longer than a heading. */
const WORDS_MIN = 6
/** What a line may hold that is no name. */
const NO_NAME = ~(LIST.given | LIST.surname | LIST.place)
/** Whom a note is of: can you cosign my note on Beaulieu? */
const OF_NOTES = new WordSet([
  'note', 'notes', 'dictation', 'consult', 'summary', 'letter', 'orders', 'labs', 'chart', 'record', 'records', 'handoff', 'signout',
])
const ABOUT = new WordSet(['on', 'for', 'of', 're', 'about', 'regarding'])
/** What follows who is in a bed: FYI Hendricks in 22 spiked. */
const IN_BED = new WordSet(['in', 'rm', 'bed', 'room'])
const HEEDED = new WordSet(['fyi', 'hey', 'hi', 'hello', 'update', 'heads'])

export const messageEdge: WordDetector = {
  name: 'message-edge',
  class: 'name',
  describes: 'Who a message is to, from or about where a name stands alone at its edge: a last line, a dash before it, Note on Kowalski?',
  source: 'RFC 3676, 4.3 (signatures); forms of pages, chats and mail between clinicians; 45 CFR 164.514(b)(2)(i)(A)',
  begins: NAMES,
  find,
  examples: {
    true: [
      'K is 5.9, repeat sent, please call me back - [[Zelmira]]', 'please call the lab about bed 4.\n\n[[Okonkwo]]',
      'are you able to cover my shift on Sunday? Thanks so much\n[[Zelmira]]',
      'Subject: INR\n\n[[Imogen]], the INR is 5.2 and we',
      'can you cosign my note on [[Okonkwo]]? Thanks',
      'end of dictation for [[Okonkwo]]. Next',
      'FYI [[Okonkwo]] in 22 spiked a', 'FYI [[Prieto]] rm 9 is back',
    ],
    false: [
      'he takes aspirin, metformin and a statin - Lipitor',
      'plan as above and follow up in clinic\nAbdomen',
      'Diet is regular and he walks daily\nDisposition',
      'Subject: INR\n\nAnemia, stable since', 'note on admission. Thanks', 'summary of Care. Then', 'FYI Potassium in range',
      'labs for Lyme? Then',
      'records of Toledo Hospital came', 'he was given the usual dose of the drug\nKeppra', 'orders for Foley. Then',
      'chart of Crohn disease',
      'allergies are listed as penicillin, sulfa and latex - Zosyn',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  const last = words.count - 1
  if (last >= WORDS_MIN && isSignature(words, last))
    yield { first: last, last, prior: PRIORS.signed, why: 'a name alone at the end of a message' }
  for (let at = words.next(KIND.capital, 0); at < words.count; at = words.next(KIND.capital, at + 1)) {
    if ((words.lists(at) & NAMES) === 0 || !isCapital(words, at) || sizeOf(words, at) < SIZE_MIN || !isNothingElse(words, at)) continue
    if (isGreeted(words, at)) yield { first: at, last: at, prior: PRIORS.greeted, why: 'a name alone at the start of a message' }
    else if (isHanded(words, at)) yield { first: at, last: at, prior: PRIORS.handed, why: 'a name behind what is written of somebody' }
  }
}

/** Only a name, and no heading, drug or thing called after somebody. */
function isNothingElse(words: Words, at: number): boolean {
  return (words.lists(at) & NO_NAME) === 0 && words.frequency(at, 'foreign') === 0
}

/** A line of its own, or a dash before a forename: call me back - Zelmira */
function isSignature(words: Words, last: number): boolean {
  if (words.shape(last) !== SHAPE.capital || sizeOf(words, last) < SIZE_MIN || !/^\.?\s*$/.test(words.gap(last))) return false
  if ((words.lists(last) & NAMES) === 0 || !isNothingElse(words, last)) return false
  const before = words.gap(last - 1)
  return /\n\s*[-\u2013\u2014~]?\s*$/.test(before) || /^[.!?]?\s[-\u2013\u2014] ?$/.test(before) && (words.lists(last) & LIST.given) !== 0
}

/** Behind the heads of a mail: Imogen, the INR is 5.2 */
function isGreeted(words: Words, at: number): boolean {
  if (at === 0 || at + 2 >= words.count || !/\n\s*\n\s*$/.test(words.gap(at - 1)) || !/^(?:,| [-\u2013\u2014]) $/.test(words.gap(at)))
    return false
  return (words.lists(at) & LIST.given) !== 0 && words.shape(at + 1) === SHAPE.lower
}

function isHanded(words: Words, at: number): boolean {
  if (at === 0 || words.gap(at - 1) !== ' ') return false
  if (HEEDED.has(words, at - 1))
    return at + 2 < words.count && words.gap(at) === ' ' && IN_BED.has(words, at + 1) && words.shape(at + 2) === SHAPE.digits
  const ends = at + 1 >= words.count || /^[.,?;!:)]/.test(words.gap(at))
  return ends && at > 1 && ABOUT.has(words, at - 1) && words.gap(at - 2) === ' ' && OF_NOTES.has(words, at - 2)
}
