import type { Admin } from 'kafkajs'
import { answersTo, askBroker, brokerError, type Broker } from './ask-broker.ts'

const METADATA = { apiKey: 3, apiVersion: 10, apiName: 'Metadata' }
const ID_BYTES = 16
const NO_ID = '00'.repeat(ID_BYTES)

/** What this uses of the cluster that each admin of kafkajs has of its own. */
interface Cluster {
  readonly brokerPool: { findConnectedBroker(): Promise<Broker> }
}

type MakeAdmin = (options: { readonly cluster: Cluster }) => Admin

const clusters = new WeakMap<Admin, Cluster>()

/** In place of kafkajs's `admin/index.js`: remembers through which cluster one asks. */
export function knowingCluster(own: MakeAdmin): MakeAdmin {
  return (options) => {
    const admin = own(options)
    clusters.set(admin, options.cluster)
    return admin
  }
}

/**
 * What a topic is called besides its name, and no other that ever has the name (Metadata version 10, KIP-516); undefined where the
 * broker is older than 2.8 and cannot tell. Throws what kafkajs throws for an error of the broker.
 */
export async function topicIdOf(admin: Admin, topic: string): Promise<string | undefined> {
  const broker = await clusters.get(admin)?.brokerPool.findConnectedBroker()
  if (broker === undefined || !answersTo(broker, METADATA)) return undefined
  const { errorCode, id } = await askBroker(broker, {
    ...METADATA,
    // One topic, by its name; it is not to be made, and what one may do with it is not asked.
    encode: (encoder) => encoder
      .writeUVarInt(2).writeInt64(0).writeInt64(0).writeUVarIntString(topic).writeUVarInt(0)
      .writeBoolean(false).writeBoolean(false).writeBoolean(false).writeUVarInt(0),
    decode(decoder) {
      decoder.readInt32()
      for (let left = decoder.readUVarInt() - 1; left > 0; left--) {
        decoder.readInt32()
        decoder.readUVarIntString()
        decoder.readInt32()
        decoder.readUVarIntString()
        decoder.readTaggedFields()
      }
      decoder.readUVarIntString()
      decoder.readInt32()
      decoder.readUVarInt()
      const errorCode = decoder.readInt16()
      decoder.readUVarIntString()
      return { errorCode, id: decoder.readBytes(ID_BYTES).toString('hex') }
    },
  })
  if (errorCode !== 0) throw brokerError(errorCode)
  return id === NO_ID ? undefined : id
}
