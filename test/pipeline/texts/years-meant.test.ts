import { describe, expect, test } from 'vitest'
import { YearsMeant } from '../../../src/pipeline/texts/years-meant.ts'
import { cpuMs } from '../../support/cpu-ms.ts'
import { outputOf, policyFrom, shippedEngine } from '../../support/shipped-engine.ts'

const DATE = /\d+\/\d+(?:\/\d+)?|Feb \d+(?:, \d{4})?/g

/** The years meant of all dates of some texts. */
function yearsOf(...texts: readonly string[]): (number | undefined)[] {
  const found = texts.map((text) =>
    Array.from(text.matchAll(DATE), ({ 0: { length }, index }) => ({ class: 'date' as const, start: index, end: index + length })))
  const years = new YearsMeant(texts, found)
  return found.flatMap((dates, text) => dates.map((date) => years.of(text, date)))
}

describe('A date without a year is of that', () => {
  test.for([
    ['of the nearest date', ['2/27 and then 3/2/2020; long before 5/6/1999'], [2020, undefined, undefined]],
    ['of the other end of a span', ['2/27-3/2/2020 or 3/4/2021 to 3/9'], [2020, undefined, undefined, 2021]],
    ['before, where a span goes over New Year', ['12/30-1/2/2020'], [2019, undefined]],
    ['behind, where a span goes over New Year', ['12/30/2020 through 1/2'], [undefined, 2021]],
    ['of the only one in the other texts', ['Feb 28', 'on 2/28/2020'], [2020, undefined]],
    ['of none where the others have two', ['Feb 28', 'on 2/28/2020', '3/1/2021'], [undefined, undefined, undefined]],
    ['of none where there is none', ['Feb 28'], [undefined]],
  ] as const)('%s', ([, texts, years]) => {
    expect(yearsOf(...texts)).toEqual(years)
  })
})

test('The years of many dates are asked in time that grows with them', () => {
  const time = (count: number): number => {
    const started = cpuMs()
    yearsOf('2/27 to 3/2/2020. '.repeat(count))
    return cpuMs() - started
  }
  time(500)
  expect(time(8000)).toBeLessThan(Math.max(200, time(2000) * 8))
})

test('Days with and without a year keep their distance', () => {
  const engine = shippedEngine(policyFrom(`rules:
  - { when: { class: free-text }, then: scan }
  - { when: { class: date, in: text }, then: { shift: { days: 365 } } }
  - { when: { class: [link, not-identifying] }, then: keep }
`))
  for (let patient = 0; patient < 40; patient++) {
    const message = {
      resourceType: 'Observation', status: 'final', code: { text: 'x' }, subject: { reference: `Patient/${patient}` },
      note: [{ text: 'Was seen on 02/27/2020 and on 2/27 again; discharged on 03/02/2020.' }],
    }
    const { note } = JSON.parse(outputOf(engine, message)) as { note: [{ text: string }] }
    const [, full, , , short] = /(\d+\/\d+)(\/\d+).*?((\d+\/\d+) again)/.exec(note[0].text) ?? []
    expect([note[0].text, short?.split('/').map(Number)]).toEqual([note[0].text, full?.split('/').map(Number)])
  }
})
