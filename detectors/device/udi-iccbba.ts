import type { PatternDetector } from '../../src/contract/detector.ts'

export const udiIccbba: PatternDetector = {
  name: 'udi-iccbba',
  class: 'device',
  describes:
    'ISBT 128 identifier of blood, cells, tissue and devices made of them: =/ and processor, product, then serial, donation and dates; or a donation number.',
  source:
    '21 CFR 830.20; FDA, UDI formats by FDA-accredited issuing agency; ICCBBA, ISBT 128 Standard Technical Specification, data structures 001 and 034',
  patterns: [
    { re: String.raw`=/[A-Z\d]{16}(?:=[,>}])?[A-Z\d=&,>})(%/;:]{0,90}[A-Z\d]`, prior: 0.95 },
    { re: String.raw`=[A-NP-Z1-9][A-Z\d]{4}\d{8}[A-Z\d]{2}\b`, prior: 0.9 },
    { re: String.raw`\b[A-NP-Z]\d{4}[ -]?\d{2}[ -]?\d{6}(?:[ -]\d{2})?(?:[ -][A-Z\d])?\b`, prior: 0.3 },
  ],
  cues: [
    {
      words: ['donation', 'unit', 'din', 'isbt', 'transfused', 'prbc', 'platelets', 'plasma', 'blood', 'graft', 'tissue'],
      ratio: 20,
      where: 'near',
      within: 6,
    },
  ],
  examples: {
    true: [
      'UDI [[=/A9999XYZ100T0944=,000025=A99971312345600=>014032=}013032&,1000000000000XYZ123]]', 'DIN [[=W12341712345600]]',
      'transfused unit [[W1234 17 123456]]', 'donation number [[A2044 21 004419 00]]',
    ],
    false: ['BMI=24.3', 'EF=/55', 'A1234 page 12', 'x=/12', 'grade=2/6', 'T1234 17 mg'],
  },
}
