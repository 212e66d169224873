import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEYS, openProxy, sendJson, sharedProxy, type OpenProxy, type ProxySettings } from './open-proxy.ts'

const shared = sharedProxy()
const CERTIFICATE = join(import.meta.dirname, 'certificates', 'server.pem')

test.for([
  ['a path that cannot be decoded', '/Patient/Canaryname%E0%A4%A'],
  ['a path that is too long for a route', `/Patient/${'Canaryname'.repeat(200)}`],
] as const)('%s is refused without being repeated, whoever asks, and written down', async ([, path]) => {
  const { proxy } = shared
  const answer = await proxy.get(path)
  expect(answer.status).toBeGreaterThanOrEqual(400)
  expect(answer.text).toContain('OperationOutcome')
  expect(answer.text).not.toContain('Canaryname')
  expect(proxy.asked).toEqual([])
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', status: answer.status })
  expect(proxy.audit()).not.toContain('Canaryname')
})

/** What comes back for bytes, until the connection ends. */
function send({ address }: OpenProxy, bytes: string, onceAnswered?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    let got = ''
    if (onceAnswered !== undefined) socket.once('data', () => socket.write(onceAnswered))
    socket.on('data', (data: Buffer) => { got += data.toString('latin1') }).on('close', () => resolve(got)).on('error', reject)
    socket.write(bytes)
  })
}

const KEY = `X-API-Key: ${KEYS.open}\r\nX-Note: Canaryname\r\n`
const JSON_TYPE = 'Content-Type: application/fhir+json\r\n'
const CHUNKED = '1a\r\n{"resourceType":"Patient"}\r\n0\r\n\r\n'

test.for([
  [
    'two lengths of one body',
    `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n${KEY}${JSON_TYPE}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n${CHUNKED}`,
  ],
  ['a blank before the colon', `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n${KEY}${JSON_TYPE}Transfer-Encoding : chunked\r\n\r\n${CHUNKED}`],
  ['lines that end otherwise', `GET /fhir/Patient/Canaryname HTTP/1.1\nHost: x\n${KEY}\n`],
  ['a method in small letters', `get /fhir/Patient/Canaryname HTTP/1.1\r\nHost: x\r\n${KEY}\r\n`],
  ['headers without end', `GET /fhir/Patient/Canaryname HTTP/1.1\r\nHost: x\r\n${KEY}X-Long: ${'x'.repeat(70_000)}\r\n\r\n`],
  ['a tunnel', `CONNECT Canaryname:443 HTTP/1.1\r\nHost: Canaryname:443\r\n${KEY}\r\n`],
  [
    'an expectation that nobody knows',
    `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n${KEY}${JSON_TYPE}Content-Length: 26\r\nExpect: Canaryname\r\n\r\n{"resourceType":"Patient"}`,
  ],
  ['no HTTP', 'Canaryname Canaryname\r\n\r\n'],
] as const)('%s is refused before anything is read of it, and written down', async ([, bytes]) => {
  const { proxy } = shared
  const before = proxy.audit().length
  expect(await send(proxy, bytes)).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n(?!.*Canaryname).*OperationOutcome/s)
  expect(proxy.asked).toEqual([])
  const records = proxy.audit().slice(before)
  expect(records.trim().split('\n').length).toBe(1)
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', request: 'OTHER {unread}', status: 400, code: 'SLUICE_HTTP_REQUEST' })
  expect(records).not.toContain('Canaryname')
})

const ask = (id: string): string => `GET /fhir/Patient/${id} HTTP/1.1\r\nHost: x\r\n${KEY}\r\n`
const EXPECTS = `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n${KEY}Content-Length: 2\r\nExpect: Canaryname\r\n\r\n{}`

test.for([
  ['no HTTP behind a request', [`${ask('p1')}Canaryname\r\n\r\n`], []],
  ['no HTTP behind two requests, of which one is answered', [`${ask('quick')}${ask('p1')}`, 'Canaryname\r\n\r\n'], ['200', 'quick']],
  ['a tunnel behind a request', [`${ask('p1')}CONNECT Canaryname:443 HTTP/1.1\r\nHost: Canaryname:443\r\n\r\n`], []],
  ['an expectation behind a request', [`${ask('p1')}${EXPECTS}`], ['200', 'p1', '400']],
] as const)('%s is not answered in the place of that one, and written down', async ([, [first, then], answered]) => {
  const { proxy } = shared
  const before = proxy.audit().length
  proxy.reply = ({ url }, response) => {
    const id = url.split('/').at(-1) ?? ''
    setTimeout(() => sendJson(response, { resourceType: 'Patient', id }), id === 'quick' ? 0 : 500)
  }
  const got = await send(proxy, first, then)
  expect([...got.matchAll(/HTTP\/1\.1 (\d+)|"id":"(\w+)"/g)].map(([, status, id]) => status ?? id)).toEqual(answered)
  const records = (request: string): number => proxy.audit().slice(before).split(`"request":"${request}"`).length - 1
  await expect.poll(() => [records('OTHER {unread}'), records('GET Patient/{id}')]).toEqual([1, first.split('GET ').length - 1])
  expect(got + proxy.audit()).not.toContain('Canaryname')
})

test('nor is it answered in the middle of a file', async () => {
  const { proxy } = shared
  const line = JSON.stringify({ resourceType: 'Patient', id: 'p1', name: [{ family: 'x'.repeat(100_000) }] })
  let more = (): void => undefined
  proxy.reply = ({ url }, response) => {
    if (url.includes('$export'))
      return sendJson(response, {}, { status: 202, headers: { 'content-location': `${proxy.upstream}/status/1` } })
    if (url.endsWith('/status/1'))
      return sendJson(response, { requiresAccessToken: true, output: [{ type: 'Patient', url: `${proxy.upstream}/files/1` }] })
    response.writeHead(200, { 'content-type': 'application/fhir+ndjson' })
    response.write(`${line}\n`.repeat(5))
    more = () => response.end(`${line}\n`)
  }
  const started = await proxy.get('/$export?_type=Patient', { as: 'open', headers: { prefer: 'respond-async' } })
  const manifest = await proxy.get(started.headers.get('content-location') ?? '', { as: 'open' })
  const [file] = manifest.json['output'] as readonly { readonly url: string }[]
  const socket = connect(Number(new URL(proxy.address).port), '127.0.0.1')
  let got = ''
  socket.on('data', (data: Buffer) => { got += data.toString('latin1') })
  socket.write(`GET ${new URL(file?.url ?? '').pathname} HTTP/1.1\r\nHost: x\r\n${KEY}\r\n`)
  await expect.poll(() => got.length, { timeout: 5000 }).toBeGreaterThan(200_000)
  const closed = once(socket, 'close')
  socket.write('Canaryname\r\n\r\n')
  more()
  await closed
  expect(got.split('HTTP/1.1 ').length).toBe(2)
  await expect.poll(() => proxy.lastRecord()).toMatchObject({ request: 'GET {export file}', status: 499 })
})

test.for([
  ['Host', 'GET /fhir/Patient/p1', 'Host: y\r\n\r\n'],
  ['If-None-Exist', 'POST /fhir/Patient', 'If-None-Exist: gender=male\r\nIf-None-Exist: gender=female\r\nContent-Length: 2\r\n\r\n{}'],
] as const)('a second %s is refused: who reads it before or behind this server may take another one', async ([, line, headers]) => {
  const { proxy } = shared
  const bytes = `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${KEY}${JSON_TYPE}${headers}`
  expect(await send(proxy, bytes)).toMatch(/^HTTP\/1\.1 400 /)
  expect(proxy.asked).toEqual([])
  expect(proxy.lastRecord()).toMatchObject({ request: `${line.split(' ')[0]} {unread}`, status: 400, code: 'SLUICE_HTTP_REQUEST' })
})

test.for([
  'Content-Encoding: gzip\r\nContent-Length: 26\r\n',
  'Content-Encoding: identity, gzip\r\nContent-Length: 26\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
])('a body that is packed (%s) is 415, whatever its bytes are', async (coding) => {
  const { proxy } = shared
  const body = coding.includes('chunked') ? CHUNKED : '{"resourceType":"Patient"}'
  expect(
    await send(proxy, `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${KEY}${JSON_TYPE}${coding}\r\n${body}`),
  ).toMatch(/^HTTP\/1\.1 415 /)
  expect(proxy.asked).toEqual([])
  expect(proxy.lastRecord()).toMatchObject({ request: 'POST {unread}', client: 'open', status: 415, code: 'SLUICE_HTTP_MEDIA' })
})

test.for<readonly [string, string, Partial<ProxySettings['config']>, object[]]>([
  [
    'headers',
    'GET /fhir/Patient/Canaryname HTTP/1.1\r\nHost: x\r\n',
    {},
    [{ request: 'OTHER {unread}', status: 400, code: 'SLUICE_HTTP_REQUEST' }],
  ],
  [
    'a body',
    `POST /fhir/Patient HTTP/1.1\r\nHost: x\r\n${KEY}${JSON_TYPE}Content-Length: 26\r\n\r\n{`,
    {},
    [{ request: 'POST {unread}', client: 'open', status: 400, code: 'SLUICE_HTTP_REQUEST' }],
  ],
  ['anything', '', {}, []],
  ['a handshake', '', { listen: { port: 0, tls: { cert: CERTIFICATE, key: CERTIFICATE } } }, []],
])('who takes too long to send %s does not keep a connection', async ([, bytes, config, records]) => {
  const proxy = await openProxy({ limits: { headersMs: 200, requestMs: 400 }, config: config ?? {} })
  const began = performance.now()
  await send(proxy, bytes)
  expect(performance.now() - began).toBeLessThan(10_000)
  await expect
    .poll(() =>
      proxy
        .audit()
        .split('\n')
        .filter((line) => line.includes('"event":"exchange"'))
        .map((line) => JSON.parse(line) as unknown),
    )
    .toMatchObject(records)
  expect([proxy.asked, proxy.audit().includes('Canaryname')]).toEqual([[], false])
})
