import type { PatternDetector } from '../../src/contract/detector.ts'
import { AMOUNT_BEFORE, barelyLabelled, CODE_SYSTEM_BEFORE, labelled, looksIssued, UNIT_AFTER } from './labelled.ts'

const STRONG = [
  String.raw`contact[ ]serial[ ]?(?:numbers?|no\b\.?|nr\b\.?|id|#)`,
  String.raw`csn`,
  String.raw`(?-i:FIN)`,
  String.raw`har`,
  String.raw`episodio`,
  String.raw`(?:fall|aufnahme|besuchs)[.-]?[ ]?(?:nr|nummer|id)`,
  String.raw`numero[ ]de[ ]sejour`,
  String.raw`(?-i:IEP|NDA)`,
  String.raw`numero[ ]de[ ](?:episodio|ingreso|visita)`,
].join('|')
const WEAK = String.raw`encounter|visit|admission|admit|adm|episode|appointment|appt|fin|pcn|ingreso|discharge|transfer|stay|hospitali[sz]ation`

export const encounterNumber: PatternDetector = {
  name: 'encounter-number',
  class: 'other-id',
  describes: 'Number of an encounter, visit, admission, episode or appointment, after a label: Encounter #, Visit ID, CSN, FIN, Episodio.',
  source: '45 CFR 164.514(b)(2)(i)(R); HL7 Table 0203 (VN, AN); HL7 v2.5.1 PV1-19; the number itself follows no standard',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.85, check: looksIssued },
    { re: barelyLabelled('encounter|visit|appointment|appt|admission'), prior: 0.75, check: looksIssued },
  ],
  cues: [CODE_SYSTEM_BEFORE, UNIT_AFTER, AMOUNT_BEFORE],
  examples: {
    true: [
      'Encounter #[[88213004]]', 'encounter [[99448217]] closed', 'visit number [[V0044192]]', 'CSN: [[200481993]]', 'FIN: [[7740021935]]',
      'FIN [[7740021935]]', 'Episodio: [[2201947]].', 'Admission ID [[ADM-44102]]', 'appointment no. [[55-20331]]',
      'Encounter:\n[[EN7718820]]', 'Fallnr. [[48217735]]', 'Fall-Nr.: [[A0044821]]', 'Aufnahmenummer [[7718820]]', 'IEP [[80044821]]',
      '3 days since admission. CSN: [[200481993]]',
    ],
    false: [
      'visit #3 of 6', 'NDA 2 pages', 'admission weight: 72 kg', 'Admission: 2019', 'encounter on 03/04/2021', 'admission glucose: 412',
      'Episode: 2 of depression', 'discharge: 10 mg prednisone', 'Visit: 12-04-2021', 'ingreso: 2500 ml', 'fin de 2000 dias',
      'Days since last visit: 1200', 'Minutes between visits: 14400', 'Dias desde su ultimo ingreso: 1200', 'Dr Harris789',
    ],
  },
}
