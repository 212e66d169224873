import { luhn } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL, MONTH } from './grammar.ts'

/** 60 is added to the day of a samordningsnummer. */
const DAY = '(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])'

export const sePersonnummer: PatternDetector = {
  name: 'se-personnummer',
  class: 'other-id',
  describes:
    'Swedish personal number and coordination number: birth date (day plus 60 for the latter), three digits and a Luhn digit; `+` from the age of 100.',
  source: 'Folkbokforingslag (1991:481) section 18; Skatteverket SKV 704 and SKV 707',
  patterns: [
    { re: String.raw`\b\d{2}${MONTH}${DAY}[+-]\d{4}\b`, prior: 0.4, check },
    { re: String.raw`\b(?:18|19|20)\d{2}${MONTH}${DAY}[+-]?\d{4}\b`, prior: 0.3, check },
    { re: String.raw`\b\d{2}${MONTH}${DAY}\d{4}\b`, prior: 0.03, check },
  ],
  cues: [
    {
      words: [
        'personnummer', 'personnr', 'pnr', 'person nr', 'samordningsnummer', 'pers nr', 'personal number', 'personal identity number',
      ],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
    { words: ['tel', 'telefon', 'phone', 'lot', 'accession'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'personnummer [[640823-1998]]', 'pnr: [[196408238134]]', 'samordningsnummer [[701063-8521]]', 'inkom [[19640823-1998]]',
      'personnr [[6408238135]]',
    ],
    false: ['tel 640823-1998', 'lot 6408231998', 'accession 641399-1998', '6408231997', 'kl 0823-1998'],
  },
}

function check(value: string): number {
  return checkRatio(luhn(digitsOf(value).slice(-10)), 10)
}
