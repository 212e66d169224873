import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const auMedicare: PatternDetector = {
  name: 'au-medicare',
  class: 'health-plan-id',
  describes:
    "Australian Medicare card number: eight digits from 2 to 6, a check digit, an issue number, and the person's place on the card.",
  source: 'Services Australia; NSW Health Data Dictionary, Medicare card number (weights 1, 3, 7, 9, 1, 3, 7, 9 modulo 10)',
  patterns: [
    { re: String.raw`\b[2-6]\d{3} \d{5} [1-9](?:[ /-]{1,3}[1-9])?\b`, prior: 0.5, check },
    { re: String.raw`\b[2-6]\d{3}-\d{5}-[1-9](?:[/-][1-9])?\b`, prior: 0.5, check },
    { re: String.raw`\b[2-6]\d{8}[1-9](?:[/-]?[1-9])?\b`, prior: 0.01, check },
  ],
  cues: [
    { words: ['medicare', 'medicare card', 'medicare no', 'medicare number'], ratio: LABEL, where: 'before', within: 5 },
    { words: ['phone', 'tel', 'mobile', 'fax', 'npi', 'lot', 'provider'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Medicare [[4092 92806 8]]', 'Medicare card no. [[4418 72178 4 / 2]]', 'Medicare number: [[44187217841]]',
      'holds [[4418-72178-4]] since birth',
    ],
    false: ['call 4092928068', 'provider 4418721784', 'counts 2100 12000 5', 'score 4418 72', 'in 2014 10000 5 mg'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  return checkRatio(weightedSum(digits.slice(0, 8), [1, 3, 7, 9, 1, 3, 7, 9]) % 10 === Number(digits[8]), 10)
}
