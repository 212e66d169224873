import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { vin as passesCheck } from '../../src/contract/checks.ts'

export const vin: PatternDetector = {
  name: 'vin',
  class: 'vehicle',
  describes: 'Vehicle identification number: 17 letters and digits without I, O and Q; in North America the ninth is a check digit.',
  source: 'ISO 3779:2009; 49 CFR 565.15 (content and check digit)',
  patterns: [
    { re: String.raw`\b[A-HJ-NPR-Z\d]{9,13}\d{4,8}\b`, prior: 0.3, check: checked },
    {
      re: String.raw`(?i)\bv\.?i\.?n\.?(?: (?:number|no\.?|#))?(?: is)?[ :#]{1,3}(?<phi>[A-HJ-NPR-Z\d]{11,17})\b`,
      prior: 0.95,
      check: checked,
    },
  ],
  cues: [
    { words: ['vin', 'vehicle', 'vehicle identification', 'chassis', 'car', 'truck'], ratio: 30, where: 'near', within: 6 },
    { words: ['sequence', 'primer', 'lot', 'serial', 'udi'], ratio: 0.2, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'VIN [[1M8GDM9AXKP042788]]', 'his car, [[1HGCM82633A004352]], was towed', 'VIN: [[WVWZZZ1JZ3W386752]]',
      'vehicle identification number [[2FMDK3GC4BBA12345]]',
    ],
    false: ['1M8GDM9A1KP042788 in the log', 'primer ACGTACGTACGTACGTA', '12345678901234567', 'ABCDEFGHJKLMN1234', '1M8GDM9AXKP0427'],
  },
}

/** North American numbers pass the check; European and Asian ones need not, so a failure weighs less than chance would have it. */
function checked(value: string): LikelihoodRatio {
  if (!/[A-Z]/i.test(value) || value.length !== 17) return value.length < 17 ? 0.02 : 0
  return passesCheck(value) ? 11 : 0.25
}
