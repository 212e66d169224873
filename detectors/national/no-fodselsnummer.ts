import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

/** 40 is added to the day of a D number, to the month of a help number; 65 or 80 to the month of a test person. */
const DAY = '(?:[04][1-9]|[1256][0-9]|[37][01])'
const MONTH = '(?:[048][1-9]|[159][0-2]|6[6-9]|7[0-7])'

export const noFodselsnummer: PatternDetector = {
  name: 'no-fodselsnummer',
  class: 'other-id',
  describes: 'Norwegian birth number, D number and help number: DDMMYY, three digits and two check digits modulo 11.',
  source: 'Folkeregisterforskriften section 2-2-1; Skatteetaten, Fodselsnummer (weights 3 7 6 1 8 9 4 5 2 and 5 4 3 2 7 6 5 4 3 2)',
  patterns: [{ re: String.raw`\b${DAY}${MONTH}\d{2} ?\d{5}\b`, prior: 0.04, check }],
  cues: [
    {
      words: ['fodselsnummer', 'fodselsnr', 'fnr', 'f nr', 'personnummer', 'd nummer', 'dnr', 'hjelpenummer'],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
    { words: ['tlf', 'telefon', 'phone', 'lot'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['fødselsnummer [[15077624713]]', 'fnr: [[150776 40808]]', 'pasienten ([[15077624713]]) innlagt', 'fnr [[15077640809]]'],
    false: ['15077640809', 'lot 15077640809', 'tlf 99887766554', 'kl 150776', 'sak 98077624713'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  const first = weightedSum(digits.slice(0, 10), [3, 7, 6, 1, 8, 9, 4, 5, 2, 1]) % 11 === 0
  return checkRatio(first && weightedSum(digits, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0, 100)
}
