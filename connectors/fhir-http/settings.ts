import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import type { ConnectorContext, ConnectorStatus } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import { nonEmptyText, secretSource } from '../../src/contract/settings.ts'
import { createBasicAuthorizer, createBearerAuthorizer } from './authorizers.ts'
import type { Authorizer, ClientTls, FhirHttp, FhirHttpOptions } from './fhir-http.ts'
import { parseBaseUrl } from './base-url.ts'
import { splitStatus } from './split-status.ts'

const isBaseUrl = (text: string): boolean => {
  try {
    return parseBaseUrl(text).href !== ''
  } catch {
    return false
  }
}

const smartBackend = z.strictObject({
  clientId: nonEmptyText.describe('The id that the server has registered.'),
  key: secretSource.describe('The private key, as PEM (PKCS 8) or JSON Web Key.'),
  keyId: nonEmptyText.optional().describe('kid of the key. The one in the JSON Web Key unless given.'),
  algorithm: z.enum(['RS384', 'ES384']).optional().describe('By the kind of key unless given.'),
  scope: nonEmptyText.describe('Scopes, `system/Patient.rs` for instance.'),
  tokenUrl: z.url().optional().describe('Where tokens are given out. The server says so itself unless given.'),
})

const auth = z
  .strictObject({
    bearer: secretSource.optional().describe('A token that somebody else renews.'),
    basic: z.strictObject({
      user: nonEmptyText.describe('The name of the account.'),
      password: secretSource.describe('env:NAME or file:PATH.'),
    }).optional(),
    smartBackend: smartBackend.optional().describe('SMART Backend Services: a signed assertion for a short-lived token.'),
  })
  .refine((value) => Object.keys(value).length === 1, { error: 'exactly one of bearer, basic, smartBackend is expected here' })

/** Settings of everything that talks to a FHIR server. */
export const serverSettings = {
  baseUrl: z.string().refine(isBaseUrl, { error: 'http(s)://host/path without user, query or fragment is expected' })
    .describe('The base of the FHIR server.'),
  auth: auth.optional().describe('Credentials. None unless given; never sent over plain http but to this machine.'),
  tls: z.strictObject({
    ca: nonEmptyText.optional().describe('File of the authorities that are trusted in place of the usual ones.'),
    cert: nonEmptyText.optional().describe('File of the client certificate.'),
    key: secretSource.optional().describe('The key of the client certificate.'),
  }).optional(),
  silenceSeconds: z.int().min(1).max(3600).optional().describe('How long the server may say nothing. 60 unless given.'),
} as const
const server = z.strictObject(serverSettings)
export type ServerSettings = z.infer<typeof server>

async function authorizerOf(
  { baseUrl, auth: given }: ServerSettings,
  secret: ConnectorContext['secret'],
  tls: ClientTls,
): Promise<Authorizer | undefined> {
  if (given?.bearer !== undefined) return createBearerAuthorizer(secret(given.bearer))
  if (given?.basic !== undefined) return createBasicAuthorizer(given.basic.user, secret(given.basic.password))
  if (given?.smartBackend === undefined) return undefined
  const { createSmartBackend } = await import('./smart-backend.ts')
  return createSmartBackend({ ...given.smartBackend, baseUrl, key: secret(given.smartBackend.key), tls })
}

async function tlsOf({ tls }: ServerSettings, secret: ConnectorContext['secret']): Promise<ClientTls> {
  const file = (path: string): Promise<string> => readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  })
  return {
    ...(tls?.ca === undefined ? {} : { ca: await file(tls.ca) }),
    ...(tls?.cert === undefined ? {} : { cert: await file(tls.cert) }),
    ...(tls?.key === undefined ? {} : { key: secret(tls.key).reveal() }),
  }
}

/** Opens the way to the server that settings describe, and gives the status of what else the connector does. */
export async function openFhirHttp(
  settings: ServerSettings, context: Pick<ConnectorContext, 'secret' | 'inflate' | 'limits' | 'status'>, code: FhirHttpOptions['code'],
): Promise<{ readonly http: FhirHttp; readonly status: ConnectorStatus }> {
  const { createFhirHttp } = await import('./fhir-http.ts')
  const tls = await tlsOf(settings, context.secret)
  const part = splitStatus(context.status)
  const http = createFhirHttp({
    baseUrl: settings.baseUrl,
    code,
    inflate: context.inflate,
    authorizer: await authorizerOf(settings, context.secret, tls),
    tls,
    silenceMsMax: settings.silenceSeconds === undefined ? undefined : settings.silenceSeconds * 1000,
    bodyBytesMax: context.limits.entryBytesMax,
    status: part(),
  })
  return { http, status: part() }
}
