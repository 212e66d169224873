import { createHash } from 'node:crypto'
import type { Action } from '../contract/action.ts'
import type { Model } from '../fhir/model.ts'
import type { Policy, PolicyConditions, PolicyRule } from '../policy/language/schema.ts'

/** What a client may be shown besides resources of its types: they carry the others, or say what went wrong. */
const ALWAYS = ['Bundle', 'OperationOutcome', 'Parameters', 'CapabilityStatement']

/**
 * A client's policy with what a server in front of it adds, as rules that stand first: how many matched and how well
 * goes, as do the server's own links and words (each can hold a search, or repeat a value), and so do resources of
 * types that the client may not have. So do the conditions of what others wrote.
 */
export function effectivePolicy(policy: Policy, model: Model, resourceTypes: readonly string[] | undefined): Policy {
  const hidden =
    resourceTypes === undefined ? [] : [...model.resourceTypes].filter((type) => !resourceTypes.includes(type) && !ALWAYS.includes(type))
  const rules = [
    ...hidden.length === 0 ? [] : [rule(policy, 'Resources of other types go', { resourceType: hidden })],
    rule(policy, 'What tells how many matched, and how well, goes', { path: ['Bundle.total', 'Bundle.entry.search.score'] }),
    rule(policy, 'Links of the server go', { path: ['Bundle.link', 'Bundle.entry.link'] }),
    rule(policy, 'Conditions of others go', {
      path: ['ifNoneMatch', 'ifModifiedSince', 'ifMatch', 'ifNoneExist'].map((name) => `Bundle.entry.request.${name}`),
    }),
    rule(policy, 'Words of the server go', {
      path: ['diagnostics', 'details', 'location', 'expression']
        .map((name) => `OperationOutcome.issue.${name}`)
        .concat('OperationOutcome.text'),
    }),
    // A server makes up a new id for each answer, and each would be remembered with its pseudonym.
    ...policy.rules.some(({ then }) => then.do === 'pseudonymize') ? [rule(policy, 'Ids of answers go', { path: ['Bundle.id'] })] : [],
    ...policy.rules,
  ]
  const sha256 = createHash('sha256').update(`exchange/2 ${policy.source.sha256} ${resourceTypes?.join() ?? '*'}`).digest('hex')
  return { ...policy, rules, source: { ...policy.source, sha256 } }
}

const DROP: Action = { do: 'drop' }

function rule(policy: Policy, name: string, when: PolicyConditions): PolicyRule {
  return { name, when, then: DROP, at: policy.rules[0]?.at ?? { line: 1, column: 1 } }
}
