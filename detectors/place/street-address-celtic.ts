import type { PatternDetector } from '../../src/contract/detector.ts'
import { BRITISH_TAIL, TOWN_WORD } from './address-grammar.ts'

const KIND = '(?:Heol|Lon|Ffordd|Stryd|Rhodfa|Cilgant|Rhiw|Bothar|Sraid|HEOL|LON|FFORDD|STRYD|RHODFA|BOTHAR|SRAID)'
const NAME = String.raw`(?:yr? |na |an |'r )?[A-Z][A-Za-z']+(?: (?:yr? |na )?[A-Z][A-Za-z']+){0,2}`
const HOUSE = String.raw`(?:[A-Z][a-z'-]+(?: (?:yr? )?[A-Z][a-z'-]+){0,2},\s{1,3})`
const BEHIND = String.raw`(?:,?${BRITISH_TAIL}|(?:\s{0,2},\s{1,3}${TOWN_WORD}(?: ${TOWN_WORD}){0,2}){1,2})`

export const streetAddressCeltic: PatternDetector = {
  name: 'street-address-celtic',
  class: 'address',
  describes: 'A street with its Welsh or Irish kind of way before its name: Heol, Ffordd, Stryd, Bothar; with house, town and postcode.',
  source: 'GeoPlace, Data Entry Conventions for the National Street Gazetteer (Welsh street types); Placenames Database of Ireland, logainm.ie',
  patterns: [
    { re: String.raw`\b\d{1,4}[A-Za-z]?,? ${KIND} ${NAME}${BEHIND}?`, prior: 0.92 },
    { re: String.raw`\b${KIND} ${NAME}${BEHIND}`, prior: 0.85, check: isNoName },
    { re: String.raw`\b${HOUSE}${KIND} ${NAME}${BEHIND}?`, prior: 0.85, check: isNoName },
  ],
  examples: {
    true: [
      '[[Ty Olm, Heol Fawr, Bala LL23 7ZZ]].', 'at [[12 Heol y Parc, Cefneithin]].', 'at [[4 Stryd Fawr]] since', 'in [[Ffordd Olm, Bangor]].',
      'to [[9 Bothar na Tra, Ferhalla]].',
    ],
    false: ['Lon Kowalski, MD', 'seen by Lon Prieto', 'the heol', 'stryd 3'],
  },
}

/** Lon is a forename too: Lon Kowalski, MD. */
function isNoName(value: string): number {
  return /^Lon\b/i.test(value) && !/\d[A-Z]{2}$/.test(value) ? 0.1 : 1
}
