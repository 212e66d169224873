import { createRequire } from 'node:module'
import type * as Kafkajs from 'kafkajs'
import { codecs, type Codec } from './codecs.ts'
import { filterAborted } from './filter-aborted.ts'


/** What this changes of a class that kafkajs keeps to itself. */
interface RequestQueue {
  throttledUntil: number
  throttleCheckTimeoutId: NodeJS.Timeout | null
  readonly pending: readonly unknown[]
  checkPendingRequests(): void
  scheduleCheckPendingRequests(): void
}

const PENDING_MS = 10
let loaded: typeof Kafkajs | undefined

/** What kafkajs's own gzip gets is an encoder; a codec gets bytes. */
function asKafkajsCodec({ compress, decompress }: Codec): () => { compress(encoder: { buffer: Buffer }): Promise<Buffer>; decompress(bytes: Buffer): Promise<Buffer> } {
  return () => ({ compress: ({ buffer }) => compress(buffer), decompress })
}

/** Its own takes one transaction a record, so that records of a second one go through, and data with the key 00000000 for an end. */
function replaceFilter(require: NodeJS.Require): void {
  const path = require.resolve('kafkajs/src/consumer/filterAbortedMessages.js')
  require(path)
  const cached = require.cache[path]
  if (cached === undefined) throw new TypeError('kafkajs is not where it was')
  cached.exports = ({ messages, abortedTransactions }: { messages: Parameters<typeof filterAborted>[0]; abortedTransactions: Parameters<typeof filterAborted>[1] }) =>
    filterAborted(messages, abortedTransactions)
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

/** Loads kafkajs 2.2.4 with what it lacks: three codecs, a sound filter of aborted transactions, and rest while idle. */
export function loadKafkajs(): typeof Kafkajs {
  if (loaded !== undefined) return loaded
  const require = createRequire(import.meta.url)
  replaceFilter(require)
  mendPolling(require)
  const kafkajs = require('kafkajs') as typeof Kafkajs
  const { CompressionCodecs, CompressionTypes } = kafkajs
  CompressionCodecs[CompressionTypes.GZIP] = asKafkajsCodec(codecs.gzip)
  CompressionCodecs[CompressionTypes.Snappy] = asKafkajsCodec(codecs.snappy)
  CompressionCodecs[CompressionTypes.LZ4] = asKafkajsCodec(codecs.lz4)
  CompressionCodecs[CompressionTypes.ZSTD] = asKafkajsCodec(codecs.zstd)
  loaded = kafkajs
  return kafkajs
}
