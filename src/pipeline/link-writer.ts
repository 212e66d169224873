import type { Arena } from '../json/arena.ts'
import type { Pseudonymizer } from '../transform/pseudonymize.ts'
import { LinkCache } from './link-cache.ts'

export const LINK = { id: 0, reference: 1, same: 'same' } as const

/** Writes ids and references as pseudonyms, from bytes to bytes. */
export interface LinkWriter {
  /** The bytes that replace a string's; `LINK.same` where it says nothing of anyone; undefined where none can be made. */
  write(kind: 0 | 1, arena: Arena, start: number, end: number): Uint8Array | typeof LINK.same | undefined
}

export function createLinkWriter(pseudonymizer: Pseudonymizer): LinkWriter {
  const cache = new LinkCache()
  return {
    write(kind, arena, start, end) {
      const made = cache.lookUp(arena.bytes, start, end, kind, () => {
        const text = arena.text.toString('utf8', start, end)
        return kind === LINK.id ? pseudonymizer.id(text) : pseudonymizer.reference(text)
      })
      if (made === undefined || made.length === 0) return undefined
      return sameBytes(made, arena.bytes, start, end) ? LINK.same : made
    },
  }
}

function sameBytes(made: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (made.length !== end - start) return false
  for (let i = 0; i < made.length; i++) if (made[i] !== bytes[start + i]) return false
  return true
}
