const M = 0x5bd1e995
const SEED = 0x9747b28c

/** The hash by which Kafka's clients choose the partition of a key: murmur2 of Java's client (`Utils.murmur2`), a signed 32-bit number. */
export function murmur2(key: Uint8Array): number {
  const { length } = key
  let hash = SEED ^ length
  let at = 0
  for (; at + 4 <= length; at += 4) {
    let word = (key[at] as number) | (key[at + 1] as number) << 8 | (key[at + 2] as number) << 16 | (key[at + 3] as number) << 24
    word = Math.imul(word, M)
    word = Math.imul(word ^ word >>> 24, M)
    hash = Math.imul(hash, M) ^ word
  }
  const left = length - at
  if (left === 3) hash ^= (key[at + 2] as number) << 16
  if (left >= 2) hash ^= (key[at + 1] as number) << 8
  if (left >= 1) hash = Math.imul(hash ^ (key[at] as number), M)
  hash = Math.imul(hash ^ hash >>> 13, M)
  return hash ^ hash >>> 15
}
