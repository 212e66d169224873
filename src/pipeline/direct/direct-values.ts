import { arena } from '../../json/arena.ts'
import { FRAME, frames as FRAMES } from '../../json/frames.ts'
import { addRemoved } from '../../json/removed.ts'
import { RULING } from '../../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import { FLAG } from '../../json/tape.ts'
import type { Walker } from '../../json/walk.ts'
import type { Plan } from '../../policy/compile/plan.ts'
import { parseFhirDate, revealsAgeOver } from '../../transform/dates/dates.ts'
import { generalizeYear, generalizeZip3 } from '../../transform/generalize.ts'
import type { DirectResources } from './direct-resources.ts'
import { labelBit } from '../labels/labels.ts'
import { LINK, type LinkNumber, type LinkWriter } from '../values/link-writer.ts'
import { markOf } from './marks.ts'
import { FACT, type PlanFacts } from './plan-facts.ts'
import { plainYear } from '../values/plain-year.ts'
import { ruleIdentifier } from '../values/rule-identifier.ts'
import { tallySlot } from '../tallier.ts'
import type { Transforms } from '../values/transforms.ts'

const RULED = RULING
const DROP_BIT = labelBit('drop')

export interface DirectValuesOptions {
  readonly transforms: Transforms
  readonly walker: Walker
  readonly spans: Spans
  readonly links: LinkWriter
  readonly oldestAge: number | undefined
}

/**
 * What becomes of strings without escapes, one by one, while they are read. `fact` is where the cells of the plan start; `start`
 * and `end` are the bytes inside the quotes.
 */
export class DirectValues {
  private readonly options: DirectValuesOptions
  private readonly spans: Spans
  private readonly resources: DirectResources
  private facts!: PlanFacts
  /** The last year that may tell an age over the oldest one allowed. */
  yearMin = 0

  constructor(options: DirectValuesOptions, resources: DirectResources) {
    this.options = options
    this.spans = options.spans
    this.resources = resources
  }

  begin(facts: PlanFacts): void {
    this.facts = facts
    const { oldestAge, transforms, links } = this.options
    links.begin()
    this.yearMin = oldestAge === undefined ? 0 : transforms.today().year - oldestAge
  }

  /** A date or dateTime becomes its year. */
  year(edge: number, fact: number, start: number, end: number): number {
    if (plainYear(start, end) > this.yearMin) {
      this.spans.add(edge, start + 4, end, NO_TEXT)
      return this.edited(edge, fact, start, end)
    }
    const { oldestAge, transforms } = this.options
    const text = arena.text.toString('utf8', start, end)
    const year = oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today()) ? undefined : generalizeYear(text)
    return this.replaced(edge, fact, start, end, text, year)
  }

  /** A date that moves once it is known whose it is. */
  date(edge: number, fact: number, start: number, end: number): number {
    const { cells } = this.facts
    if (plainYear(start, end) <= this.yearMin) {
      const text = arena.text.toString('utf8', start, end)
      const { oldestAge, transforms } = this.options
      const stays = parseFhirDate(text) !== undefined && !(oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today()))
      if (!stays) return this.replaced(edge, fact, start, end, text, undefined)
    }
    const mark = markOf(cells[fact + FACT.actionSlot] as number, cells[fact + FACT.actionBit] as number)
    const { resources } = this
    resources.shift.add({ edge, start, end, frame: resources.innermost, days: cells[fact + FACT.days] as number, mark })
    return RULED.edited
  }

  /** The value of an Identifier, of a class that its neighbours in the object at `frame` tell. */
  identifier(edge: number, plan: Plan, start: number, end: number, frame: number): number {
    const { walker, transforms } = this.options
    const ruling = ruleIdentifier(plan, walker, FRAMES[frame + FRAME.start] as number)
    if (ruling === undefined) return RULED.giveUp
    if (ruling.do === 'drop') {
      addRemoved(edge, start, end, markOf(tallySlot(ruling.class, 'drop'), DROP_BIT))
      return plan.absent === undefined ? RULED.drop : RULED.standIn
    }
    const text = arena.text.toString('utf8', start, end)
    const made = transforms.pseudonymizer.identifierValue(ruling.system, text)
    if (made === text) return RULED.giveUp
    this.spans.add(edge, start, end, this.spans.text(made))
    addRemoved(edge, start, end, markOf(tallySlot(ruling.class, ruling.do), labelBit(ruling.do)))
    return RULED.edited
  }

  zip3(edge: number, fact: number, start: number, end: number, frame: number): number {
    const text = arena.text.toString('utf8', start, end)
    const country = this.options.walker.siblingText(FRAMES[frame + FRAME.start] as number, 'country')
    return this.replaced(edge, fact, start, end, text, generalizeZip3(text, country))
  }

  link(edge: number, fact: number, kind: LinkNumber, start: number, end: number, info: number): number {
    const { spans } = this
    const made = this.options.links.write(kind, start, end, spans)
    if (made === LINK.same) return RULED.keep
    // What cannot be carried over is withheld by the slow path: it is rare, and replaces more than the value.
    if (made === LINK.none || (info & FLAG.item) !== 0) return RULED.giveUp
    spans.add(edge, start, end, made)
    return this.edited(edge, fact, start, end)
  }

  private replaced(edge: number, fact: number, start: number, end: number, text: string, made: string | undefined): number {
    if (made === text) return RULED.keep
    if (made === undefined || made === '') {
      const { cells } = this.facts
      addRemoved(edge, start, end, markOf(cells[fact + FACT.dropSlot] as number, DROP_BIT))
      return cells[fact + FACT.standsIn] === 0 ? RULED.drop : RULED.standIn
    }
    this.spans.add(edge, start, end, this.spans.text(made))
    return this.edited(edge, fact, start, end)
  }

  private edited(edge: number, fact: number, start: number, end: number): number {
    const { cells } = this.facts
    addRemoved(edge, start, end, markOf(cells[fact + FACT.actionSlot] as number, cells[fact + FACT.actionBit] as number))
    return RULED.edited
  }
}
