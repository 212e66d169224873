import type { Candidate, WordDetector } from '../../src/contract/detector.ts'
import { KIND, type Words } from '../../src/contract/words.ts'
import { numbersUnder } from '../table-columns.ts'

const DAYS = new Set(['date', 'dob', 'birthdate', 'birthday', 'dos', 'dod', 'datum', 'geburtsdatum', 'fecha'])
/** Of which a day is told, unless another word says what. */
const EVENTS = new Set(['birth', 'admission', 'admitted', 'admit', 'discharge', 'discharged', 'nacimiento', 'naissance'])
const NONE: ReadonlySet<string> = new Set()
const OTHERS = new Set([
  'type', 'status', 'count', 'place', 'weight', 'length', 'city', 'country', 'name', 'order', 'sex', 'id', 'code', 'number', 'disposition',
])
const PRIOR = 0.9
/** Days as exports write them: of six, eight, twelve or fourteen digits, or in three parts. */
const DAY = /^(?:\d{6}|\d{8}|\d{12}|\d{14}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[./-]\d{1,2}[./-]\d{1,2})$/

export const dateColumn: WordDetector = {
  name: 'date-column',
  class: 'date',
  describes: 'The days in a column of a table that has a head for them, however they are written.',
  source: '45 CFR 164.514(b)(2)(i)(C); RFC 4180 (comma-separated values)',
  begins: KIND.cell,
  find,
  examples: {
    true: ['name,birth date,sex\nn/a,[[19600304]],F\nn/a,[[03041960]],M', 'name;Geburtsdatum;ort\nn/a;[[4.3.60]];n/a'],
    false: ['name, date and sex\nwere asked', 'name,weight,sex\nn/a,19600304,F', 'name,birth weight,sex\nn/a,193142,F', 'name,birth date,sex\nn/a,n/a,F'],
  },
}

function find(words: Words): Candidate[] {
  return [...numbersUnder(words, DAYS, NONE), ...numbersUnder(words, EVENTS, OTHERS)].flatMap(({ first, last }) => {
    let text = ''
    for (let at = first; at <= last; at++) text += words.lower(at) + (at < last ? words.gap(at) : '')
    return DAY.test(text) ? [{ first, last, prior: PRIOR, why: 'a column of days' }] : []
  })
}
