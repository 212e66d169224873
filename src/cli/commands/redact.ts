import { givenAudit } from '../assemble-audit.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleEngine, assembleLineEngine, assemblePolicy } from '../assemble-engine.ts'
import { outputNamer } from '../assemble-files.ts'
import type { PolicyFlags } from '../flags.ts'
import { parseClock, parseFhir, sayUnused } from '../read-flags.ts'
import { readInputs } from '../inputs.ts'
import { checkPlaces, outputPlace } from '../output-place.ts'
import { say } from '../print/print.ts'
import { exitOf, runFiles, sayRefusals, type FileRun } from '../run-files.ts'
import { commandLineKeys, needsKey } from '../config/secrets.ts'
import { formatCount } from '../print/table.ts'
import { summarize } from '../print/summary.ts'

export interface RedactFlags extends PolicyFlags {
  readonly out?: string
  readonly findings?: string
  readonly quarantine?: string
  readonly audit?: string
  readonly fileNames: 'keep' | 'pseudonymize'
  /** Set where the input is lines of texts instead of FHIR. */
  readonly texts?: string
  readonly summary?: boolean
}

async function plan(paths: readonly string[], flags: RedactFlags): Promise<FileRun> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir))
  if (flags.texts === undefined) sayUnused(policy, flags)
  const now = parseClock(flags.now)
  const input = await readInputs(paths)
  const place = await outputPlace(flags.out, input)
  if (flags.fileNames === 'pseudonymize' && place.kind !== 'folder')
    say('--file-names is of no use here: the output does not go into a folder.')
  const keys = commandLineKeys({ required: needsKey(policy) || (place.kind === 'folder' && flags.fileNames === 'pseudonymize') })
  const nameOf = outputNamer(flags.fileNames, keys)
  await checkPlaces({ input, place, out: flags.out, nameOf }, [
    { flag: '--audit', path: givenAudit(flags.audit) },
    { flag: '--quarantine', path: flags.quarantine },
    { flag: '--findings', path: flags.findings },
  ])
  const limits = assembleLimits()
  const parts = { ...flags, policy, keys, now, findings: flags.findings !== undefined, limits }
  const engine = flags.texts === undefined ? await assembleEngine(parts) : await assembleLineEngine(parts)
  const media = flags.texts === undefined ? undefined : 'ndjson'
  return { command: 'redact', audience: flags, input, place, keys, nameOf, engine, limits, media, files: flags }
}

/** `sluice redact`: files or stdin through a policy. Returns the exit code. */
export async function redact(paths: readonly string[], flags: RedactFlags): Promise<number> {
  const planned = await plan(paths, flags)
  const started = performance.now()
  const result = await runFiles(planned)
  sayRefusals(result, planned.input)
  if (planned.input !== 'stdin' && planned.input.files.length === 0)
    say(`There was nothing to read: no .json, .ndjson, .jsonl or .gz of these; ${formatCount(planned.input.skipped)} other files were passed over.`)
  if (flags.summary ?? process.stderr.isTTY) {
    const seconds = (performance.now() - started) / 1000
    const skipped = planned.input === 'stdin' ? 0 : planned.input.skipped
    for (const line of summarize(result, { seconds, audit: result.audit, skipped })) say(line)
  }
  return exitOf(result)
}
