import type { PatternDetector } from '../../src/contract/detector.ts'
import { DAY, LABEL, MONTH } from './grammar.ts'

/** The order of characters, with a place kept for N with a tilde between N and O. */
const ORDER = '0123456789ABCDEFGHIJKLMN~OPQRSTUVWXYZ'
const STATE = '(?:AS|BC|BS|CC|CL|CM|CS|CH|DF|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ|YN|ZS|NE)'

export const mxCurp: PatternDetector = {
  name: 'mx-curp',
  class: 'other-id',
  describes: 'Mexican CURP: four letters of the name, birth date, sex, state, three consonants, a sign for the century and a check digit.',
  source: 'Secretaria de Gobernacion, Instructivo normativo para la asignacion de la Clave Unica de Registro de Poblacion (DOF 18/10/2021)',
  patterns: [
    { re: String.raw`(?i)\b[A-Z][AEIOUX][A-Z]{2}\d{2}${MONTH}${DAY}[HMX]${STATE}[B-DF-HJ-NP-TV-Z]{3}[0-9A-Z]\d\b`, prior: 0.95, check },
  ],
  cues: [{ words: ['curp'], ratio: LABEL, where: 'before', within: 4 }],
  examples: {
    true: [
      'CURP [[ROVI490617HSPDSS05]]', 'CURP: [[rovi490617hspdss05]]', 'identificada con [[MOLG780214MDFRPB07]]',
      'clave [[ROVI490617HSPDSS06]]',
    ],
    false: ['ROVI491317HSPDSS05', 'ROVI490617QSPDSS05', 'ROVI490617HXXDSS05', 'HLA DRB1 0401', 'ROVI490617'],
  },
}

function check(value: string): number {
  const text = value.toUpperCase()
  let sum = 0
  for (let index = 0; index < 17; index++) sum += ORDER.indexOf(text[index] as string) * (18 - index)
  return (10 - sum % 10) % 10 === Number(text[17]) ? 10 : 0.3
}
