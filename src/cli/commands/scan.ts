import { createTally } from '../../pipeline/tally.ts'
import { scanSource } from '../../pipeline/route/scan-source.ts'
import { assembleEngine, assembleFileSource, assembleLimits, assemblePolicy, assembleStdin } from '../assemble.ts'
import { findingLine } from '../print/finding-lines.ts'
import { parseClock, parseFhir, type PolicyFlags } from '../flags.ts'
import { createPlaces } from '../print/places.ts'
import { print, say } from '../print/print.ts'
import { createProgress } from '../print/progress.ts'
import { readInputs, totalBytes } from '../inputs.ts'
import { EXIT } from '../report-error.ts'
import { lookingKeys } from '../config/secrets.ts'
import { stopSignal } from '../stop-signal.ts'
import { countTable } from '../print/summary.ts'
import { formatBytes, formatCount } from '../print/table.ts'

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

/** `sluice scan`: findings of files or stdin on stdout. Needs no key, since nothing leaves. Returns the exit code. */
export async function scan(paths: readonly string[], flags: ScanFlags): Promise<number> {
  const policy = assemblePolicy(flags.policy, parseFhir(flags.fhir), flags.detectors)
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
  const totals = { messages: 0, refused: 0, bytes: 0, findings: 0 }
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
        flags.json === true ? findingLine(finding, message) : row(finding.class, finding.detector, finding.path, place)
      await print(line)
    }
    if (error === undefined) continue
    totals.refused += 1
    if (totals.refused <= 10) {
      say(`${error.code}: ${error.detail} ${placeOf(message.source, message.line, error)}`)
    }
  }
  progress.done()
  if (flags.summary ?? process.stderr.isTTY) {
    const seconds = (performance.now() - started) / 1000
    for (const line of countTable(tally.counts())) say(line)
    say('')
    say(
      `${formatCount(totals.findings)} findings in ${formatCount(totals.messages)} messages, ` +
        `${formatBytes(totals.bytes)}, ${seconds.toFixed(2)} s`,
    )
  }
  if (signal.aborted) return EXIT.failed
  return totals.refused > 0 ? EXIT.refused : EXIT.ok
}
