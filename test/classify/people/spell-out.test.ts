import { expect, test } from 'vitest'
import { spellOut } from '../../../src/classify/people/spell-out.ts'
import { person } from './match-texts.ts'

const robert = person('Robert James', 'de la Cruz')

/** The pieces, with what each is: `Robert:given`, `de la Cruz:family,`, `Mr.`. */
function spelled(written: string, who = robert): string | undefined {
  return spellOut(written, who)
    ?.map(
      ({ text, part, isInitial, isBeforeComma }) =>
        `${text}${part === undefined ? '' : `:${part}`}${isInitial ? '!' : ''}${isBeforeComma ? ',' : ''}`,
    )
    .join(' ')
}

test.for([
  ['Robert', 'Robert:given'], ['Bob', 'Robert:given'], ['Bobby', 'Robert:given'], ['Robrt', 'Robert:given'], ['ROBERT', 'ROBERT:given'],
  ['Robert James', 'Robert:given James:given'], ['de la Cruz', 'de la Cruz:family'], ['Cruz', 'de la Cruz:family'],
  ["Cruz's", 'de la Cruz:family'], ['Bob de la Cruz', 'Robert:given de la Cruz:family'], ['Mr. Cruz', 'Mr. de la Cruz:family'],
  ['Cruz, Robert', 'de la Cruz:family, Robert:given'], ['DE LA CRUZ, ROBERT', 'DE LA CRUZ:family, ROBERT:given'],
  ['Robert Cruz Jr.', 'Robert:given de la Cruz:family Jr.'],
] as const)('%s is %s', ([written, pieces]) => {
  expect(spelled(written)).toBe(pieces)
})

test('initials are the names that they stand for, and are told', () => {
  expect(spelled('R. J. Cruz')).toBe('Robert:given! James:given! de la Cruz:family')
})

test('a word of nobody stays as it is, and a text without a word of the person is none of theirs', () => {
  expect(spelled('Robert Okonkwo')).toBe('Robert:given Okonkwo')
  expect(spelled('Okonkwo')).toBeUndefined()
  expect(spelled('Robert', person('', '', []))).toBeUndefined()
})

const called = (value: string) =>
  person('', '', [{ kind: 'name', part: 'text', class: 'name', value, element: 'Observation.performer[0].display' }], { role: 'other' })

test.for([
  ['Dr. Zoë Brandt', 'ZOE', 'ZOË:given'], ['Dr. Zoë Brandt', 'Z. Brandt', 'Zoë:given! Brandt:family'],
  ['Zoë Brandt-Lindqvist', 'BRANDT-LINDQVIST, ZOE', 'BRANDT-LINDQVIST:family, ZOË:given'],
  ['Zoë Brandt-Lindqvist', 'Ms. Lindqvist', 'Ms. Brandt-Lindqvist:family'],
] as const)('of a name that the message has as a whole, %s, %s is %s', ([value, written, pieces]) => {
  expect(spelled(written, called(value))).toBe(pieces)
})

test('long words take no longer than short ones to be told from a name', () => {
  expect(spelled(`Robert${'t'.repeat(100_000)}`)).toBeUndefined()
})
