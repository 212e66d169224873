import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:accession|cytology|autopsy|radiology|laboratory|exam|study|image)[ ]?(?:numbers?|no\b\.?|nr\b\.?|#)`,
  String.raw`(?:job|dictation|transcription|voice)[ ]?(?:job[ ]?)?(?:numbers?|no\b\.?|id|#)`,
  String.raw`accession(?:[ ]id)?`,
  String.raw`acc[ ]?(?:#|no\b\.?)`,
  String.raw`numero[ ]de[ ](?:muestra|peticion|biopsia)`,
].join('|')
const WEAK = String.raw`specimen|job|dictation|sample|requisition|req|pathology|surgical[ ]path(?:ology)?|order|lab|slide|block|barcode|path|muestra|peticion|placer|filler|case`

/** What pathology departments write: kind, year, running number. */
const YEARED = String.raw`(?:SP|SU|SC|CY|NG|GYN|FN|FNA|BM|HP|AP|AU|IMM|S|C|H|N|P|A)\d{2}-\d{3,7}\b|\b[BDEFGIKLMRTUVXZ]\d{2}-\d{5,7}\b`

export const specimenNumber: PatternDetector = {
  name: 'specimen-number',
  class: 'other-id',
  describes: 'Accession, specimen, requisition, order or pathology case number, after a label or in the spelling of pathology: S21-04417.',
  source: '45 CFR 164.514(b)(2)(i)(R); DICOM PS3.3 (0008,0050) Accession Number; HL7 Table 0203 (ACSN, PLAC, FILL)',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.8, check: looksIssued },
    { re: barelyLabelled(WEAK), prior: 0.7, check: looksIssued },
    { re: String.raw`\b${YEARED}`, prior: 0.75 },
    // Minutes and seconds have no letters behind: 0522:CH00817S
    { re: String.raw`\b\d{2,4}:[A-Z]{1,3}\d{4,6}[A-Z]?\b`, prior: 0.85 },
    // Letters of an office or a department, the year, the running number: case ME-25-004417, ref. laboratorio L-2018/44719
    {
      re: String.raw`(?i)\b(?:case|ref(?:erence|erencia)?\.?(?:[ ](?:laboratorio|lab|biopsia|muestra|peticion))?|muestra|biopsia|peticion|examiner)(?:[ ]n[o.]{0,2})?:?[ ](?<phi>[A-Z]{1,3}-(?:19|20)?\d\d[-/]\d{3,8})\b`,
      prior: 0.85,
    },
  ],
  cues: [
    { words: ['accession', 'specimen', 'pathology', 'cytology', 'biopsy', 'case', 'report'], ratio: 6, where: 'near', within: 6 },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER, AMOUNT_BEFORE,
  ],
  examples: {
    true: [
      'T: 07:33  Job: [[884170]]  cc:',
      'Accession number [[44-2019-7731]]', 'Accession #: [[ACC0093321]]', 'pathology [[S21-04417]] reviewed', 'Specimen ID: [[T-20993-B]]',
      'case no. [[2021-88431]]', 'Lab order # [[77120934]]', 'Job# [[7782193]]', 'dictation job id [[0044719]]',
      'specimen [[99448217]] received', 'path # [[99448217]]', 'see case [[SP448217]]', 'CYTOLOGY: [[CY20-1183]]',
      'examiner case [[ME-25-004417]]:', 'Spec ID [[0522:CH00817S]]', 'Ref. laboratorio [[L-2018/44719]].',
    ],
    false: [
      'Job: welder since 2012', 'her job 40 hours a week',
      'specimen: 12 cores', 'on the job no 2 days', 'case 2 of 3', 'P53 mutation', 'order: 500 mL bolus', 'Case: 65 year old',
      'sample: 2.5 ml', 'order sets 1-2', 'C3-4 disc', 'H20-12 nasal', 'at 1030:BP 120',
      'Lab: Na 138, K 4.1',
    ],
  },
}
