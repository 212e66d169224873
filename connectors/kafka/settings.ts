import { z } from 'zod'
import { nonEmptyText, secretSource } from '../../src/contract/settings.ts'

const topic = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,249}$/, { error: 'a topic is letters, digits, dots, hyphens and underscores, 249 at most' })
  .describe('The name of the topic.')
const broker = z
  .string()
  .regex(/^(?:[A-Za-z0-9.-]+|\[[0-9A-Fa-f:]+\]):[0-9]{1,5}$/, { error: 'host:port is expected here' })

const tls = z.union([
  z.literal(true),
  z.strictObject({
    ca: nonEmptyText.optional().describe('A PEM file of the authorities to trust in place of the usual ones.'),
    cert: nonEmptyText.optional().describe('A PEM file of the certificate to show.'),
    key: secretSource.optional().describe('The private key of that certificate, PEM.'),
    serverName: nonEmptyText.optional().describe('The name that the brokers\' certificate has, where it is not the host\'s.'),
  }).refine(({ cert, key }) => (cert === undefined) === (key === undefined), { error: 'cert and key belong together' }),
])

const MECHANISM = 'How the brokers are told who this is.'
const username = nonEmptyText.describe('The name of the account.')
const password = secretSource.describe('env:NAME or file:PATH.')
const sasl = z.discriminatedUnion('mechanism', [
  z.strictObject({ mechanism: z.literal('plain').describe(MECHANISM), username, password }),
  z.strictObject({ mechanism: z.literal('scram-sha-256').describe(MECHANISM), username, password }),
  z.strictObject({ mechanism: z.literal('scram-sha-512').describe(MECHANISM), username, password }),
  z.strictObject({
    mechanism: z.literal('oauthbearer').describe(MECHANISM),
    token: secretSource.describe('Read anew for each connection: a file that something else keeps fresh.'),
  }),
])

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\]):/
const PLAINLY = new Set(['plain', 'oauthbearer'])

/** How a cluster is reached. */
const clusterShape = {
  brokers: z.array(broker).min(1).describe('Where to ask for the cluster, as host:port.'),
  tls: tls.optional().describe('true, or what to trust and to show.'),
  sasl: sasl.optional(),
}

interface Cluster {
  readonly brokers?: readonly string[] | undefined
  readonly tls?: unknown
  readonly sasl?: { readonly mechanism: string } | undefined
}

/** A password that travels in clear is as good as published. */
function isSecretSafe({ brokers = [], tls, sasl }: Cluster): boolean {
  return tls !== undefined || sasl === undefined || !PLAINLY.has(sasl.mechanism) || brokers.every((one) => LOOPBACK.test(one))
}

const UNSAFE = { error: 'this mechanism sends the secret as it is: set tls', path: ['sasl'] }

/** `from: { kafka: ... }` */
export const sourceSettings = z
  .strictObject({
    ...clusterShape,
    topic,
    group: nonEmptyText.max(200).describe('The consumer group; instances of one group share the partitions.'),
    delivery: z.enum(['exactly-once', 'at-least-once']).describe('exactly-once: output and progress are one transaction, in this cluster.'),
    start: z.enum(['earliest', 'latest']).optional().describe('Where a group that has read nothing begins. earliest unless given.'),
    fetchBytesMax: z
      .int()
      .min(1024)
      .optional()
      .describe('What one fetch brings at most, but for a larger single record. 8 MiB unless given.'),
    deliveryRecordsMax: z
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Records of one delivery, and so of one transaction, at most. 1000 unless given.'),
    sessionTimeoutMs: z.int().min(2_000).optional().describe('After how long without a sign of life others take over. 30000 unless given.'),
  })
  .refine(isSecretSafe, UNSAFE)

/** `to: { kafka: ... }`; without brokers the cluster is that of the source. */
export const sinkSettings = z
  .strictObject({
    ...clusterShape,
    brokers: clusterShape.brokers.optional(),
    topic,
    key: z.enum(['pseudonymize', 'hash', 'drop', 'keep']).optional().describe('What becomes of keys. pseudonymize unless given.'),
    headers: z.array(nonEmptyText).optional().describe('Headers that stay; all others go. None unless given.'),
    timestamp: z.enum(['now', 'keep']).optional().describe('The time of each record. now unless given.'),
    compression: z
      .enum(['none', 'gzip', 'snappy', 'lz4', 'zstd'])
      .optional()
      .describe('lz4 unless given; exactly-once has it from here too.'),
  })
  .refine(isSecretSafe, UNSAFE)
  .refine(({ brokers, tls, sasl }) => brokers !== undefined || (tls === undefined && sasl === undefined), {
    error: 'tls and sasl belong to brokers of their own',
  })

/** `quarantine: { kafka: ... }`; without brokers the cluster is that of the source. */
export const quarantineSettings = z
  .strictObject({ ...clusterShape, brokers: clusterShape.brokers.optional(), topic })
  .refine(isSecretSafe, UNSAFE)
  .refine(({ brokers, tls, sasl }) => brokers !== undefined || (tls === undefined && sasl === undefined), {
    error: 'tls and sasl belong to brokers of their own',
  })

export type QuarantineSettings = z.infer<typeof quarantineSettings>
export type SourceSettings = z.infer<typeof sourceSettings>
export type SinkSettings = z.infer<typeof sinkSettings>
export type ClusterSettings = Required<Pick<SourceSettings, 'brokers'>> & Pick<SourceSettings, 'tls' | 'sasl'>
