import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { barelyLabelled, labelled, looksIssued, UNIT_AFTER } from '../record/labelled.ts'

const STRONG = [
  String.raw`(?:serial|ser\.?|lot|batch|lote|device|implant|equipment|asset|pump|catalog(?:ue)?|cat\.?|part|model|product|generator|pacemaker|prosthesis|lens|stent|graft|lead|mesh)[ ]?(?:numbers?|no\b\.?|nr\b\.?|#|id)`,
  String.raw`(?-i:S/N)`, String.raw`serial`, String.raw`numero[ ]de[ ](?:serie|lote)`,
].join('|')
/** What is implanted or worn, before its serial number. */
const DEVICES = String.raw`implant|pump|pacemaker|generator|icd|defibrillator|stent|lens|prosthesis|cpap|monitor|sensor|transmitter|udi|imei|asset(?:[ ]tag)?`
const WEAK = String.raw`lot|batch|lote|sn|ser|model|device|serie|catalog|ref|pn|p/n`

export const deviceNumber: PatternDetector = {
  name: 'device-number',
  class: 'device',
  describes: 'Serial, lot, batch, model, catalogue or asset number of a device, an implant or a vaccine, after a label.',
  source:
    '45 CFR 164.514(b)(2)(i)(M); 21 CFR 801.3 (production identifier: lot or batch, serial number); 42 USC 300aa-25 (vaccine lot in the record)',
  patterns: [
    { re: labelled({ strong: STRONG, weak: WEAK }), prior: 0.85, check: numbered },
    { re: labelled({ strong: String.raw`lot|sn|model` }), prior: 0.5, check: numbered },
    { re: String.raw`\b(?i:lot|batch)(?: ?#| no\.?|:)? (?<phi>\d[A-Z]{1,4}\d[A-Z\d]{0,6}|[A-Z]{1,3}\d[A-Z]\d[A-Z\d]{1,6})\b`, prior: 0.8, check: mixed },
    {
      re: String.raw`\b(?i:lote|lotto|lot|serie|charge|ch\.-?b|batch|partij|parti|seria|sats|lotnr)\b\.?(?: n[o.r]{1,2})?[ :]{1,2}(?<phi>[A-Z]{1,4}\d{2,4}-\d{4,9}|[A-Z]{2,4}-?\d{1,3}[A-Z]\d{2,6}|[A-Z]{1,3}\d[A-Z]-?\d{4,7})\b`,
      prior: 0.85,
    },
    // In small letters s/n also stands for a street without numbers
    { re: String.raw`\bs/n:?[ ]?#?[ ]?(?<phi>[A-Z\d]{2,8}(?:-[A-Z\d]{2,8}){1,3}|[A-Z]{2,4} \d{5,8}|[A-Z\d]{6,14})\b`, prior: 0.85, check: serialledOrLong },
    // Pacemaker Medtronic Azure RNB771820H
    {
      re: String.raw`\b(?i:pacemaker|icd|ppm|crt-?[dp]?|medtronic|abbott|boston sci(?:entific)?|biotronik|loop recorder|generator)\b[^\n.]{0,30}?\b(?<phi>[A-Z]{3}\d{6}[A-Z])\b`,
      prior: 0.85,
    },
    { re: labelled({ weak: DEVICES }), prior: 0.7, check: serialled },
    { re: barelyLabelled(`${WEAK}|${DEVICES}`), prior: 0.75, check: serialled },
  ],
  cues: [
    {
      words: ['vaccine', 'implant', 'implanted', 'pump', 'pacemaker', 'stent', 'device', 'manufacturer', 'exp', 'lens', 'ventilator'],
      ratio: 4,
      where: 'near',
      within: 10,
    },
    UNIT_AFTER,
  ],
  examples: {
    true: [
      'serial number [[BLX204471]]', 'S/N [[20-44719]]', 'SN: [[PJN0441923]]', 'influenza vaccine lot [[UI044AB]]', 'Lot #: [[20193-A]]',
      'pacemaker model [[L331]], serial [[990441]]', 'Device ID: [[ICD-77120]]', 'Batch no. [[4471K]]', '(ser [[RNB447781G]])',
      'pacemaker [[PJN448217H]] interrogated', 'asset tag: [[PJN448217]]', 'implant lot [[7MKE2A]] used', 'Lot: [[7MKE2A]]',
      'pump [[MX2044719]] changed', 'serie [[PK24-0044718]].', 'lotto [[RBO-66B304]].', '(lote [[PD4F-44718]])',
      'cpap s/n [[31-2290-51177]] recalled', 'ICD (s/n [[BLH 402218]])', 'Pacemaker Medtronic Azure [[RNB771820H]];',
      'right s/n [[22K41907]].',
    ],
    false: [
      'a lot of 12 people', 'serial troponins 3 hours apart', 'lot of 500 calories', 'model of care 2019', 'serial exams q 4 h',
      'batch of 24', 'lot of 7MM nails', 'lot 7A2', 'ref 3.5-5.0', 'calle del Rio s/n, E-28417', 'Calle Mayor s/n 28013',
      'c/ Real s/n MADRID', 'snomed44054006',
      'device used for 300 minutes', 'ICD: 410.9',
      'monitor: 120000 readings', 'pump 120 ml', 'ICD-10: E11.9', 'ICD Z9981', 'implant: 1234567 cells', 'stent: 3.5',
    ],
  },
}

/** Letters and digits: what stands behind a device by itself may be an amount, or the code of a disease. */
function serialled(value: string): LikelihoodRatio {
  return /^[A-Z]+\d{4,}|\d[A-Z]+\d|\d{3}[A-Z]/i.test(value) && value.replace(/\D/g, '').length >= 5 ? 1.2 : 0.1
}

function serialledOrLong(value: string): LikelihoodRatio {
  return value.replace(/\D/g, '').length >= 7 || /^[A-Z]+ \d{5}/.test(value) ? 1 : serialled(value)
}

/** A lot may be short when letters stand in it. */
function numbered(value: string): LikelihoodRatio {
  return /[A-Z]/i.test(value) && /\d{2}/.test(value) && value.length >= 4 ? 1.2 : looksIssued(value)
}

/** Five characters or more, a letter among the digits. */
function mixed(value: string): LikelihoodRatio {
  return value.length >= 5 ? 1 : 0.1
}
