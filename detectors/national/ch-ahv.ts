import { gs1 } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const chAhv: PatternDetector = {
  name: 'ch-ahv',
  class: 'ssn',
  describes: 'Swiss AHV number: 756, nine digits and an EAN-13 check digit, written 756.0000.0000.00.',
  source: 'AHVG article 50c; Zentrale Ausgleichsstelle, AHV-Nummer (AHVN13)',
  patterns: [
    { re: String.raw`\b756[. -]\d{4}[. -]\d{4}[. -]\d{2}\b`, prior: 0.9, check },
    { re: String.raw`\b756\d{10}\b`, prior: 0.3, check },
  ],
  cues: [
    {
      words: ['ahv', 'ahv nr', 'ahv nummer', 'avs', 'no avs', 'avs no', 'oasi', 'ahvn13', 'navs13', 'sozialversicherungsnummer'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
  ],
  examples: {
    true: [
      'AHV-Nr. [[756.6672.5355.21]]', 'AVS [[7566277597122]]', 'versichert [[756.6277.5971.22]]', 'AHV [[756.6277.5971.23]]',
      'Nummer [[7566277597122]]',
    ],
    false: ['756.667.535', 'EAN 7566277597123', '756 Zellen', 'lot 7566277', 'Tel 076 627 75 97'],
  },
}

function check(value: string): number {
  return checkRatio(gs1(digitsOf(value)), 10)
}
