import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { SluiceError } from '../contract/errors.ts'
import { diagnosedError, diagnosticsOf, sortDiagnostics, type Diagnostic } from '../policy/diagnostics.ts'
import { explainIssues } from '../policy/explain-issues.ts'
import { loadPolicy } from '../policy/load.ts'
import { parseYaml, type StrictYaml } from '../policy/parse-yaml.ts'
import { configFile, type Config } from './config-schema.ts'

const BYTES_MAX = 1024 * 1024

function readText(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    throw new SluiceError('SLUICE_IO', { detail: `${path} cannot be read.`, cause })
  }
  if (bytes.length > BYTES_MAX)
    throw new SluiceError('SLUICE_CONFIG', { detail: `${path} is larger than any configuration.` })
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch (cause) {
    throw new SluiceError('SLUICE_CONFIG', { detail: `${path} is not valid UTF-8.`, cause })
  }
}

/** What no single value shows: names used twice, files that two routes would write, policies that are not there. */
function crossCheck(config: Config, yaml: StrictYaml): Diagnostic[] {
  const found: Diagnostic[] = []
  const report = (path: readonly PropertyKey[], message: string): void => {
    found.push({ severity: 'error', file: yaml.file, ...yaml.at(path), message })
  }
  const first = <T>(values: readonly T[], value: T, index: number): boolean => values.indexOf(value) === index
  const names = config.routes.map((route) => route.name)
  const versions = config.keys.map((key) => key.version)
  for (const [index, version] of versions.entries()) {
    if (!first(versions, version, index)) report(['keys', index, 'version'], `version ${version} is there twice`)
  }
  const isStdin = config.routes.map((route) => route.from.stdin !== undefined)
  const isStdout = config.routes.map((route) => route.to.stdout !== undefined)
  const written = new Map<string, string>([[resolve(config.audit.file), 'the audit log']])
  for (const [index, route] of config.routes.entries()) {
    if (!first(names, route.name, index)) report(['routes', index, 'name'], `route ${route.name} is there twice`)
    if (route.from.stdin !== undefined && !first(isStdin, true, index))
      report(['routes', index, 'from'], 'only one route can read stdin')
    if (route.to.stdout !== undefined && !first(isStdout, true, index))
      report(['routes', index, 'to'], 'only one route can write to stdout')
    const folder = route.to.file?.path
    if (folder !== undefined) {
      const other = written.get(resolve(folder))
      if (other !== undefined) report(['routes', index, 'to', 'file', 'path'], `${other} is written there already`)
      written.set(resolve(folder), `the output of route ${route.name}`)
    }
    if (route.quarantine !== undefined && written.get(resolve(route.quarantine.file)) !== undefined) {
      report(
        ['routes', index, 'quarantine', 'file'],
        `${written.get(resolve(route.quarantine.file))} is written there already`,
      )
    }
    try {
      loadPolicy(route.policy)
    } catch (error) {
      const within = diagnosticsOf(error)
      found.push(...within)
      if (within.length === 0 && error instanceof SluiceError) report(['routes', index, 'policy'], error.detail)
    }
  }
  return found
}

/** Reads a configuration's text. Throws SLUICE_CONFIG with every problem as `file:line:col message`. */
export function parseConfig(text: string, file: string): Config {
  const { yaml, diagnostics } = parseYaml(text, file)
  if (yaml === undefined) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(diagnostics))
  const parsed = configFile.safeParse(yaml.data)
  if (!parsed.success)
    throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(explainIssues(parsed.error.issues, yaml, configFile)))
  const found = crossCheck(parsed.data, yaml)
  if (found.length > 0) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(found))
  return parsed.data
}

/** Reads a configuration file. Throws SLUICE_IO, or SLUICE_CONFIG with every problem. */
export function loadConfig(path: string): Config {
  return parseConfig(readText(path), path)
}
