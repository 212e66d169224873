import type { RewriteResource } from '../../decode/text/content.ts'
import type { Counts } from '../outcome.ts'
import { createTally } from '../tally.ts'
import type { InnerFate } from './inner-resources.ts'

/** What stands in JSON where a resource could not be worked on. */
const NOTHING = 'null'
const GONE: Counts = { opaque: { drop: 1 } }

/** The resources that stand in one content beside other things: in a list, in a member, line by line, in prose. */
export class ResourcesWithin {
  /** The JSON of each, with what was done in it. */
  readonly met: { readonly json: string; readonly counts: Counts }[] = []
  /** Set where one of them may not pass, and what holds it with it. */
  refusedBy: Extract<InnerFate, { readonly is: 'refused' }>['by'] | undefined
  private readonly fateOf: (json: string) => InnerFate | undefined

  constructor(fateOf: (json: string) => InnerFate | undefined) {
    this.fateOf = fateOf
  }

  readonly rewrite: RewriteResource = (json) => {
    const fate = this.fateOf(json)
    if (fate === undefined) return undefined
    if (fate.is === 'refused') this.refusedBy = fate.by
    const isRead = fate.is === 'read'
    this.met.push({ json, counts: isRead ? fate.counts : GONE })
    if (!isRead) return NOTHING
    return fate.bytes === undefined ? json : Buffer.from(fate.bytes).toString()
  }

  /** What was done in all of them. */
  counts(): Counts {
    const tally = createTally()
    for (const { counts } of this.met) tally.add(counts)
    return tally.counts()
  }
}
