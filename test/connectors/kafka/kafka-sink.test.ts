import { expect, test } from 'vitest'
import { createKafkaSink } from '../../../connectors/kafka/kafka-sink.ts'
import type { OutgoingRecord, Producer } from '../../../connectors/kafka/port.ts'
import { TAKES_UNKNOWN } from '../../../connectors/kafka/topic-takes.ts'
import type { Delivery, RecordMessage } from '../../../src/contract/message.ts'

const RECORD_BYTES_MAX = 1000

function sinkOver(send: (records: readonly OutgoingRecord[], producer: number) => Promise<void>) {
  const closed: number[] = []
  let opened = 0
  const sink = createKafkaSink({
    topic: 'out', rewrite: () => ({ key: null, headers: [], timestamp: undefined }),
    takes: { ...TAKES_UNKNOWN, batchBytesMax: RECORD_BYTES_MAX }, compression: 'none',
    async producer(): Promise<Producer> {
      const number = ++opened
      return { send: (records) => send(records, number), close: async () => void closed.push(number) }
    },
  })
  return { sink, closed }
}

function prepare(sink: ReturnType<typeof sinkOver>['sink'], bodies: readonly string[]): Delivery {
  const delivery: Delivery = { messages: [], ack: async () => undefined, nack: async () => undefined }
  for (const body of bodies) {
    const message: RecordMessage = {
      body: Buffer.alloc(1),
      source: 'in/0',
      record: { key: null, headers: [], timestamp: '0', isTombstone: false },
    }
    void sink.prepare(message, Buffer.from(body), delivery)
  }
  return delivery
}

test('a producer that has failed is given up, and the next delivery goes by a new one', async () => {
  const sent: string[] = []
  const { sink, closed } = sinkOver(async (records, producer) => {
    if (producer === 1) throw new Error('no answer')
    for (const { value } of records) sent.push(`${producer} ${String(value)}`)
  })
  await expect(sink.commit(prepare(sink, ['a']))).rejects.toThrow('SLUICE_SINK')
  await sink.commit(prepare(sink, ['b']))
  await sink.commit(prepare(sink, ['c']))
  expect({ sent, closed }).toEqual({ sent: ['2 b', '2 c'], closed: [1] })
})

test('what is sent at once is no more than the topic takes', async () => {
  const sizes: number[] = []
  const { sink } = sinkOver(async (records) => void sizes.push(records.reduce((sum, { value }) => sum + (value?.length ?? 0), 0)))
  await sink.commit(prepare(sink, Array.from({ length: 10 }, () => 'x'.repeat(300))))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(RECORD_BYTES_MAX)
  expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(3000)
})
