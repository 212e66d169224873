import type { NearMiss } from '../../contract/finding.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { placeOf } from './explain-decision.ts'

/** Near misses that are told of one message; more would hide the likely ones. */
const NEAR_MAX = 10

type Near = Omit<NearMiss, 'resourceType' | 'path'>

/**
 * What the allow list left alone, with who answers for it; then what was not sure enough, the surest first, and what it
 * lacked. `at` says where the text stands, `unit` what its places count.
 */
export function nearLines<N extends Near>(policy: Policy, all: readonly N[], { at, unit }: {
  readonly at: (near: N) => string
  readonly unit: 'bytes' | 'characters'
}): string[] {
  const near = all.filter(({ allowed }) => allowed === undefined).toSorted((one, other) => other.confidence - one.confidence)
  return [
    ...all.flatMap((one) => one.allowed === undefined ? [] : [
      `${at(one)}: left by the allow list`,
      `  ${one.class} by ${one.detector}, confidence ${one.confidence}, ${unit} ${one.start} to ${one.end}`,
      `  ${one.evidence}`,
      `  keep: text.allow "${one.allowed.phrase}" (${placeOf(policy, one.allowed.at)}), ${one.allowed.owner} until ${one.allowed.expires}: ${
        one.allowed.reason}`,
    ]),
    ...near.slice(0, NEAR_MAX).flatMap((one) => [
      `${at(one)}: nearly`,
      `  ${one.class} by ${one.detector}, confidence ${one.confidence} where the policy asks for ${one.confidenceMin}, ${
        unit} ${one.start} to ${one.end}`,
      `  ${one.evidence}`,
      `  missing: ${one.missing}`,
    ]),
    ...(near.length > NEAR_MAX ? [`and ${near.length - NEAR_MAX} less likely ones`] : []),
  ]
}
