import type { ElementClass } from '../contract/classes.ts'
import { candidates, type MatchState } from './match.ts'
import type { Resolution, Step } from './plan.ts'
import type { Policy, PolicyRule } from './schema.ts'

/** To whom a message goes, and why: known before it arrives. */
export interface Audience {
  readonly destination: string
  readonly purpose: string
  readonly client: string | undefined
}

/** The confidence of what the FHIR model says about an element. */
const MODEL_CONFIDENCE = 1

/** The rules that decide an element of this class, up to the first one that needs no label. */
export function resolve(
  policy: Policy, audience: Audience, match: MatchState, elementClass: ElementClass,
): Resolution {
  const steps: Step[] = []
  for (const index of candidates(match, elementClass, undefined)) {
    const rule = policy.rules[index] as PolicyRule
    if (isWholeResource(rule) || !isFor(rule, audience)) continue
    steps.push({ labels: rule.when.label, action: rule.then, rule: index })
    if (rule.when.label === undefined) break
  }
  if (steps.at(-1)?.labels !== undefined || steps.length === 0) {
    steps.push({ labels: undefined, action: policy.default, rule: -1 })
  }
  return steps as unknown as Resolution
}

/** The rules that speak of a resource as a whole: no class, path, type or extension. They are asked first. */
export function resolveWhole(policy: Policy, audience: Audience, resourceType: string): readonly Step[] {
  return policy.rules.flatMap((rule, index) => {
    const applies = isWholeResource(rule) && isFor(rule, audience) &&
      (rule.when.resourceType === undefined || rule.when.resourceType.includes(resourceType))
    return applies ? [{ labels: rule.when.label, action: rule.then, rule: index }] : []
  })
}

/** A rule that drops, blocks or quarantines and names no element: it decides about the resource, not its elements. */
export function isWholeResource({ when, then }: PolicyRule): boolean {
  return when.class === undefined && when.path === undefined && when.type === undefined &&
    when.extension === undefined && when.confidence === undefined &&
    (then.do === 'drop' || then.do === 'block' || then.do === 'quarantine')
}

function isFor({ when }: PolicyRule, audience: Audience): boolean {
  const names = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list === undefined || (value !== undefined && list.includes(value))
  return names(when.destination, audience.destination) && names(when.purpose, audience.purpose) &&
    names(when.client, audience.client) && (when.confidence === undefined || when.confidence <= MODEL_CONFIDENCE)
}
