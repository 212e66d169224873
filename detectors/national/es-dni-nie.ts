import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL, lettersAndDigitsOf } from './grammar.ts'

const LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE'

export const esDniNie: PatternDetector = {
  name: 'es-dni-nie',
  class: 'other-id',
  describes: 'Spanish DNI (eight digits and a check letter) and NIE of foreigners (X, Y or Z, seven digits and a check letter).',
  source: 'Ministerio del Interior, Calculo del digito de control del NIF/NIE; Real Decreto 255/2025 and Orden INT/2058/2008',
  patterns: [
    { re: String.raw`\b\d{8}-?[A-HJ-NP-TV-Z]\b`, prior: 0.3, check },
    { re: String.raw`\b\d{1,2}\.\d{3}\.\d{3}[ -]?[A-HJ-NP-TV-Z]\b`, prior: 0.6, check },
    { re: String.raw`\b[XYZ][ -]?\d{7}[ -]?[A-HJ-NP-TV-Z]\b`, prior: 0.6, check },
    {
      re: String.raw`(?i)\b(?:d\.?n\.?i\.?|n\.?i\.?f\.?|n\.?i\.?e\.?|documento nacional de identidad|documento de identidad)(?: n(?:o|um|umero)?\.?)?[ :.#>]{1,4}(?<phi>[xyz]?[ -]?\d{1,2}[. ]?\d{3}[. ]?\d{3}(?:[ -]?[a-z])?)\b`,
      prior: 0.97,
    },
  ],
  cues: [
    {
      words: ['dni', 'nif', 'nie', 'd n i', 'documento nacional de identidad', 'documento de identidad', 'identificacion'],
      ratio: LABEL,
      where: 'before',
      within: 4,
    },
  ],
  examples: {
    true: [
      'DNI [[71470819K]]', 'DNI: [[53801163-T]]', 'N.I.E. [[Y6128077V]]', 'paciente con [[Y8154371B]]', 'NIF [[53.801.163-T]]',
      'dni nº [[53801163]]', 'D.N.I.: [[53801163t]]', 'DNI [[53 801 163 T]], con', 'N.I.F. → [[53801163-T]] |',
    ],
    false: ['serie 53801163A', 'lote 12345678B', 'X1234567A', 'T12345678', 'muestra 20140312H'],
  },
}

function check(value: string): number {
  const text = lettersAndDigitsOf(value)
  const number = text.slice(0, -1).replace(/^[XYZ]/, (letter) => String('XYZ'.indexOf(letter)))
  return checkRatio(LETTERS[Number(number) % 23] === text.at(-1), 23)
}
