import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { numbersUnder } from '../table-columns.ts'

const LABELS = new Set([
  'mrn', 'ssn', 'nhc', 'dni', 'nss', 'account', 'acct', 'member', 'policy', 'chart', 'encounter', 'csn', 'fin', 'har', 'room', 'bed',
  'habitacion', 'cama', 'zimmer', 'accession', 'license', 'badge', 'npi', 'patientid', 'ptid', 'record',
])
const OTHERS = new Set(['type', 'status', 'count', 'date', 'name', 'charges', 'balance', 'air', 'rate'])
const PRIOR = 0.85

export const numberColumn: WordDetector = {
  name: 'number-column',
  class: 'other-id',
  describes: 'The numbers of records, accounts, rooms and the like in a column of a table that has a head for them.',
  source: '45 CFR 164.514(b)(2)(i)(H), (I), (J) and (R); RFC 4180 (comma-separated values)',
  begins: KIND.cell,
  find,
  examples: {
    true: ['name,mrn,sex\nX,[[448821]],F', '| Name | Room | Dx |\n|---|---|---|\n| n/a | [[3-114A]] | CHF |\n| n/a | [[3-115B]] | CHF |'],
    false: ['name, mrn and sex\nwere asked', 'name,age,sex\nn/a,45,F', 'date,mrn,sex\n,n/a,F'],
  },
}

function find(words: Words): Candidate[] {
  return numbersUnder(words, LABELS, OTHERS).map(({ first, last }) => ({
    first,
    last,
    prior: PRIOR,
    why: 'a column of numbers of records',
  }))
}
