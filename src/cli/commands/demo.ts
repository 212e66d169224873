import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pc from 'picocolors'
import { makeFolder } from '../../contract/make-folder.ts'
import type { Engine } from '../../pipeline/outcome.ts'
import { runRoute, type RouteResult } from '../../pipeline/route/run-route.ts'
import { assembleAudit } from '../assemble-audit.ts'
import { assembleLimits } from '../assemble-context.ts'
import { assembleEngine, assembleFacts, assemblePolicy } from '../assemble-engine.ts'
import { assembleFileSource, assembleListing, assembleSink, outputNamer } from '../assemble-files.ts'
import { DEFAULT_POLICY } from '../flags.ts'
import { print } from '../print/print.ts'
import { EXIT } from '../report-error.ts'
import { throwawayKeys, type KeySet } from '../config/secrets.ts'
import { fit, sideBySide, type PairedLine } from '../print/side-by-side.ts'
import { countRows } from '../print/summary.ts'
import { formatBytes, formatCount, table } from '../print/table.ts'
import { packageRoot, sluiceVersion } from '../version.ts'

/** Two columns and what stands between them fill 80. */
const COLUMN = 38
const SHOWN = 'patient.json'
const AUDIENCE = { destination: 'demo', purpose: 'demonstration' } as const
const MARKS = { same: ' ', changed: '~', removed: '-', added: '+' } as const

interface DemoRun {
  readonly result: RouteResult
  readonly seconds: number
  readonly sample: string
  readonly out: string
  readonly audit: string
}

function demoEngine(keys: KeySet): Promise<Engine> {
  const policy = assemblePolicy(DEFAULT_POLICY, undefined)
  return assembleEngine({ ...AUDIENCE, policy, keys, now: () => new Date(), findings: false, limits: assembleLimits() })
}

async function runSample(folder: string): Promise<DemoRun> {
  const sample = join(packageRoot(), 'deploy', 'sample')
  const out = join(folder, 'clean')
  const keys = throwawayKeys()
  const limits = assembleLimits()
  const engine = await demoEngine(keys)
  const { files } = await assembleListing([sample])
  const audit = await assembleAudit(join(folder, 'audit.jsonl'))
  const sink = assembleSink({ kind: 'folder', folder: out }, outputNamer('keep', keys))
  try {
    const started = performance.now()
    const result = await runRoute({
      source: assembleFileSource(files, { keys, limits }),
      sink,
      engine,
      audit,
      facts: assembleFacts('demo', engine, AUDIENCE, keys),
      sluiceVersion: sluiceVersion(),
      onError: 'block',
      keepBytesMax: limits.entryBytesMax,
      signal: new AbortController().signal,
    })
    return { result, seconds: (performance.now() - started) / 1000, sample, out, audit: audit.path }
  } finally {
    await sink.close()
    await audit.close()
  }
}

function pairRow({ kind, left, right }: PairedLine): string {
  const mark = MARKS[kind]
  const before = fit(left, COLUMN)
  const after = fit(right, COLUMN).trimEnd()
  if (kind === 'same') return `${pc.dim(before)}   ${pc.dim(after)}`.trimEnd()
  return `${pc.red(before)} ${mark} ${pc.green(after)}`.trimEnd()
}

/** Measures the engine alone on what was just read, warm: the first messages of a process are many times slower. */
async function measure(body: Uint8Array): Promise<number> {
  const engine = await demoEngine(throwawayKeys())
  const warmUntil = performance.now() + 250
  while (performance.now() < warmUntil) engine.process(body)
  const started = performance.now()
  let count = 0
  while (performance.now() - started < 250) {
    engine.process(body)
    count += 1
  }
  return (count * body.length) / ((performance.now() - started) / 1000)
}

/** `sluice demo`: the sample through HIPAA Safe Harbor, laid out to be read. Returns the exit code. */
export async function demo(flags: { readonly out?: string }): Promise<number> {
  if (flags.out !== undefined) makeFolder(flags.out)
  const folder = flags.out ?? (await mkdtemp(join(tmpdir(), 'sluice-demo-')))
  const { result, seconds, sample, out, audit } = await runSample(folder)
  const before = await readFile(join(sample, SHOWN))
  const after = await readFile(join(out, SHOWN), 'utf8')
  const title = (text: string): Promise<void> => print(`\n${pc.bold(text)}`)

  await print(`${pc.bold(pc.cyan('Sluice'))}  lets FHIR data through as the policy allows, and nothing else`)
  await print(pc.dim(`policy ${DEFAULT_POLICY}, invented data, a key made for this run and thrown away`))
  await title(`${SHOWN}, before and after`)
  for (const row of sideBySide(before.toString(), after)) await print(pairRow(row))
  await print(pc.dim('~ changed   - removed   + added   everything else left byte for byte'))

  await title('What was found, and what was done')
  for (const line of table([['class', 'elements', 'done'], ...countRows(result.counts)], { right: [1] }))
    await print(fit(line, 80).trimEnd())

  await title('The run')
  const refused = result.blocked + result.quarantined
  const passed = formatCount(result.messages - refused)
  const size = `${formatBytes(result.bytesIn)} in, ${formatBytes(result.bytesOut)} out`
  const rate = await measure(before)
  const rows = [
    ['messages', `${formatCount(result.messages)} read, ${passed} passed, ${formatCount(refused)} refused`],
    ['bytes', `${size}, ${seconds.toFixed(2)} s with start-up and fsync`],
    ['engine', `${formatBytes(rate)}/s warm, one core`],
    ['output', out],
    ['audit log', audit],
  ]
  for (const line of table(rows)) await print(line)

  await title('Next')
  for (const line of [
    `node src/cli/main.ts audit verify ${audit}`,
    'node src/cli/main.ts scan deploy/sample/note.json',
    'SLUICE_KEY=$(openssl rand -hex 32) \\\n  node src/cli/main.ts redact deploy/sample/visit-bundle.json',
  ])
    await print(`  ${line}`)
  return refused > 0 ? EXIT.refused : EXIT.ok
}
