import type { PatternDetector } from '../../src/contract/detector.ts'
import {
  BRITISH_TAIL, DIRECTION, LOCALITY, NAME_WORD, POSTCODE, RARE_STREET_SUFFIX, STATE, STATE_NAME, STREET_SUFFIX,
  SUFFIX_BUT_DRIVE, TAIL, TOWN_WORD, UNIT, ZIP,
} from './address-grammar.ts'
import {
  hasUnit, notADay, notADoctor, notADose, notAFinding, notAnOrganism, notAnyStreet, notAScan, notASaint, notATime, notAtAClock, notAWard, notCounted, notOrdinals, notProse,
  notTwoSentences,
} from './street-checks.ts'

/** With the hour before it, where it is the minutes of a time. */
const NUMBER = String.raw`(?:[0-2]?\d:)?(?:No\. ?)?(?:\d{1,4}/)?\d{1,6}(?:-\d{1,5}|[ ]?1/2|-?[A-Z])?`
const CITY = String.raw`(?:\s{0,2},?\s{1,3}(?:in )?${TOWN_WORD}(?: (?:d[aeio] |del |la |nad |sur )?${TOWN_WORD}){0,3}\s{0,2},?\s{1,3}(?:(?:${STATE}|[A-Z]{2,3})\b|${STATE_NAME}|Co\.? ${TOWN_WORD}|Dublin (?:6W|\d{1,2})|${NAME_WORD})\.?(?:\s{0,2},?\s{1,3}(?:${NAME_WORD} ){0,2}${POSTCODE})?\b)`
/** The districts of Dublin and London have a number (An Post; Royal Mail). */
const STRICT_CITY = String.raw`(?:\s{0,2},\s{1,3}(?:Dublin (?:6W|\d{1,2})\b|London (?:EC|WC|N|E|S|W|NW|SE|SW)\d{1,2}[A-Z]?\b|${TOWN_WORD}(?: ${TOWN_WORD}){0,2}))`
/** What closes `14 Larkspur Dr`, where the next word is no doctor's name. */
const ENDS = String.raw`(?:\s{0,2}(?:$|[,;:)\]"|\n])|[ ](?:and|with|since|in|on|at|near|where|but|until|which|who)\b)`
/** Numbers of houses as they are said: twenty two eleven, one oh four. */
const SPOKEN = '(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|oh|o|zero|thousand)'
const SPOKEN_HOUSE = String.raw`(?:${SPOKEN} ){1,5}(?:(?:north|south|east|west) )?`
const ORDINAL_STREET = String.raw`(?:[a-z]{3,14}(?: [a-z]{3,14})?|\d{1,3}(?:st|nd|rd|th))`
const HOUSE = String.raw`(?:[0-2]?\d:)?\d{1,5} (?:(?:north|south|east|west|n|s|e|w)\.? )?`

export const streetAddress: PatternDetector = {
  name: 'street-address',
  class: 'address',
  describes: 'A house number with a street as written in English, with flat, town, state and postal code, also over several lines.',
  source: 'USPS Publication 28, Postal Addressing Standards, sections 23 and 233, appendix C; Royal Mail, Programmers\' Guide to PAF',
  patterns: [
    {
      re: String.raw`\b${NUMBER},? (?:\d{1,5} )?(?:${DIRECTION} )?(?:${NAME_WORD} ){1,4}${SUFFIX_BUT_DRIVE}\b\.?(?: ${DIRECTION})?${UNIT}{0,2}(?:${TAIL}|${CITY}|${STRICT_CITY})?`,
      prior: 0.9,
      check: notADose,
    },
    // A drive where no doctor's name follows: 14 Larkspur Dr, Fairhaven
    {
      re: String.raw`\b(?<phi>${NUMBER},? (?:\d{1,5} )?(?:${DIRECTION} )?(?:${NAME_WORD} ){1,4}(?:Dr|DR)\b\.?(?:(?: ${DIRECTION})?(?:${UNIT}{1,2}(?:,?${TAIL}|,?${CITY})?|[,\n]${TAIL}|[,\n]${CITY}|${STRICT_CITY})|(?:\s{1,3}${TOWN_WORD}){1,3},?\s{1,3}${STATE},?(?:\s{1,3}${ZIP})?\b))`,
      prior: 0.9,
      check: notADoctor,
    },
    {
      re: String.raw`\b(?<phi>${NUMBER},? (?:\d{1,5} )?(?:${DIRECTION} )?(?:${NAME_WORD} ){1,4}(?:Dr|DR)\b\.?(?: ${DIRECTION})?)${ENDS}`,
      prior: 0.85,
      check: notADoctor,
    },
    {
      re: String.raw`(?i)\b(?:live[sd]?|living|resid(?:es|ed|ing|ence)|stay(?:s|ing|ed)|moved|address|home|house|located|deliver(?:ed)?)\b(?: [a-z]{1,5}){0,2}:? (?<phi>${HOUSE}(?:[a-z'-]{2,15}\.? ){1,3}dr\b\.?${UNIT}?)`,
      prior: 0.8,
      check: notProse,
    },
    {
      re: String.raw`(?i)\bat (?<phi>${HOUSE}(?:[a-z'-]{2,15}\.? ){1,2}dr\b\.?${UNIT}?)`,
      prior: 0.6,
      check: notAtAClock,
    },
    {
      re: String.raw`\b${NUMBER},? (?:\d{1,5} )?(?:${DIRECTION} )?(?:${NAME_WORD} ){1,4}(?:${STREET_SUFFIX}|${RARE_STREET_SUFFIX})\b\.?(?: ${DIRECTION})?${UNIT}{0,2}(?:${BRITISH_TAIL}|${TAIL})`,
      prior: 0.8,
      check: notADose,
    },
    {
      re: String.raw`\b(?:Flat|Studio|Unit|Apartment|flat|studio|unit|apartment) \d{1,4}[A-Za-z]?,?\s{1,3}(?:(?:\d{1,5} )?(?:${NAME_WORD} ){1,4}(?:${STREET_SUFFIX}|${RARE_STREET_SUFFIX})\b(?:${BRITISH_TAIL}|${TAIL})?)`,
      prior: 0.8,
      check: notADose,
    },
    // Without a number, closed by a British postcode: Kowal Road, Little Fernhall KW3 9QT
    { re: String.raw`\b(?:${NAME_WORD} ){1,3}(?:${STREET_SUFFIX}|${RARE_STREET_SUFFIX})\b\.?,${BRITISH_TAIL}`, prior: 0.9 },
    // All in small letters, closed by state and ZIP code
    {
      re: String.raw`(?i)\b\d{1,6} (?:[a-z'-]{2,15}\.? ){1,3}(?:${STREET_SUFFIX}|${RARE_STREET_SUFFIX})\b\.?${UNIT}?,?\s{1,3}(?:[a-z'-]{2,20} ){0,2}[a-z'-]{2,20},?\s{1,2}${STATE}\s{1,2}\d{5}(?:-\d{4})?\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:flat|studio) \d{1,3}[a-z]?,?\s{1,3}(?:[a-z'-]{2,20}[\s,]{1,3}){2,5}[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:lives?|lived|living|resides?|residing|stays|staying|house|home|apartment) (?:on|off) (?<phi>(?:[a-z'-]{3,14} ){1,3}(?:street|avenue|ave|road|rd|boulevard|blvd|lane|drive|court|terrace))\b`,
      prior: 0.7,
      check: notAnyStreet,
    },
    {
      re: String.raw`(?i)\b(?:[0-2]?\d:)?\d{1,5} (?:(?:north|south|east|west|n|s|e|w)\.? )?${ORDINAL_STREET} (?:street|st|avenue|ave|road|rd|boulevard|blvd|lane|ln|drive|court)\b\.?${UNIT}?`,
      prior: 0.5,
      check: notAFinding,
    },
    {
      re: String.raw`(?i)\b(?<phi>${HOUSE}[a-z]{3,14}(?: [a-z]{3,14})? dr\b\.?)${ENDS}`,
      prior: 0.5,
      check: notADoctor,
    },
    // A court is a scan unless an address is told
    {
      re: String.raw`(?i)\b(?<phi>${HOUSE}[a-z]{3,14}(?: [a-z]{3,14})? ct\b\.?)`,
      prior: 0.2,
      check: notAScan,
    },
    {
      re: String.raw`(?i)\b${HOUSE}[a-z]{3,14}(?: [a-z]{3,14})? ct\b\.?(?:${UNIT}|, ?[a-z]{3,15}\b)`,
      prior: 0.5,
      check: notAScan,
    },
    {
      re: String.raw`\b${NUMBER} (?:${DIRECTION} )?(?:Broadway|Avenue [A-Z]|Highway \d{1,3}|Hwy\.? \d{1,3}|Route \d{1,3}|County Road \d{1,4}|State Road \d{1,4}|US[- ]\d{1,3}|FM \d{1,4})\b${UNIT}?${CITY}?`,
      prior: 0.85,
    },
    // Number, street and number again, as where the house number follows, with a flat
    {
      re: String.raw`\b\d{1,5} (?:\d{1,5} )?(?:[a-z]{1,3}\.? )?(?:${NAME_WORD} (?:[a-z]{1,7}\.? )?){1,5}(?:\d{1,4}[a-z]?\.?)?\s{0,3}[>,]?\s{0,3}${UNIT}{1,2}(?:${TAIL}|${CITY}|${STRICT_CITY})?`,
      prior: 0.6,
      check: hasUnit,
    },
    // Street and number, or number in the midst, with a flat
    {
      re: String.raw`\b(?:\d{1,5} )?${NAME_WORD}(?: ${NAME_WORD}){0,3} \d{1,5}[a-z]?\b(?: ${NAME_WORD}){0,3}${UNIT}{1,2}(?:${TAIL}|${CITY}|${STRICT_CITY})?`,
      prior: 0.6,
      check: hasUnit,
    },
    // A crossing: 9th & Alder
    {
      re: String.raw`\b\d{1,3}(?:st|nd|rd|th)(?: (?:St|Ave|Street|Avenue)\.?)? (?:&|and|@) (?:\d{1,3}(?:st|nd|rd|th)\b|[A-Z][a-z]{2,})(?: (?:St|Ave|Rd|Blvd|Street|Avenue|Road|Boulevard)\b\.?)?`,
      prior: 0.6,
      check: notOrdinals,
    },
    // In capitals only what streets are called most often (US Census Bureau, Most Common Street Names, 1993)
    {
      re: String.raw`\b\d{1,3}(?:ST|ND|RD|TH)(?: (?:ST|AVE)\.?)? (?:AND|&|@) (?:PARK|MAIN|OAK|PINE|MAPLE|CEDAR|ELM|WASHINGTON|LAKE|HILL|WALNUT|CHURCH|WILLOW|MILL|SUNSET|RAILROAD|CHERRY|JACKSON|LINCOLN|MARKET|BROADWAY|FRANKLIN|HIGHLAND|JEFFERSON|JOHNSON|SPRUCE|CHESTNUT|ADAMS|MADISON|POPLAR|DOGWOOD|HICKORY|GRANT|MONROE|STATE|FRONT|BROAD|UNION|WATER)(?: (?:ST|AVE|RD|BLVD)\b\.?)?\b`,
      prior: 0.7,
    },
    {
      re: String.raw`\b(?:the )?corner of (?:\d{1,4} )?(?:[a-z]{1,4}\. )?(?:${NAME_WORD} (?:[a-z]{1,4} )?){1,5}(?:\d{1,4} (?:${STREET_SUFFIX}\.? )?)?(?:and|&) (?:\d{1,4} )?(?:[a-z]{1,4}\. )?${NAME_WORD}(?: ${NAME_WORD}){0,4}(?: \d{1,4}\b)?`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:lives|living|lived|resides|residing|located|situated|staying|house is|home is|station is|stop is) (?:at|on|in) (?<phi>(?-i:(?:${NAME_WORD} ){1,3}\d{1,4}[a-z]?\b${UNIT}?${LOCALITY}?))`,
      prior: 0.8,
      check: notADose,
    },
    { re: String.raw`\b\d{1,5} (?:${NAME_WORD} ){1,4}\d{1,4}[a-z]?\b${LOCALITY}`, prior: 0.4, check: notTwoSentences },
    // A crossing without its kinds of street, where an address is told: sent to Calder and ul. Olmowa Zielna 18
    {
      re: String.raw`\b(?:[Aa]ddress|[Ss]ent|[Ss]end|[Dd]eliver|[Ss]hip|[Ll]ocated|[Ll]ives)\b[^.\n]{0,60}?(?: is| at| to|\? [A-Z][a-z]{2,8}:) (?<phi>(?:${NAME_WORD} ){1,3}and (?:[a-z]{1,4}\. )?(?:${NAME_WORD} ){1,3}\d{1,4}\b)`,
      prior: 0.8,
    },
    { re: String.raw`(?i)\bthe corner of [a-z.' -]{3,40}?(?:\d{1,4} )?and [a-z.' -]{3,30}?(?:${STREET_SUFFIX}s?|\d{1,4})\b`, prior: 0.85 },
    // A post office of the forces (USPS Publication 28, section 25), whatever stands before it
    { re: String.raw`\b(?:${NAME_WORD} ){1,3}?(?:\d{1,5}\s{1,3})?(?:APO|FPO|DPO),? A[AEP] \d{5}(?:-\d{4})?\b`, prior: 0.9 },
    // Number, street, number, then town and postal code
    {
      re: String.raw`\b\d{1,5} (?:[a-z]{1,3}\. )?(?:${NAME_WORD} (?:u\. |utca )?){1,4}\d{1,4}[a-z]?\b\.?${TAIL}`,
      prior: 0.7,
      check: notTwoSentences,
    },
    // Without the kind of street, where words say that somebody lives there
    {
      re: String.raw`\b(?:[Ll]ives|[Ll]iving|[Ll]ived|[Rr]esides|[Rr]esiding|[Dd]omiciled|[Hh]ome|(?:[Hh]ome |[Mm]ailing |[Ss]treet )?[Aa]ddress|ADDRESS)(?: (?:at|is|is at|was))?:? (?<phi>\d{1,5}[ ](?:\d{1,5}[ ])?(?:${DIRECTION}[ ])?${NAME_WORD}(?:[ ]${NAME_WORD}){0,2}\b${UNIT}?${LOCALITY}?)`,
      prior: 0.75,
      check: notAWard,
    },
    // A point of the compass before the name: 640 N Larkspur, #5B
    {
      re: String.raw`\b[1-9]\d{2,4} (?:N|S|E|W|NE|NW|SE|SW)\.? [A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?\b(?:${UNIT}|,? #\d{1,4}[A-Z]?\b)?(?:${CITY}|${STRICT_CITY})?`,
      prior: 0.35,
      check: notAnOrganism,
    },
    {
      re: String.raw`\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten) (?:${NAME_WORD} ){1,3}(?:Street|Avenue|Road|Lane|Drive|Place|Plaza|Square|Court|Boulevard|Way|Terrace|Parkway)\b${UNIT}{0,2}(?:${TAIL}|${CITY}|${STRICT_CITY})?`,
      prior: 0.75,
      check: notATime,
    },
    { re: String.raw`(?i)\b(?:on|off|near|along) (?<phi>(?:hwy|highway|interstate|county road) \d{1,4})\b`, prior: 0.7 },
    // As dictated: lives at twenty two eleven lombard street
    {
      re: String.raw`(?i)\b(?:live[sd]?|living|resid(?:es|ed|ing)|address|home|moved|staying)\b(?: (?:is|at|to|on|was)){0,2} (?<phi>${SPOKEN_HOUSE}[a-z]{3,14}(?: [a-z]{3,14})? (?:street|avenue|road|boulevard|lane|drive|court|place|way|circle|terrace|parkway)\b)`,
      prior: 0.85,
    },
    {
      re: String.raw`(?i)\b(?:lives|living|resides|residing|home address|address)(?: is)? (?:at |on )?(?<phi>(?:${SPOKEN} ){2,4}(?:(?:north|south|east|west) )?[a-z]{4,14}(?: (?:apartment|apt|suite|unit) (?:${SPOKEN}|\d{1,4}|[a-d]))?)(?:[.,;\n]|$| (?:and|with|in|phone|cell|zip|apartment|apt)\b)`,
      prior: 0.7,
      check: notCounted,
    },
    // the Elm St entrance
    {
      re: String.raw`\b(?<phi>${NAME_WORD}(?: ${NAME_WORD})? (?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Parkway|Pkwy)\.?) (?:entrance|exit|side|location|office|clinic|campus|garage|shelter|bridge|apartment|house|facility|branch|store|site)\b`,
      prior: 0.75,
      check: notASaint,
    },
    // Walgreens on Burnside, Rite Aid at Alder and 9th
    {
      re: String.raw`\b(?i:walgreens|walmart|rite aid|costco|publix|safeway|albertsons|kroger|cvs|wegmans|meijer|starbucks|mcdonald's|home depot|waffle house|inn|motel|hotel) (?:[Pp]harmacy )?(?:on|at) (?<phi>(?:[A-Z][a-z]{3,}|\d{1,3}(?:st|nd|rd|th))(?: (?:St|Ave|Rd|Blvd|Street|Avenue|Road|Dr|Hwy)\b\.?)?(?: (?:and|&) (?:[A-Z][a-z]{3,}|\d{1,3}(?:st|nd|rd|th))\b)?)`,
      prior: 0.7,
      check: notADay,
    },
    { re: String.raw`(?i)\b(?:apartment|apt|suite|ste)\.? ?#? ?(?:\d{1,5}[A-Z]?|[A-Z]-?\d{1,4})\b`, prior: 0.75 },
    {
      re: String.raw`\b(?:on|at|to|from|near|along|off|in|corner of) (?<phi>(?:${DIRECTION} )?(?:${NAME_WORD} ){1,3}(?:Street|St\.|Avenue|Ave\b|Road|Rd\b|Boulevard|Blvd\b|Lane|Drive|Parkway|Highway)(?:, ${NAME_WORD}(?: ${NAME_WORD})?)?)`,
      prior: 0.75,
    },
  ],
  cues: [
    {
      words: [
        'address', 'lives', 'living', 'resides', 'residence', 'home', 'moved', 'located', 'ship', 'mail', 'billing', 'at', 'street',
        'domicilio',
      ],
      ratio: 5,
      where: 'before',
      within: 6,
    },
    { words: ['mg', 'ml', 'tablets', 'units', 'dose', 'score'], ratio: 0.1, where: 'near', within: 2 },
  ],
  examples: {
    true: [
      'at [[Kowal Road, Little Fernhall KW3 9QT]]. Tel', 'lives at [[482 Larkspur Lane]] since',
      'home: [[1207 N. Calder St., Apt 4B, Dunmore, PA 18512]] and', 'at [[55 West 91st Street]] in', 'moved to [[31 old mill road]] again',
      'address [[890 Quarry Hill Rd\nSuite 210\nFairhaven, MA 02719]] now', 'found at [[the corner of Pine Street and Third Avenue]] by',
      'of [[14 Botham Close]] the', 'at [[1600 Broadway]] he', 'in [[Apt. 12C]] alone', 'the shop is located on [[Pod Kastelem 1677]] now',
      'lives at [[102 Velka Nova 18, Zlatna]] with', 'to [[Olmichova 17 Suite 308]] again',
      'near [[the corner of ul. Polna 12 and Mill Road]] today', 'hit on [[Linden Avenue]] by', 'at the corner of [[Linden Street]] in',
      'lives at [[14 Elm]] with', 'fr [[9th & Alder]].', 'Address: [[14 Elm]]\nPhone', 'at [[One Harbor Plaza]] on',
      'sent to [[Calder and ul. Olmowa Zielna 18]] today', 'lives at [[99377 203 Calder Olmowa, Zlatna]]',
      'at [[the corner of Calder 8 St. and Olmowa Zielna]] now', 'to [[Larkspur\nFPO AA 34012]]? I',
      'lives at [[482 Larkspur Overpass\nFairhaven, MA 02719]] now', 'to [[Flat 9\nLarkspur Spring\nNorth Fairhaven\nNR58 5ZE]] now',
      'at [[14 Larkspur Street\nFairhaven\nS6U 1AH]] now', 'at [[482 larkspur ridges suite 12, fairhaven, ma 02719]] now',
      'at [[3/482 Larkspur Grange\nFairhaven, WA, 2373]] now', 'lives on [[old larkspur road]] with', 'NEAR [[5TH AND ELM]] AT',
      '[[640 N Larkspur, #5B]].', 'found at [[910 E Calder]] by', 'at [[14 Botham Road, Dublin 6W]].',
      'lives at [[14 Botham Close, Ely]]. She fell', 'at [[14 Botham Road, Olmry, Co. Galway]] and',
      'at [[14 Botham Road, Olmry, Dublin 6]] since', 'lives at [[14 Botham Dr.]] She', 'at [[14 Botham Dr NW, Fernhall]] with',
      'to [[14 Botham Dr\nFernhall, MA 02719]] now', 'of [[14 Botham Dr Fernhall MA 02719]] ok', 'LIVES AT [[14 BOTHAM DR.]]',
      '[[14 Botham Dr Apt 3]] since', 'moved to [[31 old botham ct]] with', 'at [[1140 w 9th st]] now', 'from [[400 e 3rd ave]] today',
      'use the [[Botham St]] entrance', 'lives at [[thirty one oh four botham avenue]] with',
      'address is [[twenty two eleven botham]], phone', 'address is [[twenty two eleven botham apartment six]] and',
      'the diner on [[hwy 31]] and', 'the Fern Inn on [[Botham]].', 'Walgreens on [[Botham]] has',
      '17/10/[[2026\nNo. 14, 3rd Cross, Bothampur, Fernhallur 560041]]\nPh', 'Rite Aid at [[Botham and 9th]].',
      '[[31 botham ct, fernhall]] now', 'lives at [[31 botham dr]] she', 'found at [[31 Botham Dr.]] Police came',
      '[[31 Martin Botham Dr]]',
    ],
    false: [
      'walked 2 miles down the road', '5 Day Course', '10 mg at the drive', 'seen by 3 Dr Smith', 'grade 2 heart', '100 Units Park',
      'took 20 steps per street', 'in 1 Run', 'lives at 3 North', '4th and 5th toes', '3rd and Final dose', 'Home 2 Days',
      'living 5 Years after', 'Home: 4 Units daily', 'One Day Surgery Way', '10 Bed Rest', '31 Procedure Intent Extension', '0 Form Common',
      '2 Normal Views', 'home on a busy street', 'lives on the same road', 'on 15 Oct 2013, 17 Oct 2013 and 1 Nov', '14:30 Held Dr',
      '09:15 Paged Dr. about', '21 Oct outside St', '12 March near St', 'ON 6 MARCH. GCS 13. ALTEPLASE GIVEN AT 2240.',
      '12/01/2025 under Dr. Fernhall', '4TH AND 5TH TOES', 'ON 9TH AND DISCHARGED', 'urine 100 E Coli grown', 'at 600 N Acetylcysteine',
      '66F Cellulitis Dr. Botham', 'POD 4 Open Herniotomy Dr Botham', '0815 Hemiarthroplasty Dr. Botham',
      '12 May 2024\n\nDear Dr. Botham,\n\nI saw her', 'May 12, 2024\n\nDear Mrs. Court,', 'Unit 4\nDear Dr Botham,',
      'Account 5521\nDear Ms Lane', 'Bed 6 Pancreatitis Dr. Botham, Bed 7 Stroke Dr. Fernhall', '0900 Hernia Dr. Lane',
      '3 Cardiology Dr. Botham to see', 'ast 40 pelvis ct clear', 'plt 90 noncon head ct pending', '2 outside abd cts',
      '1.2 repeat neck ct', '4 Repeat Chest CT', '5 inguinal ln removed', '2 lateral st depressions',
      'BED 9\nASA 2, Mallampati III. Prior GA 2016', 'at 0730 Hernia Dr. Botham', 'cautery at 40 W Bovie', 'Safeway on Monday',
      'CVS on Exam', 'lives with two three cats', 'lives one hundred miles from', 'living on one two meals',
      'resides at one of three houses', 'the St entrance', 'New Patient St location', 'at 120 W Holmium',
    ],
  },
}
