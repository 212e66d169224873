import { FHIR_VERSIONS, type FhirVersion } from '../contract/classes.ts'
import type { Finding } from '../contract/finding.ts'
import { coverage, type CoverageRow } from '../classify/element-class.ts'
import { loadModel } from '../fhir/model.ts'
import { scanSource, type Scanned } from '../pipeline/scan-source.ts'
import { assembleEngine, assembleFileSource, assembleLimits, assemblePolicy, assembleStdin } from './assemble.ts'
import { parseClock, parseFhir, type PolicyFlags } from './flags.ts'
import { print, say } from './print.ts'
import { readInputs } from './redact.ts'
import { EXIT } from './report-error.ts'
import { throwawayKeys } from './secrets.ts'
import { stopSignal } from './stop-signal.ts'

export interface ExplainFlags extends PolicyFlags {
  readonly path?: string
}

/** A path as the FHIR model spells it: without indexes, from the innermost resource on. */
export function modelPath(path: string, resourceType: string): string {
  const plain = path.replaceAll(/\[\d+\]/g, '')
  const inner = /^(?:.*\.(?:resource|contained|outcome))\.(.*)$/.exec(plain)
  return inner === null ? plain : `${resourceType}.${inner[1] ?? ''}`
}

/** True when a finding stands at the asked path or below it; the path may be given with or without indexes. */
function isAt(finding: Finding, asked: string): boolean {
  const spellings = [finding.path, finding.path.replaceAll(/\[\d+\]/g, ''), modelPath(finding.path, finding.resourceType)]
  return spellings.some((path) => path === asked || path.startsWith(`${asked}.`) || path.startsWith(`${asked}[`))
}

function lines({ path, class: elementClass, detector, confidence, evidence, start, end }: Finding): string[] {
  return [path, `  ${elementClass} by ${detector}, confidence ${confidence}, bytes ${start} to ${end}`, `  ${evidence}`]
}

/** What the model says of a path, for an element that was not found: an inherited element stands under its own type. */
function modelRows(asked: string, version: FhirVersion): CoverageRow[] {
  const wanted = asked.replaceAll(/\[\d+\]/g, '')
  return [...coverage(loadModel(version))].filter((row) => row.path === wanted || row.path === wanted.replace(/^\w+/, '$&') || row.path.replace('[x]', '') === wanted)
}

async function explainPath(asked: string, scanned: readonly Scanned[], flags: ExplainFlags): Promise<void> {
  const innermost = scanned.flatMap(({ facts }) => (facts.resourceType === undefined ? [] : [modelPath(asked, facts.resourceType)]))
  const version = parseFhir(flags.fhir) ?? scanned.find(({ facts }) => facts.fhirVersion !== undefined)?.facts.fhirVersion ?? FHIR_VERSIONS[0]
  const rows = [...new Set([asked, ...innermost])].flatMap((path) => modelRows(path, version))
  for (const row of rows) await print(`model: ${row.path}${row.type === '' ? '' : ` (${row.type})`} is ${row.class}: ${row.why} [${row.rule}]`)
  if (rows.length === 0) await print(`model: ${version} has no leaf ${asked}; its parts decide for themselves, or it is unknown`)
}

/** `sluice explain`: why each thing was found, and for a path that was not, what the model says of it. */
export async function explain(path: string, flags: ExplainFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const { input } = await readInputs([path])
  const keys = throwawayKeys()
  const limits = assembleLimits()
  const engine = assembleEngine({ ...flags, policy, keys, now: parseClock(flags.now), findings: true, limits })
  const source = input === 'stdin' ? assembleStdin({ keys, limits }) : assembleFileSource(input.files, { keys, limits })
  const scanned: Scanned[] = []
  let shown = 0
  let isRefused = false
  for await (const one of scanSource(source, engine, stopSignal())) {
    const { message, facts, error } = one
    if (scanned.length === 0) scanned.push(one)
    const { path: asked } = flags
    const findings = asked === undefined ? facts.findings : facts.findings.filter((finding) => isAt(finding, asked))
    for (const finding of findings) {
      shown += 1
      const [first = '', ...rest] = lines(finding)
      await print(message.line === undefined ? first : `line ${message.line}: ${first}`)
      for (const line of rest) await print(line)
    }
    if (error !== undefined) {
      isRefused = true
      say(`${error.message}${error.where.path === undefined ? '' : ` ${error.where.path}`}`)
    }
  }
  if (flags.path !== undefined) {
    if (shown === 0) await print(`${flags.path}: nothing was found there`)
    await explainPath(flags.path, scanned, flags)
  }
  return isRefused ? EXIT.refused : EXIT.ok
}
