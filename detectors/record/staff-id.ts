import type { PatternDetector } from '../../src/contract/detector.ts'
import { labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:emp|badge|clinician|provider|physician|personnel|payroll|worker|military|service|veteran|prisoner|prison|detainee|offender|booking|operator)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|identifier|#)`,
  String.raw`badge`, String.raw`(?:numero[ ]de[ ])?(?:empleado|placa)[ ](?:numero|no|id)`,
].join('|')
const WEAK = String.raw`employee|staff|student|inmate|shield|user|login|unit[ ]badge`

export const staffId: PatternDetector = {
  name: 'staff-id',
  class: 'other-id',
  describes: 'Number of an employee, badge, student, service member, inmate or user, after a label.',
  source: '45 CFR 164.514(b)(2)(i)(R); HL7 Table 0203 (EI, PRN, MI); the number itself follows no standard',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.85, check: looksIssued },
    // Of the forces, letters first
    {
      re: String.raw`(?i)\b(?:service|army|navy|military|regimental)[ ](?:serial[ ])?(?:numbers?|no\b\.?|#):?[ ](?<phi>[A-Z]{1,3}[ -]?\d{2,3}(?:[ -]?\d{3}){1,2})\b`,
      prior: 0.9,
    },
    // England and Wales: a letter, four figures, two letters (Prison Service Instruction 29/2012)
    { re: String.raw`\b(?i:prison|prisoner|hmp|noms|nomis|offender|inmate)(?i: no\b\.?| number| id| #)?[ :]{1,2}(?<phi>[A-Z]\d{4}[A-Z]{2})\b`, prior: 0.9 },
    // register using my number K22083371
    { re: String.raw`\b(?:[Mm]y|[Hh]is|[Hh]er|[Yy]our|[Tt]heir) (?:number|no\.|ID|id)(?: is|:)? (?<phi>[A-Z]{1,3}-?\d{6,10})\b`, prior: 0.85 },
    // As systems print who did something: by jt4471
    { re: String.raw`\b[Bb]y:? (?<phi>[a-z]{1,4}\d{3,7})\b`, prior: 0.75 },
  ],
  cues: [UNIT_AFTER],
  examples: {
    true: [
      'employee ID [[E044192]]', 'Badge #[[20447]]', 'student no. [[S-2021-0447]]', 'Employee number: [[0044719]]',
      'inmate ID: [[QX-20443]]', 'user id [[mv04420]]', 'service no. [[RA 18 442 907]].', 'collected by [[jt4471]] at',
      'prison no. [[A3316DY]]', 'prisoner [[A3316DY]] seen', 'register using my number [[K22083371]] and',
    ],
    false: [
      'film badge 2 mSv', 'employee health visit 2019', 'student: 20 years old', 'staff: 3 nurses', 'radiation badge read 120 mrem',
      'user since 2015', 'prison in 2019', 'prison health 1200', 'her number is up', 'provider no longer here',
    ],
  },
}
