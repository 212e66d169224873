import { SluiceError } from '../../src/contract/errors.ts'
import type { ProxyOptions } from './options.ts'
import type { Answer } from './refusal.ts'

/**
 * Where clients get their tokens (SMART App Launch 2.2, section 7.2): the one thing that is told without knowing who
 * asks, since nothing can be known before. It repeats the configuration and nothing of the server.
 */
export function smartConfiguration({ issuers }: ProxyOptions): Answer {
  const [first] = issuers
  if (first === undefined) throw new SluiceError('SLUICE_HTTP_NOT_FOUND')
  const { issuer, jwks, tokenEndpoint } = first
  const body = {
    issuer,
    ...(jwks.startsWith('file:') ? {} : { jwks_uri: jwks }),
    ...(tokenEndpoint === undefined ? {} : { token_endpoint: tokenEndpoint }),
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: first.algorithms,
    scopes_supported: ['system/*.cruds', 'user/*.cruds', 'patient/*.rs'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2', 'permission-user', 'permission-patient'],
  }
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-cache' },
    body: Buffer.from(JSON.stringify(body)),
  }
}
