import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT, type JWK } from 'jose'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import type { ProxyClientConfig } from '../../../connectors/fhir-proxy/settings.ts'
import { always, listen, openUnmanaged, testClients, type GetOptions, type Got, type OpenProxy } from './open-proxy.ts'

export const PATIENT = { resourceType: 'Patient', id: 'p1', gender: 'male', name: [{ family: 'Canaryname' }] }
export const AUDIENCE = 'https://sidecar.example.org/fhir'

export interface Claims {
  readonly sub?: string
  readonly [claim: string]: unknown
}

type Key = Awaited<ReturnType<typeof generateKeyPair>>

export interface Tokens {
  readonly proxy: OpenProxy
  /** What the issuer has for keys, and how often it was asked for them. */
  readonly served: { keys: JWK[]; asked: number; url: string }
  /** A token of the client whose policy keeps everything, unless the claims say otherwise. */
  sign(claims?: Claims, header?: Readonly<Record<string, unknown>>, privateKey?: Key['privateKey']): Promise<string>
  /** Asks with a token, from where on what the server is asked is counted. */
  ask(token: string, path?: string, options?: GetOptions): Promise<Got>
}

/** An issuer of tokens, and a proxy that believes it, for all tests of a file; the server answers with the one patient unless a test says otherwise. */
export function sharedTokens(): Tokens {
  const [template] = testClients() as [ProxyClientConfig]
  const served: Tokens['served'] = { keys: [], asked: 0, url: '' }
  const server = createServer((_, response) => {
    served.asked++
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys: served.keys }))
  })
  const opened: { proxy: OpenProxy; key: Key } = { proxy: undefined as unknown as OpenProxy, key: undefined as unknown as Key }
  beforeAll(async () => {
    const jwks = `${await listen(server)}/jwks`
    served.url = jwks
    opened.key = await generateKeyPair('ES384', { extractable: true })
    served.keys = [{ ...await exportJWK(opened.key.publicKey), kid: 'k1', alg: 'ES384', use: 'sig' }]
    const token = { issuer: 'https://issuer.example.org', value: 'vendor-app' }
    const base: Omit<ProxyClientConfig, 'apiKeySha256'> = { ...template, policy: 'keep-everything' }
    opened.proxy = await openUnmanaged({
      clients: [
        { ...base, name: 'treatment', tokens: [{ ...token, purposeOfUse: ['TREAT'] }] },
        { ...base, apiKeySha256: undefined, name: 'vendor', tokens: [token] },
        { ...template, apiKeySha256: undefined, name: 'hiding', tokens: [{ ...token, value: 'hiding-app' }] },
      ],
      config: { tokens: [{ issuer: token.issuer, audience: AUDIENCE, jwks, tokenEndpoint: 'https://issuer.example.org/token' }] },
    })
  })
  beforeEach(() => {
    opened.proxy.reply = always(PATIENT)
    opened.proxy.asked.length = 0
  })
  afterAll(async () => {
    await opened.proxy.close()
    server.close()
  })
  return {
    get proxy() {
      return opened.proxy
    },
    served,
    sign: (claims = {}, header = {}, privateKey = opened.key.privateKey) =>
      new SignJWT({
        iss: 'https://issuer.example.org',
        aud: AUDIENCE,
        client_id: 'vendor-app',
        scope: 'system/*.rs',
        exp: Math.floor(Date.now() / 1000) + 300,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES384', kid: 'k1', ...header })
        .sign(privateKey),
    ask(token, path = '/Patient/p1', options = {}) {
      opened.proxy.asked.length = 0
      return opened.proxy.get(path, { ...options, as: undefined, headers: { ...options.headers, authorization: `Bearer ${token}` } })
    },
  }
}
