const MAGIC = 0x184d2204
const BLOCK_BYTES = [0, 0, 0, 0, 64, 256, 1024, 4096].map((kib) => kib * 1024)
/** Flags of a frame: the first is its version, the others say that something stands in it. */
const [VERSION, BLOCK_SUM, SIZE, SUM, DICTIONARY] = [0x40, 0x10, 0x08, 0x04, 0x01]
const HEAD_BYTES = 7
const IS_PLAIN = 0x80000000
const LENGTH_MORE = 15
const MATCH_BYTES_MIN = 4
/** More than these hold more than any batch, whatever their size. */
const BLOCKS_MAX = 65_536
/** Shorter runs are copied byte by byte, which takes less than a call. */
const RUN_BYTES_MIN = 32

/** What begins a frame of independent blocks of up to 1 MiB: flags, that size, and the second byte of the xxHash-32 of both. */
const HEAD = Buffer.from([0x04, 0x22, 0x4d, 0x18, 0x60, 0x60, 0x51])
const WRITTEN_BYTES = 1024 * 1024
const END = Buffer.alloc(4)

interface Block {
  readonly from: number
  readonly to: number
  readonly isPlain: boolean
}

/** The blocks of an LZ4 frame (LZ4 frame format, 1.6.1), and how much each can hold; undefined for what is none. */
function blocksOf(frame: Buffer): { readonly blocks: readonly Block[]; readonly blockBytes: number; readonly flags: number } | undefined {
  if (frame.length < HEAD_BYTES || frame.readUInt32LE(0) !== MAGIC) return undefined
  const flags = frame[4] as number
  const blockBytes = BLOCK_BYTES[((frame[5] as number) >> 4) & 7] as number
  const blocks: Block[] = []
  let at = HEAD_BYTES + ((flags & SIZE) === 0 ? 0 : 8) + ((flags & DICTIONARY) === 0 ? 0 : 4)
  while (at + 4 <= frame.length && blocks.length < BLOCKS_MAX) {
    const head = frame.readUInt32LE(at)
    const from = at + 4
    const to = from + (head & ~IS_PLAIN)
    if (from === to) break
    blocks.push({ from, to, isPlain: head >= IS_PLAIN })
    at = to + ((flags & BLOCK_SUM) === 0 ? 0 : 4)
  }
  return { blocks, blockBytes, flags }
}

/** The most bytes that an LZ4 frame can hold: its number of blocks times their largest size. */
export function lz4BytesMax(frame: Buffer): number {
  const read = blocksOf(frame)
  return read === undefined ? Number.POSITIVE_INFINITY : read.blocks.length * read.blockBytes
}

/**
 * What an LZ4 frame holds, in memory of its own that is given back when nobody has it; undefined for a frame with sums or a
 * dictionary, which is for the library: it takes as long for what is large, and its allocator keeps twice of that for good.
 * Throws RangeError for a frame that contradicts itself.
 */
export function decodeLz4(frame: Buffer): Buffer | undefined {
  const read = blocksOf(frame)
  if (read === undefined || (read.flags & (0xc0 | BLOCK_SUM | SUM | DICTIONARY)) !== VERSION) return undefined
  const { blocks, blockBytes } = read
  const target = Buffer.allocUnsafeSlow(blocks.length * blockBytes)
  let end = 0
  for (const { from, to, isPlain } of blocks) {
    if (to > frame.length) throw malformed()
    if (!isPlain) end = decodeBlock(frame.subarray(from, to), target, end)
    else if (end + to - from > target.length) throw malformed()
    else end += frame.copy(target, end, from, to)
  }
  return target.subarray(0, end)
}

/** Pieces as one LZ4 frame, each compressed by itself, so that nothing has to hold them all. `compress` makes a block of bytes. */
export function encodeLz4(pieces: readonly Buffer[], compress: (bytes: Buffer) => Buffer): Buffer {
  const parts: Buffer[] = [HEAD]
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += WRITTEN_BYTES) {
      const plain = piece.subarray(at, at + WRITTEN_BYTES)
      const made = compress(plain)
      const isSmaller = made.length < plain.length
      const head = Buffer.alloc(4)
      head.writeUInt32LE(isSmaller ? made.length : (plain.length | IS_PLAIN) >>> 0)
      parts.push(head, isSmaller ? made : plain)
    }
  }
  parts.push(END)
  return concatApart(parts)
}

/** In memory that is nothing else's. */
function concatApart(parts: readonly Buffer[]): Buffer {
  const whole = Buffer.allocUnsafeSlow(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) at += part.copy(whole, at)
  return whole
}

function malformed(): RangeError {
  return new RangeError('An LZ4 frame contradicts itself.')
}

/** Writes what a block holds behind what was before it, which it may refer to (LZ4 block format); returns where that ends. */
function decodeBlock(block: Uint8Array, target: Buffer, start: number): number {
  const { length } = block
  let from = 0
  let at = start
  /** The rest of a length whose first part is full. */
  const more = (): number => {
    let sum = 0
    for (;;) {
      if (from >= length) throw malformed()
      const byte = block[from++] as number
      sum += byte
      if (byte !== 255) return sum
    }
  }
  while (from < length) {
    const token = block[from++] as number
    const literals = (token >> 4) + (token >> 4 === LENGTH_MORE ? more() : 0)
    if (from + literals > length || at + literals > target.length) throw malformed()
    if (literals >= RUN_BYTES_MIN) target.set(block.subarray(from, from + literals), at)
    else for (let i = 0; i < literals; i++) target[at + i] = block[from + i] as number
    from += literals
    at += literals
    // The last sequence has literals alone.
    if (from === length) return at
    if (from + 2 > length) throw malformed()
    const back = (block[from] as number) | (block[from + 1] as number) << 8
    from += 2
    const match = (token & LENGTH_MORE) + MATCH_BYTES_MIN + ((token & LENGTH_MORE) === LENGTH_MORE ? more() : 0)
    if (back === 0 || back > at || at + match > target.length) throw malformed()
    if (match >= RUN_BYTES_MIN && back >= match) target.copyWithin(at, at - back, at - back + match)
    else for (let i = 0; i < match; i++) target[at + i] = target[at - back + i] as number
    at += match
  }
  return at
}
