import { arena } from '../../json/arena.ts'
import type { Spans } from '../../json/spans.ts'
import type { Pseudonymizer } from '../../transform/pseudonymize.ts'
import { LinkCache, NONE, SAME } from './link-cache.ts'

export const LINK = { id: 0, reference: 1, version: 2, same: SAME, none: NONE } as const

export type LinkNumber = typeof LINK.id | typeof LINK.reference | typeof LINK.version

/** The number of a plan's link, of one that is written as such. */
export const linkNumber = (link: string | undefined): LinkNumber => link === 'id' ? LINK.id : link === 'version' ? LINK.version : LINK.reference

/** Writes ids, versions and references as pseudonyms, from bytes to bytes. */
export interface LinkWriter {
  /** Starts a message. */
  begin(): void
  /** The text in `spans` that replaces a string's; `LINK.same` where it says nothing of anyone; `LINK.none` where none can be made. */
  write(kind: LinkNumber, start: number, end: number, spans: Spans): number
}

export function createLinkWriter(pseudonymizer: Pseudonymizer): LinkWriter {
  const cache = new LinkCache()
  function make(start: number, end: number, kind: number): string | undefined {
    const text = arena.text.toString('utf8', start, end)
    if (kind === LINK.version) return pseudonymizer.version(text)
    return kind === LINK.id ? pseudonymizer.id(text) : pseudonymizer.reference(text)
  }
  return { begin: () => cache.begin(), write: (kind, start, end, spans) => cache.lookUp(start, end, kind, spans, make) }
}
