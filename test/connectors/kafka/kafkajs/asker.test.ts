import { expect, test } from 'vitest'
import { createAsker } from '../../../../connectors/kafka/kafkajs/asker.ts'

function asking() {
  const disconnected: number[] = []
  let connected = 0
  const asker = createAsker(async () => {
    const number = ++connected
    return { number, disconnect: async () => void disconnected.push(number) }
  })
  return { asker, disconnected }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

test('questions share a connection, which ends when it is closed', async () => {
  const { asker, disconnected } = asking()
  expect(await Promise.all([1, 2].map(() => asker.ask(async ({ number }) => number)))).toEqual([1, 1])
  await asker.close()
  expect(disconnected).toEqual([1])
})

test('after a question that failed the next is asked over another connection, and open ones are still answered', async () => {
  const { asker, disconnected } = asking()
  const open = Promise.withResolvers<void>()
  const first = asker.ask(async ({ number }) => open.promise.then(() => number))
  const late = Promise.withResolvers<void>()
  const alsoFirst = asker.ask(async () => late.promise)
  await expect(asker.ask(async () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(await asker.ask(async ({ number }) => number)).toBe(2)
  late.reject(new Error('neither'))
  await expect(alsoFirst).rejects.toThrow('neither')
  await turn()
  expect(disconnected).toEqual([])
  open.resolve()
  expect(await first).toBe(1)
  await turn()
  expect(disconnected).toEqual([1])
  expect(await asker.ask(async ({ number }) => number)).toBe(2)
})

test('a connection that never came to be is not asked again', async () => {
  let tries = 0
  const asker = createAsker(async () => {
    if (++tries === 1) throw new Error('away')
    return { disconnect: async () => undefined }
  })
  await expect(asker.ask(async () => 1)).rejects.toThrow('away')
  expect(await asker.ask(async () => 1)).toBe(1)
})
