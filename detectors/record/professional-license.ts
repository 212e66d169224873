import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { barelyLabelled, CODE, labelled, looksIssued, SPACED_DIGITS, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:(?:state|medical|nursing|pharmacy|physician|professional|dental|rn|lpn|md|np|pa|business|firearm|gun|fishing|pilot)[ ])+(?:licen[cs]e|lic\b\.?|certificate|registration)`,
  String.raw`(?:licen[cs]e|lic|certificate|certification|cert|registration|board certification|upin|ptan|csr)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`(?:birth|death|marriage|immunization)[ ]certificate`,
  String.raw`gmc`,
  String.raw`nccpa(?:[ ](?:numbers?|no\b\.?|id|#))?`,
  String.raw`nmc[ ]pin`,
  String.raw`ahpra`,
  String.raw`upin`,
  String.raw`clia`,
  String.raw`n[o0]?\.?[ ]?col(?:egiad[oa]|\b)\.?`,
  String.raw`(?:num(?:ero)?\.?[ ]?(?:de[ ])?)?colegiad[oa]`,
  String.raw`col\.?[ ]?n(?:o|um)\b\.?`,
].join('|')
/**
 * Registers of doctors, nurses, dentists, opticians and pharmacists of Ireland, the United Kingdom, Canada, Quebec, New Zealand and India:
 * their numbers are digits alone.
 */
const REGISTERS = 'IMC|GDC|GOC|GOsC|NMBI|CPSO|CPSBC|CPSA|CMQ|MCNZ|NCNZ|GPhC|PSNI|OIIQ|HPCSA|TNMC'
/** Those whose numbers have letters: of the profession (HCPC, CORU), of the part of the register (AHPRA), of the year (NMC). */
const LETTERED_REGISTERS = 'HCPC|CORU|NMC|AHPRA|HPCSA'
const SIGN = String.raw`(?: (?:[Rr]eg(?:istration)?\b\.?|PIN|[Pp]in))?(?: (?:[Nn]o\b\.?|[Nn]umber))?[ :#]{1,3}`

const WEAK = String.raw`licen[cs]e|lic|certificate|cert|licencia|titulo`

export const professionalLicense: PatternDetector = {
  name: 'professional-license',
  class: 'license',
  describes:
    'Number of a professional or other licence, a certificate or a registration with a council, after a label: License No, GMC, no. de colegiado.',
  source:
    '45 CFR 164.514(b)(2)(i)(K); HL7 Table 0203 (LN, MD, RN); Spain: Consejo General de Colegios Oficiales de Medicos, numero de colegiado (province, province, five digits)',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK, value: `(?:${SPACED_DIGITS}|${CODE})` }), prior: 0.88, check: looksLicensed },
    // Behind the letters of a profession: T. Doe RN 44812
    {
      re: String.raw`\b(?:RN|LPN|LVN|CNA|APRN|ARNP|CRNA|CRNP|RPh|PharmD|RRT|LCSW|LMFT|PT|OTR|DDS|DMD|DPM)[ ]?#?(?<phi>\d{5,8})\b`,
      prior: 0.75,
      check: looksIssued,
    },
    { re: barelyLabelled(WEAK), prior: 0.75, check: looksIssued },
    { re: String.raw`\b(?:${REGISTERS})${SIGN}(?<phi>\d{5,7})\b`, prior: 0.85 },
    // Counsellors, therapists and psychologists: their numbers are short
    { re: String.raw`\b(?:GCRB|UKCP|BACP|BABCP|BPS|AHCS|RCCP|CAMFT|NBCC|CCC-SLP)(?i: reg(?:istration)?\.?| member(?:ship)?)?(?i: no\.?| number| #|#|:)+ ?(?<phi>\d{3,8})\b`, prior: 0.9 },
    { re: String.raw`\b(?:${LETTERED_REGISTERS})${SIGN}(?<phi>\d{2}[A-Z]\d{4}[A-Z]|[A-Z]{2,3}[ -]?\d{4,10})\b`, prior: 0.9 },
    {
      re: String.raw`(?:\bPSI(?: [Rr]eg(?:istration)?\b\.?)? (?:[Nn]o\b\.?|[Nn]umber)|[Pp]harmac(?:ist|y)\b[^\n]{1,30}\bPSI)[ :#]{1,3}(?<phi>\d{4,5})\b`,
      prior: 0.9,
    },
    // Licence no. CPSO 44712: the register before the number
    {
      re: String.raw`\b(?i:licen[cs]e|lic|registration|regn?|registered)\.? ?(?i:no\b\.?|number|nr\b\.?|#)[ :#]{0,3}(?<phi>[A-Z]{2,6}[ -]\d{4,8})\b`,
      prior: 0.88,
    },
    { re: String.raw`\b(?:Lic|LIC)\.? ?#?(?<phi>[A-Z]{0,3}\d{5})\b`, prior: 0.8 },
    { re: String.raw`\b(?:CRM|CRO|COREN|CRP|CRF|CREFITO|RQE)[-/ ]{0,2}(?:[A-Z]{2})?[-/: ]{0,2}(?<phi>\d{3,7})\b`, prior: 0.9 },
    // Argentina, Mexico, Colombia, Peru: matricula, cedula profesional, registro medico, CMP
    {
      re: String.raw`(?i)\b(?:matricula(?: (?:profesional|nacional|provincial))?|(?:cedula|ced\.?) ?prof(?:esional|\.)?|registro medico|reg\. med\.?)(?: n[o.]{0,2})?[ :.]{1,3}(?<phi>(?:(?:mn|mp|rm|m\.n\.|m\.p\.)[ .]?)?\d[\d./-]{2,9}\d)\b`,
      prior: 0.85,
    },
    {
      re: String.raw`(?:\bM\. ?[NP]\.|\bMN|\bMP|\bC\.?M\.?P\.?|\bRNE)(?: n[o.]{0,2})?[ :]{1,2}(?<phi>\d{4,6}|\d{2,3}\.\d{3})\b`,
      prior: 0.7,
    },
    { re: String.raw`\b(?:RPPS|ADELI|LANR|BSNR|BIG)(?:[- ]?(?:nr|nummer|no)\.?)?:? ?(?<phi>\d{7,11})\b`, prior: 0.92 },
    { re: String.raw`No?\.? ?Col(?:egiad[oa])?\.?:[ ]{0,2}(?<phi>\d{1,3}(?:[ ]{1,2}\d{1,5}){1,3}|\d{4,9})\b`, prior: 0.95 },
  ],
  cues: [UNIT_AFTER],
  examples: {
    true: [
      'License No: [[RNQ-440192]]', 'DDS, Lic [[44017]].', 'medical license [[A104471]]', 'certificate number [[77-20193]]',
      'GMC [[7044192]]', 'NoCol: [[28 28 44719]]', 'Vance MartinezNoCol: [[08 08  44719]]', 'No colegiado: [[282844719]]',
      'RN license #[[RN9304417]]', 'CLIA# [[05D0441922]]', 'birth certificate no. [[112-2019-044192]]', 'License: [[K12]]',
      'license number [[AB-7]]', 'PharmD lic [[448217]]', 'T. Doe RN [[44812]]', 'Dr. Doe CRM-SP [[112233]].', 'LANR [[123456789]]',
      'Matricula [[MN 44.718]].', 'Ced. Prof. [[8812345]].', 'M.P. [[45123]].', 'Registro medico [[RM 4471/09]].', 'lic. [[RN448217]]',
      'NCCPA # [[1104417]]', 'Dr Kowalski, IMC [[311206]]', 'midwife, NMC PIN [[21C4419F]].', 'GPhC [[2077123]], GDC no. [[112207]]',
      'HCPC [[PA12345]], CORU [[SW04417]]', 'PSI reg. no. [[7712]]', 'pharmacist A. Kowalski (PSI [[7712]])', 'CPSO [[77123]]',
      'CMQ [[41207]]', 'MCNZ no [[44172]]',
      'Licence no. [[CPSO 77123]]', 'Reg. No: [[KMC 44107]]',
    ],
    false: [
      'licensed since 2004', 'certificate of medical necessity', 'death certificate 2 copies', 'license: 2019', 'colegiado desde 1998',
      'lic. 12 mm', 'licensed for 30 days', 'cert: 01/02/2021', 'certificate: B12 injection', 'license: 12', 'license 2019',
      'cert 120 mm',
      'lic 12345 times', 'IMC 31.2', 'IMC 28', 'at 2000 PSI', 'PSI 130 points', 'NMC 2019', 'CNO 12 weeks',
      'license no longer valid in TX',
    ],
  },
}

/** Short ones have letters too: K12. */
function looksLicensed(value: string): LikelihoodRatio {
  return /^[A-Z]{1,3}-?\d{1,2}$/i.test(value) && value.replace(/\W/g, '').length >= 3 && !/^B-?12$/i.test(value) ? 0.6 : looksIssued(value)
}
