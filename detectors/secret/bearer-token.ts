import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

export const bearerToken: PatternDetector = {
  name: 'bearer-token',
  class: 'other-id',
  describes: 'JSON Web Token, and what stands after Bearer, Basic or Token in an authorization header.',
  source: 'RFC 7519 (JWT), RFC 7515 section 7.1 (compact form); RFC 6750 section 2.1; RFC 7617 section 2',
  patterns: [
    { re: String.raw`\beyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*){0,3}`, prior: 0.98 },
    { re: String.raw`(?i)\bbearer ?:? (?<phi>[A-Za-z\d_+/.~-]{12,}={0,2})`, prior: 0.9, check: encoded },
    {
      re: String.raw`(?i)\b(?:authorization|proxy-authorization|auth) ?[:=] ?(?:basic|digest|token|negotiate|apikey) (?<phi>[A-Za-z\d_+/.~-]{6,}={0,2})`,
      prior: 0.95,
    },
    { re: String.raw`(?i)\bx-(?:api-key|auth-token|amz-security-token) ?[:=] ?(?<phi>[A-Za-z\d_+/.~-]{8,}={0,2})`, prior: 0.95 },
  ],
  examples: {
    true: [
      'pasted [[eyJhbGciOiJub25lIn0.eyJzdWIiOiJ2YW5jZSJ9.c2lnbmF0dXJl]] here', 'Authorization: Bearer [[4f3c1a77Be2c608dEXAMPLE]]',
      'Authorization: Basic [[bXZhbmNlOmh1bnRlcjI=]]', 'X-Api-Key: [[4f3c1a77be2c60]]', 'bearer [[mF_9.B5f-4.1JqM0417]]',
    ],
    false: [
      'bearer of bad news', 'standard bearer responsibilities', 'weight bearer: contraindicated', 'authorization: pending',
      'authorization basic forms', 'eye exam normal',
    ],
  },
}

/** A token mixes digits with letters; a word does not. */
function encoded(value: string): LikelihoodRatio {
  return /\d/.test(value) && /[A-Za-z]/.test(value) ? 2 : 0.02
}
