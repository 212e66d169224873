import type { Engine } from '../pipeline/outcome.ts'
import { runRoute, type RouteResult } from '../pipeline/run-route.ts'
import {
  assembleAudit,
  assembleEngine,
  assembleFacts,
  assembleFileSource,
  assembleLimits,
  assemblePolicy,
  assembleQuarantine,
  assembleSink,
  assembleStdin,
  givenAudit,
  outputNamer,
} from './assemble.ts'
import { openFindingsFile } from './finding-lines.ts'
import { parseClock, parseFhir, type PolicyFlags } from './flags.ts'
import { readInputs, totalBytes, type Input } from './inputs.ts'
import { checkApart, checkDistinct, checkOutputs, outputPlace, type OutputPlace } from './output-place.ts'
import { say } from './print.ts'
import { createProgress } from './progress.ts'
import { EXIT } from './report-error.ts'
import { commandLineKeys, needsKey, type KeySet } from './secrets.ts'
import { stopSignal } from './stop-signal.ts'
import { summarize } from './summary.ts'
import { sluiceVersion } from './version.ts'

export interface RedactFlags extends PolicyFlags {
  readonly out?: string
  readonly findings?: string
  readonly quarantine?: string
  readonly audit?: string
  readonly fileNames: 'keep' | 'pseudonymize'
  readonly summary?: boolean
}

/** Everything that was checked before the first byte is read. */
interface Plan {
  readonly flags: RedactFlags
  readonly input: Input
  readonly place: OutputPlace
  readonly keys: KeySet
  readonly nameOf: (name: string) => string
  readonly engine: Engine
}

async function plan(paths: readonly string[], flags: RedactFlags): Promise<Plan> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const now = parseClock(flags.now)
  const input = await readInputs(paths)
  const place = await outputPlace(flags.out, input)
  const keys = commandLineKeys({ required: needsKey(policy) || flags.fileNames === 'pseudonymize' })
  const nameOf = outputNamer(flags.fileNames, keys)
  if (input !== 'stdin') await checkOutputs(place, input, nameOf)
  const records = [
    { flag: '--audit', path: givenAudit(flags.audit) },
    { flag: '--quarantine', path: flags.quarantine },
    { flag: '--findings', path: flags.findings },
  ]
  await checkDistinct([
    ...(input === 'stdin' ? [] : input.files.map((file) => ({ flag: 'an input', path: file.path }))),
    ...records,
    { flag: '--out', path: place.kind === 'file' ? flags.out : undefined },
  ])
  await checkApart(records, [...(place.kind === 'folder' ? [place.folder] : []), ...(input === 'stdin' ? [] : input.folders)])
  const limits = assembleLimits()
  const engine = await assembleEngine({ ...flags, policy, keys, now, findings: flags.findings !== undefined, limits })
  return { flags, input, place, keys, nameOf, engine }
}

async function execute({ flags, input, place, keys, nameOf, engine }: Plan): Promise<RouteResult & { audit: string }> {
  const limits = assembleLimits()
  const signal = stopSignal()
  const isShown = process.stderr.isTTY
  const progress = createProgress(isShown ? await totalBytes(input) : undefined, { isShown })
  const parts = { keys, limits, onRead: progress.onRead }
  await using cleanup = new AsyncDisposableStack()
  const audit = cleanup.adopt(await assembleAudit(flags.audit), (log) => log.close())
  const quarantine =
    flags.quarantine === undefined
      ? undefined
      : cleanup.adopt(await assembleQuarantine(flags.quarantine), (store) => store.close())
  const findings = flags.findings === undefined ? undefined : openFindingsFile(flags.findings)
  cleanup.defer(() => findings?.close())
  const sink = cleanup.adopt(assembleSink(place, nameOf), (opened) => opened.close())
  cleanup.defer(progress.done)
  const result = await runRoute({
    source: input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts),
    sink,
    engine,
    audit,
    signal,
    facts: assembleFacts('redact', engine, flags, keys),
    sluiceVersion: sluiceVersion(),
    onError: quarantine === undefined ? 'block' : 'quarantine',
    ...(quarantine === undefined ? {} : { quarantine }),
    keepBytesMax: limits.entryBytesMax,
    ...(findings === undefined ? {} : { onMessage: findings.add }),
  })
  return { ...result, audit: audit.path }
}

/** Says once per code where its first refusal stands, so that the person can look; only paths that were given. */
function sayRefusals(result: RouteResult, given: ReadonlySet<string>): void {
  for (const [code, { count, first }] of result.refusals) {
    const { source, line, error } = first
    const { byte, path } = error.where
    const place = [
      given.has(source) || source === 'stdin' ? source : 'a file in the input folder',
      ...(line === undefined ? [] : [`line ${line}`]),
      ...(path === undefined ? [] : [path]),
      ...(byte === undefined ? [] : [`byte ${byte}`]),
    ]
    const more = count > 1 ? ` (and ${count - 1} more)` : ''
    say(`${code}: ${error.detail} ${place.join(', ')}${more}`)
  }
}

/** `sluice redact`: files or stdin through a policy. Returns the exit code. */
export async function redact(paths: readonly string[], flags: RedactFlags): Promise<number> {
  const planned = await plan(paths, flags)
  const started = performance.now()
  const result = await execute(planned)
  sayRefusals(result, new Set(paths))
  if (flags.summary ?? process.stderr.isTTY) {
    const seconds = (performance.now() - started) / 1000
    const skipped = planned.input === 'stdin' ? 0 : planned.input.skipped
    for (const line of summarize(result, { seconds, audit: result.audit, skipped })) say(line)
  }
  if (result.ended === 'stopped') {
    say('SLUICE_IO: Stopped by a signal before the end of the input; what was taken was finished. Run it again.')
    return EXIT.failed
  }
  return result.blocked + result.quarantined > 0 ? EXIT.refused : EXIT.ok
}
