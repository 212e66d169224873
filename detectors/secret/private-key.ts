import type { PatternDetector } from '../../src/contract/detector.ts'

export const privateKey: PatternDetector = {
  name: 'private-key',
  class: 'other-id',
  describes: 'Private key in PEM, OpenSSH or PGP armour, whole or cut short; age and PuTTY keys.',
  source: 'RFC 7468 (textual encodings of PKIX structures), sections 2, 10 and 11; RFC 9580, section 6.2 (ASCII armour)',
  patterns: [
    {
      re: String.raw`-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\sA-Za-z\d+/=:,.()-]*?-----END (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----`,
      prior: 0.999,
    },
    { re: String.raw`-----BEGIN (?:[A-Z]{2,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----[\sA-Za-z\d+/=]*`, prior: 0.99 },
    { re: String.raw`\bAGE-SECRET-KEY-1[A-Z\d]{58}\b`, prior: 0.99 },
    { re: String.raw`\bPuTTY-User-Key-File-\d: [\w-]{3,40}[\s\S]*?Private-MAC: [a-f\d]{40,}`, prior: 0.99 },
  ],
  examples: {
    true: [
      '[[-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIEXAMPLE0000\n-----END PRIVATE KEY-----]] end',
      '[[-----BEGIN RSA PRIVATE KEY-----\nMIIEEXAMPLE\n-----END RSA PRIVATE KEY-----]]',
      '[[-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaEXAMPLE]]',
      `[[AGE-SECRET-KEY-1${'Q'.repeat(58)}]]`,
    ],
    false: [
      '-----BEGIN CERTIFICATE-----', '----- ASSESSMENT -----', 'BEGIN PRIVATE KEY discussion',
      '-----BEGIN PUBLIC KEY-----\nMCowBQYDK2Vw\n-----END PUBLIC KEY-----',
    ],
  },
}
