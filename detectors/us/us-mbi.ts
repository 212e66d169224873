import type { PatternDetector } from '../../src/contract/detector.ts'

/** A letter of an MBI: none of S, L, O, I, B and Z. */
const LETTER = 'AC-HJKMNP-RT-Y'
/**
 * Place by place: 1 digit from 1; 2 letter; 3 letter or digit; 4 digit; 5 letter; 6 letter or digit; 7 digit; 8 and 9
 * letters; 10 and 11 digits.
 */
const places = (separator: string): string =>
  `[1-9][${LETTER}][${LETTER}\\d]\\d${separator}[${LETTER}][${LETTER}\\d]\\d${separator}[${LETTER}]{2}\\d{2}`

export const usMbi: PatternDetector = {
  name: 'us-mbi',
  class: 'health-plan-id',
  describes: 'Medicare Beneficiary Identifier: eleven places, each with its own kind of character, without S, L, O, I, B and Z.',
  source: 'Centers for Medicare & Medicaid Services, Understanding the Medicare Beneficiary Identifier (MBI) Format',
  patterns: [
    { re: String.raw`\b${places('-')}\b`, prior: 0.99 },
    { re: String.raw`\b${places('')}\b`, prior: 0.9 },
    { re: String.raw`\b${places('[ ]')}\b`, prior: 0.9 },
    {
      re: String.raw`(?i)\b(?:mbi|medicare(?: (?:beneficiary(?: identifier| id)?|id|number|no\.?|#|card))*)(?: is)?[ :#]{1,3}(?<phi>${places('[- ]?')})\b`,
      prior: 0.97,
    },
  ],
  cues: [{ words: ['mbi', 'medicare', 'beneficiary'], ratio: 30, where: 'near', within: 6 }],
  examples: {
    true: [
      'Medicare number [[1EG4-TE5-MK73]]', 'MBI [[3FA7TN2WK84]] verified', 'MBI: [[5hk2-rw8-yn19]]',
      'covered by Medicare, [[9PA0 M44 DR61]]',
      'Insurance card shows [[7TC3GH6QU20]].',
    ],
    false: [
      '1SG4-TE5-MK73 on the label', '0EG4TE5MK73', 'seat 1EG4-TE5-MKA3', 'clone 1EG4TE5MK7', 'allele 3FA7-TN2',
      'Medicare part B since 2019',
    ],
  },
}
