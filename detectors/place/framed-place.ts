import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { COUNTRY, STATE_NAME } from './address-grammar.ts'

const WORD = String.raw`[A-Z][a-z\x{80}-\x{10FFFF}']{2,20}`
const TOWN = String.raw`${WORD}(?:[ -]${WORD}){0,2}`
const ENDS = String.raw`(?:[.,;:?!)\n]|$| (?:w/|w|with|and|but|for|now|since|who|when|where|has|is|was|he|she|they|before|after|last|this)\b)`
const ROAD = String.raw`(?:Road|Rd|Street|St|Avenue|Ave|Highway|Hwy|Drive|Dr|Lane|Ln|Boulevard|Blvd|Pike|Parkway|Pkwy|Creek|Way|Trail)`
const ROUTE = String.raw`(?:Route|Rte\.?|Rt\.?|Highway|Hwy\.?|US|SR|CR|County Road|County Rd|State Road|Interstate|FM|I-)[ -]?\d{1,4}`

export const framedPlace: PatternDetector = {
  name: 'framed-place',
  class: 'address',
  describes:
    'A town behind lives, back in or the lady from; a town of Quebec before QC; a crossing of a numbered road with a street; a street and code of Iceland.',
  source: '45 CFR 164.514(b)(2)(i)(B); Canada Post Addressing Guidelines; Postur, Iceland; Federal Highway Administration, MUTCD (route numbers)',
  patterns: [
    // lives Yuba City; pt lives Chula Vista, works
    { re: String.raw`\b[Ll]ives? (?<phi>${TOWN})${ENDS}`, prior: 0.75, check: isTown },
    { re: String.raw`\bback in (?<phi>${TOWN})${ENDS}`, prior: 0.7, check: isTown },
    {
      re: String.raw`\b(?i:lady|ladies|woman|man|gentleman|girl|boy|guy|chap|fellow|lad|lass|family|couple|patient|pt|visitor|farmer|kid|child|twins?|one) from (?<phi>${TOWN})(?:${ENDS}| \()`,
      prior: 0.7,
      check: isTown,
    },
    { re: String.raw`\b(?:came|come|comes|drove|flew|travell?ed|moved|hails?|relocated)(?: over| up| down| in| here| out| all the way)? from (?<phi>${TOWN})${ENDS}`, prior: 0.7, check: isTown },
    { re: String.raw`\b${WORD}(?:-(?:[a-z]{2,4}-)?${WORD}){0,3}(?: ${WORD})?,? (?:QC|PQ)\b`, prior: 0.85 },
    { re: String.raw`\b(?:in|from|at|of|to|near) (?<phi>${TOWN}, (?:ON|BC|AB|SK|MB|NL|NB|PEI))\b`, prior: 0.85 },
    { re: String.raw`(?:, |\b(?:in|of|from|near|to) )(?<phi>${TOWN} (?:BC|AB|SK))(?:$|\n|[.,;])`, prior: 0.75, check: isTown },
    // Route 7 and Miller Creek Road
    { re: String.raw`\b${ROUTE} (?:and|&|at|near|/) (?:${WORD} ){1,3}${ROAD}\b`, prior: 0.9 },
    { re: String.raw`\b(?:${WORD} ){1,3}${ROAD} (?:and|&|at|near) ${ROUTE}\b`, prior: 0.9 },
    // Hringbraut 47, 101 Reykjavik
    { re: String.raw`\b[A-Z][a-z\x{80}-\x{10FFFF}]{2,20}(?:braut|gata|gotu|vegur|vegi|stigur|straeti|tun|holt|bakki|hlid|gerdi|lundur|teigur|berg) \d{1,3}[a-z]?,? \d{3} ${WORD}\b`, prior: 0.9 },
    // Three eleven Walnut Street, as said to who takes the call
    {
      re: String.raw`\b(?i:(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|oh|zero|hundred)[ -]){2,5})(?:(?:North|South|East|West) )?(?:${WORD} ){1,3}(?:Street|Avenue|Road|Lane|Drive|Court|Boulevard|Place|Terrace|Way|Circle|Parkway)\b(?:(?:, in|,| in) ${TOWN}(?:[.,;\n]|$))?`,
      prior: 0.9,
    },
    // What US Postal Service Publication 28 has for loops, traces and the like, and nothing else has
    { re: String.raw`\b\d{1,5} (?:[NSEW]\.? )?(?:${WORD} ){1,3}(?:Lp|Trce|Trlr|Crst|Vlg|Holw|Hbr|Mnr|Knls|Lndg|Pkwys|Smt|Spgs|Vly|Brk|Grv|Gln|Frst|Clb|Cv|Cmn|Byu)\b\.?`, prior: 0.85, check: isNoSide },
    // Streets of the north of England and Scotland
    { re: String.raw`\b(?<phi>\d{1,4}[A-Za-z]?,? (?:${WORD} ){1,2}(?:Brow|Wynd|Fold|Croft|Garth|Nook|Vennel|Loan|Dene|Ginnel|Gait|Brae|Hey)(?:, ${TOWN})?)(?:[.,;)\n]|$)`, prior: 0.8, check: isNoSide },
    { re: String.raw`(?i)\b(?:p\.? ?o\.?|post office) box \d{1,6}, (?<phi>\d{5}(?:-\d{4})?)\b`, prior: 0.95 },
  ],
  examples: {
    true: [
      '4yo w rash, lives [[Boise City]] w mom', 'hernia done, back in [[Fall Creek]].', 'the lady from [[Wetherfold]] has',
      '(near [[Rimouski QC]])',
      'at [[Route 7 and Miller Creek Road]], Kowal County', 'at [[Hringbraut 47, 101 Reykjavik]] before',
      '[[Three eleven Walnut Street]], she',
      'arrived [[44 Quarry Lp]], nobody', 'PO Box 482, [[87401]].', 'now in [[Moose Creek, ON]] with',
      'key code, [[9 Mill Brow, Marple]]\n', 'MSP, [[Kamloops BC]]\n',
      'We came from [[Thirskham]].',
    ],
    false: [
      'lives Alone.', 'back in Netherlands.', 'the man from Iowa has', 'lives Independently with', 'back in Clinic.', 'back in March.',
      'back in AF', 'the lady from Dietary has', 'man from Radiology was',
      'QC passed', 'lives With wife', 'back in Sinus rhythm', 'the family from Social Work', 'two three Week', '3 Right Lp shunt',
      'pt from Home.',
    ],
  },
}

/** How people live, where in a hospital they are and who sends them, and when. */
function isTown(value: string): LikelihoodRatio {
  const [first = ''] = value.split(/[\s-]/)
  return NO_TOWN.test(first) || STATE_OR_COUNTRY.test(value) || /(?:ology|ics|iatry|ment|ing|ity|tions?|ary|ance|hab|ab|ly)$/.test(value) && !value.endsWith('City') ? 0.02 : 1
}

/** States and countries may stay. */
const STATE_OR_COUNTRY = new RegExp(`^(?:${COUNTRY}|${STATE_NAME})$`)

function isNoSide(value: string): LikelihoodRatio {
  return /\b(?:Right|Left|Lumbar|Bilateral|Repeat|Shunt|Failed)\b/.test(value) ? 0.02 : 1
}

const NO_TOWN =
  /^(?:Alone|With|Independent|Independently|At|In|Near|Home|House|Locally|Assisted|Clinic|Surgery|Theatre|Sinus|Normal|Bed|Bay|Room|Ward|Chair|Time|School|College|High|Hospital|Unit|Service|Hospice|Transport|Billing|Medicare|Medicaid|Admissions|Registration|Pharmacy|Lab|Social|Case|Care|Nursing|Physical|Speech|Front|The|Our|His|Her|Their|My|Emergency|Intensive|Recovery|Church|Work|Town|January|February|March|April|May|June|July|August|September|October|November|December|Spring|Summer|Autumn|Winter|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|North|South|West|East|New|Rhode|Europe|Asia|Africa|America|Dietary|Radiology|God|Jesus|Class|Session|Contact|Touch|Person|Pain|Remission|Afib|Flutter|Rhythm|Charge|Control|Action|Line|Place|Position)$/
