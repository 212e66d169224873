import { connect } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEYS, openProxy, sharedProxy, type OpenProxy, type ProxySettings } from './open-proxy.ts'

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
function send({ address }: OpenProxy, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1')
    let got = ''
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
