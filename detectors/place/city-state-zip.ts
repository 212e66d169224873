import type { PatternDetector } from '../../src/contract/detector.ts'
import { isZipOf, STATE, STATE_BUT_IDAHO, STATE_NAME, ZIP } from './address-grammar.ts'

/** One to three words with capitals, the last of them not a preposition at the start of a sentence. */
const CITY = String.raw`(?:(?:St\.|Ft\.|Mt\.|Port|Fort|Mount) )?[A-Z][a-z]+(?:['-][A-Z]?[a-z]+)?(?: (?:of |de |del |la )?[A-Z][a-z]+(?:-[A-Z][a-z]+)?){0,2}`

/** Counties that are written with Co. before them: all of Ireland (Ordnance Survey Ireland) and Durham. */
const COUNTY = '(?:Antrim|Armagh|Carlow|Cavan|Clare|Cork|Derry|Donegal|Down|Dublin|Durham|Fermanagh|Galway|Kerry|Kildare|Kilkenny|Laois|Leitrim|Limerick|Londonderry|Longford|Louth|Mayo|Meath|Monaghan|Offaly|Roscommon|Sligo|Tipperary|Tyrone|Waterford|Westmeath|Wexford|Wicklow)'

export const cityStateZip: PatternDetector = {
  name: 'city-state-zip',
  class: 'address',
  describes: 'A town with its state, or state and ZIP code; a county; a district of Dublin.',
  source:
    'USPS Publication 28, appendix B (state abbreviations) and section 211; AS 4590 (Australian states) and Canada Post Addressing Guidelines; 45 CFR 164.514(b)(2)(i)(B): smaller than a state',
  patterns: [
    { re: String.raw`\b${CITY}\s{0,2},?\s{1,3}(?:${STATE}|${STATE_NAME})\.?,?\s{1,3}${ZIP}\b`, prior: 0.97, check: notANumber },
    {
      re: String.raw`\b[A-Z]{2,}(?: [A-Z]{2,}){0,2}\s{0,2},?\s{1,3}(?:${STATE}),? ${ZIP}\b|(?i:\b[a-z]{3,}, ?${STATE},? ${ZIP}\b)`,
      prior: 0.85,
      check: notANumber,
    },
    {
      re: String.raw`\b${CITY},? (?:NSW|VIC|QLD|SA|WA|TAS|NT|ACT),? \d{4}\b|\b${CITY},? (?:ON|QC|BC|AB|MB|SK|NS|NB|NL|PE|YT|NT|NU),? [ABCEGHJ-NPRSTVXY]\d[A-Z][ -]?\d[A-Z]\d\b`,
      prior: 0.97,
    },
    // In small letters or capitals alone, without a comma: where the code is one of the state
    { re: String.raw`(?i)\b[a-z]{3,20}\.?,? ${STATE}\.?,? ${ZIP}\b`, prior: 0.6, check: isOfState },
    { re: String.raw`\b${CITY}, ?${STATE_BUT_IDAHO}\b(?:,? USA\b)?`, prior: 0.85, check: notATitle },
    // What is no number of something in Idaho: Somali interpreter, ID 20211; Baptiste, ID#
    {
      re: String.raw`\b(?<phi>${CITY}, ?ID)(?:,? USA\b|[.;)\]"\n]|, ?[A-Za-z]|$| (?:and|or|with|to|in|on|at|by|for|from|since|where|when|who|but|after|before|until|last|this|is|was)\b)`,
      prior: 0.85,
      check: notATitle,
    },
    { re: String.raw`\b${CITY}, ?(?:${STATE_NAME})\b(?:,? USA\b)?`, prior: 0.85 },
    {
      re: String.raw`\b${CITY} ?[/-] ?(?:AC|AL|AM|AP|BA|CE|DF|ES|GO|MA|MG|MS|MT|PA|PB|PE|PI|PR|RJ|RN|RO|RR|RS|SC|SE|SP|TO)\b`,
      prior: 0.6,
      check: notATitle,
    },
    { re: String.raw`\b(?:${STATE}|${STATE_NAME}) ${ZIP}\b`, prior: 0.7, check: notANumber },
    { re: String.raw`\b(?:${CITY}, )?(?:Co\.?|County|CO\.|COUNTY) (?:${COUNTY}|${COUNTY.toUpperCase()})\b`, prior: 0.85, check: notDown },
    // Districts of Dublin (An Post)
    { re: String.raw`\b(?<phi>(?:Dublin|DUBLIN) (?:6W|2[0-4]|1\d|[1-9]))(?:[.,;:)\n]|$| (?:and|with|since|on|in|by|to|at|for)\b)`, prior: 0.85 },
    { re: String.raw`\b[A-Z][a-z]+(?: [A-Z][a-z]+)? (?:County|Parish|Township)\b`, prior: 0.85, check: notAnOffice },
  ],
  cues: [
    {
      words: ['from', 'in', 'lives', 'to', 'of', 'at', 'near', 'moved', 'resides', 'address', 'born'],
      ratio: 3,
      where: 'before',
      within: 3,
    },
    // F. Kowalski, DC: an initial, a surname and what somebody is
    { words: 'bcdfghjklmpqrtvxyz'.split(''), ratio: 0.1, where: 'before', within: 1 },
    { words: ['dr', 'doctor', 'signed', 'by'], ratio: 0.2, where: 'before', within: 4 },
    // IN is what went in, and CT a scan.
    {
      words: [
        'ml', 'cc', 'l', 'liters', 'head', 'brain', 'neck', 'chest', 'thorax', 'abdomen', 'pelvis', 'spine', 'hip', 'whole body',
        'angiogram', 'angiography', 'scan', 'without contrast', 'with contrast',
      ],
      ratio: 0.01,
      where: 'after',
      within: 1,
    },
  ],
  examples: {
    true: [
      'moved from [[Wagga Wagga NSW 2650]] to', 'now in [[Moose Jaw, SK S6H 1A1]] with', 'lives in [[Dunmore, PA 18512]] with',
      'from [[Fairhaven, MA]] and', 'ap. 41, [[Fernhalla/SP]], CEP', 'rd., [[fernhalla al 35674]].', 'to [[DUNMORE PA 18512]] by',
      'moved to [[Cedar Rapids, Iowa]] last', 'in [[Orange County]] jail', 'at [[St. Cloud, MN 56301-2214]] now',
      'address [[fairhaven, ma 02719]] ok', 'near [[Winston-Salem, NC]] he', 'the farm, [[Ennis, Co. Clare]].', 'Lives in [[Co Durham]].',
      '[[COUNTY MAYO]] GP', 'to [[Dublin 9]].',
      'moved from [[Fernhall, ID]] to', 'lives in [[Fernhall, ID]].', 'of [[Fernhall, ID 83702]] is', 'from [[Fernhall, ID]], with her',
    ],
    false: [
      'signed by Laura Chen, MD', 'Ordering: F. Kowalski, DC.', 'the Smith, PA', 'PAIN, OR NAUSEA', 'Vitamin D, OH', 'in Iowa', 'the county', 'In County', 'MI 12',
      'Smith/PA', 'platelets in 35674 patients', 'cells or 12000', 'Lopez/MS', 'Cumulative IN 15549 mL / OUT 11263 mL',
      'Pelvis Xray, CT Head without contrast', 'Knee Lateral, CT hip', 'Lopez & Co. Down to', 'CO down to 4', 'Dublin 2 weeks ago',
      'CO DOWN TO 4 L', 'County Hospital',
      '(Amharic, ID 331208)', 'Tigrinya, ID 40117 used', 'video interpreter, ID 90214, present', 'Mirela Fernhall, ID# 5518',
      'Mirela Fernhall, ID: 5518', 'Fernhall, ID verified',
    ],
  },
}

/** MD, PA, MA, DO and the like stand behind the names of people as degrees; OR, IN, ME, OK, HI are words. */
function notATitle(value: string): number {
  if (/(?:MD|PA|MA|MS|ND|OD|VT|DC|PR|AS|MI|CT|MT|AL|LA)$/.test(value)) return /(?:MD|PA|MS|OD)$/.test(value) ? 0.1 : 0.5
  return /(?:OR|IN|ME|OK|HI|ID|OH)$/.test(value) ? 0.25 : 1
}

/** ID 20211 is the number of somebody: Idaho has the ZIP codes from 832 to 838. */
function notANumber(value: string): number {
  const zip = /\bid\W+(\d{5})(?:-\d{4})?$/i.exec(value)?.[1]
  return zip === undefined || isZipOf('ID', zip) ? 1 : 0.01
}

function isOfState(value: string): number {
  const [, state = '', zip = ''] = /([a-z]{2})\W+(\d{5})(?:-\d{4})?$/i.exec(value) ?? []
  return isZipOf(state, zip) ? 4 : 0.02
}

/** Lopez & Co. Down to five. */
function notDown(value: string): number {
  return /^co\b.*\bdown$/i.test(value) ? 0.1 : 1
}

function notAnOffice(value: string): number {
  return /^(?:The|In|This|Our|Each|Every|Any|A|From|Of) County$/.test(value) ? 0.01 : 1
}
