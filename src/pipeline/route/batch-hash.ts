import { createHash, type Hash } from 'node:crypto'

const SCRATCH_BYTES = 128 * 1024
const NEWLINE = 0x0a

/** SHA-256 over many small bodies, gathered first: one call to the hash costs more than a small message. */
export interface BatchHash {
  /** A body that is a line is followed by 0x0A, so that moving bytes between lines changes the hash. */
  add(bytes: Uint8Array, options: { readonly isLine: boolean }): void
  /** Another one over the same bodies so far. */
  fork(): BatchHash
  digest(): string
}

const NO_SCRATCH = new Uint8Array(0)
let spare = NO_SCRATCH

/** Creates an empty hash. */
export function createBatchHash(hash: Hash = createHash('sha256')): BatchHash {
  let scratch = NO_SCRATCH
  let used = 0
  function drain(): void {
    if (used > 0) hash.update(scratch.subarray(0, used))
    used = 0
  }
  return {
    add(bytes, { isLine }) {
      if (scratch.length === 0) {
        scratch = spare.length === 0 ? new Uint8Array(SCRATCH_BYTES) : spare
        spare = NO_SCRATCH
      }
      if (used + bytes.length + 1 > SCRATCH_BYTES) drain()
      if (bytes.length + 1 > SCRATCH_BYTES) hash.update(bytes)
      else {
        scratch.set(bytes, used)
        used += bytes.length
      }
      if (isLine) scratch[used++] = NEWLINE
    },
    fork() {
      drain()
      return createBatchHash(hash.copy())
    },
    digest() {
      drain()
      if (scratch.length > 0) spare = scratch
      scratch = NO_SCRATCH
      return hash.digest('hex')
    },
  }
}
