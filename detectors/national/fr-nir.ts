import { remainder } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL, lettersAndDigitsOf } from './grammar.ts'

/** Sex (7 and 8 provisional), year, month (20 to 42 and 50 to 99 where it is not known). */
const START = String.raw`[1-478]`
const MONTH = String.raw`(?:0[1-9]|1[0-2]|[2-3]\d|4[0-2]|[5-9]\d)`
const DEPARTMENT = String.raw`(?:\d{2}|2[ABab])`

export const frNir: PatternDetector = {
  name: 'fr-nir',
  class: 'ssn',
  describes:
    'French social security number: sex, year, month, department (2A and 2B for Corsica), commune, order, and a key of two digits.',
  source:
    "INSEE, Repertoire national d'identification des personnes physiques; Code de la securite sociale R115-1 (key: 97 less the number modulo 97)",
  patterns: [
    { re: String.raw`\b${START}\d{2}${MONTH}${DEPARTMENT}\d{6}[ /-]?\d{2}\b`, prior: 0.2, check },
    { re: String.raw`\b${START}[ .-]\d{2}[ .-]${MONTH}[ .-]${DEPARTMENT}[ .-]\d{3}[ .-]\d{3}(?:[ ./-]{1,3}\d{2})?\b`, prior: 0.8, check },
    { re: String.raw`\b${START}\d{2}${MONTH}${DEPARTMENT}\d{6}\b`, prior: 0.01 },
  ],
  cues: [
    {
      words: ['nir', 'insee', 'securite sociale', 'numero de securite sociale', 'no ss', 'nss', 'secu', 'immatriculation', 'assure'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
  ],
  examples: {
    true: [
      'NIR [[264073311904236]]', 'numero de securite sociale : [[2 64 07 33 119 042 36]]', 'securite sociale [[2640733119042]]',
      'assuree [[2 64 07 33 119 042]]', 'vue ce jour ([[264073311904236]])',
    ],
    false: ['2640733119042', 'code 564073311904236', '1 85 13 78 006', 'lot 264073311904230', 'TA 1 20 80'],
  },
}

function check(value: string): number {
  const text = lettersAndDigitsOf(value)
  if (text.length !== 15) return 1
  const number = text.slice(0, 13).replace('2A', '19').replace('2B', '18')
  return checkRatio(97 - remainder(number, 97) === Number(text.slice(13)), 97)
}
