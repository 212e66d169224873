import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { remainder } from '../../src/contract/checks.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE, CODE_SYSTEM_BEFORE, labelled, looksIssued, SPACED_DIGITS, UNIT_AFTER } from './labelled.ts'

/** The affiliation to the Spanish social security: two digits of a province, seven or eight, and two by 97. */
const SPAIN = String.raw`nass|nuss|(?:numero[ ]de[ ])?(?:afiliacion|afiliado)(?:[ ]a la seguridad social)?|(?:numero[ ]de[ ](?:la[ ])?)?seguridad social`
const SPANISH = String.raw`\d{1,10}(?:[ ]{0,2}[-/]?[ ]{0,2}\d{1,10}){1,3}\b`

/** Letters first, and blanks between the groups, as on cards: `XKP 772 881 204`, `W2284 91837`. */
const LETTERED = String.raw`[A-Z]{1,4}(?:\d{2,6})?(?:[ -]\d{2,6}){0,1}(?:[ -]\d{3,6}){1,3}(?:[-/]\d{1,2})?\b`

const STRONG = [
  String.raw`(?:health[ ]?(?:care|plan)?|medical|dental|private|primary|secondary)?[ ]?(?:insurance|insurer|insur|ins)(?:[ ](?:plan|policy|card|member|subscriber|coverage))?[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`health[ ]?plan(?:[ ](?:beneficiary|member|policy|id|number))*`,
  String.raw`(?:enrollee|policy[ ]?holder|certificate holder|dependent|cardholder)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`medicaid(?:[ ](?:recipient|id|number|card))*`,
  String.raw`medi[- ]?cal(?:[ ](?:id|number|bic))*`,
  String.raw`tricare(?:[ ](?:id|number))*`,
  String.raw`insurance[ ](?:plan|policy|card|member|is|id)`,
  String.raw`recipient[ ]id`,
  String.raw`(?:sub|subscr|mbr|memb)[ ]?(?:numbers?|no\b\.?|id|#)`,
  String.raw`hbn`,
  String.raw`hpbn`,
  String.raw`hcn`,
  String.raw`(?:hmo|ppo)[ ](?:id|number)`,
  String.raw`tarjeta[ ]sanitaria`,
  String.raw`poliza`,
  String.raw`autogenerado`,
  String.raw`edipi`,
  String.raw`dod[ ]id`,
].join('|')
const WEAK = String.raw`insurance|ins|insur|insurer|member|membership|subscriber|policy|beneficiary|coverage|payer|payor|plan|asegurado|bcbs|aetna|cigna|humana|kaiser|united[ ]?health(?:care)?|anthem`
const CARRIERS = String.raw`bcbs|blue cross(?:[ ]blue shield)?|aetna|cigna|humana|kaiser(?:[ ]permanente)?|united[ ]?health(?:care)?|uhc|anthem|wellcare|molina|centene|hmsa|insurance`

export const healthPlanId: PatternDetector = {
  name: 'health-plan-id',
  class: 'health-plan-id',
  describes: 'Number of a member, subscriber, policy or beneficiary of a health plan, after a label or the name of a plan.',
  source:
    '45 CFR 164.514(b)(2)(i)(I); HL7 Table 0203 (MB, SN, MA, MC, NI); ASC X12 271 loop 2100C; Spain: Ministerio de Sanidad, numero de afiliacion a la Seguridad Social',
  patterns: [
    // NM1*IL*1*...*MI*ID~, REF*1L*ID~ of ASC X12
    { re: String.raw`\bNM1\*[^~\n]{3,120}\*(?:MI|II|MR|EI|SY|34|24)\*(?<phi>[A-Z0-9-]{4,30})\b`, prior: 0.95 },
    { re: String.raw`\bREF\*(?:SY|IG|1L|F6|EJ|EA|D9|G1|9F|6P)\*(?<phi>[A-Z0-9-]{4,30})\b`, prior: 0.95 },
    { re: labelled({ strong: STRONG, weak: WEAK, value: `(?:${SPACED_DIGITS}|${LETTERED}|${CODE})` }), prior: 0.88, check: looksIssued },
    { re: barelyLabelled(`${WEAK}|contract`), prior: 0.75, check: looksIssued },
    // VHI policy VHI 7714 3390
    {
      re: String.raw`\b(?i:policy|member|membership|subscriber|insurance)(?: is)? (?<phi>[A-Z]{2,4} \d{3,6}(?: \d{3,6}){1,3}(?:[-/]\d{1,2})?)\b`,
      prior: 0.8,
      check: isNoDeductible,
    },
    // Jane Doe (YGD770214455): the prefix of a Blue Cross plan, and nine figures; member HMSA R0044718820
    { re: String.raw`\((?<phi>[A-Z]{3}\d{9}(?:-\d{2})?)\)`, prior: 0.85 },
    { re: String.raw`\b(?i:member|subscriber|insured) [A-Z]{3,6} (?<phi>[A-Z]{1,3}\d{7,12})\b`, prior: 0.9 },
    { re: labelled({ strong: SPAIN, value: SPANISH }), prior: 0.95 },
    { re: String.raw`\b(?:0[1-9]|[1-4]\d|5[0-3]|66)[ /-]\d{7,8}[ /-]\d{2}\b`, prior: 0.65, check: checkedBy97 },
    { re: labelled({ strong: CARRIERS }), prior: 0.6, check: looksIssued },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER, AMOUNT_BEFORE],
  examples: {
    true: [
      'Autogenerado: [[6503120MKOWL003]].',
      'NM1*IL*1*DOE*JANE****MI*[[48291377]]~N3', 'REF*1L*[[KX77120]]~', 'Member ID: [[WQX884471920]]',
      'Member ID [[XQP 771 880 214]], group', 'member ID [[W2271 91837]], re:', 'insurance policy number [[TR-440192]]',
      'Subscriber # [[901-44-2210]]', 'Insurance: [[BLX-330194]]', 'His insurance ID is [[QQ-55102]]', 'Health Plan ID: [[44019-ABC]]',
      'Medicaid [[MC0044193]]', 'NASS: [[28 12345671 40]]', 'NASS:[[79462100 46]]', 'HBN: [[744-190-223]]', 'Aetna [[W204471993]]',
      'numero de afiliacion [[0812345678]]', 'ins: [[RT-771209]]', 'Policy Number [[4471-2209-A]]', 'insurance #[[KD-202114]]',
      'policy [[XQW448217]] lapsed', 'Policy #[[K2231-7754-09]] of', 'subscriber [[448217003]] called',
      'VHI policy [[VHI 7714 3390]] active', 'policy [[VC 7781 220-4]] lapsed',
      'policy [[KB/3381204]] ends', 'Sub ID: [[W2447 10983]] active', 'plan: Jane Doe ([[YGD770214455]])',
      'member HMSA [[R0044718820]] called', 'Membership no: [[KX 22 118 403]]', 'policy number [[KD-118 402/7]],',
      'membership [[0017-338-22]] lapsed',
    ],
    false: [
      'insurance covers 30 days', 'care plan: 2000 kcal diet', 'member of a family of 4', 'policy since 2012', 'plan: start 500 mg',
      'insurance lapsed 01/01/2020', 'Plan: repeat CBC in 3 weeks', 'Medicaid since 2011', 'Insurance: none', 'family member no 2',
      'policy ICD 2019', 'insurance PPO 500 2000 deductible',
    ],
  },
}

/** PPO 500 2000: what a plan costs. */
function isNoDeductible(value: string): LikelihoodRatio {
  return /^(?:PPO|HMO|EPO|POS|HSA)\b/.test(value) ? 0.02 : 1
}

/** The last two digits are the remainder of the others by 97; printed numbers are often mistyped, so a failure weighs little. */
function checkedBy97(value: string): LikelihoodRatio {
  const digits = value.replace(/\D/g, '')
  return remainder(digits.slice(0, -2), 97) === Number(digits.slice(-2)) ? 97 : 0.8
}
