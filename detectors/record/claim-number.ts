import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:prior|pre)[- ]?auth(?:orization)?`,
  String.raw`(?:pre-?certification|precert|eob|remittance|workers'? comp(?:ensation)?)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`workers'? comp(?:ensation)?[ ]claim`,
].join('|')
const WEAK = String.raw`claims?|authorization|auth|referral|approval|pa|incident|siniestro|prescription|rx|receta|icn|tcn`

export const claimNumber: PatternDetector = {
  name: 'claim-number',
  class: 'health-plan-id',
  describes: 'Number of a claim, prior authorization, referral, approval or prescription, after a label.',
  source: '45 CFR 164.514(b)(2)(i)(I) and (R); ASC X12 837 REF*F8, REF*G1, REF*9F; 21 CFR 1306.24 (prescription serial number)',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.85, check: looksIssued },
    { re: barelyLabelled(WEAK), prior: 0.75, check: looksIssued },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER, AMOUNT_BEFORE],
  examples: {
    true: [
      'claim number [[CLM-2021-44017]]', 'Claim #: [[7719204433]]', 'prior authorization [[PA0044192]]', 'Auth# [[A-553019]]',
      'referral no. [[44-771203]]', 'Rx# [[7720193]]', "workers' comp claim [[WC-20-44193]]", 'claim [[99448217]] denied',
      'ICN: [[2020448217]]', 'Rx [[99448217]] filled', 'claim [[WC-2025-118034]] for', 'claim [[KP/3381204/D]] denied',
      'comp claim [[WC-31-220917]] open', 'referral [[RF/2025/33127]] made', 'claim [[59-41K8-22Q]] denied',
    ],
    false: [
      'claims 3 falls', 'Rx: amoxicillin 500 mg', 'referral: cardiology 2 weeks', 'claims: 2019', 'PA: 120 lateral',
      'prior auth pending 10 days', 'Rx # 30 tabs', 'PA 1240', 'Rx 500-1000 mg', 'referral 10/12/2021', 'auth 12/15 visits',
    ],
  },
}
