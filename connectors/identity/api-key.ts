import { hash as hashOf, timingSafeEqual } from 'node:crypto'

/** Keys shorter than this are not random enough for their hash to hide them. */
const KEY_LENGTH_MIN = 32

/**
 * Finds whose key this is among SHA-256 hashes. Keys are long and random, so one round of a fast hash is enough (a slow
 * one protects what people make up; NIST SP 800-63B section 5.1.2.2, look-up secrets of 112 bits and more). Every hash is compared, in constant time.
 */
export function findApiKey<C extends { readonly apiKeys: readonly string[] }>(clients: readonly C[], key: string): C | undefined {
  if (key.length < KEY_LENGTH_MIN) return undefined
  const digest = hashOf('sha256', key, 'buffer')
  let found: C | undefined
  for (const client of clients) {
    for (const hash of client.apiKeys) {
      if (timingSafeEqual(digest, Buffer.from(hash, 'hex'))) found ??= client
    }
  }
  return found
}
