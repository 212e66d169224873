import { formatDiagnostic } from '../../policy/language/diagnostics.ts'
import { loadPolicy } from '../../policy/language/load.ts'
import { testCustomDetectors } from '../../policy/own-detectors/custom-detector-tests.ts'
import { shippedDetectorNames } from '../assemble-engine.ts'
import { isDetectorFile } from './lint.ts'
import { testPolicyInside } from '../config/check-policy-tests.ts'
import { print } from '../print/print.ts'
import { EXIT } from '../report-error.ts'

/** `sluice test`: runs the tests inside policies and the examples of detectors. Returns 0 when all pass, 1 otherwise. */
export async function testPolicy(files: readonly string[]): Promise<number> {
  let failed = 0
  let passed = 0
  for (const file of files) {
    if (isDetectorFile(file)) {
      const { examples, problems } = testCustomDetectors(file, { taken: shippedDetectorNames() })
      failed += problems.length
      passed += examples - problems.length
      for (const problem of problems) await print(`FAIL ${formatDiagnostic(problem)}`)
      continue
    }
    const policy = loadPolicy(file)
    const results = await testPolicyInside(policy)
    for (const { name, problems } of results) {
      if (problems.length === 0) passed += 1
      else failed += 1
      await print(`${problems.length === 0 ? 'ok  ' : 'FAIL'} ${policy.name}: ${name}`)
      for (const problem of problems) await print(`     ${formatDiagnostic(problem)}`)
    }
    if (results.length === 0) await print(`none ${policy.name}: it has no tests`)
  }
  await print(`${passed} passed, ${failed} failed`)
  return failed > 0 ? EXIT.failed : EXIT.ok
}
