import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { KEY, makeFolder, ROOT } from './run-cli.ts'

const LINE = '{"resourceType":"Basic","id":"a"}\n'

/** A shell gives files as open descriptors, and stdin as a pipe: reason to start over, were the descriptors not lost by that. */
test.for([
  ['a file named by its descriptor is read', ': | "$0" src/cli/main.ts redact --policy keep-everything --out "$1/out.ndjson" <(cat "$1/in.ndjson")'],
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
