import type { PatternDetector } from '../../src/contract/detector.ts'

const NUMBER = String.raw`(?:n(?:\.? ?[o°]|um|umero)?\.?)`

export const esColegiado: PatternDetector = {
  name: 'es-colegiado',
  class: 'license',
  describes:
    'Registration number of a Spanish doctor or nurse: nine digits written 2-2-5 (province, province of first registration, order), or shorter, with its label.',
  source: 'Organizacion Medica Colegial de Espana, Consulta publica de colegiados; Ley 44/2003, articulo 5.2',
  patterns: [
    {
      re: String.raw`(?i)\b${NUMBER} ?(?:de ?)?col(?:eg(?:iad[oa]|iacion)?)?\.?[\s:.#>-]{0,6}(?<phi>\d{2,4}(?:[\s/.-]{0,2}\d{1,6}){0,3})\b`,
      prior: 0.95,
    },
    { re: String.raw`[a-z]N[o°]\.? ?Col\.?[\s:.#-]{0,6}(?<phi>\d{2,4}(?:[\s/.-]{0,2}\d{1,6}){0,3})\b`, prior: 0.95 },
    {
      re: String.raw`(?i)\bcol(?:eg(?:iad[oa]|iacion)?)?\.?(?: ${NUMBER})?[\s:.#-]{1,5}(?<phi>\d{2}(?:[ /.-]?\d{2}[ /.-]?\d{4,6}|[ /-]\d{3,5}|\d{2,7})|[A-Z]-?\d{4,6})\b`,
      prior: 0.8,
    },
  ],
  cues: [{ words: ['mg', 'dl', 'mmol', 'anos', 'ml'], ratio: 0.02, where: 'after', within: 2 }],
  examples: {
    true: [
      'NºCol: [[28 28 60417]].', 'RuizNºCol: [[28 28 60417]].', 'Nº Col. [[464612345]]', 'colegiado nº [[28-28-45678]]',
      'Col. [[282845678]]', 'colegiada número [[1234]]', 'Nº de colegiado: [[08 08 12345]]', '(col. [[28-4471]])',
      'col. [[38 4471]].', 'Nº COLEGIADO → [[14-04471]]', 'colegiada [[A-04471]] del',
    ],
    false: ['Col. 240 mg/dl', 'col total 1990 mg', 'colesterol 240', 'col 12', 'colegio 2014'],
  },
}
