import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { gs1 } from '../../src/contract/checks.ts'

/** Application identifiers that follow the GTIN on a device: lot, dates, serial, quantity, MPO item, own codes. */
const BRACKETED = String.raw`(?: ?\((?:1[01235-7]|2[0-2]|24[0-3]|25[0-5]|30|37|4\d\d|71\d|8\d{3}|9\d)\) ?[\w!%&'*+,./:;<=>?-]{1,30})`

export const udiGs1: PatternDetector = {
  name: 'udi-gs1',
  class: 'device',
  describes:
    'Unique device identifier of GS1: (01) and a GTIN of 14 digits, then lot, dates and serial number, each behind its application identifier.',
  source: '21 CFR 830.20; FDA, UDI formats by FDA-accredited issuing agency; GS1 General Specifications, sections 3 and 7.9',
  patterns: [
    { re: String.raw`\(01\) ?\d{14}${BRACKETED}{0,6}`, prior: 0.9, check: checked },
    { re: String.raw`\b01\d{14}(?:(?:1[1357])\d{6}){1,3}(?:(?:10|21)[\w!%&*+./-]{1,40})?`, prior: 0.4, check: checked },
    {
      re: String.raw`(?i)\b(?:udi(?:-di|-pi)?|gtin|device identifier)(?: is)?[ :#]{1,3}(?<phi>\d{14}(?:[\w()./-]{1,60})?)`,
      prior: 0.9,
      check: checked,
    },
    { re: String.raw`\(21\) ?[\w!%&*+./-]{4,20}`, prior: 0.6 },
  ],
  cues: [
    {
      words: ['udi', 'gtin', 'device', 'implant', 'implanted', 'pacemaker', 'stent', 'lead', 'prosthesis', 'serial'],
      ratio: 10,
      where: 'near',
      within: 8,
    },
  ],
  examples: {
    true: [
      'UDI [[(01)00844588003288(17)141120(10)7654321D(21)10987654d321]]',
      '[[(01)51022222233336(11)141231(17)150707(10)A213B1(21)1234]]',
      'pacemaker [[0100844588003288171411201044190]]',
      'UDI-DI: [[00844588003288]]',
    ],
    false: ['(01) aspirin 81 mg', 'note (01) 12345678901234567 x', 'order 20210304112233', '(21) of 30 patients', 'item (01)', 'gtin 123'],
  },
}

/** One GTIN in ten passes by chance. */
function checked(value: string): LikelihoodRatio {
  const gtin = value.replace(/^\(?01\)?\s*/, '').slice(0, 14)
  return gs1(/^\d{14}$/.test(value.slice(0, 14)) ? (value.startsWith('01') && value.length > 14 ? gtin : value.slice(0, 14)) : gtin)
    ? 10
    : 0.1
}
