import type { LikelihoodRatio, PatternDetector } from '../../src/contract/detector.ts'
import { luhn } from '../../src/contract/checks.ts'

export const imei: PatternDetector = {
  name: 'imei',
  class: 'device',
  describes:
    'IMEI of a phone, tablet or connected device: 15 digits, the last a Luhn check digit; 16 with the software version. MEID in hexadecimal.',
  source: '3GPP TS 23.003, section 6; GSMA TS.06; 3GPP2 S.R0048 (MEID)',
  patterns: [
    { re: String.raw`\b\d{2}[- ]\d{6}[- ]\d{6}[- ]\d{1,2}\b`, prior: 0.5, check: checked },
    { re: String.raw`\b(?:01|35|86|91|99)\d{13}\b`, prior: 0.05, check: checked },
    {
      re: String.raw`(?i)\b(?:imei|meid|imsi|iccid|eid)(?:sv|2)?(?: (?:number|no\.?))?(?: is)?[ :#]{1,3}(?<phi>[\dA-F]{14,20}|\d{2}[- ]\d{6}[- ]\d{6}[- ]\d{1,2})\b`,
      prior: 0.95,
    },
  ],
  cues: [
    { words: ['imei', 'phone', 'handset', 'device', 'tablet', 'sim', 'monitor'], ratio: 20, where: 'near', within: 6 },
    { words: ['card', 'account', 'amex'], ratio: 0.2, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'IMEI [[490154203237518]]', 'handset [[35-209900-176148-1]]', 'IMEI: [[35 209900 176148 23]]', 'device [[352099001761481]] paired',
      'MEID: [[A000002F44719C]]',
    ],
    false: [
      'study 352099001761482', 'specimen 210304112233445', '35-209900 grams', 'timestamp 161718192021222', 'imei unknown',
      'values 12 123456 12',
    ],
  },
}

/** One number in ten passes by chance; with the software version there is no check digit. */
function checked(value: string): LikelihoodRatio {
  const digits = value.replace(/\D/g, '')
  if (digits.length === 16) return 1
  return luhn(digits) ? 10 : 0.1
}
