import { extensionElements } from '../../src/classify/extension-rule.ts'
import type { Action } from '../../src/contract/action.ts'
import type { ErrorCode } from '../../src/contract/errors.ts'
import { jsonName } from '../../src/fhir/model.ts'
import { enterExtension, startMatch } from '../../src/policy/compile/match.ts'
import { fateOf, refinedClass, type Fate } from './oracle-leaf.ts'
import { standIn, writeLabels } from './oracle-marks.ts'
import { createSubjects, learnMisfit, learnString, type MessageFacts, type ResourceFacts } from './oracle-people.ts'
import { classOf, inside, matchOf, type OracleAnswer, type OracleOptions, type Owner, type Place } from './oracle-place.ts'
import { actionFor, alwaysKeeps, formedClass, goesWhole, wholeRule } from './oracle-rules.ts'
import {
  allowedExtension, fits, hasShadow, isPrimitive, isResourceType, partsOf, slotsOf, type Slot, type Slots,
} from './oracle-slots.ts'
import { isNull, leafOf, stringOf, memberOf, type Member, type ObjectTree, type Tree } from './tree.ts'

/** What is left of an element: a value, nothing, or a mark that there was one. `lost`: of several values, one went. */
type Left = { readonly value: Tree | undefined; readonly masked: boolean; readonly lost: boolean }

const GONE: Left = { value: undefined, masked: false, lost: true }

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
  /** Inside an element that is dropped as one. */
  private unread = false
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
    const whole = wholeRule(this.options, resource)
    if (whole !== undefined && this.subjectOf !== undefined) {
      if (whole !== 'drop' || place === undefined)
        return this.refused(whole === 'quarantine' ? 'SLUICE_POLICY_QUARANTINE' : 'SLUICE_POLICY_BLOCK')
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
      if (isPrimitive(this.options.model, slot.type) && alwaysKeeps(this.options, slot, place)) continue
      const name = jsonName(slot.definition, slot.type)
      if (!members.some((member) => member.key === name || member.key === `_${name}`)) members.push(standIn(this.options.model, slot))
    }
    const end = place.chain.tree === tree ? place.chain.slot?.definition.path : undefined
    if (end === 'Range.low' || end === 'Range.high') {
      if ([...lefts.values()].some((left) => this.comparators.has(left))) {
        if (end === 'Range.high') return GONE
        return { value: { is: 'object', members: members.filter(({ key }) => !/^_?comparator$/.test(key)) }, masked: false, lost: false }
      }
    } else this.topped(lefts, members)
    return { value: { is: 'object', members }, masked: false, lost: false }
  }

  private readonly comparators = new WeakMap<Left, string>()

  private topped(lefts: ReadonlyMap<string, Left>, members: Member[]): void {
    for (const left of lefts.values()) {
      const comparator = this.comparators.get(left)
      if (comparator === undefined) continue
      // It takes the place of what says that one was there, too.
      const standing = lefts.get('comparator')?.masked === true ? '_comparator' : 'comparator'
      const at = members.findIndex(({ key }) => key === standing)
      members.splice(at < 0 ? members.length : at, at < 0 ? 0 : 1, { key: 'comparator', value: leafOf(comparator) })
    }
  }

  private element(slot: Slot, value: Tree, place: Place): Left {
    if (slot.definition.max === 1) return this.single(slot, value, place, false)
    if (value.is !== 'array') return this.misfit(slot, value, place)
    const lefts = value.items.map((item) => this.single(slot, item, place, true))
    const lost = lefts.some((left) => left.value === undefined)
    const items = lefts.flatMap((left) => left.value ?? (slot.shadow ? leafOf(null) : []))
    // Nulls that keep no place of anything are nothing.
    const gone = (lost || slot.shadow && items.length > 0) && items.every((item) => slot.shadow && isNull(item))
    return { value: gone ? undefined : { is: 'array', items }, masked: false, lost }
  }

  private single(slot: Slot, value: Tree, place: Place, item: boolean): Left {
    const { model } = this.options
    const { type, definition } = slot
    if (isResourceType(model, type) && value.is === 'object') return this.resource(value, place, slot)
    if (!fits(model, slot, value)) return this.misfit(slot, value, place)
    if (slot.shadow && isNull(value)) return kept(value)
    const here = { ...place, match: matchOf(slot, place) }
    if (value.is !== 'object') return this.leaf(slot, value.is === 'leaf' ? value.source : '', here, item)
    const chain = { tree: value, slot, above: place.chain }
    if (goesWhole(this.options, slot, here)) return this.whole(slot, value, { ...here, chain })
    if (type === 'Extension') return this.extension(slot, value, here)
    if (definition.path === 'Bundle.entry' && this.entryGoes(value)) return this.did('drop', place, GONE)
    return this.object(value, partsOf(model, slot), slot.shadow
      ? { ...here, extension: undefined, targets: [], chain }
      : inside(this.options, slot, value, { ...here, chain }), [])
  }

  private misfit(slot: Slot, value: Tree, place: Place): Left {
    learnMisfit(place.resource, slot, place.chain)
    return this.unknown(value, place)
  }

  /** An entry says nothing without its resource. */
  private entryGoes(entry: ObjectTree): boolean {
    const resource = this.facts.resources.find(({ tree }) => tree === memberOf(entry, 'resource'))
    return this.subjectOf !== undefined && resource !== undefined && wholeRule(this.options, resource) === 'drop'
  }

  /**
   * What would be reason to refuse inside is looked for all the same. Nobody is named there: a reference in an extension
   * of what is dropped unread says nothing of whose message it is.
   */
  private whole(slot: Slot, tree: ObjectTree, place: Place): Left {
    const before = this.refusals
    const { unread } = this
    this.refusals = this.hidden
    this.unread = true
    const owner = { isBundle: false, actions: new Set<Action['do']>() }
    this.object(tree, partsOf(this.options.model, slot), inside(this.options, slot, tree, { ...place, owner }), [])
    this.refusals = before
    this.unread = unread
    return this.did('drop', place, GONE)
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
    return this.object(tree, slotsOf(model, extensionElements(model, answer)), {
      ...place, match: enterExtension(place.match, url), refinement: undefined, targets: [], extension: answer,
      chain: { tree, slot, above: place.chain },
    }, [])
  }

  private leaf(slot: Slot, source: string, place: Place, item: boolean): Left {
    const { definition, type } = slot
    const told = refinedClass(classOf(this.options, slot, place).class ?? 'opaque', place.refinement?.kind, place.refinement?.holder)
    const tree: Tree = { is: 'leaf', source }
    const given = formedClass(this.options, slot, told, { text: stringOf(tree), place })
    if (this.subjectOf === undefined && !this.unread) {
      const text = stringOf(tree)
      if (text !== undefined) learnString(this.facts, place.resource, definition.path, text, place.chain)
    }
    const action = actionFor(this.options, given, place)
    if (isNull(tree)) return action.do === 'drop' ? GONE : kept(tree)
    const fate = fateOf(action, {
      source, path: definition.path, type, class: given, holder: place.chain.tree,
      subject: () => this.subjectOf?.(place.resource),
    }, this.options.tools)
    return this.carryOut(fate, action, tree, { slot, place, item })
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

function kept(value: Tree): Left {
  return { value, masked: false, lost: false }
}

