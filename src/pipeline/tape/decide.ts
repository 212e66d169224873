import type { Action, ActionName } from '../../contract/action.ts'
import type { ElementClass } from '../../contract/classes.ts'
import type { TextFinding } from '../../classify/text/finding.ts'
import { refineClass } from '../values/refine-class.ts'
import type { Editor } from '../../json/edit.ts'
import { EDGE } from '../../json/machine.ts'
import { FLAG, KIND, KIND_MASK, STRIDE, TAPE } from '../../json/tape.ts'
import { CODE, ROLE, type Plan, type Resolution } from '../../policy/compile/plan.ts'
import { isWholeResource } from '../../policy/compile/resolve.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { applyAction, type Result } from '../values/apply.ts'
import { Comparators } from './comparators.ts'
import { KeptNodes, mayTell, searchKept } from '../texts/kept-strings.ts'
import { LINK, linkNumber, type LinkWriter } from '../values/link-writer.ts'
import { plainYear } from '../values/plain-year.ts'
import { ResourceLabels } from '../labels/resource-labels.ts'
import { withheldWith } from './range-ends.ts'
import { refusalAt, refusalBy, type Refusal } from './refusal.ts'
import type { Counts } from '../outcome.ts'
import { settleShadows } from './shadows.ts'
import type { Tallier } from '../tallier.ts'
import type { TapeView } from './tape-view.ts'
import { canScan, labelledResource, scanLeaves, STAYS, writeLeaf, type ScanFacts } from '../texts/message-texts.ts'
import type { NearWitness, Witness } from './findings.ts'
import type { TextGate } from '../texts/text-gate.ts'
import type { Transforms } from '../values/transforms.ts'
import type { Rewritten } from '../verify/verify-texts.ts'
import { findWholeResources, type WholeResource } from './whole-resources.ts'

const DROP: Action = { do: 'drop' }

export interface DecideOptions {
  readonly policy: Policy
  readonly transforms: Transforms
  readonly editor: Editor
  readonly links: LinkWriter
  readonly tallier: Tallier
  /** The labels of a Bundle: all that the policy can do, since a Bundle may be written before its entries are seen. */
  readonly bundleBits: number
  /** Told about every decided element; for findings. */
  readonly witness: Witness | undefined
  /** Told about what was nearly found in texts. */
  readonly nearWitness?: NearWitness | undefined
  /** For policies that scan texts. */
  readonly gate: TextGate | undefined
}

/** Decides every node of a message and tells the editor. One decider serves many messages, one after the other. */
export class Decider {
  private readonly options: DecideOptions
  private readonly labels = new ResourceLabels()
  private readonly shadows: number[] = []
  private readonly comparators = new Comparators()
  /** Leaves whose text is scanned once all of them are known. */
  private readonly scanned: number[] = []
  /** Strings and numbers that stay, and are searched. */
  private readonly kept = new KeptNodes()
  private view!: TapeView
  private facts!: ScanFacts
  /** The last year that may tell an age over the oldest one allowed. */
  private yearMin = 0
  private readonly mayGoWhole: boolean
  /** The resources that go whole, in order, and how many of them were met. */
  private wholes: readonly WholeResource[] = []
  private wholesMet = 0
  /** Where the one ends that is being passed over. */
  private goneEnd = 0
  /** True once anything was decided other than keep. */
  changed = false
  /** The texts that were written anew. */
  readonly rewritten: Rewritten[] = []

  constructor(options: DecideOptions) {
    this.options = options
    this.mayGoWhole = options.policy.rules.some(isWholeResource)
  }

  /** Returns the refusal, if there is one; else the editor knows what to do. */
  decide(view: TapeView, facts: ScanFacts): Refusal | undefined {
    this.begin(view, facts)
    const { machine, plans, codes } = view.compiled
    const { rows } = machine
    const { labels } = this
    const { cells, length } = view.tape
    const refused = this.wholes.find(({ node, action }) => action.do !== 'drop' || node === 0 && view.within === undefined)
    if (refused !== undefined) return refusalBy(this.view, refused.resource, refused.action.do === 'quarantine' ? 'quarantine' : 'block')
    for (let node = 0; node < length; node++) {
      const at = node * STRIDE
      const info = cells[at + TAPE.info] as number
      const start = cells[at + TAPE.start] as number
      while (start >= labels.ownerEnd) labels.leave()
      if (start < this.goneEnd || this.wholes[this.wholesMet]?.node === node) {
        this.passOver(node)
        continue
      }
      const tag = rows[(cells[at] as number) + EDGE.tag] as number
      let refusal: Refusal | undefined
      if ((info & FLAG.mismatch) !== 0) refusal = this.unknown(node)
      else {
        const kind = info & KIND_MASK
        const code = codes[tag] as number
        if (code === CODE.none) continue
        const plan = plans[tag] as Plan
        if (code === CODE.whole || (code === CODE.drop && kind < KIND.null)) this.dropPlainly(node, plan)
        else if (code === CODE.year && kind === KIND.string && this.plainYear(node, plan)) continue
        else if (code === CODE.link && kind === KIND.string && (info & FLAG.escaped) === 0) this.linkPlainly(node, plan)
        else refusal = this.node(node, plan, kind)
      }
      if (refusal !== undefined) return refusal
    }
    if (this.scanned.length > 0) {
      const refusal = this.settleTexts()
      if (refusal !== undefined) return refusal
    }
    if (this.kept.nodes.length > 0 && this.options.gate !== undefined) {
      const refusal = this.settleKept(this.options.gate)
      if (refusal !== undefined) return refusal
    }
    if (this.shadows.length > 0) settleShadows(view, this.options.editor, this.shadows)
    this.comparators.settle(view, this.options.editor)
    if (this.options.policy.labels) labels.write(this.options.editor, this.options.bundleBits)
    return undefined
  }

  private begin(view: TapeView, facts: ScanFacts): void {
    this.view = view
    this.facts = facts
    this.changed = false
    this.shadows.length = 0
    this.comparators.begin()
    this.scanned.length = 0
    this.kept.clear()
    this.rewritten.length = 0
    this.labels.begin(view)
    this.wholes = this.mayGoWhole ? findWholeResources(view, facts.labels) : []
    this.wholesMet = 0
    this.goneEnd = 0
    this.options.tallier.begin()
    this.options.links.begin()
    const today = this.options.transforms.today()
    const { oldestAge } = this.options.policy
    this.yearMin = oldestAge === undefined ? 0 : today.year - oldestAge
  }

  private dropPlainly(node: number, plan: Plan): void {
    this.options.editor.drop(node)
    this.note(node, plan, plan.class, DROP)
  }

  /** The year of a date that no age can be told by, without reading the rest; false leaves it to the full grammar. */
  private plainYear(node: number, plan: Plan): boolean {
    const { view } = this
    const start = view.cell(node, TAPE.start) + 1
    const end = view.cell(node, TAPE.end) - 1
    const year = plainYear(start, end)
    if (year <= this.yearMin) return false
    this.options.editor.replace(node, start + 4, end, '')
    this.note(node, plan, plan.class, plan.resolution[0].action)
    return true
  }

  private linkPlainly(node: number, plan: Plan): void {
    const { view } = this
    const start = view.cell(node, TAPE.start) + 1
    const end = view.cell(node, TAPE.end) - 1
    const { editor, links } = this.options
    const made = links.write(linkNumber(plan.link), start, end, editor.spans)
    if (made === LINK.same) return
    if (made === LINK.none) this.withhold(node, plan)
    else editor.replaceBy(node, start, end, made)
    this.note(node, plan, plan.class, plan.resolution[0].action)
  }

  /** Takes a value away and says that it was there. */
  private withhold(node: number, plan: Plan): void {
    const { view } = this
    const { editor } = this.options
    if (plan.masked === undefined || view.has(node, FLAG.item)) editor.drop(node)
    else editor.replace(node, view.cell(node, TAPE.key), view.cell(node, TAPE.end), plan.masked)
  }

  private node(node: number, plan: Plan, kind: number): Refusal | undefined {
    switch (plan.role) {
      case ROLE.leaf: return kind === KIND.array ? undefined : this.leaf(node, plan, kind)
      case ROLE.whole:
        this.dropPlainly(node, plan)
        return undefined
      case ROLE.resource: return kind === KIND.object ? this.resource(node) : undefined
      case ROLE.resourceType:
        this.labels.meetType(node)
        return undefined
      case ROLE.meta:
        this.labels.meetMeta(node)
        return undefined
      case ROLE.security:
        if (kind === KIND.array) this.labels.meetSecurity(node)
        return undefined
      case ROLE.shadow:
        if ((this.view.cell(node, TAPE.info) & FLAG.item) === 0) this.shadows.push(node)
        return undefined
      case ROLE.extension:
      case ROLE.modifierExtension: return kind === KIND.object ? this.extension(node, plan.role === ROLE.modifierExtension) : undefined
      case ROLE.unknown: return this.unknown(node)
      case ROLE.reference:
      case ROLE.fact:
      case ROLE.container: return undefined
    }
  }

  private leaf(node: number, plan: Plan, kind: number): Refusal | undefined {
    const given = plan.refined === undefined ? plan.class : refineClass(this.view, node, plan)
    const resolution = plan.refined?.get(given) ?? plan.resolution
    const { action } = this.choose(resolution, node)
    if (kind === KIND.null) {
      if (action.do === 'drop') this.options.editor.drop(node)
      return undefined
    }
    if (action.do === 'drop') {
      this.options.editor.drop(node)
      this.note(node, plan, given, action)
      return undefined
    }
    if (action.do === 'keep') {
      if (plan.searched && mayTell(this.view, node, plan)) this.kept.nodes.push(node)
      this.options.witness?.(node, plan, given, action)
      return undefined
    }
    if (action.do === 'scan' && this.options.gate !== undefined && canScan(plan)) {
      this.scanned.push(node)
      return undefined
    }
    const result = applyAction(action, {
      view: this.view, node, plan, class: given, oldestAge: this.options.policy.oldestAge,
      subject: () => this.facts.subjects?.of(node),
    }, this.options.transforms)
    return this.carryOut(node, plan, given, action, result)
  }

  /** Scans the texts of the message together; what is found in them is decided by the rules of its class. */
  private settleTexts(): Refusal | undefined {
    const { view } = this
    for (const { node, plan, fate } of scanLeaves(this.options.gate as TextGate, view, this.scanned, this.facts)) {
      if (fate === STAYS) continue
      if (fate.is === 'refused') {
        return fate.by === 'nobody' ? refusalAt(view, node, 'SLUICE_SUBJECT', 'block') : refusalBy(view, node, fate.by)
      }
      const owner = labelledResource(view, node)
      if (fate.is === 'opaque') {
        this.withhold(node, plan)
        this.note(node, plan, plan.class, DROP, owner)
        continue
      }
      if (fate.counts !== undefined) this.noteInner(node, plan, fate.counts, owner)
      for (const near of fate.near ?? []) this.options.nearWitness?.(node, near)
      this.kept.meetWords(node, plan, fate.findings)
      for (const finding of fate.findings) this.note(node, plan, finding.class, finding.action, owner, finding)
      if (!writeLeaf(view, this.options.editor, node, fate.output)) continue
      this.changed = true
      if (fate.removed !== undefined) this.rewritten.push({ node, isBase64: plan.type === 'base64Binary', removed: fate.removed })
    }
    return undefined
  }

  /** Takes away what was to stay and names somebody. */
  private settleKept(gate: TextGate): Refusal | undefined {
    for (const { node, plan, finding } of searchKept(gate, this.view, this.kept, this.facts)) {
      const { action } = finding
      if (action.do === 'block' || action.do === 'quarantine') return refusalBy(this.view, node, action.do)
      const gone = withheldWith(this.view, node)
      if (gone === node) this.withhold(node, plan)
      else this.options.editor.drop(gone)
      this.note(node, plan, finding.class, DROP, labelledResource(this.view, node), finding)
    }
    return undefined
  }

  private carryOut(node: number, plan: Plan, given: ElementClass, action: Action, result: Result): Refusal | undefined {
    const { editor } = this.options
    const { view } = this
    const start = view.cell(node, TAPE.start)
    const end = view.cell(node, TAPE.end)
    switch (result.is) {
      case 'refuse':
        return refusalBy(this.view, node, action.do === 'quarantine' ? 'quarantine' : 'block')
      case 'same':
        this.options.witness?.(node, plan, given, { do: 'keep' })
        return undefined
      case 'drop':
        editor.drop(node)
        this.note(node, plan, given, DROP)
        return undefined
      case 'text':
        if (result.text.length === end - start - 2 && result.text === view.text(node)) return undefined
        editor.replace(node, start, end, JSON.stringify(result.text))
        break
      case 'number':
        this.comparators.write(view, editor, node, result)
        break
      case 'masked':
        this.withhold(node, plan)
    }
    this.note(node, plan, given, action)
    return undefined
  }

  private resource(node: number): Refusal | undefined {
    const { view } = this
    if (view.cell(node, TAPE.state) === view.compiled.unknownResource) {
      const { resourceType } = this.options.policy.unknown
      return resourceType === 'keep' ? undefined : refusalAt(this.view, node, 'SLUICE_FHIR_RESOURCE_TYPE', resourceType)
    }
    if (node === 0 || view.name(node) !== 'contained') {
      this.labels.enter(node)
    }
    return undefined
  }

  /** A resource that goes whole, counted once, and what is inside it, of which only the witness is told. */
  private passOver(node: number): void {
    const { view } = this
    const { editor, tallier, witness } = this.options
    const whole = this.wholes[this.wholesMet]
    if (whole?.node === node) {
      this.wholesMet++
      this.goneEnd = view.cell(node, TAPE.end)
      editor.drop(node)
      this.changed = true
      tallier.bump('sensitive', 'drop')
      if (view.name(node) === 'contained') this.labels.earn(this.labels.owner, 'drop')
    }
    if (witness === undefined) return
    const plan = view.plan(node)
    if (view.has(node, FLAG.mismatch)) witness(node, plan, 'opaque', DROP)
    else if (plan.role === ROLE.leaf && view.kind(node) < KIND.null) {
      witness(node, plan, plan.refined === undefined ? plan.class : refineClass(view, node, plan), DROP)
    }
  }

  private extension(node: number, modifier: boolean): Refusal | undefined {
    const { view } = this
    if (view.cell(node, TAPE.state) !== view.compiled.unknownExtension) return undefined
    const { extension, modifierExtension } = this.options.policy.unknown
    if (modifier) {
      return modifierExtension === 'keep' ? undefined : refusalAt(this.view, node, 'SLUICE_FHIR_MODIFIER_EXTENSION', modifierExtension)
    }
    if (extension === 'drop') {
      this.options.editor.drop(node)
      this.note(node, view.plan(node), 'opaque', DROP)
    } else if (extension !== 'keep') return refusalAt(this.view, node, 'SLUICE_FHIR_UNKNOWN_ELEMENT', extension)
    return undefined
  }

  /** A key that the model does not have, or a known one in a JSON form that it cannot have. */
  private unknown(node: number): Refusal | undefined {
    const { element, resourceType } = this.options.policy.unknown
    if (node === 0) return resourceType === 'keep' ? undefined : refusalAt(this.view, node, 'SLUICE_FHIR_RESOURCE_TYPE', resourceType)
    const { role } = this.view.plan(node)
    // A sibling in no form that FHIR knows still goes as its value does, and an array of values with it.
    if (role === ROLE.shadow && !this.view.has(node, FLAG.item)) this.shadows.push(node)
    if (element === 'keep') {
      // Labels have no place where meta has none.
      if (role === ROLE.meta) this.labels.meetOddMeta(node)
      if (role === ROLE.security) this.labels.meetOddSecurity(node)
      return undefined
    }
    if (element !== 'drop') return refusalAt(this.view, node, 'SLUICE_FHIR_UNKNOWN_ELEMENT', element)
    this.options.editor.drop(node)
    this.note(node, this.view.plan(node), 'opaque', DROP)
    return undefined
  }

  private choose(resolution: Resolution, node: number): { readonly action: Action } {
    if (resolution.length === 1) return resolution[0]
    return (
      resolution.find((step) => step.labels === undefined || this.facts.labels?.has(this.view.resourceOf(node), step.labels) === true) ?? {
        action: this.options.policy.default,
      }
    )
  }

  private note(node: number, plan: Plan, given: ElementClass, action: Action, owner = this.labels.owner, inText?: TextFinding): void {
    this.changed = true
    this.options.tallier.bump(given, action.do)
    this.labels.earn(owner, action.do)
    this.options.witness?.(node, plan, given, action, inText)
  }

  /** What was done within a resource that a leaf holds is done to the message. */
  private noteInner(node: number, plan: Plan, counts: Counts, owner: number): void {
    for (const [given, actions] of Object.entries(counts) as [ElementClass, Record<ActionName, number>][]) {
      for (const [action, count] of Object.entries(actions) as [ActionName, number][]) {
        for (let i = 0; i < count; i++) this.options.tallier.bump(given, action)
        this.labels.earn(owner, action)
        this.options.witness?.(node, plan, given, { do: action } as Action)
      }
    }
  }
}
