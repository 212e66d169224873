import { existsSync, readFileSync } from 'node:fs'
import { SluiceError } from '../contract/errors.ts'
import { diagnosticsOf, formatDiagnostic, type Diagnostic } from '../policy/diagnostics.ts'
import { testCustomDetectors } from '../policy/custom-detector-tests.ts'
import { lintPolicy } from '../policy/lint.ts'
import { loadPolicy } from '../policy/load.ts'
import { shippedDetectorNames } from './assemble.ts'
import { branchesOf } from './config-schema.ts'
import { loadConfig } from './load-config.ts'
import { print, say } from './print.ts'
import { EXIT } from './report-error.ts'

/** A configuration says `version:` and `routes:` at its left edge; a policy says `sluice: policy/1`. */
function isConfig(file: string): boolean {
  if (!existsSync(file)) return false
  const text = readFileSync(file, 'utf8')
  return /^routes\s*:/m.test(text) && !/^rules\s*:/m.test(text)
}

/** Detectors say `sluice: detectors/1` at their left edge. */
export function isDetectorFile(file: string): boolean {
  return existsSync(file) && /^sluice\s*:\s*detectors\//m.test(readFileSync(file, 'utf8'))
}

/** The names a configuration's routes give, which the policies of those routes may use. */
function lintConfig(file: string): Diagnostic[] {
  const config = loadConfig(file)
  const found: Diagnostic[] = []
  const seen = new Set<string>()
  for (const { policy } of config.routes.flatMap(branchesOf)) {
    if (seen.has(policy)) continue
    seen.add(policy)
    found.push(...lintPolicy(loadPolicy(policy)))
  }
  return found
}

function lintFile(file: string): readonly Diagnostic[] {
  try {
    if (isDetectorFile(file)) return testCustomDetectors(file, { taken: shippedDetectorNames() }).problems
    return isConfig(file) ? lintConfig(file) : lintPolicy(loadPolicy(file))
  } catch (error) {
    const diagnostics = diagnosticsOf(error)
    if (diagnostics.length > 0) return diagnostics
    if (!(error instanceof SluiceError) || error.code === 'SLUICE_POLICY_NOT_FOUND' || error.code === 'SLUICE_IO')
      throw error
    const { line = 1, column = 1 } = error.where
    return [{ severity: 'error', file, line, column, message: error.detail }]
  }
}

/** `sluice lint`: diagnostics of policies and configurations on stdout. Returns 1 when one of them is an error. */
export async function lint(files: readonly string[], flags: { readonly json?: boolean }): Promise<number> {
  let errors = 0
  let others = 0
  for (const file of files) {
    for (const diagnostic of lintFile(file)) {
      if (diagnostic.severity === 'error') errors += 1
      else others += 1
      await print(flags.json === true ? JSON.stringify(diagnostic) : formatDiagnostic(diagnostic))
    }
  }
  say(`${files.length} checked: ${errors} errors, ${others} warnings and notes`)
  return errors > 0 ? EXIT.failed : EXIT.ok
}
