import { dirname } from 'node:path'
import { FHIR_VERSIONS } from '../../contract/classes.ts'
import { loadModel, type Model } from '../../fhir/model.ts'
import { diagnosedError, type Diagnostic } from '../language/diagnostics.ts'
import { lintNames } from './lint-names.ts'
import { shippedPoliciesFolder } from '../language/load.ts'
import type { Policy } from '../language/schema.ts'

/**
 * Refuses a policy whose rules name paths or types that no FHIR version it accepts has: a rule that protects and is
 * misspelt would protect nothing. Models are loaded until one knows them all. Throws SLUICE_CONFIG with `diagnostics`.
 */
export function checkNames(policy: Policy): void {
  if (dirname(policy.source.file) === shippedPoliciesFolder()) return
  const models: Model[] = []
  let problems: Diagnostic[] = []
  for (const version of policy.fhir === 'auto' ? FHIR_VERSIONS : [policy.fhir]) {
    models.push(loadModel(version))
    problems = lintNames(policy, models).filter(({ severity }) => severity === 'error')
    if (problems.length === 0) return
  }
  throw diagnosedError('SLUICE_CONFIG', problems)
}
