/** What a component is in the words of a form, or the data type of its subcomponents. */
export type Hl7Parts = Readonly<Record<number, string>>

const PERSON: Hl7Parts = {
  1: 'identifier field', 2: 'last name', 3: 'first name', 4: 'middle name', 5: 'name suffix', 6: 'name prefix',
}

/** What tells of people, or a day, in the components of data types (HL7 v2.5.1, chapter 2.A). */
const STANDARD: Readonly<Record<string, Hl7Parts>> = {
  CX: { 1: 'identifier field', 7: 'date', 8: 'date' }, EI: { 1: 'identifier field' }, EIP: { 1: 'EI', 2: 'EI' },
  DLN: { 1: 'identifier field', 3: 'date' }, PLN: { 1: 'identifier field', 4: 'date' },
  AUI: { 1: 'identifier field', 2: 'date', 3: 'name' },
  XPN: {
    1: 'last name', 2: 'first name', 3: 'middle name', 4: 'name suffix', 5: 'name prefix', 10: 'DR', 12: 'date', 13: 'date',
  },
  XCN: { ...PERSON, 17: 'DR', 19: 'date', 20: 'date' }, CNN: PERSON, PPN: { ...PERSON, 15: 'date' },
  NDL: { 1: 'CNN', 2: 'date', 3: 'date', 4: 'ward', 5: 'room', 6: 'bed' },
  XON: { 1: 'employer', 3: 'identifier field', 10: 'identifier field' },
  XAD: {
    1: 'street address line', 2: 'street address line', 3: 'city', 5: 'postal code', 9: 'county', 12: 'DR', 13: 'date', 14: 'date',
  },
  AD: { 1: 'street address line', 2: 'street address line', 3: 'city', 5: 'postal code' },
  SAD: { 1: 'street address line', 2: 'street address line', 3: 'street address line' },
  PL: { 1: 'ward', 2: 'room', 3: 'bed' }, LA1: { 1: 'ward', 2: 'room', 3: 'bed', 9: 'AD' },
  LA2: { 1: 'ward', 2: 'room', 3: 'bed', 9: 'street address line', 10: 'street address line', 11: 'city', 13: 'postal code' },
  XTN: { 1: 'phone', 4: 'email', 6: 'identifier field', 7: 'phone', 12: 'phone' },
  TS: { 1: 'date' }, DR: { 1: 'date', 2: 'date' }, TQ: { 4: 'date', 5: 'date' }, FN: { 1: 'last name', 3: 'last name', 5: 'last name' },
  FC: { 2: 'date' }, DLD: { 2: 'date' }, DIN: { 1: 'date' }, OCD: { 2: 'date' }, OSP: { 2: 'date', 3: 'date' }, SPD: { 4: 'date' },
}
/** What fields hold that are of no such type, or whose segment says more than their type. */
const HELD: Readonly<Record<string, Hl7Parts>> = {
  PATIENT: { 1: 'patient identifier field', 7: 'date', 8: 'date' }, ID: { 1: 'identifier field' }, NUMBER: { 1: 'identifier field' },
  SSN: { 1: 'social security number' }, NAME: { 1: 'name' }, EMPLOYER: { 1: 'employer', 2: 'first name', 3: 'middle name' },
  PLACE: { 1: 'place of birth' }, SPOT: { 1: 'street address line' }, COUNTY: { 1: 'county' }, EMAIL: { 1: 'email' },
  DOB: { 1: 'date of birth' },
}
export const HL7_TYPES: Readonly<Record<string, Hl7Parts>> = { ...STANDARD, ...HELD }

/** Types that OBX-2 may say OBX-5 to be of (HL7 v2.5.1, table 0125, and those of older versions), and what they are here. */
export const HL7_VALUE_TYPES: ReadonlyMap<string, string> = new Map([
  ...Object.keys(STANDARD).map((type): [string, string] => [type, type]),
  ['DT', 'TS'], ['DTM', 'TS'], ['TN', 'XTN'], ['PN', 'XPN'], ['CN', 'XCN'], ['CK', 'CX'],
])

/** What an element of HL7 v2 in XML says by its type and number, `XPN.2`; undefined of those that have parts of their own. */
export function hl7ComponentName(type: string, number: number): string | undefined {
  const parts = STANDARD[type]
  const name = parts?.[number]
  return name === undefined || Object.hasOwn(STANDARD, name) ? undefined : name
}
