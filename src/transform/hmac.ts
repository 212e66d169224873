import { createHmac, createSecretKey, hash } from 'node:crypto'

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
/** Longer texts take node's own HMAC: there the digest, not the call, is the cost. */
const TEXT_BYTES_MAX = 768

/**
 * HMAC-SHA-256 (RFC 2104, FIPS 198-1) of a text in UTF-8, as 64 lower-case hex digits. Two one-shot digests over
 * reused blocks, because `createHmac` builds a stream object per call and takes more than twice the time.
 * The key must be at most one block, 64 bytes.
 */
export function createHmacSha256(key: Uint8Array): (text: string) => string {
  if (key.length > BLOCK_BYTES) throw new RangeError('an HMAC key longer than a block is to be hashed first')
  const keyObject = createSecretKey(key)
  const inner = padded(key, 0x36, TEXT_BYTES_MAX)
  const outer = padded(key, 0x5c, DIGEST_BYTES)
  const views: (Uint8Array | undefined)[] = []

  return (text) => {
    // UTF-8 takes at most three bytes for one UTF-16 code unit.
    if (text.length * 3 > TEXT_BYTES_MAX) return createHmac('sha256', keyObject).update(text, 'utf8').digest('hex')
    const bytes = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8')
    const view = (views[bytes] ??= inner.subarray(0, bytes))
    outer.write(hash('sha256', view, 'binary'), BLOCK_BYTES, 'latin1')
    return hash('sha256', outer, 'hex')
  }
}

function padded(key: Uint8Array, pad: number, restBytes: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + restBytes)
  for (let at = 0; at < BLOCK_BYTES; at++) block[at] = (key[at] ?? 0) ^ pad
  return block
}
