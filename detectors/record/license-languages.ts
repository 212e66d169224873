import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'

/**
 * Registers of doctors and nurses by the letters they are called by: El Salvador (JVPM), Venezuela (MPPS), Uruguay (CJP), Brazil (CRM,
 * COREN, regional councils as CREMESP), Poland (PWZ), Belgium (INAMI, RIZIV), France (Adeli, RPPS), Norway (HPR), Romania (CUIM),
 * Portugal (OM, OE).
 */
const REGISTERS = [
  'JVPM', 'JVPE', 'MPPS', 'CJP', 'CRM', 'COREN', 'CREME[A-Z]{1,2}', 'CREMEPE', 'CREMERJ', 'CREMEB', 'CREFITO', 'PWZ', 'INAMI', 'RIZIV',
  'A(?:DELI|deli)', 'RPPS', 'HPR', 'CUIM',
].join('|')
/** Other things have these letters as well. */
const WEAK_REGISTERS = 'OM|OE|OMD|OPP|MSP|SIS|CM|CMP|RNE|RM|MN|MP|COP|CEP'
const COUNTER = String.raw`(?:[- ](?:[Nn]r|[Nn]o|ID|id|nummer|numero)\b\.?)?[ :.-]{1,3}(?:n\.?[o°]? ?)?`
/** Digits in groups, with a check letter or the letters of a part. */
const NUMBER = String.raw`\d{1,3}(?:[.,]\d{3}){1,2}(?:-[A-Z]{1,3})?|\d(?:[ -]?\d){3,12}(?:-[A-Z]{1,3})?`
const TIGHT = String.raw`\d{1,3}(?:[.,]\d{3}){1,2}(?:-[A-Z]{1,3})?|\d{4,9}(?:-[A-Z]{1,3})?`

export const licenseLanguages: PatternDetector = {
  name: 'license-languages',
  class: 'license',
  describes: 'The number of a doctor or nurse in a register of Latin America or Europe behind its letters or label: JVPM, MPPS, CRM-SP, PWZ, RIZIV, Mat., albo n.',
  source:
    '45 CFR 164.514(b)(2)(i)(K); registers of the countries: Junta de Vigilancia de la Profesion Medica, CFM and COFEN (Brazil), NIL (Poland, prawo wykonywania zawodu), INAMI/RIZIV, ASIP (RPPS, ADELI), Helsedirektoratet (HPR)',
  patterns: [
    { re: String.raw`\b(?:${REGISTERS})(?:[-/ ][A-Z]{2})?${COUNTER}(?<phi>${NUMBER})\b`, prior: 0.92, check: isIssued },
    // The letters stand in brackets or behind a comma, a dash or a full stop, as titles do: (OM 58112), MPPS 60.217. CM 7.144
    { re: String.raw`[(,.;-] ?(?:${WEAK_REGISTERS})[ :]{1,2}(?<phi>${TIGHT})\b`, prior: 0.75, check: isIssued },
    { re: String.raw`\bMSP (?<phi>L-\d{1,4} F-\d{1,4} N-\d{1,5})\b`, prior: 0.95 },
    {
      re: String.raw`\b(?:[Rr]egistro|[Rr]eg\.?) (?:SIS|MSP|SNS|CMP|INVIMA|ReTHUS|RETHUS|[Pp]rof(?:esional)?\.?)[ :]{1,2}(?:n[o.]{1,2} ?)?(?<phi>${TIGHT})\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?:\b[Mm]at(?:ricula)?\.|\b[Cc]ed(?:ula)?\.? [Ee]sp(?:ecialidad|\.)?|\b[Cc]edula|\b[Rr]eg\.|\b[Cc]od\. MED|\b[Oo]rdem|\b[Oo]rdine|\b[Aa]lbo)(?: (?:n\.?o?|no|num|numero)\b\.?)?[ :]{1,2}(?<phi>(?:[A-Z]{2} )?(?:\d{1,3}\.\d{3}|\d{4,8}))\b`,
      prior: 0.75,
      check: isIssued,
    },
    { re: String.raw`\b[Cc]od\. (?<phi>MED[ -]\d{3,6})\b`, prior: 0.9 },
    {
      re: String.raw`(?i)\b(?:numero de permis(?: du [a-z]+)?|permis n[o°]|n[o°] de permis|n[o°] d'ordre|numero d'ordre|legitimationsnr|legitimationsnummer|autorisations?-?(?:id|nr|nummer)|sv-numero|arztnummer)\.?[ :]{1,2}(?<phi>[A-Z\d][A-Z\d-]{3,11})\b`,
      prior: 0.9,
      check: hasDigits,
    },
  ],
  cues: [{ words: ['mg', 'mcg', 'ml', 'mm', 'anos', 'pacientes', 'patients', 'euros'], ratio: 0.03, where: 'after', within: 1 }],
  examples: {
    true: [
      'JVPM [[14,471]]\n', 'MPPS [[50.447]]. CM [[6.144]]', 'Dra. Ana Prieto JVPE [[4471]]', 'Dr. R. Prieto, CJP [[50.447]]',
      'CRM-SP [[32.447]]', 'CREMESP [[40447]]', 'COREN [[664.120-TE]]', '(OM [[48447]]).', 'PWZ [[3847104]]', 'RIZIV [[1-66320-44-370]]',
      '(INAMI [[1-47812-04-004]])', 'N° Adeli [[75 1 04471 8]] -', 'MSP [[L-4 F-118 N-447]], tel', 'Registro SIS [[514471]]',
      'Cirugía - Mat. [[14.471]] -', 'Céd. Esp. [[7730447]],', 'Kinesióloga Ana Prieto, Reg. [[8.447]].', 'cód. [[MED 8804]].', 'cédula [[44.190]].',
      'iscr. Ordine n. [[BZ 3447]]', 'albo n. [[6647]].', 'numéro de permis du signataire [[84-447]];', 'autorisations-ID [[0C8T5]].',
      'sv-numero [[224471]].', 'HPR-nr. [[8844712]]',
    ],
    false: [
      'un CM 12 mm', 'CM 1200 ml', 'mat. 12', 'RM 2019', 'Reg. 12', 'cédula 12', 'GLN 12', 'RM, 2019', 'CM 45 cm', 'BIG 12', 'RM 1.500 ml', 'MP 120 mg',
      'Ordine n. 12', 'reg. 2018', 'OM: otitis media', '(OM 2019)', 'permis de conduire', 'materia 1234', 'CRM 2020',
    ],
  },
}

/** No year. */
function isIssued(value: string): LikelihoodRatio {
  return /^(?:19|20)\d\d$/.test(value) ? 0.02 : 1
}

function hasDigits(value: string): LikelihoodRatio {
  return /^(?:19|20)\d\d$/.test(value) || value.replace(/\D/g, '').length < 3 ? 0.02 : 1
}
