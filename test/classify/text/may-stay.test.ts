import { describe, expect, test } from 'vitest'
import { Evaluation } from '../../../src/classify/text/evaluate.ts'
import { mayStay } from '../../../src/classify/text/may-stay.ts'

describe('what Safe Harbor lets stay', () => {
  test.for([
    ['address', 'Texas', true], ['address', 'North Dakota', true], ['address', 'the Netherlands', true], ['address', 'España', true],
    ['address', 'Deutschland', true], ['address', 'U.S.A.', true], ['address', 'Dallas', false], ['address', 'Dallas, Texas', false],
    ['address', 'New York', false], ['address', 'Washington County', false], ['date', '1987', true], ['date', 'Tuesday', true],
    ['date', 'Fri.', true], ['date', 'March 1987', false], ['date', 'Tuesday, 3 May', false], ['date', '87', false],
    ['name', 'Texas', false], ['mrn', '1987', false],
  ] as const)('%s %s: %s', ([given, value, stays]) => {
    expect(mayStay(given, value)).toBe(stays)
  })

  test('is not counted among what should have been found, and is told apart', () => {
    const evaluation = new Evaluation({ PLACE: 'address', WHEN: 'date' })
    const text = 'From Dallas in Texas, 1987'
    const span = (type: string, value: string) => ({ type, start: text.indexOf(value), end: text.indexOf(value) + value.length })
    const { missed } = evaluation.add(text, [span('PLACE', 'Dallas'), span('PLACE', 'Texas'), span('WHEN', '1987')], [])
    expect(missed.map(({ start }) => start)).toEqual([text.indexOf('Dallas')])
    const { types, gold } = evaluation.report()
    expect(gold).toBe(1)
    expect(types['PLACE']).toMatchObject({ gold: 1, found: 0, leftOut: 1, recall: 0 })
    expect(types['WHEN']).toMatchObject({ gold: 0, leftOut: 1, recall: 1 })
  })
})
