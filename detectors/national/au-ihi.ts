import { luhn } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const auIhi: PatternDetector = {
  name: 'au-ihi',
  class: 'health-plan-id',
  describes: 'Australian Individual Healthcare Identifier: 800360, nine digits and a Luhn digit.',
  source: 'Australian Digital Health Agency, Healthcare Identifiers; AS 5017, ISO/IEC 7812-1',
  patterns: [
    { re: String.raw`\b8003 ?60\d{2} ?\d{4} ?\d{4}\b`, prior: 0.8, check },
    { re: String.raw`\b8003-60\d{2}-\d{4}-\d{4}\b`, prior: 0.8, check },
  ],
  cues: [
    {
      words: ['ihi', 'individual healthcare identifier', 'healthcare identifier', 'my health record'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
  ],
  examples: {
    true: [
      'IHI [[8003603130819478]]', 'identifier [[8003 6080 6608 0243]]', 'IHI: [[8003 6031 3081 9470]]', 'record of [[8003-6080-6608-0243]]',
    ],
    false: ['card 8003610000000000', 'code 8003 60', 'lot 800360806608', '8003 6031 3081 9470 units', 'range 8003-6080'],
  },
}

function check(value: string): number {
  return checkRatio(luhn(digitsOf(value)), 10)
}
