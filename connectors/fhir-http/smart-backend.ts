import { createPrivateKey, randomUUID, type KeyObject } from 'node:crypto'
import { importJWK, SignJWT, type CryptoKey, type JWK } from 'jose'
import { Agent, request } from 'undici'
import { SluiceError } from '../../src/contract/errors.ts'
import { Phi } from '../../src/contract/phi.ts'
import { parseBaseUrl } from './base-url.ts'
import type { Authorizer, ClientTls } from './fhir-http.ts'

const ALGORITHMS = ['RS384', 'ES384'] as const
/** The specification allows five minutes at most; clocks differ. */
const ASSERTION_SECONDS = 240
/** A token is renewed this long before it ends. */
const EARLY_MS = 30_000
const TOKEN_BYTES_MAX = 64 * 1024

export interface SmartBackendOptions {
  readonly baseUrl: string
  readonly clientId: string
  /** The private key: PEM (PKCS 8) or a JSON Web Key. */
  readonly key: Phi<string>
  readonly keyId?: string | undefined
  readonly algorithm?: (typeof ALGORITHMS)[number] | undefined
  readonly scope: string
  /** Where tokens are given out; the server's own discovery document says so unless given. */
  readonly tokenUrl?: string | undefined
  readonly tls?: ClientTls | undefined
  readonly now?: () => number
}

interface SigningKey {
  readonly key: KeyObject | CryptoKey | Uint8Array
  readonly id: string | undefined
  readonly algorithm: string
}

const configError = (detail: string): SluiceError => new SluiceError('SLUICE_CONFIG', { detail })
const tokenError = (detail: string, cause?: unknown): SluiceError => new SluiceError('SLUICE_TOKEN', { detail, cause })

async function readKey({ key, keyId, algorithm }: SmartBackendOptions): Promise<SigningKey> {
  const text = key.reveal().trim()
  try {
    if (text.startsWith('{')) {
      const jwk = JSON.parse(text) as JWK
      const chosen = algorithm ?? jwk.alg ?? (jwk.kty === 'EC' ? 'ES384' : 'RS384')
      return { key: await importJWK(jwk, chosen), id: keyId ?? jwk.kid, algorithm: chosen }
    }
    const pem = createPrivateKey(text)
    return { key: pem, id: keyId, algorithm: algorithm ?? (pem.asymmetricKeyType === 'ec' ? 'ES384' : 'RS384') }
  } catch {
    // What the parser says may hold parts of the key.
    throw configError('The private key of SMART Backend Services is neither PEM nor a JSON Web Key.')
  }
}

/**
 * SMART Backend Services (SMART App Launch 2.2, Backend Services): an assertion signed with a private key (RFC 7523) is
 * exchanged for a short-lived token. Throws SLUICE_TOKEN, which holds nothing of what the server said.
 */
export function createSmartBackend(options: SmartBackendOptions): Authorizer {
  const now = options.now ?? Date.now
  const agent = new Agent({ connect: { timeout: 10_000, ...options.tls }, headersTimeout: 30_000, bodyTimeout: 30_000 })
  let signing: Promise<SigningKey> | undefined
  let held: { readonly token: Phi<string>; readonly until: number } | undefined
  let asking: Promise<string> | undefined

  async function ask(
    url: string,
    init: { readonly method: 'GET' | 'POST'; readonly body?: string },
    signal: AbortSignal,
  ): Promise<Record<string, unknown>> {
    const headers = {
      accept: 'application/json',
      ...(init.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
    }
    const what = init.method === 'GET' ? 'The discovery document' : 'The token endpoint'
    const answer = await request(url, { ...init, headers, signal, dispatcher: agent }).catch((cause: unknown) => {
      throw tokenError(`${what} could not be reached.`, cause)
    })
    answer.body.on('error', () => undefined)
    if (answer.statusCode !== 200) {
      await answer.body.dump({ limit: TOKEN_BYTES_MAX }).catch(() => undefined)
      throw tokenError(`${what} answered ${answer.statusCode}.`)
    }
    const chunks: Uint8Array[] = []
    let bytes = 0
    for await (const chunk of answer.body as AsyncIterable<Uint8Array>) {
      bytes += chunk.length
      if (bytes > TOKEN_BYTES_MAX) throw tokenError(`${what} says too much.`)
      chunks.push(chunk)
    }
    try {
      return JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>
    } catch {
      throw tokenError(`${what} does not speak JSON.`)
    }
  }

  async function tokenUrl(signal: AbortSignal): Promise<string> {
    const { href } = parseBaseUrl(options.baseUrl)
    const found = options.tokenUrl ?? (await ask(`${href}/.well-known/smart-configuration`, { method: 'GET' }, signal))['token_endpoint']
    const url = typeof found === 'string' ? URL.parse(found) : null
    if (url === null || !parseBaseUrl(`${url.origin}${url.pathname}`).isEncrypted) {
      throw tokenError('The token endpoint is missing, or is not encrypted.')
    }
    return url.href
  }

  async function renew(signal: AbortSignal): Promise<string> {
    signing ??= readKey(options)
    const { key, id, algorithm } = await signing
    if (!(ALGORITHMS as readonly string[]).includes(algorithm)) throw configError('SMART Backend Services signs with RS384 or ES384.')
    const url = await tokenUrl(signal)
    const seconds = Math.floor(now() / 1000)
    const assertion = await new SignJWT()
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', ...(id === undefined ? {} : { kid: id }) })
      .setIssuer(options.clientId).setSubject(options.clientId).setAudience(url).setJti(randomUUID())
      .setIssuedAt(seconds).setExpirationTime(seconds + ASSERTION_SECONDS)
      .sign(key)
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      scope: options.scope,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString()
    const answer = await ask(url, { method: 'POST', body }, signal)
    const { access_token: token, token_type: type, expires_in: seconds_ } = answer
    if (typeof token !== 'string' || !/^[\w.~+/=-]+$/.test(token) || String(type).toLowerCase() !== 'bearer') {
      throw tokenError('The token endpoint gave no bearer token.')
    }
    const lastsMs = typeof seconds_ === 'number' && seconds_ > 0 ? seconds_ * 1000 : 60_000
    held = { token: new Phi(token, 'token'), until: now() + Math.max(lastsMs - EARLY_MS, lastsMs / 2) }
    return token
  }

  return {
    async header(signal) {
      if (held !== undefined && now() < held.until) return `Bearer ${held.token.reveal()}`
      // Requests that run side by side share one renewal, which therefore none of them may stop.
      asking ??= renew(AbortSignal.timeout(60_000)).finally(() => { asking = undefined })
      const token = await asking
      signal.throwIfAborted()
      return `Bearer ${token}`
    },
    refused: () => { held = undefined },
  }
}
