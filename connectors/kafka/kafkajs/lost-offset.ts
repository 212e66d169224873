import { SluiceError } from '../../../src/contract/errors.ts'
import { FinalError } from '../wire/final-error.ts'

/** What this changes of the group that each consumer of kafkajs has of its own. */
interface ConsumerGroup {
  readonly preferredReadReplicasPerTopicPartition: Readonly<Record<string, Readonly<Record<number, unknown>> | undefined>>
  recoverFromOffsetOutOfRange(error: { readonly topic: string; readonly partition: number }): Promise<void>
}

/**
 * Has a consumer end when what it asks for is not there: deleted before it was read, or never written since the topic was made
 * anew. kafkajs goes on at the start, and commits that beside all transactions; its records count as read before there.
 */
export function endOnLostOffsets(require: NodeJS.Require): void {
  const { prototype } = require('kafkajs/src/consumer/consumerGroup.js') as { readonly prototype: ConsumerGroup }
  const own = prototype.recoverFromOffsetOutOfRange
  prototype.recoverFromOffsetOutOfRange = async function recover(this: ConsumerGroup, error): Promise<void> {
    // A follower may be behind: its leader is asked next.
    const isFollower = typeof this.preferredReadReplicasPerTopicPartition[error.topic]?.[error.partition] === 'number'
    if (!isFollower) throw new FinalError(new SluiceError('SLUICE_SOURCE_LOST'))
    await own.call(this, error)
  }
}
