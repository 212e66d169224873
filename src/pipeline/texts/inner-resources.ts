import { isUtf8 } from 'node:buffer'
import type { Counts } from '../outcome.ts'
import type { IdentityIndex } from '../people/subjects.ts'

/** What became of a resource that stands as JSON in a text or an attachment. */
export type InnerFate =
  /** `bytes` are undefined where it stays as it is. */
  | { readonly is: 'read'; readonly bytes: Uint8Array | undefined; readonly counts: Counts }
  /** It could not be worked on. */
  | { readonly is: 'opaque' }
  | { readonly is: 'refused'; readonly by: 'block' | 'quarantine' }

/** Thrown where a message holds resources that have not been worked on: they are, and it begins again. */
export class InnerWanted extends Error {}

/**
 * The resources within the texts and attachments of one message: to them the policy applies as to any other, since a name or an
 * identifier is told by its element. Only one message is worked on at a time, so they come first, and the one that holds them again.
 */
export class InnerResources {
  private readonly fates = new Map<string, InnerFate>()
  private readonly wanted = new Map<string, Uint8Array>()
  private readonly model: { readonly typeNames: ReadonlySet<string> }

  constructor(model: { readonly typeNames: ReadonlySet<string> }) {
    this.model = model
  }

  /** What became of a text or of bytes; undefined where they are no resource. What nobody has worked on is not in the end what it is now. */
  fateOf(content: string | Uint8Array): InnerFate | undefined {
    const text = this.resourceText(content)
    if (text === undefined) return undefined
    const fate = this.fates.get(text)
    if (fate === undefined) this.wanted.set(text, Buffer.from(text))
    return fate ?? { is: 'opaque' }
  }

  /** Whether nothing was asked for that nobody has worked on. */
  get isSettled(): boolean {
    return this.wanted.size === 0
  }

  /** Throws `InnerWanted` where it is not. */
  settled(): void {
    if (!this.isSettled) throw new InnerWanted()
  }

  /** Works on all that was asked for: first each is met, then each is rewritten. */
  work(meet: (body: Uint8Array) => boolean, rewrite: (body: Uint8Array) => InnerFate): void {
    const met = [...this.wanted].map(([text, body]) => ({ text, body, isMet: meet(body) }))
    for (const { text, body, isMet } of met) this.fates.set(text, isMet ? rewrite(body) : { is: 'opaque' })
    this.wanted.clear()
  }

  private resourceText(content: string | Uint8Array): string | undefined {
    if (!isObject(content) || (typeof content !== 'string' && !isUtf8(content))) return undefined
    const text = typeof content === 'string' ? content : Buffer.from(content.buffer, content.byteOffset, content.length).toString()
    if (!TYPE.test(text)) return undefined
    try {
      const read = JSON.parse(text) as { readonly resourceType?: unknown }
      return typeof read.resourceType === 'string' && this.model.typeNames.has(read.resourceType) ? text : undefined
    } catch {
      return undefined
    }
  }
}

const [OPENING, SPACE] = [0x7b, 0x20]

/** Whether the first of a content, but for white space, opens an object; of nearly all it does not. */
function isObject(content: string | Uint8Array): boolean {
  const codeAt = (at: number): number => typeof content === 'string' ? content.charCodeAt(at) : content[at] as number
  let first = 0
  while (first < content.length && codeAt(first) <= SPACE) first++
  return first < content.length && codeAt(first) === OPENING
}

/** The member that says what a resource is, or an escape that may spell it. */
const TYPE = /resourceType|\\u/

/** Works on the resources within texts. */
export interface InnerEngine {
  innerResources(): InnerResources
  /** `index` knows the people of all that they stand in, and those whom they name from then on. */
  workOn(inner: InnerResources, index: IdentityIndex): void
}
