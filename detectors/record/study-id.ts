import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`(?:study|trial|research|registry)[ ](?:participant|subject|patient|volunteer|enrollee)`,
  String.raw`(?:study|screening|pedigree|registry|biobank|transplant|donation)[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|identifier|code|#)`,
].join('|')
const WEAK = String.raw`participant|subject|volunteer|donor|randomi[sz]ation|enrol+ment|proband|unos`

export const studyId: PatternDetector = {
  name: 'study-id',
  class: 'other-id',
  describes: 'Number of a participant, subject or donor in a study, registry or biobank, after a label.',
  source: '45 CFR 164.514(b)(2)(i)(R); 21 CFR 312.62 and ICH E6(R3) (subject identification code); OPTN donor and candidate identifiers',
  patterns: [
    // Site and subject
    { re: String.raw`(?i)\b(?:subj|subject|participant|volunteer)\.?(?: no\.?| number| #| id)?:? (?<phi>\d{2,4}-\d{3,5})\b`, prior: 0.85 },
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.88, check: looksIssued },
    {
      re: String.raw`(?i)\b(?:subject|participant|patient|volunteer|donor) (?<phi>\d{2,5}-\d{2,5}(?:-\d{2,5})?)\b`,
      prior: 0.75,
      check: looksIssued,
    },
  ],
  cues: [
    { words: ['nct', 'clinicaltrials', 'protocol', 'eudract', 'isrctn', 'grant'], ratio: 0.1, where: 'before', within: 3 },
    CODE_SYSTEM_BEFORE,
    UNIT_AFTER, AMOUNT_BEFORE,
  ],
  examples: {
    true: [
      'study ID [[ABX-01-0442]]', 'Participant #[[004-0192]]', 'subject number [[10442]]', 'Subject ID: [[US04-0192]]',
      'randomization no. [[R20441]]', 'donor ID [[AFK4417]]', 'study participant [[P-00219]]', 'Subject [[1002-0044]] withdrew',
    ],
    false: [
      'study of 1200 patients', 'subject: 65 years old', 'study 3 of 5', 'ClinicalTrials study NCT', 'donor age: 45 years',
      'Subject: 2 falls', 'donor: 500 ml', 'patient 65-74',
    ],
  },
}
