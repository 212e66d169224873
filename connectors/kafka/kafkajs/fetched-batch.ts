import { SluiceError } from '../../../src/contract/errors.ts'
import { FinalError } from '../wire/final-error.ts'
import { filterAborted, type AbortedTransaction } from '../wire/filter-aborted.ts'
import type { WireMessage } from '../wire/read-record-batch.ts'
import { brokenFor } from './read-batches.ts'

/** What kafkajs has of one partition of a response. */
interface PartitionData {
  readonly partition: number
  readonly highWatermark: string
  readonly messages: readonly WireMessage[]
  readonly abortedTransactions: readonly AbortedTransaction[] | null
}

/** What kafkajs makes of it, which asks nothing of the messages but when it is made. */
interface Batch {
  rawMessages: readonly WireMessage[]
  messagesWithinOffset: readonly WireMessage[]
  messages: readonly WireMessage[]
}

type BatchClass = new (topic: string, fetchedOffset: string, data: PartitionData) => Batch

/**
 * In place of the class in kafkajs's `consumer/batch.js`, which makes a BigInt and an object of each offset. Records come in
 * their order. Throws FinalError with the place of what cannot be read.
 */
export function fetchedBatchOf(Own: BatchClass): BatchClass {
  return class FetchedBatch extends Own {
    constructor(topic: string, fetchedOffset: string, data: PartitionData) {
      super(topic, fetchedOffset, { ...data, messages: [], abortedTransactions: null })
      const from = Number(fetchedOffset)
      const { messages, abortedTransactions } = data
      const broken = brokenFor(messages)
      if (broken !== undefined) {
        const { code, detail } = broken.told
        throw new FinalError(new SluiceError(code, { detail: `${detail} It comes at offset ${fetchedOffset} of ${topic}/${data.partition}.` }))
      }
      const isWithin = (messages[0]?.position ?? from) >= from
      this.rawMessages = messages
      this.messagesWithinOffset = isWithin ? messages : messages.filter(({ position }) => position >= from)
      this.messages = filterAborted(this.messagesWithinOffset, abortedTransactions).filter(({ isControlRecord }) => !isControlRecord)
    }
  }
}
