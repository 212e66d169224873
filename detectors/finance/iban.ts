import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { iban as passesCheck } from '../../src/contract/checks.ts'

/** Countries by the length of the basic account number: the whole without country code and check digits. */
const IBAN_LENGTHS: Readonly<Record<number, string>> = {
  11: 'NO', 12: 'BE|BI', 14: 'DK|FI|FO|GL|NL|SD', 15: 'MK|SI|FK', 16: 'AT|BA|EE|KZ|LT|LU|XK|MN', 17: 'CH|CR|HR|LI|LV',
  18: 'BG|BH|DE|GB|GE|IE|ME|RS|VA|OM', 19: 'AE|GI|IL|IQ|TL|SO', 20: 'AD|CZ|ES|MD|PK|RO|SA|SE|SK|TN|VG|LY', 21: 'PT|ST', 22: 'IS|TR',
  23: 'DJ|FR|GR|IT|MC|MR|SM', 24: 'AL|AZ|BY|CY|DO|GT|HU|LB|PL|SV|NI', 25: 'BR|EG|PS|QA|UA', 26: 'JO|KW|MU|YE', 27: 'MT|SC', 28: 'LC',
  29: 'RU',
}

const WHOLE = Object.entries(IBAN_LENGTHS)
  .map(([length, countries]) => String.raw`(?:${countries})\d\d(?:[ -]?[A-Z\d]){${length}}`)
  .join('|')

export const iban: PatternDetector = {
  name: 'iban',
  class: 'account',
  describes: 'International Bank Account Number: country, two check digits, and an account number of the length that the country has.',
  source: 'ISO 13616-1:2020; SWIFT, IBAN Registry (lengths); ISO/IEC 7064 MOD 97-10',
  patterns: [
    { re: String.raw`\b(?:${WHOLE})\b`, prior: 0.5, check: checked },
    {
      re: String.raw`(?i)\biban(?: (?:number|no\.?))?(?: is)?[ :#]{1,3}(?<phi>[A-Z]{2}\d\d(?:[- ]?[A-Z\d]{4}){2,7}(?:[- ]?[A-Z\d]{1,3})?)\b`,
      prior: 0.9,
      check: checked,
    },
  ],
  cues: [{ words: ['iban', 'bank', 'account', 'transfer', 'konto', 'cuenta'], ratio: 20, where: 'near', within: 6 }],
  examples: {
    true: [
      'IBAN [[GB82 WEST 1234 5698 7654 32]]', 'transfer to [[DE89370400440532013000]]', 'iban: [[fr1420041010050500013m02606]]',
      '[[ES91 2100 0418 4502 0005 1332]] in the form',
    ],
    false: ['GB82WEST12345698765433', 'DE12 weeks', 'ES99 2100 0418 4502 0005 1332', 'NO2 level 12', 'SE27 channel', 'batch GB82TEST0044'],
  },
}

/** One number in 97 passes by chance. */
function checked(value: string): LikelihoodRatio {
  return passesCheck(value.replace(/[ -]/g, '')) ? 97 : 0.1
}
