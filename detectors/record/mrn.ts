import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

/** Labels that stand before nothing else than the number of a record. */
const STRONG = [
  String.raw`mrns?`,
  String.raw`m\.r\.n\.?`,
  String.raw`(?:medical|health|patient|clinical|hospital|electronic|unit)[ ](?:medical |health )?(?:records?|rec|file|chart)`,
  String.raw`med(?:\.|ical)?[ ]?rec(?:\.|ords?)?`,
  String.raw`e?mpi`,
  String.raw`emr`,
  String.raw`ehr`,
  String.raw`ur[ ]?n`,
  String.raw`nhc`,
  String.raw`n\.h\.c\.?`,
  String.raw`cipa?`,
  String.raw`(?:numero[ ](?:de[ ])?)?historia(?:[ ]clinica)?(?:[ ]electronica)?`,
  String.raw`identificacion[ ]del[ ]paciente`,
  String.raw`ipp`,
  String.raw`uhid`,
  String.raw`(?:numero|no?)[ ](?:de[ ])?dossier`,
  String.raw`(?:pat(?:ient(?:en)?)?|akten|kranken)[.-]?[ ]?(?:nr|nummer|id)`,
  String.raw`cartella[ ]clinica`,
  String.raw`prontuario`,
].join('|')

/** Ordinary words that are labels only together with number, ID, `#` or a colon. */
const WEAK = [
  String.raw`mr`,
  String.raw`charts?`,
  String.raw`(?:patient|pt|pat|client|resident|person|hospital|hosp|clinic|facility|unit|file|folder|registration|reg|ur|pas|health)`,
  String.raw`paciente`,
  String.raw`expediente`,
  String.raw`dossier`,
  String.raw`nosologico`,
  String.raw`record`,
  String.raw`medical`,
].join('|')

/** Digits in three groups or more: in two, the second is as likely an age. */
const SPACED = String.raw`\d{2,4}(?:[ ]{1,2}\d{2,8}){2,3}\b`

const PREFIXED = String.raw`\b(?i:MRN|MRNO|PATID|PID|NHC)[-_:#]?[A-Z]{0,3}-?\d{3,12}(?:-\d+)*\b`

/** A label and its number without anything between: chart4482176. */
const GLUED = String.raw`(?i)\b(?:${STRONG}|charts?|urn?|hc|(?:patient|pt|pat|hospital|hosp|unit|file)[ ]?(?:id|no\.?|nr\.?|number|#)|nosologico|dossier)(?<phi>\d{6,12})\b`

export const mrn: PatternDetector = {
  name: 'mrn',
  class: 'mrn',
  describes:
    'Medical record number, under any of the labels hospitals use: MRN, MR#, chart number, hospital number, patient ID, historia clinica.',
  source: '45 CFR 164.514(b)(2)(i)(H); HL7 Table 0203 (MR, MRT, PI, PT); the number itself follows no standard',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK, value: `(?:${SPACED}|${CODE})` }), prior: 0.9, check: looksIssued },
    { re: String.raw`(?i)\b(?:bracelet|wrist ?band|arm ?band)(?: no\.?| number| #)? (?<phi>\d{5,10})\b`, prior: 0.8 },
    // A field that is the identifier of a patient by its format, as decode/text labels it.
    { re: String.raw`(?:^|\n)patient identifier field: (?<phi>[^\s^|~&<>](?:[^\n^|~&<>]{0,78}[^\s^|~&<>;])?)`, prior: 0.97 },
    {
      re: barelyLabelled('wrist ?band|arm ?band|bracelet|ur|urn|hc|dossier|nosologico|expediente|paciente|(?:patient|pt|pat)'),
      prior: 0.7,
      check: looksIssued,
    },
    // India: of inpatients, outpatients, and the central register of a hospital
    {
      re: String.raw`\b(?:IPD?|OPD?|CR|MRD|Regn)\.? ?(?:[Nn]o\b\.?|NO\b\.?|[Nn]umber)[ :#-]{0,3}(?<phi>[A-Z]{0,4}[-/]?(?:\d{2,4}[-/]\d{3,8}|\d{3,8}/\d{2,4}|\d{4,14}))\b`,
      prior: 0.88,
    },
    { re: PREFIXED, prior: 0.95 },
    { re: GLUED, prior: 0.85 },
    { re: String.raw`\b(?:[Ff]ile|[Rr]ecord) (?<phi>[A-Z]{0,3}-?\d{6,10}|\d{4}-\d{4})\b`, prior: 0.7, check: isNoSpan },
    { re: String.raw`\b(?:[Cc]hart|CHART|MR) (?<phi>[A-Z]{0,3}-?\d{5,10}|\d{2,4}(?:-\d{2,4}){2}|\d{4}-\d{3,4}|\d{2,4}-\d{3,5}(?:-[A-Z\d]{1,4})?)\b`, prior: 0.7, check: isNoSpan },
    { re: String.raw`\b(?:\d{6,10}|\d{2,4}(?:-\d{2,4}){2})\b`, prior: 0.02, check: looksIssued },
    { re: String.raw`(?i)\bmrns?\b[^\n]{1,40}?\band (?<phi>${CODE})`, prior: 0.6, check: looksIssued },
  ],
  cues: [
    {
      words: [
        'mrn', 'mrns', 'medical record', 'medical records', 'nhc', 'historia clinica', 'chart number', 'hospital number', 'patient id',
      ],
      ratio: 150,
      where: 'before',
      within: 7,
    },
    { words: ['patient identifier', 'record number', 'mr'], ratio: 60, where: 'before', within: 4 },
    { words: ['mrn'], ratio: 60, where: 'after', within: 2 },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER, AMOUNT_BEFORE,
  ],
  examples: {
    true: [
      '(DOB 8/2/41, chart [[00-48-3917]]) cannot',
      'MRN: [[48213377]]', 'MRN [[NB-104482]] was reviewed', '(MRN#: [[QK-77120]])', 'Her MRN is [[ZT-55019]].',
      'medical record number [[7741-2093]]', 'Medical Record No. [[0091182]]', 'MR# [[553201]]', 'Chart number: [[A-20417]]',
      'patient ID [[PX009917]]', 'Hospital No: [[D449120]]', 'pt id# [[22019-B]]', '[[MRN-60441]] seen today',
      'The MRN of this gentleman is listed as [[3350917]]', 'MRN [[553 20 178]]', 'NHC: [[2034417]].', 'NHC: [[22 75610032 36]]',
      'No historia clinica: [[99120]]', 'MRNs [[4471209]] and [[4471833]]', 'EMPI: [[E000419922]]', 'MRN:\n[[8830127]]',
      'MRN ending in [[4471]]', 'IPP [[80044821]]', 'Patientennr. [[48217735]]', 'Chart [[48217735]]', 'Vance, chart [[88417]], she',
      'wristband [[10017931]]*; tube', 'DNR bracelet [[77120]].', 'for her (MR [[5517-104]])', 'MR [[A0044821]]',
      'Renfrew, chart [[77-1204-B]], wants', 'dossier: [[4482176]]', 'UR [[4482176]] admitted',
      'pt with chart[[4482176]] seen', 'UHID: [[KF3317206]]', 'UHID [[3317206]], 44M', 'IP No. [[IP2025/33127]]', 'IPD no [[33127]]',
      'OPD No: [[2025/118233]]', 'CR No. [[202500118233]]', 'MRD No [[77120/25]]', 'Patientennummer[[4482176]]',
    ],
    false: [
      'MR angiogram of 12 vessels', 'moderate MR, EF 55', 'per chart, 2500 mL in', 'patient 65 years old', 'MRN: unknown',
      'medical records from 2019', 'chart reviewed 01/02/2023', 'medical record number not available', 'CPT 992139', 'WBC 123000',
      'Patient is 180 cm', 'CR no change 12', 'IP: 10.20.30.40', 'OP no 250 mg', 'Cr no 1.2', 'history of 3 pregnancies', 'chart 12',
      'chart 10-2 of', 'file 10000 pages', 'MR 3 T', 'file 2019-2020', 'platelets 250000',
      'medical: 1) aspirin 325 mg', 'Cost per patient: 12400', 'Days in hospital: 1200', 'patient 120000 units heparin',
      'pt 100000 platelets',
    ],
  },
}

/** 2019-2020 */
function isNoSpan(value: string): number {
  return /^(?:19|20)\d\d-(?:19|20)\d\d$/.test(value) ? 0.01 : 1
}
