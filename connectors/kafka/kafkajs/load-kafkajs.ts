import { createRequire } from 'node:module'
import type * as Kafkajs from 'kafkajs'
import { byPartition } from '../wire/choose-partition.ts'
import { codecs, type Codec } from '../wire/codecs.ts'
import { fetchedBatchOf } from './fetched-batch.ts'
import { endOnLostOffsets } from './lost-offset.ts'
import { produceRequest, wholeRequest } from './produce-request.ts'
import { readBatches } from './read-batches.ts'
import { mendReceiving } from './receive-responses.ts'
import { sealTransactions } from './seal-transactions.ts'
import { sendingOnce } from './send-once.ts'
import { knowingCluster } from './topic-id.ts'
import { mendPausing } from './wake-fetches.ts'

/** What this changes of a class that kafkajs keeps to itself. */
interface RequestQueue {
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  readonly pending: readonly unknown[]
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
}

/** What this changes of the cluster that each producer and consumer has of its own. */
interface Cluster {
  findGroupCoordinatorMetadata(asked: { readonly groupId: string; readonly coordinatorType: number }): Promise<unknown>
}

const TRANSACTION = 1
const PENDING_MS = 10
let loaded: typeof Kafkajs | undefined

/** What kafkajs's own gzip gets is an encoder; a codec gets bytes. */
function asKafkajsCodec({
  compress,
  decompress,
}: Codec): () => { compress(encoder: { buffer: Buffer }): Promise<Buffer>; decompress(bytes: Buffer): Promise<Buffer> } {
  return () => ({ compress: ({ buffer }) => compress(buffer), decompress })
}

/**
 * Puts another function in the place of the one that a file of kafkajs exports, made of that one. Throws TypeError where another file
 * may have taken it before.
 */
function replace<F>(require: NodeJS.Require, file: string, make: (own: F) => F): void {
  const path = require.resolve(`kafkajs/src/${file}.js`)
  if (require.cache[path] !== undefined) throw new TypeError(`kafkajs has loaded ${file} before it could be replaced`)
  const own = require(path) as F
  const cached = require.cache[path] as NodeJS.Module | undefined
  if (cached === undefined) throw new TypeError('kafkajs is not where it was')
  cached.exports = make(own)
}

/**
 * Its own take 15 microseconds a record; and its filter takes one transaction a record, so that records of a second one go through,
 * and data with the key 00000000 for an end.
 */
function replaceFormats(require: NodeJS.Require): void {
  replace(require, 'protocol/requests/produce/v3/request', () => produceRequest)
  replace(require, 'protocol/request', () => wholeRequest)
  replace(require, 'producer/groupMessagesPerPartition', () => byPartition)
  replace(require, 'producer/sendMessages', sendingOnce)
  replace(require, 'protocol/requests/fetch/v4/decodeMessages', () => readBatches)
  replace(require, 'consumer/batch', fetchedBatchOf)
}

/** Its own polls every millisecond while nothing is pending, with a timeout below zero. */
function mendPolling(require: NodeJS.Require): void {
  const { prototype } = require('kafkajs/src/network/requestQueue/index.js') as { readonly prototype: RequestQueue }
  prototype.scheduleCheckPendingRequests = function schedule(this: RequestQueue): void {
    const waitMs = this.throttledUntil - Date.now()
    if (this.throttleCheckTimeoutId !== null || (waitMs <= 0 && this.pending.length === 0)) return
    this.throttleCheckTimeoutId = setTimeout(() => {
      this.throttleCheckTimeoutId = null
      this.checkPendingRequests()
    }, Math.max(waitMs, PENDING_MS))
  }
}

/**
 * Its own asks who the coordinator is four times in each transaction. A transactional producer asks once: one that meets an
 * error is given up with all that it knew. Clusters of consumers never ask for a coordinator of transactions.
 */
function rememberCoordinators(require: NodeJS.Require): void {
  const { prototype } = require('kafkajs/src/cluster/index.js') as { readonly prototype: Cluster }
  const ask = prototype.findGroupCoordinatorMetadata
  const known = new WeakMap<Cluster, Map<string, Promise<unknown>>>()
  prototype.findGroupCoordinatorMetadata = function find(this: Cluster, asked): Promise<unknown> {
    if (asked.coordinatorType === TRANSACTION && !known.has(this)) known.set(this, new Map())
    const answers = known.get(this)
    if (answers === undefined) return ask.call(this, asked)
    const name = `${asked.coordinatorType} ${asked.groupId}`
    const answer = answers.get(name) ?? ask.call(this, asked)
    answers.set(name, answer)
    answer.catch(() => answers.delete(name))
    return answer
  }
}

/** Loads kafkajs 2.2.4 with what it lacks: three codecs, a sound filter of aborted transactions, transactions that end, rest while idle, memory. */
export function loadKafkajs(): typeof Kafkajs {
  if (loaded !== undefined) return loaded
  const require = createRequire(import.meta.url)
  replaceFormats(require)
  mendPolling(require)
  mendPausing(require)
  mendReceiving(require)
  endOnLostOffsets(require)
  rememberCoordinators(require)
  sealTransactions(require)
  replace(require, 'admin/index', knowingCluster)
  const kafkajs = require('kafkajs') as typeof Kafkajs
  const { CompressionCodecs, CompressionTypes } = kafkajs
  CompressionCodecs[CompressionTypes.GZIP] = asKafkajsCodec(codecs.gzip)
  CompressionCodecs[CompressionTypes.Snappy] = asKafkajsCodec(codecs.snappy)
  CompressionCodecs[CompressionTypes.LZ4] = asKafkajsCodec(codecs.lz4)
  CompressionCodecs[CompressionTypes.ZSTD] = asKafkajsCodec(codecs.zstd)
  loaded = kafkajs
  return kafkajs
}
