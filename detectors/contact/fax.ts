import type { PatternDetector } from '../../src/contract/detector.ts'
import { ANY_NUMBER, EXTENSION, isNumberLength } from './phone-grammar.ts'

export const fax: PatternDetector = {
  name: 'fax',
  class: 'fax',
  describes: 'A fax number behind its label.',
  source: '45 CFR 164.514(b)(2)(i)(E); ITU-T E.123 section 5',
  patterns: [
    {
      re: String.raw`(?i)\b(?:tele)?fax(?:ed)?(?: (?:number|numero|no|#|line|is|to|at))*\.?[ :.#=]{0,3}(?<phi>${ANY_NUMBER}${EXTENSION})`,
      prior: 0.95,
      check: isNumberLength,
    },
    { re: String.raw`(?i)(?:^|\s)(?<phi>${ANY_NUMBER}) ?\(?(?:fax|f)\)`, prior: 0.85, check: isNumberLength },
    { re: String.raw`(?i)(?:^|[\s,;:])(?<phi>${ANY_NUMBER}) ?- ?fax\b`, prior: 0.9, check: isNumberLength },
  ],
  examples: {
    true: [
      'Fax: [[(312) 555-0199]] attn', 'fax no. [[312-555-0199]] or', 'faxed to [[312 555 0199]] today', 'Fax [[91 234 56 78]] y',
      'or [[312-555-0199]] (fax) please', 'and [[3120555014]]-Fax too',
    ],
    false: ['faxed 3 pages', 'fax at 10-30', 'fax: pending', 'no fax 12 34'],
  },
}
