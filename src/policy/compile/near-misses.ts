import type { ElementClass } from '../../contract/classes.ts'
import { unmetConditions, type MatchState } from './match.ts'
import { isWholeResource, type Audience } from './resolve.ts'
import type { Policy, PolicyConditions, PolicyRule } from '../language/schema.ts'

/** A rule that would have decided, but for one of its conditions. */
export interface NearMiss {
  readonly rule: PolicyRule
  readonly but: keyof PolicyConditions
}

/** Conditions on the traffic rather than the element: a rule with no other is near wherever it does not hold. */
const OF_TRAFFIC: ReadonlySet<keyof PolicyConditions> = new Set(['label', 'destination', 'purpose', 'client', 'confidence'])

/** The rules that an element left to the default only just misses, in the order of the policy. */
export function nearMisses(
  policy: Policy,
  audience: Audience,
  place: { readonly match: MatchState; readonly class: ElementClass },
): NearMiss[] {
  return policy.rules.flatMap((rule, index) => {
    if (isWholeResource(rule)) return []
    const unmet = [...unmetConditions(place.match, index), ...unmetOf(rule, audience, place.class)]
    const [but] = unmet
    const isNear = unmet.length === 1 && but !== undefined && (OF_TRAFFIC.has(but) || Object.keys(rule.when).length > 1)
    return isNear ? [{ rule, but }] : []
  })
}

/** Of an element in a message, not of what is found in its text. A label counts as missing: had the message one that the rule names, the rule would have decided. */
function unmetOf({ when }: PolicyRule, { destination, purpose, client }: Audience, elementClass: ElementClass): (keyof PolicyConditions)[] {
  const lacks = (list: readonly string[] | undefined, value: string | undefined): boolean =>
    list !== undefined && (value === undefined || !list.includes(value))
  return [
    ...lacks(when.in, 'element') ? ['in' as const] : [],
    ...lacks(when.class, elementClass) ? ['class' as const] : [],
    ...when.label === undefined ? [] : ['label' as const],
    ...lacks(when.destination, destination) ? ['destination' as const] : [],
    ...lacks(when.purpose, purpose) ? ['purpose' as const] : [],
    ...lacks(when.client, client) ? ['client' as const] : [],
  ]
}
