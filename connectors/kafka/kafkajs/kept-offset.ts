import type { KeptOffset } from '../port.ts'

/** What stands before the id of a topic in what a group keeps with an offset. */
const PREFIX = 'sluice-topic-id='

/** What kafkajs is to have a group keep for a partition. */
export function toKept(partition: number, { offset, topicId }: KeptOffset): { partition: number; offset: string; metadata: string | null } {
  return { partition, offset: String(offset), metadata: topicId === undefined ? null : PREFIX + topicId }
}

/** What a group keeps; undefined for nothing. Whoever else has set an offset has not said of which topic. */
export function fromKept(kept: { readonly offset: string; readonly metadata?: string | null } | undefined): KeptOffset | undefined {
  if (kept === undefined || BigInt(kept.offset) < 0n) return undefined
  const { metadata } = kept
  return { offset: BigInt(kept.offset), topicId: metadata?.startsWith(PREFIX) === true ? metadata.slice(PREFIX.length) : undefined }
}
