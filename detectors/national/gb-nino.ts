import type { PatternDetector } from '../../src/contract/detector.ts'
import { LABEL } from './grammar.ts'

/** Prefixes that are not allocated. */
const NOT_ALLOCATED = new Set(['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'])

export const gbNino: PatternDetector = {
  name: 'gb-nino',
  class: 'ssn',
  describes: 'UK National Insurance number: two letters (no D, F, I, Q, U, V, and no O in second place), six digits, and A to D.',
  source: 'HM Revenue & Customs, National Insurance Manual NIM39110',
  patterns: [
    { re: String.raw`\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b`, prior: 0.8, check: allocated },
    { re: String.raw`\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{6}\b`, prior: 0.004, check: allocated },
    {
      re: String.raw`(?i)\b(?:nino|ni (?:no|number)|national insurance(?: (?:no|number))?)[ .:#]{1,3}(?<phi>[a-z]{2}[ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[a-d]?)\b`,
      prior: 0.97,
    },
  ],
  cues: [
    { words: ['nino', 'ni number', 'ni no', 'national insurance', 'national insurance number'], ratio: LABEL, where: 'before', within: 6 },
    { words: ['lot', 'batch', 'accession', 'postcode', 'model', 'serial'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'NI number [[JG 10 37 59 A]]', 'NINO: [[JG103759A]]', 'national insurance no. [[qq123456c]]',
      'employed, [[CE 45 12 34 B]], full time', 'NI number [[JG103759]]',
    ],
    false: ['GB 12 34 56 A', 'batch JG103759A', 'DQ 12 34 56 A', 'CD4 10 37 59', 'HR 10 37 59 90', 'JG103759'],
  },
}

function allocated(value: string): number {
  return NOT_ALLOCATED.has(value.slice(0, 2)) ? 0 : 1
}
