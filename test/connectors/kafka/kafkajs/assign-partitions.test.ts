import type { Cluster } from 'kafkajs'
import { expect, test } from 'vitest'
import { assignPartitions } from '../../../../connectors/kafka/kafkajs/assign-partitions.ts'
import { loadKafkajs } from '../../../../connectors/kafka/kafkajs/load-kafkajs.ts'

const { AssignerProtocol: { MemberAssignment, MemberMetadata }, AssignerProtocol } = loadKafkajs()
const NONE = Buffer.alloc(0)

function clusterOf(topics: Readonly<Record<string, number>>): Cluster {
  const partitions = (topic: string): object[] => Array.from({ length: topics[topic] ?? 0 }, (_, partitionId) => ({ partitionId }))
  const broker = { async metadata([topic]: readonly [string]) {
    if (topics[topic] === undefined) throw Object.assign(new Error(), { type: 'UNKNOWN_TOPIC_OR_PARTITION' })
    return { topicMetadata: [{ topic, partitionMetadata: partitions(topic) }] }
  } }
  return { findTopicPartitionMetadata: partitions, brokerPool: { findConnectedBroker: async () => broker } } as unknown as Cluster
}

async function assign(cluster: Cluster, members: Readonly<Record<string, readonly string[]>>): Promise<Record<string, object>> {
  const assigner = assignPartitions({ groupId: 'g', logger: undefined as never, cluster })
  const given = Object.entries(members).map(([memberId, topics]) =>
    ({ memberId, memberMetadata: MemberMetadata.encode({ version: 0, topics: [...topics], userData: NONE }) }))
  const assigned = await assigner.assign({ members: given, topics: ['in'] })
  return Object.fromEntries(assigned.map(({ memberId, memberAssignment }) =>
    [memberId, { ...MemberAssignment.decode(memberAssignment)?.assignment }]))
}

test('one topic is shared out among all members, as by kafkajs', async () => {
  expect(await assign(clusterOf({ in: 12 }), { b: ['in'], a: ['in'] })).toEqual({
    a: { in: [0, 2, 4, 6, 8, 10] },
    b: { in: [1, 3, 5, 7, 9, 11] },
  })
  expect(await assign(clusterOf({ in: 1 }), { b: ['in'], a: ['in'] })).toEqual({ a: { in: [0] } })
})

test('partitions go to members that read their topic, whoever leads; a topic that is gone holds up no other', async () => {
  expect(await assign(clusterOf({ in: 2, other: 3 }), { a: ['in'], b: ['other'], c: ['other'], d: ['gone'] })).toEqual({
    a: { in: [0, 1] },
    b: { other: [0, 2] },
    c: { other: [1] },
  })
})

test('members of kafkajs take it for their own', () => {
  const theirs = AssignerProtocol.MemberMetadata.encode({ version: 0, topics: ['in'], userData: NONE })
  const cluster = clusterOf({})
  expect(assignPartitions({ groupId: 'g', logger: undefined as never, cluster }).protocol({ topics: ['in'] }))
    .toEqual({ name: 'RoundRobinAssigner', metadata: theirs })
})
