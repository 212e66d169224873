import { SluiceError } from '../../src/contract/errors.ts'
import type { OutgoingRecord, TopicTakes } from './port.ts'
import { recordBytes } from './record-bytes.ts'

/** What brokers take unless told otherwise, where this user may not ask what they were told. */
export const TAKES_UNKNOWN: TopicTakes = {
  batchBytesMax: 1_048_588, needsKeys: false, olderMsMax: Number.POSITIVE_INFINITY, newerMsMax: Number.POSITIVE_INFINITY,
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
