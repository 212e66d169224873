import type { StreamBody } from '../contract/message.ts'
import { createSpool, type Spool } from './spool.ts'

/** Collects a stream whose end is not known yet: in memory up to `bytesMax`, then in an encrypted spool. */
export interface Hold {
  readonly bytes: number
  add(chunk: Uint8Array): Promise<void>
  /** What was collected: bytes when it fitted in memory. */
  body(): Uint8Array | StreamBody
  replay(): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** Creates an empty hold. */
export function createHold(bytesMax: number): Hold {
  let pieces: Uint8Array[] = []
  let bytes = 0
  let spool: Spool | undefined

  return {
    get bytes() {
      return bytes
    },
    async add(chunk) {
      bytes += chunk.length
      if (spool === undefined && bytes <= bytesMax) {
        pieces.push(chunk)
        return
      }
      if (spool === undefined) {
        spool = await createSpool()
        for (const piece of pieces) await spool.write(piece)
        pieces = []
      }
      await spool.write(chunk)
    },
    body() {
      if (spool !== undefined) return spool
      const [only] = pieces
      return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces)
    },
    async *replay() {
      if (spool === undefined) yield* pieces
      else yield* spool.open()
    },
    async close() {
      pieces = []
      await spool?.close()
    },
  }
}
