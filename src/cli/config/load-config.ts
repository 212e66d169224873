import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { FHIR_VERSIONS } from '../../contract/classes.ts'
import { SluiceError } from '../../contract/errors.ts'
import { diagnosedError, diagnosticsOf, sortDiagnostics, suggest, type Diagnostic } from '../../policy/language/diagnostics.ts'
import { resourceTypeNames } from '../../fhir/model.ts'
import { wrongKind } from '../../policy/language/file-kind.ts'
import { explainIssues } from '../../policy/language/explain-issues.ts'
import { loadPolicy } from '../../policy/language/load.ts'
import { parseYaml, type StrictYaml } from '../../policy/language/parse-yaml.ts'
import { sinkConnector, sourceConnector } from '../assemble-connectors.ts'
import { isWithin } from '../output-place.ts'
import { checkServers } from './check-servers.ts'
import { branchesOf, chosen, configFile, type Config } from './config-schema.ts'

const BYTES_MAX = 1024 * 1024

function readText(path: string): string {
  let bytes: Buffer
  try {
    bytes = readFileSync(path)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new SluiceError('SLUICE_IO', {
        detail: `${path}: no such file. deploy/sluice.example.yaml and deploy/server.example.yaml are configurations to start from.`, cause,
      })
    }
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

type Report = (path: readonly PropertyKey[], message: string) => void

/** Every source and sink of a configuration, with its place in the file. */
function connectorsOf({ routes }: Config) {
  return routes.flatMap((route, index) => {
    const from = chosen(route.from)
    const sinks = branchesOf(route).map((branch) => {
      const to = chosen(branch.to)
      return {
        key: to.key,
        side: 'to',
        label: branch.label,
        at: ['routes', index, ...branch.at, 'to'],
        connector: sinkConnector(to.key),
        settings: to.settings,
      } as const
    })
    return [
      {
        key: from.key,
        side: 'from',
        label: route.name,
        at: ['routes', index, 'from'],
        connector: sourceConnector(from.key),
        settings: from.settings,
      } as const,
      ...sinks,
    ]
  })
}

function checkOnly(config: Config, report: Report): void {
  const seen = new Set<string>()
  for (const { key, side, at, connector } of connectorsOf(config)) {
    if (connector.only !== true) continue
    if (seen.has(key)) report(at, side === 'from' ? `only one route can read ${key}` : `only one route can write to ${key}`)
    seen.add(key)
  }
}

/** A sink that cannot keep what the source promises would make the promise a lie. */
function checkPromises(config: Config, report: Report): void {
  for (const [index, route] of config.routes.entries()) {
    const from = chosen(route.from)
    if (sourceConnector(from.key).promise?.(from.settings) !== 'exactly-once') continue
    for (const branch of branchesOf(route)) {
      const to = chosen(branch.to)
      if (sinkConnector(to.key).keepsPromise?.(to.settings, from) === true) continue
      report(
        ['routes', index, ...branch.at, 'to'],
        `${to.key} cannot be part of an exactly-once delivery from here: it takes the same cluster for both. Say delivery: at-least-once; source and offset tell receivers what came twice`,
      )
    }
  }
}

/** Only a topic has records without a body. */
function checkTombstones(config: Config, report: Report): void {
  for (const [index, route] of config.routes.entries()) {
    const { key } = chosen(route.from)
    if (sourceConnector(key).records === true) continue
    for (const { at, tombstones } of branchesOf(route)) {
      if (tombstones === undefined) continue
      report(['routes', index, ...at, 'tombstones'], `tombstones is about records of a topic, and ${key} has none`)
    }
  }
}

function checkWritten(config: Config, report: Report): void {
  const written = new Map<string, string>([[resolve(config.audit.file), 'the audit log']])
  for (const { side, label, at, key, connector, settings } of connectorsOf(config)) {
    if (side === 'from') continue
    for (const folder of connector.writes?.(settings) ?? []) {
      const other = written.get(resolve(folder))
      if (other !== undefined) report([...at, key, 'path'], `${other} is written there already`)
      written.set(resolve(folder), `the output of route ${label}`)
    }
  }
  for (const [index, route] of config.routes.entries()) {
    for (const { at, quarantine } of branchesOf(route)) {
      const other = quarantine?.file === undefined ? undefined : written.get(resolve(quarantine.file))
      if (other !== undefined) report(['routes', index, ...at, 'quarantine', 'file'], `${other} is written there already`)
    }
  }
}

/** A route that writes where it reads would take clean files for raw ones. What links lead to is looked at when it runs. */
function checkLoops(config: Config, report: Report): void {
  for (const [index, route] of config.routes.entries()) {
    const from = chosen(route.from)
    const reads = sourceConnector(from.key).reads?.(from.settings) ?? []
    for (const branch of branchesOf(route)) {
      const { key, settings } = chosen(branch.to)
      for (const folder of sinkConnector(key).writes?.(settings) ?? []) {
        const read = reads.find((one) => isWithin(resolve(folder), resolve(one)))
        if (read !== undefined) report(['routes', index, ...branch.at, 'to', key], `this is where the route reads: ${read}`)
      }
    }
  }
}

/** Resource types that no version of FHIR has: a server would be asked for them again and again. */
function checkTypes(config: Config, report: Report): void {
  const known = new Set(FHIR_VERSIONS.flatMap(resourceTypeNames))
  for (const [index, route] of config.routes.entries()) {
    const { key, settings } = chosen(route.from)
    for (const setting of ['search', 'types', 'typeFilter'] as const) {
      const given = (settings as Partial<Record<typeof setting, unknown>>)[setting]
      for (const [number, one] of (Array.isArray(given) ? given : []).entries()) {
        const type = String(one).split('?', 1)[0] ?? ''
        if (known.has(type)) continue
        report(['routes', index, 'from', key, setting, number], `there is no ${type} in FHIR${suggest(type, [...known])}`)
      }
    }
  }
}

function checkPolicies(config: Config, report: Report): Diagnostic[] {
  const found: Diagnostic[] = []
  for (const [index, route] of config.routes.entries()) {
    for (const { at, policy } of branchesOf(route)) {
      try {
        loadPolicy(policy)
      } catch (error) {
        const within = diagnosticsOf(error)
        found.push(...within)
        if (within.length === 0 && error instanceof SluiceError) report(['routes', index, ...at, 'policy'], error.detail)
      }
    }
  }
  return found
}

/** What no single value shows: names used twice, files that two routes would write, policies that are not there. */
function crossCheck(config: Config, yaml: StrictYaml): Diagnostic[] {
  const found: Diagnostic[] = []
  const report: Report = (path, message) => {
    found.push({ severity: 'error', file: yaml.file, ...yaml.at(path), message })
  }
  const names = config.routes.map((route) => route.name)
  for (const [index, name] of names.entries()) {
    if (names.indexOf(name) !== index) report(['routes', index, 'name'], `route ${name} is there twice`)
  }
  const versions = config.keys.map((key) => key.version)
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) !== index) report(['keys', index, 'version'], `version ${version} is there twice`)
  }
  checkOnly(config, report)
  checkWritten(config, report)
  checkLoops(config, report)
  checkTypes(config, report)
  checkPromises(config, report)
  checkTombstones(config, report)
  found.push(...checkPolicies(config, report))
  found.push(...checkServers(config, report))
  return found
}

/** Reads a configuration's text. Throws SLUICE_CONFIG with every problem as `file:line:col message`. */
export function parseConfig(text: string, file: string): Config {
  const { yaml, diagnostics } = parseYaml(text, file)
  if (yaml === undefined) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(diagnostics))
  const parsed = configFile.safeParse(yaml.data)
  if (!parsed.success)
    throw diagnosedError(
      'SLUICE_CONFIG', wrongKind(yaml, 'configuration') ?? sortDiagnostics(explainIssues(parsed.error.issues, yaml, configFile)),
    )
  const found = crossCheck(parsed.data, yaml)
  if (found.length > 0) throw diagnosedError('SLUICE_CONFIG', sortDiagnostics(found))
  return parsed.data
}

/** Reads a configuration file. Throws SLUICE_IO, or SLUICE_CONFIG with every problem. */
export function loadConfig(path: string): Config {
  return parseConfig(readText(path), path)
}
