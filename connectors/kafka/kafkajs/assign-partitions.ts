import type { Cluster, PartitionAssigner } from 'kafkajs'
import { loadKafkajs } from './load-kafkajs.ts'

interface Partition {
  readonly partitionId: number
}

/** What is used of a cluster of kafkajs besides what it shows. */
interface KnownCluster extends Cluster {
  readonly brokerPool: {
    findConnectedBroker(): Promise<{
      metadata(topics: readonly string[]): Promise<{
        readonly topicMetadata: readonly { readonly partitionMetadata: readonly Partition[] }[]
      }>
    }>
  }
}

/** The partitions of a topic; none where there is no such topic. What another topic lacks must not trouble this consumer's cluster. */
async function partitionsOf(cluster: KnownCluster, topic: string, own: readonly string[]): Promise<number[]> {
  const ask = async (): Promise<readonly Partition[]> => {
    if (own.includes(topic)) return cluster.findTopicPartitionMetadata(topic)
    const broker = await cluster.brokerPool.findConnectedBroker()
    return (await broker.metadata([topic])).topicMetadata[0]?.partitionMetadata ?? []
  }
  const partitions = await ask().catch((error: unknown) => {
    if (error instanceof Error && 'type' in error && error.type === 'UNKNOWN_TOPIC_OR_PARTITION') return []
    throw error
  })
  return partitions.map(({ partitionId }) => partitionId).sort((one, other) => one - other)
}

/**
 * Shares the partitions of each topic out among the members of a group that read it. kafkajs's own, whose name it has so that both may
 * be in one group, gives those of the leader's topics to everybody, and those of others to nobody: what a member did not ask for it
 * leaves unread.
 */
export const assignPartitions: PartitionAssigner = ({ cluster }) => {
  const { MemberAssignment, MemberMetadata } = loadKafkajs().AssignerProtocol
  const [name, version] = ['RoundRobinAssigner', 0]
  return {
    name,
    version,
    async assign({ members, topics: own }) {
      const readers = new Map<string, string[]>()
      for (const { memberId, memberMetadata } of members) {
        for (const topic of MemberMetadata.decode(memberMetadata)?.topics ?? []) readers.set(topic, [...readers.get(topic) ?? [], memberId])
      }
      const assigned = new Map<string, Record<string, number[]>>()
      for (const [topic, ids] of readers) {
        ids.sort()
        for (const [index, partition] of (await partitionsOf(cluster as KnownCluster, topic, own)).entries()) {
          const id = ids[index % ids.length] as string
          const assignment = assigned.get(id) ?? {}
          assigned.set(id, assignment)
          ;(assignment[topic] ??= []).push(partition)
        }
      }
      return [...assigned].map(([memberId, assignment]) =>
        ({ memberId, memberAssignment: MemberAssignment.encode({ version, assignment, userData: Buffer.alloc(0) }) }))
    },
    protocol: ({ topics }) => ({ name, metadata: MemberMetadata.encode({ version, topics, userData: Buffer.alloc(0) }) }),
  }
}
