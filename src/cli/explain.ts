import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import type { Finding } from '../contract/finding.ts'
import { coverage, type CoverageRow } from '../classify/element-class.ts'
import { loadModel, type Model } from '../fhir/model.ts'
import { scanSource, type Scanned } from '../pipeline/scan-source.ts'
import { assembleEngine, assembleFileSource, assembleLimits, assemblePolicy, assembleStdin } from './assemble.ts'
import { parseClock, parseFhir, type PolicyFlags } from './flags.ts'
import { print, say } from './print.ts'
import { readInputs } from './inputs.ts'
import { EXIT } from './report-error.ts'
import { throwawayKeys } from './secrets.ts'
import { stopSignal } from './stop-signal.ts'

export interface ExplainFlags extends PolicyFlags {
  readonly path?: string
}

const withoutIndexes = (path: string): string => path.replaceAll(/\[\d+\]/g, '')

/** A path as the FHIR model spells it: without indexes, from the innermost resource on. */
export function modelPath(path: string, resourceType: string): string {
  const plain = withoutIndexes(path)
  const inner = /^(?:.*\.(?:resource|contained|outcome))\.(.*)$/.exec(plain)
  return inner === null ? plain : `${resourceType}.${inner[1] ?? ''}`
}

/** True when a finding stands at the asked path or below it; the path may be given with or without indexes. */
export function isAt(finding: Pick<Finding, 'path' | 'resourceType'>, asked: string): boolean {
  const spellings = [finding.path, withoutIndexes(finding.path), modelPath(finding.path, finding.resourceType)]
  return spellings.some((path) => path === asked || path.startsWith(`${asked}.`) || path.startsWith(`${asked}[`))
}

/** Where the model may define the last step of a path: in the resource, or in the type of an element on the way. */
export function definitionPaths(model: Model, asked: string): string[] {
  const segments = withoutIndexes(asked).split('.')
  const paths = [segments.join('.')]
  let type = model.type(segments[0] ?? '')
  for (const [index, segment] of segments.entries()) {
    if (index === 0 || type === undefined) continue
    const element = type.elements.find((each) => each.name === segment)
    const next = model.type(element?.types[0]?.code ?? '')
    if (next === undefined || next.kind !== 'complex') break
    type = next
    paths.push([type.name, ...segments.slice(index + 1)].join('.'))
  }
  return paths
}

async function explainFromModel(asked: string, version: FhirVersion): Promise<void> {
  const model = loadModel(version)
  const wanted = new Set(definitionPaths(model, asked))
  const rows: CoverageRow[] = []
  for (const row of coverage(model)) {
    if (wanted.has(row.path) || wanted.has(row.path.replace('[x]', ''))) rows.push(row)
  }
  for (const { path, type, class: elementClass, why, rule } of rows) {
    await print(`${version}: ${path}${type === '' ? '' : ` (${type})`} is ${elementClass}: ${why} [${rule}]`)
  }
  if (rows.length === 0)
    await print(`${version}: ${asked} is not a leaf; its parts decide for themselves, or it is unknown`)
}

async function printFinding(finding: Finding, line: number | undefined): Promise<void> {
  const { path, class: elementClass, detector, confidence, evidence, start, end } = finding
  await print(line === undefined ? path : `line ${line}: ${path}`)
  await print(`  ${elementClass} by ${detector}, confidence ${confidence}, bytes ${start} to ${end}`)
  await print(`  ${evidence}`)
}

/** What one message has at the asked path, or anywhere. */
async function explainMessage({ message, facts, error }: Scanned, asked: string | undefined): Promise<number> {
  const findings = asked === undefined ? facts.findings : facts.findings.filter((finding) => isAt(finding, asked))
  for (const finding of findings) await printFinding(finding, message.line)
  if (error !== undefined) say(`${error.message}${error.where.path === undefined ? '' : ` ${error.where.path}`}`)
  return findings.length
}

/** `sluice explain`: why each thing was found, and for a path that was not, what the model says of it. */
export async function explain(path: string, flags: ExplainFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const input = await readInputs([path])
  const parts = { keys: throwawayKeys(), limits: assembleLimits() }
  const engine = await assembleEngine({ ...flags, ...parts, policy, now: parseClock(flags.now), findings: true })
  const source = input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts)
  let found = 0
  let isRefused = false
  let version = parseFhir(flags.fhir)
  for await (const scanned of scanSource(source, engine, stopSignal())) {
    found += await explainMessage(scanned, flags.path)
    isRefused ||= scanned.error !== undefined
    version ??= scanned.facts.fhirVersion
  }
  if (flags.path !== undefined) {
    if (found === 0) await print(`${flags.path}: nothing was found there`)
    await explainFromModel(flags.path, version ?? FHIR_VERSIONS[0])
  }
  return isRefused ? EXIT.refused : EXIT.ok
}
