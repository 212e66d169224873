import { expect, test } from 'vitest'
import { spokenHead } from '../../../src/decode/text/head-words.ts'

test.for([
  ['birth_dt', 'birth date'], ['adm_dt', 'admission date'], ['home_ph', 'home phone'], ['provNm', 'provider name'],
  ['SSN4', 'SSN 4'], ['Zip5', 'Zip 5'], ['nextOfKin', 'next Of Kin'], ['Emp', 'employee'], ['F.Nac', 'birth date'], ['Dirección', 'address'],
  ['pt_id', 'mrn'], ['room', 'room'], ['zorvath', undefined], ['zorvath_nm', undefined], ['4_dt', undefined], ['', undefined], ['_', undefined],
] as const)('The head %j is said as %j', ([head, said]) => {
  expect(spokenHead(head)).toBe(said)
})
