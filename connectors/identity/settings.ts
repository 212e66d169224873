import { hash } from 'node:crypto'
import { z } from 'zod'
import { nonEmptyText } from '../../src/contract/settings.ts'

/** Signatures by a key that only the issuer has. `none` and the HMACs are not among what may be listed. */
export const TOKEN_ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'] as const

const certificate = z
  .strictObject({
    fingerprint256: z.string().regex(/^[0-9A-Fa-f:]{64,95}$/).optional().describe('SHA-256 of the certificate, hexadecimal.'),
    subject: z.strictObject({
      CN: nonEmptyText.optional().describe('The common name.'),
      O: nonEmptyText.optional().describe('The organization.'),
      OU: nonEmptyText.optional().describe('The unit.'),
    }).optional().describe('Parts of the subject of the certificate, all of which have to be there.'),
  })
  .refine((value) => value.fingerprint256 !== undefined || Object.keys(value.subject ?? {}).length > 0, {
    error: 'fingerprint256 or a part of the subject is expected here',
  })

const token = z.strictObject({
  issuer: nonEmptyText.describe('Who gave the token out; one of those that are configured.'),
  claim: nonEmptyText.optional().describe('The claim that names the client. client_id unless given.'),
  value: nonEmptyText.describe('What the claim has to be.'),
  purposeOfUse: z.array(nonEmptyText).min(1).optional().describe('Codes of v3 PurposeOfUse, one of which the token must state.'),
})

/** What `sha256sum` makes of nothing, and of the end of a line. */
const OF_NOTHING: ReadonlySet<string> = new Set(['', '\n', '\r\n'].map((text) => hash('sha256', text)))

/** The fields of a client that say how it is recognised. */
export const clientFields = {
  name: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, { error: 'a name is lower-case letters and digits with single hyphens' })
    .describe('What the client is called in logs, metrics and policies.'),
  apiKeySha256: z
    .array(
      z
        .string()
        .regex(/^[0-9a-f]{64}$/, { error: 'a SHA-256 hash is 64 lower-case hexadecimal digits' })
        .refine((value) => !OF_NOTHING.has(value), { error: 'this is the hash of an empty key' }),
    )
    .min(1)
    .optional()
    .describe('Hashes of long random keys: `openssl rand -hex 32`, then `printf %s KEY | sha256sum`.'),
  certificates: z.array(certificate).min(1).optional().describe('Needs tls.clientCa.'),
  tokens: z.array(token).min(1).optional().describe('Needs an issuer whose tokens are believed.'),
}

/** Whether a client can be recognised at all, and what is said where it cannot. */
export function isRecognisable(client: {
  readonly apiKeySha256?: unknown
  readonly certificates?: unknown
  readonly tokens?: unknown
}): boolean {
  return client.apiKeySha256 !== undefined || client.certificates !== undefined || client.tokens !== undefined
}
export const UNRECOGNISABLE = { error: 'a client is recognised by apiKeySha256, certificates or tokens' } as const

/** How clients of a server of ours are recognised. */
export const clientSettings = z.strictObject(clientFields).refine(isRecognisable, UNRECOGNISABLE)

/** Whose tokens (JWT) are believed, and how they are checked. */
export const issuerFields = {
  issuer: nonEmptyText.describe('iss of the tokens.'),
  audience: nonEmptyText.describe('aud that tokens have to be for.'),
  jwks: z.string().regex(/^(https?:\/\/.+|file:.+)$/, { error: 'an address of keys is expected: https://… or file:PATH' })
    .describe('The keys that tokens are checked with, a JSON Web Key Set: an address, or file:PATH.'),
  algorithms: z.array(z.enum(TOKEN_ALGORITHMS)).min(1).optional().describe('RS384 and ES384, those of SMART, unless given.'),
  jwksPlainHttp: z
    .boolean()
    .optional()
    .describe('Whether jwks may be http:// on another machine: whoever is on the way there can make tokens. false unless given.'),
  clockSkewSeconds: z.int().min(0).max(300).optional().describe('30 unless given.'),
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/

/** Whether a host, as a URL or a setting names it, is this machine itself: nobody is on the way to that. */
export function isThisMachine(host: string): boolean {
  return LOOPBACK.test(host)
}

/** Whether nobody on the way can put keys of his own in the place of an issuer's, or the configuration puts up with that. */
export function isKeySourceSafe({ jwks, jwksPlainHttp }: { readonly jwks: string; readonly jwksPlainHttp?: boolean | undefined }): boolean {
  if (!jwks.startsWith('http:') || jwksPlainHttp === true) return true
  return URL.canParse(jwks) && isThisMachine(new URL(jwks).hostname)
}
export const UNSAFE_KEY_SOURCE = { error: 'keys from another machine come by https://, unless jwksPlainHttp is true', path: ['jwks'] }

/** Whose tokens are believed. */
export const issuerSettings = z.strictObject(issuerFields).refine(isKeySourceSafe, UNSAFE_KEY_SOURCE)

interface Listening {
  readonly host: string
  readonly tls: unknown
  readonly plainHttp: boolean | undefined
}

/** Whether nobody on the way to a server of ours can read the keys of its clients, or the configuration puts up with that. */
export function isListeningSafe({ host, tls, plainHttp: isPlain }: Listening): boolean {
  return tls !== undefined || isPlain === true || isThisMachine(host)
}
export const UNSAFE_LISTENING = 'what clients send beyond this machine goes by tls, unless plainHttp is true'
export const plainHttp = z
  .boolean()
  .optional()
  .describe('Whether clients on other machines may send keys in clear: true only where what stands in front of this ends TLS. false unless given.')

/** Certificates of a server of ours, as files in PEM form. */
export const listenTlsSettings = z.strictObject({
  cert: nonEmptyText.describe('A PEM file of the certificate of this server, with its chain.'),
  key: nonEmptyText.describe('A PEM file of its private key.'),
  clientCa: nonEmptyText.optional().describe('Asks clients for certificates of these authorities.'),
  crl: nonEmptyText.optional().describe('Revocation lists of these authorities.'),
})
