import type { RecordMetadata, TopicMessages } from 'kafkajs'
import { SluiceError } from '../../../src/contract/errors.ts'
import { partitionsChosen } from '../wire/choose-partition.ts'

type Retrier = <T>(act: (bail: (error: Error) => void, count: number, time: number) => Promise<T>) => Promise<T>

interface SendOptions {
  readonly eosManager: { isTransactional(): boolean }
  readonly retrier: Retrier
}

type MakeSend = (options: SendOptions) => unknown

const once: Retrier = (act) => new Promise((resolve, reject) => {
  act(reject, 0, 0).then(resolve, reject)
})

/**
 * In place of kafkajs's `producer/sendMessages.js`. That begins anew when one of several brokers has failed, and does not wait for the
 * others: what is under way to these (for long, while a replica that is gone still counts) is sent to them once more, under numbers of its
 * own. A transaction that has met an error is given up instead.
 */
export function sendingOnce(own: MakeSend): MakeSend {
  return (options) => own(options.eosManager.isTransactional() ? { ...options, retrier: once } : options)
}

/**
 * Throws SLUICE_SINK unless every partition that messages were for has answered: kafkajs counts what a broker has not answered as sent
 * where the partition has gone to one that has answered for others.
 */
export function checkAnswers(topics: readonly TopicMessages[], answers: readonly RecordMetadata[]): void {
  const answered = new Set(answers.map(({ topicName, partition }) => `${partition} ${topicName}`))
  for (const { topic, messages } of topics) {
    const partitions = partitionsChosen(messages)
    if (partitions?.every((partition) => answered.has(`${partition} ${topic}`)) !== true)
      throw new SluiceError('SLUICE_SINK', { detail: 'A partition has not answered.' })
  }
}
