import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const jpMyNumber: PatternDetector = {
  name: 'jp-my-number',
  class: 'other-id',
  describes: 'Japanese Individual Number (My Number): eleven digits and a check digit modulo 11.',
  source:
    'Ordinance of the Ministry of Internal Affairs and Communications No. 85 of 2014, article 5 (check digit of the Individual Number)',
  patterns: [
    { re: String.raw`\b\d{4}[ -]\d{4}[ -]\d{4}\b`, prior: 0.05, check },
    { re: String.raw`\b\d{12}\b`, prior: 0.01, check },
  ],
  cues: [
    // Voiced marks are folded away with all other marks.
    { words: ['my number', 'individual number', 'mynumber', '個人番号', 'マイナンハー'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['tel', 'phone', 'lot', 'accession'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['My Number: [[494598776183]]', '個人番号 [[4945 9877 6183]]', 'マイナンバー：[[022460131816]]', 'individual number [[0224-6013-1817]]'],
    false: ['lot 494598776183', '494598776184', 'my number is 12', 'years 2012 2013 2014', 'accession 022460131816'],
  },
}

/** Weights 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2 from the left; a remainder of 0 or 1 gives 0. */
function check(value: string): number {
  const digits = digitsOf(value)
  const rest = weightedSum(digits.slice(0, 11), [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11
  return checkRatio((rest <= 1 ? 0 : 11 - rest) === Number(digits[11]), 10)
}
