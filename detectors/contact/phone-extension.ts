import type { PatternDetector } from '../../src/contract/detector.ts'
import { ANY_NUMBER } from './phone-grammar.ts'

export const phoneExtension: PatternDetector = {
  name: 'phone-extension',
  class: 'phone',
  describes: 'A pager number or the extension of a house telephone, behind its label.',
  source: 'ITU-T E.123 section 3 (extensions); 45 CFR 164.514(b)(2)(i)(D)',
  patterns: [
    {
      re: String.raw`(?i)\b(?:pager|beeper|bleep|busca|bip|paged? at)(?: (?:number|no|#|is|id))*\.?[ :.#=]{0,3}(?<phi>${ANY_NUMBER}|\d{1,2}-\d{4}\b|\d{3,7}\b)`,
      prior: 0.9,
    },
    { re: String.raw`(?i)\b(?:ext|extn|extension|anexo|interno|durchwahl)(?: (?:number|no|is))?[ :.#]{1,3}(?<phi>\d{3,6})\b`, prior: 0.85 },
    // Cordless telephones and extensions of a house in Europe: DECT 6 40 18, DW 2317, extension de planta 4412
    { re: String.raw`\b(?:DECT|Dect) ?:? ?(?<phi>\d(?: ?\d){2,6})\b`, prior: 0.9 },
    { re: String.raw`\b(?:DW|Kl\.?|Klappe|Toestel|toestel|wewn\.?|vaihde|ankn\.?) ?:? ?(?<phi>\d{3,5})\b`, prior: 0.85 },
    {
      re: String.raw`(?i)\b(?:extension|ext\.?) de (?:planta|consulta|guardia|secretaria|control|enfermeria|despacho|urgencias) ?:? ?(?<phi>\d{3,6})\b`,
      prior: 0.9,
    },
    // The last of the exchange and four figures, as a house dials: ext 5-2231, call 4-7719
    { re: String.raw`\b(?i:ext|extn|extension|call|callback|cb|page|beep|dial|x)[ .:]{0,2}(?:at |me at |back (?:at |on )?)?x?(?<phi>\d-\d{4})\b`, prior: 0.85 },
    { re: String.raw`\((?<phi>x\d{4,5})\)`, prior: 0.8 },
    { re: String.raw`\b(?:[A-Z][a-z]{2,},?|at|to|call|page|office|desk|CB|cb|callback|back|RN|MD|NP|PA|DO) [(]?(?<phi>x ?\d{4,5})\b`, prior: 0.75, check: isNoAmount },
  ],
  cues: [{ words: ['degrees', 'deg', 'grados', 'flexion', 'mm'], ratio: 0.01, where: 'near', within: 2 }],
  examples: {
    true: [
      'Dr Kowalski, DECT [[6 50 17]].', 'Rückfragen: DW [[2417]] oder', 'extensión de planta [[4418]].',
      'pager [[31245]] overnight', 'ext. [[4521]] for results', 'extension [[4521]] please', 'beeper: [[312-555-0148]] now',
      'bleep [[2231]] on', 'Dr. Kowalski ([[x4471]]) will', 'mgmt (Karen [[x4471]]) following', 'call [[x44710]]', 'Dr Okonkwo, [[x5512]]',
      'call back ([[x4471]])', 'pager [[5-8821]]', 'CB [[x44120]] MSG', 'ext [[5-2231]].', 'beep me at [[3-4471]]',
    ],
    false: [
      'knee extension 120 degrees', 'extension 10', 'ext 5', 'paged twice', 'extension to 180 degrees', 'twice (x2) today',
      'Lasix x1000 mg', 'Lasix, x1000 mg', 'Pressure, x2 today', 'calls 2-1000 times', 'CB x2 weeks', 'page 3-4 of',
    ],
  },
}

/** Hundreds are how often or how much: x1000 mg. */
function isNoAmount(value: string): number {
  return value.endsWith('00') ? 0.05 : 1
}
