import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { weightedSum } from '../../src/contract/checks.ts'

export const usDea: PatternDetector = {
  name: 'us-dea',
  class: 'license',
  describes:
    'US DEA registration number of a prescriber: a letter for the kind of registrant, a letter of the name or 9, six digits and a check digit.',
  source: '21 CFR 1301.13; Drug Enforcement Administration, Diversion Control Division, Registration number validation',
  patterns: [
    { re: String.raw`\b[ABCDEFGHJKLMPRSTUX][A-Z9]-?\d{7}(?:-[A-Z\d]{1,6})?\b`, prior: 0.25, check: checked },
    {
      re: String.raw`(?i)\bdea(?: registration)?(?: (?:number|no\.?|#|reg\.?))?(?: is)?[ :#]{1,3}(?<phi>[A-Z][A-Z9]-?\d{7})\b`,
      prior: 0.97,
      check: checked,
    },
  ],
  cues: [
    { words: ['dea', 'controlled substance', 'registration'], ratio: 40, where: 'before', within: 5 },
    { words: ['dea'], ratio: 20, where: 'after', within: 2 },
    { words: ['lot', 'batch', 'catalog', 'passport', 'model', 'pmc'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['DEA# [[BV4471924]]', 'DEA [[AB1234563]]', 'prescriber DEA number: [[m91234563]]', 'Dr Vance [[FV3920015]]'],
    false: ['lot AB1234567', 'PMC1234567', 'catalog BV4471921', 'ZZ1234563 catalog', 'DEA schedule II', 'AB123456'],
  },
}

/** Places 1, 3, 5 once and 2, 4, 6 twice: the last digit of the sum is the seventh place. */
function checked(value: string): LikelihoodRatio {
  const digits = value.replace(/^[A-Za-z][A-Za-z9]-?/, '').slice(0, 7)
  return weightedSum(digits.slice(0, 6), [1, 2, 1, 2, 1, 2]) % 10 === Number(digits[6]) ? 10 : 0.1
}
