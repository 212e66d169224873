import type { PatternDetector } from '../../src/contract/detector.ts'

const COUNTRY = '(?:Spain|Espana|France|Francia|Germany|Alemania|Italy|Italia|Portugal|England|Scotland|Wales|Ireland|UK|United Kingdom|Canada|Mexico|Cuba|Chile|Argentina' +
  '|Colombia|Peru|Venezuela|Ecuador|Uruguay|Paraguay|Bolivia|Brazil|Brasil|Costa Rica|Panama|Guatemala|Honduras|Nicaragua|El Salvador|Dominican Republic|Puerto Rico' +
  '|India|Pakistan|Bangladesh|China|Japan|Philippines|Vietnam|Thailand|Korea|South Korea|Iran|Iraq|Israel|Egypt|Morocco|Marruecos|Nigeria|Kenya|Ghana|South Africa' +
  '|Australia|New Zealand|Sweden|Norway|Denmark|Finland|Netherlands|Belgium|Switzerland|Suiza|Austria|Poland|Czech Republic|Hungary|Greece|Cyprus|Turkey|Russia|Ukraine' +
  '|Romania|Bulgaria|Croatia|Serbia|Slovenia|Slovakia|Estonia|Latvia|Lithuania|Iceland|Luxembourg|Tunisia|Algeria|Haiti|Jamaica|USA|U\\.S\\.A\\.|United States)'
const CITY = String.raw`[A-Z\x{80}-\x{10FFFF}][a-z\x{80}-\x{10FFFF}]+(?:[ -](?:de |del |la |los |upon |am )?[A-Z\x{80}-\x{10FFFF}][a-z\x{80}-\x{10FFFF}]+){0,3}`

export const cityCountry: PatternDetector = {
  name: 'city-country',
  class: 'address',
  describes: 'A town named with its country: Lyon, France; Oviedo (Espana).',
  source: '45 CFR 164.514(b)(2)(i)(B): smaller than a state; ISO 3166-1 country names',
  patterns: [
    { re: String.raw`\b(?<phi>${CITY}(?:, ${CITY})?)(?:, |,\s{1,2}|\.? ?\(|\. )${COUNTRY}\b`, prior: 0.8 },
  ],
  cues: [
    { words: ['from', 'in', 'to', 'born', 'lives', 'moved', 'en', 'de', 'natural'], ratio: 3, where: 'before', within: 3 },
    { words: ['countries', 'immigrants', 'guidelines', 'travel', 'paises'], ratio: 0.3, where: 'before', within: 4 },
  ],
  examples: {
    true: ['from [[Lyon]], France in', 'born in [[Stratford]], England and', 'reside en [[Gijon]] (Espana)', 'in [[Buenos Aires]], Argentina he'],
    false: ['travelled in Spain', 'the UK and France', 'in Europe. the', 'spain, france'],
  },
}
