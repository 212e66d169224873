import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { describe, expect, onTestFinished, test } from 'vitest'
import { CHANNELS } from '../../../src/pipeline/events.ts'
import { issuesOf, openProxy, sendJson, sharedProxy, testClients, type Reply } from './open-proxy.ts'

const CANARY = 'Canaryname'
const PATIENT = JSON.stringify({ resourceType: 'Patient', id: 'p1', name: [{ family: CANARY }] })
const shared = sharedProxy({ upstream: { timeoutSeconds: 1 }, config: { answerBytesMax: 200_000 } })
const as = (type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Reply => (_, response) => {
  response.writeHead(200, { 'content-type': type, ...headers })
  response.end(body)
}
const FHIR = 'application/fhir+json'

describe('points 12 to 14: a server that is awkward', () => {
  test.for<readonly [string, Reply, number, string]>([
    ['dies before it answers', (_, response) => void response.socket?.destroy(), 502, 'transient'],
    ['dies in the middle of a body', (_, response) => {
      response.writeHead(200, { 'content-type': FHIR, 'content-length': '5000' })
      response.write(PATIENT, () => response.socket?.destroy())
    }, 502, 'transient'],
    ['dies in the middle of a chunked body', (_, response) => {
      response.writeHead(200, { 'content-type': FHIR })
      response.write(PATIENT.slice(0, 40), () => response.socket?.destroy())
    }, 502, 'transient'],
    ['says nothing', () => undefined, 504, 'timeout'],
    ['begins and says no more', (_, response) => {
      response.writeHead(200, { 'content-type': FHIR })
      response.write(PATIENT.slice(0, 20))
    }, 504, 'timeout'],
    ['sends bit by bit for ever', (_, response) => {
      response.writeHead(200, { 'content-type': FHIR })
      const timer = setInterval(() => response.write(' '), 50)
      response.on('close', () => clearInterval(timer))
    }, 504, 'timeout'],
    ['sends half of a JSON', as(FHIR, PATIENT.slice(0, -4)), 502, 'processing'],
    ['sends two documents', as(FHIR, PATIENT + PATIENT), 502, 'processing'],
    ['sends garbage', as(FHIR, Buffer.from([0xff, 0xfe, 0x00, 0x41])), 502, 'processing'],
    ['sends UTF-16', as(FHIR, Buffer.from(PATIENT, 'utf16le')), 502, 'processing'],
    ['sends a key twice', as(FHIR, '{"resourceType":"Patient","gender":"male","gender":"female"}'), 502, 'processing'],
    ['sends a type that FHIR does not know', as(FHIR, `{"resourceType":"Patiant","name":"${CANARY}"}`), 502, 'transient'],
    [
      'sends more than is held',
      as(FHIR, JSON.stringify({ resourceType: 'Patient', name: [{ family: CANARY.repeat(40_000) }] })),
      413,
      'too-costly',
    ],
    ['sends a bomb of gzip', as(FHIR, gzipSync(Buffer.alloc(50_000_000, 0x20)), { 'content-encoding': 'gzip' }), 413, 'too-costly'],
    ['sends half of a gzip', as(FHIR, gzipSync(PATIENT).subarray(0, 30), { 'content-encoding': 'gzip' }), 502, 'transient'],
    ['packs in a way that was not asked for', as(FHIR, PATIENT, { 'content-encoding': 'br' }), 502, 'transient'],
    ['packs twice', as(FHIR, PATIENT, { 'content-encoding': 'gzip, gzip' }), 502, 'transient'],
    [
      'answers with XML all the same',
      as('application/fhir+xml', `<Patient xmlns="http://hl7.org/fhir"><name><family value="${CANARY}"/></name></Patient>`),
      502,
      'transient',
    ],
    ['answers with a page', as('text/html', `<h1>${CANARY}</h1>`), 502, 'transient'],
    ['is not HTTP', (_, response) => {
      response.socket?.end(`${CANARY}\r\n\r\n`)
    }, 502, 'transient'],
    ['sends a header that is too long', as(FHIR, PATIENT, { 'x-long': 'x'.repeat(40_000) }), 502, 'transient'],
  ])('%s: a clean answer and nothing of the body', async ([, reply, status, issue]) => {
    const { proxy } = shared
    proxy.reply = reply
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([got.status, issuesOf(got)]).toEqual([status, [issue]])
    expect(got.text + JSON.stringify([...got.headers])).not.toMatch(/Canary|127\.0\.0\.1|</)
    expect(proxy.lastRecord()).toMatchObject({ status })
    expect(proxy.audit()).not.toContain(CANARY)
  })

  test.for([200, 204, 206, 304])('that says nothing, or not all (%i), of what is asked for has not answered', async (status) => {
    const { proxy } = shared
    const body = status === 206 ? PATIENT : ''
    proxy.reply = (_, response) => void response.writeHead(status, { 'etag': 'W/"1"', 'content-type': FHIR }).end(body)
    for (const path of ['/Patient/p1', '/Patient?gender=male', '/Patient/p1/_history', '/Patient/p1/$everything', '/Patient/p1/$meta']) {
      const got = await proxy.get(path, { as: 'open' })
      expect([path, got.status, issuesOf(got), got.headers.get('etag')]).toEqual([path, 502, ['transient'], null])
    }
  })

  const statement = (rest: unknown): object => ({ resourceType: 'CapabilityStatement', rest })
  test.for([
    null, [], { resourceType: 'Patient' }, statement({}), statement([null]), statement([{ resource: [null] }]),
    statement([{ resource: [{ type: 'Patient', interaction: {}, searchParam: 7 }] }]),
    statement([{ resource: [{ type: 'Patient', interaction: [null], searchParam: [null] }] }]),
  ])('that says of itself what is not understood (%j) fails nothing here', async (said) => {
    const { proxy } = shared
    proxy.reply = as(FHIR, JSON.stringify(said))
    const isStatement = JSON.stringify(said).includes('CapabilityStatement')
    expect((await proxy.get('/metadata', { as: 'open' })).status).toBe(isStatement ? 200 : 502)
  })

  test.for<readonly [string, Reply, number, string, string]>([
    [
      'dies', (_, response) => void response.socket?.destroy(), 502, 'SLUICE_UPSTREAM',
      'The connection to the server failed: UND_ERR_SOCKET.',
    ],
    [
      'refuses us', (_, response) => sendJson(response, PATIENT, { status: 401 }), 502, 'SLUICE_UPSTREAM',
      'The server refuses, or fails. The server answered 401.',
    ],
    [
      'leads elsewhere', (_, response) => sendJson(response, '', { status: 302 }), 502, 'SLUICE_UPSTREAM',
      'The server leads elsewhere, or says that nothing changed. The server answered 302.',
    ],
    [
      'has a page', as('text/html', CANARY), 502, 'SLUICE_UPSTREAM',
      'The answer is not JSON of this FHIR version. The server answered 200.',
    ],
    [
      'fails', (_, response) => sendJson(response, PATIENT, { status: 500 }), 502, 'SLUICE_UPSTREAM',
      'The server refuses, or fails. The server answered 500.',
    ],
    [
      'finds fault', (_, response) => sendJson(response, PATIENT, { status: 422 }), 422, 'SLUICE_UPSTREAM_REFUSED',
      'The server answered 422.',
    ],
    [
      'is busy', (_, response) => sendJson(response, PATIENT, { status: 503 }), 503, 'SLUICE_UPSTREAM_REFUSED',
      'The server answered 503.',
    ],
    [
      'has none', (_, response) => sendJson(response, PATIENT, { status: 404 }), 404, 'SLUICE_UPSTREAM_REFUSED',
      'The server answered 404.',
    ],
  ])('that %s is told apart in the log', async ([, reply, status, code, detail]) => {
    const { proxy } = shared
    const told: unknown[] = []
    const take = (event: unknown): void => void told.push(event)
    CHANNELS.exchange.subscribe(take)
    onTestFinished(() => {
      CHANNELS.exchange.unsubscribe(take)
    })
    proxy.reply = reply
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect(told).toMatchObject([{ status, code, detail }])
    expect([got.status, got.text.includes(detail)]).toEqual([status, false])
  })

  test('a gzip that was not asked for is unpacked, and the answer is not packed', async () => {
    const { proxy } = shared
    proxy.reply = as(FHIR, gzipSync(PATIENT), { 'content-encoding': 'gzip' })
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([got.text, got.headers.get('content-encoding')]).toEqual([PATIENT, null])
  })

  test('point 13: a gigabyte is refused, and is not held', { timeout: 60_000 }, async () => {
    const { proxy } = shared
    let sent = 0
    proxy.reply = (_, response) => {
      response.writeHead(200, { 'content-type': FHIR })
      const chunk = Buffer.alloc(1024 * 1024, 0x20)
      const more = (): void => {
        while (sent < 1024 && !response.destroyed) {
          sent++
          if (!response.write(chunk)) return void response.once('drain', more)
        }
        response.end()
      }
      more()
    }
    const before = process.memoryUsage.rss()
    const got = await proxy.get('/Patient/p1', { as: 'open' })
    expect([got.status, issuesOf(got)]).toEqual([413, ['too-costly']])
    await delay(100)
    expect(sent).toBeLessThan(100)
    expect(process.memoryUsage.rss() - before).toBeLessThan(100_000_000)
  })

  test('a client that goes away leaves nothing under way', async () => {
    const { proxy } = shared
    const closed: string[] = []
    proxy.reply = (_, response) => {
      response.on('close', () => closed.push('closed'))
      response.writeHead(200, { 'content-type': FHIR })
      response.write(PATIENT.slice(0, 20))
    }
    const controller = new AbortController()
    const asked = fetch(`${proxy.address}/Patient/p1`, {
      headers: { 'x-api-key': 'open-key-0123456789-0123456789-01234' },
      signal: controller.signal,
    }).catch(() => 'gone')
    await delay(200)
    controller.abort()
    expect(await asked).toBe('gone')
    for (let tries = 0; tries < 50 && closed.length === 0; tries++) await delay(20)
    expect(closed).toEqual(['closed'])
    await expect.poll(() => proxy.lastRecord()).toMatchObject({ status: 499, code: 'SLUICE_CLIENT_GONE' })
  })
})

test('point 13: a request that is too large is refused before it is read to its end', async () => {
  const proxy = await openProxy({ config: { requestBytesMax: 10_000 } })
  const got = await proxy.get('/Patient', {
    as: 'open',
    method: 'POST',
    body: { resourceType: 'Patient', name: [{ family: CANARY.repeat(2000) }] },
  })
  expect([got.status, issuesOf(got), proxy.asked]).toEqual([413, ['too-costly'], []])
})

test('when the audit log cannot be written nothing is answered, and it is told', async () => {
  const proxy = await openProxy()
  proxy.reply = (_, response) => sendJson(response, PATIENT)
  expect((await proxy.get('/Patient/p1', { as: 'open' })).status).toBe(200)
  proxy.breakAudit()
  const got = await proxy.get('/Patient/p1', { as: 'open' })
  expect([got.status, got.text.includes(CANARY), proxy.failures.length]).toEqual([503, false, 1])
})

test('a server that is not there is a clean 502', async () => {
  const proxy = await openProxy({ upstream: { url: 'http://127.0.0.1:9/fhir' } })
  const got = await proxy.get('/Patient/p1', { as: 'open' })
  expect([got.status, issuesOf(got)]).toEqual([502, ['transient']])
})

test('the body of nobody known is not waited for', async () => {
  const proxy = await openProxy()
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nContent-Type: application/fhir+json\r\nContent-Length: 8000000\r\n\r\n{')
  const answer = await new Promise<string>((resolve) => {
    socket.once('data', (data: Buffer) => resolve(data.toString('latin1')))
  })
  expect(answer).toMatch(/^HTTP\/1\.1 401 /)
  expect(proxy.lastRecord()).toMatchObject({ request: 'POST Patient', status: 401, code: 'SLUICE_IDENTITY' })
})

test.for([
  ['nobody', 'GET /fhir/Patient/p1', 401], ['nobody, elsewhere', 'GET /elsewhere', 404],
  ['nobody, of whom to ask', 'GET /fhir/.well-known/smart-configuration', 404],
  ['nobody, with a body', 'POST /fhir/Patient', 401], ['nobody, badly', 'GET /fhir/%E0%A4%A', 400],
] as const)('a connection of %s is not kept from others once it is answered', async ([, line, status]) => {
  const proxy = await openProxy()
  const socket = connect({ port: Number(new URL(proxy.address).port), host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  let got = ''
  socket.on('data', (data: Buffer) => { got += data.toString('latin1') })
  const ended = once(socket, 'end', { signal: AbortSignal.timeout(5000) })
  const body = line.startsWith('POST') ? '{}' : ''
  socket.write(`${line} HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n${body}`)
  await ended
  expect(got).toContain(`HTTP/1.1 ${status} `)
})

test('a connection of a client that is known is kept', async () => {
  const proxy = await openProxy()
  const got = await proxy.get('/Patient/p1')
  expect([got.status, got.headers.get('connection')]).toEqual([404, 'keep-alive'])
})

test('a request without a host is refused like any other, and written down', async () => {
  const proxy = await openProxy()
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  socket.write('GET /fhir/Patient/p1 HTTP/1.1\r\n\r\n')
  const [answer] = (await once(socket, 'data')) as [Buffer]
  expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 [^]*OperationOutcome/)
  expect(proxy.lastRecord()).toMatchObject({ request: 'GET {unread}', status: 400, code: 'SLUICE_HTTP_REQUEST' })
})

test('a connection that says nothing does not hold up the end, and what is asked meanwhile is answered', async () => {
  const proxy = await openProxy()
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  onTestFinished(() => void socket.destroy())
  const ended = new Promise((resolve) => socket.once('close', resolve))
  await new Promise((resolve) => socket.once('connect', resolve))
  const asked = new Promise<void>((resolve) => {
    proxy.reply = (_, response) => {
      resolve()
      setTimeout(() => sendJson(response, PATIENT), 300)
    }
  })
  const got = proxy.get('/Patient/p1', { as: 'open' })
  await asked
  const began = performance.now()
  const closed = proxy.drain()
  expect((await got).status).toBe(200)
  await Promise.all([closed, ended])
  expect(performance.now() - began).toBeLessThan(20_000)
})

test('a client for which the server takes long has half of the connections at most: others are answered, and the rest of its own waits', async () => {
  const proxy = await openProxy({
    clients: testClients({ policy: 'keep-everything' }),
    upstream: { connectionsMax: 4, timeoutSeconds: 20 },
  })
  const slow: (() => void)[] = []
  proxy.reply = ({ url }, response) => {
    const send = (): void => sendJson(response, { resourceType: 'Patient', id: url.split('/').at(-1) })
    if (url.endsWith('/p1')) send()
    else slow.push(send)
  }
  const gone = new AbortController()
  const headers = { 'x-api-key': 'open-key-0123456789-0123456789-01234' }
  const asked = Array.from({ length: 8 }, (_, index) =>
    fetch(`${proxy.address}/Patient/s${index}`, { headers, ...(index === 4 ? { signal: gone.signal } : {}) }).then(
      ({ status }) => status,
      () => 'gone',
    ),
  )
  for (let tries = 0; tries < 100 && slow.length < 2; tries++) await delay(20)
  expect([(await proxy.get('/Patient/p1')).status, slow.length]).toEqual([200, 2])
  gone.abort()
  await delay(100)
  for (let done = 0; done < 7; done++) {
    for (let tries = 0; tries < 100 && slow.length === 0; tries++) await delay(20)
    slow.shift()?.()
  }
  expect(await Promise.all(asked)).toEqual([200, 200, 200, 200, 'gone', 200, 200, 200])
})
