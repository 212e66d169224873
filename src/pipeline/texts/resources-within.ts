import type { RewriteResource } from '../../decode/text/content.ts'
import type { Counts } from '../outcome.ts'
import { createTally } from '../tally.ts'
import type { InnerFate, InnerResources } from './inner-resources.ts'

/** What stands in JSON where a resource could not be worked on. */
const NOTHING = 'null'

/** The resources that stand in one content beside other things: in a list, in a member, line by line, in prose. */
export class ResourcesWithin {
  private readonly inner: InnerResources
  private readonly tally = createTally()
  /** Set where one of them may not pass, and the message with it. */
  refusedBy: Extract<InnerFate, { readonly is: 'refused' }>['by'] | undefined

  constructor(inner: InnerResources) {
    this.inner = inner
  }

  readonly rewrite: RewriteResource = (json) => {
    const fate = this.inner.fateOf(json)
    if (fate === undefined) return undefined
    if (fate.is === 'refused') this.refusedBy = fate.by
    if (fate.is === 'read') {
      this.tally.add(fate.counts)
      return fate.bytes === undefined ? json : Buffer.from(fate.bytes).toString()
    }
    this.tally.add({ opaque: { drop: 1 } })
    return NOTHING
  }

  /** What was done in them. */
  counts(): Counts {
    return this.tally.counts()
  }
}
