import { elementClass } from '../../src/classify/element-class.ts'
import type { ExtensionAnswer } from '../../src/classify/extension-rule.ts'
import type { Action } from '../../src/contract/action.ts'
import { valueForm, type ValueForm } from '../../src/classify/value-form.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'
import { jsonName, type ElementDefinition, type Model } from '../../src/fhir/model.ts'
import { candidates, enterExtension, matchKey, startMatch, stepMatch, type MatchState } from '../../src/policy/match.ts'
import type { Policy, PolicyRule } from '../../src/policy/schema.ts'
import { fateOf, possibleClasses, refinedClass, type Fate, type Tools } from './oracle-leaf.ts'
import { createSubjects, isLabelled, learnString, mayNamePatient, needsSubject, type Chain, type MessageFacts, type ResourceFacts } from './oracle-people.ts'
import { allowedExtension, fits, hasShadow, isPrimitive, isResourceType, partsOf, slotsOf, withoutValue, type Slot, type Slots } from './oracle-slots.ts'
import { isNull, leafOf, stringOf, memberOf, type Member, type ObjectTree, type Tree } from './tree.ts'

export interface OracleOptions {
  readonly policy: Policy
  readonly model: Model
  readonly destination: string
  readonly purpose: string
  readonly tools: Tools
  /** Whether an element of which no value can stay takes its extensions with it. */
  readonly collapses: boolean
}

export interface OracleAnswer {
  /** What is left of the message. */
  readonly output: Tree
  /** Why it must not pass; any one of these may be named. */
  readonly refusals: ReadonlySet<ErrorCode>
  /** Reasons inside of elements that go whole: to refuse for them is right, not to is harmless. */
  readonly hidden: ReadonlySet<ErrorCode>
}

/** Where an element stands: what it inherits from the elements around it. */
interface Place {
  readonly resource: ResourceFacts
  /** Where labels are written: contained resources have none of their own (FHIR R4, constraint dom-4). */
  readonly owner: Owner
  readonly match: MatchState
  readonly inherited: ElementClass | undefined
  readonly refinement: { readonly kind: 'identifier' | 'contact-point'; readonly holder: ObjectTree } | undefined
  readonly extension: ExtensionAnswer | undefined
  readonly targets: readonly string[]
  readonly chain: Chain
}

interface Owner {
  readonly isBundle: boolean
  readonly actions: Set<Action['do']>
}

/** What is left of an element: a value, nothing, or a mark that there was one. `lost`: of several values, one went. */
type Left = { readonly value: Tree | undefined; readonly masked: boolean; readonly lost: boolean }

const GONE: Left = { value: undefined, masked: false, lost: true }
const MASKED = '{"extension":[{"url":"http://hl7.org/fhir/StructureDefinition/data-absent-reason","valueCode":"masked"}]}'
const LABELS: readonly (readonly [string, readonly Action['do'][]])[] = [
  ['REDACTED', ['drop', 'redact']], ['ABSTRED', ['generalize']], ['MASKED', ['mask', 'encrypt']],
  ['PSEUDED', ['pseudonymize', 'shift', 'surrogate']],
]

/** The answer that a policy should give to a message: slow, over a tree, by the words of the policy language. */
export function askOracle(options: OracleOptions, message: Tree): OracleAnswer {
  const facts: MessageFacts = { resources: [], urls: new Map(), opened: new Set() }
  const learning = new Oracle(options, facts, undefined)
  learning.message(message)
  const deciding = new Oracle(options, facts, createSubjects(facts))
  const output = deciding.message(message)
  return { output, refusals: deciding.refusals, hidden: deciding.hidden }
}

/** Walks a message twice: first to learn who it is about and which labels it has, then to decide. */
class Oracle {
  refusals = new Set<ErrorCode>()
  readonly hidden = new Set<ErrorCode>()
  private readonly options: OracleOptions
  private readonly facts: MessageFacts
  private readonly subjectOf: ((resource: ResourceFacts) => string | undefined) | undefined
  private changed = false
  private readonly bundles: (() => void)[] = []

  constructor(options: OracleOptions, facts: MessageFacts, subjectOf: Oracle['subjectOf']) {
    this.options = options
    this.facts = facts
    this.subjectOf = subjectOf
  }

  message(tree: Tree): Tree {
    const left = this.resource(tree, undefined, undefined)
    if (this.changed) for (const label of this.bundles) label()
    return left.value ?? leafOf(null)
  }

  private resource(tree: Tree, place: Place | undefined, slot: Slot | undefined): Left {
    const { model, policy } = this.options
    const type = stringOf(memberOf(tree, 'resourceType')) ?? ''
    if (tree.is !== 'object' || !model.resourceTypes.has(type)) {
      return policy.unknown.resourceType === 'keep' ? kept(tree) : this.refused('SLUICE_FHIR_RESOURCE_TYPE')
    }
    const contained = slot?.definition.name === 'contained'
    const resource = this.factsOf(tree, type, place, contained)
    const owner = contained && place !== undefined ? place.owner : { isBundle: type === 'Bundle', actions: new Set<Action['do']>() }
    const whole = this.wholeRule(resource)
    if (whole !== undefined && this.subjectOf !== undefined) {
      if (whole !== 'drop' || place === undefined) return this.refused(whole === 'quarantine' ? 'SLUICE_POLICY_QUARANTINE' : 'SLUICE_POLICY_BLOCK')
      return this.did('drop', contained ? place : { ...place, owner }, GONE)
    }
    const slots = slotsOf(model, model.type(type)?.elements ?? [])
    const left = this.object(tree, slots, {
      resource, owner, match: startMatch(policy.rules, type), inherited: undefined, refinement: undefined,
      extension: undefined, targets: [], chain: { tree, slot, above: undefined },
    }, ['resourceType'])
    if (!contained && left.value?.is === 'object') this.label(left.value, owner)
    return left
  }

  private factsOf(tree: ObjectTree, type: string, place: Place | undefined, contained: boolean): ResourceFacts {
    const known = this.facts.resources.find((one) => one.tree === tree)
    if (known !== undefined) return known
    const resource = {
      type, tree, holder: place?.resource, contained, within: place?.chain.tree, labels: new Set<string>(), named: [],
      possible: [], identifiers: [],
    }
    this.facts.resources.push(resource)
    return resource
  }

  /** A rule that removes or refuses and names no element speaks of whole resources. */
  private wholeRule(resource: ResourceFacts): Action['do'] | undefined {
    return this.options.policy.rules.find((rule) => isWhole(rule) && this.applies(rule, resource) &&
      (rule.when.resourceType?.includes(resource.type) ?? true))?.then.do
  }

  private applies(rule: PolicyRule, resource: ResourceFacts): boolean {
    return this.isFor(rule) && (rule.when.label === undefined || isLabelled(resource, rule.when.label))
  }

  private isFor({ when }: PolicyRule): boolean {
    const { destination, purpose } = this.options
    return (when.destination?.includes(destination) ?? true) && (when.purpose?.includes(purpose) ?? true) && when.client === undefined
  }

  /** `structural` members say what the rest is: an object that lost all the rest goes, unless it is a resource. */
  private object(tree: ObjectTree, slots: Slots, place: Place, structural: readonly string[]): Left {
    this.facts.opened.add(tree)
    const lefts = new Map<string, Left>()
    for (const { key, value } of tree.members) {
      const slot = slots.get(key)
      lefts.set(key, structural.includes(key) && slot === undefined ? kept(value)
        : slot === undefined ? this.unknown(value, place) : this.element(slot, value, place))
    }
    for (const key of lefts.keys()) {
      const base = key.startsWith('_') ? lefts.get(key.slice(1)) : undefined
      const slot = slots.get(key)
      if (base === undefined || slot?.shadow !== true || !(base.lost || base.masked)) continue
      lefts.set(key, GONE)
      if (slot.definition.max !== 1) lefts.set(key.slice(1), GONE)
    }
    const members: Member[] = []
    for (const [key, { value, masked }] of lefts) {
      if (value !== undefined) members.push({ key, value })
      else if (masked) members.push(standIn(this.options.model, slots.get(key)))
    }
    const bare = slots.get('url')?.definition.path === 'Extension.url' ? 1 : 0
    const lost = [...lefts.values()].some((left) => left.value === undefined && !left.masked)
    if (lost && members.length <= bare && !structural.includes('resourceType')) return GONE
    for (const key of lefts.keys()) {
      const slot = slots.get(key)
      if (slot === undefined || slot.definition.min === 0) continue
      // Only a value is missed: where there was just its `_` sibling, there was none.
      if (slot.shadow) continue
      // What always stays goes only in a form that FHIR does not know, and then nothing can stand for it.
      if (isPrimitive(this.options.model, slot.type) && this.alwaysKeeps(slot, place)) continue
      const name = jsonName(slot.definition, slot.type)
      if (!members.some((member) => member.key === name || member.key === `_${name}`)) members.push(standIn(this.options.model, slot))
    }
    this.topped(lefts, members)
    return { value: { is: 'object', members }, masked: false, lost: false }
  }

  private readonly comparators = new WeakMap<Left, string>()

  private topped(lefts: ReadonlyMap<string, Left>, members: Member[]): void {
    for (const left of lefts.values()) {
      const comparator = this.comparators.get(left)
      if (comparator === undefined) continue
      const at = members.findIndex(({ key }) => key === 'comparator')
      members.splice(at < 0 ? members.length : at, at < 0 ? 0 : 1, { key: 'comparator', value: leafOf(comparator) })
    }
  }

  private element(slot: Slot, value: Tree, place: Place): Left {
    if (slot.definition.max === 1) return this.single(slot, value, place, false)
    if (value.is !== 'array') return this.unknown(value, place)
    const lefts = value.items.map((item) => this.single(slot, item, place, true))
    const lost = lefts.some((left) => left.value === undefined)
    const items = lefts.flatMap((left) => left.value ?? (slot.shadow ? leafOf(null) : []))
    // Nulls that keep no place of anything are nothing.
    const gone = (lost || slot.shadow && items.length > 0) && items.every((item) => slot.shadow && isNull(item))
    return { value: gone ? undefined : { is: 'array', items }, masked: false, lost }
  }

  private single(slot: Slot, value: Tree, place: Place, item: boolean): Left {
    const { model } = this.options
    const { type } = slot
    if (isResourceType(model, type) && value.is === 'object') return this.resource(value, place, slot)
    if (!fits(model, slot, value)) return this.unknown(value, place)
    if (slot.shadow && isNull(value)) return kept(value)
    const here = { ...place, match: matchOf(slot, place) }
    if (value.is !== 'object') return this.leaf(slot, value.is === 'leaf' ? value.source : '', here, item)
    const chain = { tree: value, slot, above: place.chain }
    if (this.goesWhole(slot, here)) return this.whole(slot, value, { ...here, chain })
    if (type === 'Extension') return this.extension(slot, value, here)
    return this.object(value, partsOf(model, slot), slot.shadow
      ? { ...here, extension: undefined, targets: [], chain }
      : this.inside(slot, value, { ...here, chain }), [])
  }

  /** What would be reason to refuse inside is looked for all the same. */
  private whole(slot: Slot, tree: ObjectTree, place: Place): Left {
    const before = this.refusals
    this.refusals = this.hidden
    const owner = { isBundle: false, actions: new Set<Action['do']>() }
    this.object(tree, partsOf(this.options.model, slot), this.inside(slot, tree, { ...place, owner }), [])
    this.refusals = before
    return this.did('drop', place, GONE)
  }

  /** True where no value of a complex element can stay in any message: what extends it then goes too. */
  private goesWhole(slot: Slot, place: Place): boolean {
    if (!this.options.collapses || slot.shadow || slot.type === 'Extension') return false
    const values = { count: 0 }
    return this.losesAll(slot, place, new Set(), values) && values.count > 0
  }

  private losesAll(slot: Slot, place: Place, met: Set<string>, values: { count: number }): boolean {
    const { model, policy } = this.options
    const { definition, type } = slot
    if (slot.shadow || definition.path === 'Extension.url') return true
    // What extends an element that has a class as a whole goes with it; elsewhere its URL decides.
    if (type === 'Extension') return place.inherited !== undefined && this.alwaysDrops('opaque', place)
    if (isResourceType(model, type) || needsSubject(policy) && mayNamePatient(definition, type)) return false
    if (isPrimitive(model, type)) {
      values.count++
      const given = this.classOf(slot, place).class ?? 'opaque'
      const classes = place.refinement === undefined ? [given] : possibleClasses(given, place.refinement.kind)
      return classes.every((each) => this.alwaysDrops(each, place))
    }
    const key = [definition.contentReference ?? definition.path, type, matchKey(place.match), place.inherited, place.targets.join()].join('|')
    if (met.has(key)) return true
    met.add(key)
    const inside = this.inside(slot, place.chain.tree, place)
    return [...partsOf(model, slot).values()].every((part) => this.losesAll(part, { ...inside, match: matchOf(part, inside) }, met, values))
  }

  private alwaysKeeps(slot: Slot, place: Place): boolean {
    const here = { ...place, match: matchOf(slot, place) }
    const given = this.classOf(slot, place).class ?? 'opaque'
    const first = this.rulesFor(given, here)[0]
    if (formOf(slot, given) !== undefined) return false
    return first?.when.label === undefined && first?.then.do === 'keep'
  }

  private rulesFor(given: ElementClass, place: Place): PolicyRule[] {
    const { policy } = this.options
    return candidates(place.match, given, undefined).flatMap((index) => policy.rules[index] ?? [])
      .filter((rule) => !isWhole(rule) && this.isFor(rule))
  }

  private alwaysDrops(given: ElementClass, place: Place): boolean {
    const { policy } = this.options
    const first = this.rulesFor(given, place)[0]
    return first === undefined ? policy.default.do === 'drop' : first.when.label === undefined && first.then.do === 'drop'
  }

  private inside(slot: Slot, tree: ObjectTree, place: Place): Place {
    const { definition, type } = slot
    const answer = this.classOf(slot, place)
    const own = definition.types.find(({ code }) => code === type)?.targets ?? []
    const pointing = type === 'Reference' || type === 'CodeableReference'
    const kind = type === 'Identifier' ? 'identifier' : type === 'ContactPoint' ? 'contact-point' : undefined
    return {
      ...place, extension: undefined,
      inherited: answer.class,
      refinement: kind === undefined ? place.refinement : { kind, holder: tree },
      targets: pointing ? (own.length > 0 ? own : place.targets) : [],
    }
  }

  private extension(slot: Slot, tree: ObjectTree, place: Place): Left {
    const { policy, model } = this.options
    const modifier = slot.definition.name === 'modifierExtension'
    const allowed = allowedExtension(policy, tree, { modifier, inherited: place.inherited, enclosing: place.extension })
    if (allowed === undefined) {
      const unknown = modifier ? policy.unknown.modifierExtension : policy.unknown.extension
      if (unknown === 'keep') return kept(tree)
      if (unknown !== 'drop') return this.refused(modifier ? 'SLUICE_FHIR_MODIFIER_EXTENSION' : 'SLUICE_FHIR_UNKNOWN_ELEMENT')
      return this.did('drop', place, GONE)
    }
    const { url } = allowed
    const answer = place.inherited === undefined ? allowed.answer : { ...allowed.answer, class: 'descend' as const, children: new Map() }
    const elements = (answer.children?.size ?? 0) > 0 ? withoutValue(model, 'Extension') : (model.type('Extension')?.elements ?? [])
    return this.object(tree, slotsOf(model, elements), {
      ...place, match: enterExtension(place.match, url), refinement: undefined, targets: [], extension: answer,
      chain: { tree, slot, above: place.chain },
    }, [])
  }

  private classOf({ definition, type }: Slot, place: Place): { readonly class: ElementClass | undefined; readonly covers: 'subtree' | 'element' } {
    const { extension, inherited } = place
    if (inherited === undefined && extension !== undefined && extension.class !== 'descend' && definition.path === 'Extension.value[x]') {
      return { class: extension.class, covers: 'subtree' }
    }
    return elementClass({ model: this.options.model, definition, type, inherited, targets: place.targets })
  }

  private leaf(slot: Slot, source: string, place: Place, item: boolean): Left {
    const { definition, type } = slot
    const told = refinedClass(this.classOf(slot, place).class ?? 'opaque', place.refinement?.kind, place.refinement?.holder)
    const tree: Tree = { is: 'leaf', source }
    const given = this.formedClass(slot, told, stringOf(tree), place)
    if (this.subjectOf === undefined) {
      const text = stringOf(tree)
      if (text !== undefined) learnString(this.facts, place.resource, definition.path, text, place.chain)
    }
    const action = this.actionFor(given, place)
    if (isNull(tree)) return action.do === 'drop' ? GONE : kept(tree)
    const fate = fateOf(action, {
      source, path: definition.path, type, class: given, holder: place.chain.tree,
      subject: () => this.subjectOf?.(place.resource),
    }, this.options.tools)
    return this.carryOut(fate, action, tree, { slot, place, item })
  }

  /** A value that may be kept must look like what its element says. */
  private formedClass(slot: Slot, given: ElementClass, text: string | undefined, place: Place): ElementClass {
    const form = formOf(slot, given)
    if (form === undefined || text === undefined || form.matches(text)) return given
    const rules = this.rulesFor(given, place)
    const last = rules.findIndex(({ when }) => when.label === undefined)
    const actions = last < 0 ? [...rules.map(({ then }) => then), this.options.policy.default] : rules.slice(0, last + 1).map(({ then }) => then)
    return actions.some((action) => action.do === 'keep') ? form.otherwise : given
  }

  private carryOut(fate: Fate, action: Action, tree: Tree, { slot, place, item }: { slot: Slot; place: Place; item: boolean }): Left {
    switch (fate.is) {
      case 'keep': return kept(tree)
      case 'drop': return this.did('drop', place, GONE)
      case 'refuse': return this.refused(action.do === 'quarantine' ? 'SLUICE_POLICY_QUARANTINE' : 'SLUICE_POLICY_BLOCK')
      case 'masked': {
        const cannot = item || slot.type === 'xhtml' || !hasShadow(this.options.model, slot.definition, slot.type)
        return this.did(action.do, place, cannot ? GONE : { value: undefined, masked: true, lost: false })
      }
      case 'value': {
        const same = tree.is === 'leaf' && tree.source === fate.value.source && tree.source.startsWith('"')
        const left = kept(fate.value)
        if (fate.comparator !== undefined) this.comparators.set(left, fate.comparator)
        return same ? left : this.did(action.do, place, left)
      }
    }
  }

  private actionFor(given: ElementClass, place: Place): Action {
    const { policy } = this.options
    const index = candidates(place.match, given, undefined).find((one) => {
      const rule = policy.rules[one]
      return rule !== undefined && !isWhole(rule) && this.applies(rule, place.resource)
    })
    return index === undefined ? policy.default : (policy.rules[index]?.then ?? policy.default)
  }

  private unknown(value: Tree, place: Place): Left {
    const { element } = this.options.policy.unknown
    if (element === 'keep') return kept(value)
    return element === 'drop' ? this.did('drop', place, GONE) : this.refused('SLUICE_FHIR_UNKNOWN_ELEMENT')
  }

  private refused(code: ErrorCode): Left {
    this.refusals.add(code)
    return kept(leafOf(null))
  }

  private did(action: Action['do'], place: Place, left: Left): Left {
    this.changed = true
    place.owner.actions.add(action)
    return left
  }

  private label(tree: ObjectTree, { isBundle, actions }: Owner): void {
    const { policy } = this.options
    if (!policy.labels) return
    const could = new Set([policy.default, ...policy.rules.map((rule) => rule.then)].map((action) => action.do))
    const write = (done: ReadonlySet<Action['do']>) => () => writeLabels(tree, done)
    if (isBundle) this.bundles.push(write(could))
    else write(actions)()
  }
}

function matchOf({ definition, type }: Slot, place: Place): MatchState {
  const baseName = definition.choice ? `${definition.name}[x]` : definition.name
  return stepMatch(place.match, { name: jsonName(definition, type), baseName, type, definitionPath: definition.path })
}

function kept(value: Tree): Left {
  return { value, masked: false, lost: false }
}

function isWhole({ when, then }: PolicyRule): boolean {
  const { class: phi, path, type, extension, confidence } = when
  return [phi, path, type, extension, confidence].every((condition) => condition === undefined) && ['drop', 'block', 'quarantine'].includes(then.do)
}


function writeLabels(resource: ObjectTree, done: ReadonlySet<Action['do']>): void {
  const items = LABELS.filter(([, actions]) => actions.some((action) => done.has(action))).map(([code]): Tree => ({
    is: 'object', members: [
      { key: 'system', value: leafOf('http://terminology.hl7.org/CodeSystem/v3-ObservationValue') }, { key: 'code', value: leafOf(code) },
    ],
  }))
  if (items.length === 0) return
  const meta = ensure(resource, 'meta', { is: 'object', members: [] })
  if (meta.is !== 'object') return
  const security = ensure(meta, 'security', { is: 'array', items: [] })
  if (security.is === 'array') security.items.push(...items)
}

function ensure(tree: ObjectTree, key: string, value: Tree): Tree {
  const found = memberOf(tree, key)
  if (found !== undefined) return found
  tree.members.push({ key, value })
  return value
}

/** The member that says a value was withheld (extension `data-absent-reason`, code `masked`). */
function standIn(model: Model, slot: Slot | undefined): Member {
  if (slot === undefined) throw new Error('an unknown element has no stand-in')
  const { definition, type } = slot
  const one: Tree = isPrimitive(model, type) ? masked([]) : masked(requiredParts(model, definition, type, []))
  const name = jsonName(definition, type)
  return { key: isPrimitive(model, type) ? `_${name}` : name, value: definition.max === 1 ? one : { is: 'array', items: [one] } }
}

function masked(parts: readonly Member[]): ObjectTree {
  return { is: 'object', members: [{ key: 'extension', value: MASKED_EXTENSION() }, ...parts] }
}

const MASKED_EXTENSION = (): Tree => {
  const [extension] = (JSON.parse(MASKED) as { extension: { url: string; valueCode: string }[] }).extension
  return { is: 'array', items: [{ is: 'object', members: [
    { key: 'url', value: leafOf(extension?.url ?? '') }, { key: 'valueCode', value: leafOf(extension?.valueCode ?? '') },
  ] }] }
}

function requiredParts(model: Model, definition: ElementDefinition, type: string, above: readonly string[]): Member[] {
  const parts = definition.children.length > 0 ? definition.children : (model.type(type)?.elements ?? [])
  return parts.flatMap((part) => {
    const code = part.types[0]?.code
    if (part.min === 0 || code === undefined || above.includes(part.path)) return []
    const shape = isPrimitive(model, code) ? masked([]) : masked(requiredParts(model, part, code, [...above, part.path]))
    const name = jsonName(part, code)
    return [{ key: isPrimitive(model, code) ? `_${name}` : name, value: part.max === 1 ? shape : { is: 'array', items: [shape] } }]
  })
}

function formOf({ definition, type }: Slot, given: ElementClass): ValueForm | undefined {
  return given === 'not-identifying' || given === 'date' ? valueForm(definition.path, type) : undefined
}
