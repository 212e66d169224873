import { createLocalJWKSet, exportJWK, exportPKCS8, generateKeyPair, jwtVerify } from 'jose'
import { inspect } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { createSmartBackend, type SmartBackendOptions } from '../../../connectors/fhir-http/smart-backend.ts'
import { Phi } from '../../../src/contract/phi.ts'
import { sendJson, startScripted, type ScriptedServer } from '../../services/scripted-server.ts'

const signal = new AbortController().signal
const open: ScriptedServer[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.stop()
})

async function makeKey(algorithm: 'RS384' | 'ES384') {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true })
  const jwk = { ...(await exportJWK(privateKey)), kid: 'k1', alg: algorithm }
  return {
    pem: await exportPKCS8(privateKey),
    jwk: JSON.stringify(jwk),
    keys: createLocalJWKSet({ keys: [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: algorithm }] }),
  }
}

/** A token endpoint that gives out numbered tokens. */
async function startTokens(answer?: Parameters<typeof startScripted>[0]): Promise<ScriptedServer> {
  const server = await startScripted((asked, response, count) => {
    if (asked.url === '/fhir/.well-known/smart-configuration') return sendJson(response, { token_endpoint: `${server.origin}/token` })
    if (answer !== undefined) return answer(asked, response, count)
    sendJson(response, { access_token: `token-${count}`, token_type: 'bearer', expires_in: 300, scope: 'system/*.rs' })
  })
  open.push(server)
  return server
}

function backend(server: ScriptedServer, key: string, more: Partial<SmartBackendOptions> = {}) {
  return createSmartBackend({
    baseUrl: `${server.origin}/fhir`,
    clientId: 'sluice-client',
    key: new Phi(key, 'key'),
    scope: 'system/*.rs',
    ...more,
  })
}

test.for(['RS384', 'ES384'] as const)('an assertion signed with %s is what the specification asks for', async (algorithm) => {
  const key = await makeKey(algorithm)
  const server = await startTokens()
  expect(await backend(server, key.jwk).header(signal)).toBe('Bearer token-2')
  const form = new URLSearchParams(server.asked[1]?.body)
  expect(Object.fromEntries([...form].filter(([name]) => name !== 'client_assertion'))).toEqual({
    grant_type: 'client_credentials', scope: 'system/*.rs', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  })
  const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', key.keys, {
    audience: `${server.origin}/token`,
    issuer: 'sluice-client',
    subject: 'sluice-client',
  })
  expect(protectedHeader).toEqual({ alg: algorithm, kid: 'k1', typ: 'JWT' })
  expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBeLessThanOrEqual(300)
  expect(payload.jti).toMatch(/^[0-9a-f-]{36}$/)
})

test('a PEM will do, and the endpoint may be given', async () => {
  const key = await makeKey('ES384')
  const server = await startTokens()
  expect(await backend(server, key.pem, { keyId: 'k1', tokenUrl: `${server.origin}/token` }).header(signal)).toBe('Bearer token-1')
})

test('a token is used until shortly before it ends or is refused, and requests side by side share one', async () => {
  const key = await makeKey('ES384')
  const server = await startTokens()
  let time = 1_800_000_000_000
  const authorizer = backend(server, key.jwk, { tokenUrl: `${server.origin}/token`, now: () => time })
  const ask = (): Promise<string> => authorizer.header(signal)
  expect(await Promise.all([ask(), ask(), ask()])).toEqual(['Bearer token-1', 'Bearer token-1', 'Bearer token-1'])
  time += 269_000
  expect(await ask()).toBe('Bearer token-1')
  time += 2000
  expect(await ask()).toBe('Bearer token-2')
  authorizer.refused()
  expect(await ask()).toBe('Bearer token-3')
  expect(new Set(server.asked.map(({ body }) => new URLSearchParams(body).get('client_assertion'))).size).toBe(3)
})

test.for([
  ['refuses', 400, '{"error":"invalid_client","error_description":"secret-canary"}'],
  ['sends no JSON', 200, 'secret-canary'],
  ['sends no token', 200, '{"token_type":"bearer","x":"secret-canary"}'],
  ['sends a token of another kind', 200, '{"access_token":"a","token_type":"mac","x":"secret-canary"}'],
  ['smuggles a header', 200, '{"access_token":"a\\r\\nx: secret-canary","token_type":"bearer"}'],
] as const)('an endpoint that %s gives SLUICE_TOKEN and nothing of what it said', async ([, status, body]) => {
  const key = await makeKey('ES384')
  const server = await startTokens((_, response) => sendJson(response, body, { status }))
  const error: unknown = await backend(server, key.jwk).header(signal).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SLUICE_TOKEN' })
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret-canary')
})

test('a server that names an endpoint that is not encrypted gets no assertion', async () => {
  const key = await makeKey('ES384')
  const server = await startScripted((_, response) => sendJson(response, { token_endpoint: 'http://tokens.example.org/token' }))
  open.push(server)
  await expect(backend(server, key.jwk).header(signal)).rejects.toMatchObject({ code: 'SLUICE_TOKEN' })
})

test.for(['not a key', '{"kty":"EC"}', ''])('the key %j is a mistake in the configuration, which is not repeated', async (key) => {
  const server = await startTokens()
  const error: unknown = await backend(server, key).header(signal).catch((thrown: unknown) => thrown)
  expect(error).toMatchObject({ code: 'SLUICE_CONFIG' })
})
