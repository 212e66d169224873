import { z } from 'zod'
import { checkClients } from '../identity/check-clients.ts'
import {
  clientFields, isKeySourceSafe, isListeningSafe, isRecognisable, issuerFields, isThisMachine, listenTlsSettings, plainHttp, UNRECOGNISABLE,
  UNSAFE_KEY_SOURCE, UNSAFE_LISTENING,
} from '../identity/settings.ts'
import { FHIR_VERSIONS } from '../../src/contract/classes.ts'
import { nonEmptyText as text, secretSource as secret } from '../../src/contract/settings.ts'

const url = z.url({ protocol: /^https?$/ }).refine((value) => !/[?#]/.test(value) && !value.endsWith('/'), {
  error: 'an absolute URL without a slash, query or fragment at the end is expected here',
})
const file = text.describe('A file in PEM form.')

const INTERACTIONS = ['read', 'vread', 'history', 'search', 'create', 'update', 'patch', 'delete', 'batch', 'transaction'] as const
/** What takes a policy for what the client sends. */
const WRITING: readonly (typeof INTERACTIONS)[number][] = ['create', 'update', 'patch', 'batch', 'transaction']
const OPERATIONS = ['everything', 'export', 'meta'] as const

const budget = z
  .strictObject({
    windowHours: z.number().positive().max(8784).describe('The time that a limit is for; it moves along.'),
    messages: z.int().positive().optional().describe('Resources.'),
    subjects: z.int().positive().optional().describe('Distinct patients.'),
    bytes: z.int().positive().optional().describe('Bytes of answers.'),
    warnAt: z.number().gt(0).lte(1).optional().describe('The share of a limit at which somebody is told. 0.8 unless given.'),
    webhook: z.url({ protocol: /^https?$/ }).optional().describe('Is sent a POST with JSON: client, alarm, limit, used, allowed.'),
  })
  .refine((value) => value.messages !== undefined || value.subjects !== undefined || value.bytes !== undefined, {
    error: 'a budget limits messages, subjects or bytes',
  })

const client = z
  .strictObject({
    ...clientFields,
    policy: text.describe('What the client may see. A file, or the name of one in deploy/policies.'),
    writes: z.strictObject({ policy: text.describe('A file, or the name of one in deploy/policies.') }).optional().describe('What the client may send. Needed for create, update and patch; it must keep ids and references.'),
    purpose: text.describe('What for. Part of every key: changing it changes all pseudonyms, shifts and surrogates.'),
    destination: text.optional().describe('Pseudonyms of two destinations do not match. The name of the client unless given.'),
    resourceTypes: z.union([z.literal('all'), z.array(text).min(1)]).describe('Types that the client may ask for: all, or a list.'),
    interactions: z.array(z.enum(INTERACTIONS)).min(1).describe('What the client may do; the words are those of FHIR.'),
    operations: z.array(z.enum(OPERATIONS)).optional().describe('None unless given.'),
    searchParameters: z.array(z.string().regex(/^[A-Z][A-Za-z]*\.(\*|[A-Za-z0-9_-]+)$/)).optional().describe('Type.code or Type.*; all that the policy leaves open unless given.'),
    budget: budget.optional(),
  })
  .refine(isRecognisable, UNRECOGNISABLE)
  .refine((value) => value.writes !== undefined || !value.interactions.some((one) => WRITING.includes(one)), {
    error: 'who writes needs writes: { policy }', path: ['interactions'],
  })

/** Whether what it is sent to be let in by, ours or the tokens of clients, is read by nobody on the way. */
function areCredentialsSafe(upstream: {
  readonly url: string
  readonly authorization?: string | undefined
  readonly forwardAuthorization?: 'never' | 'tokens' | undefined
  readonly plainHttp?: boolean | undefined
}): boolean {
  const hasAny = upstream.authorization !== undefined || upstream.forwardAuthorization === 'tokens'
  // What is no address is said to be none elsewhere.
  if (!hasAny || upstream.plainHttp === true || !URL.canParse(upstream.url)) return true
  const { protocol, hostname } = new URL(upstream.url)
  return protocol === 'https:' || isThisMachine(hostname)
}

const fhirProxy = z.strictObject({
  listen: z.strictObject({
    host: text.optional().describe('127.0.0.1 unless given.'),
    port: z.int().min(0).max(65_535).describe('Where clients are answered; 0 for any that is free.'),
    tls: listenTlsSettings.optional(),
    plainHttp,
  }).refine(({ host = '127.0.0.1', tls, plainHttp: isPlain }) => isListeningSafe({ host, tls, plainHttp: isPlain }), {
    error: UNSAFE_LISTENING, path: ['host'],
  }),
  baseUrl: url.describe('What clients call this server.'),
  fhirVersion: z.enum(FHIR_VERSIONS).optional().describe('R4 unless given.'),
  upstream: z.strictObject({
    url: url.describe('The FHIR server. Clients must not be able to reach it by another way.'),
    aliases: z.array(url).optional().describe('Other addresses by which it calls itself in links.'),
    storage: z.array(url).optional().describe('Where files of bulk exports may lie besides.'),
    authorization: secret.optional().describe('The Authorization header that it is sent, with its scheme. A file is read again when it changes.'),
    forwardAuthorization: z.enum(['never', 'tokens']).optional().describe('Whether it is sent the tokens of clients. never unless given.'),
    deletesReferred: z.boolean().optional().describe('Whether it deletes also what others refer to. Only of such a server may a client delete that does not see all that may refer to it. false unless given.'),
    timeoutSeconds: z.number().positive().max(600).optional().describe('30 unless given.'),
    connectionsMax: z.int().positive().max(1000).optional().describe('64 unless given. One of several clients has half of them at most.'),
    ca: file.optional(),
    cert: file.optional(),
    key: file.optional(),
    plainHttp: z.boolean().optional().describe('Whether credentials may be sent to it by http:// on another machine, where whoever is on the way reads them. false unless given.'),
  }).refine(areCredentialsSafe, { error: 'credentials for another machine go by https://, unless plainHttp is true', path: ['url'] }),
  tokens: z.array(z.strictObject({
    ...issuerFields,
    tokenEndpoint: z.url().optional().describe('Told to clients in .well-known/smart-configuration.'),
  }).refine(isKeySourceSafe, UNSAFE_KEY_SOURCE)).optional().describe('Whose tokens (JWT) are believed.'),
  state: text.describe('A file of this server alone for what is remembered: sealed ids, budgets.'),
  auditDurability: z.enum(['disk', 'written']).optional().describe('When an answer may leave: once its record is on the disk, or once the operating system has it, which a loss of power may cost a tenth of a second of. disk unless given.'),
  answerBytesMax: z.int().positive().optional().describe('The largest answer that is held. 16 MiB unless given.'),
  requestBytesMax: z.int().positive().optional().describe('The largest body of a request. 8 MiB unless given.'),
  clients: z.array(client).min(1).max(1000).superRefine(checkClients),
})

/** A server that clients ask, in place of a source and a sink. */
export const serverSchema = z.strictObject({
  name: clientFields.name.describe('Of the server, in logs, metrics and the audit log.'),
  'fhir-proxy': fhirProxy,
})
export type ServerConfig = z.infer<typeof serverSchema>
export type ProxyConfig = ServerConfig['fhir-proxy']
export type ProxyClientConfig = ProxyConfig['clients'][number]
