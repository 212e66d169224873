import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { verifyAuditLog } from '../../../src/audit/verify-audit-log.ts'
import { readQuarantine } from '../../../src/pipeline/quarantine/quarantine.ts'
import { makeTemporaryFolder } from '../../temporary-folder.ts'
import { BROKEN } from './fake-engine.ts'
import { makePlaces, runFolder, type RoutePlaces } from './open-route.ts'

const KILLS = 20
const FILES = 150
const CHILD = new URL('./route-child.ts', import.meta.url).pathname

function fill(places: RoutePlaces): Map<string, string> {
  const wanted = new Map<string, string>()
  for (let index = 0; index < FILES; index++) {
    const line = `{"raw":"${'x'.repeat(200)}","n":${index}.50}\n`
    const content = index % 10 === 0 ? line.repeat(4000) : line
    const name = index % 10 === 0 ? `f${index}.ndjson` : `f${index}.json`
    writeFileSync(join(places.input, name), index === 77 ? `{"a":"${BROKEN}"}` : content)
    if (index !== 77) wanted.set(name, content.replaceAll('raw', '***'))
  }
  return wanted
}

/** What is there under a final name must be whole and clean, at every moment. */
function checkOutputs(places: RoutePlaces, wanted: ReadonlyMap<string, string>): number {
  const visible = existsSync(places.output) ? readdirSync(places.output).filter((name) => !name.startsWith('.')) : []
  for (const name of visible) {
    expect(readFileSync(join(places.output, name), 'latin1') === wanted.get(name), `${name} is whole and clean`).toBe(
      true,
    )
  }
  return visible.length
}

async function killAt(root: string, afterMs: number): Promise<boolean> {
  const child = spawn(process.execPath, [CHILD, root], { stdio: 'ignore' })
  const exited = once(child, 'exit')
  const timer = setTimeout(() => child.kill('SIGKILL'), afterMs)
  const [, signal] = (await exited) as [number | null, NodeJS.Signals | null]
  clearTimeout(timer)
  return signal === 'SIGKILL'
}

interface AuditLine {
  readonly event: string
  readonly source?: string
  readonly id?: string
}

test(
  `a run killed at any of ${KILLS} moments leaves no half or raw file, and a rerun completes the chain`,
  { timeout: 120_000 },
  async () => {
    const root = makeTemporaryFolder()
    const places = makePlaces(root)
    const wanted = fill(places)
    let killed = 0
    const started = performance.now()
    await killAt(makePlaces(makeTemporaryFolder()).input, 60_000)
    const startup = performance.now() - started
    for (let round = 0; round < KILLS; round++) {
      if (await killAt(root, startup * 0.8 + Math.random() * 600)) killed += 1
      checkOutputs(places, wanted)
    }
    expect(killed).toBeGreaterThan(KILLS / 4)
    const result = await runFolder(places, { onError: 'quarantine' })
    expect(result).toMatchObject({ ended: 'done', quarantined: 1, blocked: 0 })
    expect(checkOutputs(places, wanted)).toBe(FILES - 1)
    expect(readdirSync(places.output).filter((name) => name.endsWith('.partial'))).toEqual([])

    const report = await verifyAuditLog(places.audit)
    expect(report.broken).toBeUndefined()
    const lines = readFileSync(places.audit, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditLine)
    const recorded = new Set(lines.filter((line) => line.event === 'batch').map((line) => line.source))
    expect(recorded.size).toBe(FILES)
    const kept = new Set((await Array.fromAsync(readQuarantine(places.quarantine))).map(({ header }) => header.id))
    expect(lines.filter((line) => line.event === 'refused').every((line) => kept.has(line.id ?? ''))).toBe(true)
    expect(readFileSync(places.quarantine, 'latin1')).not.toContain(BROKEN)
  },
)
