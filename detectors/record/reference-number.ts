import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:transaction|serial|file|record|document|report|incident|court|case management|identification|unique|global)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|identifier|#)`,
  String.raw`(?:identified|known|registered|filed|tracked)[ ](?:as|under|by)[ ](?:id|no|number|patient|pt|#|ref)*`,
  String.raw`tax(?:payer)?[ ]?(?:id|identification)`,
  String.raw`ein`,
].join('|')
const WEAK = String.raw`ids?|identifier|reference|ref|confirmation|tracking|ticket|docket|identificador|identificacion|referencia|notes?`

export const referenceNumber: PatternDetector = {
  name: 'reference-number',
  class: 'other-id',
  describes: 'Any other number that is one person\'s: reference, confirmation, tracking, ticket, docket, tax or plain ID, after a label.',
  source: '45 CFR 164.514(b)(2)(i)(R): any other unique identifying number, characteristic, or code',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.78, check: looksIssued },
    { re: labelled({ strong: 'id' }), prior: 0.6, check: looksIssued },
    // Ambulance ref CAD 250811-0337: what numbers it may stand before the number
    {
      re: String.raw`\b(?i:ref|reference|ticket|docket|tracking|confirmation|incident|job|log)\.? (?<phi>(?:[A-Z]{2,4}[ -])?(?:\d{6}-\d{3,6}|\d{7,12}|\d{2,4}/\d{5,8}))\b`,
      prior: 0.75,
      check: looksIssued,
    },
    // ref 8820-441, CAM/88102: no range, which goes from the less to the more
    { re: String.raw`\b(?i:ref|reference)\.? (?<phi>\d{4,6}-\d{3,6}|[A-Z]{2,5}/\d{4,8})\b`, prior: 0.8, check: notARange },
    { re: String.raw`\b(?i:docket|case|cause|matter|appeal|grievance|complaint)\.? (?<phi>[A-Z]{2}-\d{2,4}-\d{3,8}|[A-Z]{2,3}-\d{5,8}-[A-Z\d]{1,4}|\d{2,4}-[A-Z]{2}-\d{3,8}|\d{3,6}-\d{3,6}-[A-Z\d]{1,4})\b`, prior: 0.85 },
    // United States Postal Service, Publication 199: labels of certified mail and parcels
    {
      re: String.raw`(?i)\b(?:certified(?: mail)?|usps|tracking|registered mail|return receipt)(?: receipt| no\.?| number| #| item| usps)*:? ?(?<phi>[79]\d{3}(?: ?\d{4}){4}(?: ?\d{2})?)\b`,
      prior: 0.95,
    },
    // under reference MC/55/20-1184
    {
      re: String.raw`\b(?i:ref|reference|quote|quoting)(?i:\.|:| no\.?| number| #)* (?<phi>[A-Z]{1,6}(?:/[A-Z\d]{1,8}){0,3}/\d{1,8}(?:-\d{1,8})?|\d{1,6}(?:/[A-Z\d]{1,8}){1,3}/\d{2,8})\b`,
      prior: 0.8,
      check: looksIssued,
    },
    // claim WC 118 4402; EMS run 24-118820
    { re: String.raw`\b[Cc]laim(?i: no\.?| number| #|:)* (?<phi>[A-Z]{1,4} \d{2,4} \d{3,6}(?: \d{2,6})?)\b`, prior: 0.85 },
    { re: String.raw`\b(?i:ems|e?pcr|dispatch|ambulance|fire)(?i: run| report| incident| call| no\.?| number| #|:)* (?<phi>\d{2,4}-\d{4,8})\b`, prior: 0.85 },
    { re: String.raw`\b(?:CLM|REF|AUTH|INV|POL|TKT|CASE|CONF)#(?: ?)\d[A-Z\d]*(?:-\d{2,8}){0,3}\b`, prior: 0.9, check: looksIssued },
    // Autopsy No. ME 24-0093, coroner's case 2024-01188
    {
      re: String.raw`\b(?i:autopsy|post-?mortem|coroner'?s?|medical examiner'?s?|M\.?E\.?)(?i: case| ref(?:erence)?| file)?(?i: no\.?| number| #|:)* (?<phi>(?:[A-Z]{1,3}[ -]?)?(?:19|20)?\d\d-\d{3,6})\b`,
      prior: 0.85,
      check: isNoMonth,
    },
    { re: String.raw`\b[Vv]isa,? ?\(?(?i:no\b\.?|number|nr\b\.?|#)[ :#]{0,2}(?<phi>[A-Z]{0,3}\d{6,9}[A-Z]?)\b`, prior: 0.85 },
    // Parcels: UPS, and of the posts by S10 of the Universal Postal Union
    { re: String.raw`\b1Z(?: ?[A-Z\d]{3}){2} ?[A-Z\d]{2}(?: ?\d{4}){2}\b`, prior: 0.95 },
    {
      re: String.raw`\b(?i:fedex|dhl|courier|yodel|evri|parcel|shipment|consignment|package|tracking)(?i: tracking)?(?i: no\.?| number| #| id|:)* (?<phi>[A-Z]{2} ?\d{3} ?\d{3} ?\d{3} ?[A-Z]{2}|[A-Z]{1,2}\d{14,20}|\d{4} ?\d{4} ?\d{4}(?: ?\d{2,3})?)\b`,
      prior: 0.85,
    },
    { re: String.raw`(?i)\bsession(?: id)?[:= ]{1,2}(?<phi>[\da-f]{4,12}(?:-[\da-f]{4,12}){1,4})\b`, prior: 0.85, check: looksIssued },
    // In the line of a log: GET /appointments/ap_77kQz19
    { re: String.raw`\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) /(?:[\w.-]{1,40}/){1,6}(?<phi>[a-z]{0,8}[_-]?[A-Za-z\d]{0,12}\d[A-Za-z\d_-]{3,40})\b`, prior: 0.8 },
    { re: String.raw`\bCAD[ :#]{1,2}(?<phi>\d{6}-\d{3,6})\b`, prior: 0.85 },
    // Police National Computer: the year, a number and a check letter
    { re: String.raw`\bPNC(?:ID| ID| [Nn]o\.?| number)?[ :]{1,2}(?<phi>\d{2,4}/\d{1,7}[A-Z])\b`, prior: 0.93 },
    // Veterans Affairs: claims file, eight or nine figures (M21-1, part II)
    { re: String.raw`\b(?:[Cc]-?[ ]?|[Cc]laims? )[Ff]ile(?: [Nn]o\.?| #| number)?[ :#]{1,2}(?<phi>(?:C[- ]?)?\d{2,3}[ -]?\d{3}[ -]?\d{3})\b`, prior: 0.9 },
    // Spain: of prisoners and social security, of officers, of files
    { re: String.raw`\b(?:NIS|TIP|NIP)[ :#]{1,2}(?<phi>[A-Z]?-?\d[\d-]{3,10}\d(?:-[A-Z])?)\b`, prior: 0.85 },
    { re: String.raw`(?i)\b(?:exp(?:te|ediente)?|acc)\. ?(?:n[o.]{1,2} ?)?(?<phi>\d{3,8}/(?:19|20)\d\d|\d{6,12})\b`, prior: 0.85 },
  ],
  cues: [
    { words: ['version', 'version identifier', 'build', 'commit', 'revision', 'release'], ratio: 0.02, where: 'before', within: 3 },
    // What is implanted has a number in a catalogue
    {
      words: ['port', 'catheter', 'mesh', 'stent', 'implant', 'screw', 'catalog', 'lead', 'valve', 'graft', 'cage'],
      ratio: 0.05,
      where: 'before',
      within: 2,
    },
    { words: ['figure', 'table', 'protocol', 'grant', 'guideline', 'nct', 'article', 'catalog'], ratio: 0.1, where: 'before', within: 3 },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER, AMOUNT_BEFORE,
  ],
  examples: {
    true: [
      'ref# [[44-20193]]', 'Reference number: [[RX20-4471]]', '(ID#: [[QBX-44019]])', 'confirmation no. [[7720194]]', 'ID: [[PX-77120]]',
      'police report number [[21-044719]]', 'Tax ID [[44-7120933]]', 'interno, NIS [[2011774417]].', 'agente TIP [[K-88017-Z]].',
      'tutora, exp. [[1107/2019]].', '(acc. [[88104422]]): normal', 'Ambulance ref [[CAD 250811-0337]]', 'CAD [[250811-0337]] closed',
      'c-file [[C 31 227 904]]', 'ref [[8820-441]] from', 'ref [[CAM/88102]]', 'Docket [[CR-25-00817]] set',
      'Medicaid (case [[0081-447-Q]]) was', 'certified mail [[7019 1640 0000 4412 8831]] sent', 'PNC [[19/118833X]] checked',
      'under reference [[MC/55/20-1184]].', 'Please quote [[GH/2024/11873]].', 'appeal [[AP-24-00718]],', 'complaint [[IC-220188-K4]]',
      'session [[8f3a-99c1-22d0]]',
      'Claim [[WC 118 4402]],', 'EMS run [[24-118820]],', 'ref [[PB/ND/20431-7]],',
      'our ref [[KW/2024/0091]];', 'claim [[CLM#2023-51-8820]].', 'Autopsy No. [[MX 24-0117]].',
      "coroner's case [[2024-01188]]", 'visa (no. [[K0077281P]])', 'Parcel [[1ZA42F910388172204]] was', 'DHL tracking [[7712 4482 1193]]',
      'Courier [[JD014600012345678901]] to',
      'GET /visits/[[vt_77kQz19]] 200', 'claim file [[C 31 442 118]],',
    ],
    false: [
      'ID consult in 2019', 'ref: Smith 2019', 'ID: vancomycin 1250 mg', 'reference range 135-145', 'ref 3.5-5.0', 'ticket to ride 2',
      'PMID: 31234567', 'Reference: 120-140 mmol', 'seen by ID 2 days ago', 'notes: 4+ edema', 'acc. to 2019', 'lidocaine exp. q4h',
      'TIP 12 mm', 'version identifier: a34f82c8', 'note: 2500 ml', 'CAD 2019-2020', 'ref 10/2021', 'ref 4000-11000', 'ref 1500-8000',
      'Port ref 1808000', 'mesh ref 0112680', 'reference 135-145', 'CAD 3-vessel', 'TRIAGE NOTE: G3P2002 at', 'reference A/B 12',
      'ME 10-2019', 'visa number pending', 'GET /patients/list 200', 'parcel 12 of 20', 'me 24-0117 mg',
    ],
  },
}

/** 10-2019 is a month. */
function isNoMonth(value: string): LikelihoodRatio {
  return /^(?:0?[1-9]|1[0-2])-(?:19|20)\d\d$/.test(value) ? 0.02 : 1
}

function notARange(value: string): LikelihoodRatio {
  const [from = '', to = ''] = value.split('-')
  return to !== '' && Number(to) > Number(from) ? 0.02 : looksIssued(value)
}
