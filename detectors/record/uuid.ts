import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

export const uuid: PatternDetector = {
  name: 'uuid',
  class: 'other-id',
  describes: 'Universally unique identifier: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, as record systems give them.',
  source: 'RFC 9562 (Universally Unique IDentifiers), section 4',
  patterns: [{ re: String.raw`(?i)\b[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}\b`, prior: 0.95, check: notEmpty }],
  examples: {
    true: [
      'id [[4f3c1a77-9be2-4c60-8d15-2e7a90b4c1f3]]',
      '[[4F3C1A77-9BE2-4C60-8D15-2E7A90B4C1F3]] was merged',
      'urn:uuid:[[018f3c1a-779b-7c60-8d15-2e7a90b4c1f3]]',
      'Patient/[[9be24c60-4f3c-1a77-8d15-c1f32e7a90b4]]',
    ],
    false: [
      '00000000-0000-0000-0000-000000000000', '4f3c1a77-9be2-4c60-8d15', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '12345678-1234 dose 12',
    ],
  },
}

/** The nil and the max UUID (sections 5.9 and 5.10) name nothing. */
function notEmpty(value: string): LikelihoodRatio {
  return /^(?:[0-]+|[f-]+)$/i.test(value) ? 0 : 1
}
