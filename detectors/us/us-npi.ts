import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { luhn } from '../../src/contract/checks.ts'

export const usNpi: PatternDetector = {
  name: 'us-npi',
  class: 'license',
  describes: 'US National Provider Identifier: ten digits from 1 or 2; with the prefix 80840 the last one is a Luhn check digit.',
  source: '45 CFR 162.406; Centers for Medicare & Medicaid Services, Requirements for National Provider Identifier and NPI Check Digit',
  patterns: [
    { re: String.raw`\b(?:80840)?[12]\d{9}\b`, prior: 0.03, check: prefixed },
    {
      re: String.raw`(?i)\b(?:npi|national provider(?: identifier| id)?)(?: (?:number|no\.?|#))?(?: is)?[ :#]{1,3}(?<phi>[12]\d{2}[- ]?\d{3}[- ]?\d{4})\b`,
      prior: 0.97,
      check: prefixed,
    },
  ],
  cues: [
    {
      words: ['npi', 'national provider', 'provider id', 'provider identifier', 'provider number'],
      ratio: 200,
      where: 'before',
      within: 6,
    },
    { words: ['npi'], ratio: 60, where: 'after', within: 2 },
    { words: ['dr', 'md', 'do', 'np', 'pa', 'provider', 'physician', 'attending'], ratio: 4, where: 'near', within: 5 },
    { words: ['phone', 'tel', 'fax', 'mrn', 'account', 'lot'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'NPI [[1234567893]]', 'NPI: [[1093847568]]', 'Attending Dr Vance, NPI# [[2093847566]]',
      'National Provider Identifier [[158-877-4210]]',
      '[[1234567893]] (NPI)',
    ],
    false: ['call 1234567890', 'specimen 2093847561', 'MRN 1093847568', 'count 1500000000 copies', 'NPI score 4.3', 'timestamp 1617181920'],
  },
}

/** One number in ten passes by chance; a number that was mistyped fails. */
function prefixed(value: string): LikelihoodRatio {
  const digits = value.replace(/\D/g, '')
  return luhn(digits.length === 10 ? `80840${digits}` : digits) ? 10 : 0.05
}
