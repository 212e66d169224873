import { afterAll, describe, expect, test } from 'vitest'
import { parseClock, parseTime } from '../../src/cli/read-flags.ts'

const zone = process.env['TZ']
afterAll(() => {
  if (zone === undefined) delete process.env['TZ']
  else process.env['TZ'] = zone
})

describe.for(['UTC', 'America/Los_Angeles', 'Asia/Kolkata'])('in %s', (here) => {
  test.for([
    ['2026-11-24', '2026-11-24T00:00:00.000Z'],
    ['2026-11-24T12:00', '2026-11-24T12:00:00.000Z'],
    ['2026-11-24T12:00:30', '2026-11-24T12:00:30.000Z'],
    ['2026-11-24T12:00:30.250Z', '2026-11-24T12:00:30.250Z'],
    ['2026-11-24T12:00:00+05:30', '2026-11-24T06:30:00.000Z'],
  ] as const)('%s is the same instant as anywhere', ([value, instant]) => {
    process.env['TZ'] = here
    expect(parseClock(value)().toISOString()).toBe(instant)
  })
})

test.for(['', '5', '2026', 'noon', '24 Nov 2026', '2026-02-30', '2026-13-01', '2026-11-24T25:00', '2026-11-24 12:00'])(
  '%j is no time',
  (value) => expect(() => parseTime(value, '--now')).toThrow(/^SLUICE_USAGE: --now takes a date, or a date and time/),
)
