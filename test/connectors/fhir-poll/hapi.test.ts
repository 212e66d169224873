import { Client } from 'fhir-kit-client'
import { once } from 'node:events'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest'
import { makeFolder, runCli, startCli } from '../../cli/run-cli.ts'
import { loadPatients } from '../../services/hapi-load.ts'
import { tryHapi, type HapiServer } from '../../services/hapi.ts'

let server: HapiServer | string = 'it was not started'

beforeAll(async () => {
  // A clock of whole seconds, so that very many resources have the same time.
  server = await tryHapi({ clockMs: 1000 })
}, 600_000)

afterAll(async () => {
  if (typeof server !== 'string') await server.stop()
})

const needServer = ({ skip }: TestContext): HapiServer => (typeof server === 'string' ? skip(server) : server)

interface Route {
  readonly baseUrl: string
  readonly policy: string
  readonly more: readonly string[]
}

function writeRoute(folder: string, { baseUrl, policy, more }: Route): void {
  writeFileSync(path.join(folder, 'sluice.yaml'), `
version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
routes:
  - name: tap
    from:
      fhir-poll:
        baseUrl: ${baseUrl}
        state: state/poll.db
        overlapSeconds: 1
        everySeconds: 1
        pageSize: 40
${more.map((line) => `        ${line}`).join('\n')}
    policy: ${policy}
    destination: lake
    purpose: research
    to: { file: { path: out } }
    onError: block
`)
}

interface Line {
  readonly resourceType: string
  readonly id: string
  readonly meta?: { readonly versionId?: string }
  readonly active?: boolean
}

function outputs(folder: string, type: string): Line[] {
  return globSync(path.join(folder, 'out', type, '*.ndjson'))
    .sort()
    .flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line)
}

test('a poll that is killed at any moment while the server is written to has each version once and none too few', async (context) => {
  const { baseUrl } = needServer(context)
  const folder = makeFolder()
  await loadPatients(needServer(context), 200, 'kill')
  const route = { baseUrl, policy: 'keep-everything' }
  writeRoute(folder, { ...route, more: ['search: [Patient, Observation]'] })
  let killed = 0
  for (let kill = 0; kill < 5; kill++) {
    const child = startCli(['run', 'sluice.yaml'], { cwd: folder })
    const ended = once(child, 'exit')
    const loaded = loadPatients(needServer(context), 20, `kill${kill}`)
    for (let wait = 0; wait < 200 && !existsSync(path.join(folder, 'out', 'Patient')); wait++) await sleep(50)
    await sleep(kill * 130)
    if (child.kill('SIGKILL')) killed++
    await Promise.all([ended, loaded])
  }
  expect(killed).toBeGreaterThan(2)
  writeRoute(folder, { ...route, more: ['search: [Patient, Observation]', 'until: caught-up'] })
  expect(await runCli(['run', 'sluice.yaml', '--log-level', 'error'], { cwd: folder })).toMatchObject({ code: 0, stderr: '' })
  for (const type of ['Patient', 'Observation']) {
    const ids = outputs(folder, type).map(({ id, meta }) => `${id}/${meta?.versionId}`)
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([])
    expect(ids.length).toBe(200 + 5 * 20)
  }
  expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd: folder })).code).toBe(0)
}, 180_000)

test('a history brings every version and deletion, oldest first, and no name in clear anywhere', async (context) => {
  const { baseUrl } = needServer(context)
  const folder = makeFolder()
  const client = new Client({ baseUrl })
  // What the test before wrote is older than the history asked for, the overlap included.
  await sleep(3_000)
  const since = new Date(Date.now() - 1000).toISOString()
  const body = { resourceType: 'Patient', id: 'hist', name: [{ family: 'Quackenbush' }], active: true }
  await client.update({ resourceType: 'Patient', id: 'hist', body })
  await client.update({ resourceType: 'Patient', id: 'hist', body: { ...body, active: false } })
  await client.delete({ resourceType: 'Patient', id: 'hist' })
  await client.update({ resourceType: 'Patient', id: 'hist', body })
  writeRoute(folder, {
    baseUrl,
    policy: 'hipaa-limited-data-set',
    more: ['search: [Patient]', 'read: history', `since: ${since}`, 'until: caught-up'],
  })
  const result = await runCli(['run', 'sluice.yaml'], { cwd: folder })
  expect(result).toMatchObject({ code: 0, stderr: expect.not.stringContaining('SLUICE_') as string })
  const lines = outputs(folder, 'Patient')
  const own = lines.slice(lines.length - 4)
  expect(own.map(({ resourceType, active }) => resourceType === 'Bundle' ? 'deleted' : active)).toEqual([true, false, 'deleted', true])
  const everything = globSync(path.join(folder, '**'), { withFileTypes: true }).filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1')).join('\n') + result.stderr
  expect(everything).not.toMatch(/Quackenbush|hist\b/)
}, 60_000)
