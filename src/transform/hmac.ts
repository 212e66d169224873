import { createHmac, createSecretKey, hash } from 'node:crypto'

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Longer texts take node's own HMAC: there the digest, not the call, is the cost. */
const TEXT_BYTES_MAX = 768

/** HMAC-SHA-256 (RFC 2104, FIPS 198-1) under one key, as 64 lower-case hex digits. */
export interface HmacSha256 {
  /** Of a text in UTF-8. */
  ofText(text: string): string
  /** Of one byte and those behind it, fewer than 768, where no text has been made of them. */
  ofBytes(first: number, bytes: Uint8Array, start: number, end: number): string
}

/**
 * Two one-shot digests over reused blocks, because `createHmac` builds a stream object per call and takes more than twice
 * the time. The key must be at most one block, 64 bytes.
 */
export function createHmacSha256(key: Uint8Array): HmacSha256 {
  if (key.length > BLOCK_BYTES) throw new RangeError('an HMAC key longer than a block is to be hashed first')
  const keyObject = createSecretKey(key)
  const inner = padded(key, 0x36, TEXT_BYTES_MAX)
  const outer = padded(key, 0x5c, DIGEST_BYTES)
  const views: (Uint8Array | undefined)[] = []

  /** Of what stands in the inner block up to a byte. */
  function finish(end: number): string {
    const digest = hash('sha256', views[end] ??= inner.subarray(0, end), 'binary')
    // So few are written sooner by a loop than by a call.
    for (let at = 0; at < DIGEST_BYTES; at++) outer[BLOCK_BYTES + at] = digest.charCodeAt(at)
    return hash('sha256', outer, 'hex')
  }

  return {
    ofText(text) {
      // UTF-8 takes at most three bytes for one UTF-16 code unit.
      if (text.length * 3 > TEXT_BYTES_MAX) return createHmac('sha256', keyObject).update(text, 'utf8').digest('hex')
      return finish(BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8'))
    },
    ofBytes(first, bytes, start, end) {
      if (end - start >= TEXT_BYTES_MAX) throw new RangeError('so many bytes are to be given as a text')
      inner[BLOCK_BYTES] = first
      let to = BLOCK_BYTES + 1
      for (let at = start; at < end; at++) inner[to++] = bytes[at] as number
      return finish(to)
    },
  }
}

function padded(key: Uint8Array, pad: number, restBytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + restBytes)
  for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (key[at] ?? 0) ^ pad
  return block
}
