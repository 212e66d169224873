import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.join(import.meta.dirname, '..', '..')

test.for([
  ['bench', ['bench/main.ts', '--load']],
  ['chaos', ['test/chaos/main.ts', '--help']],
  ['fuzz', ['test/fuzz/main.ts', '--help']],
] as const)('npm run %s starts: nothing that it shares with the tests needs their runner', ([, command]) => {
  // Without what the runner tells its own processes.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('VITEST') && name !== 'NODE_OPTIONS'))
  const { status, stderr } = spawnSync(process.execPath, command, { cwd: ROOT, encoding: 'utf8', env })
  expect(stderr).toBe('')
  expect(status).toBe(0)
})
