import { describe, expect, test } from 'vitest'
import { hl7ElementLabel } from '../../../src/decode/text/hl7-fields.ts'
import { openText, texts } from './open.ts'

const ER7 = 'x-application/hl7-v2+er7'
const HEAD = 'MSH|^~\\&|L\r'

/** The lines behind labels in a segment of ER7. */
function told(segment: string): string[] {
  const source = `${HEAD}${segment}\r`
  expect(openText(source, ER7).write([])).toBe(source)
  return texts(source, ER7)[0]?.match(/^.+: .*;$/gm) ?? []
}

/** A segment whose field of this number has this value. */
const at = (segment: string, field: number, value: string): string => `${segment}${'|'.repeat(field)}${value}`

describe('Fields of HL7 v2 say what they are', () => {
  test.for([
    ['OBR', [32, 33, 34, 35], '44&ZORVATH&MIREL^20190509', [
      'identifier field: 44;', 'last name: ZORVATH;', 'first name: MIREL;', 'date: 20190509;',
    ]],
    ['OBR', [17], '5550147', ['phone: 5550147;']], ['ORC', [14, 23], '5550147', ['phone: 5550147;']],
    ['GT1', [6, 7, 18, 46], '5550147', ['phone: 5550147;']], ['IN1', [7], '5550147', ['phone: 5550147;']],
    ['IN2', [50, 53, 58, 63, 64], '5550147', ['phone: 5550147;']], ['SCH', [13, 17, 21], '5550147', ['phone: 5550147;']],
    ['PRD', [5], '^PRN^PH^^^212^5550147', ['phone: 212-5550147;']],
    ['IN2', [40], 'ZORVATH^MIREL', ['last name: ZORVATH;', 'first name: MIREL;']],
    ['NK1', [26, 30], 'ZORVATH', ['last name: ZORVATH;']], ['GT1', [42, 45], 'ZORVATH', ['last name: ZORVATH;']],
    ['PID', [12], 'RYE', ['county: RYE;']], ['PID', [20], 'S77^NY^20271231', ['identifier field: S77;', 'date: 20271231;']],
    ['IN2', [6, 8, 10, 26], 'M77', ['identifier field: M77;']], ['NK1', [12], 'E77', ['identifier field: E77;']],
    ['PD1', [3], 'RYE CLINIC^^77', ['employer: RYE CLINIC;', 'identifier field: 77;']],
    ['IN1', [9, 11], 'QUIXLEY CO', ['employer: QUIXLEY CO;']], ['NK1', [13], 'QUIXLEY CO', ['employer: QUIXLEY CO;']],
    ['GT1', [16], 'QUIXLEY CO', ['employer: QUIXLEY CO;']], ['GT1', [21, 51], 'QUIXLEY CO', ['employer: QUIXLEY CO;']],
    ['IAM', [11, 13, 20], '20190509', ['date: 20190509;']], ['CON', [12, 13, 14, 15], '20190509', ['date: 20190509;']],
    ['UB2', [7], '01^20190509', ['date: 20190509;']], ['UB2', [8], '01^20190509^20190511', ['date: 20190509;', 'date: 20190511;']],
    ['PDA', [4, 7], '20190509', ['date: 20190509;']],
    ['TXA', [22], '7^ZORVATH^MIREL^^^^^^^^^^^^20190511', [
      'identifier field: 7;', 'last name: ZORVATH;', 'first name: MIREL;', 'date: 20190511;',
    ]],
    ['SPM', [2], 'A77&L^B77&L', ['identifier field: A77;', 'identifier field: B77;']],
    ['TXA', [12, 13, 14, 15], 'D77', ['identifier field: D77;']], ['SCH', [1, 2, 26, 27], 'D77', ['identifier field: D77;']],
    ['FT1', [2, 23], 'D77', ['identifier field: D77;']], ['RXA', [15], 'D77', ['identifier field: D77;']],
    ['PDC', [8, 12], 'D77', ['identifier field: D77;']], ['PCR', [12], 'D77', ['identifier field: D77;']],
    ['OBR', [18, 19, 20, 21], 'D77', ['identifier field: D77;']], ['OBR', [18, 20], 'LAB', []],
    ['DG1', [16], '7^ZORVATH', ['identifier field: 7;', 'last name: ZORVATH;']],
    ['PR1', [8, 11, 12], '7^ZORVATH', ['identifier field: 7;', 'last name: ZORVATH;']],
    ['AIP', [3], '7^ZORVATH', ['identifier field: 7;', 'last name: ZORVATH;']],
    ['SCH', [12, 16, 20], '7^ZORVATH', ['identifier field: 7;', 'last name: ZORVATH;']],
    ['RXA', [10], '7^ZORVATH', ['identifier field: 7;', 'last name: ZORVATH;']],
    ['PID', [5], 'ZORVATH&VON^MIREL', ['last name: ZORVATH;', 'last name: VON;', 'first name: MIREL;']],
    ['PV1', [3, 42], '3W^302^B^RYE', ['ward: 3W;', 'room: 302;', 'bed: B;']],
    ['RXD', [13], '3W^^^^^^^^1 Elm^^Rye^NY^10580', [
      'ward: 3W;', 'street address line: 1 Elm;', 'city: Rye;', 'postal code: 10580;',
    ]],
    ['TQ1', [7, 8], '20190509', ['date: 20190509;']], ['ORC', [7], '1^Q8H^D7^20190509', ['date: 20190509;']],
    ['PRA', [6], 'L77^ST^NY^20251231', ['identifier field: L77;', 'date: 20251231;']],
  ] as const)('%s in %j with %j', ([segment, numbers, value, lines]) => {
    for (const number of numbers) expect(told(at(segment, number, value))).toEqual(lines)
  })

  test.for([
    ['NTE', 3, 'Seen 3 times'], ['OBR', 4, '2019^Glucose^L'], ['DG1', 3, 'I10^Hypertension^I10'], ['PID', 8, 'F'], ['PV1', 3, 'MEDICINE'],
    ['RXE', 2, '00006404700^Vaccine^NDC'], ['RXE', 5, 'MG'], ['AL1', 3, '7980123456^Penicillin^SCT'],
  ] as const)('%s-%i of %j says nothing', ([segment, number, value]) => {
    expect(told(at(segment, number, value))).toEqual([])
  })
})

describe('Fields that no table knows are told by their form', () => {
  test.for([
    ['ZPI|1|VIP|19600304|2125550147|77881234|X77-12345|NOTE|12', [
      'date: 19600304;', 'phone: 2125550147;', 'identifier field: 77881234;', 'identifier field: X77-12345;',
    ]],
    ['ZPI|1|1 Elm^^Rye^NY^10580', ['street address line: 1 Elm;', 'city: Rye;', 'postal code: 10580;']],
    ['ZPI|1|30525-0^Age^LN|44054006^Diabetes^SCT', []],
    ['OBR||||X|||||||||||||||||||20190509103000^^^2125550147', ['date: 20190509103000;', 'phone: 2125550147;']],
    ['FT1||||||||||||1234567', []],
    ['NTE|1|L|20191399', []],
  ] as const)('%s', ([segment, lines]) => {
    expect(told(segment)).toEqual(lines)
  })

  test('a segment of a site is found where a message was put on one line, and a name before a stroke is none', () => {
    expect(texts('PID|1 ZPI|1|77881234', 'text/plain')[0]).toContain('\nidentifier field: 77881234;\n')
    expect(texts('PID|1||7^ZOE ZOE|77881234', 'text/plain')[0]).toContain('\npatient identifier field: 77881234;\n')
  })
})

describe('What is observed says what its value is', () => {
  test.for([
    ['OBX|1|NM|30525-0^Age^LN||97|a', ['Age: 97;']], ['OBX|1|NM|30525-0^Alter^LN||97', ['Age: 97;']],
    ['OBX|1|NM|30525-0^Age^LN||97|mo', []],
    ['OBX|1|NM|x^ZIP code||10580', ['ZIP code: 10580;']], ['OBX|1||x^ZIP code||10580', ['ZIP code: 10580;']],
    ['OBX|1|ST|x^homePhone:||5550147~5550148', ['home Phone: 5550147;', 'home Phone: 5550148;']],
    ['OBX|1|SN|x^Zip||=^10580', ['Zip: 10580;']],
    ['OBX|1|CWE|x^Employer||77^QUIXLEY CO^L', ['Employer: QUIXLEY CO;']],
    ['OBX|1|AD|x^Home||1 Elm^^Rye^NY^10580', ['street address line: 1 Elm;', 'city: Rye;', 'postal code: 10580;']],
    ['OBX|1|TS|x^When||20190509', ['date: 20190509;']], ['OBX|1|TN|x^When||5550147', ['phone: 5550147;']],
    ['OBX|1|NM|||97', []], ['OBX|1|ED|x^Report||^TX^A^^words', []],
  ] as const)('%s', ([segment, lines]) => {
    expect(told(segment)).toEqual(lines)
  })
})

test.for([
  ['obr.32', 'ndl.1', undefined], ['ndl.1', 'cnn.2', 'last name: '], ['pid.12', 'st.1', 'county: '], ['root', 'pid.12', 'county: '],
  ['pid.7', 'ts.1', 'date of birth: '], ['obr.7', 'ts.1', 'date: '], ['pid.3', 'cx.1', 'patient identifier field: '],
  ['pid.18', 'cx.1', 'identifier field: '], ['pid.18', 'cx.8', 'date: '], ['xpn.1', 'fn.1', 'last name: '],
  ['xad.1', 'sad.2', 'street address line: '], ['pid.5', 'xpn.2', 'first name: '], ['gt1.18', 'xtn.1', 'phone: '],
  ['pv1.3', 'pl.4', undefined],
] as const)('in %s an element %s says %j', ([above, element, label]) => {
  expect(hl7ElementLabel(above, element)).toBe(label)
})
