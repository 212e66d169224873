import type { Message, PartitionerArgs } from 'kafkajs'
import { murmur2 } from './murmur2.ts'

/** By key as every Kafka client does it; without one by lane, so that what came in order stays so. */
export function choosePartition({ message, partitionMetadata }: PartitionerArgs): number {
  const { key, lane = 0 } = message as Message & { readonly lane?: number }
  const count = partitionMetadata.length
  if (key === null || key === undefined) return lane % count
  return (murmur2(typeof key === 'string' ? Buffer.from(key) : key) & 0x7fffffff) % count
}

interface Grouping extends Pick<PartitionerArgs, 'topic' | 'partitionMetadata'> {
  readonly messages: readonly Message[]
  readonly partitioner: (args: PartitionerArgs) => number
}

const chosen = new WeakMap<readonly Message[], readonly number[]>()

/** The partitions that messages were last put into; undefined where they never were. */
export function partitionsChosen(messages: readonly Message[]): readonly number[] | undefined {
  return chosen.get(messages)
}

/** In place of kafkajs's `producer/groupMessagesPerPartition.js`, which copies what it has for each message. */
export function byPartition({ topic, partitionMetadata, messages, partitioner }: Grouping): Record<number, Message[]> {
  const groups: Record<number, Message[]> = {}
  if (partitionMetadata.length === 0) return groups
  for (const message of messages) (groups[partitioner({ topic, partitionMetadata, message })] ??= []).push(message)
  chosen.set(messages, Object.keys(groups).map(Number))
  return groups
}
