import { once } from 'node:events'
import { connect, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { FastifyInstance } from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpServer, listenAt } from '../../connectors/http-server.ts'
import type { ListenTls } from '../../connectors/tls-files.ts'

const CERTIFICATE = join(import.meta.dirname, 'fhir-proxy', 'certificates', 'server.pem')
const HEADERS_MS = 200

async function open(tls?: ListenTls): Promise<FastifyInstance> {
  const server = createHttpServer({
    listen: '127.0.0.1:0', tls, connectionsMax: 10, bodyBytesMax: 1000, bodies: 'whole', headersMs: HEADERS_MS, reloads: () => undefined,
  })
  server.post('/slow', async () => {
    await delay(500)
    return 'slow'
  })
  await listenAt(server, '127.0.0.1:0')
  onTestFinished(() => server.close())
  return server
}

async function send(server: FastifyInstance, bytes: string): Promise<string> {
  const socket = connect((server.server.address() as AddressInfo).port, '127.0.0.1')
  let got = ''
  socket.on('data', (data: Buffer) => { got += data.toString('latin1') })
  socket.write(bytes)
  await once(socket, 'close', { signal: AbortSignal.timeout(20_000) })
  return got
}

test.for<readonly [string, ListenTls | undefined]>([
  ['headers', undefined],
  ['a handshake', { cert: CERTIFICATE, key: CERTIFICATE }],
])('who does not send %s does not keep a connection', async ([, tls]) => {
  const began = performance.now()
  expect(await send(await open(tls), '')).toBe('')
  expect(performance.now() - began).toBeLessThan(10_000)
})

const POST = 'POST /slow HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n'

test.for<readonly [string, string, readonly string[]]>([
  ['no HTTP', 'Canaryname\r\n\r\n', ['400']],
  ['two hosts', 'POST /slow HTTP/1.1\r\nHost: x\r\nHost: y\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', ['400']],
  ['no host', 'POST /slow HTTP/1.1\r\nContent-Length: 0\r\n\r\n', ['400']],
  ['another path', 'POST /other HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n', ['404']],
  ['no HTTP behind a request', `${POST}Canaryname\r\n\r\n`, []],
  ['an expectation behind a request', `${POST}${POST.replace('Host', 'Expect: Canaryname\r\nHost')}`, ['200', '400']],
])('%s is refused, and not in the place of another answer', async ([, bytes, statuses]) => {
  const got = await send(await open(), bytes)
  expect([...got.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(statuses)
  expect(got.includes('OperationOutcome')).toBe(statuses.includes('400') || statuses.includes('404'))
  expect(got).not.toContain('Canaryname')
})

test('a tunnel is refused, and its connection ends though its peer keeps it open', async () => {
  const server = await open()
  const socket = connect({ port: (server.server.address() as AddressInfo).port, host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  let got = ''
  socket.on('data', (data: Buffer) => { got += data.toString('latin1') })
  socket.write('CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n')
  await once(socket, 'end')
  expect(got).toMatch(/^HTTP\/1\.1 400 /)
  const held = (): Promise<number> => new Promise((resolve) => server.server.getConnections((_, count) => { resolve(count) }))
  await expect.poll(held, { timeout: 5000 }).toBe(0)
})
