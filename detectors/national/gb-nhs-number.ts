import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const gbNhsNumber: PatternDetector = {
  name: 'gb-nhs-number',
  class: 'mrn',
  describes:
    'NHS number of England, Wales and the Isle of Man, CHI number of Scotland, H&C number of Northern Ireland: nine digits and a check digit modulo 11.',
  source: 'NHS Data Model and Dictionary, NHS NUMBER; Public Health Scotland, CHI number (DDMMYY, two digits, one for sex, check digit)',
  patterns: [
    { re: String.raw`\b\d{3} \d{3} \d{4}\b`, prior: 0.2, check },
    { re: String.raw`\b\d{3}-\d{3}-\d{4}\b`, prior: 0.02, check },
    { re: String.raw`\b\d{6} ?\d{4}\b`, prior: 0.02, check },
  ],
  cues: [
    {
      words: ['nhs', 'nhs number', 'nhs no', 'chi', 'chi number', 'chi no', 'h c number', 'hcn'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['phone', 'tel', 'telephone', 'mobile', 'fax', 'call', 'npi', 'ndc', 'lot', 'order'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'NHS number: [[703 599 2839]]', 'NHS No [[6619360467]]', 'his CHI is [[6619360467]]', 'seen today, [[703 599 2839]], for review',
      'NHS number [[703-599-2830]]',
    ],
    false: ['call 703 599 2839 at noon', 'lot 7035992830', 'counts 120 130 1400', 'given 703 599 2830 units', 'troponin 703 then 599'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  return checkRatio(weightedSum(digits, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, 11)
}
