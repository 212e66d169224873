import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Agent, request } from 'undici'
import { describe, expect, test } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, hashOf, KEYS, sharedProxy, testClients, type OpenProxy } from './open-proxy.ts'

const PATIENT = { resourceType: 'Patient', id: 'p1', gender: 'male', name: [{ family: 'Canaryname' }] }
const certificates = join(import.meta.dirname, 'certificates')
const pem = (name: string): string => readFileSync(join(certificates, name), 'utf8')
const [template] = testClients() as [ProxyClientConfig]
const base: Omit<ProxyClientConfig, 'apiKeySha256'> = { ...template, policy: 'keep-everything' }

/** The outcome of each scenario: refused, audited, and nothing of the server was even asked for. */
function expectRefused(proxy: OpenProxy, got: { readonly status: number; readonly text: string }, status: number, code: string): void {
  expect([got.status, proxy.asked]).toEqual([status, []])
  expect(got.text).not.toContain('Canaryname')
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', status, code, messages: 0 })
}

describe('point 16: API keys', () => {
  const shared = sharedProxy()
  test.for<readonly [string, Readonly<Record<string, string>>, number]>([
    ['none', {}, 401],
    ['a key that nobody has', { 'x-api-key': 'x'.repeat(40) }, 401],
    ['half of a key', { 'x-api-key': KEYS.open.slice(0, 20) }, 401],
    ['the hash of a key', { 'x-api-key': hashOf(KEYS.open) }, 401],
    ['an empty key', { 'x-api-key': '' }, 401],
    ['a password', { authorization: `Basic ${Buffer.from(`open:${KEYS.open}`).toString('base64')}` }, 401],
    ['two keys', { 'authorization': `Bearer ${KEYS.open}`, 'x-api-key': KEYS.open }, 401],
    ['a key', { 'x-api-key': KEYS.open }, 200], ['a key as bearer', { authorization: `Bearer ${KEYS.open}` }, 200],
  ])('%s', async ([, headers, status]) => {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    const got = await proxy.get('/Patient/p1', { as: undefined, headers })
    expect(got.status).toBe(status)
    expect(proxy.asked.length).toBe(status === 200 ? 1 : 0)
    expect(got.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null)
  })

  test('two headers of authorization are one too many', async () => {
    const { proxy } = shared
    const { statusCode, body } = await request(`${proxy.address}/Patient/p1`, {
      headers: ['authorization', `Bearer ${KEYS.vendor}`, 'Authorization', `Bearer ${KEYS.open}`],
    })
    await body.dump()
    expect([statusCode, proxy.asked]).toEqual([401, []])
  })

  test('the client’s key is not passed on to the server', async () => {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    await proxy.get('/Patient/p1', { as: undefined, headers: { authorization: `Bearer ${KEYS.open}` } })
    expect(JSON.stringify(proxy.asked[0]?.headers)).not.toContain('key')
  })

  test('before anybody is known nothing is told apart: no address, no method, no parameter', async () => {
    const { proxy } = shared
    for (const path of ['/Patient/p1', '/Patient', '/metadata', '/Nothing', '/Patient?name=x', '/$export', '?_page=x', '/_export-file/x']) {
      const got = await proxy.get(path, { as: undefined })
      expectRefused(proxy, got, 401, 'SLUICE_IDENTITY')
    }
  })
})

describe('point 16: certificates', () => {
  const shared = sharedProxy({
    clients: [
      {
        ...base,
        name: 'pinned',
        certificates: [{ fingerprint256: new X509Certificate(pem('revoked.pem')).fingerprint256 }, { fingerprint256: 'A'.repeat(64) }],
      },
      { ...base, apiKeySha256: undefined, name: 'vendor', certificates: [{ subject: { CN: 'vendor.example.org', O: 'Vendor' } }] },
      { ...base, name: 'open', apiKeySha256: [hashOf(KEYS.open)] },
    ],
    config: {
      listen: {
        port: 0,
        tls: {
          cert: join(certificates, 'server.pem'),
          key: join(certificates, 'server.pem'),
          clientCa: join(certificates, 'ca.pem'),
          crl: join(certificates, 'ca.crl'),
        },
      },
    },
  })
  async function ask(name: string | undefined, headers: Readonly<Record<string, string>> = {}) {
    const { proxy } = shared
    proxy.reply = always(PATIENT)
    const own =
      name === undefined ? {} : { cert: pem(name), key: createPrivateKey(pem(name)).export({ type: 'sec1', format: 'pem' }) as string }
    const agent = new Agent({ connect: { ca: pem('ca.pem'), ...own } })
    try {
      const { statusCode, body } = await request(`${proxy.address}/Patient/p1`, { dispatcher: agent, headers })
      return { status: statusCode, text: await body.text() }
    } finally {
      await agent.close()
    }
  }

  test('one of a known authority with the subject of a client is that client', async () => {
    expect((await ask('vendor.pem')).status).toBe(200)
    expect(shared.proxy.lastRecord()).toMatchObject({ client: 'vendor', status: 200 })
  })

  test.for([
    ['a revoked one, though its fingerprint is listed', 'revoked.pem'], ['one of another authority with the same subject', 'rogue.pem'],
    ['none', undefined], ['one that no client has', 'server.pem'],
  ] as const)('%s is refused, and audited', async ([, name]) => {
    expectRefused(shared.proxy, await ask(name), 401, 'SLUICE_IDENTITY')
  })

  test('a bad one is refused although a good key comes with it', async () => {
    expectRefused(shared.proxy, await ask('revoked.pem', { 'x-api-key': KEYS.open }), 401, 'SLUICE_IDENTITY')
    expect((await ask(undefined, { 'x-api-key': KEYS.open })).status).toBe(200)
  })
})
