import { arena } from '../json/arena.ts'
import { FRAME, FRAME_STRIDE, frames as FRAMES } from '../json/frames.ts'
import { addRemoved } from '../json/removed.ts'
import { RULING, type Judge } from '../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../json/spans.ts'
import { FLAG, KIND, KIND_MASK } from '../json/tape.ts'
import { EDGE, type Machine } from '../json/machine.ts'
import type { Walker } from '../json/walk.ts'
import type { CompiledPolicy } from '../policy/compile.ts'
import { ROLE, TELLS, type Plan } from '../policy/plan.ts'
import type { Policy } from '../policy/schema.ts'
import { parseFhirDate, revealsAgeOver } from '../transform/dates.ts'
import { generalizeYear, generalizeZip3 } from '../transform/generalize.ts'
import { hasForm } from './form-memory.ts'
import { writeLabels } from './direct-labels.ts'
import { DirectShift } from './direct-shift.ts'
import { DirectSubjects } from './direct-subjects.ts'
import { isCleanText } from './direct-texts.ts'
import { hasDigits } from './labelled-numbers.ts'
import { labelBit } from './labels.ts'
import { MARK_SHIFT, MARK_SLOT, markOf, Marks } from './marks.ts'
import { LINK, type LinkNumber, type LinkWriter } from './link-writer.ts'
import { PEOPLE } from './person-token.ts'
import { plainYear } from './plain-year.ts'
import * as planning from './plan-facts.ts'
import { ruleIdentifier } from './rule-identifier.ts'
import { ResourceFrame } from './resource-frame.ts'
import { bumpSlot, tallySlot, type Tallier } from './tallier.ts'
import type { TextGate } from './text-gate.ts'
import type { Transforms } from './transforms.ts'

export interface DirectOptions {
  readonly policy: Policy
  readonly transforms: Transforms
  readonly walker: Walker
  readonly spans: Spans
  readonly links: LinkWriter
  readonly tallier: Tallier
  /** For a policy that scans texts. */
  readonly gate: TextGate | undefined
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

/**
 * Rules on values while they are read, for a policy whose actions ask nothing but the value itself and whose it is: no
 * labels, no findings. Whatever is not plain is given up, and the Decider takes the message from its tape; both give
 * the same bytes.
 */
export class DirectJudge implements Judge {
  private readonly options: DirectOptions
  private readonly spans: Spans
  private readonly tallier: Tallier
  private readonly links: LinkWriter
  private readonly labels: boolean
  private readonly gate: TextGate | undefined
  private compiled!: CompiledPolicy
  private rows!: Int32Array
  private facts!: planning.PlanFacts
  /** What `typeOf` said, by state. */
  private types: (string | undefined)[] = []
  /** The resources that are not contained in others, used again and again: the open ones, or all of the message. */
  private readonly frames: ResourceFrame[] = []
  private count = 0
  /** The numbers of the open ones. */
  private readonly opened: number[] = []
  /** Whether it has to be known whose a value is: what depends on it is settled at the end. */
  private asksSubject = false
  private readonly subjects = new DirectSubjects()
  private readonly shift: DirectShift
  private moved = false
  private frame: ResourceFrame | undefined
  private yearMin = 0
  /** How many contained resources are open: their type and meta are not where labels go. */
  private contained = 0
  private readonly marks = new Marks()
  rootType: string | undefined

  constructor(options: DirectOptions) {
    this.options = options
    this.spans = options.spans
    this.tallier = options.tallier
    this.links = options.links
    this.labels = options.policy.labels
    this.gate = options.gate
    this.shift = new DirectShift({ spans: options.spans, shifter: options.transforms.shifter })
  }

  /** Whether anything has become of any value. */
  get changed(): boolean {
    return this.moved || this.marks.counted > 0
  }

  /** Sets the tables for the messages to come. */
  use(compiled: CompiledPolicy): void {
    if (this.compiled === compiled) return
    this.compiled = compiled
    this.facts = new planning.PlanFacts(compiled)
    this.types = []
    this.asksSubject = compiled.needsSubject
  }

  begin(machine: Machine): void {
    this.rows = machine.rows
    this.count = 0
    this.opened.length = 0
    this.frame = undefined
    this.moved = false
    if (this.asksSubject) {
      this.subjects.begin()
      this.shift.begin()
    }
    this.contained = 0
    this.marks.begin(this.rows, this.facts)
    this.rootType = undefined
    this.tallier.begin()
    this.links.begin()
    const { oldestAge } = this.options.policy
    this.yearMin = oldestAge === undefined ? 0 : this.options.transforms.today().year - oldestAge
  }

  value(edge: number, start: number, end: number, info: number, frame: number): number {
    const { facts } = this
    const fact = facts.of(this.rows[edge + TAG] as number)
    const { cells } = facts
    if (this.gate !== undefined && cells[fact + FACT.person] === 1) return RULED.giveUp
    const tells = cells[fact + FACT.tells] as number
    if (tells !== TELLS.nothing && (info & KIND_BITS) === STRING) {
      if ((info & STRING_BITS) !== STRING || !this.tell(tells, start + 1, end - 1, frame)) return RULED.giveUp
    }
    switch (cells[fact + TASK_OF]) {
      case TASK.keep: return RULED.keep
      case TASK.drop: {
        addRemoved(edge, start + 1, (info & KIND_BITS) === STRING ? end - 1 : start + 1, 0)
        return cells[fact + FACT.standsIn] === 0 ? RULED.drop : RULED.standIn
      }
      case TASK.year: return (info & STRING_BITS) === STRING ? this.year(edge, fact, start + 1, end - 1) : RULED.giveUp
      case TASK.id: return (info & STRING_BITS) === STRING ? this.link(edge, fact, LINK.id, start + 1, end - 1, info) : RULED.giveUp
      case TASK.reference: return (info & STRING_BITS) === STRING ? this.link(edge, fact, LINK.reference, start + 1, end - 1, info) : RULED.giveUp
      case TASK.version: return (info & STRING_BITS) === STRING ? this.link(edge, fact, LINK.version, start + 1, end - 1, info) : RULED.giveUp
      case TASK.form: return (info & KIND_BITS) !== STRING || (info & STRING_BITS) === STRING && hasForm(cells[fact + FACT.form] as number, start + 1, end - 1) ? RULED.keep : RULED.giveUp
      case TASK.number: return hasDigits(start, end, cells[fact + FACT.form] as number) ? RULED.giveUp : RULED.keep
      case TASK.resourceType: return this.resourceType(edge, end)
      case TASK.zip3: return (info & STRING_BITS) === STRING ? this.zip3(edge, fact, start + 1, end - 1, FRAMES[frame + FRAME.start] as number) : RULED.giveUp
      case TASK.shift: return (info & STRING_BITS) === STRING ? this.date(edge, fact, start + 1, end - 1) : RULED.giveUp
      case TASK.identifier: return (info & STRING_BITS) === STRING ? this.identifier(edge, start + 1, end - 1, frame) : RULED.giveUp
      case TASK.scan: return (info & STRING_BITS) === STRING && isCleanText(this.gate, this.typeOfValue(edge), start + 1, end - 1) ? RULED.keep : RULED.giveUp
      default: return RULED.giveUp
    }
  }

  /** Notes what a value tells of whom its resource is; false where that takes more than can be done on the way. */
  private tell(tells: number, start: number, end: number, frame: number): boolean {
    const holder = FRAMES[frame + FRAME.edge] as number
    if (tells === TELLS.fullUrl) this.subjects.meetUrl(FRAMES[frame + FRAME.start] as number, start, end)
    else if (tells === TELLS.id) {
      if (this.factOf(holder, FACT.role) !== ROLE.resource) return true
      ;(this.frame as ResourceFrame).idStart = start
      ;(this.frame as ResourceFrame).idEnd = end
    } else if (tells === TELLS.reference) {
      const rank = this.factOf(holder, FACT.rank)
      if (rank !== 0) (this.frame as ResourceFrame)[rank === 1 ? 'named' : 'possible'].push(start, end)
    } else return this.factOf(FRAMES[frame - FRAME_STRIDE + FRAME.edge] as number, FACT.rank) === 0
    return true
  }

  private typeOfValue(edge: number): string {
    return (this.compiled.plans[this.rows[edge + TAG] as number] as Plan).type
  }

  private factOf(edge: number, field: number): number {
    return this.facts.get(this.rows[edge + TAG] as number, field)
  }

  private date(edge: number, fact: number, start: number, end: number): number {
    const { cells } = this.facts
    if (plainYear(start, end) <= this.yearMin) {
      const text = arena.text.toString('utf8', start, end)
      const { policy: { oldestAge }, transforms } = this.options
      const stays = parseFhirDate(text) !== undefined && !(oldestAge !== undefined && revealsAgeOver(text, oldestAge, transforms.today()))
      if (!stays) return this.replaced(edge, fact, start, end, text, undefined)
    }
    const mark = markOf(cells[fact + FACT.actionSlot] as number, cells[fact + FACT.actionBit] as number)
    this.shift.add({ edge, start, end, frame: this.opened[this.opened.length - 1] as number, days: cells[fact + FACT.days] as number, mark })
    return RULED.edited
  }

  private identifier(edge: number, start: number, end: number, frame: number): number {
    const plan = this.compiled.plans[this.rows[edge + TAG] as number] as Plan
    const ruling = ruleIdentifier(plan, this.options.walker, FRAMES[frame + FRAME.start] as number)
    if (ruling === undefined) return RULED.giveUp
    if (ruling.do === 'drop') {
      addRemoved(edge, start, end, markOf(tallySlot(ruling.class, 'drop'), DROP_BIT))
      return plan.absent === undefined ? RULED.drop : RULED.standIn
    }
    const text = arena.text.toString('utf8', start, end)
    const made = this.options.transforms.pseudonymizer.identifierValue(ruling.system, text)
    if (made === text) return RULED.giveUp
    this.spans.add(edge, start, end, this.spans.text(made))
    addRemoved(edge, start, end, markOf(tallySlot(ruling.class, ruling.do), labelBit(ruling.do)))
    return RULED.edited
  }

  private resourceType(edge: number, end: number): number {
    if (this.contained > 0) return RULED.keep
    const frame = this.frame as ResourceFrame
    frame.afterType = this.spans.count
    frame.afterTypeAt = end
    this.spans.add(edge, end, end, NO_TEXT)
    return RULED.edited
  }

  open(edge: number, state: number, info: number, frame: number): number {
    const { compiled } = this
    const { facts } = this
    const tag = this.rows[edge + TAG] as number
    switch (facts.get(tag, FACT.role)) {
      case ROLE.whole: return RULED.drop
      // A Meta that is the value of an extension or parameter is no place for labels.
      case ROLE.meta: return (compiled.plans[tag] as Plan).path.endsWith('.meta') ? RULED.keep : RULED.giveUp
      case ROLE.security: return RULED.keep
      case ROLE.resource: return (info & KIND_MASK) === KIND.object ? this.resource(edge, state, frame) : RULED.keep
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
        this.leave()
        return true
      }
      this.contained--
    }
    const { frame } = this
    if (frame === undefined || this.contained > 0 || !this.labels) return false
    this.tally()
    if (role === ROLE.meta && kind === KIND.object) {
      frame.inMeta = this.reserve(edge, end - 1)
      frame.inMetaAt = end - 1
      frame.metaLive = live > 0
      return frame.bits !== 0
    }
    if (role === ROLE.security && kind === KIND.array) {
      frame.inSecurity = this.reserve(edge, end - 1)
      frame.inSecurityAt = end - 1
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

  private resource(edge: number, state: number, at: number): number {
    const type = (this.types[state] ??= this.typeOf(state))
    if (type === '' || this.gate !== undefined && PEOPLE.has(type)) return RULED.giveUp
    if (this.isContained(edge)) {
      if (this.asksSubject) return RULED.giveUp
      this.contained++
      return RULED.keep
    }
    this.tally()
    this.rootType ??= type
    const frame = (this.frames[this.count] ??= new ResourceFrame())
    frame.begin(type, at === FRAME_STRIDE ? -1 : (FRAMES[at - FRAME_STRIDE + FRAME.start] as number))
    this.opened.push(this.count++)
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

  private link(edge: number, fact: number, kind: LinkNumber, start: number, end: number, info: number): number {
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
  private tally(): void {
    const bits = this.marks.count()
    if (this.frame !== undefined) this.frame.bits |= bits
  }

  private reserve(edge: number, at: number): number {
    const { spans } = this
    spans.add(edge, at, at, NO_TEXT)
    return spans.count - 1
  }

  /** A resource ends. What asks whose it is waits for the whole message. */
  private leave(): void {
    this.tally()
    const frame = this.frames[this.opened.pop() as number] as ResourceFrame
    const outer = this.opened[this.opened.length - 1]
    this.frame = outer === undefined ? undefined : this.frames[outer]
    if (!this.asksSubject) {
      this.count--
      this.label(frame)
    } else if (outer === undefined) this.settle()
  }

  private settle(): void {
    const { frames, subjects } = this
    if (!this.shift.isEmpty) subjects.learn(frames, this.count)
    this.shift.settle((frame) => subjects.of(frames[frame] as ResourceFrame), (frame, mark) => {
      ;(frames[frame] as ResourceFrame).bits |= mark >>> MARK_SHIFT
      bumpSlot(mark & MARK_SLOT)
      this.moved = true
    })
    for (let i = 0; i < this.count; i++) this.label(frames[i] as ResourceFrame)
  }

  private label(frame: ResourceFrame): void {
    if (this.labels) writeLabels(this.spans, frame, frame.type === 'Bundle' ? this.options.bundleBits : frame.bits)
  }
}
