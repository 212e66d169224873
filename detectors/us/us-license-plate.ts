import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { labelled } from '../record/labelled.ts'

const LABELS = [
  String.raw`(?:licen[cs]e|lic\.?|number|registration|reg\.?|vehicle|car|truck|van)[ ](?:plates?|tag)`,
  String.raw`plate`,
  String.raw`tag`,
  String.raw`(?:vehicle|car)[ ](?:registration|reg\b\.?)`,
  String.raw`matricula`,
  String.raw`placa`,
].join('|')
const STRONG = String.raw`(?:licen[cs]e|number|registration|vehicle|car)[ ]plates?|vehicle[ ]registration|(?:numero[ ]de[ ])?matricula[ ](?:del[ ])?(?:coche|vehiculo)`

/** Two to eight letters and digits, with at most two gaps in them: `7KQX442`, `ABC 1234`, `BX-21 KLM`. */
/** What stands behind a vehicle: `TXN 40Q`, `HXB-2207`, `7KLM 309`, `WV19 KDJ`. */
const PLATE = String.raw`(?:[A-Z]{3}[- ]?\d{2,4}[A-Z]?|\d[A-Z]{3} ?\d{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|\d{2,3}[- ]?[A-Z]{3}|[A-Z]{2}[- ]\d{2}[- ]?\d{2,3})`
const VEHICLE = String.raw`(?i:car|van|truck|pick-?up|vehicle|taxi|cab|motorcycle|motorbike|scooter|suv|sedan|hatchback|minivan|bus)`
const STATE = '(?:A[LKZR]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])'

const VALUE = String.raw`(?:[A-Z]{1,4}[- ]?\d{1,5}(?:[- ]?[A-Z]{1,3}\b)?|\d{1,4}[- ]?[A-Z]{1,4}(?:[- ]?\d{1,4})?)\b`

export const usLicensePlate: PatternDetector = {
  name: 'us-license-plate',
  class: 'vehicle',
  describes: 'Vehicle licence plate after words that say so: two to eight letters and digits in groups.',
  source:
    '45 CFR 164.514(b)(2)(i)(L); American Association of Motor Vehicle Administrators, License Plate Standard; Driver and Vehicle Licensing Agency, INF104',
  patterns: [
    {
      re: String.raw`\b[Pp]lates? (?:is |was |are )?(?<phi>(?:(?:[A-Z]{2}-)?[A-Z]{3}[- ]?\d{3,4}|\d[A-Z]{3} ?\d{3}|[A-Z]{2}\d{2} ?[A-Z]{3}|\d{3}[- ]?[A-Z]{3})\b)`,
      prior: 0.75,
    },
    {
      re: String.raw`\b(?:[Cc]ar|[Vv]ehicle|DMV|[Ll]icen[cs]e|[Tt]ruck)\b[^\n.]{0,30}\bplate (?:[A-Z]{2} )?(?<phi>(?:[A-Z]{1,3}[- ]?\d{3,5}|\d{1,3}[A-Z]{1,3}[- ]?\d{2,5})\b)`,
      prior: 0.85,
    },
    // license plate on the run sheet CKT-5518
    {
      re: String.raw`\b(?i:licen[cs]e|number|registration) [Pp]lates?(?: (?:on|in|from|per|of|seen)(?: (?:the|a|his|her|their))?(?: [A-Za-z]{2,12}){1,3})?(?: is| was|:)? (?<phi>${PLATE})\b`,
      prior: 0.9,
    },
    // the van (TXN 40Q) was late; Vehicle NY HXB-2207
    { re: String.raw`\b${VEHICLE} \((?<phi>${PLATE})\)`, prior: 0.85, check: isNoCrew },
    { re: String.raw`\b${VEHICLE}[:,]? ${STATE} (?<phi>${PLATE})\b`, prior: 0.85 },
    // Aircraft of the United States (14 CFR 47.15) and the United Kingdom: tail number N512HB, G-KOWA
    {
      re: String.raw`\b(?:(?i:n-?numbers?|tail(?: (?:numbers?|no\.?|#))?|aircraft|helicopter|helo|air ambulance|airplane|plane)(?i: registration| reg\.?)?(?: is| was|:| #)? )(?<phi>N[1-9]\d{1,4}[A-HJ-NP-Z]{0,2}|G-[A-Z]{4})\b`,
      prior: 0.9,
    },
    { re: String.raw`\b(?i:flight|medevac|med-evac|airlift(?:ed)?|air ?med|lifeflight|crew)\b[^\n.]{0,20}?\b(?<phi>N\d{3,4}[A-HJ-NP-Z]{1,2})\b`, prior: 0.85 },
    // plate 8K4-2LM, BX 44 810; California's behind short labels too: tag 7ABC214
    {
      re: String.raw`\b[Pp]lates?(?: of (?:the )?vehicle)?(?: is| was| #| no\.?)?:? (?:[A-Z]{2} )?(?<phi>(?:\d[A-Z]\d|\d{2}[A-Z]|[A-Z]\d[A-Z]|[A-Z]{2}\d)[- ](?:\d[A-Z]{2}|[A-Z]\d[A-Z]|[A-Z]{2}\d|\d{2}[A-Z])|[A-Z]{2} \d{2} \d{3})\b`,
      prior: 0.85,
    },
    { re: String.raw`\b(?:[Tt]ags?|[Ll]ic|[Ll]icen[cs]e|[Tt]ag/[Ll]ic)\.?(?: is| was| #| no\.?|:)? (?<phi>\d[A-Z]{3}\d{3})\b`, prior: 0.85 },
    // United Kingdom since 2001 (DVLA, INF104): reg KV21 HTR
    {
      re: String.raw`\b(?i:reg(?:istration|istered|d)?(?:\.|\b)(?: ?(?:no\b\.?|number|mark|plate))?)(?: is)?[ :]{1,2}(?<phi>[A-Z]{2}\d{2} ?[A-Z]{3})\b`,
      prior: 0.9,
    },
    // and before
    {
      re: String.raw`\b(?i:(?:car|van|vehicle) reg(?:istration)?|reg(?:istration|d)?\.? ?(?:no\b\.?|number|mark|plate))(?: is)?[ :]{1,2}(?<phi>[A-Z]\d{1,3} ?[A-Z]{3}|[A-Z]{3} ?\d{1,3}[A-Z])\b`,
      prior: 0.88,
    },
    // Spain: four figures and three consonants (Real Decreto 2822/1998, annex XVIII)
    { re: String.raw`(?i)\bmatricula(?: del (?:coche|vehiculo))?:? (?<phi>\d{4}[ -]?[b-df-hj-np-tv-z]{3})\b`, prior: 0.9 },
    { re: labelled({ strong: STRONG, weak: LABELS, value: `(?-i:${VALUE})` }), prior: 0.85, check: plated },
    {
      re: labelled({ strong: String.raw`(?:${STRONG})[ ](?:from |of |in )?(?:[A-Z]{2}|[A-Z]{4,14})\b`, value: `(?-i:${VALUE})` }),
      prior: 0.9,
      check: plated,
    },
  ],
  examples: {
    true: [
      'expires 11/24, plate [[TX-KWL4471]], hauls', 'license plate [[7KQX442]]', 'plate [[8K4-2LM]] seen', 'plates [[BX 44 810]].',
      'tag [[7ABC214]] left', 'plate TN [[8K4-2LM]], VIN', 'Plate of vehicle: [[BX 44 810]]', 'tag/lic [[7ABC214]]',
      'License Plate: [[ABC 1234]]', 'car with licence plate number [[BX21 KLM]]', 'vehicle registration [[KT-4471]]',
      'license tag no. [[KRW 204]]', 'plate [[7XKR221]]', 'DMV form, plate [[DV 7781]].', 'in his truck, plate TX [[8KZ-4471]].',
      'the plate was [[ABC 1234]]', 'tag #: [[7XKR221]]', 'a blue van, reg [[KV21 HTR]].', 'Reg. no. [[KV21HTR]]',
      'Registration: [[KV21 HTR]]', 'Registration mark [[B7 KOW]]', 'car reg [[KOW 112B]]',
      'a grey Fiat registered [[KV21 HTR]], was', 'plate [[7KWL 214]], belted', 'plates [[KWL 4471]], GA',
      'License plate on EMS sheet [[KWL-4471]].',
      'the van ([[KWL 52T]]) came',
      'Vehicle OH [[KWL-4471]].', 'helicopter, tail number [[N512HB]] at', 'via Flight 6, [[N771LF]],', 'Matrícula [[1234 KLM]]',
    ],
    false: [
      'growth plate 3 mm', 'plate and 6 screws', 'license plate not seen', 'agar plate: 4 CFU', 'reg diet', 'Reg AB12 test',
      'registration AB12 pending', 'plate # 7', 'growth plate 8K4', 'tag line 7', 'tibial plate 8 hole', 'a plate of 12 g carbs',
      'LCP plate: 10 holes', 'ambulance van (EMS 12)', 'vehicle (PBS 100)', 'tail of pancreas N1 disease',
      'license plate on the car 3 times',
      'Registered MHRA 12', 'vehicle IN DMSO 100',
    ],
  },
}

/** Crews and solutions stand in brackets too: EMS 12, PBS 100. */
function isNoCrew(value: string): LikelihoodRatio {
  return /^(?:EMS|ALS|BLS|PBS|MVC|MVA|ISS|GCS|CPT|ICD)\b/.test(value) ? 0.02 : 1
}

/** A plate has letters and digits, three characters or more; units of measure look like short ones. */
function plated(value: string): LikelihoodRatio {
  const bare = value.replace(/[- ]/g, '')
  if (bare.length < 4) return 0.05
  return /^\d+(?:MM|CM|ML|MG|CFU|HOLES?)$/i.test(bare) ? 0.02 : 1
}
