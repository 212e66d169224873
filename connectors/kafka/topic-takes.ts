import { SluiceError } from '../../src/contract/errors.ts'
import type { OutgoingRecord, TopicTakes } from './port.ts'
import { recordBytes } from './record-bytes.ts'

/** What brokers take unless told otherwise, where this user may not ask what they were told. */
export const TAKES_UNKNOWN: TopicTakes = {
  batchBytesMax: 1_048_588, needsKeys: false, olderMsMax: Number.POSITIVE_INFINITY, newerMsMax: Number.POSITIVE_INFINITY,
}

/** What a topic is asked for to know what it takes; brokers before 3.6 have one limit for times before and behind theirs. */
export const TAKES_CONFIGS = [
  'max.message.bytes', 'cleanup.policy', 'message.timestamp.type', 'message.timestamp.before.max.ms', 'message.timestamp.after.max.ms',
  'message.timestamp.difference.max.ms',
] as const
const NO_LIMIT = String(2n ** 63n - 1n)

export function takesOf(entries: readonly { readonly configName: string; readonly configValue: string }[]): TopicTakes {
  const config = new Map(entries.map(({ configName, configValue }) => [configName, configValue]))
  const get = (name: (typeof TAKES_CONFIGS)[number]): string => config.get(name) ?? ''
  const ms = (name: (typeof TAKES_CONFIGS)[number]): number => {
    const own = get(name)
    const limit = own === '' || own === NO_LIMIT ? get('message.timestamp.difference.max.ms') : own
    // The broker gives records the time itself, or has no such limit.
    return get('message.timestamp.type') === 'LogAppendTime' || limit === '' ? Number.POSITIVE_INFINITY : Number(limit)
  }
  return {
    batchBytesMax: Number(get('max.message.bytes')) || TAKES_UNKNOWN.batchBytesMax,
    needsKeys: get('cleanup.policy').split(',').includes('compact'),
    olderMsMax: ms('message.timestamp.before.max.ms'),
    newerMsMax: ms('message.timestamp.after.max.ms'),
  }
}

/**
 * Throws SLUICE_LIMIT_RECORD or SLUICE_RECORD for a record that its topic would not take: the broker refuses all that it is sent with,
 * and says the same however often it is asked.
 */
export function checkRecord(record: OutgoingRecord, { batchBytesMax, needsKeys, olderMsMax, newerMsMax }: TopicTakes, now: number): void {
  if (recordBytes(record) > batchBytesMax) throw new SluiceError('SLUICE_LIMIT_RECORD')
  if (needsKeys && record.key === null)
    throw new SluiceError('SLUICE_RECORD', { detail: 'The topic is compacted, and the record that would leave has no key.' })
  const ageMs = record.timestamp === undefined || record.timestamp === '-1' ? 0 : now - Number(record.timestamp)
  if (ageMs > olderMsMax || -ageMs > newerMsMax)
    throw new SluiceError('SLUICE_RECORD', { detail: 'The time of the record is further from now than the topic takes.' })
}
