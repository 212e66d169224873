import { weightedSum } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, DAY, LABEL } from './grammar.ts'

/** The century is added to the month: 80 for 18xx, 20 for 20xx, 40 for 21xx, 60 for 22xx. */
const MONTH = '(?:[02468][1-9]|[13579][0-2])'

export const plPesel: PatternDetector = {
  name: 'pl-pesel',
  class: 'other-id',
  describes: 'Polish PESEL: birth date with the century in the month, four digits of order (the last tells the sex), and a check digit.',
  source: 'Ustawa o ewidencji ludnosci (2010), articles 15 to 19; gov.pl, Czym jest numer PESEL (weights 1, 3, 7, 9)',
  patterns: [{ re: String.raw`\b\d{2}${MONTH}${DAY}\d{5}\b`, prior: 0.06, check }],
  cues: [
    { words: ['pesel', 'nr pesel', 'numer pesel'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['tel', 'telefon', 'phone', 'lot', 'seria'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['PESEL [[64081713929]]', 'PESEL: [[64081707791]]', 'nr PESEL pacjenta [[64081707792]]', 'PESEL ([[64081713929]])'],
    false: ['tel 64081713929', 'lot 64081713928', '64081713928', 'seria 64991713929', 'PESEL nieznany'],
  },
}

function check(value: string): number {
  return checkRatio(weightedSum(value, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0, 10)
}
