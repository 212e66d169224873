import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, digitsOf, LABEL, MONTH } from './grammar.ts'

export const krRrn: PatternDetector = {
  name: 'kr-rrn',
  class: 'other-id',
  describes:
    'South Korean resident registration number: YYMMDD, a digit for sex, century and nationality, and six more; since October 2020 without a check digit.',
  source: 'Resident Registration Act, Enforcement Rules article 2; Ministry of the Interior and Safety, notice of 5 October 2020',
  patterns: [
    { re: String.raw`\b\d{2}${MONTH}${DAY} ?- ?[0-9]\d{6}\b`, prior: 0.85, check },
    { re: String.raw`\b\d{2}${MONTH}${DAY}-[1-8][*xX]{6}`, prior: 0.9 },
    { re: String.raw`\b\d{2}${MONTH}${DAY}[1-8]\d{6}\b`, prior: 0.1, check },
  ],
  cues: [
    // Hangul comes folded into its letters.
    {
      words: [
        'rrn', 'resident registration', 'resident registration number', 'alien registration number',
        '주민등록번호'.normalize('NFKD'),
        '주민번호'.normalize('NFKD'),
      ],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
    { words: ['lot', 'accession', 'phone'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'RRN [[720914-1892102]]', '주민등록번호: [[720914-1615816]]', 'patient [[720914-1615815]]',
      'resident registration number [[7209141892102]]', 'RRN [[720914-1******]]',
    ],
    false: ['721314-1892102', 'accession 720914-1892109', 'lot 7209141892109', '720914-189', 'at 7209149892102'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  const rest = weightedSum(digits.slice(0, 12), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11
  return (11 - rest) % 10 === Number(digits[12]) ? 8 : 0.4
}
