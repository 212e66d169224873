import { expect, test } from 'vitest'
import type { OutgoingRecord, TopicTakes } from '../../../connectors/kafka/port.ts'
import { checkRecord, takesOf, TAKES_UNKNOWN } from '../../../connectors/kafka/topic-takes.ts'

const NOW = 1_800_000_000_000
const record: OutgoingRecord = { topic: 'out', key: Buffer.from('k'), value: Buffer.from('v'), headers: [], lane: 0 }
const limited = { olderMsMax: 1000, newerMsMax: 10 }
const at = (ms: number): Partial<OutgoingRecord> => ({ timestamp: String(NOW + ms) })

test.for<readonly [string, Partial<OutgoingRecord>, Partial<TopicTakes>, string | undefined]>([
  ['one of which nothing is known', at(-1e12), {}, undefined],
  ['a small one', {}, { batchBytesMax: 100 }, undefined],
  ['a large one', { value: Buffer.alloc(100) }, { batchBytesMax: 100 }, 'SLUICE_LIMIT_RECORD'],
  ['one with a key', {}, { needsKeys: true }, undefined],
  ['one without a key', { key: null }, { needsKeys: true }, 'SLUICE_RECORD'],
  ['a tombstone without a key', { key: null, value: null }, { needsKeys: true }, 'SLUICE_RECORD'],
  ['an old one', at(-1000), limited, undefined],
  ['one that is too old', at(-1001), limited, 'SLUICE_RECORD'],
  ['one that is ahead', at(10), limited, undefined],
  ['one that is too far ahead', at(11), limited, 'SLUICE_RECORD'],
  ['one that gets its time when it leaves', {}, limited, undefined],
  ['one that never had a time', { timestamp: '-1' }, limited, undefined],
])('a topic takes %s, or it is refused by name', ([, given, takes, code]) => {
  const check = (): string | undefined => {
    try {
      checkRecord({ ...record, ...given }, { ...TAKES_UNKNOWN, ...takes }, NOW)
      return undefined
    } catch (error) {
      return (error as { readonly code: string }).code
    }
  }
  expect(check()).toBe(code)
})

test.for<readonly [string, Readonly<Record<string, string>>, Partial<TopicTakes>]>([
  ['nothing', {}, {}],
  ['of 3.6 and later', { 'before.max.ms': '1000', 'after.max.ms': '10' }, limited],
  ['of before', { 'difference.max.ms': '1000' }, { olderMsMax: 1000, newerMsMax: 1000 }],
  ['of both', { 'before.max.ms': '9223372036854775807', 'after.max.ms': '10', 'difference.max.ms': '1000' }, limited],
  ['that gives the time itself', { 'before.max.ms': '1000', type: 'LogAppendTime' }, {}],
])('limits of times of a broker that says %s', ([, said, takes]) => {
  const entries = Object.entries(said).map(([name, configValue]) => ({ configName: `message.timestamp.${name}`, configValue }))
  expect(takesOf(entries)).toEqual({ ...TAKES_UNKNOWN, ...takes })
})
