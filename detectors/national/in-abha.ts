import type { PatternDetector } from '../../src/contract/detector.ts'
import { LABEL } from './grammar.ts'

export const inAbha: PatternDetector = {
  name: 'in-abha',
  class: 'health-plan-id',
  describes: 'Indian ABHA number (14 digits, written 2-4-4-4) and ABHA address (a name at abdm or sbx).',
  source: 'National Health Authority, Ayushman Bharat Digital Mission: ABHA number and ABHA address (8 to 18 characters)',
  patterns: [
    { re: String.raw`\b\d{2}-\d{4}-\d{4}-\d{4}\b`, prior: 0.8 },
    { re: String.raw`\b\d{2} \d{4} \d{4} \d{4}\b`, prior: 0.2 },
    { re: String.raw`\b\d{14}\b`, prior: 0.005 },
    { re: String.raw`(?i)\b[a-z0-9][a-z0-9._]{2,17}@(?:abdm|sbx)\b`, prior: 0.95 },
  ],
  cues: [
    { words: ['abha', 'abha number', 'abha id', 'health id', 'abdm', 'ayushman', 'ndhm'], ratio: LABEL, where: 'before', within: 5 },
    { words: ['lot', 'order', 'card', 'uid', 'accession'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'ABHA [[91-4032-7715-6628]]', 'ABHA number: [[91403277156628]]', 'ABHA address [[meera.k1974@abdm]]',
      'seen as [[91-4032-7715-6628]] today', 'ABHA id [[91 4032 7715 6628]]',
    ],
    false: [
      'lot 91-4032-7715-6628', 'at 20240101120000 hours', 'in 12 2014 2015 2016', 'write to clinic@example.org', 'order 91403277156628',
    ],
  },
}
