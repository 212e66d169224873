import { hash } from 'node:crypto'

/** Keys shorter than this are not random enough for their hash to hide them. */
const KEY_LENGTH_MIN = 32

/**
 * Finds whose key something is by SHA-256 hashes, lower-case hex. Keys are long and random, so one round of a fast hash is enough (a
 * slow one protects what people make up; NIST SP 800-63B section 5.1.2.2, look-up secrets of 112 bits and more). It is the
 * hash that is looked up: what the time of that may tell of the hashes leads nobody to a key.
 */
export function createFindByKey<C extends { readonly apiKeys: readonly string[] }>(clients: readonly C[]): (key: string) => C | undefined {
  const owners = new Map<string, C>()
  for (const client of clients) {
    for (const digest of client.apiKeys) if (!owners.has(digest)) owners.set(digest, client)
  }
  return (key) => key.length < KEY_LENGTH_MIN ? undefined : owners.get(hash('sha256', key, 'hex'))
}
