import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, CODE_SYSTEM_BEFORE, labelled, UNIT_AFTER } from './labelled.ts'

const LABELS = [
  String.raw`mrns?`,
  String.raw`nhc`,
  String.raw`(?:patient|medical|health|hospital|chart|unit)(?:[ ](?:record|file|chart))?`,
  String.raw`(?:account|acct|case|claim|policy|chart|record|file|member|subscriber|encounter|visit|order|accession|specimen)`,
  String.raw`(?:reference|ref|invoice|docket|ticket|confirmation|tracking|registration|licen[cs]e|permit|certificate|passport|employee|badge|staff|student|group|serial|id|identifier|expediente|episodio|poliza|siniestro|cuenta)`,
].join('|')

export const spacedNumber: PatternDetector = {
  name: 'spaced-number',
  class: 'other-id',
  describes:
    'A number of six digits or more in groups with blanks between, after a label of records, accounts, claims, policies or persons.',
  source: '45 CFR 164.514(b)(2)(i)(H) to (R); ISO 31-0, section 3.3.1 (digits in groups with a small space between)',
  patterns: [
    {
      re: labelled({
        strong: String.raw`mrns?|nhc|n(?:[o0]|um(?:ero)?|r)?\.? de (?:utente|processo|beneficiario|historia|expediente|doente|dossier|cliente|socio|poliza)`,
        weak: LABELS,
        value: String.raw`\d{1,4}(?:[ ]{1,2}\d{2,10}){1,5}\b`,
      }),
      prior: 0.85,
      check: hasDigits,
    },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER, AMOUNT_BEFORE],
  examples: {
    true: [
      'MRN: [[471 12 34]]', 'MRN: [[4711 234]] on file', 'Patient ID: [[471 123]]', 'Case number: [[12 34 56]]', 'Claim no. [[12 345 678]]',
      'Account no [[12 34 56 78]]', 'Chart # [[4471 2093]]', 'nº de utente [[123 456 780]], seguido', 'numero de historia [[44 71 20]]',
      'License number: [[44 71 92]]',
    ],
    false: [
      'MRN: 4711 24 mg', 'chart: 12 345', 'case of 12 345 patients', 'record number 2019', 'order: 2 300 mg tablets',
      'account for 12 34 56', 'CPT code 99 213 400', 'group 12 2019',
    ],
  },
}

/** Fewer are a number and an age, a dose or a count. */
function hasDigits(value: string): LikelihoodRatio {
  return value.replace(/\D/g, '').length >= 6 ? 1 : 0
}
