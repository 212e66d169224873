import { elementClass } from '../../src/classify/element-class.ts'
import { valueForm } from '../../src/classify/value-form.ts'
import type { Action } from '../../src/contract/action.ts'
import type { ElementClass } from '../../src/contract/classes.ts'
import { closedList, type Model } from '../../src/fhir/model.ts'
import type { Policy } from '../../src/policy/language/schema.ts'
import type { Place, Step } from './element-places.ts'

/** The class of the element at a place, asked of the classifier step by step; undefined when its parts decide. */
export function classAt(model: Model, place: Place): ElementClass | undefined {
  let inherited: ElementClass | undefined
  let targets: readonly string[] = []
  for (const { definition, type } of place.steps) {
    inherited = elementClass({ model, definition, type, inherited, targets }).class
    const own = definition.types.find(({ code }) => code === type)?.targets ?? []
    if (type !== 'Reference' && type !== 'CodeableReference') targets = []
    else if (own.length > 0) targets = own
  }
  return inherited
}

/** What has a class only in a form that this value does not have is something else. */
export function formedClass(model: Model, { definition, type }: Step, given: ElementClass, json: string): ElementClass {
  const isFormed = given === 'not-identifying' || given === 'date' || given === 'address'
  const form = isFormed ? valueForm(definition.path, type, closedList(model, definition, type)) : undefined
  return form === undefined || form.matches(JSON.parse(json) as string) ? given : form.otherwise
}

/**
 * What a policy does with a class at a place, by the slow reading of its rules: first match, in order, no labels
 * present. It shares no code with the compiler.
 */
export function actionFor(policy: Policy, place: Place, given: ElementClass): Action {
  for (const { when, then } of policy.rules) {
    if (when.label !== undefined || when.extension !== undefined || when.in?.includes('element') === false) continue
    if (when.class !== undefined && !when.class.includes(given)) continue
    if (when.resourceType !== undefined && !when.resourceType.includes(place.resourceType)) continue
    if (when.type !== undefined && !place.steps.some(({ type }) => when.type?.includes(type))) continue
    if (when.path !== undefined && !when.path.some((path) => covers(path.split('.'), place))) continue
    return then
  }
  return policy.default
}

/** Types whose values are text, or content with text in it. */
const SCANNED = new Set(['string', 'markdown', 'xhtml', 'base64Binary'])

/** Whether a value in which no detector finds anything leaves as it came. What goes with other content goes without it. */
export function leavesAsItIs(action: Action, { definition, type }: Step): boolean {
  return action.do === 'keep' || action.do === 'scan' && SCANNED.has(type) && definition.path !== 'Attachment.hash'
}

/** A path covers a place when it ends at the element or above it, counted from the resource, a datatype or the definition. */
function covers([root = '', ...segments]: readonly string[], { resourceType, steps }: Place): boolean {
  const starts = steps.flatMap(({ type }, index) => type === root ? [index + 1] : [])
  if (root === 'Resource' || root === resourceType) starts.push(0)
  const runs = starts.some((start) => segments.every((segment, at) => fits(segment, steps[start + at])))
  return runs || steps.some(({ definition }) => {
    const [owner, ...names] = definition.path.split('.')
    return owner === root && segments.length <= names.length && segments.every((segment, at) => segment === names[at])
  })
}

function fits(segment: string, step: Step | undefined): boolean {
  return step !== undefined && (segment === '*' || segment === step.name || segment === step.definition.name ||
    segment === `${step.definition.name}[x]`)
}
