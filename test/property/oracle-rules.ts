import { valueForm, type ValueForm } from '../../src/classify/value-form.ts'
import type { Action } from '../../src/contract/action.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import { candidates, matchKey } from '../../src/policy/compile/match.ts'
import type { PolicyRule } from '../../src/policy/language/schema.ts'
import { closedList } from '../../src/fhir/model.ts'
import { possibleClasses } from './oracle-leaf.ts'
import { isLabelled, mayNamePatient, needsSubject, type ResourceFacts } from './oracle-people.ts'
import { classOf, inside, matchOf, type OracleOptions, type Place } from './oracle-place.ts'
import { isPrimitive, isResourceType, partsOf, type Slot } from './oracle-slots.ts'

/** A rule that removes or refuses and names no element speaks of whole resources. */
export function wholeRule(options: OracleOptions, resource: ResourceFacts): Action['do'] | undefined {
  return options.policy.rules.find((rule) => isWhole(rule) && applies(options, rule, resource) &&
    (rule.when.resourceType?.includes(resource.type) ?? true))?.then.do
}

function applies(options: OracleOptions, rule: PolicyRule, resource: ResourceFacts): boolean {
  return isFor(options, rule) && (rule.when.label === undefined || isLabelled(resource, rule.when.label))
}

function isFor(options: OracleOptions, { when }: PolicyRule): boolean {
  const { destination, purpose } = options
  return (when.destination?.includes(destination) ?? true) && (when.purpose?.includes(purpose) ?? true) && when.client === undefined
}

/** True where a value stays in every message. */
export function alwaysKeeps(options: OracleOptions, slot: Slot, place: Place): boolean {
  const here = { ...place, match: matchOf(slot, place) }
  const given = classOf(options, slot, place).class ?? 'opaque'
  const first = rulesFor(options, given, here)[0]
  if (formOf(options, slot, given, place) !== undefined) return false
  return first?.when.label === undefined && first?.then.do === 'keep'
}

function rulesFor(options: OracleOptions, given: ElementClass, place: Place): PolicyRule[] {
  const { policy } = options
  return candidates(place.match, given, undefined).flatMap((index) => policy.rules[index] ?? [])
    .filter((rule) => !isWhole(rule) && isFor(options, rule))
}

function alwaysDrops(options: OracleOptions, given: ElementClass, place: Place): boolean {
  const { policy } = options
  const first = rulesFor(options, given, place)[0]
  return first === undefined ? policy.default.do === 'drop' : first.when.label === undefined && first.then.do === 'drop'
}

/** True where no value of a complex element can stay in any message: what extends it then goes too. */
export function goesWhole(options: OracleOptions, slot: Slot, place: Place): boolean {
  if (!options.collapses || slot.shadow || slot.type === 'Extension') return false
  const values = { count: 0 }
  return losesAll(options, slot, place, new Set(), values) && values.count > 0
}

function losesAll(options: OracleOptions, slot: Slot, place: Place, met: Set<string>, values: { count: number }): boolean {
  const { model, policy } = options
  const { definition, type } = slot
  if (slot.shadow || definition.path === 'Extension.url') return true
  // What extends an element that has a class as a whole goes with it; elsewhere its URL decides.
  if (type === 'Extension') return place.inherited !== undefined && alwaysDrops(options, 'opaque', place)
  if (isResourceType(model, type) || needsSubject(policy) && mayNamePatient(definition, type)) return false
  if (isPrimitive(model, type)) {
    values.count++
    const given = classOf(options, slot, place).class ?? 'opaque'
    const classes = place.refinement === undefined ? [given] : possibleClasses(given, place.refinement.kind)
    return classes.every((each) => alwaysDrops(options, each, place))
  }
  const key = [definition.contentReference ?? definition.path, type, matchKey(place.match), place.inherited, place.targets.join()].join('|')
  if (met.has(key)) return true
  met.add(key)
  const within = inside(options, slot, place.chain.tree, place)
  return [...partsOf(model, slot).values()].every((part) =>
    losesAll(options, part, { ...within, match: matchOf(part, within) }, met, values),
  )
}

/** What the first rule that holds for a value in this message does with it. */
export function actionFor(options: OracleOptions, given: ElementClass, place: Place): Action {
  const { policy } = options
  const index = candidates(place.match, given, undefined).find((one) => {
    const rule = policy.rules[one]
    return rule !== undefined && !isWhole(rule) && applies(options, rule, place.resource)
  })
  return index === undefined ? policy.default : (policy.rules[index]?.then ?? policy.default)
}

/** A value that may be kept must look like what its element says. */
export function formedClass(
  options: OracleOptions, slot: Slot, given: ElementClass, { text, place }: { readonly text: string | undefined; readonly place: Place },
): ElementClass {
  const form = formOf(options, slot, given, place)
  if (form === undefined || text === undefined || form.matches(text)) return given
  const rules = rulesFor(options, given, place)
  const last = rules.findIndex(({ when }) => when.label === undefined)
  const actions = last < 0 ? [...rules.map(({ then }) => then), options.policy.default] : rules.slice(0, last + 1).map(({ then }) => then)
  return actions.some((action) => action.do === 'keep') ? form.otherwise : given
}

function formOf(options: OracleOptions, slot: Slot, given: ElementClass, place: Place): ValueForm | undefined {
  const { definition, type } = slot
  if (given !== 'not-identifying' && given !== 'date' && given !== 'address') return undefined
  const isTrusted = classOf(options, slot, place).isTrusted === true
  return valueForm(isTrusted ? '' : definition.path, type, closedList(options.model, definition, type))
}

function isWhole({ when, then }: PolicyRule): boolean {
  const { class: phi, path, type, extension, confidence } = when
  return (
    [phi, path, type, extension, confidence].every((condition) => condition === undefined) &&
    ['drop', 'block', 'quarantine'].includes(then.do)
  )
}
