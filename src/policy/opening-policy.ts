import { isWholeResource } from './compile/resolve.ts'
import type { Policy } from './language/schema.ts'

const LOOK = { do: 'encrypt', with: 'aes-gcm' } as const

/** True for a policy that encrypts with FF1, whose values do not say that they are encrypted. */
export function encryptsFormats(policy: Policy): boolean {
  return policy.rules.some(({ then }) => then.do === 'encrypt' && then.with === 'ff1')
}

/**
 * The policy by which encrypted values are found again: FF1 where its rules say so, and AES-GCM tokens, which say it
 * themselves, anywhere else. Nothing else is touched, and nothing is refused.
 */
export function openingPolicy(policy: Policy): Policy {
  const rules = policy.rules.filter((rule) => !isWholeResource(rule)).map((rule) =>
    rule.then.do === 'encrypt' ? rule : { ...rule, then: LOOK })
  return {
    ...policy, rules, default: LOOK, labels: false, mode: 'enforce',
    unknown: { element: 'keep', resourceType: 'keep', extension: 'keep', modifierExtension: 'keep' },
  }
}
