import type { Lexicon } from '../../classify/text/lexicon.ts'
import { arena } from '../../json/arena.ts'
import { FRAME, FRAME_STRIDE, frames as FRAMES } from '../../json/frames.ts'
import { EDGE, type Machine } from '../../json/machine.ts'
import { addRemoved } from '../../json/removed.ts'
import { GIVEN_UP, RULING, type Judge } from '../../json/rewrite.ts'
import { NO_TEXT, type Spans } from '../../json/spans.ts'
import { FLAG, KIND, KIND_MASK } from '../../json/tape.ts'
import type { Walker } from '../../json/walk.ts'
import type { CompiledPolicy } from '../../policy/compile/compile.ts'
import { ROLE, TELLS, type Plan } from '../../policy/compile/plan.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { DirectAttempts } from './direct-attempts.ts'
import { DirectLabelled, type LabelFacts } from './direct-labelled.ts'
import { DirectPeople, type OwnerOf } from './direct-people.ts'
import { DirectResources } from './direct-resources.ts'
import { isSeenAsWritten } from './direct-texts.ts'
import { DirectValues } from './direct-values.ts'
import { LoneTexts } from './lone-texts.ts'
import { hasForm } from '../values/form-memory.ts'
import { mayBeTold } from '../texts/labelled-numbers.ts'
import { LINK, type LinkWriter } from '../values/link-writer.ts'
import { WITH_TELLING_IDS } from '../people/person-token.ts'
import { WHO } from '../people/person-values.ts'
import * as planning from './plan-facts.ts'
import type { ResourceFrame } from './resource-frame.ts'
import type { Tallier } from '../tallier.ts'
import type { TextGate } from '../texts/text-gate.ts'
import type { Transforms } from '../values/transforms.ts'

export interface DirectOptions {
  readonly policy: Policy
  readonly transforms: Transforms
  readonly walker: Walker
  readonly spans: Spans
  readonly links: LinkWriter
  readonly tallier: Tallier
  /** For a policy that scans texts. */
  readonly gate: TextGate | undefined
  readonly lexicon: Lexicon | undefined
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

/**
 * Rules on values while they are read, for a policy whose actions ask nothing but the value itself and whose it is: no
 * labels, no findings. Whatever is not plain is given up, and the Decider takes the message from its tape; both give
 * the same bytes.
 */
export class DirectJudge implements Judge {
  private readonly options: DirectOptions
  private readonly spans: Spans
  private readonly gate: TextGate | undefined
  private readonly people: DirectPeople | undefined
  private readonly lone: LoneTexts | undefined
  private readonly labelled: DirectLabelled | undefined
  private readonly resources: DirectResources
  private readonly values: DirectValues
  readonly attempts = new DirectAttempts()
  private compiled!: CompiledPolicy
  private rows!: Int32Array
  private facts!: planning.PlanFacts
  /** What `typeOf` said, by state. */
  private types: (string | undefined)[] = []

  constructor(options: DirectOptions) {
    const { policy, spans, transforms, gate, lexicon } = options
    this.options = options
    this.spans = spans
    this.gate = gate
    this.people = gate === undefined || lexicon === undefined ? undefined : new DirectPeople(lexicon)
    this.lone = gate === undefined ? undefined : new LoneTexts(gate)
    this.labelled = gate === undefined ? undefined : new DirectLabelled(options.walker, gate)
    this.resources = new DirectResources({ spans, shifter: transforms.shifter, labels: policy.labels, bundleBits: options.bundleBits })
    this.values = new DirectValues({ ...options, oldestAge: policy.oldestAge }, this.resources)
  }

  /** Whether anything has become of any value. */
  get changed(): boolean {
    return this.resources.changed
  }

  get yearMin(): number {
    return this.values.yearMin
  }

  get rootType(): string | undefined {
    return this.resources.rootType
  }

  /** Sets the tables for the messages to come. */
  use(compiled: CompiledPolicy): void {
    if (this.compiled === compiled) return
    this.compiled = compiled
    this.facts = new planning.PlanFacts(compiled)
    this.types = []
    this.resources.asksSubject = compiled.needsSubject
  }

  begin(machine: Machine): void {
    this.rows = machine.rows
    this.resources.begin(this.rows, this.facts)
    this.values.begin(this.facts)
    this.people?.begin()
    this.labelled?.begin()
    this.options.tallier.begin()
  }

  value(edge: number, start: number, end: number, info: number, frame: number): number {
    const { facts, people, values } = this
    const fact = facts.of(this.rows[edge + TAG] as number)
    const { cells } = facts
    if (people !== undefined) {
      const who = cells[fact + FACT.who] as number
      if (who !== WHO.nobody && !this.meet(people, who, edge, start, end, info, frame)) return RULED.giveUp
      // Of a class that stays, and is searched.
      if (cells[fact + FACT.searched] === 1) people.addKept(start, end, info)
    }
    const tells = cells[fact + FACT.tells] as number
    if (tells !== TELLS.nothing && (info & KIND_BITS) === STRING) {
      if ((info & STRING_BITS) !== STRING || !this.tell(tells, start + 1, end - 1, frame)) return RULED.giveUp
    }
    const task = cells[fact + TASK_OF] as number
    switch (task) {
      case TASK.keep: return RULED.keep
      case TASK.drop: {
        addRemoved(edge, start + 1, (info & KIND_BITS) === STRING ? end - 1 : start + 1, 0)
        return cells[fact + FACT.standsIn] === 0 ? RULED.drop : RULED.standIn
      }
      case TASK.form:
        return (info & KIND_BITS) !== STRING ||
          ((info & STRING_BITS) === STRING && this.isFormed(edge, cells[fact + FACT.form] as number, start + 1, end - 1))
          ? RULED.keep
          : RULED.giveUp
      case TASK.number:
        return mayBeTold(start, end, cells[fact + FACT.form] as number) ? RULED.giveUp : RULED.keep
      case TASK.resourceType:
        return this.resourceType(edge, end)
    }
    if ((info & STRING_BITS) !== STRING) return RULED.giveUp
    switch (task) {
      case TASK.year: return values.year(edge, fact, start + 1, end - 1)
      case TASK.id: return values.link(edge, fact, LINK.id, start + 1, end - 1, info)
      case TASK.reference: return values.link(edge, fact, LINK.reference, start + 1, end - 1, info)
      case TASK.version: return values.link(edge, fact, LINK.version, start + 1, end - 1, info)
      case TASK.zip3: return values.zip3(edge, fact, start + 1, end - 1, frame)
      case TASK.shift: return values.date(edge, fact, start + 1, end - 1)
      case TASK.identifier: return values.identifier(edge, this.planOf(edge), start + 1, end - 1, frame)
      case TASK.scan: return this.scan(edge, cells[fact + FACT.labelled] as number, start + 1, end - 1, frame)
      default: return RULED.giveUp
    }
  }

  open(edge: number, state: number, info: number, frame: number): number {
    const { facts } = this
    const tag = this.rows[edge + TAG] as number
    switch (facts.get(tag, FACT.role)) {
      case ROLE.whole: return RULED.drop
      // A Meta that is the value of an extension or parameter is no place for labels.
      case ROLE.meta: return this.planOf(edge).path.endsWith('.meta') ? RULED.keep : RULED.giveUp
      case ROLE.security: return RULED.keep
      case ROLE.resource: return (info & KIND_MASK) === KIND.object ? this.resource(edge, state, frame) : RULED.keep
      case ROLE.extension: return this.extension(state, info, this.options.policy.unknown.extension === 'drop')
      case ROLE.modifierExtension: return this.extension(state, info, false)
      case ROLE.leaf: return (info & KIND_MASK) === KIND.array ? RULED.keep : RULED.giveUp
      default: return RULED.giveUp
    }
  }

  close(edge: number, end: number, live: number, info: number): boolean {
    const { resources } = this
    const role = this.factOf(edge, FACT.role)
    const kind = info & KIND_MASK
    if (role === ROLE.resource && kind === KIND.object) {
      if (!this.isContained(edge)) {
        if (resources.leave()) this.settle()
        return true
      }
      resources.contained--
    }
    if (resources.frame === undefined || resources.contained > 0 || !this.options.policy.labels) return false
    resources.tally()
    if (role === ROLE.meta && kind === KIND.object) return resources.closeMeta(edge, end - 1, live)
    return role === ROLE.security && kind === KIND.array && resources.closeSecurity(edge, end - 1, live)
  }

  dropped(edge: number): void {
    if (this.factOf(edge, FACT.dropSlot) >= 0) addRemoved(edge, 0, 0, 0)
  }

  bare(edge: number): boolean {
    return this.factOf(edge, FACT.bare) === 1
  }

  standIn(edge: number): number {
    return this.factOf(edge, FACT.standsIn) === 0 ? NO_TEXT : this.spans.text(this.planOf(edge).absent as string)
  }

  /** All of the message is read. */
  private settle(): void {
    if (this.people?.areApart(this.compiled, this.ownerOf) === false) throw GIVEN_UP
    this.labelled?.settle()
    this.resources.settle(this.lone)
  }

  private readonly labelFacts = (edge: number): ReturnType<LabelFacts> => ({
    labelled: this.factOf(edge, FACT.labelled), place: this.factOf(edge, FACT.labelPlace),
  })

  private readonly ownerOf = (holder: number): ReturnType<OwnerOf> => {
    const owner = this.factOf(holder, FACT.owner)
    if (owner === planning.OWNER.resource) return 'resource'
    return owner === planning.OWNER.contact ? 'contact' : this.factOf(holder, FACT.rank) === 1 ? 'patient' : 'other'
  }

  /** Notes a value that says who somebody is; false where it is written in a way that takes the tape. */
  private meet(people: DirectPeople, who: number, edge: number, start: number, end: number, info: number, frame: number): boolean {
    if ((info & STRING_BITS) !== STRING) return (info & KIND_BITS) !== STRING
    // Names stand in a HumanName, and that in whom they are of.
    let holder = frame
    if (who >= WHO.given) while (holder > FRAME_STRIDE && !this.isOwner(holder)) holder -= FRAME_STRIDE
    return people.meet(who, edge, FRAMES[holder + FRAME.edge] as number, FRAMES[holder + FRAME.start] as number, start + 1, end - 1)
  }

  private isOwner(frame: number): boolean {
    return (
      ((FRAMES[frame + FRAME.info] as number) & KIND_BITS) === KIND.object &&
      this.factOf(FRAMES[frame + FRAME.edge] as number, FACT.owner) !== 0
    )
  }

  /** Notes what a value tells of whom its resource is; false where that takes more than can be done on the way. */
  private tell(tells: number, start: number, end: number, frame: number): boolean {
    const { resources } = this
    const holder = FRAMES[frame + FRAME.edge] as number
    if (tells === TELLS.fullUrl) resources.subjects.meetUrl(FRAMES[frame + FRAME.start] as number, start, end)
    else if (tells === TELLS.id) {
      if (this.factOf(holder, FACT.role) !== ROLE.resource) return true
      const own = resources.frame as ResourceFrame
      own.idStart = start
      own.idEnd = end
      return (
        this.people === undefined ||
        !WITH_TELLING_IDS.has(own.type) ||
        this.people.meet(WHO.id, 0, holder, FRAMES[frame + FRAME.start] as number, start, end)
      )
    } else if (tells === TELLS.reference) {
      const rank = this.factOf(holder, FACT.rank)
      if (rank !== 0) (resources.frame as ResourceFrame)[rank === 1 ? 'named' : 'possible'].push(start, end)
    } else return this.factOf(FRAMES[frame - FRAME_STRIDE + FRAME.edge] as number, FACT.rank) === 0
    return true
  }

  private planOf(edge: number): Plan {
    return this.compiled.plans[this.rows[edge + TAG] as number] as Plan
  }

  private factOf(edge: number, field: number): number {
    return this.facts.get(this.rows[edge + TAG] as number, field)
  }

  /** A text stays if nothing is found in it, or becomes what it becomes elsewhere; whether it names people of the message is asked at the end. */
  private scan(edge: number, labelled: number, start: number, end: number, frame: number): number {
    const { gate, lone, people, resources } = this
    const plan = this.planOf(edge)
    if (gate === undefined || !isSeenAsWritten(plan.type, start, end)) return RULED.giveUp
    const isClean = gate.isClean(arena.text, start, end)
    const found = isClean ? undefined : lone?.of(plan, start, end)
    if (!isClean && (found === undefined || found.written === undefined && !resources.asksSubject)) return RULED.giveUp
    if (found !== undefined && this.labelled?.isInCode(labelled, frame, found) === true) return RULED.giveUp
    people?.addText(start, end)
    if (labelled !== planning.LABELLED.no) this.labelled?.add(labelled, edge, frame, start, end, this.labelFacts)
    if (found === undefined) return RULED.keep
    resources.texts.rewrite({ edge, start, end, frame: resources.innermost }, found)
    return RULED.edited
  }

  /** The kernel looks at the values that had a form before, once their edge says which. */
  private isFormed(edge: number, form: number, start: number, end: number): boolean {
    this.rows[edge + EDGE.mark] = form + 1
    return hasForm(form, start, end)
  }

  private resourceType(edge: number, end: number): number {
    if (this.resources.contained > 0) return RULED.keep
    this.resources.meetType(edge, end)
    return RULED.edited
  }

  private extension(state: number, info: number, drops: boolean): number {
    if ((info & KIND_MASK) !== KIND.object || state !== this.compiled.unknownExtension) return RULED.keep
    return drops ? RULED.drop : RULED.giveUp
  }

  private resource(edge: number, state: number, frame: number): number {
    const { resources } = this
    const type = (this.types[state] ??= this.typeOf(state))
    if (type === '') return RULED.giveUp
    if (resources.rootType === undefined && !this.attempts.isWorth(type)) return RULED.giveUp
    if (!this.isContained(edge)) resources.enter(type, frame)
    else if (resources.asksSubject) return RULED.giveUp
    else resources.contained++
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
}
