import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, digitsOf, LABEL, MONTH } from './grammar.ts'

export const dkCpr: PatternDetector = {
  name: 'dk-cpr',
  class: 'other-id',
  describes: 'Danish personal number: DDMMYY and four digits; numbers given out since 2007 need not pass the check modulo 11.',
  source: 'CPR-kontoret, Personnummeret i CPR-systemet; and Personnumre uden kontrolciffer (modulus 11 kontrol)',
  patterns: [
    { re: String.raw`\b${DAY}${MONTH}\d{2}-\d{4}\b`, prior: 0.4, check },
    { re: String.raw`\b${DAY}${MONTH}\d{2} ?\d{4}\b`, prior: 0.02, check },
  ],
  cues: [
    { words: ['cpr', 'cpr nr', 'cpr nummer', 'personnummer', 'cprnr'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['tlf', 'telefon', 'phone', 'lot', 'accession'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'CPR [[211062-3863]]', 'CPR-nr.: [[2110622875]]', 'cpr [[130416-1234]]', 'patienten [[211062-2875]] kom',
      'CPR nummer [[211062 3863]]',
    ],
    false: ['tlf 211062-3863', 'lot 2110622875', 'kl 1062-3863', 'sag 2110622876', '991062-3863'],
  },
}

function check(value: string): number {
  return weightedSum(digitsOf(value), [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0 ? 6 : 0.5
}
