import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { luhn } from '../../src/contract/checks.ts'
import { labelled } from '../record/labelled.ts'

/** Issuer ranges with the number of digits that their cards have. */
const ISSUERS: readonly (readonly [start: string, lengths: readonly number[]])[] = [
  ['4', [13, 16, 19]],
  ['5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720', [16]],
  ['3[47]', [15]],
  ['6011|64[4-9]|65', [16, 17, 18, 19]],
  ['30[0-5]|3095|3[689]', [14, 16, 19]],
  ['352[89]|35[3-8]', [16, 17, 18, 19]],
  ['62|81', [16, 17, 18, 19]],
  ['220[0-4]', [16, 17, 18, 19]],
  ['50|5[6-9]|6[0-9]', [12, 13, 14, 15, 16, 17, 18, 19]],
  ['1800|2131', [15]],
]
const RANGES = ISSUERS.map(([start, lengths]) => ({ start: new RegExp(`^(?:${start})`), lengths }))

/** After these words any number of the length of a card is one, though mistyped or of an issuer of no note. */
const LABELS = 'cards?|ccn?|tarjetas?'

export const creditCard: PatternDetector = {
  name: 'credit-card',
  class: 'account',
  describes: 'Payment card number: 12 to 19 digits in the range of an issuer, the last a Luhn check digit.',
  source:
    'ISO/IEC 7812-1:2017 (numbering, Annex B: Luhn); issuer identification ranges as published by Visa, Mastercard, American Express, Discover, JCB, UnionPay, Mir',
  patterns: [
    { re: String.raw`\b[2-6]\d{3}[- ]\d{4}[- ]\d{4}[- ]\d{4}(?:[- ]\d{1,3})?\b`, prior: 0.7, check: issued },
    { re: String.raw`\b3\d{3}[- ]\d{6}[- ]\d{4,5}\b`, prior: 0.6, check: issued },
    { re: String.raw`\b[1-6]\d{14,15}\b`, prior: 0.12, check: issued },
    { re: String.raw`\b[3-68]\d{11,13}(?:\d{5,6})?\b|\b[368]\d{16,18}\b`, prior: 0.02, check: issued },
    {
      re: labelled({ strong: LABELS, value: String.raw`\d(?:[- ]?\d){11,18}\b` }),
      prior: 0.85,
      check: (value) => (passes(value) ? 10 : 0.4),
    },
    // Mistyped: the card is named some words before
    {
      re: String.raw`(?i)\b(?:cards?|visa|mastercard|amex|debit)\b[^\n\d]{1,90}\b(?<phi>[2-6]\d{3}(?:[ ]\d{4}[ ]\d{4}[ ]|-\d{4}-\d{4}-)\d{4})\b`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\b(?:ending|ends)(?: in| with)? (?:[x*.]{1,12}[- ]?)?(?<phi>\d{4})\b`, prior: 0.05 },
    { re: String.raw`(?i)\b(?<phi>(?:[x*]{4}[- ]?){3}\d{4})\b`, prior: 0.9 },
  ],
  cues: [
    {
      words: [
        'card', 'credit', 'credit card', 'debit', 'debit card', 'visa', 'mastercard', 'master card', 'amex', 'american express', 'discover',
        'cc', 'ccn', 'tarjeta', 'payment',
      ],
      ratio: 40,
      where: 'near',
      within: 6,
    },
    { words: ['imei', 'serial', 'udi', 'lot', 'barcode', 'gtin', 'isbn', 'accession', 'npi'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Visa [[4111 1111 1111 1111]]', 'paid with [[5500-0000-0000-0004]]', 'card number [[378282246310005]]', 'cc [[6011000990139424]]',
      'my card [[501800000009]], exp 04/27', 'Amex [[3782 822463 10005]]', 'credit card ending in [[4471]]',
      'credit card [[9171 0204 4719 2203]]', 'limit for card [[30436100440986]]?', '[[4111111111111111]]', 'visa [[4222222222222]]',
      'the card on file, which is [[5500 1188 2030 4417]], was',
    ],
    false: [
      'timestamp 1617181920212', 'barcode 4006381333931', 'seed 6099677326661876315', '4222222222222 copies', 'specimen 4111111111111112',
      'study 20210304112233', 'sequence 1234 5678 9012', 'pain ending in 2019', 'accession 6011000990139424',
      'week ending in 1230 hours',
    ],
  },
}

/** One number in ten passes Luhn by chance; the range and its length exclude most of the rest. */
function issued(value: string): LikelihoodRatio {
  const digits = value.replace(/\D/g, '')
  if (/^(\d)\1+$/.test(digits)) return 0
  const isRanged = RANGES.some(({ start, lengths }) => start.test(digits) && lengths.includes(digits.length))
  if (!isRanged) return 0.02
  return luhn(digits) ? 10 : 0.08
}

function passes(value: string): boolean {
  return luhn(value.replace(/\D/g, ''))
}
