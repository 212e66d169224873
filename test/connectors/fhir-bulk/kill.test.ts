import { once } from 'node:events'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { makeFolder, runCli, startCli } from '../../cli/run-cli.ts'
import { patientLines, startBulkServer } from '../../services/bulk-server.ts'

const LINES = 6000

test('an export that is killed at any moment is read to its end by one job, every line once', async () => {
  const server = await startBulkServer({
    files: { Patient: patientLines(LINES), Group: patientLines(200) },
    slow: { bytes: 40_000, pauseMs: 120 },
  })
  try {
    const folder = makeFolder()
    writeFileSync(path.join(folder, 'sluice.yaml'), `
version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
routes:
  - name: bulk
    from: { fhir-bulk: { baseUrl: ${server.baseUrl}, state: state/bulk.db, export: system } }
    policy: keep-everything
    destination: lake
    purpose: research
    to: { file: { path: out } }
    onError: block
`)
    let killed = 0
    for (let kill = 0; kill < 4; kill++) {
      const before = server.asked.length
      const child = startCli(['run', 'sluice.yaml'], { cwd: folder })
      const ended = once(child, 'exit')
      // Killed before it knows the address of its job it would have to ask for another.
      const looksAtJob = (): boolean => server.asked.slice(before).some(({ url }) => !url.includes('$export'))
      for (let wait = 0; wait < 400 && !looksAtJob(); wait++) await sleep(50)
      await sleep(100 + kill * 150)
      if (child.kill('SIGKILL')) killed++
      await ended
    }
    expect(killed).toBeGreaterThan(1)
    expect(await runCli(['run', 'sluice.yaml', '--log-level', 'error'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
    const lines = globSync(path.join(folder, 'out', '**', 'Patient.*.ndjson')).flatMap((file) =>
      readFileSync(file, 'utf8').trimEnd().split('\n'),
    )
    expect([lines.length, new Set(lines).size]).toEqual([LINES, LINES])
    expect(server.asked.filter(({ url }) => url.includes('$export'))).toHaveLength(1)
    expect(server.jobs.size).toBe(0)
  } finally {
    await server.stop()
  }
}, 180_000)
