import type { Limits } from '../contract/limits.ts'
import type { Engine } from '../pipeline/outcome.ts'
import { runRoute, type RouteResult } from '../pipeline/route/run-route.ts'
import { assembleAudit } from './assemble-audit.ts'
import { assembleFacts, type Audience } from './assemble-engine.ts'
import { assembleFileSource, assembleSink, assembleStdin } from './assemble-files.ts'
import { assembleQuarantine } from './open-quarantines.ts'
import { openFindingsFile } from './print/finding-lines.ts'
import { totalBytes, type Input } from './inputs.ts'
import type { OutputPlace } from './output-place.ts'
import { say } from './print/print.ts'
import { createProgress } from './print/progress.ts'
import { createPlaces } from './print/places.ts'
import { adviceFor, EXIT } from './report-error.ts'
import type { KeySet } from './config/secrets.ts'
import { stopSignal } from './stop-signal.ts'
import { sluiceVersion } from './version.ts'

/** Everything that was checked before the first byte is read. */
export interface FileRun {
  /** The command: the route that the audit log names. */
  readonly command: string
  readonly audience: Audience
  readonly input: Input
  readonly place: OutputPlace
  readonly keys: KeySet
  readonly nameOf: (name: string) => string
  readonly engine: Engine
  readonly limits: Limits
  /** What the files are, whatever their names say. */
  readonly media?: 'ndjson' | undefined
  readonly files: { readonly findings?: string; readonly quarantine?: string; readonly audit?: string }
}

export type FileRunResult = RouteResult & { readonly audit: string }

/** Takes files or stdin through an engine, in the order of the pipeline. */
export async function runFiles(run: FileRun): Promise<FileRunResult> {
  const { input, place, keys, nameOf, engine, limits, media, files } = run
  const signal = stopSignal()
  const isShown = process.stderr.isTTY
  const progress = createProgress(isShown ? await totalBytes(input) : undefined, { isShown })
  const parts = { keys, limits, media, onRead: progress.onRead }
  await using cleanup = new AsyncDisposableStack()
  const audit = cleanup.adopt(await assembleAudit(files.audit), (log) => log.close())
  const quarantine =
    files.quarantine === undefined
      ? undefined
      : cleanup.adopt(await assembleQuarantine(files.quarantine), (store) => store.close())
  const findings = files.findings === undefined ? undefined : openFindingsFile(files.findings)
  cleanup.defer(() => findings?.close())
  const sink = cleanup.adopt(assembleSink(place, nameOf), (opened) => opened.close())
  cleanup.defer(progress.done)
  const result = await runRoute({
    source: input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts),
    sink,
    engine,
    audit,
    signal,
    facts: assembleFacts(run.command, engine, run.audience, keys),
    sluiceVersion: sluiceVersion(),
    onError: quarantine === undefined ? 'block' : 'quarantine',
    ...(quarantine === undefined ? {} : { quarantine }),
    keepBytesMax: limits.entryBytesMax,
    ...(findings === undefined ? {} : { onMessage: findings.add }),
  })
  return { ...result, audit: audit.path }
}

/** Says once per code where its first refusal stands and what to do, so that the person can look; only paths that were given. */
export function sayRefusals(result: RouteResult, input: Input): void {
  const placeOf = createPlaces(input)
  for (const [code, { count, first }] of result.refusals) {
    const more = count > 1 ? ` (and ${count - 1} more)` : ''
    say(`${code}: ${first.error.detail} ${placeOf(first.source, first.line, first.error)}${more}`)
    say(adviceFor(first.error.code))
  }
}

/** The exit code of a command that a signal stopped, which it says. */
export function sayStopped(): number {
  say('SLUICE_IO: Stopped by a signal before the end of the input; what was taken was finished. Run it again.')
  return EXIT.failed
}

/** The exit code of what a run came to; says so where it was stopped. */
export function exitOf(result: RouteResult): number {
  if (result.ended === 'stopped') return sayStopped()
  return result.blocked + result.quarantined > 0 ? EXIT.refused : EXIT.ok
}
