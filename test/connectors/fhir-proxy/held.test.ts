import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyReply } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createHeld, createHolding, type Held, type Holding } from '../../../connectors/fhir-proxy/held.ts'
import { always, hidingPolicy, issuesOf, KEYS, openProxy, sendJson, testClients, type OpenProxy } from './open-proxy.ts'

const MB = 1024 * 1024
const limits = { heldBytesMax: 24 * MB, answerBytesMax: 16 * MB }
const LARGE = { resourceType: 'Patient', id: 'p1', name: [{ family: 'x'.repeat(7 * MB) }] }

/** A connection that sends this and then neither sends nor reads more. */
async function silent(proxy: OpenProxy, text: string | Buffer): Promise<Socket> {
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.pause()
  socket.write(text)
  return socket
}
const ask = (key: string): string => `GET /fhir/Patient/p1 HTTP/1.1\r\nHost: x\r\nx-api-key: ${key}\r\n\r\n`
async function waitFor(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 500 && !isSo(); tries++) await delay(20)
}
const holdingOf = (held: Held, raw: EventEmitter): Holding => createHolding(held, 'a', { raw } as unknown as FastifyReply)
const answered = ({ audit }: OpenProxy): number => audit().split('"event":"exchange"').length - 1

test('of one client no more is held than its share, and it has it back when it is gone', () => {
  const held = createHeld(100)
  expect([held.add(50, 'a'), held.add(1, 'a'), held.add(50, 'b'), held.add(1)]).toEqual([true, false, true, false])
  held.remove(50, 'a')
  expect([held.add(50), held.add(1, 'a')]).toEqual([true, false])
})

test(
  'a client that reads none of its large answers is refused further ones, but not what it writes, and nobody else is',
  { timeout: 60_000 },
  async () => {
    const proxy = await openProxy({ limits, reply: always(LARGE) })
    const first = await silent(proxy, ask(KEYS.open))
    await waitFor(() => answered(proxy) === 1)
    const refused = await proxy.get('/Patient/p1', { as: 'open' })
    expect([refused.status, issuesOf(refused)]).toEqual([503, ['transient']])
    proxy.reply = always(LARGE, { status: 201 })
    const created = await proxy.get('/Patient', { as: 'open', method: 'POST', body: { resourceType: 'Patient' } })
    expect([created.status, created.text, created.headers.get('content-type'), proxy.lastRecord()['code']]).toEqual([
      201, '', null, 'SLUICE_BUSY',
    ])
    proxy.reply = always(LARGE)
    const entry = [{ request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } }]
    const done = await proxy.get('', { as: 'open', method: 'POST', body: { resourceType: 'Bundle', type: 'batch', entry } })
    expect([done.status, issuesOf(done), proxy.lastRecord()['code']]).toEqual([200, ['incomplete'], 'SLUICE_BUSY'])
    proxy.reply = always({ resourceType: 'Patient', id: 'p1' })
    expect([
      (await proxy.get('/Patient/p1', { as: 'open' })).status,
      (await proxy.get('/Patient?gender=male', { as: 'other' })).status,
    ]).toEqual([200, 502])
    first.destroy()
    proxy.reply = always(LARGE)
    await delay(100)
    expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(200)
  },
)

test('what is done is not refused for the size of what the server says of it, or it would be done again', { timeout: 60_000 }, async () => {
  const proxy = await openProxy({ limits: { ...limits, answerBytesMax: MB }, clients: testClients({ policy: 'keep-everything' }) })
  const huge = { ...LARGE, name: [{ family: 'x'.repeat(2 * MB) }] }
  const write = { request: { method: 'POST', url: 'Patient' }, resource: { resourceType: 'Patient' } }
  const read = { request: { method: 'GET', url: 'Patient/p1' } }
  const post = (type: string, ...entry: object[]) => proxy.get('', { method: 'POST', body: { resourceType: 'Bundle', type, entry } })
  proxy.reply = always(huge, { status: 201, headers: { location: `${proxy.upstream}/Patient/p1/_history/1`, etag: 'W/"1"' } })
  const created = await proxy.get('/Patient', { method: 'POST', body: { resourceType: 'Patient' } })
  expect([created.status, created.text, created.headers.get('location'), created.headers.get('content-type')]).toEqual([
    201,
    '',
    `${proxy.base}/Patient/p1/_history/1`,
    null,
  ])
  expect(proxy.lastRecord()).toMatchObject({ status: 201, code: 'SLUICE_TOO_COSTLY', messages: 0 })
  proxy.reply = always({
    resourceType: 'Bundle',
    type: 'batch-response',
    entry: [{ response: { status: '201' } }, { response: { status: '200' }, resource: huge }],
  })
  for (const type of ['batch', 'transaction']) {
    const done = await post(type, write, read)
    expect([done.status, issuesOf(done), proxy.lastRecord()]).toMatchObject([
      200,
      ['incomplete'],
      { status: 200, code: 'SLUICE_TOO_COSTLY', messages: 0 },
    ])
  }
  // Of what does nothing it is said that there is no room.
  expect([(await post('batch', read)).status, (await proxy.get('/Patient/p1')).status]).toEqual([413, 413])
  proxy.reply = always(huge, { status: 422 })
  expect((await proxy.get('/Patient', { method: 'POST', body: { resourceType: 'Patient' } })).status).toBe(413)
})

test('what comes from the server counts for whom it was asked, so that the others are answered', { timeout: 60_000 }, async () => {
  const proxy = await openProxy({ limits, clients: testClients({ policy: 'keep-everything' }) })
  const open: (() => void)[] = []
  proxy.reply = ({ url }, response) => {
    if (!url.endsWith('/slow')) return sendJson(response, { resourceType: 'Patient', id: 'p1', name: [{ family: 'x'.repeat(6 * MB) }] })
    response.writeHead(200, { 'content-type': 'application/fhir+json' })
    response.write(' '.repeat(4 * MB), () => open.push(() => response.destroy()))
  }
  // Three times four megabytes are the share of one.
  const slow = Array.from({ length: 4 }, () => proxy.get('/Patient/slow', { as: 'open' }))
  await waitFor(() => answered(proxy) === 1)
  expect(proxy.lastRecord()).toMatchObject({ client: 'open', status: 503, code: 'SLUICE_BUSY' })
  expect((await proxy.get('/Patient/p1')).status).toBe(200)
  for (const end of open) end()
  expect((await Promise.all(slow)).filter(({ status }) => status === 502).length).toBe(3)
})

test('who takes too long to read is left', { timeout: 60_000 }, async () => {
  const proxy = await openProxy({ limits: { ...limits, sendMs: 50 }, reply: always(LARGE) })
  const socket = await silent(proxy, ask(KEYS.open))
  // It may be told while it still reads nothing.
  const closed = once(socket, 'close')
  await waitFor(() => answered(proxy) === 1)
  await delay(200)
  socket.resume()
  await closed
  expect(socket.bytesRead).toBeLessThan(7 * MB)
})

test('and so is who asks for more behind an answer that does not come', { timeout: 60_000 }, async () => {
  const proxy = await openProxy({ limits: { ...limits, sendMs: 50 } })
  proxy.reply = ({ url }, response) => {
    if (!url.endsWith('/never')) sendJson(response, LARGE)
  }
  const socket = await silent(proxy, ask(KEYS.open).replace('p1', 'never') + ask(KEYS.open))
  socket.resume()
  await once(socket, 'close', { signal: AbortSignal.timeout(5000) })
  expect(socket.bytesRead).toBe(0)
})

test('nothing is held for a client that is gone already: nobody would give it back', () => {
  const held = createHeld(100)
  expect(() => holdingOf(held, Object.assign(new EventEmitter(), { closed: true })).take(50)).toThrow('SLUICE_CLIENT_GONE')
  expect(held.add(50, 'a')).toBe(true)
})

test('what is held is given back once, be it nothing at first', () => {
  const held = createHeld(100)
  const raw = new EventEmitter()
  const holding = holdingOf(held, raw)
  for (const bytes of [0, 0, 50]) holding.take(bytes)
  raw.emit('close')
  expect([held.add(50, 'a'), held.add(1, 'a')]).toEqual([true, false])
})

test('bodies that come in slowly are counted too', { timeout: 60_000 }, async () => {
  const proxy = await openProxy({ limits })
  const head = `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nx-api-key: ${KEYS.open}\r\nContent-Type: application/fhir+json\r\nContent-Length: ${7 * MB}\r\n\r\n`
  const sockets = [
    await silent(proxy, Buffer.concat([Buffer.from(head), Buffer.alloc(6 * MB, 0x20)])),
    await silent(proxy, Buffer.concat([Buffer.from(head), Buffer.alloc(6 * MB + 1, 0x20)])),
  ]
  await waitFor(() => answered(proxy) === 1)
  expect(proxy.lastRecord()).toMatchObject({ client: 'open', status: 503, code: 'SLUICE_BUSY' })
  for (const socket of sockets) socket.destroy()
  proxy.reply = always('', { status: 201 })
  await delay(100)
  expect((await proxy.get('/Patient', { as: 'open', method: 'POST', body: { resourceType: 'Patient' } })).status).toBe(201)
})

test('pages that wait for others to be made up of are counted', async () => {
  const policy = hidingPolicy(
    '  - { name: Restricted goes, when: { label: R }, then: drop }\n  - { name: All else stays, when: { resourceType: Patient }, then: keep }\n',
  )
  const proxy = await openProxy({ limits: { heldBytesMax: 400_000 }, stepMs: 1, clients: testClients({ policy }) })
  let pages = 0
  const waiting: (() => void)[] = []
  proxy.reply = ({ url }, response) => {
    const send = (): void =>
      sendJson(response, {
        resourceType: 'Bundle',
        type: 'searchset',
        link: [{ relation: 'next', url: `?page=${pages++}` }],
        entry: [{ resource: { resourceType: 'Patient', id: `p${pages}`, name: [{ family: 'x'.repeat(30_000) }] } }],
      })
    if (url.includes('page=')) waiting.push(send)
    else send()
  }
  const asked = Array.from({ length: 4 }, () => proxy.get('/Patient?gender=male&_count=5'))
  await waitFor(() => waiting.length + answered(proxy) === 4)
  expect([waiting.length, proxy.lastRecord()['code']]).toEqual([3, 'SLUICE_BUSY'])
  await proxy.close()
  await Promise.allSettled(asked)
})
