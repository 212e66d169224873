import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import type { Sink, Source } from '../../../src/contract/message.ts'
import type { Quarantine } from '../../../src/pipeline/quarantine/quarantine.ts'
import { unpackRecord } from '../../../src/pipeline/route/packed-record.ts'
import type { RouteSink } from '../../../src/pipeline/route/process-message.ts'
import { BLOCKED, BROKEN } from './fake-engine.ts'
import { recordOf, runRecords } from './record-route.ts'

test('a delivery that its source makes again is written once, counted once, and what the audit log said of it is taken back', async () => {
  const failures = new Map([[1, 2]])
  const { written, calls, events, result } = await runRecords({
    deliveries: [[recordOf(1, 'raw'), recordOf(2, `${BROKEN} x`)], [recordOf(3, 'raw')]], failures,
  })
  expect(written).toEqual(['***', '***'])
  expect(calls).toEqual(['abort 1', 'nack 1', 'abort 1', 'nack 1', 'commit 1', 'ack 1', 'commit 3', 'ack 3'])
  expect(result).toMatchObject({ messages: 3, quarantined: 1, blocked: 0, counts: { name: { redact: 3 } } })
  expect(result.refusals.get('SLUICE_JSON_SYNTAX')?.count).toBe(1)
  expect(events.filter(({ event }) => event === 'undone')).toEqual([1, 2].map(() => (
    { event: 'undone', route: 'r', source: 'topic/0', first: 1, messages: 2, code: 'SLUICE_SINK' })))
})

test('a failure that the source does not mend ends the route, after the deliveries beside it are done', async () => {
  const failures = new Map([[2, 1]])
  const run = runRecords({
    deliveries: [[recordOf(1, 'a')], [recordOf(2, 'b')]], failures, code: 'SLUICE_AUDIT', concurrent: true,
    commitMs: (line) => line === 1 ? 30 : 0,
  })
  await expect(run).rejects.toThrow('SLUICE_AUDIT')
})

test('deliveries that may stand beside each other do, and a slow one holds up no other', async () => {
  const { calls, written } = await runRecords({
    deliveries: [[recordOf(1, 'slow raw')], [recordOf(2, 'raw')], [recordOf(3, 'raw')]], concurrent: true,
    commitMs: (line) => line === 1 ? 50 : 1,
  })
  expect(calls.slice(-2)).toEqual(['commit 1', 'ack 1'])
  expect(written.sort()).toEqual(['***', '***', 'slow ***'])
})

test('a refused record is sealed with its key and headers, under an id that a second delivery gives again', async () => {
  const failures = new Map([[7, 1]])
  const { quarantined } = await runRecords({ deliveries: [[recordOf(7, BROKEN, 'key')]], failures })
  expect(new Set(quarantined.map(({ facts }) => facts.id)).size).toBe(1)
  expect(quarantined.length).toBe(2)
  expect(quarantined[0]?.facts).toMatchObject({ form: 'record', source: 'topic/0', line: 7, code: 'SLUICE_JSON_SYNTAX' })
  expect(quarantined[0]?.facts.sha256).toBeUndefined()
  const { record, body } = unpackRecord(quarantined[0]?.body as Uint8Array)
  expect([Buffer.from(body).toString(), record.key?.toString(), record.headers[0]?.[0]]).toEqual([BROKEN, 'key', 'h'])
})

test('the body of a record is let go once it is worked on and kept, unless it is what goes out', async () => {
  const gone: number[] = []
  const large = 'x'.repeat(2 * 1024 * 1024)
  const delivery = [recordOf(1, 'raw'), recordOf(2, BROKEN), recordOf(3, large)].map((message) => {
    return { ...message, letGo: () => { gone.push(message.line ?? 0); (message.body as Uint8Array).fill(0) } }
  })
  const { written, quarantined } = await runRecords({ deliveries: [delivery] })
  expect(gone).toEqual([1, 2])
  expect(written).toEqual(['***', large])
  expect(Buffer.from(unpackRecord(quarantined[0]?.body as Uint8Array).body).toString()).toBe(BROKEN)
})

test('a record that is blocked by the policy is not quarantined', async () => {
  const { quarantined, result } = await runRecords({ deliveries: [[recordOf(2, BLOCKED)]] })
  expect(quarantined).toEqual([])
  expect(result.blocked).toBe(1)
})

test.for([
  ['refuse', [], 1, ['SLUICE_TOMBSTONE']],
  [undefined, [], 1, ['SLUICE_TOMBSTONE']],
  ['drop', [], 0, []],
  ['pass', [''], 0, []],
] as const)('of a record without a body, %s leaves this', async ([tombstones, output, quarantined, codes]) => {
  const options = tombstones === undefined ? {} : { tombstones }
  const { written, result } = await runRecords({ deliveries: [[recordOf(1, null)]], options })
  expect(written).toEqual(output)
  expect(result.quarantined).toBe(quarantined)
  expect([...result.refusals.keys()]).toEqual(codes)
})

test.for([
  ['a record', '{"raw":1}'],
  ['a tombstone', null],
] as const)('%s that the sink does not take is kept back by name, and the next one goes on', async ([, body]) => {
  const written: unknown[] = []
  const sink: Sink = {
    name: 'choosy',
    prepare({ line }) {
      if (line === 1) throw new SluiceError('SLUICE_RECORD')
      written.push(line)
    },
    commit: async () => undefined, abort: async () => undefined, close: async () => undefined,
  }
  const { result } = await runRecords({ deliveries: [[recordOf(1, body), recordOf(2, body)]], options: { sink, tombstones: 'pass' } })
  expect({ written, codes: [...result.refusals.keys()] }).toEqual({ written: [2], codes: ['SLUICE_RECORD'] })
})

test('a delivery is given up once nothing of it is under way: sink and quarantine write to one transaction', async () => {
  const steps: string[] = []
  let failures = 1
  const source: Source = { name: 'one', async *deliveries() {
    for (let tries = 0; tries < 2; tries++) {
      yield {
        messages: [recordOf(1, BROKEN)],
        ack: async () => void steps.push('ack'),
        async nack() {
          steps.push('nack')
          return 'again'
        },
      }
    }
  } }
  const sink: RouteSink = {
    name: 'failing', prepare: () => undefined, commit: async () => undefined, abort: async () => undefined, close: async () => undefined,
    async flush() {
      if (failures-- > 0) throw new SluiceError('SLUICE_SINK')
    },
  }
  const quarantine: Quarantine = {
    path: 'slow', add: () => 'id', close: async () => undefined,
    async sync() {
      await delay(20)
      steps.push('kept')
    },
  }
  await runRecords({ deliveries: [], options: { source, sink, quarantine } })
  expect(steps).toEqual(['kept', 'nack', 'kept', 'ack'])
})
