import type { ElementClass, PhiClass } from '../../contract/classes.ts'
import { candidates, type MatchState } from './match.ts'
import type { FindingRules, FindingStep, Resolution, Step } from './plan.ts'
import type { Policy, PolicyRule } from '../language/schema.ts'

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

/**
 * The rules that decide what is found in a text: those that name a class or say `in: text`, and do not scan again. What
 * none of them decides meets the default; since a text cannot do without a word, what would be dropped becomes a tag.
 */
function resolveFinding(policy: Policy, audience: Audience, match: MatchState, phiClass: PhiClass): readonly FindingStep[] {
  const steps: FindingStep[] = []
  for (const index of candidates(match, phiClass, undefined, 'text')) {
    const rule = policy.rules[index] as PolicyRule
    const { when, then } = rule
    const speaksOfText = when.class !== undefined || when.in !== undefined
    if (!speaksOfText || then.do === 'scan' || !isFor({ ...rule, when: { ...when, confidence: 0 } }, audience)) continue
    steps.push({ labels: when.label, confidence: when.confidence ?? 0, action: then, rule: index })
    if (when.label === undefined && when.confidence === undefined) return steps
  }
  const { default: last } = policy
  steps.push({ labels: undefined, confidence: 0, action: last.do === 'drop' ? { do: 'redact' } : last, rule: -1 })
  return steps
}

/** Whether an engine for this policy looks for anybody or anything in strings, for which it needs detectors and a lexicon. */
export function searchesTexts(policy: Policy): boolean {
  return policy.text.searchKept || policy.rules.some((rule) => rule.then.do === 'scan')
}

/** The same for any class, worked out when it is first asked for. */
export function findingRules(policy: Policy, audience: Audience, match: MatchState): FindingRules {
  const known = new Map<PhiClass, readonly FindingStep[]>()
  return (phiClass) => {
    const steps = known.get(phiClass) ?? resolveFinding(policy, audience, match, phiClass)
    known.set(phiClass, steps)
    return steps
  }
}

/** The rules that speak of a resource as a whole: no class, path, type or extension. They are asked first. */
export function resolveWhole(policy: Policy, audience: Audience, resourceType: string): readonly Step[] {
  return policy.rules.flatMap((rule, index) => {
    const applies = isWholeResource(rule) && isFor(rule, audience) &&
      (rule.when.resourceType === undefined || rule.when.resourceType.includes(resourceType))
    return applies ? [{ labels: rule.when.label, action: rule.then, rule: index }] : []
  })
}

/**
 * Whether some resources of a type may be kept back whole: by a rule about resources, or by any that blocks or quarantines,
 * since one element that it meets refuses all of the resource, be it in another that is contained.
 */
export function mayWithhold(policy: Policy, audience: Audience, resourceType: string): boolean {
  return mayRefuseElement(policy, audience) || resolveWhole(policy, audience, resourceType).length > 0
}

/**
 * Whether an element, or what is found in it, may refuse all of its resource. What else refuses a resource may then have come
 * upon it before that element.
 */
export function mayRefuseElement(policy: Policy, audience: Audience): boolean {
  const refuses = ({ do: does }: Policy['default']): boolean => does === 'block' || does === 'quarantine'
  return (
    refuses(policy.default) ||
    policy.rules.some(
      (rule) => refuses(rule.then) && !isWholeResource(rule) && isFor({ ...rule, when: { ...rule.when, confidence: 0 } }, audience),
    )
  )
}

/** A rule that drops, blocks or quarantines and names no element: it decides about the resource, not its elements. */
export function isWholeResource({ when, then }: PolicyRule): boolean {
  return when.class === undefined && when.path === undefined && when.type === undefined &&
    when.extension === undefined && when.confidence === undefined && when.in === undefined &&
    (then.do === 'drop' || then.do === 'block' || then.do === 'quarantine')
}

function isFor({ when }: PolicyRule, audience: Audience): boolean {
  const names = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list === undefined || (value !== undefined && list.includes(value))
  return names(when.destination, audience.destination) && names(when.purpose, audience.purpose) &&
    names(when.client, audience.client) && (when.confidence === undefined || when.confidence <= MODEL_CONFIDENCE)
}
