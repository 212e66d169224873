import { verhoeff } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const inAadhaar: PatternDetector = {
  name: 'in-aadhaar',
  class: 'other-id',
  describes: 'Indian Aadhaar number: twelve digits, the first 2 to 9, the last a Verhoeff digit; masked ones keep the last four.',
  source: 'Unique Identification Authority of India, A UID Numbering Scheme; Aadhaar (Authentication) Regulations on masking',
  patterns: [
    { re: String.raw`\b[2-9]\d{3} \d{4} \d{4}\b`, prior: 0.35, check },
    { re: String.raw`\b[2-9]\d{3}-\d{4}-\d{4}\b`, prior: 0.35, check },
    { re: String.raw`\b[2-9]\d{11}\b`, prior: 0.02, check },
    // Behind its label in any number of figures that look like one: a slip, or one that was made up.
    { re: String.raw`(?i)\b(?:aadhaar|aadhar|adhaar)(?: card)?(?: number| no\.?| id)? ?[:#-]? ?(?<phi>\d{4}[ -]?\d{4}[ -]?\d{4})\b`, prior: 0.9 },
    { re: String.raw`\b[Xx]{4}[ -][Xx]{4}[ -]\d{4}\b`, prior: 0.6 },
  ],
  cues: [
    { words: ['aadhaar', 'aadhar', 'adhaar', 'uidai', 'aadhaar no', 'aadhaar number'], ratio: LABEL, where: 'before', within: 5 },
    { words: ['phone', 'lot', 'order', 'accession', 'years', 'from'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Aadhaar [[7942 3501 8757]]', 'Aadhaar no: [[785890867243]]', 'aadhar card [[7942 3501 8758]]', 'Aadhaar [[XXXX XXXX 8757]]',
      'shown at desk: [[7858-9086-7243]]', 'Aadhaar [[1357 2468 1357]]', 'Aadhaar Number: [[135724681357]]',
    ],
    false: ['years 2014 2015 2016', 'lot 794235018757', 'counts 7942 3501 8758', 'order 785890867243', '0942 3501 8757'],
  },
}

function check(value: string): number {
  return checkRatio(verhoeff(digitsOf(value)), 10)
}
