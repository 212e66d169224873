import { setTimeout as delay } from 'node:timers/promises'
import { expect, onTestFinished, test, vi } from 'vitest'
import { SluiceError } from '../../../src/contract/errors.ts'
import { createKafkaSource, type KafkaDelivery } from '../../../connectors/kafka/kafka-source.ts'
import { createFakeCluster, type FakeCluster } from './fake-client.ts'

interface Reading {
  readonly said: readonly string[]
  next(): Promise<KafkaDelivery>
  stop(): Promise<void>
}

function read({ client }: FakeCluster, promise: 'exactly-once' | 'at-least-once', start: 'earliest' | 'latest' = 'earliest'): Reading {
  const said: string[] = []
  const controller = new AbortController()
  const status = { ready: () => void said.push('ready'), unready: (code: string) => void said.push(code), lag: () => undefined }
  const source = createKafkaSource({
    client, brokers: [], topic: 'in', group: 'g', promise, status, start, fetchBytesMax: 1024, sessionTimeoutMs: 6000, deliveryRecordsMax: 2,
  })
  const deliveries = source.deliveries(controller.signal)[Symbol.asyncIterator]()
  return {
    said,
    async next() {
      const { value } = await deliveries.next() as { readonly value: KafkaDelivery }
      return value
    },
    async stop() {
      controller.abort()
      await deliveries.return?.()
    },
  }
}

test('an offset that the group does not take, asked again, is told until it takes it, without another record', async () => {
  const cluster = createFakeCluster()
  const reading = read(cluster, 'at-least-once')
  cluster.write(0, ['a', 'b'])
  cluster.failing.add('commit')
  const delivery = await reading.next()
  await delivery.ack()
  expect(reading.said.at(-1)).toBe('ready')
  await expect.poll(() => reading.said.at(-1)).toBe('SLUICE_SOURCE')
  cluster.listener().alive()
  expect(reading.said.at(-1)).toBe('SLUICE_SOURCE')
  cluster.failing.delete('commit')
  await expect.poll(() => cluster.kept.get(0)?.offset).toBe(2n)
  expect(reading.said.at(-1)).toBe('ready')
  await reading.stop()
})

test('an offset that the group does not take holds nothing up, and is kept with the next', async () => {
  const cluster = createFakeCluster()
  const reading = read(cluster, 'at-least-once')
  cluster.write(0, ['a', 'b', 'c'])
  cluster.failing.add('commit')
  const first = await reading.next()
  await first.ack()
  const second = await reading.next()
  cluster.failing.delete('commit')
  await second.ack()
  expect([cluster.kept.get(0)?.offset, reading.said.at(-1)]).toEqual([3n, 'ready'])
  const { length } = cluster.calls
  await delay(500)
  expect(cluster.calls).toHaveLength(length)
  await reading.stop()
})

const BOTH = ['exactly-once', 'at-least-once'] as const

test.for(BOTH)('what the group keeps of a topic says which topic that was, %s', async (promise) => {
  const cluster = createFakeCluster()
  const reading = read(cluster, promise)
  cluster.write(0, ['a', 'b'])
  await (await reading.next()).ack()
  expect(cluster.kept.get(0)).toEqual({ offset: 2n, topicId: 'one' })
  await reading.stop()
})

test.for(BOTH)('a topic that was made anew while nobody read it ends the source by name, %s', async (promise) => {
  const cluster = createFakeCluster()
  cluster.kept.set(0, { offset: 1n, topicId: 'before' })
  cluster.write(0, ['a', 'b'])
  await expect(read(cluster, promise).next()).rejects.toMatchObject({ code: 'SLUICE_SOURCE_LOST' })
})

test.for(BOTH)('a topic that was made anew while it is read ends the source by name, at the latest with the next look, %s', async (promise) => {
  vi.useFakeTimers({ toFake: ['setInterval'] })
  onTestFinished(() => void vi.useRealTimers())
  const cluster = createFakeCluster()
  const reading = read(cluster, promise)
  cluster.write(0, ['a', 'b'])
  await (await reading.next()).ack()
  const next = reading.next()
  cluster.topicId = 'another'
  vi.advanceTimersByTime(10_000)
  await expect(next).rejects.toMatchObject({ code: 'SLUICE_SOURCE_LOST' })
})

test.for([
  ['nobody has said of which topic', { offset: 1n, topicId: undefined }, 'one'],
  ['brokers cannot tell', { offset: 1n, topicId: 'before' }, undefined],
] as const)('what the group keeps is gone on from where %s', async ([, kept, topicId]) => {
  const cluster = createFakeCluster()
  cluster.topicId = topicId
  cluster.kept.set(0, kept)
  cluster.write(0, ['a', 'b'])
  const reading = read(cluster, 'exactly-once')
  const { messages, ack } = await reading.next()
  expect(messages.map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(['b'])
  await ack()
  await reading.stop()
})

test.for(BOTH)('where a group begins at the end is kept at once: what comes while nobody reads is not passed over, %s', async (promise) => {
  const cluster = createFakeCluster()
  cluster.write(0, ['before'])
  const first = read(cluster, promise, 'latest')
  const nothing = first.next()
  await expect.poll(() => cluster.kept.get(0)).toEqual({ offset: 1n, topicId: 'one' })
  await first.stop()
  await nothing
  cluster.write(0, ['meanwhile'])
  const second = read(cluster, promise, 'latest')
  const { messages, ack } = await second.next()
  expect(messages.map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(['meanwhile'])
  await ack()
  await second.stop()
})

test('what was fetched before a delivery failed is not taken for what follows it', async () => {
  const cluster = createFakeCluster()
  const { client } = cluster
  const own = client.consumer
  let onResume = (): void => undefined
  client.consumer = async (options, listener) => {
    const consumer = await own(options, listener)
    return { ...consumer, resume(partition) {
      consumer.resume(partition)
      onResume()
    } }
  }
  const reading = read(cluster, 'at-least-once')
  cluster.write(0, ['a', 'b'])
  const failed = await reading.next()
  // Two records of an aborted transaction come next, and what stands behind them was under way when the delivery failed.
  cluster.listener().skipped(0, 4n)
  const late = { offset: 4n, key: null, value: Buffer.from('late'), headers: [], timestamp: '1', isAlone: false }
  onResume = () => {
    onResume = () => undefined
    cluster.listener().fetched({ partition: 0, from: 4n, records: [late], nextOffset: 5n, end: 5n })
  }
  const again = reading.next()
  await failed.nack(new SluiceError('SLUICE_SINK'))
  const { messages, ack } = await again
  expect(messages.map(({ body }) => Buffer.from(body as Uint8Array).toString())).toEqual(['a', 'b'])
  await ack()
  await reading.stop()
})

test('what fails again and again is tried again later each time, and the source is not ready until it is done', async () => {
  const cluster = createFakeCluster()
  const reading = read(cluster, 'exactly-once')
  cluster.write(0, ['a'])
  const waits: number[] = []
  let delivery = await reading.next()
  for (let tries = 0; tries < 3; tries++) {
    const started = performance.now()
    await delivery.nack(new SluiceError('SLUICE_SINK'))
    delivery = await reading.next()
    waits.push(performance.now() - started)
    cluster.listener().alive()
    expect(reading.said.at(-1)).toBe('SLUICE_SINK')
  }
  expect(waits.map((ms, tries) => ms > 190 * 2 ** tries)).toEqual([true, true, true])
  await delivery.ack()
  expect(reading.said.at(-1)).toBe('ready')
  await reading.stop()
})
