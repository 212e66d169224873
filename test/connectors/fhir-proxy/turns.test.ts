import { connect } from 'node:net'
import { expect, test } from 'vitest'
import { createTurns } from '../../../connectors/fhir-proxy/turns.ts'
import { always, KEYS, openProxy, sendJson } from './open-proxy.ts'

test('what has been taken back is passed over, be there any number of it', () => {
  const turns = createTurns(1, 20_000)
  const begun: string[] = []
  const first = (): void => void begun.push('first')
  turns.take('a', first)
  const gone = Array.from({ length: 10_000 }, () => (): void => void begun.push('gone'))
  for (const one of gone) turns.take('a', one)
  turns.take('a', () => begun.push('last'))
  for (const one of gone) turns.end('a', one)
  turns.end('a', first)
  expect(begun).toEqual(['first', 'last'])
})

test('of one client no more wait than may, and nobody else for it', () => {
  const turns = createTurns(1, 2)
  const begin = (): void => undefined
  turns.take('a', begin)
  for (const _ of [1, 2]) turns.take('a', () => undefined)
  expect(() => turns.take('a', () => undefined)).toThrow('SLUICE_BUSY')
  let isBegun = false
  turns.take('b', () => { isBegun = true })
  expect(isBegun).toBe(true)
})

test('who asks on and on without reading any answer is refused further ones', async () => {
  const proxy = await openProxy({ limits: { connectionsMax: 4 }, upstream: { connectionsMax: 2 } })
  const open: (() => void)[] = []
  proxy.reply = (_, response) => void open.push(() => sendJson(response, { resourceType: 'Patient', id: 'p1' }))
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  let got = ''
  socket.on('data', (data: Buffer) => { got += data.toString('latin1') })
  socket.write(`GET /fhir/Patient/p1 HTTP/1.1\r\nHost: x\r\nX-API-Key: ${KEYS.open}\r\n\r\n`.repeat(10))
  await expect.poll(() => proxy.audit().split('SLUICE_BUSY').length - 1).toBe(5)
  await expect.poll(() => open.length).toBe(1)
  proxy.reply = always({ resourceType: 'Patient', id: 'p1' })
  open[0]?.()
  await expect.poll(() => [...got.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
    ...Array.from({ length: 5 }, () => '200'), ...Array.from({ length: 5 }, () => '503'),
  ])
  socket.destroy()
})
