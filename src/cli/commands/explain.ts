import { FHIR_VERSIONS, type FhirVersion } from '../../contract/classes.ts'
import type { Finding, NearMiss } from '../../contract/finding.ts'
import { coverage, type CoverageRow } from '../../classify/element-class.ts'
import { loadModel, type Model } from '../../fhir/model.ts'
import type { Engine } from '../../pipeline/outcome.ts'
import { scanSource, type Scanned } from '../../pipeline/route/scan-source.ts'
import { missingPath } from '../../policy/lint/model-paths.ts'
import type { Audience } from '../../policy/compile/resolve.ts'
import type { Policy } from '../../policy/language/schema.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleEngine, assemblePolicy } from '../assemble-engine.ts'
import { assembleFileSource, assembleStdin } from '../assemble-files.ts'
import { definitionPaths, isAt, isCalled, modelPath, withoutIndexes } from '../print/element-paths.ts'
import { decisionLines, policyLines, refusalLine } from '../print/explain-decision.ts'
import type { PolicyFlags } from '../flags.ts'
import { parseClock, parseFhir, sayUnused } from '../read-flags.ts'
import { nearLines } from '../print/near-lines.ts'
import { createPlaces } from '../print/places.ts'
import { print } from '../print/print.ts'
import { createRefusals, type Refusals } from '../print/refusals.ts'
import { readInputs } from '../inputs.ts'
import { EXIT, usageError } from '../report-error.ts'
import { sayStopped } from '../run-files.ts'
import { lookingKeys } from '../config/secrets.ts'
import { stopSignal } from '../stop-signal.ts'

export interface ExplainFlags extends PolicyFlags {
  readonly path?: string
}

/** What explaining needs of its command. */
interface Explaining {
  readonly policy: Policy
  readonly audience: Audience
  readonly engineOf: (policy: Policy) => Promise<Engine>
  readonly asked: string | undefined
  /** What was nearly found in the texts of the message at hand. */
  readonly near: NearMiss[]
  readonly refusals: Refusals
  readonly placeOf: ReturnType<typeof createPlaces>
}

/** What the model and the policy say of a path, whatever the message holds. */
async function explainFromModel({ policy, audience }: Explaining, asked: string, version: FhirVersion): Promise<void> {
  const model = loadModel(version)
  const wanted = new Set(definitionPaths(model, asked))
  const rows: CoverageRow[] = []
  for (const row of coverage(model)) {
    if (isCalled(row, wanted)) rows.push(row)
  }
  for (const { path, type, class: elementClass, why, rule } of rows) {
    await print(`${version}: ${path}${type === '' ? '' : ` (${type})`} is ${elementClass}: ${why} [${rule}]`)
  }
  if (rows.length === 0)
    await print(`${version}: ${asked} is not a leaf; its parts decide for themselves, or it is unknown`)
  for (const line of policyLines(policy, audience, model, withoutIndexes(asked))) await print(`  ${line}`)
}

function modelsOf(version: FhirVersion | undefined): Model[] {
  return (version === undefined ? FHIR_VERSIONS : [version]).map((one) => loadModel(one))
}

/** A path as the policy language spells it: a choice by its name alone, as FHIRPath has it, is one with `[x]`. */
function spelled(asked: string, version: FhirVersion | undefined): string {
  const models = modelsOf(version)
  const choice = `${asked}[x]`
  const isChoice = missingPath(models, withoutIndexes(asked)) !== undefined && missingPath(models, withoutIndexes(choice)) === undefined
  return isChoice ? choice : asked
}

/** Throws SLUICE_USAGE for a path that FHIR does not have. What stands in another resource is not looked up. */
function checkPath(asked: string, version: FhirVersion | undefined): void {
  if (/\.(?:resource|contained|outcome)\b/.test(asked)) return
  const models = modelsOf(version)
  const missing = missingPath(models, withoutIndexes(asked))
  const versions = models.map((model) => model.version).join(', ')
  if (missing !== undefined) throw usageError(`--path: ${missing}${missing.endsWith('?') ? '' : '.'} (FHIR ${versions})`)
}

async function printFinding(finding: Finding, { message, facts }: Scanned, { policy, audience }: Explaining): Promise<void> {
  const { path, class: elementClass, detector, confidence, evidence, start, end, decision, resourceType } = finding
  await print(message.line === undefined ? path : `line ${message.line}: ${path}`)
  await print(`  ${elementClass} by ${detector}, confidence ${confidence}, bytes ${start} to ${end}`)
  await print(`  ${evidence}`)
  if (decision === undefined) return
  if (decision.elementClass !== elementClass) await print(`  rules know it as class: ${decision.elementClass}`)
  const model = facts.fhirVersion && loadModel(facts.fhirVersion)
  const found = { decision, model, path: modelPath(path, resourceType), inElement: detector.startsWith('element/') }
  for (const line of decisionLines(policy, audience, found)) await print(`  ${line}`)
}

/** What one message has at the asked path, or anywhere. */
async function explainMessage(scanned: Scanned, explaining: Explaining): Promise<number> {
  const { message, facts, error } = scanned
  const { asked, policy, engineOf } = explaining
  const findings = asked === undefined ? facts.findings : facts.findings.filter((finding) => isAt(finding, asked))
  for (const finding of findings) await printFinding(finding, scanned, explaining)
  const near = asked === undefined ? explaining.near : explaining.near.filter((one) => isAt(one, asked))
  const at = ({ path }: NearMiss): string => `${message.line === undefined ? '' : `line ${message.line}: `}${path}`
  for (const line of nearLines(policy, near, { at, unit: 'bytes' })) await print(line)
  explaining.near.length = 0
  if (error !== undefined) {
    explaining.refusals.tell(error, explaining.placeOf(message.source, message.line, error))
    const line = await refusalLine(policy, message, error, engineOf)
    if (line !== undefined) await print(`${message.line === undefined ? '' : `line ${message.line}: `}refused ${line}`)
  }
  return findings.length
}

/** `sluice explain`: why each thing was found, which rule decides about it, and what stands behind a path that was not. */
export async function explain(path: string, flags: ExplainFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  sayUnused(policy, flags)
  const input = await readInputs([path])
  const parts = { keys: lookingKeys(flags), limits: assembleLimits() }
  const now = parseClock(flags.now)
  const near: NearMiss[] = []
  const tell = (one: NearMiss): void => void near.push(one)
  const engineOf = (of: Policy): Promise<Engine> => assembleEngine({ ...flags, ...parts, policy: of, now, findings: true })
  const source = input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts)
  const { destination, purpose, client } = flags
  const refusals = createRefusals()
  const audience = { destination, purpose, client }
  const asked = flags.path === undefined ? undefined : spelled(flags.path, parseFhir(flags.fhir))
  const explaining = { policy, audience, engineOf, asked, near, refusals, placeOf: createPlaces(input) }
  const engine = await assembleEngine({ ...flags, ...parts, policy, now, findings: true, near: tell })
  const isMany = input !== 'stdin' && input.files.length > 1
  let last: string | undefined
  let found = 0
  let version = parseFhir(flags.fhir)
  const signal = stopSignal()
  for await (const scanned of scanSource(source, engine, signal)) {
    if (isMany && scanned.message.source !== last) await print(`file ${scanned.message.source}`)
    last = scanned.message.source
    found += await explainMessage(scanned, explaining)
    version ??= scanned.facts.fhirVersion
  }
  const refused = refusals.done()
  if (signal.aborted) return sayStopped()
  if (asked !== undefined) {
    if (found === 0) {
      checkPath(asked, version)
      await print(`${asked}: nothing was found there`)
    }
    await explainFromModel(explaining, asked, version ?? FHIR_VERSIONS[0])
  }
  return refused > 0 ? EXIT.refused : EXIT.ok
}
