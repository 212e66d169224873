import { existsSync } from 'node:fs'
import type { FhirVersion } from '../../contract/classes.ts'
import { SluiceError } from '../../contract/errors.ts'
import { diagnosticsOf, formatDiagnostic, type Diagnostic } from '../../policy/language/diagnostics.ts'
import { testCustomDetectors } from '../../policy/own-detectors/custom-detector-tests.ts'
import { lintPolicy } from '../../policy/lint/lint.ts'
import { loadCustomDetectors } from '../../policy/own-detectors/load-custom-detectors.ts'
import { kindOf } from '../../policy/language/file-kind.ts'
import { loadPolicy } from '../../policy/language/load.ts'
import { parseYaml } from '../../policy/language/parse-yaml.ts'
import { readWhole } from '../../policy/language/read-whole.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { unknownDetectors } from '../../policy/language/unknown-detectors.ts'
import { shippedDetectorNames } from '../assemble-engine.ts'
import { branchesOf } from '../config/config-schema.ts'
import { loadConfig } from '../config/load-config.ts'
import { parseFhir } from '../read-flags.ts'
import { print, say } from '../print/print.ts'
import { EXIT } from '../report-error.ts'

/**
 * What a file is, if there is one: a policy may also be named. What cannot be read as YAML is left to whoever loads it.
 * Throws SLUICE_IO and SLUICE_CONFIG.
 */
function kindOfFile(file: string): ReturnType<typeof kindOf> {
  return existsSync(file) ? kindOf(parseYaml(Buffer.from(readWhole(file)).toString('utf8'), file).yaml?.data) : undefined
}

export function isDetectorFile(file: string): boolean {
  return kindOfFile(file) === 'detectors'
}

/** The names a configuration's routes give, which the policies of those routes may use. */
function lintConfig(file: string, fhir: FhirVersion | undefined): Diagnostic[] {
  const config = loadConfig(file)
  const found: Diagnostic[] = []
  const seen = new Set<string>()
  const ofServers = (config.servers ?? []).flatMap((server) => server['fhir-proxy'].clients)
    .flatMap(({ policy, writes }) => writes === undefined ? [policy] : [policy, writes.policy])
  for (const policy of [...config.routes.flatMap(branchesOf).map((branch) => branch.policy), ...ofServers]) {
    if (seen.has(policy)) continue
    seen.add(policy)
    found.push(...lintOne(policy, fhir))
  }
  return found
}

/** What is wrong with the files of detectors that a policy names, and names of detectors that there are not. */
function lintDetectors(policy: Policy): Diagnostic[] {
  const names = shippedDetectorNames()
  const problems = policy.text.custom.flatMap((file) => {
    const taken = [...names]
    const own = diagnosed(file, () => {
      names.push(...loadCustomDetectors(file, { taken }).map(({ name }) => name))
      return testCustomDetectors(file, { taken }).problems
    })
    return [...own]
  })
  // A file that does not load leaves names unknown.
  return problems.length > 0 ? problems : unknownDetectors(policy, names)
}

function lintOne(file: string, fhir: FhirVersion | undefined): Diagnostic[] {
  const loaded = loadPolicy(file)
  const policy = { ...loaded, fhir: fhir ?? loaded.fhir }
  return [...lintPolicy(policy), ...lintDetectors(policy)]
}

/** Diagnostics of a policy with its detectors, of detectors, or of a configuration with its policies. */
export function lintFile(file: string, fhir?: FhirVersion): readonly Diagnostic[] {
  return diagnosed(file, () => {
    const kind = kindOfFile(file)
    if (kind === 'detectors') return testCustomDetectors(file, { taken: shippedDetectorNames() }).problems
    return kind === 'configuration' ? lintConfig(file, fhir) : lintOne(file, fhir)
  })
}

/** Diagnostics, also of a file that does not load. */
function diagnosed(file: string, check: () => readonly Diagnostic[]): readonly Diagnostic[] {
  try {
    return check()
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
export async function lint(files: readonly string[], flags: { readonly json?: boolean; readonly fhir?: string }): Promise<number> {
  const fhir = parseFhir(flags.fhir)
  let errors = 0
  let others = 0
  const told = new Set<string>()
  for (const file of files) {
    for (const diagnostic of lintFile(file, fhir)) {
      const line = flags.json === true ? JSON.stringify(diagnostic) : formatDiagnostic(diagnostic)
      // Several configurations may share a policy.
      if (told.has(line)) continue
      told.add(line)
      if (diagnostic.severity === 'error') errors += 1
      else others += 1
      await print(line)
    }
  }
  const counted = `${errors} ${errors === 1 ? 'error' : 'errors'}, ${others} ${others === 1 ? 'warning or note' : 'warnings and notes'}`
  say(`${files.length} checked: ${counted}`)
  return errors > 0 ? EXIT.failed : EXIT.ok
}
