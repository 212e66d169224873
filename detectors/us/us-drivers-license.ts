import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { labelled } from '../record/labelled.ts'

/** What each state prints on a licence: A is a letter, 9 a digit. Spaces and hyphens do not count. */
export const STATE_SHAPES: Readonly<Record<string, readonly string[]>> = {
  AL: ['9{1,8}'], AK: ['9{1,7}'], AZ: ['A9{8}', '9{9}'], AR: ['9{4,9}'], CA: ['A9{7}'], CO: ['9{9}', 'A9{3,6}', 'AA9{2,5}'], CT: ['9{9}'],
  DE: ['9{1,7}'], DC: ['9{7}', '9{9}'], FL: ['A9{12}', 'A9{9}'], GA: ['9{7,9}'], HI: ['A9{8}', '9{9}'], ID: ['AA9{6}A', '9{9}'],
  IL: ['A9{11,12}'], IN: ['A9{9}', '9{9,10}'], IA: ['9{9}', '9{3}AA9{4}'], KS: ['A9A9A', 'A9{8}', '9{9}'], KY: ['A9{8,9}', '9{9}'],
  LA: ['9{1,9}'], ME: ['9{7,8}', '9{7}A'], MD: ['A9{12}'], MA: ['A9{8}', 'AA9{7}', '9{9}'], MI: ['A9{10}', 'A9{12}'], MN: ['A9{12}'],
  MS: ['9{9}'], MO: ['A9{5,9}', '9{8}AA', '9{9}A?', '9{3}A9{6}'], MT: ['A9{8}', '9{13}', '9{9}', '9{14}'], NE: ['A9{6,8}'],
  NV: ['9{9,10}', '9{12}', 'X9{8}'], NH: ['9{2}A{3}9{5}', 'A{3}9{8}'], NJ: ['A9{14}'], NM: ['9{8,9}'],
  NY: ['A9{7}', 'A9{18}', '9{8,9}', '9{16}', 'A{8}'], NC: ['9{1,12}'], ND: ['A{3}9{6}', '9{9}'], OH: ['A9{4,8}', 'AA9{3,7}', '9{8}'],
  OK: ['A9{9}', '9{9}'], OR: ['9{1,9}', 'A9{6}', 'AA9{5}'], PA: ['9{8}'], PR: ['9{5,9}'], RI: ['9{7}', 'A9{6}'], SC: ['9{5,11}'],
  SD: ['9{6,10}', '9{12}'], TN: ['9{7,9}'], TX: ['9{7,8}'], UT: ['9{4,10}'], VT: ['9{8}', '9{7}A'], VA: ['A9{8,11}', '9{9}'],
  WA: ['A{1,7}9{3}A{2}', 'A{1,5}9{3}AA', 'A{4,6}9{2,4}A{1,2}9?', 'A{4}9A{3}9{3}A'],
  WV: ['9{7}', 'A{1,2}9{5,6}'],
  WI: ['A9{13}'],
  WY: ['9{9,10}'],
}

const SHAPES = new RegExp(`^(?:${[...new Set(Object.values(STATE_SHAPES).flat())].map(asPattern).join('|')})$`, 'i')

function asPattern(shape: string): string {
  return shape.replace(/A|9(?![,}])/g, (place) => place === 'A' ? '[A-Z]' : String.raw`\d`)
}

const LABELS = [
  String.raw`(?:driver|driving|drivers|driver's|operator|operator's)(?:'s|s')?[ ]?(?:licen[cs]e|lic\b\.?|permit)`,
  String.raw`driv\.?[ ]lic\.?`,
  String.raw`(?:state|government|photo)[ ]id(?:[ ]card)?`,
  String.raw`licencia de (?:conducir|conduccion|manejo)`,
  String.raw`permiso de conducir`,
  String.raw`carnet de conducir`,
].join('|')

const VALUE = String.raw`(?:[A-Z]{1,3}[- ]?)?\d[\dA-Z]{0,17}(?:[- ]\d{1,6}){0,4}\b`

export const usDriversLicense: PatternDetector = {
  name: 'us-drivers-license',
  class: 'license',
  describes:
    "US driver's licence or state ID number after words that say so, in the shapes that the states print; a British one by its shape.",
  source:
    '45 CFR 164.514(b)(2)(i)(K); American Association of Motor Vehicle Administrators, DL/ID Card Design Standard; licence formats of the state agencies; Driver and Vehicle Licensing Agency, INF45',
  patterns: [
    { re: labelled({ strong: LABELS, value: VALUE }), prior: 0.9, check: shaped },
    {
      re: labelled({ strong: String.raw`(?:${LABELS})[ ](?:from |in |of |issued by )?\(?(?:[A-Z]{2}|[A-Z]{4,14})\b\)?`, value: VALUE }),
      prior: 0.9,
      check: shaped,
    },
    {
      re: String.raw`(?:^|[^/A-Za-z])(?:DL|D\.L\.|ODL|OLN|CDL|DLN)(?: ?(?:#|No\.?|no\.?|number|Number|ID)| ?:| [A-Z]{2}\b ?[:#]?)[ :#]{0,3}(?:[A-Z]{2}[ :#-]{1,2})?(?<phi>(?:[A-Z]{1,3}-?)?\d[\dA-Z]{1,17}(?:-\d{1,6}){0,4})\b`,
      prior: 0.85,
      check: shaped,
    },
    { re: String.raw`(?:^|[^/A-Za-z])(?:DL|ODL|OLN|CDL|DLN)#?(?: is| was)? (?<phi>(?:[A-Z]{1,2}\d{6,13}|[A-Z]\d{2,4}(?:-\d{2,6}){2,4}(?:-\d)?)\b)`, prior: 0.85 },
    // The state between: license OH TR448190
    { re: String.raw`\b(?i:licen[cs]e|lic)\.?(?: ?#| no\.?)?:? (?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY]) (?<phi>[A-Z]{0,2}\d{6,12})\b`, prior: 0.85 },
    // United Kingdom: five letters of the surname, birth date with 5 more in the month for women, initials, check (DVLA, INF45)
    { re: String.raw`\b[A-Z][A-Z9]{4} ?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d ?[A-Z9]{2}\d[A-Z]{2}(?: \d\d)?\b`, prior: 0.92 },
    // New Jersey: a letter and fourteen digits, by four and five
    { re: String.raw`\b[A-Z]\d{4} \d{5} \d{5}\b`, prior: 0.85 },
  ],
  examples: {
    true: [
      "driver's license [[D4471920]]", "Driver's License #: [[K220-4471-9032]]", 'drivers license number is [[44719203]]',
      'DL# [[B03312847]]', 'revoked in NJ ([[S4417 55510 01034]]).', 'DL number [[F255-9215-0094-8]]', 'DL TX [[33128470]]',
      'driving licence no. [[V5512204478]]', 'Driver license: [[K12]]', 'Florida driver license [[S514-220-44-781-0]]',
      'state ID card [[772019334]]', 'DL: OH [[TR448190]] on', 'CDL # AR [[918822114]] seen', 'license OH [[TR448190]].', 'DL [[D4482176]]',
      'The DL# was [[D4482176]]', 'DL [[S631-2207-4418]] expired',
      'licence [[KOWAL501120AK9XY]] seen', 'licence no [[KOWAL 501120 AK9XY 55]] shown',
    ],
    false: [
      'glucose 110 mg/dL 1200 kcal', 'LDL 1300', "driver's license expired 2019", 'HDL: 45', "driver's license not shown",
      'DL 2 catheter', 'mg/DL 12-14-16',
      'hgb 11.2 g/DL: 1234',
      'license to practice since 2004',
    ],
  },
}

/** A shape that some state prints says little, one that none prints speaks against: `2019` is a year. */
function shaped(value: string): LikelihoodRatio {
  if (/^(?:19|20)\d\d$/.test(value)) return 0.05
  const bare = value.replace(/[- ]/g, '')
  if (bare.length < 4) return /^[A-Z]{1,2}\d{1,2}$/i.test(bare) && bare.length === 3 ? 0.4 : 0.02
  return SHAPES.test(bare) ? 1.5 : 0.4
}
