import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEY, makeFolder, ROOT } from './run-cli.ts'
import { startRun } from './running.ts'

const LINE = '{"resourceType":"Basic","id":"a"}\n'

/** A shell gives files as open descriptors, and stdin as a pipe: reason to start over, were the descriptors not lost by that. */
test.for([
  [
    'a file named by its descriptor is read',
    ': | "$0" src/cli/main.ts redact --policy keep-everything --out "$1/out.ndjson" <(cat "$1/in.ndjson")',
  ],
  ['what comes through a pipe is read', 'cat "$1/in.ndjson" | "$0" src/cli/main.ts redact --policy keep-everything --out "$1/out.ndjson"'],
] as const)('%s', ([, script], context) => {
  if (process.platform === 'win32') context.skip('there is no shell that names files by descriptors')
  const folder = makeFolder()
  writeFileSync(join(folder, 'in.ndjson'), LINE)
  const { MALLOC_ARENA_MAX: _, ...env } = process.env
  const { status, stderr } = spawnSync('bash', ['-c', script, process.execPath, folder], {
    cwd: ROOT, encoding: 'utf8', env: { ...env, SLUICE_KEY: KEY, XDG_STATE_HOME: join(folder, 'state') },
  })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  expect(readFileSync(join(folder, 'out.ndjson'), 'utf8')).toBe(LINE)
})

const routeOf = (key: string): string => `version: 1
keys: [{ version: 1, from: ${key} }]
audit: { file: audit.jsonl }
routes:
  - name: clean
    from: { file: { path: in, follow: true } }
    policy: keep-everything
    destination: lab
    purpose: test
    to: { file: { path: out } }
    onError: block
`

/** How a route that has started was started. */
async function startedAs(key: string): Promise<{ readonly words: readonly string[]; readonly env: readonly string[] }> {
  const folder = makeFolder()
  mkdirSync(join(folder, 'in'))
  writeFileSync(join(folder, 'sluice.yaml'), routeOf(key))
  const running = startRun('sluice.yaml', { cwd: folder, env: { MALLOC_ARENA_MAX: undefined } })
  await running.until(() => running.logged('STARTED').length > 0)
  const read = (name: string): string[] => readFileSync(`/proc/${running.child.pid}/${name}`, 'latin1').split('\0')
  const found = { words: read('cmdline'), env: read('environ') }
  expect((await running.stop()).code).toBe(0)
  return found
}

const NOT_LINUX = 'only Linux starts a process over'

test('a route runs with one heap and a small young generation, as the same process', async (context) => {
  if (process.platform !== 'linux') context.skip(NOT_LINUX)
  const { words, env } = await startedAs('env:SLUICE_KEY')
  expect(words).toContain('--max-semi-space-size=4')
  expect(env).toContain('MALLOC_ARENA_MAX=1')
})

test('a route that reads open files goes on as it is, since they would be lost', async (context) => {
  if (process.platform !== 'linux') context.skip(NOT_LINUX)
  expect((await startedAs('file:/proc/self/cmdline')).words).not.toContain('--max-semi-space-size=4')
})
