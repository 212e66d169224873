import { arena } from '../json/arena.ts'
import { addRemoved, removed } from '../json/removed.ts'
import { RULING, type Judge } from '../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../json/spans.ts'
import { FLAG, KIND, KIND_MASK } from '../json/tape.ts'
import { EDGE, type Machine } from '../json/machine.ts'
import type { Walker } from '../json/walk.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { ROLE, type Plan } from '../policy/plan.ts'
import type { Policy } from '../policy/schema.ts'
import { revealsAgeOver } from '../transform/dates.ts'
import { generalizeYear, generalizeZip3 } from '../transform/generalize.ts'
import { hasForm } from './form-memory.ts'
import { labelBit, labelItems, metaMember } from './labels.ts'
import { LINK, type LinkWriter } from './link-writer.ts'
import { plainYear } from './plain-year.ts'
import * as planning from './plan-facts.ts'
import { PlanFacts } from './plan-facts.ts'
import { bumpSlot, type Tallier } from './tallier.ts'
import type { Transforms } from './transforms.ts'

export interface DirectOptions {
  readonly policy: Policy
  readonly transforms: Transforms
  readonly walker: Walker
  readonly spans: Spans
  readonly links: LinkWriter
  readonly tallier: Tallier
  /** The labels of every Bundle. */
  readonly bundleBits: number
}

const RULED = RULING
const TAG = EDGE.tag
const { FACT, TASK } = planning
const TASK_OF = FACT.task
const { string: STRING } = KIND
const KIND_BITS = KIND_MASK
const STRING_BITS = KIND_MASK | FLAG.escaped
const DROP_BIT = labelBit('drop')
const { mark: MARK } = EDGE
const { cells: GONE } = removed

/** Where a value that went is counted, and above it the label that this earns. */
function markOf(slot: number, bit: number): number {
  return slot | (bit << MARK_SHIFT)
}
const MARK_SHIFT = 16
const MARK_SLOT = 0xffff

/** Where the labels of a resource may go, as indexes of spans that were added empty; -1 for none. */
class ResourceFrame {
  bits = 0
  isBundle = false
  afterType = -1
  inMeta = -1
  inSecurity = -1
  /** Whether something stands in the container already, which then takes a comma. */
  metaLive = false
  securityLive = false

  begin(isBundle: boolean): void {
    this.bits = 0
    this.isBundle = isBundle
    this.afterType = -1
    this.inMeta = -1
    this.inSecurity = -1
    this.metaLive = false
    this.securityLive = false
  }
}

/**
 * Rules on values while they are read, for a policy whose actions ask nothing but the value itself: no subject, no
 * labels, no findings. Whatever is not plain is given up, and the Decider takes the message from its tape; both give
 * the same bytes.
 */
export class DirectJudge implements Judge {
  private readonly options: DirectOptions
  private readonly spans: Spans
  private readonly tallier: Tallier
  private readonly links: LinkWriter
  private readonly labels: boolean
  private compiled!: CompiledPolicy
  private rows!: Int32Array
  private facts!: PlanFacts
  /** What `typeOf` said, by state. */
  private types: (string | undefined)[] = []
  /** The open resources that are not contained in others: used again and again, `depth` of them at a time. */
  private readonly frames: ResourceFrame[] = []
  private depth = 0
  private frame: ResourceFrame | undefined
  private yearMin = 0
  /** How many contained resources are open: their type and meta are not where labels go. */
  private contained = 0
  /** How many cells of what was removed are counted. */
  private counted = 0
  rootType: string | undefined

  constructor(options: DirectOptions) {
    this.options = options
    this.spans = options.spans
    this.tallier = options.tallier
    this.links = options.links
    this.labels = options.policy.labels
  }

  /** Sets the tables for the messages to come. */
  use(compiled: CompiledPolicy): void {
    if (this.compiled === compiled) return
    this.compiled = compiled
    this.facts = new PlanFacts(compiled)
    this.types = []
  }

  begin(machine: Machine): void {
    this.rows = machine.rows
    this.depth = 0
    this.frame = undefined
    this.contained = 0
    this.counted = 0
    this.rootType = undefined
    this.tallier.begin()
    this.links.begin()
    const { oldestAge } = this.options.policy
    this.yearMin = oldestAge === undefined ? 0 : this.options.transforms.today().year - oldestAge
  }

  value(edge: number, start: number, end: number, info: number, holder: number): number {
    const { facts } = this
    const fact = facts.of(this.rows[edge + TAG] as number)
    const { cells } = facts
    switch (cells[fact + TASK_OF]) {
      case TASK.keep: return RULED.keep
      case TASK.drop: {
        addRemoved(edge, start + 1, (info & KIND_BITS) === STRING ? end - 1 : start + 1, 0)
        return cells[fact + FACT.standsIn] === 0 ? RULED.drop : RULED.standIn
      }
      case TASK.year: return (info & STRING_BITS) === STRING ? this.year(edge, fact, start + 1, end - 1) : RULED.giveUp
      case TASK.id: return (info & STRING_BITS) === STRING ? this.link(edge, fact, LINK.id, start + 1, end - 1, info) : RULED.giveUp
      case TASK.reference: return (info & STRING_BITS) === STRING ? this.link(edge, fact, LINK.reference, start + 1, end - 1, info) : RULED.giveUp
      case TASK.form: {
        if ((info & STRING_BITS) === STRING && hasForm(cells[fact + FACT.form] as number, start + 1, end - 1)) return RULED.keep
        return (info & KIND_BITS) === STRING ? RULED.giveUp : RULED.keep
      }
      case TASK.resourceType: return this.resourceType(edge, end)
      case TASK.zip3: return (info & STRING_BITS) === STRING ? this.zip3(edge, fact, start + 1, end - 1, holder) : RULED.giveUp
      default: return RULED.giveUp
    }
  }

  private resourceType(edge: number, end: number): number {
    if (this.contained > 0) return RULED.keep
    const frame = this.frame as ResourceFrame
    frame.afterType = this.spans.count
    this.spans.add(edge, end, end, NO_TEXT)
    return RULED.edited
  }

  open(edge: number, state: number, info: number): number {
    const { compiled } = this
    const { facts } = this
    const tag = this.rows[edge + TAG] as number
    switch (facts.get(tag, FACT.role)) {
      case ROLE.whole: return RULED.drop
      // A Meta that is the value of an extension or parameter is no place for labels.
      case ROLE.meta: return (compiled.plans[tag] as Plan).path.endsWith('.meta') ? RULED.keep : RULED.giveUp
      case ROLE.security: return RULED.keep
      case ROLE.resource: return (info & KIND_MASK) === KIND.object ? this.resource(edge, state) : RULED.keep
      case ROLE.extension: return this.extension(state, info, this.options.policy.unknown.extension === 'drop')
      case ROLE.modifierExtension: return this.extension(state, info, false)
      case ROLE.leaf: return (info & KIND_MASK) === KIND.array ? RULED.keep : RULED.giveUp
      default: return RULED.giveUp
    }
  }

  private extension(state: number, info: number, drops: boolean): number {
    if ((info & KIND_MASK) !== KIND.object || state !== this.compiled.unknownExtension) return RULED.keep
    return drops ? RULED.drop : RULED.giveUp
  }

  close(edge: number, end: number, live: number, info: number): boolean {
    const { facts } = this
    const role = facts.get(this.rows[edge + TAG] as number, FACT.role)
    const kind = info & KIND_MASK
    if (role === ROLE.resource && kind === KIND.object) {
      if (!this.isContained(edge)) {
        this.writeLabels()
        return true
      }
      this.contained--
    }
    const { frame } = this
    if (frame === undefined || this.contained > 0 || !this.labels) return false
    this.count()
    if (role === ROLE.meta && kind === KIND.object) {
      frame.inMeta = this.reserve(edge, end - 1)
      frame.metaLive = live > 0
      return frame.bits !== 0
    }
    if (role === ROLE.security && kind === KIND.array) {
      frame.inSecurity = this.reserve(edge, end - 1)
      frame.securityLive = live > 0
      return frame.bits !== 0
    }
    return false
  }

  dropped(edge: number): void {
    const { facts } = this
    const slot = facts.get(this.rows[edge + TAG] as number, FACT.dropSlot)
    if (slot >= 0) addRemoved(edge, 0, 0, 0)
  }

  bare(edge: number): boolean {
    return this.facts.get(this.rows[edge + TAG] as number, FACT.bare) === 1
  }

  standIn(edge: number): number {
    const { facts } = this
    const tag = this.rows[edge + TAG] as number
    if (facts.get(tag, FACT.standsIn) === 0) return NO_TEXT
    return this.spans.text((this.compiled.plans[tag] as Plan).absent as string)
  }

  private resource(edge: number, state: number): number {
    const type = (this.types[state] ??= this.typeOf(state))
    if (type === '') return RULED.giveUp
    if (this.isContained(edge)) {
      this.contained++
      return RULED.keep
    }
    this.count()
    this.rootType ??= type
    const frame = (this.frames[this.depth++] ??= new ResourceFrame())
    frame.begin(type === 'Bundle')
    this.frame = frame
    return RULED.keep
  }

  /** The type that a state reads; nothing where it is not known, or where a rule is about the whole resource. */
  private typeOf(state: number): string {
    const type = this.compiled.resourceTypes.get(state)
    return type === undefined || this.compiled.wholeRules(type).length > 0 ? '' : type
  }

  private isContained(edge: number): boolean {
    return this.compiled.machine.name(edge) === 'contained'
  }

  private year(edge: number, fact: number, start: number, end: number): number {
    if (plainYear(start, end) > this.yearMin) {
      this.spans.add(edge, start + 4, end, NO_TEXT)
      return this.edited(edge, fact, start, end)
    }
    const { policy, transforms } = this.options
    const text = arena.text.toString('utf8', start, end)
    const { oldestAge } = policy
    const year = oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today()) ? undefined : generalizeYear(text)
    return this.replaced(edge, fact, start, end, text, year)
  }

  private zip3(edge: number, fact: number, start: number, end: number, holder: number): number {
    const text = arena.text.toString('utf8', start, end)
    return this.replaced(edge, fact, start, end, text, generalizeZip3(text, this.options.walker.siblingText(holder, 'country')))
  }

  private replaced(edge: number, fact: number, start: number, end: number, text: string, made: string | undefined): number {
    if (made === text) return RULED.keep
    if (made === undefined || made === '') {
      addRemoved(edge, start, end, 0)
      const { cells } = this.facts
      return cells[fact + FACT.standsIn] === 0 ? RULED.drop : RULED.standIn
    }
    this.spans.add(edge, start, end, this.spans.text(made))
    return this.edited(edge, fact, start, end)
  }

  private link(edge: number, fact: number, kind: 0 | 1, start: number, end: number, info: number): number {
    const { spans } = this
    const made = this.links.write(kind, start, end, spans)
    if (made === LINK.same) return RULED.keep
    // What cannot be carried over is withheld by the slow path: it is rare, and replaces more than the value.
    if (made === LINK.none || (info & FLAG.item) !== 0) return RULED.giveUp
    spans.add(edge, start, end, made)
    return this.edited(edge, fact, start, end)
  }

  private edited(edge: number, fact: number, start: number, end: number): number {
    const { cells } = this.facts
    addRemoved(edge, start, end, markOf(cells[fact + FACT.actionSlot] as number, cells[fact + FACT.actionBit] as number))
    return RULED.edited
  }

  /** Counts what was removed since last time, in the innermost resource. */
  private count(): void {
    const { rows } = this
    const { length } = removed
    const cells = GONE
    let bits = 0
    for (let at = this.counted; at < length; at += 4) {
      let mark = cells[at + 3] as number
      if (mark === 0) {
        const edge = cells[at] as number
        mark = rows[edge + MARK] as number
        if (mark === 0) mark = this.learnMark(edge)
      }
      bits |= mark >>> MARK_SHIFT
      bumpSlot(mark & MARK_SLOT)
    }
    this.counted = length
    if (this.frame !== undefined) this.frame.bits |= bits
  }

  private learnMark(edge: number): number {
    const slot = this.facts.get(this.rows[edge + TAG] as number, FACT.dropSlot)
    return (this.rows[edge + MARK] = markOf(slot, DROP_BIT))
  }

  private reserve(edge: number, at: number): number {
    const { spans } = this
    spans.add(edge, at, at, NO_TEXT)
    return spans.count - 1
  }

  private writeLabels(): void {
    this.count()
    const frame = this.frames[--this.depth] as ResourceFrame
    this.frame = this.depth === 0 ? undefined : this.frames[this.depth - 1]
    const { spans } = this
    const set = frame.isBundle ? this.options.bundleBits : frame.bits
    if (!this.labels || set === 0) return
    const items = labelItems(set)
    if (frame.inSecurity >= 0) spans.fill(frame.inSecurity, spans.text(frame.securityLive ? `,${items}` : items))
    else if (frame.inMeta >= 0) spans.fill(frame.inMeta, spans.text(`${frame.metaLive ? ',' : ''}"security":[${items}]`))
    else if (frame.afterType >= 0) spans.fill(frame.afterType, spans.text(metaMember(set)))
  }
}
