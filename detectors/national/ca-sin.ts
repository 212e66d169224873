import { luhn } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const caSin: PatternDetector = {
  name: 'ca-sin',
  class: 'ssn',
  describes: 'Canadian Social Insurance Number: nine digits, the first not 0 or 8 (9 for temporary residents), the last a Luhn digit.',
  source: 'Employment and Social Development Canada, Social Insurance Number Code of Practice, annex 1',
  patterns: [
    { re: String.raw`\b[1-79]\d{2} \d{3} \d{3}\b`, prior: 0.15, check },
    { re: String.raw`\b[1-79]\d{2}-\d{3}-\d{3}\b`, prior: 0.3, check },
    { re: String.raw`\b[1-79]\d{8}\b`, prior: 0.02, check },
  ],
  cues: [
    {
      words: ['sin', 'social insurance', 'social insurance number', "numero d'assurance sociale", 'nas'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['phone', 'tel', 'lot', 'ndc', 'order', 'siren', 'platelets', 'wbc'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['SIN [[512 757 105]]', 'social insurance number: [[554795344]]', 'SIN# [[512-757-106]]', 'on file [[554-795-344]]'],
    false: ['lot 512757105', 'platelets 512 757 105', 'codes 512 757 106', 'en 512757106', 'dose 100 200 300'],
  },
}

function check(value: string): number {
  return checkRatio(luhn(digitsOf(value)), 10)
}
