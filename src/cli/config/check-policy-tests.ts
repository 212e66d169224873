import { SluiceError } from '../../contract/errors.ts'
import { diagnosedError } from '../../policy/language/diagnostics.ts'
import { runPolicyTests, type PolicyTestResult } from '../../policy/policy-tests.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleData, assembleEngineWith } from '../assemble-engine.ts'
import { DEFAULT_AUDIENCE } from '../flags.ts'
import { testKeys } from './secrets.ts'

/** Runs the tests inside a policy, with a key that everybody knows and without the people of any roster. */
export async function testPolicyInside(policy: Policy): Promise<PolicyTestResult[]> {
  if (policy.tests.length === 0) return []
  const data = await assembleData(policy)
  return runPolicyTests(policy, (tested, now) => assembleEngineWith(data, {
    ...DEFAULT_AUDIENCE, policy: tested, keys: testKeys(), now: () => now, findings: false, limits: assembleLimits(),
  }))
}

/** What passed in this process, by the hash of the policy and its detectors: several routes may use one policy. */
const passed = new Set<string>()

/**
 * What a policy has to pass before it is put into force by a running service, at its start or in place of the one
 * `before`: the tests inside it (SLUICE_POLICY_TEST). One that has lost all of its tests may be a file that was cut off,
 * and a rule that lost its conditions keeps too much (SLUICE_CONFIG).
 */
export async function checkPolicyTests(policy: Policy, before?: { readonly tests: number }): Promise<void> {
  const { file, sha256 } = policy.source
  if (policy.tests.length === 0 && before !== undefined && before.tests > 0)
    throw new SluiceError('SLUICE_CONFIG', { detail: `${file} has lost its tests: is it whole?`, where: { file } })
  if (passed.has(sha256)) return
  const problems = (await testPolicyInside(policy)).flatMap((result) => result.problems)
  if (problems.length > 0) throw diagnosedError('SLUICE_POLICY_TEST', problems)
  passed.add(sha256)
}
