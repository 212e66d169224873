import type { ActionName } from '../contract/action.ts'
import type { ElementClass } from '../contract/classes.ts'
import { RULING, type Judge } from '../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../json/spans.ts'
import { FLAG, KIND, KIND_MASK } from '../json/tape.ts'
import type { Walker } from '../json/walk.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { CODE, ROLE, type Plan } from '../policy/plan.ts'
import type { Policy } from '../policy/schema.ts'
import { revealsAgeOver } from '../transform/dates.ts'
import { generalizeYear, generalizeZip3 } from '../transform/generalize.ts'
import { labelBit, labelItems, metaMember } from './labels.ts'
import { LINK, type LinkWriter } from './link-writer.ts'
import { plainYear } from './plain-year.ts'
import type { Tallier } from './tallier.ts'
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

/** Where the labels of a resource may go, as indexes of spans that were added empty; -1 for none. */
interface ResourceFrame {
  bits: number
  readonly isBundle: boolean
  afterType: number
  inMeta: number
  inSecurity: number
  /** Whether something stands in the container already, which then takes a comma. */
  metaLive: boolean
  securityLive: boolean
}

/**
 * Rules on values while they are read, for a policy whose actions ask nothing but the value itself: no subject, no
 * labels, no findings. Whatever is not plain is given up, and the Decider takes the message from its tape; both give
 * the same bytes.
 */
export class DirectJudge implements Judge {
  private readonly options: DirectOptions
  private compiled!: CompiledPolicy
  private readonly frames: ResourceFrame[] = []
  private yearMin = 0
  /** How many contained resources are open: their type and meta are not where labels go. */
  private contained = 0
  /** Start and end of every string that went or was replaced, with the edge: for the verifier. */
  readonly removed: number[] = []
  changed = false
  rootType: string | undefined

  constructor(options: DirectOptions) {
    this.options = options
  }

  /** Sets the tables for the messages to come. */
  use(compiled: CompiledPolicy): void {
    this.compiled = compiled
  }

  begin(): void {
    this.frames.length = 0
    this.contained = 0
    this.removed.length = 0
    this.changed = false
    this.rootType = undefined
    this.options.tallier.begin()
    const { oldestAge } = this.options.policy
    this.yearMin = oldestAge === undefined ? 0 : this.options.transforms.today().year - oldestAge
  }

  value(edge: number, start: number, end: number, info: number, holder: number): number {
    const tag = this.compiled.machine.tag(edge)
    const code = this.compiled.codes[tag] as number
    const kind = info & KIND_MASK
    if (code === CODE.none) return RULING.keep
    if (code === CODE.drop || code === CODE.whole) {
      if (kind === KIND.string) this.removed.push(edge, start + 1, end - 1)
      return RULING.drop
    }
    const plan = this.compiled.plans[tag] as Plan
    if (plan.role === ROLE.resourceType) {
      if (this.contained > 0) return RULING.keep
      const frame = this.frames[this.frames.length - 1] as ResourceFrame
      frame.afterType = this.options.spans.count
      this.options.spans.add(edge, end, end, NO_TEXT)
      return RULING.edited
    }
    if (kind !== KIND.string || (info & FLAG.escaped) !== 0) return RULING.giveUp
    if (code === CODE.year) return this.year(edge, plan, start + 1, end - 1)
    if (code === CODE.link) return this.link(edge, plan, start + 1, end - 1, (info & FLAG.item) !== 0)
    return this.zip3(edge, plan, start + 1, end - 1, holder)
  }

  open(edge: number, state: number, info: number): number {
    const { compiled } = this
    const plan = compiled.plans[compiled.machine.tag(edge)] as Plan
    switch (plan.role) {
      case ROLE.whole: return RULING.drop
      // A Meta that is the value of an extension or parameter is no place for labels.
      case ROLE.meta: return plan.path.endsWith('.meta') ? RULING.keep : RULING.giveUp
      case ROLE.security: return RULING.keep
      case ROLE.resource: return (info & KIND_MASK) === KIND.object ? this.resource(edge, state) : RULING.keep
      case ROLE.extension:
      case ROLE.modifierExtension: {
        if ((info & KIND_MASK) !== KIND.object || state !== compiled.unknownExtension) return RULING.keep
        const drops = plan.role === ROLE.extension && this.options.policy.unknown.extension === 'drop'
        return drops ? RULING.drop : RULING.giveUp
      }
      case ROLE.leaf: return (info & KIND_MASK) === KIND.array ? RULING.keep : RULING.giveUp
      default: return RULING.giveUp
    }
  }

  close(edge: number, end: number, live: number, info: number): boolean {
    const { machine, plans } = this.compiled
    const { role } = plans[machine.tag(edge)] as Plan
    const kind = info & KIND_MASK
    const frame = this.frames[this.frames.length - 1]
    if (role === ROLE.resource && kind === KIND.object) {
      if (!this.isContained(edge)) {
        this.writeLabels()
        return true
      }
      this.contained--
    }
    if (frame === undefined || this.contained > 0 || !this.options.policy.labels) return false
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
    const plan = this.compiled.plans[this.compiled.machine.tag(edge)] as Plan
    if (plan.role === ROLE.leaf || plan.role === ROLE.whole) this.note(plan.class, 'drop')
    else if (plan.role === ROLE.extension) this.note('opaque', 'drop')
  }

  bare(edge: number, info: number): number {
    if ((info & KIND_MASK) !== KIND.object) return 0
    const { role } = this.compiled.plans[this.compiled.machine.tag(edge)] as Plan
    return role === ROLE.extension || role === ROLE.modifierExtension ? 1 : 0
  }

  standIn(edge: number): number {
    const { absent } = this.compiled.plans[this.compiled.machine.tag(edge)] as Plan
    return absent === undefined ? NO_TEXT : this.options.spans.text(absent)
  }

  private resource(edge: number, state: number): number {
    const { compiled } = this
    const type = compiled.resourceTypes.get(state)
    if (type === undefined || compiled.wholeRules(type).length > 0) return RULING.giveUp
    if (this.isContained(edge)) {
      this.contained++
      return RULING.keep
    }
    this.rootType ??= type
    this.frames.push({
      bits: 0, isBundle: type === 'Bundle', afterType: -1, inMeta: -1, inSecurity: -1, metaLive: false, securityLive: false,
    })
    return RULING.keep
  }

  private isContained(edge: number): boolean {
    return this.compiled.machine.name(edge) === 'contained'
  }

  private year(edge: number, plan: Plan, start: number, end: number): number {
    const { walker, spans, policy, transforms } = this.options
    if (plainYear(walker.arena.bytes, start, end) > this.yearMin) {
      spans.add(edge, start + 4, end, NO_TEXT)
      return this.edited(edge, plan, start, end, 'generalize')
    }
    const text = walker.arena.text.toString('utf8', start, end)
    const { oldestAge } = policy
    const year = oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today()) ? undefined : generalizeYear(text)
    return this.replaced(edge, plan, start, end, text, year)
  }

  private zip3(edge: number, plan: Plan, start: number, end: number, holder: number): number {
    const [{ action }] = plan.resolution
    const plain = plan.role === ROLE.leaf && plan.resolution.length === 1 && plan.refined === undefined && plan.type === 'string'
    if (!plain || action.do !== 'generalize' || action.to.kind !== 'zip3') return RULING.giveUp
    const { walker } = this.options
    const text = walker.arena.text.toString('utf8', start, end)
    return this.replaced(edge, plan, start, end, text, generalizeZip3(text, walker.siblingText(holder, 'country')))
  }

  private replaced(edge: number, plan: Plan, start: number, end: number, text: string, made: string | undefined): number {
    if (made === text) return RULING.keep
    if (made === undefined || made === '') {
      this.removed.push(edge, start, end)
      return RULING.drop
    }
    this.options.spans.add(edge, start, end, this.options.spans.text(made))
    return this.edited(edge, plan, start, end, 'generalize')
  }

  private link(edge: number, plan: Plan, start: number, end: number, isItem: boolean): number {
    const { walker, spans, links } = this.options
    const made = links.write(plan.link === 'id' ? LINK.id : LINK.reference, walker.arena, start, end)
    if (made === LINK.same) return RULING.keep
    // What cannot be carried over is withheld by the slow path: it is rare, and replaces more than the value.
    if (made === undefined || isItem) return RULING.giveUp
    spans.add(edge, start, end, spans.text(made))
    return this.edited(edge, plan, start, end, 'pseudonymize')
  }

  private edited(edge: number, plan: Plan, start: number, end: number, action: ActionName): number {
    this.removed.push(edge, start, end)
    this.note(plan.class, action)
    return RULING.edited
  }

  private note(elementClass: ElementClass, action: ActionName): void {
    this.changed = true
    this.options.tallier.bump(elementClass, action)
    const frame = this.frames[this.frames.length - 1]
    if (frame !== undefined) frame.bits |= labelBit(action)
  }

  private reserve(edge: number, at: number): number {
    const { spans } = this.options
    spans.add(edge, at, at, NO_TEXT)
    return spans.count - 1
  }

  private writeLabels(): void {
    const frame = this.frames.pop() as ResourceFrame
    const { spans, policy, bundleBits } = this.options
    const set = frame.isBundle ? bundleBits : frame.bits
    if (!policy.labels || set === 0) return
    const items = labelItems(set)
    if (frame.inSecurity >= 0) spans.fill(frame.inSecurity, spans.text(frame.securityLive ? `,${items}` : items))
    else if (frame.inMeta >= 0) spans.fill(frame.inMeta, spans.text(`${frame.metaLive ? ',' : ''}"security":[${items}]`))
    else if (frame.afterType >= 0) spans.fill(frame.afterType, spans.text(metaMember(set)))
  }
}
