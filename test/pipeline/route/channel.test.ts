import { describe, expect, test } from 'vitest'
import { createChannel } from '../../../src/pipeline/route/channel.ts'

describe('a channel', () => {
  test('hands over chunks in order and makes the writer wait for the reader', async () => {
    const channel = createChannel()
    const order: string[] = []
    const writing = (async () => {
      for (const text of ['a', 'b', 'c']) {
        await channel.write(Buffer.from(text))
        order.push(`written ${text}`)
      }
      channel.end()
    })()
    for await (const chunk of channel.chunks()) order.push(`read ${Buffer.from(chunk).toString()}`)
    await writing
    expect(order).toEqual(['read a', 'written a', 'read b', 'written b', 'read c', 'written c'])
  })

  test('makes the reader throw what the writer failed with', async () => {
    const channel = createChannel()
    channel.fail(new Error('refused'))
    await expect(Array.fromAsync(channel.chunks())).rejects.toThrow('refused')
  })

  test('makes the writer throw when the reader is gone, while it waits and afterwards', async () => {
    const channel = createChannel()
    const waiting = channel.write(Buffer.from('a'))
    channel.stop(new Error('disk full'))
    await expect(waiting).rejects.toThrow('disk full')
    await expect(channel.write(Buffer.from('b'))).rejects.toThrow('disk full')
  })
})
