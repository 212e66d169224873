import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { numbersUnder } from '../table-columns.ts'

const LABELS = new Set(['age', 'ages', 'edad', 'alter', 'leeftijd', 'idade', 'eta', 'alder'])
const OTHERS = new Set(['gestational', 'bone', 'group', 'onset', 'months', 'days', 'weeks'])
const PRIOR = 0.9
const OLD = /^(?:9\d|1[0-2]\d)$/

export const ageColumn: WordDetector = {
  name: 'age-column',
  class: 'age',
  describes: 'The ages over 89 in a column of a table that has a head for them.',
  source: '45 CFR 164.514(b)(2)(i)(C): ages over 89; RFC 4180 (comma-separated values)',
  begins: KIND.cell,
  find,
  examples: {
    true: ['name,age,sex\nn/a,[[93]],F\nn/a,45,M', '| Name | Age | Room |\n|---|---|---|\n| n/a | [[91]] | 3 |'],
    false: ['name, age and sex\nwere asked', 'name,age,sex\nn/a,89,F', 'name,weight,sex\nn/a,93,F'],
  },
}

function find(words: Words): Candidate[] {
  return numbersUnder(words, LABELS, OTHERS).filter(({ first, last }) => first === last && OLD.test(words.lower(first)))
    .map(({ first, last }) => ({ first, last, prior: PRIOR, why: 'a column of ages' }))
}
