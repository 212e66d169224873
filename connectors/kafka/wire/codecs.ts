import { promisify } from 'node:util'
import zlib from 'node:zlib'
import * as lz4 from 'lz4-napi'
import snappy from 'snappy'
import { SluiceError } from '../../../src/contract/errors.ts'
import { LIMITS } from '../../../src/contract/limits.ts'
import { decodeLz4, encodeLz4, lz4BytesMax } from './lz4-frame.ts'

/** Bytes that one compressed batch may become: several of the largest messages. A larger one stops the route by name. */
const BATCH_BYTES_MAX = 4 * LIMITS.entryBytesMax

/** The library writes the size of what is in a block before it. */
const LZ4_SIZE_BYTES = 4

/** What may be larger than this is decompressed to memory that is given back. */
const LARGE_BYTES = 4 * 1024 * 1024

const zstdCompress = promisify(zlib.zstdCompress)
const zstdDecompress = promisify(zlib.zstdDecompress)
const gzip = promisify(zlib.gzip)
const gunzip = promisify(zlib.gunzip)

/** How bytes of a batch are made smaller and larger again. */
export interface Codec {
  compress(bytes: Uint8Array): Promise<Buffer>
  /** The same of bytes that stand in several places, where that can be done without putting them together first. */
  readonly compressPieces?: (pieces: readonly Buffer[]) => Promise<Buffer>
  decompress(bytes: Uint8Array): Promise<Buffer>
}

function tooLarge(): SluiceError {
  return new SluiceError('SLUICE_LIMIT_SIZE', { detail: 'A compressed batch expands beyond any message.' })
}

function checkSize(bytes: number): void {
  if (bytes > BATCH_BYTES_MAX) throw tooLarge()
}

/** What a snappy block says that it holds: a little-endian base-128 number at its start (format description, section 1). */
function snappyBytes(block: Uint8Array): number {
  let bytes = 0
  for (let at = 0, factor = 1; at < 5; at++, factor *= 128) {
    const byte = block[at] ?? 0
    bytes += (byte & 0x7f) * factor
    if (byte < 0x80) return bytes
  }
  return Number.POSITIVE_INFINITY
}

const XERIAL = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0])
const XERIAL_HEAD = 16

/** Java's snappy stream: a head of 16 bytes, then blocks after their length. Other clients write one bare block. */
function fromSnappy(bytes: Buffer): Buffer {
  const blocks: Buffer[] = []
  if (!bytes.subarray(0, XERIAL.length).equals(XERIAL)) blocks.push(bytes)
  else {
    for (let at = XERIAL_HEAD; at < bytes.length;) {
      const length = bytes.readUInt32BE(at)
      blocks.push(bytes.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
  }
  checkSize(blocks.reduce((sum, block) => sum + snappyBytes(block), 0))
  const pieces = blocks.map((block) => toBuffer(snappy.uncompressSync(block, { asBuffer: true }) as Uint8Array))
  return pieces.length === 1 ? pieces[0] as Buffer : Buffer.concat(pieces)
}

function toBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

async function bounded(inflate: Promise<Buffer>): Promise<Buffer> {
  return inflate.catch((error: unknown) => Promise.reject(isTooLarge(error) ? tooLarge() : error))
}

/**
 * The four compressions of Kafka's record batches, each with an end to what it may expand to. Snappy and LZ4 are asked on this
 * thread: their allocator keeps what other threads took and this one gave back, hundreds of megabytes of it.
 */
export const codecs: Readonly<Record<'gzip' | 'snappy' | 'lz4' | 'zstd', Codec>> = {
  gzip: {
    compress: (bytes) => gzip(bytes),
    decompress: (bytes) => bounded(gunzip(bytes, { maxOutputLength: BATCH_BYTES_MAX })),
  },
  snappy: {
    compress: async (bytes) => snappy.compressSync(toBuffer(bytes)),
    decompress: async (bytes) => fromSnappy(toBuffer(bytes)),
  },
  lz4: {
    compress: async (bytes) => lz4.compressFrameSync(toBuffer(bytes)),
    compressPieces: async (pieces) => encodeLz4(pieces, (bytes) => lz4.compressSync(bytes).subarray(LZ4_SIZE_BYTES)),
    async decompress(bytes) {
      const frame = toBuffer(bytes)
      const bytesMax = lz4BytesMax(frame)
      checkSize(bytesMax)
      return (bytesMax > LARGE_BYTES ? decodeLz4(frame) : undefined) ?? lz4.decompressFrameSync(frame)
    },
  },
  zstd: {
    compress: (bytes) => zstdCompress(bytes),
    decompress: (bytes) => bounded(zstdDecompress(bytes, { maxOutputLength: BATCH_BYTES_MAX })),
  },
}

/** By their numbers in the attributes of a batch; 0 stands for none. */
export const codecByNumber: readonly (Codec | undefined)[] = [undefined, codecs.gzip, codecs.snappy, codecs.lz4, codecs.zstd]
