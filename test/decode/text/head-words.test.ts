import { expect, test } from 'vitest'
import { mayBeName, spokenHead } from '../../../src/decode/text/head-words.ts'

test.for([
  ['birth_dt', 'birth date'], ['adm_dt', 'admission date'], ['home_ph', 'home phone'], ['provNm', 'provider name'],
  ['SSN4', 'SSN 4'], ['Zip5', 'Zip 5'], ['nextOfKin', 'next Of Kin'], ['Emp', 'employee'], ['F.Nac', 'birth date'], ['Dirección', 'address'],
  ['pt_id', 'mrn'], ['room', 'room'], ['zorvath', undefined], ['zorvath_nm', undefined], ['4_dt', undefined], ['phone 01 42 68 53 00', undefined], ['dob 03-04-60', undefined], ['', undefined], ['_', undefined],
] as const)('The head %j is said as %j', ([head, said]) => {
  expect(spokenHead(head)).toBe(said)
})

test.for([
  ['Pat Street', true], ['pat street', true], ['pat_id', false], ['Alta', true], ['First Name', false], ['street', false], ['Zip5', false],
] as const)('The key %j may be a name: %j', ([key, may]) => {
  expect(mayBeName(key)).toBe(may)
})
