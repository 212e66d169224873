import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL } from './grammar.ts'

export const deKvnr: PatternDetector = {
  name: 'de-kvnr',
  class: 'health-plan-id',
  describes: 'German health insurance number, the part that never changes: a letter, eight digits and a check digit.',
  source:
    'SGB V section 290; GKV-Spitzenverband, Richtlinie zur Krankenversichertennummer (letter as 01 to 26, weights 1 and 2, modulo 10)',
  patterns: [
    { re: String.raw`\b[A-Z]\d{9}\b`, prior: 0.2, check },
    {
      re: String.raw`(?i)\b(?:kv(?:nr)?|kv-?karte|egk|versicherten(?:karte|nummer|-?nr\.?)|krankenversicherten(?:nummer|-?nr\.?)|vers(?:\.|ich(?:erungs)?)?-?nr\.?)[ :.#-]{1,3}(?<phi>[A-Z] ?\d{3} ?\d{3} ?\d{3})\b`,
      prior: 0.95,
    },
    { re: String.raw`\b[A-Z] ?\d{3} ?\d{3} ?\d{3}\b`, prior: 0.1, check },
  ],
  cues: [
    {
      words: [
        'kvnr', 'kv nr', 'krankenversichertennummer', 'versichertennummer', 'versicherten nr', 'vers nr', 'versicherungsnummer',
        'krankenkasse', 'egk',
      ],
      ratio: LABEL,
      where: 'before',
      within: 5,
    },
    { words: ['lot', 'accession', 'batch', 'serial', 'model', 'icd', 'charge'], ratio: 0.05, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'KVNR [[M654619049]]', 'Versichertennummer: [[M404220468]]', 'versichert unter [[M404220468]]', 'KVNR: [[M654619040]]',
      'eGK [[M 654 619 049]]', 'KV-Karte [[A917654321]];', 'Versichertennummer [[K 338 411 094]], AOK',
    ],
    false: ['lot M654619049', 'accession M404220468', 'sample A123456781', 'C 100 200 300', 'ICD M65461904'],
  },
}

/** The letter counts as two digits; every second digit is doubled, and the digits of all products are added up. */
function check(value: string): number {
  const letter = String(value.charCodeAt(0) - 64).padStart(2, '0')
  const digits = letter + value.replace(/\D/g, '')
  let sum = 0
  for (let index = 0; index < 10; index++) {
    const product = Number(digits[index]) * (index % 2 + 1)
    sum += Math.floor(product / 10) + product % 10
  }
  return checkRatio(sum % 10 === Number(digits[10]), 10)
}
