import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { makeFolder, runCli, type CliOptions } from './run-cli.ts'
import { startRun, until, type Running } from './running.ts'

const FULL_KIB = 16

const config = (follow: boolean): string => `version: 1
keys:
  - { version: 1, from: env:SLUICE_KEY }
audit: { file: audit/audit.jsonl }
routes:
  - name: first
    from: { file: { path: in, follow: ${follow} } }
    policy: keep-everything
    destination: lab
    purpose: research
    to: { file: { path: sink/out } }
    onError: quarantine
    quarantine: { file: quarantine/q.jsonl }
`

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  for (const folder of ['in', 'audit', 'sink', 'quarantine']) mkdirSync(join(cwd, folder))
  writeFileSync(join(cwd, 'sluice.yaml'), config(true))
  writeFileSync(join(cwd, 'once.yaml'), config(false))
})

/** Mounts a small file system in memory in a folder, which fills up as a disk does. Returns why it cannot be. */
function mountSmall(folder: string): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${FULL_KIB}k`, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    return 'this user may not mount a file system'
  }
  onTestFinished(() => void execFileSync('umount', ['-l', folder]))
  return undefined
}

const good = (id: number): string => `{"resourceType":"Basic","id":"${id}","text":{"div":"Canary"}}`
const bad = '{"resourceType":"Canary","x":1'

/** Puts one file after the other until the process ends. Returns their number. */
async function feed(running: Running, body: (id: number) => string): Promise<number> {
  let id = 0
  while (running.child.exitCode === null) {
    id += 1
    writeFileSync(join(cwd, 'in', `${String(id).padStart(4, '0')}.json`), body(id))
    await delay(id % 20 === 0 ? 500 : 1)
  }
  return id
}

interface AuditLine {
  readonly event: string
  readonly verdicts?: Readonly<Record<string, number>>
}
const auditLines = (): AuditLine[] =>
  readFileSync(join(cwd, 'audit', 'audit.jsonl'), 'utf8')
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as AuditLine)
const outputs = (): string[] =>
  existsSync(join(cwd, 'sink', 'out')) ? readdirSync(join(cwd, 'sink', 'out')).filter((name) => !name.startsWith('.')) : []
const passed = (): number =>
  auditLines()
    .filter(({ event }) => event === 'batch')
    .reduce((sum, { verdicts }) => sum + (verdicts?.['pass'] ?? 0), 0)

/** Once there is room again, a run over the folder delivers all that came. */
async function recover(files: number): Promise<void> {
  const again = await runCli(['run', 'once.yaml'], { cwd })
  expect(again.stderr).toContain('"code":"STOPPED"')
  const refused = readdirSync(join(cwd, 'in')).filter((name) => readFileSync(join(cwd, 'in', name), 'utf8') === bad).length
  expect(outputs()).toHaveLength(files - refused)
  expect((await runCli(['audit', 'verify', 'audit/audit.jsonl'], { cwd })).code).toBe(0)
}

interface Case {
  readonly store: 'audit' | 'quarantine' | 'sink'
  readonly code: string
  readonly body: (id: number) => string
}
const CASES: readonly Case[] = [
  { store: 'audit', code: 'SLUICE_AUDIT', body: good },
  { store: 'quarantine', code: 'SLUICE_QUARANTINE', body: (id) => (id % 2 === 0 ? bad : good(id)) },
  { store: 'sink', code: 'SLUICE_SINK', body: good },
]

describe('a route stops, says so and loses nothing', () => {
  test.for(CASES)('when the disk of its $store is full', async ({ store, code, body }, context) => {
    const why = mountSmall(join(cwd, store))
    if (why !== undefined) context.skip(why)
    await stops({ cwd }, code, body, () => execFileSync('mount', ['-o', 'remount,size=64m', join(cwd, store)]))
  })

  test('when the file of its audit log may not grow any more', async (context) => {
    if (mountSmall(join(cwd, 'sink')) === undefined) context.skip('a disk that really is full was there for the tests above')
    await stops({ cwd, fileKibMax: FULL_KIB }, 'SLUICE_AUDIT', good, () => undefined)
  })
})

async function stops(options: CliOptions, code: string, body: (id: number) => string, makeRoom: () => void): Promise<void> {
  const running = startRun('sluice.yaml', options)
  await until(() => running.logged('STARTED').length > 0)
  const files = await feed(running, body)
  const result = await running.finished
  expect(result.code).toBe(1)
  expect(running.logged(code)).toMatchObject([{ route: 'first' }])
  expect(result.stderr).toMatch(new RegExp(`^${code}: `, 'm'))
  expect(result.stderr).not.toContain('Canary')
  expect(passed()).toBeGreaterThanOrEqual(outputs().length)
  expect(outputs().length).toBeLessThan(files)
  makeRoom()
  await recover(files)
}
