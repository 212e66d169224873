import { iso7064Mod11_10 } from '../../src/contract/checks.ts'
import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const deSteuerId: PatternDetector = {
  name: 'de-steuer-id',
  class: 'other-id',
  describes:
    'German tax identification number: eleven digits, the first not 0; of the first ten one digit stands twice or thrice, and the last is a check digit.',
  source: 'Abgabenordnung section 139b; Bundeszentralamt fuer Steuern, Informationen zur Steuer-ID (ISO 7064 MOD 11,10)',
  patterns: [
    { re: String.raw`\b[1-9]\d{10}\b`, prior: 0.01, check },
    { re: String.raw`\b[1-9]\d \d{3} \d{3} \d{3}\b`, prior: 0.05, check },
  ],
  cues: [
    {
      words: [
        'steuer id', 'steuerid', 'idnr', 'id nr', 'steuer identifikationsnummer', 'steueridentifikationsnummer', 'identifikationsnummer',
        'steuernummer', 'tin',
      ],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['tel', 'telefon', 'phone', 'fax', 'lot', 'charge'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'Steuer-ID [[60314627585]]', 'IdNr. [[62 007 150 345]]', 'Steueridentifikationsnummer: [[60314627580]]', 'gemeldet, [[60314627585]]',
    ],
    false: ['Charge 60314627585', 'lot 12345678901', 'Tel 62007150345', '11111111111', 'Dosis 10 100 100 100'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  const counts = new Map<string, number>()
  for (const digit of digits.slice(0, 10)) counts.set(digit, (counts.get(digit) ?? 0) + 1)
  const repeated = [...counts.values()].filter((count) => count > 1)
  const isShaped = repeated.length === 1 && (repeated[0] as number) <= 3
  return checkRatio(isShaped && iso7064Mod11_10(digits), 250)
}
