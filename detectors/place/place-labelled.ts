import type { PatternDetector } from '../../src/contract/detector.ts'

export const placeLabelled: PatternDetector = {
  name: 'place-labelled',
  class: 'address',
  describes: 'A town, province, county or whole address behind its label, up to the end of the line.',
  source: '45 CFR 164.514(b)(2)(i)(B); HL7 FHIR R4 Address (line, city, district, state, postalCode)',
  patterns: [
    {
      re: String.raw`(?i)(?:^|[\n.;,(]\s{0,5}|[ \t]{6})(?:city|town|city/state|county|township|district|city of residence|where|venue|place of (?:birth|residence)|birthplace|localidad(?:[\s/]{1,3}provincia)?|provincia|municipio|poblacion|ciudad|lugar de nacimiento|lugar de residencia|comunidad autonoma|departamento de residencia|cidade|ort|wohnort|geburtsort|ville|lieu de naissance|comune)[ \t]?:[ \t]{0,4}(?<phi>(?:[^\s:.]|\b(?:st|sta|sto|ste|ft|mt|pto|gral|dr)\.)(?:[^\n:;.]|\b(?:st|sta|sto|ste|ft|mt|pto|gral|dr|d|d\.f|n|s|e|w)\.){1,58}[^\s:;.,])`,
      prior: 0.93,
    },
    {
      re: String.raw`(?i)\b(?:(?:home|mailing|street|billing|shipping|permanent|current|work|patient)[ ])?address[ \t]?:[ \t]{0,4}(?<phi>[^\s:@][^\n:;@]{5,118}[^\s:;.,@])(?:\n|$|[.;,]\s)`,
      prior: 0.9,
      check: hasNumber,
    },
    {
      re: String.raw`(?i)\b(?:adresse|anschrift|indirizzo|adres|morada)[ \t]?:[ \t]{0,4}(?<phi>[^\s:@][^\n:;@]{5,98}[^\s:;.,@])`,
      prior: 0.85,
      check: hasNumber,
    },
    // N3 and N4 of ASC X12: street, town and code
    { re: String.raw`\bN3\*(?<phi>[^*~\n]{3,60}(?:\*[^*~\n]{1,60})?)~`, prior: 0.95 },
    { re: String.raw`\bN4\*(?<phi>[^*~\n]{2,40})\*[A-Z]{2}\*\d{5,9}\b`, prior: 0.95 },
    { re: String.raw`\bN4\*[^*~\n]{2,40}\*[A-Z]{2}\*(?<phi>\d{5,9})\b`, prior: 0.95 },
    // A field that is the line of an address by its format, as decode/text labels it.
    { re: String.raw`(?:^|\n)street address line: (?<phi>[^\s^|~&<>](?:[^\n^|~&<>]{0,118}[^\s^|~&<>;])?)`, prior: 0.97 },
  ],
  examples: {
    true: [
      'N3*[[12 ELM]]~N4*[[FERNHALL]]*MN*[[55802]]~', 'City: [[Dunmore]]\nState', 'When: today\nWhere: [[Fernhall (Orange) Country Club]].',
      'Localidad/ Provincia: [[Villanueva del Rey]].\nCP', 'Address: [[Larkspur House, 4th gate 12]]\nPhone', '\nCounty: [[Orange]]\n',
      'Provincia: [[Fernhalla]]. Localidad: [[Kowalia]].', 'City: [[St. Fernhall]]. Phone', 'Anschrift: [[Am Anger 4]]',
      'street address line: [[Rosewood Crescent]]\ncity: [[Larkhaven]]',
    ],
    false: ['the city was', 'Provincia', 'please address: pain', 'in the county', 'IP address: unknown'],
  },
}

/** A line without a number is hardly a whole address. */
function hasNumber(value: string): number {
  return /\d/.test(value) ? 1 : 0.05
}
