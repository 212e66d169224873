import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const nlBsn: PatternDetector = {
  name: 'nl-bsn',
  class: 'other-id',
  describes: 'Dutch citizen service number: nine digits (eight where the first is 0 and left out) that pass the eleven test.',
  source: 'Wet algemene bepalingen burgerservicenummer; Rijksdienst voor Identiteitsgegevens, Logisch Ontwerp BSN (weights 9 to 2 and -1)',
  patterns: [
    { re: String.raw`\b\d{9}\b`, prior: 0.006, check },
    { re: String.raw`(?i)\b(?:bsn|burgerservicenummer)(?:-?(?:nr|nummer))?[ .:#]{1,3}(?<phi>\d{8})\b`, prior: 0.9, check },
    { re: String.raw`\b\d{4}\.\d{2}\.\d{3}\b`, prior: 0.3, check },
    { re: String.raw`\b\d{3}[ .]\d{3}[ .]\d{3}\b`, prior: 0.006, check },
  ],
  cues: [
    { words: ['bsn', 'burgerservicenummer', 'sofinummer', 'sofi nummer', 'bsn nummer'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['tel', 'telefoon', 'phone', 'lot'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'BSN [[959551049]]', 'BSN: [[406457037]]', 'bsn [[12345672]]', 'burgerservicenummer [[4064.57.037]]', 'BSN-nummer [[406.457.037]]',
      'bekend als [[4064.57.037]]',
    ],
    false: ['tel 959551049', 'platelets 406457037', 'on 20140312', 'order 406 457 037', 'lot 95955104'],
  },
}

function check(value: string): number {
  return checkRatio(weightedSum(digitsOf(value).padStart(9, '0'), [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0, 11)
}
