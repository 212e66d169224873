import { stat } from 'node:fs/promises'
import { runRoute, type RouteResult } from '../pipeline/run-route.ts'
import {
  assembleAudit, assembleEngine, assembleFacts, assembleFileSource, assembleLimits, assembleListing, assemblePolicy,
  assembleQuarantine, assembleSink, assembleStdin, outputNamer,
} from './assemble.ts'
import { openFindingsFile } from './finding-lines.ts'
import { parseClock, parseFhir, type PolicyFlags } from './flags.ts'
import { checkDistinct, checkOutputs, outputPlace, type InputFiles } from './output-place.ts'
import { say } from './print.ts'
import { createProgress } from './progress.ts'
import { EXIT, usageError } from './report-error.ts'
import { commandLineKeys, needsKey } from './secrets.ts'
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

/** What the user named, or stdin. Throws SLUICE_USAGE for both at once. */
export async function readInputs(paths: readonly string[]): Promise<{ readonly input: Awaited<ReturnType<typeof assembleListing>> | 'stdin' }> {
  if (paths.length === 0 || (paths.length === 1 && paths[0] === '-')) {
    if (process.stdin.isTTY) throw usageError('No FILE was given, and stdin is a terminal.')
    return { input: 'stdin' }
  }
  if (paths.includes('-')) throw usageError('stdin (-) cannot be mixed with files.')
  return { input: await assembleListing(paths) }
}

/** The size of all inputs, where it is known. */
export async function totalBytes(input: InputFiles | 'stdin'): Promise<number | undefined> {
  if (input === 'stdin') return undefined
  const sizes = await Promise.all(input.files.map((file) => stat(file.path).then((stats) => stats.size, () => 0)))
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Says once per code where the first refusal stands, so that the person can look; files by the path as it was given. */
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
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  const now = parseClock(flags.now)
  const { input } = await readInputs(paths)
  const place = await outputPlace(flags.out, input)
  const keys = commandLineKeys({ required: needsKey(policy) || flags.fileNames === 'pseudonymize' })
  const nameOf = outputNamer(flags.fileNames, keys)
  if (input !== 'stdin') await checkOutputs(place, input, nameOf)
  await checkDistinct([
    ...(input === 'stdin' ? [] : input.files.map((file) => ({ flag: 'an input', path: file.path }))),
    { flag: '--audit', path: flags.audit },
    { flag: '--quarantine', path: flags.quarantine },
    { flag: '--findings', path: flags.findings },
    { flag: '--out', path: place.kind === 'file' ? flags.out : undefined },
  ])
  const limits = assembleLimits()
  const engine = assembleEngine({ ...flags, policy, keys, now, findings: flags.findings !== undefined, limits })
  const signal = stopSignal()
  const isTerminal = process.stderr.isTTY
  const progress = createProgress(isTerminal ? await totalBytes(input) : undefined, { isShown: isTerminal })
  const parts = { keys, limits, onRead: progress.onRead }
  const audit = await assembleAudit(flags.audit)
  const started = performance.now()
  let result: RouteResult
  try {
    const quarantine = flags.quarantine === undefined ? undefined : await assembleQuarantine(flags.quarantine)
    const findings = flags.findings === undefined ? undefined : openFindingsFile(flags.findings)
    const sink = assembleSink(place, nameOf)
    try {
      result = await runRoute({
        source: input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts),
        sink, engine, audit, signal,
        facts: assembleFacts('redact', engine, flags, keys),
        sluiceVersion: sluiceVersion(),
        onError: quarantine === undefined ? 'block' : 'quarantine',
        ...(quarantine === undefined ? {} : { quarantine }),
        keepBytesMax: limits.entryBytesMax,
        ...(findings === undefined ? {} : { onMessage: findings.add }),
      })
    } finally {
      progress.done()
      await sink.close()
      findings?.close()
      await quarantine?.close()
    }
  } finally {
    await audit.close()
  }
  sayRefusals(result, new Set(paths))
  const skipped = input === 'stdin' ? 0 : input.skipped
  if (flags.summary ?? isTerminal) {
    for (const line of summarize(result, { seconds: (performance.now() - started) / 1000, audit: audit.path, skipped })) say(line)
  }
  if (result.ended === 'stopped') {
    say('SLUICE_IO: Stopped by a signal before the end of the input; what was taken was finished. Run it again.')
    return EXIT.failed
  }
  return result.blocked + result.quarantined > 0 ? EXIT.refused : EXIT.ok
}
