import type { PatternDetector } from '../../src/contract/detector.ts'
import { labelled, looksIssued, UNIT_AFTER } from '../record/labelled.ts'

const STRONG = [
  String.raw`(?:bank|checking|chequing|savings|deposit|direct[ ]deposit|brokerage|money market|hsa|fsa|wire|beneficiary|loan|mortgage)[ ](?:account|acct|acc|a/c)`,
  String.raw`cuenta[ ](?:bancaria|corriente)`, String.raw`kontonummer`, String.raw`clabe`, String.raw`ccc`,
].join('|')

export const bankAccount: PatternDetector = {
  name: 'bank-account',
  class: 'account',
  describes: 'Number of a bank account, after words that say so: 5 to 20 digits, in groups or not.',
  source: '45 CFR 164.514(b)(2)(i)(J); Nacha Operating Rules (DFI account number, up to 17 places); Banco de Mexico, CLABE (18 digits)',
  patterns: [
    { re: labelled({ strong: STRONG, value: String.raw`[A-Z]{0,3}\d{1,20}(?:[- ]\d{2,10}){0,5}\b` }), prior: 0.93, check: looksIssued },
    {
      re: String.raw`(?i)\b(?:bank|checking|savings)\b[^.\n\d]{1,30}\b(?:account|acct)\b[^.\n\d]{0,25}(?<phi>\d{5,17})\b`,
      prior: 0.85,
      check: looksIssued,
    },
    // United Kingdom: sort code and account in one
    { re: String.raw`\b\d\d-\d\d-\d\d[ ,/]{1,2}\d{8}\b`, prior: 0.85 },
    { re: String.raw`(?i)\bsort(?: codes?)?(?: is)?[ :#]{1,3}(?<phi>\d\d[- ]?\d\d[- ]?\d\d)\b`, prior: 0.95 },
  ],
  cues: [UNIT_AFTER],
  examples: {
    true: [
      'checking account [[000123456789]]', 'Bank account number: [[4471-220193]]', 'savings acct #[[5512204478]]',
      'bank of record, account ending, number [[77201934]]', 'sort code [[20-44-71]]', 'sort [[20-44-71]]',
      'debited to account [[30-91-22 44718820]].',
      'CLABE [[032180000118359719]]',
    ],
    false: [
      'bank account closed 2019', 'blood bank 2 units', 'savings account with 500 dollars', 'food bank account of 12 visits', 'CCC 12',
      '10-20-30 mg', '30-60-90 1234',
      'bone bank allograft 10 mm',
    ],
  },
}
