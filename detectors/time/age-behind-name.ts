import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, LIST, SHAPE, sizeOf, type Words } from '../../src/contract/words.ts'
import { NAMES } from '../person/name-weight.ts'

const OLD_MIN = 90
const OLD_MAX = 120
const NO_NAME = LIST.clinical | LIST.organization | LIST.profession | LIST.calendar
const NO_TITLED = LIST.organization | LIST.calendar
const COMMON_MAX = 0.5
const PRIORS = { titled: 0.9, pair: 0.85, single: 0.75 } as const
/** log10 per million of a forename that stands alone before the number. */
const GIVEN_MIN = 1.2

export const ageBehindName: WordDetector = {
  name: 'age-behind-name',
  class: 'age',
  describes: 'An age over 89 in brackets behind a name: Mrs Ash (94), Iris Kowalski (96).',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89',
  begins: KIND.digits,
  find,
  examples: {
    true: [
      'Mrs Ash ([[94]]) seen', 'visit to Iris Kowalski ([[96]]).', 'Karen ([[92]]) fell', 'Mr. Okonkwo ([[101]]), widower',
      'resident Dot ([[99]]) fell',
    ],
    false: [
      'MAP (94).', 'Blood Pressure (94)', 'Ferritin (94)', 'Heart Rate (92)', 'Mrs Ash (84) seen', 'HR (92)', 'Karen (42) fell',
      'Sats (96) ok',
      'Glucose (99)', 'Apgar (95)', 'Lives at Grove (94)', 'Smith et al (98)', 'Hope (92)', 'Temp Max (101)',
    ],
  },
}

function* find(words: Words): Generator<Candidate> {
  for (let at = words.next(KIND.digits, 1); at < words.count; at = words.next(KIND.digits, at + 1)) {
    if (words.gap(at - 1) !== ' (' || !words.gap(at).startsWith(')') || sizeOf(words, at) > 3 || words.shape(at) !== SHAPE.digits) continue
    const age = Number(words.word(at))
    if (age < OLD_MIN || age > OLD_MAX) continue
    const prior = priorOf(words, at - 1)
    if (prior !== undefined) yield { first: at, last: at, prior, why: 'a number over 89 in brackets behind a name' }
  }
}

/** How sure it is that a name ends with the word; undefined where none does. */
function priorOf(words: Words, last: number): number | undefined {
  const lists = words.lists(last)
  if (words.shape(last) !== SHAPE.capital) return undefined
  const isTitled = last > 0 && (words.lists(last - 1) & LIST.title) !== 0 && /^\.? $/.test(words.gap(last - 1))
  if (isTitled) return (lists & NO_TITLED) === 0 ? PRIORS.titled : undefined
  if ((lists & NO_NAME) !== 0) return undefined
  const isTold = last > 0 && words.gap(last - 1) === ' ' && OF_SOMEBODY.has(words, last - 1)
  if (isTold && (lists & NAMES) !== 0) return PRIORS.single
  if (!isName(words, last)) return undefined
  if (last > 0 && words.gap(last - 1) === ' ' && words.shape(last - 1) === SHAPE.capital && isName(words, last - 1)) return PRIORS.pair
  return words.frequency(last, 'given') >= GIVEN_MIN && (lists & ~(NAMES | LIST.place | LIST.common)) === 0 ? PRIORS.single : undefined
}

/** Before a name that is a word too: resident Dot (99). */
const OF_SOMEBODY = new WordSet([
  'resident', 'patient', 'pt', 'client', 'veteran', 'wife', 'husband', 'mother', 'father', 'mom', 'mum', 'dad', 'aunt', 'uncle', 'sister',
  'brother', 'grandmother', 'grandfather', 'grandma', 'grandpa', 'neighbor', 'neighbour', 'friend', 'partner', 'spouse',
])

function isName(words: Words, at: number): boolean {
  return (words.lists(at) & NAMES) !== 0 && words.frequency(at, 'common') <= COMMON_MAX && !/^(?:max|min)$/.test(words.lower(at))
}
