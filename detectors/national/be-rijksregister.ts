import { remainder } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, DAY, digitsOf, LABEL } from './grammar.ts'

/** 20 or 40 is added to the month of a BIS number. */
const MONTH = '(?:0[0-9]|1[0-2]|[24][0-9]|[35][0-2])'

export const beRijksregister: PatternDetector = {
  name: 'be-rijksregister',
  class: 'other-id',
  describes:
    'Belgian national register number and BIS number: YYMMDD, three digits of order and two check digits modulo 97, written 00.00.00-000.00.',
  source:
    'Koninklijk besluit van 3 april 1984 (rijksregisternummer); IBZ, Lijst van de informatietypes IT000 (2 before the number for births from 2000)',
  patterns: [
    { re: String.raw`\b\d{2}[. ]${MONTH}[. ]${DAY}[ -]\d{3}[. ]\d{2}\b`, prior: 0.9, check },
    { re: String.raw`\b\d{2}${MONTH}${DAY}-?\d{3}[ .-]?\d{2}\b`, prior: 0.03, check },
  ],
  cues: [
    {
      words: [
        'rijksregister', 'rijksregisternummer', 'rrn', 'insz', 'inss', 'niss', 'registre national', 'numero national',
        'numero de registre national', 'nn',
      ],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['tel', 'phone', 'lot', 'gsm'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'rijksregisternummer [[85.07.30-033.28]]', 'INSZ [[85073003328]]', 'registre national: [[85.07.30-033.29]]',
      'patient [[85.07.30-033.28]]', 'dossier [[85073003328]]',
    ],
    false: ['85073003329', 'gsm 85073003328', 'lot 85.13.30', 'le 85.07.30 a 033', '85.07.30-03'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  const key = Number(digits.slice(9))
  const passes = [digits.slice(0, 9), `2${digits.slice(0, 9)}`].some((number) => 97 - remainder(number, 97) === key)
  return checkRatio(passes, 48)
}
