import type { PatternDetector } from '../../src/contract/detector.ts'

/** Beneficiary identification codes: who the beneficiary is to the wage earner whose SSN stands before. */
const BENEFICIARY = String.raw`(?:A|B[1-9ADGHJ-NPQRTWY]?|C[1-9A-Z]|D[1-9A-HJ-NPQRSTVWXYZ]?|E[1-9A-DFGHJKM]?|F[1-8]|J[1-4]|K[1-9A-HJLM]|M1?|T[ABCDEFGHJKLMNPQRSTUVWXYZ2]?|W[1-9BCFGJRT]?)`

export const usHicn: PatternDetector = {
  name: 'us-hicn',
  class: 'health-plan-id',
  describes:
    'Medicare Health Insurance Claim Number, in use until 2019: an SSN with a code for the beneficiary, or a railroad number with letters before it.',
  source:
    'Social Security Administration, Program Operations Manual System GN 01050.005 (claim numbers: SSN and beneficiary identification code); Railroad Retirement Board (prefixes)',
  patterns: [
    { re: String.raw`\b\d{3}-\d{2}-\d{4}[- ]?${BENEFICIARY}\b`, prior: 0.9 },
    { re: String.raw`\b\d{9}-?${BENEFICIARY}\b`, prior: 0.35 },
    { re: String.raw`\b(?:A|CA|H|JA|M[AH]|P[ADH]?|W[ACDH]|WC[ADH])-?(?:\d{6}|\d{9})\b`, prior: 0.01 },
    {
      re: String.raw`(?i)\b(?:hicn?|health insurance claim)(?: (?:number|no\.?|#))?(?: is)?[ :#]{1,3}(?<phi>(?:[A-Z]{1,3}-?)?\d{3}-?\d{2}-?\d{4}-?(?:[A-Z][A-Z\d]?)?|[A-Z]{1,3}-?\d{6})\b`,
      prior: 0.95,
    },
  ],
  cues: [
    { words: ['hicn', 'hic', 'medicare', 'health insurance claim', 'railroad'], ratio: 100, where: 'before', within: 6 },
    { words: ['lot', 'serial', 'catalog', 'part', 'model'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'HICN [[219-44-8813A]]', 'Medicare HIC# [[536228713B2]]', 'Medicare no. [[WA-481927]]',
      'Health Insurance Claim Number: [[402-55-1984-C1]]',
      'card read [[402-55-1984D]]',
    ],
    false: ['lot 536228713A', 'H-123456 catalog', 'P 123456', 'vitamin B12', 'A1C 7.1', 'M1 muscarinic', 'hic sunt 12'],
  },
}
