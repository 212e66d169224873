import { SluiceError } from '../../contract/errors.ts'
import { runPolicyTests } from '../../policy/policy-tests.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleData, assembleEngineWith } from '../assemble-engine.ts'
import { DEFAULT_AUDIENCE } from '../flags.ts'
import { testKeys } from './secrets.ts'

/**
 * What a policy has to pass before it takes the place of another one while messages flow: the tests inside it. One that
 * has lost all of its tests may be a file that was cut off, and a rule that lost its conditions keeps too much. Throws
 * SLUICE_CONFIG.
 */
export async function checkChangedPolicy(policy: Policy, before: { readonly tests: number }): Promise<void> {
  if (policy.tests.length === 0) {
    if (before.tests === 0) return
    throw new SluiceError('SLUICE_CONFIG', { detail: `${policy.source.file} has lost its tests: is it whole?` })
  }
  const data = await assembleData(policy)
  const results = runPolicyTests(policy, (tested, now) => assembleEngineWith(data, {
    ...DEFAULT_AUDIENCE, policy: tested, keys: testKeys(), now: () => now, findings: false, limits: assembleLimits(),
  }))
  const failed = results.filter(({ problems }) => problems.length > 0).length
  if (failed > 0) throw new SluiceError('SLUICE_CONFIG', { detail: `${failed} of the tests inside ${policy.source.file} fail.` })
}
