import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SluiceError } from '../contract/errors.ts'
import type { StreamBody } from '../contract/message.ts'

const READ_BYTES = 256 * 1024
const BLOCK_BYTES = 16

/** A body that had to go to disk: nothing of it is there in clear, and its file has no name. */
export interface Spool extends StreamBody {
  readonly bytes: number
  write(chunk: Uint8Array): Promise<void>
  /** Reads from byte `from` to the end of what has been written. */
  open(from?: number): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

/** The AES-CTR counter block (NIST SP 800-38A, 6.5) that stands `blocks` after zero. */
function counter(blocks: number): Uint8Array {
  const block = Buffer.alloc(BLOCK_BYTES)
  block.writeBigUInt64BE(BigInt(blocks), 8)
  return block
}

/**
 * Holds a stream so that it can be read again: a temporary file, unlinked as soon as it is open, under AES-256-CTR
 * with a key that only this process has and only in memory. Throws SLUICE_IO when the disk refuses.
 */
export async function createSpool(): Promise<Spool> {
  const key = randomBytes(32)
  const cipher = createCipheriv('aes-256-ctr', key, counter(0))
  const path = join(tmpdir(), `.sluice-${process.pid}-${randomBytes(8).toString('hex')}.spool`)
  const handle = await open(path, 'wx+', 0o600).catch((cause: unknown) => {
    throw new SluiceError('SLUICE_IO', { detail: 'The temporary folder cannot be written.', cause })
  })
  await unlink(path)
  let bytes = 0

  async function write(chunk: Uint8Array): Promise<void> {
    const sealed = cipher.update(chunk)
    let done = 0
    while (done < sealed.length) {
      const { bytesWritten } = await handle
        .write(sealed, done, sealed.length - done, bytes + done)
        .catch((cause: unknown) => {
          throw new SluiceError('SLUICE_IO', { detail: 'The temporary folder cannot be written.', cause })
        })
      done += bytesWritten
    }
    bytes += sealed.length
  }

  async function* read(from = 0): AsyncGenerator<Uint8Array> {
    const skip = from % BLOCK_BYTES
    let position = from - skip
    const decipher = createDecipheriv('aes-256-ctr', key, counter(position / BLOCK_BYTES))
    let drop = skip
    while (position < bytes) {
      const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(READ_BYTES), 0, READ_BYTES, position)
      if (bytesRead === 0) throw new SluiceError('SLUICE_IO', { detail: 'A temporary file ended early.' })
      position += bytesRead
      const clear = decipher.update(buffer.subarray(0, bytesRead))
      if (clear.length > drop) yield clear.subarray(drop)
      drop = 0
    }
  }

  return {
    get bytes() {
      return bytes
    },
    write,
    open: read,
    async close() {
      key.fill(0)
      await handle.close()
    },
  }
}
