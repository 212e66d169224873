import type { PatternDetector } from '../../src/contract/detector.ts'
import { lettersAndDigitsOf } from './grammar.ts'

/** Short for a register, in capitals: shorter ones are other things in small letters. */
const SHORT = [
  'PPSN', 'PPS', 'NHI', 'NRIC', 'CNP', 'OIB', 'TCKN', 'SVNR', 'SVNr', 'SV-Nr', 'HKID', 'CNIC', 'NIK', 'EGN', 'EMSO', 'JMBG', 'CNS', 'NIC',
  'MyKad', 'SSNIT', 'BVN', 'NIN',
].join('|')
const LONG = [
  'sozialversicherungsnummer', 'isikukood', 'asmens kodas', 'personas kods', 'tc kimlik', 't\\.c\\. kimlik', 'kimlik',
  'cod(?:ul)? numeric personal', 'cartao nacional de saude', 'maticni broj', 'matricule', 'philhealth', 'umid', 'omang', 'ghana card',
  'huduma', 'emirates id', 'iqama', 'national (?:id|identity|identification)(?: card)?', 'identity card', 'id card', 'citizen id', 'sa id',
  'personal (?:public service|identification|identity)',
].join('|')
const COUNTER = String.raw`(?:[ .-]{0,2}(?:[Nn]o|[Nn]r|[Nn]um|[Nn]umber|[Nn]umara|[Nn]umarasi|[Cc]ode|NO|NUMBER|#)\b)?[ :.#=]{1,4}`
const VALUE = String.raw`(?<phi>[A-Z]{0,3}[ -]?\d(?:[ ./-]?[\dA-Z]){3,19}(?:\([\dA]\))?)`

export const registerNumber: PatternDetector = {
  name: 'register-number',
  class: 'other-id',
  describes:
    'Numbers of identity and insurance registers of further countries behind their labels: PPSN, NHI, NRIC, CNP, OIB, TC Kimlik, SVNR, HKID, MyKad, CNIC, NIK, EGN, JMBG.',
  source:
    '45 CFR 164.514(b)(2)(i)(R); shapes and names of the registers as in OECD, Tax Identification Numbers, and in the laws that set them up',
  patterns: [
    { re: String.raw`\b(?:${SHORT})${COUNTER}${VALUE}`, prior: 0.93, check: isIssued },
    { re: String.raw`(?i:\b(?:${LONG}))${COUNTER}${VALUE}`, prior: 0.9, check: isIssued },
  ],
  examples: {
    true: [
      'PPSN [[1204718FA]], Cork', 'PPS No: [[1204718FA]].', 'NHI: [[ZQC4718]] seen', 'NRIC [[S1204718D]],', 'CNP [[1960229120471]] din',
      'OIB: [[94577120471]].', 'TC Kimlik No: [[10471203118]]', 'SVNR [[1237 010180]], Wien', 'HKID [[A120471(8)]] today',
      'MyKad [[900101-14-4718]] of', 'CNIC [[42201-1204718-1]] and', 'asmens kodas [[33309240471]].', 'SA ID number [[8001015009471]]',
      'national ID card no. [[AB 120471]] of', 'Sozialversicherungsnummer: [[1237 010180]]',
    ],
    false: [
      'NHI funding 2024', 'identity card 12', 'CNP 2019', 'NIC 5 mg/h', 'matricule 45', 'an ID card with photo', 'NIN 24',
      'the national ID is asked',
    ],
  },
}

/** No year, dose or count: six letters and digits at least, five of them digits. */
function isIssued(value: string): number {
  const code = lettersAndDigitsOf(value)
  return code.length >= 6 && code.replace(/\D/g, '').length >= 4 && !/^(?:19|20)\d\d$/.test(code) ? 1 : 0.02
}
