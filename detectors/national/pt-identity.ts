import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

const COUNTER = String.raw`(?: (?:n(?:\.? ?o|um|umero)?\.?))?[ :.#]{1,4}`

export const ptIdentity: PatternDetector = {
  name: 'pt-identity',
  class: 'other-id',
  describes: 'Portuguese numbers of the tax register (NIF), the health service (numero de utente), the citizen card and social security.',
  source:
    'Decreto-Lei 14/2013 (NIF, nine digits, the last modulo 11); Portaria 981/95 (numero de utente); Lei 7/2007 (cartao de cidadao); Instituto da Seguranca Social (NISS)',
  patterns: [
    {
      re: String.raw`(?i)\b(?:n\.?i\.?f\.?|n\.? ?(?:de )?contribuinte|contribuinte)${COUNTER}(?<phi>[1-35689]\d{2} ?\d{3} ?\d{3})\b`,
      prior: 0.9,
      check,
    },
    {
      re: String.raw`(?i)\b(?:n(?:\.? ?o|um|umero)?\.? (?:de |do )?utente(?: (?:do )?sns)?|utente(?: (?:do )?sns)?|sns)${COUNTER}(?<phi>\d{3} ?\d{3} ?\d{3})\b`,
      prior: 0.95,
    },
    {
      re: String.raw`(?i)\b(?:cartao (?:de|do) cidadao|c\.? ?c\.?|bilhete de identidade|b\.? ?i\.?)${COUNTER}(?<phi>\d{8}(?:[ -]?\d(?:[ -]?[a-z\d]{2}\d)?)?)\b`,
      prior: 0.9,
    },
    { re: String.raw`(?i)\b(?:niss|seguranca social)${COUNTER}(?<phi>[12]\d{10})\b`, prior: 0.95 },
  ],
  cues: [{ words: ['utente', 'contribuinte', 'nif'], ratio: LABEL, where: 'before', within: 3 }],
  examples: {
    true: [
      'NIF [[245178902]], tel', 'contribuinte n.o [[245 178 902]] e', 'n.o utente [[471 203 118]].', 'Utente SNS: [[471203118]]',
      'numero de utente: [[471203118]];',
      'cartao de cidadao [[12047183 9 ZZ4]] valido', 'B.I. n.o [[12047183]] de', 'NISS: [[12047183094]]',
    ],
    false: ['utente 12 de 30', 'o utente refere dor', 'cc 20 ml', 'sns 24', 'NIF 12'],
  },
}

const WEIGHTS = [9, 8, 7, 6, 5, 4, 3, 2]

function check(value: string): number {
  const digits = Array.from(digitsOf(value), Number)
  const rest = WEIGHTS.reduce((sum, weight, index) => sum + weight * (digits[index] as number), 0) % 11
  return checkRatio((rest < 2 ? 0 : 11 - rest) === digits[8], 10)
}
