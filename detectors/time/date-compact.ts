import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, isDayOfMonth, MONTH, SURE_MONTH, YEAR } from './date-grammar.ts'

const LABEL_WORD =
  String.raw`dob|d\.o\.b\.?|birth ?date|date of (?:birth|service|admission|discharge|death|surgery|injury)|date|dos|dod|doa|doi|fecha|nacimiento|f\.? ?nac\.?|datum`
const EVENT =
  'on|adm|admit|admitted|admission|seen|disch|discharge|discharged|visit|f/u|follow-?up|last [a-z]{3,15}|since|until|from|dated|collected|received|surgery|expired|died'
/** From 1900 to a few years from now. */
const YEAR_MONTH_DAY = String.raw`(?:19\d\d|20[0-3]\d)(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])`
const SHORT_MONTH = '(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)'
const CLOCK = String.raw`(?:[T:]?[0-2]\d:?[0-5]\d(?::?[0-5]\d)?)?`

export const dateCompact: PatternDetector = {
  name: 'date-compact',
  class: 'date',
  describes: 'A day written without separators, as 20230412 or in an HL7 version 2 time stamp, 14MAR2024, and 041223 after a label.',
  source: 'ISO 8601-1:2019 section 5.2.2.2 (basic format); HL7 v2.5.1 section 2.A.22 (DTM)',
  patterns: [
    {
      re: String.raw`(?:^|[^\w#$.,]|[^\d#][.,])(?<phi>${YEAR_MONTH_DAY}(?:T?[0-2]\d[0-5]\d(?:[0-5]\d(?:\.\d{1,4})?)?(?:Z|[+-]\d{4})?|-${YEAR_MONTH_DAY})?)\b`,
      prior: 0.9,
      check: yearMonthDay,
    },
    // DMG and DTP of ASC X12
    { re: String.raw`\b(?:DMG|DTP\*\d{3})\*R?D8\*(?<phi>\d{8}(?:-\d{8})?)\b`, prior: 0.97 },
    // With the sex behind it, as a scanner writes who lies in it
    {
      re: String.raw`\b(?<phi>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])),? (?:M|F|male|female)\b`,
      prior: 0.9,
      check: yearMonthDay,
    },
    // The year last, behind what happened on the day or a label for it: seen 03041931, DOS: 25122021
    {
      re: String.raw`(?i)\b(?:${EVENT}|${LABEL_WORD})(?: on| is)?[ :=#-]{1,3}(?<phi>(?:(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]))(?:19\d|20[0-3])\d)\b`,
      prior: 0.9,
      check: dayMonthYear,
    },
    { re: String.raw`(?i)\b(?:${LABEL_WORD})(?: is)?[ :#]{1,3}(?<phi>(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|[12]\d|3[01])\d\d)\b`, prior: 0.85 },
    // 23SEP1957, 14Mar2024:10:30, 2024MAR14
    { re: String.raw`(?i)(?:\b|_)(?<phi>${DAY}${MONTH}${YEAR}${CLOCK})(?:\b|_)`, prior: 0.96 },
    { re: String.raw`(?i)(?:\b|_)(?<phi>${YEAR}${MONTH}${DAY})(?:\b|_)`, prior: 0.96 },
    // 23Sep57
    { re: String.raw`(?i)\b(?:${LABEL_WORD})(?: is)?[ :#]{1,3}(?<phi>${DAY}${MONTH}\d\d)\b`, prior: 0.95 },
    { re: String.raw`(?i)\b${DAY}${SURE_MONTH}\d\d\b`, prior: 0.85 },
    // Mar21 to Apr21: a month and its year, or its day
    { re: String.raw`\b${SHORT_MONTH}'?[0-3]\d\b`, prior: 0.75 },
  ],
  cues: [
    {
      words: [
        'dob', 'birth', 'date', 'dated', 'on', 'admitted', 'discharged', 'seen', 'since', 'until', 'fecha', 'nacido', 'nacida', 'collected',
        'received', 'timestamp', 'el', 'f u', 'follow up', 'last', 'visit', 'from', 'to',
      ],
      ratio: 15,
      where: 'before',
      within: 3,
    },
    {
      words: [
        'mrn', 'acc', 'accession', 'account', 'acct', 'id', 'number', 'num', 'no', 'nr', 'claim', 'case', 'order', 'req', 'requisition', 'lot',
        'batch', 'ref', 'reference', 'phone', 'tel', 'code', 'snomed', 'loinc', 'gene', 'invoice', 'member', 'policy', 'serial', 'sn', 'nhc',
        'version', 'build', 'firmware', 'release', 'count', 'load', 'copies', 'platelets', 'plt', 'wbc', 'pmid', 'isbn', 'issn',
      ],
      ratio: 0.03,
      where: 'before',
      within: 2,
    },
    {
      words: ['cells', 'copies', 'u', 'iu', 'ui', 'unit', 'units', 'ml', 'l', 'ul', 'cfu', 'pfu', 'mg', 'g', 'usd', 'dollars', 'eur', 'reads', 'bytes'],
      ratio: 0.03, where: 'after', within: 1,
    },
  ],
  examples: {
    true: [
      'DMG*D8*[[19620314]]*F~', 'collected on [[20230412]] by nurse', 'CT HEAD [[19310305]] M', 'seen on [[03051931]] by',
      'last visit [[20230412]] ok', 'admitted [[03052021]] with pain', 'DOB [[19560930]]', 'DOB: [[041256]]',
      'message sent [[20230412103055]] by lab', 'DOB [[23SEP1957]]', 'seen [[14MAR2024]] in clinic', 'scan_[[2024MAR14]]_b',
      'DOB: [[23Sep57]] male', 'admitted [[14MAR24]] with fever', 'el [[3ene2021]] acude', 'drawn [[14MAR2024:10:30]]',
      'Admit [[20210304]], discharge [[20210309]]', 'CXR [[20210304]]: clear', '[[20210304]]: clear', '[[20210304]] [[20210305]]',
      'stay [[20210304-20210309]]', 'DOS: [[03042021]]', 'DOS: [[25122021]]', '[[04Mar21]] seen.', 'from [[Mar21]] to [[Apr21]].',
    ],
    false: [
      'lot 20231450', 'accession 20230412', 'platelets 20190000', 'SNOMED code 20200317', 'gene 5MARCH2A', 'batch X14MAR2024B',
      'order 2024MARK14', '10DEC units', 'on 12345678 cells', 'lot 20190305 F12', 'lot 14MAR24',
      '#20210304 was billed', 'claim # 20210304', 'MRN 20210304', 'Ref: 20210304', 'order no. 20210304', 'load 20150412 copies', 'CK: 20220314 U/L',
      'A20210304', '20210304B', '0.20210304', '20450304 of', '20210231 of', 'SEPT10 gene', 'Oct4 positive', 'DOS: 99042021',
    ],
  },
}

/** A time of day behind the day leaves little doubt. */
function yearMonthDay(value: string): number {
  if (!isDayOfMonth(Number(value.slice(6, 8)), Number(value.slice(4, 6)))) return 0.01
  return value.length >= 12 ? 8 : 1
}

function dayMonthYear(value: string): number {
  const [one, other] = [Number(value.slice(0, 2)), Number(value.slice(2, 4))]
  return isDayOfMonth(one, other) || isDayOfMonth(other, one) ? 1 : 0
}
