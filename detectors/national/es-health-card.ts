import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, LABEL, MONTH } from './grammar.ts'

export const esHealthCard: PatternDetector = {
  name: 'es-health-card',
  class: 'health-plan-id',
  describes:
    'Spanish health card: CIP-SNS (eight B, two letters, six digits), the CIP of the regions (four letters and a birth date), and CIPA, SIP, TIS, NUHSA with a label.',
  source:
    "Real Decreto 183/2004 as amended by Real Decreto 702/2013, annex (tarjeta sanitaria individual); CatSalut, codi d'identificacio personal",
  patterns: [
    { re: String.raw`\bB{8}[A-Z]{2}\d{6}\b`, prior: 0.99 },
    { re: String.raw`\b[A-Z]{4}[ -]?[01][ -]?\d{2}${MONTH}${DAY}[ -]?\d{2}[ -]?\d\b`, prior: 0.8 },
    { re: String.raw`\bAN\d{10}\b`, prior: 0.8 },
    { re: String.raw`\b[A-Z]{4}\d{2}${MONTH}${DAY}\d{4,6}\b`, prior: 0.6 },
    {
      re: String.raw`(?i)\b(?:c\.?i\.?p\.?-?sns|cip|sip|t\.?i\.?s\.?|t\.?s\.?i\.?)(?: n(?:o|um|umero)?\.?)?\s{0,2}[:.#=-]?\s{0,3}(?:[a-z]{2,4}[:-]\s?)?(?<phi>(?:[a-z]{1,10}[ -]?)?\d(?:[ /-]{0,2}\d){6,15}(?:[a-z]{1,4}\d{0,4})?)\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\b(?:cipa|nuhsa|tarjeta sanitaria(?: individual)?|cobertura sanitaria|poliza|n(?:o|um|umero)?\.? (?:de )?(?:tarjeta|asegurado|poliza|mutualista))(?: n(?:o|um|umero)?\.?)?\s{0,2}[:.#=-]?\s{0,3}(?:[a-z]{2,4}[:-]\s?)?(?<phi>(?:[a-z]{1,10}[ -]?)?\d(?:[ /-]{0,2}\d){4,15}(?:[a-z]{1,4}\d{0,4})?)\b`,
      prior: 0.9,
    },
  ],
  cues: [
    {
      words: ['cip', 'cipa', 'cip sns', 'sip', 'nuhsa', 'tarjeta sanitaria', 'tis', 'targeta sanitaria'],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
  ],
  examples: {
    true: [
      'CIP-SNS [[BBBBBBBBQR648597]]', 'tarjeta [[GOPE 1 640817 03 2]]', 'NUHSA: [[AN0412345678]]', 'CIPA: nhc-[[3344556]]',
      'SIP [[4433221]]', 'tarjeta sanitaria nº [[12-3456789]]', 'CIP: [[GRLM640817912]]',
    ],
    false: ['ITS 12 casos', 'AN1234', 'cip 500 mg cada 12 h', 'BRCA 1 2014', 'HLA B2705', 'tis 2a', 'cip 500/750 mg', 'sip 20-30 ml'],
  },
}
