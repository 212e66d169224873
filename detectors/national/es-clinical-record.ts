import type { PatternDetector } from '../../src/contract/detector.ts'

/** `no`, `num.`, `numero de`: degree signs and ordinals come folded. */
const NUMBER = String.raw`(?:n(?:\.? ?[o°]|um|umero)?\.?(?: de)?)`

export const esClinicalRecord: PatternDetector = {
  name: 'es-clinical-record',
  class: 'mrn',
  describes:
    'Number of a Spanish clinical record (NHC, numero de historia clinica), with its label: every hospital has a grammar of its own.',
  source:
    'Ley 41/2002, articulo 14 (historia clinica); Real Decreto 1093/2010, annexes I and II (CODIGO, numero de historia clinica in every report)',
  patterns: [
    { re: String.raw`(?i)\bn\.?h\.?c\.?[\s:.#=-]{1,8}(?<phi>(?:[a-z]{1,3}[ -]?)?\d[\d./ -]{1,16}\d[a-z]?)\b`, prior: 0.97 },
    {
      re: String.raw`(?i)\b(?:${NUMBER} )?historia(?: clinica)?(?: ${NUMBER})?\s{0,2}[:.#=-]{1,2}\s{0,3}(?<phi>(?:[a-z]{1,3}[ -]?)?\d[\d./-]{3,16}\d[a-z]?)\b`,
      prior: 0.9,
    },
    { re: String.raw`\b(?:H\.? ?C|N[oº°.]{0,2} ?H[aª]?\.? ?C[aª]?)\.?(?: ${NUMBER})?\s{0,2}[:#=-]?\s{1,3}(?<phi>\d{5,9})\b`, prior: 0.75 },
    { re: String.raw`\bH\.?ª?\.? ?[Cc]\.?(?: ${NUMBER})?\s{0,2}[:#=-]\s{0,3}(?<phi>\d{5,9})\b`, prior: 0.7 },
    {
      re: String.raw`(?i)\bn(?:\.? ?[o°]|um|umero)\.?(?: de)? ?(?:historia(?: clinica)?|h\.? ?c\.?|paciente|expediente)[\s:.#=-]{1,5}(?<phi>(?:[a-z]{1,3}[ -]?)?\d[\d./-]{3,16}\d[a-z]?)\b`,
      prior: 0.9,
    },
    {
      re: String.raw`(?i)\bhistoria(?: clinica)? ${NUMBER}[\s:.#=-]{0,4}(?<phi>(?:[a-z]{1,3}[ -]?)?\d[\d./-]{3,16}\d[a-z]?)\b`,
      prior: 0.9,
    },
  ],
  cues: [{ words: ['anos', 'meses', 'dias', 'mg', 'ml'], ratio: 0.05, where: 'after', within: 1 }],
  examples: {
    true: [
      'NHC: [[368503]].', 'NHC [[1234567/12]]', 'Nº historia clínica: [[2569870]]', 'historia clínica nº [[88-1203-4]]', 'H.C.: [[445566]]',
      'HC nº [[44718]], ingreso', 'Nº Hª Cª: [[774512]].', 'número de expediente [[A-77120]]', 'NHC: [[28 44556677 01]]',
    ],
    false: [
      'historia clínica de 45 años', 'Historia: 2 meses de evolución', 'NHC', 'historia de 10-15 días', 'nº de pacientes: 12',
      'HC: 35.53 cm', 'HC: 12345 mg',
    ],
  },
}
