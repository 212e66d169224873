import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

const CHARACTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%'
/** A labeller (letter and three places), 1 to 18 places of a product, the unit of measure; then lot, date or serial after `/$`. */
const PRIMARY = String.raw`\+[A-Z][A-Z\d]{3}[A-Z\d]{1,18}\d`

export const udiHibcc: PatternDetector = {
  name: 'udi-hibcc',
  class: 'device',
  describes:
    'Unique device identifier of HIBCC: + and labeller, product, unit of measure, then lot, expiry and serial number, with a check character.',
  source: '21 CFR 830.20; ANSI/HIBC 2.6, Health Industry Bar Code Supplier Labeling Standard (check character by modulo 43)',
  patterns: [
    { re: String.raw`${PRIMARY}/\$?\$?\+?\d?[A-Z\d]{1,30}(?:/(?:S|16D|14D|Q)[A-Z\d]{1,20}){0,3}[A-Z\d.$/+% -]?`, prior: 0.9 },
    { re: String.raw`\*?${PRIMARY}[A-Z\d.$/+%-]\*?`, prior: 0.1, check: checked },
  ],
  cues: [{ words: ['udi', 'hibc', 'hibcc', 'device', 'implant', 'barcode', 'label'], ratio: 15, where: 'near', within: 6 }],
  examples: {
    true: [
      'UDI [[+H123PARTNO1234567890120/$$420020216LOT123456789012345/SXYZ456789012345678/16D20130202C]]',
      'label [[+A99912345/$10X3]]',
      'implant: [[+B07412890/$$52001510X3G]]',
      'HIBC [[+A123BJC5D6E71G]]',
    ],
    false: ['CD4+ T cells 1200', '+ABC positive', 'A+B1234 antigen', '2+EDEMA1 noted', 'ER+PR+HER2 0', 'Na+ 140'],
  },
}

/** The last character stands for the sum of the others by 43. */
function checked(value: string): LikelihoodRatio {
  const text = value.replaceAll('*', '')
  let sum = 0
  for (const character of text.slice(0, -1)) sum += CHARACTERS.indexOf(character)
  return CHARACTERS[sum % 43] === text.at(-1) ? 43 : 0.1
}
