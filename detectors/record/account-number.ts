import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE, CODE_SYSTEM_BEFORE, labelled, looksIssued, SPACED_DIGITS, UNIT_AFTER } from './labelled.ts'

const LABELS = [
  String.raw`(?:patient|hospital|billing|guarantor|financial|customer|client)?[ ]?(?:accounts?|acct|acc't|a/c)`,
  String.raw`(?:billing|invoice|statement|receipt|bill|guarantor)`,
  String.raw`cuenta`,
  String.raw`factura`,
].join('|')

export const accountNumber: PatternDetector = {
  name: 'account-number',
  class: 'account',
  describes: 'Number of a patient, billing or guarantor account, of an invoice or a statement, after a label.',
  source: '45 CFR 164.514(b)(2)(i)(J); HL7 Table 0203 (AN, GI); the number itself follows no standard',
  patterns: [
    { re: labelled({ weak: LABELS, value: `(?:${SPACED_DIGITS}|${CODE})` }), prior: 0.9, check: looksIssued },
    {
      re: String.raw`(?i)\b(?:account|acct)\.? (?:at issue|in question|concerned|involved|affected|debited|credited|held|on file)[ :]{1,2}(?<phi>${CODE})`,
      prior: 0.85,
      check: looksIssued,
    },
    { re: barelyLabelled('invoice|receipt|statement|a/c'), prior: 0.8, check: looksIssued },
    { re: labelled({ strong: String.raw`accounts?|acct` }), prior: 0.6, check: looksIssued },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER, AMOUNT_BEFORE],
  examples: {
    true: [
      'Account Number: [[4471920335]]', 'Acct#: [[BQX-204417]]', 'patient account no. [[7000-4419]]', 'Guarantor ID [[G0044192]]',
      'invoice #[[20-441973]]', 'acct [[55120394]] past due', 'Account: [[4419 2203 771]]', 'Account at issue: [[#0091-338-7]].',
      'Invoice [[INV-2024-0387]] to', 'a/c [[10088213]],',
    ],
    false: [
      'taking into account 3 factors', 'accounts for 1200 kcal', 'by her account, 2 falls', 'account of 2019', 'bill: 500 dollars',
      'account opened 01/02/2020', 'Billing: 30 minutes',
    ],
  },
}
