import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Admin, ISocketFactory, Kafka, KafkaConfig, Producer as KafkajsProducer, SASLOptions } from 'kafkajs'
import { choosePartition } from '../wire/choose-partition.ts'
import { createAsker } from './asker.ts'
import { createKafkajsConsumer } from './kafkajs-consumer.ts'
import { createPlainProducer, createTransactionalProducer } from './kafkajs-producer.ts'
import { fromKept } from './kept-offset.ts'
import { loadKafkajs } from './load-kafkajs.ts'
import { topicIdOf } from './topic-id.ts'
import type { ClusterAddress, KafkaClient, Sasl, TlsFiles } from '../port.ts'
import { TAKES_CONFIGS, takesOf, TAKES_UNKNOWN } from '../topic-takes.ts'

const CONNECT_MS = 10_000
const REQUEST_MS = 30_000
/** What one call tries before it gives up; whoever called begins anew. Every value is set: kafkajs has others in tests. */
export const RETRY = { initialRetryTime: 50, maxRetryTime: 2_000, retries: 6, factor: 0.2, multiplier: 2 } as const

/** This user may not ask that. */
function isForbidden(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return ('type' in error && String(error.type).endsWith('AUTHORIZATION_FAILED')) || isForbidden(error.cause)
}

async function tlsOptions({ ca, cert, key, serverName }: TlsFiles): Promise<KafkaConfig['ssl']> {
  return {
    minVersion: 'TLSv1.2',
    ...(ca === undefined ? {} : { ca: await readFile(ca) }),
    ...(cert === undefined ? {} : { cert: await readFile(cert) }),
    ...(key === undefined ? {} : { key: key.reveal() }),
    ...(serverName === undefined ? {} : { servername: serverName }),
  }
}

function saslOptions(sasl: Sasl): SASLOptions {
  if (sasl.mechanism === 'oauthbearer') {
    return { mechanism: 'oauthbearer', oauthBearerProvider: async () => ({ value: (await sasl.token()).reveal() }) }
  }
  return { mechanism: sasl.mechanism, username: sasl.username, password: sasl.password.reveal() }
}

/** A client for one cluster. Nothing that kafkajs logs is kept: its lines may hold what brokers and messages say. */
export async function createKafkajsClient({ brokers, clientId, tls, sasl }: ClusterAddress): Promise<KafkaClient> {
  const { Kafka, logLevel, ConfigResourceTypes } = loadKafkajs()
  const kafka: Kafka = new Kafka({
    brokers: [...brokers],
    clientId,
    connectionTimeout: CONNECT_MS,
    authenticationTimeout: CONNECT_MS,
    requestTimeout: REQUEST_MS,
    enforceRequestTimeout: true,
    retry: RETRY,
    logLevel: logLevel.NOTHING,
    logCreator: () => () => undefined,
    socketFactory: quietSockets(),
    ...(tls === undefined ? {} : { ssl: await tlsOptions(tls) ?? true }),
    ...(sasl === undefined ? {} : { sasl: saslOptions(sasl) }),
  })
  /** What transactions write to. */
  const targets = new Set<string>()
  const { ask, close } = createAsker(async (): Promise<Admin> => {
    const admin = kafka.admin()
    await admin.connect()
    return admin
  })

  const producing = {
    createPartitioner: () => choosePartition,
    allowAutoTopicCreation: false,
    metadataMaxAge: 60_000,
    retry: RETRY,
  } as const

  return {
    consumer: async (options, listener) => createKafkajsConsumer({ kafka, options, listener }),
    async producer() {
      const producer: KafkajsProducer = kafka.producer({ ...producing, idempotent: true, maxInFlightRequests: 1 })
      await producer.connect()
      return createPlainProducer(producer)
    },
    writes: (topic) => void targets.add(topic),
    async transactional({ id, timeoutMs, ...accounted }) {
      const producer: KafkajsProducer = kafka.producer({
        ...producing, idempotent: true, maxInFlightRequests: 1, transactionalId: id, transactionTimeout: timeoutMs,
      })
      return createTransactionalProducer(producer, { ...accounted, targets: [...targets] })
    },
    committed: (group, topic, partition) => ask(async (asked) => {
      const [kept] = await asked.fetchOffsets({ groupId: group, topics: [topic], resolveOffsets: false })
      return fromKept(kept?.partitions.find((one) => one.partition === partition))
    }),
    topicId: (topic) => ask((asked) => topicIdOf(asked, topic)),
    edges: (topic, partition) => ask(async (asked) => {
      const found = (await asked.fetchTopicOffsets(topic)).find((one) => one.partition === partition)
      if (found === undefined) throw new RangeError('The topic has no such partition.')
      return { first: BigInt(found.low), end: BigInt(found.high) }
    }),
    partitions: (topic) => ask(async (asked) => {
      if (!(await asked.listTopics()).includes(topic)) return 0
      const { topics } = await asked.fetchTopicMetadata({ topics: [topic] })
      return topics[0]?.partitions.length ?? 0
    }),
    takes: (topic) => ask(async (asked) => {
      const resources = [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: [...TAKES_CONFIGS] }]
      const described = await asked.describeConfigs({ includeSynonyms: false, resources })
      return takesOf(described.resources[0]?.configEntries ?? [])
    }).catch((error: unknown) => {
      if (isForbidden(error)) return TAKES_UNKNOWN
      throw error
    }),
    forgetGroup: (group) => ask(async (asked) => void await asked.deleteGroups([group])),
    close,
  }
}

/**
 * kafkajs closes a socket that never came to be once for each try, and each time leaves a listener with it, of which Node warns. It
 * goes on to read from one that it has given up, as if that were what comes on the next one.
 */
function quietSockets(): ISocketFactory {
  const require = createRequire(import.meta.url)
  const make = (require('kafkajs/src/network/socketFactory.js') as () => ISocketFactory)()
  return (options) => {
    const socket = make(options).setMaxListeners(0)
    const end = socket.end.bind(socket)
    socket.end = () => {
      socket.removeAllListeners('data').resume()
      return end()
    }
    return socket
  }
}
