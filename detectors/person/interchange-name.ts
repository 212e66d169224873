import type { PatternDetector } from '../../src/contract/detector.ts'

export const interchangeName: PatternDetector = {
  name: 'interchange-name',
  class: 'name',
  describes: 'The name of a person in a contact card or a claim: FN and N of a vCard, NM1 of ASC X12.',
  source: 'RFC 6350, sections 6.2.1 and 6.2.2 (FN, N); ASC X12 005010X222, segment NM1 (NM103 to NM105 where NM102 is 1)',
  patterns: [
    { re: String.raw`(?m:^)(?:item\d\.)?(?:FN|N)(?:;[A-Z0-9=;"-]{1,40})?:(?<phi>[^\n\r:]*[^\n\r:;, ])`, prior: 0.6, check: isCardName },
    { re: String.raw`\bNM1\*[A-Z0-9]{2,3}\*1\*(?<phi>[^*~\n]{1,60}(?:\*[^*~\n]{1,35}){0,2})`, prior: 0.95 },
  ],
  cues: [{ words: ['vcard', 'version'], ratio: 20, where: 'before', within: 12 }],
  examples: {
    true: ['BEGIN:VCARD\nVERSION:3.0\nN:[[Quorvane;Delphira]];;;\nFN:[[Delphira Quorvane]]\n', 'NM1*IL*1*[[QUORVANE*DELPHIRA]]****MI*48'],
    false: ['NM1*PR*2*ACME PLAN*****PI*48', 'N: 140', 'FN: 22 h'],
  },
}

/** Sodium has the letters of a name too: N: 140. */
function isCardName(value: string): number {
  return /^ |\d/.test(value) ? 0 : 1
}
