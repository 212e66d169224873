import type { PatternDetector } from '../../src/contract/detector.ts'
import { labelled } from '../record/labelled.ts'

export const usPassport: PatternDetector = {
  name: 'us-passport',
  class: 'other-id',
  describes: 'US passport or passport card number, where a word says so: nine digits, a letter and eight digits, or C and eight digits.',
  source:
    '22 CFR 51.1; US Department of State, Next Generation Passport (a letter and eight digits since 2021); ICAO Doc 9303 part 4; Personalausweisverordnung, annex (letters of German serial numbers)',
  patterns: [
    {
      re: labelled({
        strong: String.raw`passports?(?:[ ]card)?(?:,[ ](?:with[ ])?(?:the[ ])?(?:number|no\b))?`,
        value: String.raw`(?:[A-Z]{1,2}[ -]?\d{6,8}|\d{8,9}|[CFGHJKLMNPRTVWXYZ][CFGHJKLMNPRTVWXYZ\d]{7,8}\d?)\b`,
      }),
      prior: 0.95,
    },
    { re: String.raw`\b(?:[A-Z]\d{8}|\d{9})\b`, prior: 0.01 },
    { re: String.raw`\bP<[A-Z]{3}[A-Z]{1,38}<<[A-Z<]{1,38}(?:\s[A-Z\d<]{9}\d[A-Z]{3}\d{7}[MFX<]\d{7}[A-Z\d<]{14}\d\d)?`, prior: 0.99 },
  ],
  cues: [
    { words: ['passport', 'travel document', 'pasaporte'], ratio: 300, where: 'before', within: 8 },
    { words: ['ssn', 'mrn', 'account', 'routing', 'npi'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'passport [[A04471923]]', 'US passport number: [[512204478]]', 'Passport No. [[C01234567]]', 'without my passport, number [[EH4482917]].',
      'Her passport ([[C01X17T44]]) was',
      'passport of the father, issued in Boston, [[488120337]]',
      '[[P<USAVANCE<<MARLA<JUNE<<<<<<<<<<<<<<<<<<<<<<]]',
    ],
    false: [
      'passport photo 2 x 2', 'passport renewal form', 'A04471923 panel', 'count 512204478', 'passport expired 2019',
      'health passport reviewed', 'passport application 12',
    ],
  },
}
