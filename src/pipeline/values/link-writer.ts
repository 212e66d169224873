import { arena } from '../../json/arena.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import type { Pseudonymizer } from '../../transform/pseudonymize.ts'
import { LinkCache, NONE, SAME, type MakeLink } from './link-cache.ts'
import { isPlainId, pathBytes, writePath, writePlainId } from './plain-links.ts'

export const LINK = { id: 0, reference: 1, version: 2, same: SAME, none: NONE } as const

export type LinkNumber = typeof LINK.id | typeof LINK.reference | typeof LINK.version

/** The number of a plan's link, of one that is written as such. */
export const linkNumber = (link: string | undefined): LinkNumber =>
  link === 'id' ? LINK.id : link === 'version' ? LINK.version : LINK.reference

/** Writes ids, versions and references as pseudonyms, from bytes to bytes. */
export interface LinkWriter {
  /** Starts a message. */
  begin(): void
  /** The text in `spans` that replaces a string's; `LINK.same` where it says nothing of anyone; `LINK.none` where none can be made. */
  write(kind: LinkNumber, start: number, end: number, spans: Spans): number
}

export function createLinkWriter(pseudonymizer: Pseudonymizer): LinkWriter {
  const cache = new LinkCache()
  const { digestOfId, resourceTypes } = pseudonymizer

  function rewritten(text: string, kind: number): string | undefined {
    if (kind === LINK.version) return pseudonymizer.version(text)
    return kind === LINK.id ? pseudonymizer.id(text) : pseudonymizer.reference(text)
  }

  function makeText(start: number, end: number, kind: number, spans: Spans): number {
    const text = spans.text(rewritten(arena.text.toString('utf8', start, end), kind) ?? '')
    return text === NO_TEXT ? NONE : text
  }

  /** No texts are made for what is written in the plainest way, of which most comes for the first time. */
  const make: MakeLink = digestOfId === undefined ? makeText : (start, end, kind, spans) => {
    if (kind === LINK.id && isPlainId(start, end)) return writePlainId(digestOfId(arena.bytes, start, end), start, end, spans)
    const path = kind === LINK.reference ? pathBytes(start, end, resourceTypes) : 0
    if (path === 0) return makeText(start, end, kind, spans)
    const id = cache.lookUp(start + path, end, LINK.id, spans, make)
    return id === SAME ? makeText(start, end, kind, spans) : writePath(start, path, id, spans)
  }
  return { begin: () => cache.begin(), write: (kind, start, end, spans) => cache.lookUp(start, end, kind, spans, make) }
}
