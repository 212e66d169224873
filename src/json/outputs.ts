import { Buffer } from 'node:buffer'
import { memory } from './arena.ts'

/** One allocation of memory for many small outputs: Node's own pool holds four of them, and larger ones are given back later than they are used. */
const CHUNK_BYTES = 64 * 1024
/** Larger ones stand by themselves. */
const POOLED_BYTES_MAX = 16 * 1024

let chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
let used = 0

/** A copy of bytes of the memory, which stays as it is when the next message is loaded. */
export function copyOut(from: number, to: number): Uint8Array {
  const bytes = to - from
  if (bytes > POOLED_BYTES_MAX) {
    const output = Buffer.allocUnsafeSlow(bytes)
    output.set(memory.bytes.subarray(from, to))
    return output
  }
  if (used + bytes > CHUNK_BYTES) {
    chunk = Buffer.allocUnsafeSlow(CHUNK_BYTES)
    used = 0
  }
  const at = used
  used += bytes
  chunk.set(memory.bytes.subarray(from, to), at)
  return chunk.subarray(at, used)
}
