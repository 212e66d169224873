import type { PatternDetector } from '../../src/contract/detector.ts'
import { COUNTRY, PROVINCE_ES } from './address-grammar.ts'

const CITY = String.raw`[A-Z\x{80}-\x{10FFFF}][a-z\x{80}-\x{10FFFF}]+(?:[ -](?:(?:de|del|la|las|los|upon|am|do|da|nad|sur) ){0,2}[A-Z\x{80}-\x{10FFFF}][a-z\x{80}-\x{10FFFF}]+){0,3}`

export const cityCountry: PatternDetector = {
  name: 'city-country',
  class: 'address',
  describes: 'A town named with its country: Lyon, France; Oviedo (Espana); or with its province in Spain.',
  source:
    '45 CFR 164.514(b)(2)(i)(B): smaller than a state; ISO 3166-1 country names; Instituto Nacional de Estadistica, codigos de provincias',
  patterns: [
    {
      re: String.raw`\b(?<phi>(?:\d{4,6}[.,]? )?${CITY}(?:, ${CITY})?)(?:, |,\s{1,2}|\.? ?\(|\. )${COUNTRY}\b`,
      prior: 0.8,
      check: notALanguage,
    },
    // On two lines of an address
    { re: String.raw`(?m:^)[> ]{0,3}(?<phi>${CITY}|[A-Z][A-Z -]{2,30})\r?\n[> ]{0,3}${COUNTRY}[ .]{0,2}(?m:$)`, prior: 0.75 },
    { re: String.raw`\b${CITY}(?:, |\. | \(| - | )${PROVINCE_ES}\b`, prior: 0.6, check: isTown },
    { re: String.raw`(?<phi>${PROVINCE_ES})[.,;]? ?(?:\(?Espana|(?i:e-?mail|correo|tel|tfno))`, prior: 0.85 },
    // Capitals that are told from their country or state by what they are called (GeoNames, feature code PPLC)
    {
      re: String.raw`\b(?:Santiago de Chile|Ciudad de (?:Mexico|Guatemala|Panama)|(?:Mexico|Guatemala|Panama|Kuwait|New York|Quebec) City|Mexico,? D\. ?F\.?|Bogota,? D\. ?C\.?|Ciudad Autonoma de Buenos Aires|Washington,? D\. ?C\.?|Distrito Federal|Capital Federal)`,
      prior: 0.9,
    },
  ],
  cues: [
    { words: ['from', 'in', 'to', 'born', 'lives', 'moved', 'en', 'de', 'natural'], ratio: 3, where: 'before', within: 3 },
    { words: ['countries', 'immigrants', 'guidelines', 'travel', 'paises'], ratio: 0.3, where: 'before', within: 4 },
  ],
  examples: {
    true: [
      'from [[Lyon]], France in', 'born in [[Stratford]], England and', 'at [[5500 Mendoza]], Argentina he', 'reside en [[Gijon]] (Espana)',
      'in [[Buenos Aires]], Argentina he', 'de [[Mieres, Asturias]] y', '[[Vigo (Pontevedra]]) y', '\n[[Estepona]]\nSpain\n',
      'vive en [[Santiago de Chile]] y', 'de [[Mexico D.F.]] y',
    ],
    false: ['travelled in Spain', 'the UK and France', 'in Europe. the', 'spain, france', 'Portuguese (Brazil)'],
  },
}

/** A language as it is written in a country: Portuguese (Brazil). */
function notALanguage(value: string): number {
  return /^(?:English|Spanish|French|German|Italian|Portuguese|Dutch|Chinese|Mandarin|Cantonese|Arabic|Swedish|Norwegian|Danish|Finnish|Greek|Turkish|Russian|Romanian|Hindi|Urdu|Bengali|Punjabi|Tamil|Korean|Japanese|Serbian|Croatian|Malay|Swahili)$/.test(
    value,
  )
    ? 0
    : 1
}

/** Only a comma, a point or a bracket makes a province of the second name; the first word of a sentence is no town. */
function isTown(value: string): number {
  if (/\b(?:Hospital|Universidad|Universitario|Clinica|Centro|Instituto|Servicio|Complejo|Calle|Doctor|Dr|Dra)\b/.test(value)) return 1.5
  return /[,.(-]/.test(value) ? 2 : 0.5
}
