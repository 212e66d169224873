import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { fetchedBatchOf } from '../../../../connectors/kafka/kafkajs/fetched-batch.ts'
import { readBatches } from '../../../../connectors/kafka/kafkajs/read-batches.ts'
import { WireMessage } from '../../../../connectors/kafka/wire/read-record-batch.ts'

/** Nothing is replaced in it: `loadKafkajs` is not called here. */
const Own = createRequire(import.meta.url)('kafkajs/src/consumer/batch.js') as Parameters<typeof fetchedBatchOf>[0]
const Fetched = fetchedBatchOf(Own)

type Methods =
  | 'isEmpty'
  | 'isEmptyIncludingFiltered'
  | 'isEmptyDueToFiltering'
  | 'isEmptyDueToLogCompactedMessages'
  | 'firstOffset'
  | 'lastOffset'
  | 'offsetLag'
  | 'offsetLagLow'
const METHODS: readonly Methods[] = [
  'isEmpty', 'isEmptyIncludingFiltered', 'isEmptyDueToFiltering', 'isEmptyDueToLogCompactedMessages', 'firstOffset', 'lastOffset',
  'offsetLag', 'offsetLagLow',
]

function messageAt(
  position: number,
  { producer = '1', end }: { readonly producer?: string; readonly end?: 'abort' | 'commit' } = {},
): WireMessage {
  const key = end === undefined ? null : Buffer.from([0, 0, 0, end === 'abort' ? 0 : 1])
  return new WireMessage(
    position,
    '1',
    { key, value: null, pairs: [] },
    { producerId: producer, inTransaction: true, isControlBatch: end !== undefined },
    { records: 2 },
  )
}

const all = [messageAt(3), messageAt(4), messageAt(5, { end: 'abort' }), messageAt(6), messageAt(8), messageAt(9, { end: 'commit' })]

test.for([
  ['from the first', '3', all, null],
  ['from within', '6', all, null],
  ['behind the last, which has gone', '10', all, null],
  ['with a transaction that was aborted', '3', all, [{ producerId: '1', firstOffset: '3' }]],
  ['of ends alone', '5', [all[2] as WireMessage], null],
  ['of nothing', '5', [], null],
  ['where compaction has left nothing', '3', [messageAt(9, { end: 'commit' })], null],
] as const)('what was fetched %s is what kafkajs says that it is', ([, from, messages, abortedTransactions]) => {
  const [ours, theirs] = [Fetched, Own].map((Batch) => {
    const batch = new Batch('topic', from, { partition: 1, highWatermark: '20', messages, abortedTransactions }) as InstanceType<
      typeof Own
    > &
      Record<Methods, () => unknown>
    const positions = [batch.rawMessages, batch.messagesWithinOffset, batch.messages].map((some) => some.map(({ offset }) => offset))
    return [positions, ...METHODS.map((method) => batch[method]())]
  })
  expect(ours).toEqual(theirs)
})

test('what cannot be read is told with its place', async () => {
  const buffer = Buffer.alloc(84)
  buffer.writeInt32BE(80)
  const messages = await readBatches({ buffer, offset: 0 })
  const data = { partition: 1, highWatermark: '20', messages, abortedTransactions: null }
  expect(() => new Fetched('topic', '7', data)).toThrow(/SLUICE_SOURCE_CORRUPT: .* It comes at offset 7 of topic\/1\.$/)
})
