import type { PatternDetector } from '../../src/contract/detector.ts'

const NAME = String.raw`[A-Z][a-z]+(?:-[A-Z][a-z]+)?`

export const spanishHonour: PatternDetector = {
  name: 'spanish-honour',
  class: 'name',
  describes: 'A name behind the short forms of don and doña: Dña., D.ª, Dª, Dn.',
  source: 'Real Academia Espanola, Ortografia de la lengua espanola (2010), appendix 2: D.ª, Dña. (doña), Dn. (don)',
  patterns: [
    {
      re: String.raw`\b(?:D(?:na|n)\.?|D\.a|Da\.|D(?:NA|N)\.) ?(?<phi>${NAME}(?:\x20(?:(?:de|del|la|las|los|y) ){0,2}${NAME}){0,3})\b`,
      prior: 0.85,
      check: isNoTerm,
    },
    { re: String.raw`\bDa (?<phi>${NAME}(?:\x20(?:(?:de|del|la|las|los|y) ){0,2}${NAME}){0,3})\b`, prior: 0.85, check: isNoTerm },
  ],
  examples: {
    true: [
      'con su abogada, Dña. [[Macarena Ferhallo]], y', 'D.ª [[Pura Vidal]] acude', 'firma Dª [[Pura de la Vega]].', 'Dn. [[Evaristo]] no',
      'y Dña [[Pura]] refiere',
    ],
    false: ['el DNA viral', 'Da Vinci robot', 'Dna Sequencing', 'Dn. Urologia', 'DaVita Fernhills\nKowalski', 'DNA. Resultado negativo'],
  },
}

/** What else begins so: the robot da Vinci, sequencing of DNA. */
const TERMS = new Set([
  'vinci', 'sequencing', 'urologia', 'costa', 'silva', 'resultado', 'virus', 'damage', 'repair', 'test', 'testing', 'methylation', 'probe',
  'analysis',
])

function isNoTerm(value: string): number {
  return TERMS.has((/^[A-Za-z]+/.exec(value)?.[0] ?? '').toLowerCase()) ? 0.02 : 1
}
