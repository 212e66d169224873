import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { weightedSum } from '../../src/contract/checks.ts'

const NUMBER = String.raw`(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}`

export const usRouting: PatternDetector = {
  name: 'us-routing',
  class: 'account',
  describes: 'US bank routing number: nine digits, the first two of a Federal Reserve district, weighted 3, 7, 1 to a multiple of ten.',
  source: 'American Bankers Association, Routing Number Policy & Procedures; 12 CFR Part 229 Appendix A',
  patterns: [
    { re: String.raw`\b${NUMBER}\b`, prior: 0.004, check: checked },
    {
      re: String.raw`(?i)\b(?:routing|aba|rtn|transit)(?: transit)?(?: (?:number|no\.?|#|code))?(?: is)?[ :#]{1,3}(?<phi>\d{4}-?\d{4}-?\d)\b`,
      prior: 0.9,
      check: checked,
    },
  ],
  cues: [{ words: ['routing', 'aba', 'rtn', 'transit', 'wire', 'ach', 'direct deposit', 'bank'], ratio: 100, where: 'near', within: 6 }],
  examples: {
    true: ['routing number [[021000021]]', 'ABA# [[111000025]]', 'direct deposit to [[122105155]]', 'Routing: [[0260-0959-3]]'],
    false: ['count 021000021', 'ABA therapy 20 hours', 'MRN 111000025', 'routing slip 12', 'transit time 123456'],
  },
}

/** One number in ten passes by chance; a wrong digit never does. */
function checked(value: string): LikelihoodRatio {
  return weightedSum(value.replace(/\D/g, ''), [3, 7, 1, 3, 7, 1, 3, 7, 1]) % 10 === 0 ? 10 : 0.1
}
