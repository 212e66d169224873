import { expect, test } from 'vitest'
import type { IdentityToken } from '../../../src/classify/people/identity.ts'
import { spellOut } from '../../../src/classify/people/spell-out.ts'
import { person } from './match-texts.ts'

const robert = person('Robert James', 'de la Cruz')

test.for([
  ['Robert', 'Robert', 'given'], ['Bob', 'Robert', 'given'], ['Bobby', 'Robert', 'given'], ['Robrt', 'Robert', 'given'], ['ROBERT', 'ROBERT', 'given'], ['Robert James', 'Robert James', 'given'],
  ['de la Cruz', 'de la Cruz', 'family'], ['Cruz', 'de la Cruz', 'family'], ["Cruz's", 'de la Cruz', 'family'],
  ['Bob de la Cruz', 'Robert de la Cruz', 'full-name'], ['Mr. Cruz', 'Mr. de la Cruz', 'full-name'], ['Cruz, Robert', 'de la Cruz, Robert', 'full-name'],
  ['Robert Cruz Jr.', 'Robert de la Cruz Jr.', 'full-name'],
] as const)('%s is %s', ([written, text, part]) => {
  expect(spellOut(written, robert)).toEqual({ text, part, initials: [] })
})

test('initials are the names that they stand for, and are told', () => {
  expect(spellOut('R. J. Cruz', robert)).toEqual({ text: 'Robert James de la Cruz', part: 'full-name', initials: [0, 1] })
})

test('a word of nobody stays as it is, and a text without a word of the person is none of theirs', () => {
  expect(spellOut('Robert Okonkwo', robert)?.text).toBe('Robert Okonkwo')
  expect(spellOut('Okonkwo', robert)).toBeUndefined()
  expect(spellOut('Robert', person('', '', []))).toBeUndefined()
})

test('a name that the message has as a whole is taken apart', () => {
  const token: IdentityToken = { kind: 'name', part: 'text', class: 'name', value: 'Dr. Zoë Brandt', element: 'Observation.performer[0].display' }
  const zoe = person('', '', [token], { role: 'other' })
  expect(spellOut('ZOE', zoe)).toEqual({ text: 'ZOË', part: 'given', initials: [] })
  expect(spellOut('Z. Brandt', zoe)).toEqual({ text: 'Zoë Brandt', part: 'full-name', initials: [0] })
})

test('long words take no longer than short ones to be told from a name', () => {
  expect(spellOut(`Robert${'t'.repeat(100_000)}`, robert)).toBeUndefined()
})
