import { readFile } from 'node:fs/promises'
import type { ConnectorContext, SinkConnector, SourceConnector, StoreConnector } from '../../src/contract/connector.ts'
import { SluiceError } from '../../src/contract/errors.ts'
import type { Source } from '../../src/contract/message.ts'
import { createKafkaSink } from './kafka-sink.ts'
import { createKafkaSource, isKafkaSource } from './kafka-source.ts'
import type { ClusterAddress, KafkaClient, TopicTakes } from './port.ts'
import { createQuarantineTopic } from './quarantine-topic.ts'
import { createRewriteRecord } from './rewrite-record.ts'
import {
  quarantineSettings, sinkSettings, sourceSettings, type ClusterSettings, type QuarantineSettings, type SinkSettings, type SourceSettings,
} from './settings.ts'

const FETCH_BYTES_MAX = 8 * 1024 * 1024
const SESSION_MS = 30_000
const DELIVERY_RECORDS_MAX = 1_000

type Reach = Pick<ConnectorContext, 'secret' | 'route'>

function addressOf({ brokers, tls, sasl }: ClusterSettings, { secret, route }: Reach): ClusterAddress {
  const files = tls === undefined || tls === true ? {} : tls
  return {
    brokers,
    clientId: `sluice-${route.replaceAll(/[^A-Za-z0-9._-]/g, '-')}`,
    tls: tls === undefined ? undefined : {
      ca: files.ca, cert: files.cert, key: files.key === undefined ? undefined : secret(files.key), serverName: files.serverName,
    },
    sasl: sasl === undefined ? undefined
      : sasl.mechanism === 'oauthbearer' ? { mechanism: sasl.mechanism, token: async () => secret(sasl.token) }
        : { mechanism: sasl.mechanism, username: sasl.username, password: secret(sasl.password) },
  }
}

/** Opens a client of the cluster; kafkajs is loaded by the first. Throws SLUICE_IO for a file of TLS that cannot be read. */
async function openCluster(settings: ClusterSettings, reach: Reach): Promise<KafkaClient> {
  const address = addressOf(settings, reach)
  for (const path of [address.tls?.ca, address.tls?.cert]) {
    if (path !== undefined) await readFile(path).catch((cause: unknown) => {
      throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
    })
  }
  const { createKafkajsClient } = await import('./kafkajs/kafkajs-client.ts')
  return createKafkajsClient(address)
}

/** Throws unless the topic is there: it is never made by reading or writing. Leaves no connection that keeps a process alive. */
async function checkTopic(
  client: KafkaClient,
  topic: string,
  code: 'SLUICE_SOURCE' | 'SLUICE_SINK',
): Promise<TopicTakes> {
  try {
    const partitions = await client.partitions(topic).catch((cause: unknown) => {
      throw new SluiceError(code, { detail: 'No broker answers, or none lets this user in.', cause })
    })
    if (partitions === 0) throw new SluiceError('SLUICE_CONFIG', { detail: `There is no topic ${topic}, or this user may not see it.` })
    return await client.takes(topic)
  } finally {
    await client.close()
  }
}

/** Throws SLUICE_CONFIG for the topic that a route is read from, by an address that both name: it would read what it has written, for ever. */
function checkOther(topic: string, brokers: readonly string[] | undefined, source: Source | undefined): void {
  if (source === undefined || !isKafkaSource(source) || source.topic !== topic) return
  if (brokers === undefined || brokers.some((one) => source.brokers.includes(one)))
    throw new SluiceError('SLUICE_CONFIG', { detail: `The route reads ${topic}, so nothing of it can be written there.` })
}

/** A topic, as a member of a consumer group. */
export const kafkaSource: SourceConnector<SourceSettings> = {
  settings: sourceSettings,
  records: true,
  promise: ({ delivery }) => delivery,
  async open(settings, context) {
    const { topic, group, delivery, start, fetchBytesMax, sessionTimeoutMs, deliveryRecordsMax } = settings
    const client = await openCluster(settings, context)
    await checkTopic(client, topic, 'SLUICE_SOURCE')
    return createKafkaSource({
      client, topic, group, promise: delivery, brokers: settings.brokers,
      start: start ?? 'earliest',
      fetchBytesMax: fetchBytesMax ?? FETCH_BYTES_MAX,
      sessionTimeoutMs: sessionTimeoutMs ?? SESSION_MS,
      deliveryRecordsMax: deliveryRecordsMax ?? DELIVERY_RECORDS_MAX,
      status: context.status,
    })
  },
}

/** A topic, in the transaction of its source where there is one. */
export const kafkaSink: SinkConnector<SinkSettings> = {
  settings: sinkSettings,
  sharesSource: true,
  keepsPromise: ({ brokers }, from) => from.key === 'kafka' && brokers === undefined,
  async open(settings, context) {
    const { topic, brokers, tls, sasl, key, headers, timestamp, compression } = settings
    const { source, pseudonym, hash, eventTypes } = context
    checkOther(topic, brokers, source)
    const own = brokers === undefined ? undefined : await openCluster({ brokers, tls, sasl }, context)
    const client = own ?? (source !== undefined && isKafkaSource(source) ? source.client : undefined)
    if (client === undefined)
      throw new SluiceError('SLUICE_CONFIG', { detail: `Route ${context.route} reads no topic, so its sink kafka needs brokers.` })
    const takes = await checkTopic(client, topic, 'SLUICE_SINK')
    if (own === undefined) client.writes(topic)
    const sink = createKafkaSink({
      topic,
      rewrite: createRewriteRecord({
        key: key ?? 'pseudonymize',
        headers: headers ?? [],
        timestamp: timestamp ?? 'now',
        pseudonym,
        hash,
        eventTypes,
      }),
      takes,
      compression: compression ?? 'lz4',
      producer: () => client.producer(),
    })
    return { ...sink, close: async () => {
      await sink.close()
      await own?.close()
    } }
  },
}

/** A topic of sealed messages. */
export const kafkaQuarantine: StoreConnector<QuarantineSettings> = {
  settings: quarantineSettings,
  identityOf: (settings, from) => `kafka ${JSON.stringify(settings)} ${settings.brokers === undefined ? JSON.stringify(from) : ''}`,
  async open({ topic, brokers, tls, sasl }, { source, from, ...reach }) {
    checkOther(topic, brokers, source)
    const isSourceCluster = brokers === undefined && source !== undefined && isKafkaSource(source)
    const ofSource = sourceSettings.safeParse(from).data
    const settings = brokers === undefined ? ofSource : { brokers, tls, sasl }
    if (settings === undefined)
      throw new SluiceError('SLUICE_CONFIG', { detail: `Route ${reach.route} reads no topic, so its quarantine needs brokers.` })
    const client = isSourceCluster ? source.client : await openCluster(settings, reach)
    const { batchBytesMax } = await checkTopic(client, topic, 'SLUICE_SINK')
    if (isSourceCluster) client.writes(topic)
    return createQuarantineTopic({ client, isSourceCluster, topic, recordBytesMax: batchBytesMax })
  },
}
