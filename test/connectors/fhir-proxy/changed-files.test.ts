import { createPrivateKey } from 'node:crypto'
import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connect, type SecureVersion, type TLSSocket } from 'node:tls'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { expect, onTestFinished, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import type { FilesLoaded } from '../../../src/pipeline/events.ts'
import { subscribeAll } from '../../../src/observe/subscribe-all.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { always, openProxy, testClients, type OpenProxy } from './open-proxy.ts'

const certificates = join(import.meta.dirname, 'certificates')
const PATIENT = { resourceType: 'Patient', id: 'p1', gender: 'male' }
const [template] = testClients() as [ProxyClientConfig]
const { apiKeySha256: _, ...base } = { ...template, policy: 'keep-everything' }

/** What was told of files while a test ran. */
function told(): FilesLoaded[] {
  const events: FilesLoaded[] = []
  onTestFinished(subscribeAll({ files: (event) => void events.push(event) }))
  return events
}

interface Line {
  /** By which another connection could go on. */
  readonly sessions: readonly Buffer[]
  /** The status of an answer on this connection; `closed` when there is none. */
  ask(): Promise<string>
  /** The code of the error of another handshake; `done` when there is none. */
  renegotiate(): Promise<string>
}

/** A connection with the certificate of a client; with the session of an earlier one, if it has one. */
async function open(proxy: OpenProxy, session?: Buffer, maxVersion: SecureVersion = 'TLSv1.3'): Promise<Line> {
  const pem = readFileSync(join(certificates, 'later.pem'), 'utf8')
  const socket: TLSSocket = connect({
    host: '127.0.0.1',
    port: Number(new URL(proxy.address).port),
    ca: readFileSync(join(certificates, 'ca.pem')),
    cert: pem,
    key: createPrivateKey(pem).export({ type: 'sec1', format: 'pem' }),
    checkServerIdentity: () => undefined,
    maxVersion,
    ...(session === undefined ? {} : { session }),
  })
  onTestFinished(() => void socket.destroy())
  socket.on('error', () => undefined)
  const sessions: Buffer[] = []
  socket.on('session', (one: Buffer) => void sessions.push(one))
  await new Promise((resolve) => socket.once('secureConnect', resolve))
  return {
    sessions,
    async ask() {
      if (socket.destroyed || socket.readableEnded) return 'closed'
      const answer = new Promise<string>((resolve) => {
        socket.once('data', (chunk: Buffer) => resolve(/^HTTP\/1\.1 (\d+)/.exec(chunk.toString())?.[1] ?? 'none'))
        socket.once('close', () => resolve('closed'))
      })
      socket.write('GET /fhir/Patient/p1 HTTP/1.1\r\nHost: sidecar\r\n\r\n')
      return answer
    },
    renegotiate: () => new Promise((resolve) => {
      socket.once('error', (error: Error & { readonly code?: string }) => resolve(String(error.code)))
      socket.renegotiate({}, (error) => resolve(error === null ? 'done' : 'refused'))
    }),
  }
}

async function openWithFiles(): Promise<{
  readonly proxy: OpenProxy
  readonly put: (from: string, to: string) => void
  readonly folder: string
}> {
  const folder = makeTemporaryFolder()
  const put = (from: string, to: string): void => copyFileSync(join(certificates, from), join(folder, to))
  put('server.pem', 'server.pem')
  put('later-ca.pem', 'ca.pem')
  put('later-none.crl', 'ca.crl')
  const at = (name: string): string => join(folder, name)
  const proxy = await openProxy({
    clients: [{ ...base, name: 'vendor', certificates: [{ subject: { CN: 'vendor.example.org' } }] }],
    config: { listen: { port: 0, tls: { cert: at('server.pem'), key: at('server.pem'), clientCa: at('ca.pem'), crl: at('ca.crl') } } },
    reply: always(PATIENT),
  })
  return { proxy, put, folder }
}

test('point 16: a certificate that is revoked is refused without a restart, on a new connection, on one that was open and by a session of before', async () => {
  const events = told()
  const { proxy, put } = await openWithFiles()
  const [used, silent] = [await open(proxy), await open(proxy)]
  expect(await used.ask()).toBe('200')
  put('later-revoked.crl', 'ca.crl')
  await proxy.reload()
  expect(events).toEqual([{ route: 'proxy', what: 'tls', result: 'reloaded', code: undefined }])
  expect([await used.ask(), await silent.ask(), await (await open(proxy)).ask()]).toEqual(['closed', 'closed', '401'])
  expect(used.sessions.length).toBeGreaterThan(0)
  expect(await (await open(proxy, used.sessions.at(-1))).ask()).toBe('401')
  expect(proxy.lastRecord()).toMatchObject({ status: 401, code: 'SLUICE_IDENTITY' })
  put('later-none.crl', 'ca.crl')
  await proxy.reload()
  expect(await (await open(proxy)).ask()).toBe('200')
})

test.for<readonly [string, (folder: string) => void]>([
  [
    'a list that is cut off',
    (folder) => writeFileSync(join(folder, 'ca.crl'), readFileSync(join(certificates, 'later-revoked.crl')).subarray(0, 200)),
  ],
  ['an empty list', (folder) => writeFileSync(join(folder, 'ca.crl'), '')],
  ['no authorities', (folder) => writeFileSync(join(folder, 'ca.pem'), '\n')],
  [
    'a key of another certificate',
    (folder) =>
      writeFileSync(
        join(folder, 'server.pem'),
        readFileSync(join(certificates, 'server.pem'), 'utf8').replace(
          /-----BEGIN CERT[^]*?END CERTIFICATE-----/,
          readFileSync(join(certificates, 'later-ca.pem'), 'utf8'),
        ),
      ),
  ],
])('point 16: %s leaves the files before it in use, which is told', async ([, spoil]) => {
  const events = told()
  const { proxy, folder } = await openWithFiles()
  const line = await open(proxy)
  spoil(folder)
  await proxy.reload()
  expect(events).toEqual([{ route: 'proxy', what: 'tls', result: 'refused', code: 'SLUICE_CONFIG' }])
  expect([await line.ask(), await (await open(proxy)).ask()]).toEqual(['200', '200'])
})

test('a server does not start with an empty list of the revoked, which would mean that nobody is', async () => {
  const file = join(makeTemporaryFolder(), 'none.crl')
  writeFileSync(file, '')
  const at = (name: string): string => join(certificates, name)
  await expect(
    openProxy({
      config: { listen: { port: 0, tls: { cert: at('server.pem'), key: at('server.pem'), clientCa: at('ca.pem'), crl: file } } },
    }),
  ).rejects.toMatchObject({ code: 'SLUICE_CONFIG' })
})

/** A FHIR server that asks for certificates, and the subject of each request's; `hold` keeps its next answer back until it is called. */
async function openUpstreamServer() {
  const pem = readFileSync(join(certificates, 'server.pem'))
  const seen: string[] = []
  let held: Promise<void> | undefined
  const server = createServer(
    { cert: pem, key: pem, ca: readFileSync(join(certificates, 'ca.pem')), requestCert: true, rejectUnauthorized: false },
    (request, response) => {
      const socket = request.socket as TLSSocket
      seen.push(`${socket.getPeerCertificate().serialNumber} ${socket.authorized}`)
      void Promise.resolve(held).then(() =>
        response.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(PATIENT)),
      )
    },
  )
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`, seen,
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>()
      held = promise
      return () => {
        held = undefined
        resolve()
      }
    },
  }
}

test('point 20: changed certificates towards the server are in use from the next request on, and authorities that do not know it end what was open', async () => {
  const events = told()
  const server = await openUpstreamServer()
  const folder = makeTemporaryFolder()
  const put = (from: string, to: string): void => copyFileSync(join(certificates, from), join(folder, to))
  const at = (name: string): string => join(folder, name)
  put('vendor.pem', 'own.pem')
  put('ca.pem', 'ca.pem')
  const proxy = await openProxy({ upstream: { url: server.url, ca: at('ca.pem'), cert: at('own.pem'), key: at('own.pem') } })
  const read = async (): Promise<number> => (await proxy.get('/Patient/p1', { as: 'open' })).status
  expect([await read(), await read()]).toEqual([200, 200])
  const release = server.hold()
  const underWay = read()
  while (server.seen.length < 3) await delay(5)
  put('rogue.pem', 'own.pem')
  await proxy.reload()
  release()
  expect([await underWay, await read()]).toEqual([200, 200])
  expect(server.seen.map((one) => one.split(' ')[1])).toEqual(['true', 'true', 'true', 'false'])
  expect(new Set(server.seen).size).toBe(2)
  writeFileSync(at('ca.pem'), '')
  await proxy.reload()
  expect(await read()).toBe(200)
  put('later-ca.pem', 'ca.pem')
  await proxy.reload()
  expect(await read()).toBe(502)
  put('ca.pem', 'ca.pem')
  await proxy.reload()
  expect(await read()).toBe(200)
  expect(events.map(({ what, result }) => `${what} ${result}`)).toEqual(
    ['reloaded', 'refused', 'reloaded', 'reloaded'].map((result) => `upstream-tls ${result}`),
  )
})

test('a server does not start with an empty list of authorities towards the server behind, which would mean those of the whole world', async () => {
  const file = join(makeTemporaryFolder(), 'ca.pem')
  writeFileSync(file, '')
  await expect(openProxy({ upstream: { ca: file } })).rejects.toMatchObject({ code: 'SLUICE_CONFIG' })
})

test('point 16: a key that is taken out of a file of keys signs no more, and a file that is none leaves the old ones', async () => {
  const events = told()
  const file = join(makeTemporaryFolder(), 'keys.json')
  const pairs = await Promise.all(['k1', 'k2'].map(async (kid) => ({ kid, ...(await generateKeyPair('ES384')) })))
  const tokenOf = ({ kid, privateKey }: (typeof pairs)[number]) =>
    new SignJWT({ iss: 'https://issuer.example.org', aud: 'here', client_id: 'app', exp: Math.floor(Date.now() / 1000) + 300 })
      .setProtectedHeader({ alg: 'ES384', kid })
      .sign(privateKey)
  const keysOf = async (...of: typeof pairs): Promise<string> =>
    JSON.stringify({
      keys: await Promise.all(of.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES384' }))),
    })
  const [first, second] = pairs as [(typeof pairs)[number], (typeof pairs)[number]]
  writeFileSync(file, await keysOf(first))
  const proxy = await openProxy({
    clients: [{ ...base, name: 'vendor', tokens: [{ issuer: 'https://issuer.example.org', value: 'app' }] }],
    config: { tokens: [{ issuer: 'https://issuer.example.org', audience: 'here', jwks: `file:${file}` }] },
    reply: always({
      resourceType: 'CapabilityStatement', status: 'active', kind: 'instance', fhirVersion: '4.0.1', format: ['json'], date: '2026',
    }),
  })
  const statuses = async (): Promise<number[]> =>
    Promise.all(
      pairs.map(
        async (pair) =>
          (await proxy.get('/metadata', { as: undefined, headers: { authorization: `Bearer ${await tokenOf(pair)}` } })).status,
      ),
    )
  expect(await statuses()).toEqual([200, 401])
  writeFileSync(file, await keysOf(second))
  await proxy.reload()
  expect(await statuses()).toEqual([401, 200])
  writeFileSync(file, '{"keys":')
  await proxy.reload()
  expect(await statuses()).toEqual([401, 200])
  expect(events.map(({ what, result }) => [what, result])).toEqual([['token-keys', 'reloaded'], ['token-keys', 'refused']])
})

test('point 16: a connection has one handshake, so nobody shows another certificate than the one that was looked at', async () => {
  const { proxy, put } = await openWithFiles()
  const line = await open(proxy, undefined, 'TLSv1.2')
  expect(await line.ask()).toBe('200')
  expect(await line.renegotiate()).toBe('ERR_SSL_NO_RENEGOTIATION')
  put('later-revoked.crl', 'ca.crl')
  await proxy.reload()
  expect(await (await open(proxy, undefined, 'TLSv1.2')).renegotiate()).toBe('ERR_SSL_NO_RENEGOTIATION')
})

test('the secret for the server is read again when its file changes; while there is none, nothing is asked and it is told once', async () => {
  const events = told()
  const file = join(makeTemporaryFolder(), 'authorization')
  let at = Date.parse('2026-11-29T12:00:00Z')
  writeFileSync(file, 'Bearer one\n')
  const proxy = await openProxy({ upstream: { authorization: `file:${file}` }, now: () => new Date(at), reply: always(PATIENT) })
  /** The status of an answer, and what the server was told. */
  const ask = async (msLater: number): Promise<string> => {
    at += msLater
    proxy.asked.length = 0
    const { status } = await proxy.get('/Patient/p1', { as: 'open' })
    return `${status} ${String(proxy.asked[0]?.headers.authorization)}`
  }
  expect(await ask(0)).toBe('200 Bearer one')
  writeFileSync(file, 'Bearer other\n')
  expect([await ask(999), await ask(1), await ask(-3_600_000)]).toEqual(['200 Bearer one', '200 Bearer other', '200 Bearer other'])
  for (const spoil of [() => writeFileSync(file, '\n'), () => rmSync(file), () => writeFileSync(file, 'Bearer a\r\nX-More: b')]) {
    spoil()
    expect([await ask(1000), await ask(1)]).toEqual(['502 undefined', '502 undefined'])
  }
  expect(proxy.lastRecord()).toMatchObject({ status: 502, code: 'SLUICE_UPSTREAM' })
  writeFileSync(file, 'Bearer last')
  expect([await ask(10), await ask(1000)]).toEqual(['502 undefined', '200 Bearer last'])
  expect(events.map(({ what, result, code }) => [what, result, code])).toEqual([
    ['upstream-authorization', 'reloaded', undefined],
    ['upstream-authorization', 'gone', 'SLUICE_KEY_MISSING'],
    ['upstream-authorization', 'reloaded', undefined],
  ])
})
