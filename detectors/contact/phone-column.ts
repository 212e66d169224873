import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { numbersUnder } from '../table-columns.ts'

const LABELS = new Set([
  'phone', 'tel', 'telephone', 'mobile', 'cell', 'fax', 'contact', 'telefono', 'tfno', 'movil', 'telefon', 'handy', 'telefone', 'celular',
  'portable', 'cellulare',
])
const OTHERS = new Set(['type', 'status', 'lens', 'lenses', 'count', 'date'])
const PRIOR = 0.85
/** Fewer digits are no number that is called from outside. */
const DIGITS_MIN = 6

export const phoneColumn: WordDetector = {
  name: 'phone-column',
  class: 'phone',
  describes: 'The telephone numbers in a column of a table that has a head for them.',
  source: '45 CFR 164.514(b)(2)(i)(D) and (E); RFC 4180 (comma-separated values)',
  begins: KIND.cell,
  find,
  examples: {
    true: [
      'name,sex,phone\nn/a,F,[[677 88 12 34]]',
      '| Name | Sex | Contact |\n|---|---|---|\n| n/a | F | Wilma [[555-0134]] |\n| n/a | F | self |',
    ],
    false: ['name, sex and phone\nwere asked', 'name,sex,contact\nn/a,F,2019', 'name,sex,phone\nn/a,F,n/a'],
  },
}

function find(words: Words): Candidate[] {
  return numbersUnder(words, LABELS, OTHERS).flatMap(({ first, last }) => {
    let start = first
    while (start < last && !/^\d+$/.test(words.lower(start))) start++
    let digits = 0
    for (let at = start; at <= last; at++) digits += words.lower(at).match(/\d/g)?.length ?? 0
    return digits >= DIGITS_MIN ? [{ first: start, last, prior: PRIOR, why: 'a column of telephone numbers' }] : []
  })
}
