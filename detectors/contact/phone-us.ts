import type { PatternDetector } from '../../src/contract/detector.ts'
import { digitsOf, EXTENSION } from './phone-grammar.ts'

export const phoneUs: PatternDetector = {
  name: 'phone-us',
  class: 'phone',
  describes:
    'A telephone number of the North American Numbering Plan with area code, in groups or after a word for telephone; 7 digits only near such a word.',
  source: 'North American Numbering Plan, ATIS-0300051: area code and exchange [2-9]XX, neither of them N11 as an exchange; 47 CFR 52.13',
  patterns: [
    {
      re: String.raw`(?:\+|\b)?(?:(?:\+?1|001)[-. /]{0,2})?(?:\(\d{3}\) ?[-./]? ?|\b\d{3}(?: ?[-./] ?| ))\d{3}(?: ?[-.] ?| )\d{4}\b${EXTENSION}`,
      prior: 0.9,
      check: areaAndExchange,
    },
    { re: String.raw`\b(?:\+?1[-. ]?)?[2-9]\d{2}[2-9]\d{6}\b${EXTENSION}`, prior: 0.03, check: areaAndExchange },
    { re: String.raw`\b[2-9]\d{2}[-. ]\d{4}\b${EXTENSION}`, prior: 0.12, check: exchangeOnly },
    { re: String.raw`(?i)\b[2-9]\d{2}[-. ]\d{4},? ?(?:x|ext|extn|extension)\b?\.?:? ?#?\d{1,6}\b`, prior: 0.95 },
    // The number of a pharmacy behind its name: (Corner Drug, 5037714482)
    {
      re: String.raw`\b(?i:[a-z]+ (?-i:Drugs?)|pharmacy|pharmacies|drug ?store|apothecary|chemist|walgreens|cvs|rite aid|walmart|costco|kroger|safeway)\b[^\n\d.]{0,30}(?:#\d{1,5}[^\n\d]{1,6})?\b(?<phi>[2-9]\d{2}[2-9]\d{6})\b`,
      prior: 0.8,
      check: areaAndExchange,
    },
    // (h) 555-0134 (w) 555-0199: of which telephone, by its letter
    { re: String.raw`(?:\([hHcCwWmM]\)|\b[HCWM]:) ?(?<phi>[2-9]\d{2}[-. ]\d{4})\b`, prior: 0.9 },
    { re: String.raw`\b(?<phi>[2-9]\d{2}[-.]\d{4}) ?\([hHcCwWmM]\)`, prior: 0.9 },
    {
      re: String.raw`(?i)\b(?:my|his|her|their|your|our|best|new|current|cell|callback|contact|phone|mobile|wife's|husband's|mom's|dad's|daughter's|son's)[ ]?#(?: is)?:? ?(?<phi>\d{3,4}[- ]?\d{4})\b`,
      prior: 0.85,
    },
    {
      re: String.raw`\b(?:1[-. ])?\(?(?:800|888|877|866|855|844|833|822)\)?[-. ](?:[A-Z]{7,9}|[A-Z]{3,4}[- ][A-Z]{3,4}|\d{3}[- ]?[A-Z]{4}|[A-Z]{3}[- ]\d{4}|\d-[A-Z]{6})\b`,
      prior: 0.9,
    },
  ],
  cues: [
    {
      words: [
        'phone', 'telephone', 'tel', 'ph', 'call', 'called', 'calling', 'cell', 'cellular', 'mobile', 'contact', 'reach', 'reached',
        'number', 'dial', 'text', 'home', 'work', 'office', 'emergency contact', 'voicemail', 'callback', 'whatsapp', 'sms', 'registered',
        'text message', 'messages to', 'texts', 'texting', 'telefono', 'pager', 'fax',
      ],
      ratio: 60,
      where: 'before',
      within: 6,
    },
    { words: ['office', 'fax', 'cell', 'home', 'mobile', 'work', 'tel', 'phone', 'movil', 'fijo'], ratio: 40, where: 'after', within: 1 },
    {
      words: [
        'mrn', 'npi', 'lot', 'ndc', 'account', 'acct', 'member', 'member id', 'policy', 'claim', 'serial', 'accession', 'id', 'score',
        'isbn', 'group', 'platelets', 'wbc', 'code', 'snomed',
      ],
      ratio: 0.05,
      where: 'before',
      within: 3,
    },
    { words: ['mg', 'ml', 'cells', 'units', 'mm', 'mcg', 'days', 'kg', 'kcal'], ratio: 0.05, where: 'after', within: 1 },
  ],
  examples: {
    true: [
      'call [[(312) 555-0148]] today', 'cell [[312-555-0148]] ok', '[[+1 312 555 0148]] is his', 'phone 3 [[312.555.0148 x204]] or',
      'mobile [[3125550148]] please', 'call me at [[555-0148]] now', 'worker [[555-0148 ext 4]] or', '[[1-800-FLOWERS]] sent',
      'tel: [[1-312-555-0148 ext. 12]] or', '[[800-555-HELP]] line', 'or [[555-0148]] (cell) any time',
      '(h) [[555-0134]] (w) [[555-0199]] and', '[[555-0134]] (c) is best', 'my # [[5555 0142]] now', 'her # is [[555-0142]].',
      'no more messages to [[3125550148]], please', 'pharmacy (Corner Drug #12, [[5037714482]])',
    ],
    false: [
      'MRN 3125550148', 'lot 312-55-0148', 'NPI 1245319599', 'from 200-1000 mg', 'SSN 219-09-9998', 'NDC 0002-8215-01',
      'platelets 312-4000', 'about 300-1500 kcal a day', 'an 1800-calorie diet', 'dilution 1:800 for these', 'Drug level 2223334455 copies',
    ],
  },
}

/** Invented numbers keep the grouping and break the rules of the exchange, so a break lowers only a little. */
function areaAndExchange(value: string): number {
  const all = digitsOf(value)
  const digits = all.length > 10 ? all.slice(-10) : all
  const grouped = /\D/.test(value.trim().replace(/^\+/, ''))
  if (/^(\d)\1{9}$/.test(digits)) return 0.2
  const broken = /^[01]/.test(digits) || /^...[01]/.test(digits) || /^...[2-9]11/.test(digits)
  if (!broken) return 1
  return grouped ? 0.4 : 0.05
}

function exchangeOnly(value: string): number {
  return /^.11/.test(value) ? 0.1 : value.includes('-') ? 1.5 : 0.5
}
