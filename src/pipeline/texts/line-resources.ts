import type { ActionName } from '../../contract/action.ts'
import { PHI_CLASSES } from '../../contract/classes.ts'
import type { PeopleMatcher } from '../../classify/people/people-matcher.ts'
import { openContent, type OpenedContent } from '../../decode/text/open-content.ts'
import { createIdentityIndex } from '../people/subjects.ts'
import type { InnerEngine, InnerFate, InnerResources } from './inner-resources.ts'
import { ResourcesWithin } from './resources-within.ts'
import type { RuledFinding, TextRuling } from './text-ruling.ts'

/** A line as opened, with the FHIR resources in it worked on. */
export interface ReadLine {
  readonly opened: OpenedContent<string>
  /** Whom they name. */
  readonly people: PeopleMatcher | undefined
  /** What was done in them; the place is all of the resource, or of the text where it stands in code. */
  readonly findings: readonly RuledFinding[]
  readonly refuse: TextRuling['refuse']
}

/** Opens lines, and works on the resources in them as in those of messages. `open` is called when the first one comes. */
export class LineResources {
  private readonly open: () => InnerEngine
  private engine: InnerEngine | undefined

  constructor(open: () => InnerEngine) {
    this.open = open
  }

  read(text: string): ReadLine {
    let inner: InnerResources | undefined
    const fateOf = (json: string): InnerFate | undefined => {
      this.engine ??= this.open()
      inner ??= this.engine.innerResources()
      return inner.fateOf(json)
    }
    const read = (): { readonly within: ResourcesWithin; readonly opened: OpenedContent<string> } => {
      const within = new ResourcesWithin(fateOf)
      return { within, opened: openContent({ text, contentType: 'text/plain', rewriteResource: within.rewrite }) }
    }
    const first = read()
    if (inner === undefined || this.engine === undefined || inner.isSettled) {
      return { opened: first.opened, people: undefined, findings: [], refuse: undefined }
    }
    const index = createIdentityIndex()
    this.engine.workOn(inner, index)
    const { within, opened } = read()
    return { opened, people: index.people?.matcher, findings: findingsOf(text, within), refuse: within.refusedBy }
  }
}

function findingsOf(text: string, { met }: ResourcesWithin): RuledFinding[] {
  let from = 0
  return met.flatMap(({ json, counts }) => {
    // They are met in order, but for those in code.
    const at = text.indexOf(json, from)
    if (at >= 0) from = at + json.length
    const place = at < 0 ? { start: 0, end: text.length } : { start: at, end: from }
    return PHI_CLASSES.flatMap((given) =>
      Object.entries(counts[given] ?? {}).flatMap(([action, count]) => Array.from({ length: count }, (): RuledFinding => ({
        text: 0, ...place, class: given, detector: 'resource-in-text', confidence: 1, evidence: 'an element of a FHIR resource',
        action: { do: action as ActionName } as RuledFinding['action'], rule: -1,
      }))))
  })
}
