import type { PatternDetector } from '../../src/contract/detector.ts'
import { checkRatio, LABEL, lettersAndDigitsOf } from './grammar.ts'

export const clRut: PatternDetector = {
  name: 'cl-rut',
  class: 'other-id',
  describes: 'Chilean RUT or RUN: seven or eight digits, a dash and a check digit modulo 11, K for ten.',
  source: 'Servicio de Impuestos Internos, Rol Unico Tributario; DFL 3 de 1969; Registro Civil, RUN',
  patterns: [
    { re: String.raw`\b\d{1,2}\.\d{3}\.\d{3}-[0-9Kk]\b`, prior: 0.85, check },
    { re: String.raw`\b\d{7,8}-[0-9Kk]\b`, prior: 0.15, check },
  ],
  cues: [
    { words: ['rut', 'run', 'r u t', 'rol unico', 'cedula', 'cedula de identidad'], ratio: LABEL, where: 'before', within: 4 },
    { words: ['lot', 'lote', 'loinc', 'cas', 'tel', 'fono'], ratio: 0.1, where: 'before', within: 3 },
  ],
  examples: {
    true: ['RUT [[18.009.161-0]]', 'RUN: [[17651508-2]]', 'paciente [[17.651.508-2]]', 'rut [[17651508-3]]', 'ficha [[18009161-0]]'],
    false: ['LOINC 1234567-1', 'lote 17651508-3', 'CAS 7732-18-5', '17651508-3', 'valor 18.009.161'],
  },
}

function check(value: string): number {
  const text = lettersAndDigitsOf(value)
  let sum = 0
  for (let place = 0; place < text.length - 1; place++) sum += Number(text[text.length - 2 - place]) * (place % 6 + 2)
  const expected = '0K987654321'[sum % 11]
  return checkRatio(expected === text.at(-1), 11)
}
