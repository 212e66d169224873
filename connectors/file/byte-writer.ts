import type { FileHandle } from 'node:fs/promises'
import { createGzip, type Gzip } from 'node:zlib'

const BUFFER_BYTES = 256 * 1024

/** Writes to a file through one buffer, gzipped or not. What is passed in is copied and may be reused at once. */
export interface ByteWriter {
  /** Takes all parts if the buffer has room for them, without a promise; takes none of them otherwise. */
  take(a: Uint8Array, b: Uint8Array, c: Uint8Array): boolean
  write(bytes: Uint8Array): Promise<void>
  /** Writes what is left; the file holds everything after it. */
  end(): Promise<void>
}

/** Writes all of `bytes` at the file's own position, whatever number of calls that takes. */
async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done)
    done += bytesWritten
  }
}

interface Pump {
  push(bytes: Uint8Array): Promise<void>
  end(): Promise<void>
}

function gzipPump(handle: FileHandle): Pump {
  const gzip: Gzip = createGzip()
  const pumped = (async () => {
    for await (const chunk of gzip as AsyncIterable<Uint8Array>) await writeAll(handle, chunk)
  })()
  // Whoever pushes next sees the failure; without this line it would be unhandled until then.
  pumped.catch(() => undefined)
  return {
    async push(bytes) {
      const written = new Promise<void>((resolve, reject) => {
        gzip.write(bytes, (error) => (error ? reject(error) : resolve()))
      })
      written.catch(() => undefined)
      await Promise.race([written, pumped])
    },
    async end() {
      gzip.end()
      await pumped
    },
  }
}

/** Creates a writer at the start of an empty file. */
export function createByteWriter(handle: FileHandle, options: { readonly gzip: boolean }): ByteWriter {
  const pump = options.gzip
    ? gzipPump(handle)
    : { push: (bytes: Uint8Array) => writeAll(handle, bytes), end: async () => undefined }
  let buffer = Buffer.allocUnsafe(0)
  let used = 0

  async function drain(): Promise<void> {
    const full = buffer.subarray(0, used)
    used = 0
    await pump.push(full)
  }

  function append(bytes: Uint8Array): void {
    buffer.set(bytes, used)
    used += bytes.length
  }

  return {
    take(a, b, c) {
      if (used + a.length + b.length + c.length > buffer.length) return false
      if (a.length > 0) append(a)
      append(b)
      if (c.length > 0) append(c)
      return true
    },
    async write(bytes) {
      if (buffer.length === 0) buffer = Buffer.allocUnsafe(BUFFER_BYTES)
      for (let done = 0; done < bytes.length;) {
        const count = Math.min(bytes.length - done, BUFFER_BYTES - used)
        buffer.set(bytes.subarray(done, done + count), used)
        used += count
        done += count
        if (used === BUFFER_BYTES) await drain()
      }
    },
    async end() {
      if (used > 0) await drain()
      await pump.end()
    },
  }
}
