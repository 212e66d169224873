import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, digitsOf, LABEL } from './grammar.ts'

export const brCpf: PatternDetector = {
  name: 'br-cpf',
  class: 'other-id',
  describes: 'Brazilian taxpayer number (CPF): nine digits and two check digits modulo 11, written 000.000.000-00.',
  source: 'Receita Federal do Brasil, Instrucao Normativa RFB 2172/2024 (Cadastro de Pessoas Fisicas)',
  patterns: [
    { re: String.raw`\b\d{3}\.\d{3}\.\d{3}-\d{2}\b`, prior: 0.9, check },
    { re: String.raw`\b\d{9}-?\d{2}\b`, prior: 0.02, check },
  ],
  cues: [
    { words: ['cpf', 'cadastro de pessoa fisica', 'cadastro de pessoas fisicas'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['tel', 'telefone', 'phone', 'lote', 'lot'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: [
      'CPF [[425.584.236-14]]', 'CPF: [[51884515142]]', 'paciente [[518.845.151-42]]', 'CPF nº [[425.584.236-15]]',
      'registro [[425584236-14]]',
    ],
    false: ['lote 51884515142', '11111111111', 'tel 42558423614', 'valor 425.584.236', 'protocolo 51884515143'],
  },
}

function check(value: string): number {
  const digits = digitsOf(value)
  if (new Set(digits).size === 1) return 0.01
  return checkRatio(digit(digits, 9) === Number(digits[9]) && digit(digits, 10) === Number(digits[10]), 100)
}

/** The check digit after so many digits: weights from two at the right, modulo 11. */
function digit(digits: string, length: number): number {
  let sum = 0
  for (let index = 0; index < length; index++) sum += Number(digits[index]) * (length + 1 - index)
  return sum * 10 % 11 % 10
}
