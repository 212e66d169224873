import { describe, expect, test } from 'vitest'
import { labelled, looksIssued } from '../../../detectors/record/labelled.ts'
import { compilePattern } from '../../../src/classify/text/compile-pattern.ts'

/** The value that the pattern marks in a text. */
function valueIn(pattern: string, text: string): string | undefined {
  const span = compilePattern(pattern, 'test').regex.exec(Buffer.from(text))?.indices?.groups?.['phi']
  return span === undefined ? undefined : text.slice(span[0], span[1])
}

describe('a labelled value', () => {
  const pattern = labelled({ strong: 'mrn|har', weak: 'chart' })

  test.for<readonly [string, string | undefined]>([
    ['MRN 4471920', '4471920'],
    ['mrn: 4471920.', '4471920'],
    ['MRN #4471920', '4471920'],
    ['MRN number is 4471920', '4471920'],
    ['MRN:\n\t4471920', '4471920'],
    ['the MRN, 4471920', undefined],
    ['MRN is listed as NB-4471-C2 here', 'NB-4471-C2'],
    ['MRN 44.719.203', '44.719.203'],
    ['MRN 4471920-admitted', '4471920'],
    ['MRN unknown', undefined],
    ['Harris789', undefined],
    ['chart 4471920', undefined],
    ['chart no. 4471920', '4471920'],
    ['Chart#4471920', '4471920'],
    ['charts: A-4471', 'A-4471'],
    ['flowchart: 4471', undefined],
  ])('of %j is %j', ([text, value]) => {
    expect(valueIn(pattern, text)).toBe(value)
  })
})

describe('what follows a label looks like a number that was issued', () => {
  test.for(['4471920', 'NB-104482', '112-45-789', '12-34-567', 'A4471', '44719-20', '0044'])('%s: likely', (value) => {
    expect(looksIssued(value)).toBeGreaterThanOrEqual(0.5)
  })

  test.for(['12', '2', 'A2', '2019', '1998', '01/02/2020', '3-4-21', '2020-01-02', '120/80', '3.5', '65-74', '3.5-5.0', '102.4'])(
    '%s: unlikely',
    (value) => {
      expect(looksIssued(value)).toBeLessThanOrEqual(0.1)
    },
  )
})
