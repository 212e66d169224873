import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from 'jose'
import { describe, expect, test } from 'vitest'
import { serverSchema, type ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { httpIngestSource } from '../../../connectors/http-ingest/connector.ts'
import { createTokenReader } from '../../../connectors/identity/token.ts'
import { always, hashOf, openProxy, testClients, type OpenProxy, type ProxySettings } from './open-proxy.ts'
import { AUDIENCE, sharedTokens } from './open-tokens.ts'

const [template] = testClients() as [ProxyClientConfig]
const base: Omit<ProxyClientConfig, 'apiKeySha256'> = { ...template, policy: 'keep-everything' }

/** The outcome of each scenario: refused, audited, and nothing of the server was even asked for. */
function expectRefused(proxy: OpenProxy, got: { readonly status: number; readonly text: string }, status: number, code: string): void {
  expect([got.status, proxy.asked]).toEqual([status, []])
  expect(got.text).not.toContain('Canaryname')
  expect(proxy.lastRecord()).toMatchObject({ event: 'exchange', status, code, messages: 0 })
}

describe('point 16: tokens', () => {
  const tokens = sharedTokens()
  const { sign, ask, served } = tokens

  test('one that is good is served, as the client that it names', async () => {
    const got = await ask(await sign())
    expect([got.status, tokens.proxy.lastRecord()]).toMatchObject([200, { client: 'vendor' }])
    expect(JSON.stringify(tokens.proxy.asked[0]?.headers)).not.toContain('authorization')
  })

  const soon = Math.floor(Date.now() / 1000)
  test.for<readonly [string, () => Promise<string>]>([
    ['an expired one', () => sign({ exp: soon - 60 })],
    ['one that is not good yet', () => sign({ nbf: soon + 120 })],
    ['one that never expires', () => sign({ exp: undefined })],
    ['one for another audience', () => sign({ aud: 'https://other.example.org' })],
    ['one for no audience', () => sign({ aud: undefined })],
    ['one of another issuer', () => sign({ iss: 'https://evil.example.org' })],
    ['one of a client that is not known', () => sign({ client_id: 'somebody' })],
    [
      'one with alg none',
      () =>
        Promise.resolve(
          new UnsecuredJWT({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 300 }).encode(),
        ),
    ],
    [
      'one signed with the public key as a password',
      () =>
        new SignJWT({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 300 })
          .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
          .sign(Buffer.from(JSON.stringify(served.keys[0]))),
    ],
    ['one with a forged kid', async () => sign({}, { kid: 'forged' }, (await generateKeyPair('ES384')).privateKey)],
    ['one signed with another key', async () => sign({}, {}, (await generateKeyPair('ES384')).privateKey)],
    ['one with a key of its own in the header', async () => {
      const own = await generateKeyPair('ES384', { extractable: true })
      return sign({}, { jwk: await exportJWK(own.publicKey), kid: undefined }, own.privateKey)
    }],
    ['one with an algorithm that is not listed', async () => sign({}, { alg: 'ES256' }, (await generateKeyPair('ES256')).privateKey)],
    [
      'one that was changed',
      async () =>
        (await sign()).replace(
          /\.[^.]+\./,
          `.${Buffer.from(JSON.stringify({ iss: 'https://issuer.example.org', aud: AUDIENCE, client_id: 'vendor-app', exp: soon + 9999 })).toString('base64url')}.`,
        ),
    ],
    ['one that is bound to a certificate, without it', () => sign({ cnf: { 'x5t#S256': 'abc' } })],
    ['one that is bound to a key (DPoP), of which nothing is proven', () => sign({ cnf: { jkt: 'abc' } })],
    ['one that is too long', () => sign({ filler: 'x'.repeat(20_000) })],
    ['three dots', () => Promise.resolve('a.b.c')],
  ])('%s is refused, and audited', async ([, make]) => {
    expectRefused(tokens.proxy, await ask(await make()), 401, 'SLUICE_IDENTITY')
  })

  test('a clock that is half a minute off is put up with', async () => {
    expect((await ask(await sign({ exp: soon - 5 }))).status).toBe(200)
  })

  test('forged kids do not make this server flood the issuer', async () => {
    const before = served.asked
    for (let i = 0; i < 20; i++) await ask(await sign({}, { kid: `forged${i}` }))
    expect(served.asked - before).toBeLessThan(3)
  })

  test('are passed on to the server where the configuration says so, and a key never is, be there dots in it', async () => {
    const dotted = 'a-key-of-a-client.0123456789.0123456789'
    const token = await sign()
    const issuer = { issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks: served.url }
    const forwards = async (given: string, client: Partial<ProxyClientConfig>, tokens: ProxySettings['config']): Promise<unknown> => {
      const forwarding = await openProxy({
        clients: [{ ...template, apiKeySha256: undefined, ...client }],
        config: tokens ?? {},
        upstream: { forwardAuthorization: 'tokens' },
        reply: always({ resourceType: 'CapabilityStatement' }),
      })
      expect((await forwarding.get('/metadata', { as: undefined, headers: { authorization: `Bearer ${given}` } })).status).toBe(200)
      return forwarding.asked[0]?.headers.authorization
    }
    expect(await forwards(token, { tokens: [{ issuer: issuer.issuer, value: 'vendor-app' }] }, { tokens: [issuer] })).toBe(
      `Bearer ${token}`,
    )
    expect(await forwards(dotted, { apiKeySha256: [hashOf(dotted)] }, {})).toBeUndefined()
  })

  test('the purpose of use that a token states picks among the client’s policies', async () => {
    for (const claims of [
      { purpose_of_use: 'TREAT' },
      { extensions: { ihe_iua: { purpose_of_use: [{ system: 'x', code: 'TREAT' }] } } },
      { extensions: { 'hl7-b2b': { purpose_of_use: ['urn:oid:2.16.840.1.113883.5.8#TREAT'] } } },
    ]) {
      await ask(await sign(claims))
      expect(tokens.proxy.lastRecord()).toMatchObject({ client: 'treatment', status: 200 })
    }
    await ask(await sign({ purpose_of_use: 'HRESCH' }))
    expect(tokens.proxy.lastRecord()).toMatchObject({ client: 'vendor' })
  })

  test('where tokens are to be had is told to everybody', async () => {
    const got = await tokens.proxy.get('/.well-known/smart-configuration', { as: undefined })
    expect([got.status, got.json]).toMatchObject([
      200,
      { issuer: 'https://issuer.example.org', token_endpoint: 'https://issuer.example.org/token' },
    ])
  })

  test('keys are rotated: a new one is fetched when a token names it, and an old one is forgotten', async () => {
    // Of a reader of its own, whose cool-down is shorter.
    const issuer = {
      issuer: 'https://issuer.example.org',
      audience: AUDIENCE,
      jwks: served.url,
      algorithms: ['ES384' as const],
      clockSkewSeconds: 30,
    }
    const read = createTokenReader([issuer], () => new Date(), { cooldownMs: 100 })
    const outcome = (token: string): Promise<string> => read(token).then(() => 'read', (error: unknown) => (error as { code: string }).code)
    const next = await generateKeyPair('ES384', { extractable: true })
    expect([await outcome(await sign()), await outcome(await sign({}, { kid: 'k2' }, next.privateKey))]).toEqual([
      'read',
      'SLUICE_IDENTITY',
    ])
    served.keys = [{ ...(await exportJWK(next.publicKey)), kid: 'k2', alg: 'ES384' }]
    await expect.poll(async () => outcome(await sign({}, { kid: 'k2' }, next.privateKey)), { timeout: 20_000 }).toBe('read')
    expect(await outcome(await sign())).toBe('SLUICE_IDENTITY')
  })
})

test.for([
  ['https://login.example.org/jwks', true], ['file:keys.json', true], ['http://127.0.0.1:9/jwks', true], ['http://localhost/jwks', true],
  ['http://[::1]:9/jwks', true],
  ['http://login.example.org/jwks', false], ['HTTP://login.example.org/jwks', false], ['http://localhost.example.org/jwks', false],
  ['http://127.0.0.1@example.org/jwks', false], ['http://10.0.0.1/jwks', false], ['http://', false],
] as const)(
  'point 16: keys come by a way on which nobody can put in others, unless the configuration puts up with that: %s',
  ([jwks, isTaken]) => {
    const issuer = { issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks }
    const server = (token: object) =>
      serverSchema.safeParse({
        name: 'proxy',
        'fhir-proxy': {
          listen: { port: 0 },
          baseUrl: AUDIENCE,
          state: 'state.db',
          upstream: { url: 'http://127.0.0.1/fhir' },
          clients: testClients(),
          tokens: [token],
        },
      }).success
    const ingest = (token: object) =>
      httpIngestSource.settings.safeParse({
        listen: '127.0.0.1:0',
        clients: [{ name: 'a', tokens: [{ issuer: issuer.issuer, value: 'x' }] }],
        issuers: [token],
      }).success
    expect([server(issuer), ingest(issuer)]).toEqual([isTaken, isTaken])
    expect([server({ ...issuer, jwksPlainHttp: true }), server({ ...issuer, jwksPlainHttp: false })]).toEqual([
      jwks !== 'http://' && jwks !== 'HTTP://login.example.org/jwks',
      isTaken,
    ])
  },
)

test('point 16: when the keys of an issuer cannot be had nobody is let in, and it is said to be transient', async () => {
  const proxy = await openProxy({
    clients: [{ ...base, name: 'vendor', tokens: [{ issuer: 'https://issuer.example.org', value: 'vendor-app' }] }],
    config: { tokens: [{ issuer: 'https://issuer.example.org', audience: AUDIENCE, jwks: 'http://127.0.0.1:9/jwks' }] },
  })
  const { privateKey } = await generateKeyPair('ES384')
  const token = await new SignJWT({
    iss: 'https://issuer.example.org',
    aud: AUDIENCE,
    client_id: 'vendor-app',
    exp: Math.floor(Date.now() / 1000) + 300,
  })
    .setProtectedHeader({ alg: 'ES384', kid: 'k1' })
    .sign(privateKey)
  expectRefused(
    proxy,
    await proxy.get('/Patient/p1', { as: undefined, headers: { authorization: `Bearer ${token}` } }),
    503,
    'SLUICE_IDENTITY_UNAVAILABLE',
  )
})
