import { pino } from 'pino'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { SluiceError } from '../../src/contract/errors.ts'
import { logEvents } from '../../src/observe/log-events.ts'
import { createHealth, type Health, type HealthReport } from '../../src/observe/health.ts'
import { CHANNELS } from '../../src/pipeline/events.ts'

let health: Health
afterEach(() => health.stop())

const open = (): ReturnType<Health['connector']> => {
  health = createHealth(['r'])
  const source = health.connector({ route: 'r', label: 'r', side: 'source', connector: 'kafka' })
  health.started()
  return source
}
const stateOf = ({ routes }: HealthReport): string | undefined => routes[0]?.state

describe('a route', () => {
  test('is ready once it is started and its connectors are open', () => {
    health = createHealth(['r'])
    const source = health.connector({ route: 'r', label: 'r', side: 'source', connector: 'kafka' })
    const sink = health.connector({ route: 'r', label: 'r/a', side: 'sink', connector: 'file' })
    expect(health.report().ready).toBe(false)
    health.started()
    source.opened()
    expect(health.report().ready).toBe(false)
    sink.opened()
    expect(health.report()).toEqual({
      ready: true, draining: false,
      routes: [{ route: 'r', state: 'running', code: undefined, connectors: [
        { route: 'r', side: 'source', connector: 'kafka', ready: true, code: undefined },
        { route: 'r/a', side: 'sink', connector: 'file', ready: true, code: undefined },
      ] }],
    })
  })

  test('is not ready while a connector says so, and what it said before it was open holds', () => {
    const source = open()
    source.unready('SLUICE_SINK')
    source.opened()
    expect(health.report().ready).toBe(false)
    expect(health.report().routes[0]?.connectors[0]?.code).toBe('SLUICE_SINK')
    source.ready()
    expect(health.report().ready).toBe(true)
  })

  test('logs that a connector is not ready, and that it is again, each once', () => {
    const lines: unknown[] = []
    const write = (line: string): void => void lines.push(JSON.parse(line))
    onTestFinished(logEvents(pino({ base: null, timestamp: false }, { write })))
    const source = open()
    source.ready()
    source.unready('SLUICE_SOURCE')
    source.unready('SLUICE_SINK')
    source.ready()
    source.ready()
    const place = { route: 'r', side: 'source', connector: 'kafka' }
    expect(lines).toEqual([
      { level: 40, code: 'SLUICE_SOURCE', ...place, msg: 'not ready; goes on trying' },
      { level: 30, code: 'CONNECTOR_READY', ...place, msg: 'ready again' },
    ])
  })

  test('logs why a request was refused, and nothing of one that was answered', () => {
    const lines: unknown[] = []
    const write = (line: string): void => void lines.push(JSON.parse(line))
    onTestFinished(logEvents(pino({ base: null, timestamp: false }, { write })))
    const asked = { route: 'r', client: undefined, request: 'GET Patient/{id}', messages: 0, subjects: 0, durationMs: 1 }
    CHANNELS.exchange.publish({ ...asked, status: 200 })
    CHANNELS.exchange.publish({ ...asked, status: 401, code: 'SLUICE_IDENTITY', detail: 'The token has expired.' })
    CHANNELS.exchange.publish({ ...asked, status: 502, code: 'SLUICE_UPSTREAM' })
    expect(lines).toEqual([
      {
        level: 30, code: 'SLUICE_IDENTITY', route: 'r', request: 'GET Patient/{id}', status: 401,
        detail: 'The token has expired.', msg: 'request refused',
      },
      { level: 40, code: 'SLUICE_UPSTREAM', route: 'r', request: 'GET Patient/{id}', status: 502, msg: 'request refused' },
    ])
  })

  test('stalls with the code of a delivery that failed, and runs again with the next of the same source that does not', () => {
    open().opened()
    CHANNELS.stalled.publish({ route: 'r', source: 't/0', code: 'SLUICE_SINK', by: 'source' })
    expect(health.report()).toMatchObject({ ready: false, routes: [{ state: 'stalled', code: 'SLUICE_SINK' }] })
    const done = { route: 'r', messages: 1, refused: 0, bytesIn: 1, bytesOut: 1, durationMs: 1 }
    CHANNELS.delivery.publish({ ...done, source: 't/1' })
    expect(health.report()).toMatchObject({ ready: false, routes: [{ state: 'stalled' }] })
    CHANNELS.delivery.publish({ ...done, source: 't/0' })
    expect(health.report()).toMatchObject({ ready: true, routes: [{ state: 'running', code: undefined }] })
  })

  test('whose senders were told to send again runs with the next that is delivered, under any name, or after half a minute', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    open().opened()
    for (const source of ['ehr/1.json', 'ehr/2.json']) CHANNELS.stalled.publish({ route: 'r', source, code: 'SLUICE_SINK', by: 'sender' })
    expect(health.report()).toMatchObject({ ready: false, routes: [{ state: 'stalled', code: 'SLUICE_SINK' }] })
    CHANNELS.delivery.publish({ route: 'r', source: 'ehr/3.json', messages: 1, refused: 0, bytesIn: 1, bytesOut: 1, durationMs: 1 })
    expect(health.report().ready).toBe(true)
    CHANNELS.stalled.publish({ route: 'r', source: 'ehr/4.json', code: 'SLUICE_SINK', by: 'sender' })
    vi.advanceTimersByTime(29_000)
    expect(health.report().ready).toBe(false)
    vi.advanceTimersByTime(2000)
    expect(health.report().ready).toBe(true)
  })

  test('that stalled with a part which nobody heard of for five minutes runs: another instance has it', () => {
    vi.useFakeTimers()
    onTestFinished(() => void vi.useRealTimers())
    open().opened()
    CHANNELS.stalled.publish({ route: 'r', source: 't/0', code: 'SLUICE_SINK', by: 'source' })
    vi.advanceTimersByTime(299_000)
    expect(health.report().ready).toBe(false)
    vi.advanceTimersByTime(2000)
    expect(health.report().ready).toBe(true)
  })

  test.for([
    ['done', undefined, true],
    ['stopped', undefined, false],
    ['failed', new SluiceError('SLUICE_AUDIT'), false],
  ] as const)('that is %s leaves the process ready or not, and stays so', ([ended, error, ready]) => {
    open().opened()
    CHANNELS.ended.publish({ route: 'r', ended, error })
    CHANNELS.delivery.publish({ route: 'r', messages: 1, refused: 0, bytesIn: 1, bytesOut: 1, durationMs: 1 })
    health.started()
    expect(health.report().ready).toBe(ready)
    expect(stateOf(health.report())).toBe(ended)
    expect(health.report().routes[0]?.code).toBe(error?.code)
  })

  test('that was told to drain is not ready, so that nobody sends more', () => {
    open().opened()
    health.draining()
    expect(health.report()).toMatchObject({ ready: false, draining: true })
  })
})

test('lag is kept for each part, forgotten with it, and bounded in number', () => {
  const source = open()
  source.lag(3, 't/0')
  source.lag(5, 't/1')
  source.lag(0, 't/0')
  source.lag(undefined, 't/1')
  expect(health.lags()).toEqual([{ route: 'r', part: 't/0', messages: 0 }])
  for (let part = 0; part < 5000; part++) source.lag(1, `x/${part}`)
  expect(health.lags().length).toBeLessThanOrEqual(2000)
})

test('routes that it does not know change nothing', () => {
  open().opened()
  CHANNELS.stalled.publish({ route: 'other', source: 't/0', code: 'SLUICE_SINK', by: 'source' })
  expect(health.report().routes).toHaveLength(1)
  expect(health.report().ready).toBe(true)
})
