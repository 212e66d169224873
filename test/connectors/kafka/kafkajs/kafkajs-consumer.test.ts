import type { Kafka } from 'kafkajs'
import { expect, test } from 'vitest'
import { createKafkajsConsumer } from '../../../../connectors/kafka/kafkajs/kafkajs-consumer.ts'
import type { ConsumerListener } from '../../../../connectors/kafka/port.ts'

const OPTIONS = { group: 'g', topic: 'in', fetchBytesMax: 1024, sessionTimeoutMs: 6000 }

/** A consumer over one of kafkajs of which only that is there which commits. */
function consumerOver(commitOffsets: (committed: (partition: number, offset: string) => void) => void) {
  let listen: (event: object) => void = () => undefined
  const consumer = {
    events: { COMMIT_OFFSETS: 'commit' },
    on(name: string | undefined, listener: (event: object) => void) {
      if (name === 'commit') listen = listener
    },
    commitOffsets: async () => commitOffsets((partition, offset) =>
      listen({ payload: { topics: [{ topic: 'in', partitions: [{ partition, offset }] }] } })),
  }
  const kafka = { consumer: () => consumer } as unknown as Kafka
  return createKafkajsConsumer({ kafka, options: OPTIONS, listener: {} as ConsumerListener })
}

test('an offset is kept once the group says so', async () => {
  await expect(consumerOver((committed) => committed(2, '7')).commit(2, { offset: 7n, topicId: 'one' })).resolves.toBeUndefined()
})

test.for([
  ['nobody was asked, since the consumer is between two runs', undefined],
  ['another partition was meant', { partition: 1, offset: '7' }],
  ['another offset was meant', { partition: 2, offset: '6' }],
] as const)('an offset is not kept where %s', async ([, said]) => {
  const consumer = consumerOver((committed) => said !== undefined && committed(said.partition, said.offset))
  await expect(consumer.commit(2, { offset: 7n, topicId: 'one' })).rejects.toThrow('SLUICE_SOURCE')
})

test('one that has given up begins again, later each time until it hears something, and not at all once it is stopped', async () => {
  const troubled: number[] = []
  let restart: () => Promise<boolean> = async () => false
  const on: Record<string, (event: object) => void> = {}
  const consumer = {
    events: { HEARTBEAT: 'heartbeat' },
    on: (name: string, listener: (event: object) => void) => void (on[name] = listener),
    disconnect: async () => undefined,
  }
  const kafka = { consumer({ retry }: { readonly retry: { readonly restartOnFailure: () => Promise<boolean> } }) {
    restart = retry.restartOnFailure
    return consumer
  } } as unknown as Kafka
  const listener = { troubled: () => void troubled.push(1), alive: () => undefined } as Partial<ConsumerListener> as ConsumerListener
  const reading = createKafkajsConsumer({ kafka, options: OPTIONS, listener })
  const restarted = async (): Promise<number> => {
    const started = performance.now()
    expect(await restart()).toBe(true)
    return performance.now() - started
  }
  for (const waitMs of [100, 200, 400]) expect(await restarted()).toBeGreaterThan(waitMs - 5)
  on['heartbeat']?.({})
  expect(await restarted()).toBeLessThan(400)
  expect(troubled).toHaveLength(4)
  const last = restart()
  await reading.stop()
  expect(await last).toBe(false)
})
