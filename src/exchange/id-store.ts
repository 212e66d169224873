import { createCache } from '../contract/cache.ts'
import type { Encrypter } from '../transform/encrypt.ts'
import type { StateStore } from './state-store.ts'

/** Brings pseudonyms that were handed out back to the server's ids. */
export interface IdStore {
  remember(pseudonym: string, id: string): void
  find(pseudonym: string): string | undefined
}

/**
 * A table of the pseudonyms of one destination and purpose. Ids stand in it under AES-GCM, bound to their pseudonym: who
 * has the file and not the key learns nothing. Only what was handed out is in it, so an id that a client knows from
 * elsewhere opens nothing.
 */
export function createIdStore(store: StateStore, scope: string, encrypter: Encrypter): IdStore {
  const insert = store.database.prepare('INSERT OR IGNORE INTO id (scope, pseudonym, sealed) VALUES (?, ?, ?)')
  const select = store.database.prepare('SELECT sealed FROM id WHERE scope = ? AND pseudonym = ?')
  const fresh = new Map<string, string>()
  const found = createCache<string>()
  const place = (pseudonym: string): { path: string } => ({ path: `exchange id ${pseudonym}` })

  function write(): () => void {
    const batch = [...fresh]
    for (const [pseudonym, id] of batch) {
      const sealed = encrypter.encrypt(id, place(pseudonym))
      if (sealed !== undefined) insert.run(scope, pseudonym, sealed)
    }
    return () => {
      for (const [pseudonym] of batch) fresh.delete(pseudonym)
    }
  }

  return {
    remember(pseudonym, id) {
      fresh.set(pseudonym, id)
      store.later(write)
    },
    find(pseudonym) {
      const known = fresh.get(pseudonym) ?? found.get(pseudonym)
      if (known !== undefined) return known
      const row = select.get(scope, pseudonym) as { readonly sealed: string } | undefined
      const id = row === undefined ? undefined : encrypter.decrypt(row.sealed, place(pseudonym))
      return id === undefined ? undefined : found.set(pseudonym, id)
    },
  }
}
