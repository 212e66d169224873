import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { CODE_SYSTEM_BEFORE, UNIT_AFTER } from './labelled.ts'

/** Letters before the numbers of investigational drugs, trials, grants, publications, cell lines, reagents and terminologies. */
const PUBLIC = new Set([
  'ABBV', 'ABT', 'ALKS', 'AMG', 'APD', 'ARRY', 'AZD', 'BAY', 'BI', 'BIIB', 'BMS', 'BYL', 'CAL', 'CEP', 'CHIR', 'CHEMBL', 'CP', 'CPT', 'CPX',
  'CVX', 'DB', 'DOI', 'DS', 'EMD', 'EPZ', 'FDA', 'GDC', 'GS', 'GSK', 'GW', 'HP', 'HGNC', 'ICD', 'INCB', 'ISO', 'JNJ', 'KW', 'LOINC', 'LY',
  'MEDI', 'MIM', 'MK', 'MLN', 'MSC', 'NCT', 'NDA', 'NDC', 'NM', 'NP', 'NVP', 'OMIM', 'ONO', 'ORPHA', 'OSI', 'PD', 'PDB', 'PF', 'PMC',
  'PMID', 'PX', 'RAD', 'RO', 'RG', 'RS', 'RU', 'SAR', 'SB', 'SC', 'SCH', 'SGN', 'SNOMED', 'SU', 'TAK', 'UCB', 'UMIN', 'VX', 'WHO', 'WIN',
  'WY', 'YM', 'ZD', 'ZK', 'ISRCTN', 'EC', 'FR', 'CAS',
])

/** What is numbered and written short: requests, orders, runs, files, prisoners. Of laboratories the sign stands for a count. */
const NUMBERED = 'RQ|REQ|ORD|PO|WO|INV|CONF|TRK|DOC|RUN|EMS|CAD|CDCR|DOCS|BOP|TDCJ|DIN|SPN'

export const unlabelledCode: PatternDetector = {
  name: 'unlabelled-code',
  class: 'other-id',
  describes: 'Letters, a hyphen and five to ten digits without a label: numbers of records, claims and accounts stand in notes like this.',
  source: '45 CFR 164.514(b)(2)(i)(R): any other unique identifying number, characteristic, or code',
  patterns: [
    { re: String.raw`\b[A-Z]{2,5}-\d{5,10}(?:-\d{1,4}|[A-Z]{1,2})?\b`, prior: 0.6, check: notPublic },
    { re: String.raw`#[A-Z]{1,4}-?\d{4,10}[A-Z]{0,2}\b`, prior: 0.75, check: notPublic },
    { re: String.raw`#\d{6,12}\b`, prior: 0.55 },
    // pt Anna Kowalski (68706836)
    {
      re: String.raw`\b(?i:pt|patient|pte|paciente|client|resident)\.? (?:[A-Z\x{80}-\x{10FFFF}][A-Za-z'\x{80}-\x{10FFFF}.-]*,? ){1,3}\((?<phi>#?[A-Z]{0,4}-?(?:\d{5,12}|\d{2,6}(?:-\d{2,6}){1,2}))\)`,
      prior: 0.75,
      check: isLongNumber,
    },
    // EMS run # 24-118832: the year, and the number in it
    { re: String.raw`# ?(?<phi>\d{2}(?:\d{2})?-\d{4,8})\b`, prior: 0.75 },
    // RQ#: 1187734
    { re: String.raw`\b(?:${NUMBERED})# ?:? ?(?<phi>[A-Z]{0,3}\d{4,9})\b`, prior: 0.7 },
  ],
  cues: [
    { words: ['patient', 'pt', 'mr', 'mrs', 'ms', 'record', 'id', 'notes', 'chart', 'file'], ratio: 3, where: 'near', within: 4 },
    {
      words: ['inhibitor', 'agonist', 'antagonist', 'trial', 'drug', 'compound', 'antibody', 'grant', 'lot', 'model', 'study'],
      ratio: 0.1,
      where: 'near',
      within: 3,
    },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER,
  ],
  examples: {
    true: [
      'seen today ([[QB-440192]])', 'reviewed [[HLX-2044193]] again', 'notes on patient [[#KD-202114]]', 'see [[#7720193]]',
      'labs for pt Anna Kowalski ([[68706836]]): Na', 'patient A. K. ([[498-77-2210]]) has', 'EMS run # [[24-118032]].',
      'declined, #[[24-3317]].', 'lab RQ#: [[1187034]].', 'CDCR# [[BK4417]]',
    ],
    false: [
      'started on BMS-936558', 'trial NCT04280705', 'PMID-31234567', 'inhibitor LYX-2835219', 'COVID-19', 'HLA-B5701', 'MDA-MB-231',
      'ICD-10', 'PF-06463922', 'AB-12345 antibody', '#30 tablets', 'TAB# 30', 'WBC# 12000', 'PLT#: 250000', 'dispense #90-120',
      'SARS-CoV-2', 'IL-6', 'CA-125', 'patient on Xeltrana (12345) was', 'pt Anna (54)', 'patient Anna (10-12)',
    ],
  },
}

const DIGITS_MIN = 5

function isLongNumber(value: string): LikelihoodRatio {
  return value.replace(/\D/g, '').length < DIGITS_MIN ? 0 : notPublic(value)
}

function notPublic(value: string): LikelihoodRatio {
  const letters = /[A-Z]+/.exec(value)?.[0] ?? ''
  return PUBLIC.has(letters) ? 0.02 : 1
}
