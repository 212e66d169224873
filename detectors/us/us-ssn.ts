import type { PatternDetector } from '../../src/contract/detector.ts'

/** Numbers that were printed in advertisements and so were used by thousands, or that SSA never gave out. */
const NEVER_ISSUED = new Set(['078051120', '219099999', '123456789', '111111111', '333333333', '987654321'])

export const usSsn: PatternDetector = {
  name: 'us-ssn',
  class: 'ssn',
  describes: 'US Social Security number: area 001 to 899 but not 666, group 01 to 99, serial 0001 to 9999.',
  source: 'Social Security Administration, Program Operations Manual System RM 10201.030 and RM 10201.035 (randomized since 2011)',
  patterns: [
    { re: String.raw`\b(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])(?:-| - )(?:0[1-9]|[1-9]\d)(?:-| - )(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})\b`, prior: 0.9, check: issued },
    { re: String.raw`\b(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])[ ./](?:0[1-9]|[1-9]\d)[ ./](?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})\b`, prior: 0.4, check: issued },
    { re: String.raw`\b(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])(?:0[1-9]|[1-9]\d)(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})\b`, prior: 0.03, check: issued },
    { re: String.raw`(?i)\b(?:ssn|social security(?: (?:number|no\.?|#))?)(?: is)?[ :#]{1,3}(?<phi>[\dx*]{3}[- ]?[\dx*]{2}[- ]?\d{4})\b`, prior: 0.95 },
  ],
  cues: [
    { words: ['ssn', 'ss', 'social security', 'social security number', 'soc sec', 'social'], ratio: 200, where: 'before', within: 6 },
    { words: ['mrn', 'npi', 'phone', 'fax', 'account', 'member id', 'lot', 'ndc'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['SSN [[219-09-9998]] on file', 'social security number [[536 22 8726]]', 'SSN: [[536228726]]', 'SSN [[***-**-8726]]'],
    false: ['tel 555-22-872', 'lot 536228726', 'score 000-12-3456', 'range 666-12-3456'],
  },
}

function issued(value: string): number {
  return NEVER_ISSUED.has(value.replace(/\D/g, '')) ? 0.3 : 1
}
