import type { PatternDetector } from '../../src/contract/detector.ts'
import { CODE_SYSTEM_BEFORE, labelled, looksIssued, SPACED_DIGITS, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:health[ ]?(?:care|plan)?|medical|dental|private|primary|secondary)?[ ]?(?:insurance|insurer|insur|ins)(?:[ ](?:plan|policy|card|member|subscriber|coverage))?[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`health[ ]?plan(?:[ ](?:beneficiary|member|policy|id|number))*`, String.raw`(?:member|subscriber|beneficiary|enrollee|policy|policy[ ]?holder|certificate holder|dependent|cardholder)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`medicaid(?:[ ](?:recipient|id|number|card))*`, String.raw`medi[- ]?cal(?:[ ](?:id|number|bic))*`, String.raw`tricare(?:[ ](?:id|number))*`, String.raw`insurance[ ](?:plan|policy|card|member|is|id)`,
  String.raw`recipient[ ]id`, String.raw`nass`, String.raw`nuss`, String.raw`(?:numero[ ]de[ ])?afiliacion(?:[ ]a la seguridad social)?`, String.raw`numero de la seguridad social`,
  String.raw`tarjeta[ ]sanitaria`, String.raw`poliza`, String.raw`edipi`, String.raw`dod[ ]id`,
].join('|')
const WEAK = String.raw`insurance|ins|insur|insurer|member|subscriber|policy|beneficiary|coverage|payer|payor|plan|asegurado|bcbs|aetna|cigna|humana|kaiser|united[ ]?health(?:care)?|anthem`
const CARRIERS = String.raw`bcbs|blue cross(?:[ ]blue shield)?|aetna|cigna|humana|kaiser(?:[ ]permanente)?|united[ ]?health(?:care)?|uhc|anthem|wellcare|molina|centene|insurance`

export const healthPlanId: PatternDetector = {
  name: 'health-plan-id',
  class: 'health-plan-id',
  describes: 'Number of a member, subscriber, policy or beneficiary of a health plan, after a label or the name of a plan.',
  source: '45 CFR 164.514(b)(2)(i)(I); HL7 Table 0203 (MB, SN, MA, MC, NI); ASC X12 271 loop 2100C; Spain: Ministerio de Sanidad, numero de afiliacion a la Seguridad Social',
  patterns: [
    { re: labelled(STRONG), prior: 0.93, check: looksIssued },
    { re: labelled(STRONG, { value: SPACED_DIGITS }), prior: 0.93, check: looksIssued },
    { re: labelled(WEAK, { after: 'sign' }), prior: 0.8, check: looksIssued },
    { re: labelled(CARRIERS), prior: 0.6, check: looksIssued },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER],
  examples: {
    true: [
      'Member ID: [[WQX884471920]]', 'insurance policy number [[TR-440192]]', 'Subscriber # [[901-44-2210]]', 'Insurance: [[BLX-330194]]', 'His insurance ID is [[QQ-55102]]',
      'Health Plan ID: [[44019-ABC]]', 'Medicaid [[MC0044193]]', 'NASS: [[28 12345671 40]]', 'Aetna [[W204471993]]', 'numero de afiliacion [[0812345678]]', 'ins: [[RT-771209]]',
      'Policy Number [[4471-2209-A]]', 'insurance #[[KD-202114]]',
    ],
    false: [
      'insurance covers 30 days', 'care plan: 2000 kcal diet', 'member of a family of 4', 'policy since 2012', 'plan: start 500 mg', 'insurance lapsed 01/01/2020', 'Plan: repeat CBC in 3 weeks',
      'Medicaid since 2011', 'Insurance: none', 'family member no 2',
    ],
  },
}
