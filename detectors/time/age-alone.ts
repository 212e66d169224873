import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { WordSet } from '../../src/contract/word-set.ts'
import { KIND, SHAPE, type Words } from '../../src/contract/words.ts'

const OLD = /^(?:9\d|1[0-2]\d)$/
const YEARS = new WordSet('y yr yrs yo o year years old of age a j jahre ans anni anos jaar ar let lat'.split(' '))
const ABOUT = new WordSet('at the age aged of about around circa ca approx approximately mit im alter von a los'.split(' '))
const ENDS = /^[. \n]*$/
const WORDS_MAX = 8
const PRIORS = { told: 0.6, bare: 0.01 } as const
/** Where FHIR has an age or a time as a string. */
const TOLD = [
  'Condition.onset', 'Condition.abatement', 'AllergyIntolerance.onset', 'Procedure.performed', 'Procedure.occurrence', 'FamilyMemberHistory',
  'RiskAssessment.prediction',
]

export const ageAlone: WordDetector = {
  name: 'age-alone',
  class: 'age',
  describes: 'An age over 89 that is all that a text says: 97 y; without a word for years where FHIR has the age of onset or death.',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89; HL7 FHIR R4 Condition.onset[x] (string)',
  begins: KIND.digits,
  find,
  elements: TOLD.map((path) => ({ path, ratio: 1000 })),
  examples: {
    true: ['[[97 y]]', '[[97 years]]', 'at age [[97]]', 'age [[94]]', 'around [[101]]'],
    false: ['97', '97 %', '87 y', '97 mg', '97 days', 'at 97 degrees'],
  },
}

function* find(words: Words): Generator<Candidate> {
  const last = words.count - 1
  if (last >= WORDS_MAX || !/^[~ \n]*$/.test(words.gap(-1)) || !ENDS.test(words.gap(last))) return
  let at = 0
  while (at < last && words.shape(at) !== SHAPE.digits && ABOUT.has(words, at) && words.gap(at).trim() === '') at++
  if (!OLD.test(words.lower(at))) return
  for (let next = at + 1; next <= last; next++) if (!YEARS.has(words, next) || !/^[ ./]{0,2}$/.test(words.gap(next - 1))) return
  const isTold = at > 0 || last > at || words.gap(-1).includes('~')
  yield { first: at, last, prior: isTold ? PRIORS.told : PRIORS.bare, why: 'a number of years is all that the text says' }
}
