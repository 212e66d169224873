import type { Finding } from '../../contract/finding.ts'
import { createTally } from '../../pipeline/tally.ts'
import { scanSource } from '../../pipeline/route/scan-source.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleEngine, assemblePolicy } from '../assemble-engine.ts'
import { assembleFileSource, assembleStdin } from '../assemble-files.ts'
import { findingLine } from '../print/finding-lines.ts'
import type { PolicyFlags } from '../flags.ts'
import { parseClock, parseFhir, sayUnused } from '../read-flags.ts'
import { createPlaces } from '../print/places.ts'
import { createRefusals } from '../print/refusals.ts'
import { print, say } from '../print/print.ts'
import { createProgress } from '../print/progress.ts'
import { readInputs, totalBytes } from '../inputs.ts'
import { EXIT } from '../report-error.ts'
import { sayStopped } from '../run-files.ts'
import { lookingKeys } from '../config/secrets.ts'
import { stopSignal } from '../stop-signal.ts'
import { summarizeFindings } from '../print/summary.ts'
import { formatCount } from '../print/table.ts'

export interface ScanFlags extends PolicyFlags {
  readonly json?: boolean
  readonly summary?: boolean
}

const COLUMNS = [16, 26, 46] as const

/** A row of the table that a person reads; long paths push the rest to the right instead of being cut. */
function row(elementClass: string, detector: string, path: string, place: string): string {
  const cells = [elementClass.padEnd(COLUMNS[0]), detector.padEnd(COLUMNS[1]), path.padEnd(COLUMNS[2]), place]
  return cells.join(' ').trimEnd()
}

/** A class, and behind it the one that rules are asked about where that is another one. */
function classWords({ class: given, decision }: Finding): string {
  return decision === undefined || decision.elementClass === given ? given : `${given} (${decision.elementClass})`
}

/** `sluice scan`: findings of files or stdin on stdout. Needs no key, since nothing leaves. Returns the exit code. */
export async function scan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
  sayUnused(policy, flags)
  const input = await readInputs(paths)
  const keys = lookingKeys(flags)
  const limits = assembleLimits()
  const engine = await assembleEngine({ ...flags, policy, keys, now: parseClock(flags.now), findings: true, limits })
  const signal = stopSignal()
  const isTerminal = process.stderr.isTTY && !process.stdout.isTTY
  const progress = createProgress(isTerminal ? await totalBytes(input) : undefined, { isShown: isTerminal })
  const parts = { keys, limits, onRead: progress.onRead }
  const source = input === 'stdin' ? assembleStdin(parts) : assembleFileSource(input.files, parts)
  const tally = createTally()
  const placeOf = createPlaces(input)
  const refusals = createRefusals()
  const totals = { messages: 0, bytes: 0, findings: 0 }
  const started = performance.now()
  if (flags.json !== true) await print(row('class', 'detector', 'path', 'source'))
  for await (const { message, facts, error, bytes } of scanSource(source, engine, signal)) {
    totals.messages += 1
    totals.bytes += bytes
    totals.findings += facts.findings.length
    tally.add(facts.counts)
    const place = message.line === undefined ? message.source : `${message.source}:${message.line}`
    for (const finding of facts.findings) {
      const line =
        flags.json === true ? findingLine(finding, message) : row(classWords(finding), finding.detector, finding.path, place)
      await print(line)
    }
    if (error !== undefined) refusals.tell(error, placeOf(message.source, message.line, error))
  }
  progress.done()
  const refused = refusals.done()
  if (flags.summary ?? process.stderr.isTTY) {
    const seconds = (performance.now() - started) / 1000
    const read = `${formatCount(totals.messages)} messages`
    for (const line of summarizeFindings(tally.counts(), { ...totals, read, seconds })) say(line)
  }
  if (signal.aborted) return sayStopped()
  return refused > 0 ? EXIT.refused : EXIT.ok
}
