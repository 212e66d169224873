import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createInFlight } from '../../../src/pipeline/route/in-flight.ts'

test('what failed first is thrown once the rest has ended, and the signal says so at once', async () => {
  const inFlight = createInFlight()
  const ended: string[] = []
  inFlight.start(() => Promise.reject(new Error('first')))
  inFlight.start(async () => {
    await delay(20)
    ended.push('slow')
    throw new Error('second')
  })
  await delay(1)
  expect(inFlight.failed.aborted).toBe(true)
  expect(ended).toEqual([])
  await expect(inFlight.finish()).rejects.toThrow('first')
  expect(ended).toEqual(['slow'])
})

test('finishing waits for work that was started while it waited', async () => {
  const inFlight = createInFlight()
  let last = false
  inFlight.start(async () => {
    await delay(5)
    inFlight.start(async () => {
      await delay(5)
      last = true
    })
  })
  await inFlight.finish()
  expect(last).toBe(true)
})
