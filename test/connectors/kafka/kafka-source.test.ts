import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createKafkaSource, type KafkaDelivery } from '../../../connectors/kafka/kafka-source.ts'
import { createFakeCluster, type FakeCluster } from './fake-client.ts'

interface Reading {
  readonly said: readonly string[]
  next(): Promise<KafkaDelivery>
  stop(): Promise<void>
}

function read({ client }: FakeCluster, promise: 'exactly-once' | 'at-least-once'): Reading {
  const said: string[] = []
  const controller = new AbortController()
  const status = { ready: () => void said.push('ready'), unready: (code: string) => void said.push(code), lag: () => undefined }
  const source = createKafkaSource({
    client, topic: 'in', group: 'g', promise, status, start: 'earliest', fetchBytesMax: 1024, sessionTimeoutMs: 6000, deliveryRecordsMax: 2,
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

test('an offset that the group does not take is told, until it takes it, without another record', async () => {
  const cluster = createFakeCluster()
  const reading = read(cluster, 'at-least-once')
  cluster.write(0, ['a', 'b'])
  cluster.failing.add('commit')
  const delivery = await reading.next()
  await delivery.ack()
  expect(reading.said.at(-1)).toBe('SLUICE_SOURCE')
  cluster.listener().alive()
  expect(reading.said.at(-1)).toBe('SLUICE_SOURCE')
  cluster.failing.delete('commit')
  await expect.poll(() => cluster.kept.get(0)).toBe(2n)
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
  expect([cluster.kept.get(0), reading.said.at(-1)]).toEqual([3n, 'ready'])
  const { length } = cluster.calls
  await delay(500)
  expect(cluster.calls).toHaveLength(length)
  await reading.stop()
})
