import type { PeerCertificate } from 'node:tls'
import type { LoadedFiles } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { createFindByKey } from './api-key.ts'
import { matchesCertificate, type CertificateMatch } from './certificate.ts'
import { readPatientScopes, readScopes, type PatientScopes, type Scope } from './smart-scopes.ts'
import { createTokenReader, isBoundElsewhere, matchesToken, type TokenIssuer, type TokenMatch } from './token.ts'

/** How a client of the configuration is recognised. */
export interface KnownClient {
  readonly name: string
  /** SHA-256 hashes, hex. */
  readonly apiKeys: readonly string[]
  readonly certificates: readonly CertificateMatch[]
  readonly tokens: readonly TokenMatch[]
}

/** What a request brings to be recognised by. */
export interface Credentials {
  readonly authorization: string | undefined
  readonly apiKey: string | undefined
  /** The client certificate, once the handshake has found its chain good and not revoked. */
  readonly certificate: PeerCertificate | undefined
  /** True when a certificate was presented that is not good. */
  readonly badCertificate: boolean
}

export interface Identity<C extends KnownClient> {
  readonly client: C
  /** What the token allows; undefined where the client was not recognised by a token. */
  readonly scopes: readonly Scope[] | undefined
  /** What it allows for one patient alone. */
  readonly patient?: PatientScopes | undefined
}

/**
 * Recognises who asks, or throws SLUICE_IDENTITY. What is presented must be good: a bad certificate, token or key refuses,
 * whatever else comes with it. A token says more than a key, and a key more than a certificate.
 */
export function createIdentify<C extends KnownClient>(parts: {
  readonly clients: readonly C[]
  readonly issuers: readonly TokenIssuer[]
  readonly now: () => Date
  /** Told of files that are to be loaded again when they change. */
  readonly reloads?: ((files: LoadedFiles) => void) | undefined
}): (credentials: Credentials) => Promise<Identity<C>> {
  const { clients, issuers } = parts
  const findByKey = createFindByKey(clients)
  const readToken = createTokenReader(issuers, parts.now, { reloads: parts.reloads })

  function known(client: C | undefined, detail: string): Identity<C> {
    if (client === undefined) throw new SluiceError('SLUICE_IDENTITY', { detail })
    return { client, scopes: undefined }
  }

  async function byToken(text: string, certificate: PeerCertificate | undefined): Promise<Identity<C>> {
    const token = await readToken(text)
    if (isBoundElsewhere(token, certificate))
      throw new SluiceError('SLUICE_IDENTITY', { detail: 'The token is bound to another certificate.' })
    const { client } = known(
      clients.find(({ tokens }) => tokens.some((match) => matchesToken(match, token))),
      'No client has this token.',
    )
    const claim = token.payload['scope'] ?? token.payload['scp']
    return { client, scopes: readScopes(claim), patient: readPatientScopes(claim, token.payload['patient']) }
  }

  return async ({ authorization, apiKey, certificate, badCertificate }) => {
    if (badCertificate)
      throw new SluiceError('SLUICE_IDENTITY', { detail: 'The certificate is revoked, expired, or of no authority that is known.' })
    const bearer = authorization === undefined ? undefined : /^bearer +(\S+)$/i.exec(authorization)?.[1]
    if (authorization !== undefined && bearer === undefined)
      throw new SluiceError('SLUICE_IDENTITY', { detail: 'Only bearer tokens and keys are understood.' })
    if (bearer !== undefined && apiKey !== undefined)
      throw new SluiceError('SLUICE_IDENTITY', { detail: 'Two credentials are one too many.' })
    if (bearer !== undefined && issuers.length > 0 && bearer.split('.').length >= 3) return byToken(bearer, certificate)
    const key = bearer ?? apiKey
    if (key !== undefined) return known(findByKey(key), 'No client has this key.')
    if (certificate === undefined) throw new SluiceError('SLUICE_IDENTITY', { detail: 'No credential was presented.' })
    return known(
      clients.find(({ certificates }) => certificates.some((match) => matchesCertificate(match, certificate))),
      'No client has this certificate.',
    )
  }
}
