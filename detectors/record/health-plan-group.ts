import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { barelyLabelled, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = String.raw`(?:insurance|plan|policy|employer|coverage)[ ](?:group|grp)|(?:group|grp)[ ](?:plan|policy|insurance)|rx[ ]?(?:grp|group)|rxgrp`
const WEAK = String.raw`group|grp|payer|payor`

export const healthPlanGroup: PatternDetector = {
  name: 'health-plan-group',
  class: 'health-plan-id',
  describes: 'Group number of an insurance card or a pharmacy benefit, after a label; not BIN and PCN, which are those of who pays.',
  source: '45 CFR 164.514(b)(2)(i)(I); NCPDP Health Care Identification Card Pharmacy Standard (RxBIN, RxPCN, RxGrp)',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.8, check: grouped },
    { re: String.raw`(?i)\b(?:group|grp) (?<phi>0\d{3,7}(?:-[A-Z\d]{1,3})?)\b`, prior: 0.8 },
    { re: String.raw`\b(?:Grp|GRP|grp)\.? (?<phi>\d[A-Z]\d{2,4})\b`, prior: 0.75 },
    { re: barelyLabelled('group|grp'), prior: 0.7, check: looksIssued },
  ],
  cues: [
    { words: ['insurance', 'member', 'subscriber', 'policy', 'plan', 'bcbs', 'aetna', 'cigna'], ratio: 10, where: 'near', within: 8 },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER,
  ],
  examples: {
    true: [
      'Group number: [[0044719]]', 'Grp# [[GX-20933]]', 'RxBIN 610279, RxGrp [[HLT0144]]', 'Group: [[2L44]]', 'Grp [[2L44]]',
      'insurance group [[771200]]',
      'Group No. [[A88123]]', 'group [[XQW448217]] covers', 'group [[00417-A]], Rx',
    ],
    false: [
      'group A streptococcus', 'group 2 received 400 mg', 'Group: 12 patients', 'age group: 65-74', 'blood group O', 'group therapy 2000',
      'group: 120/80', 'RxBIN 610279', 'BIN: 610279 PCN: ADV', 'Group: 2B', 'group: 3L',
    ],
  },
}

/** A short one has a letter among its digits: 2L44. */
function grouped(value: string): LikelihoodRatio {
  return /^\d[A-Z]+\d{2,}$/.test(value) ? 1 : looksIssued(value)
}
