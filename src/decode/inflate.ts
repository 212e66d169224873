import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { SluiceError, toSluiceError } from '../contract/errors.ts'
import type { Limits } from '../contract/limits.ts'

/**
 * Inflates gzip (RFC 1952), concatenated members too. Throws SLUICE_GZIP for damaged or truncated input and
 * SLUICE_LIMIT_GZIP when it expands beyond `gzipRatioMax` after the first `gzipBytesFree` bytes.
 */
export async function* inflate(chunks: AsyncIterable<Uint8Array>, limits: Limits): AsyncGenerator<Uint8Array> {
  let bytesIn = 0
  let bytesOut = 0
  let sourceError: unknown
  async function* counted(): AsyncGenerator<Uint8Array> {
    try {
      for await (const chunk of chunks) {
        bytesIn += chunk.length
        yield chunk
      }
    } catch (error) {
      sourceError = error
      throw error
    }
  }
  const gunzip = createGunzip({ chunkSize: 256 * 1024 })
  pipeline(Readable.from(counted(), { objectMode: true, highWaterMark: 1 }), gunzip, () => undefined)
  try {
    for await (const chunk of gunzip as AsyncIterable<Uint8Array>) {
      bytesOut += chunk.length
      if (bytesOut > limits.gzipBytesFree && bytesOut > gunzip.bytesWritten * limits.gzipRatioMax) {
        throw new SluiceError('SLUICE_LIMIT_GZIP')
      }
      yield chunk
    }
  } catch (error) {
    if (error instanceof SluiceError) throw error
    if (sourceError !== undefined) throw toSluiceError(sourceError, 'SLUICE_IO')
    throw new SluiceError('SLUICE_GZIP', { cause: error })
  }
  if (bytesIn === 0) throw new SluiceError('SLUICE_GZIP', { detail: 'The compressed message is empty.' })
}
