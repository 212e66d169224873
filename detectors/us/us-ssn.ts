import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/** Numbers that were printed in advertisements and so were used by thousands, or that SSA never gave out. */
const NEVER_ISSUED = new Set(['078051120', '219099999', '123456789', '111111111', '333333333', '987654321'])

/** 001 to 899, but not 666. */
const AREA = String.raw`(?:00[1-9]|0[1-9]\d|[1-578]\d\d|6[0-57-9]\d|66[0-57-9])`
const GROUP = String.raw`(?:0[1-9]|[1-9]\d)`
const SERIAL = String.raw`(?:000[1-9]|00[1-9]\d|0[1-9]\d\d|[1-9]\d{3})`
/** A place that is hidden; a bullet folds to no letter of ASCII. */
const HIDDEN = String.raw`[x*#•●]`
const LABEL = String.raw`(?:ssns?|ss ?(?:#|no\.?|num(?:ber)?)|s\.s\.n\.?|s\.s\. ?(?:#|no\.?|num(?:ber)?)|soc(?:ial)?\.? sec(?:urity)?\.?|social)`
const NUMBER_WORD = String.raw`(?: ?(?:#|no\b\.?|numbers?\b|num\b\.?))?`

export const usSsn: PatternDetector = {
  name: 'us-ssn',
  class: 'ssn',
  describes:
    'US Social Security number: area 001 to 899 but not 666, group 01 to 99, serial 0001 to 9999; also masked, and its last four digits.',
  source: 'Social Security Administration, Program Operations Manual System RM 10201.030 and RM 10201.035 (randomized since 2011)',
  patterns: [
    { re: String.raw`\b${AREA}(?:-| - )${GROUP}(?:-| - )${SERIAL}\b`, prior: 0.9, check: issued },
    { re: String.raw`\b${AREA}[ ./]${GROUP}[ ./]${SERIAL}\b`, prior: 0.4, check: issued },
    { re: String.raw`\b${AREA}${GROUP}${SERIAL}\b`, prior: 0.03, check: issued },
    {
      re: String.raw`(?i)\b${LABEL}${NUMBER_WORD}(?:'?s)?(?: (?:is|was|of|on file))?[\s:=#(-]{1,4}(?<phi>[\dx*#•●]{3}[-./ ]{0,3}[\dx*#•●]{2}[-./ ]{0,3}\d{4})\b`,
      prior: 0.95,
    },
    { re: String.raw`(?i)(?:^|[^\w*#-])(?<phi>${HIDDEN}{3}[- ]?${HIDDEN}{2}[- ]?\d{4})\b`, prior: 0.85 },
    { re: String.raw`(?i)(?:^|[^\w*#-])(?<phi>\d{3}-?${HIDDEN}{2}-?(?:${HIDDEN}{4}|\d{4}))(?:$|[^\w-])`, prior: 0.8 },
    {
      re: String.raw`(?i)\b(?:last|final) (?:4|four)(?: digits?)?(?: (?:of|for)(?: (?:his|her|their|the|your|patient's|pt's))?)? ?${LABEL}${NUMBER_WORD}(?: (?:is|are|was|were))?[\s:=#(]{1,4}(?<phi>\d{4})\b`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b${LABEL}${NUMBER_WORD}[\s,:;(-]{0,3}(?:(?:is|which|that) )?(?:ending|ends|end|last (?:4|four)(?: digits?)?)(?: (?:in|with|is|are|of))?[\s:=#()]{1,4}(?:${HIDDEN}{1,5}-?)*(?<phi>\d{4})\b`,
      prior: 0.95,
    },
    { re: String.raw`(?i)\b${LABEL}${NUMBER_WORD} last ?4:? (?<phi>\d{4})\b`, prior: 0.95 },
    { re: String.raw`(?i)\b${LABEL}${NUMBER_WORD}[\s:=#(]{1,4}(?:[x*#]{1,5}-?)+(?<phi>\d{4})\b`, prior: 0.9 },
  ],
  cues: [
    {
      words: ['ssn', 'ssns', 'ss', 'social security', 'social security number', 'soc sec', 'social'],
      ratio: 200,
      where: 'before',
      within: 6,
    },
    { words: ['ssn', 'social security number'], ratio: 60, where: 'after', within: 2 },
    {
      words: ['mrn', 'npi', 'phone', 'fax', 'account', 'member id', 'lot', 'ndc', 'routing', 'aba', 'passport'],
      ratio: 0.1,
      where: 'before',
      within: 3,
    },
  ],
  examples: {
    true: [
      'SSN [[219-09-9998]] on file', 'social security number [[536 22 8726]]', 'SSN: [[536228726]]', 'SSN [[***-**-8726]]',
      'masked as [[XXX-XX-4471]] here', 'SSN ending in [[8726]]', 'last four of her SSN: [[4471]]', 'SSN last4 [[4417]], service',
      'last 4 digits of social security number are [[4471]]', 'Social security no. [[912-44-0019]]', 'SSN (last 4): [[4471]]',
      'SS# [[402.55.1984]]', 'reported as [[402-XX-XXXX]]', 'both SSNs, [[402551984]] and [[402551985]]', '[[402551984]] (SSN)',
    ],
    false: [
      'tel 555-22-872', 'lot 536228726', 'score 000-12-3456', 'range 666-12-3456', 'social history: smokes', 'last 4 visits 2019',
      'SS enema 1500 ml', 'Na 138 140 1420', 'SSRI 20 mg 2021', 'social worker ext 4471', 'last four doses 1200 mg',
    ],
  },
}

function issued(value: string): LikelihoodRatio {
  return NEVER_ISSUED.has(value.replace(/\D/g, '')) ? 0.3 : 1
}
