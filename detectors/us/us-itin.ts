import type { PatternDetector } from '../../src/contract/detector.ts'

/** The group of an ITIN: 50 to 65, 70 to 88, 90 to 92, 94 to 99; 93 is that of a child in adoption (ATIN). */
const GROUP = String.raw`(?:5\d|6[0-5]|7\d|8[0-8]|9\d)`

export const usItin: PatternDetector = {
  name: 'us-itin',
  class: 'ssn',
  describes:
    'US Individual Taxpayer Identification Number: nine digits that start with 9, group 50 to 65, 70 to 88 or 90 to 99 (93 for a child in adoption).',
  source: 'Internal Revenue Service, Internal Revenue Manual 3.21.263 (ITIN Real-Time System); Publication 1915',
  patterns: [
    { re: String.raw`\b9\d\d-${GROUP}-\d{4}\b`, prior: 0.85 },
    { re: String.raw`\b9\d\d[ .]${GROUP}[ .]\d{4}\b`, prior: 0.3 },
    { re: String.raw`\b9\d\d${GROUP}\d{4}\b`, prior: 0.01 },
    {
      re: String.raw`(?i)\b(?:itin|individual taxpayer(?: identification)?(?: number| no\.?)?)(?: is)?[ :#]{1,3}(?<phi>9\d\d[- ]?\d\d[- ]?\d{4})\b`,
      prior: 0.95,
    },
  ],
  cues: [
    { words: ['itin', 'taxpayer', 'tax id', 'tin', 'tax identification'], ratio: 300, where: 'before', within: 6 },
    { words: ['mrn', 'npi', 'phone', 'fax', 'account', 'member id', 'lot', 'ndc', 'zip'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'ITIN [[912-74-3301]]', 'files taxes with [[955-88-1207]]', 'taxpayer id number [[900701234]]',
      'Individual taxpayer identification number: [[931 55 0042]]',
    ],
    false: ['ZIP 90210-4471', 'phone 912-743-3019', 'order 912743301', 'range 912-89-3301', 'score 812-74-33', 'weight 955 g, 70 cm'],
  },
}
