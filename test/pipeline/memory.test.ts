import { spawnSync } from 'node:child_process'
import { closeSync, openSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeTemporaryFolder } from '../temporary-folder.ts'
import { makePlaces } from './open-route.ts'

/** 64 in everyday runs; SLUICE_TEST_NDJSON_MIB=1024 shows that the size does not matter. */
const MIB = Number(process.env['SLUICE_TEST_NDJSON_MIB'] ?? 64)
const RSS_BYTES_MAX = 200 * 1024 * 1024
const CHILD = new URL('./route-child.ts', import.meta.url).pathname

test(
  `${MIB} MiB of NDJSON pass through a route, its engine not counted, in less than 200 MiB of memory`,
  { timeout: 60_000 + MIB * 500 },
  () => {
    const root = makeTemporaryFolder()
    const places = makePlaces(root)
    const path = join(places.input, 'big.ndjson')
    const lines = Buffer.from(`{"resourceType":"Basic","raw":"${'x'.repeat(400)}","n":6.30}\n`.repeat(1000))
    const file = openSync(path, 'w')
    for (let bytes = 0; bytes < MIB * 1024 * 1024; bytes += lines.length) writeSync(file, lines)
    closeSync(file)
    const child = spawnSync(process.execPath, [CHILD, root], { encoding: 'utf8' })
    expect(child.status).toBe(0)
    expect(statSync(join(places.output, 'big.ndjson')).size).toBe(statSync(path).size)
    const { rssBytes } = JSON.parse(child.stdout) as { rssBytes: number }
    expect(rssBytes).toBeLessThan(RSS_BYTES_MAX)
  },
)
