import { remainder } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

const PROVINCE = '(?:0[1-9]|[1-4][0-9]|5[0-3]|66)'

export const esNass: PatternDetector = {
  name: 'es-nass',
  class: 'ssn',
  describes: 'Spanish social security number (NASS, NUSS): province 01 to 53 or 66, eight digits, and two control digits modulo 97.',
  source: 'Real Decreto 84/1996, articulos 21 and 22; Tesoreria General de la Seguridad Social, Numero de la Seguridad Social',
  patterns: [
    { re: String.raw`\b${PROVINCE}[ /-]\d{8}[ /-]\d{2}\b`, prior: 0.4, check },
    { re: String.raw`\b${PROVINCE}/?\d{8}/?\d{2}\b`, prior: 0.01, check },
    {
      re: String.raw`(?i)\b(?:n\.?a\.?s\.?s\.?|n\.?u\.?s\.?s\.?|n\.?s\.?s\.?|n(?:o|um|umero)?\.? (?:de )?(?:la )?(?:afiliacion|seguridad social|s\.? ?s\.?)|(?:afiliacion|seguridad social)(?: n(?:o|um|umero)?\.?)?)[ :.#\n]{1,4}(?<phi>\d{2}(?:[ /-]{0,2}\d){4,13})\b`,
      prior: 0.97,
    },
  ],
  cues: [
    {
      words: ['nass', 'nuss', 'nss', 'seguridad social', 'afiliacion', 'numero de afiliacion', 'ss'],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['tel', 'telefono', 'lote', 'fax', 'movil'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'NASS: [[28 65706302 91]].', 'NUSS [[285007003227]]', 'num. de la Seguridad Social: [[28/50070032/27]]', 'NASS: [[26 63514095]].',
      'afiliada con [[28 50070032 27]]', 'N.A.S.S. [[28-65706302-92]]',
    ],
    false: ['lote 286570630291', 'movil 286570630291', '28 65706302 90', 'nass 12', 'TA 12 80 20'],
  },
}

/** The control is the province and the number as one, without the leading zero of a short number, modulo 97. */
function check(value: string): number {
  const digits = digitsOf(value)
  const number = digits.slice(2, 10)
  const joined = digits.slice(0, 2) + (number.startsWith('0') ? number.slice(1) : number)
  return checkRatio(remainder(joined, 97) === Number(digits.slice(10)), 97)
}
