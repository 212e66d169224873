import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import {
  createLocalJWKSet, createRemoteJWKSet, decodeJwt, errors, jwtVerify, type JSONWebKeySet, type JWTPayload, type JWTVerifyGetKey,
} from 'jose'
import type { LoadedFiles } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { TOKEN_ALGORITHMS } from './settings.ts'

/** Somebody who issues tokens. */
export interface TokenIssuer {
  readonly issuer: string
  readonly audience: string
  /** `https://…`, or `file:PATH`. */
  readonly jwks: string
  readonly algorithms: readonly (typeof TOKEN_ALGORITHMS)[number][]
  readonly clockSkewSeconds: number
  /** Where tokens are asked for; only told to clients, never used. */
  readonly tokenEndpoint?: string | undefined
}

/** Which tokens are whose. */
export interface TokenMatch {
  readonly issuer: string
  /** The claim that names the client, and what it says. */
  readonly claim: string
  readonly value: string
  /** Purposes of use (v3 PurposeOfUse codes), one of which the token must state. */
  readonly purposeOfUse?: readonly string[] | undefined
}

export interface Token {
  readonly issuer: string
  readonly payload: JWTPayload
}

const JWKS_TIMEOUT_MS = 5000
const TOKEN_LENGTH_MAX = 16_384

export interface TokenReaderOptions {
  /** Told of files of keys. */
  readonly reloads?: ((files: LoadedFiles) => void) | undefined
  /** How long an issuer is not asked again for a key that it did not have. */
  readonly cooldownMs?: number
}

/** Checks tokens (RFC 7519, RFC 8725): issuer, audience, algorithm, signature, times. Throws SLUICE_IDENTITY, or SLUICE_IDENTITY_UNAVAILABLE. */
export function createTokenReader(
  issuers: readonly TokenIssuer[],
  now: () => Date,
  { reloads, cooldownMs = 10_000 }: TokenReaderOptions = {},
): (token: string) => Promise<Token> {
  const byIssuer = new Map(issuers.map((one) => [one.issuer, { ...one, keys: keysOf(one.jwks, cooldownMs, reloads) }]))
  return async (token) => {
    try {
      const claimed = token.length > TOKEN_LENGTH_MAX ? undefined : decodeJwt(token).iss
      const issuer = byIssuer.get(claimed ?? '')
      if (issuer === undefined) throw new SluiceError('SLUICE_IDENTITY', { detail: 'No issuer of this name is known.' })
      const { payload } = await jwtVerify(token, issuer.keys, {
        issuer: issuer.issuer, audience: issuer.audience, algorithms: [...issuer.algorithms],
        clockTolerance: issuer.clockSkewSeconds, requiredClaims: ['exp', 'iss', 'aud'], currentDate: now(),
      })
      return { issuer: issuer.issuer, payload }
    } catch (error) {
      throw refusalOf(error)
    }
  }
}

function keysOf(jwks: string, cooldownMs: number, reloads: TokenReaderOptions['reloads']): JWTVerifyGetKey {
  if (jwks.startsWith('file:')) return keysOfFile(jwks.slice('file:'.length), reloads)
  // An unknown kid is looked for again at most once in a cool-down, so that forged ones cannot flood the issuer.
  return createRemoteJWKSet(new URL(jwks), { timeoutDuration: JWKS_TIMEOUT_MS, cooldownDuration: cooldownMs, cacheMaxAge: 600_000 })
}

function keysOfFile(file: string, reloads: TokenReaderOptions['reloads']): JWTVerifyGetKey {
  const read = (): JWTVerifyGetKey => {
    try {
      return createLocalJWKSet(JSON.parse(readFileSync(file, 'utf8')) as JSONWebKeySet)
    } catch (cause) {
      throw new SluiceError('SLUICE_CONFIG', { detail: `${file} does not hold a set of keys (JWKS).`, cause })
    }
  }
  let keys = read()
  reloads?.({
    what: 'token-keys', files: [file],
    load() {
      keys = read()
    },
  })
  return (...given) => keys(...given)
}

/** The reason in our words: those of the library may repeat claims. */
function refusalOf(error: unknown): SluiceError {
  if (error instanceof SluiceError) return error
  const refused = (detail: string): SluiceError => new SluiceError('SLUICE_IDENTITY', { detail })
  if (error instanceof errors.JWTExpired) return refused('The token has expired.')
  if (error instanceof errors.JWTClaimValidationFailed) {
    return refused(error.claim === 'aud' ? 'The token is for another audience.' : 'A claim of the token is missing or wrong.')
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return refused('The token is signed with an algorithm that is not allowed.')
  if (error instanceof errors.JWKSNoMatchingKey) return refused('The token is signed with a key that its issuer does not have.')
  if (error instanceof errors.JWSSignatureVerificationFailed) return refused('The signature of the token is wrong.')
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid)
    return new SluiceError('SLUICE_IDENTITY_UNAVAILABLE', { cause: error })
  if (error instanceof errors.JOSEError && error.code !== 'ERR_JOSE_GENERIC') return refused('The token cannot be read.')
  // What is left is not about the token: its issuer's keys could not be fetched.
  return new SluiceError('SLUICE_IDENTITY_UNAVAILABLE', { cause: error })
}

/** Whether a token that has been checked is the one that is meant. */
export function matchesToken(match: TokenMatch, { issuer, payload }: Token): boolean {
  if (match.issuer !== issuer || payload[match.claim] !== match.value) return false
  return match.purposeOfUse === undefined || purposesOf(payload).some((purpose) => match.purposeOfUse?.includes(purpose) === true)
}

/** A token that is bound to a certificate (RFC 8705 section 3) is worth nothing without it. */
export function isBoundElsewhere({ payload }: Token, certificate: { readonly raw: Buffer } | undefined): boolean {
  if (payload['cnf'] === undefined) return false
  const { 'x5t#S256': bound, ...others } = (payload['cnf'] ?? {}) as { readonly 'x5t#S256'?: unknown }
  // Bound to a key (DPoP, RFC 9449 section 7.1), of which nothing is proven here.
  if (bound === undefined || Object.keys(others).length > 0) return true
  return certificate === undefined || bound !== createHash('sha256').update(certificate.raw).digest('base64url')
}

/** Codes of the purposes that a token states: a claim of its own, IHE IUA's, or that of UDAP's hl7-b2b. */
function purposesOf(payload: JWTPayload): string[] {
  const extensions = payload['extensions'] as Readonly<Record<string, { readonly purpose_of_use?: unknown }>> | undefined
  const stated = [payload['purpose_of_use'], extensions?.['ihe_iua']?.purpose_of_use, extensions?.['hl7-b2b']?.purpose_of_use]
  return stated.flat().flatMap((one: unknown) => {
    if (typeof one === 'string') return one.split(/[\s#]+/)
    const code = (one as { readonly code?: unknown } | null | undefined)?.code
    return typeof code === 'string' ? [code] : []
  })
}
