import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder, runCli } from './run-cli.ts'

const OWN = { NODE_COMPILE_CACHE: undefined, NODE_DISABLE_COMPILE_CACHE: undefined }

test('what was compiled from the sources is kept in the cache of the user', async () => {
  const cache = makeFolder()
  const { code, stderr } = await runCli(['--version'], { env: { ...OWN, XDG_CACHE_HOME: cache } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(readdirSync(join(cache, 'sluice', 'compiled'))).toHaveLength(1)
})

test('where the cache of the user cannot be written to, commands run without it and say nothing', async () => {
  const file = join(makeFolder(), 'a-file')
  writeFileSync(file, '')
  const { code, stderr } = await runCli(['--version'], { env: { ...OWN, XDG_CACHE_HOME: file } })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
})

test('a user without a home keeps nothing', async () => {
  const folder = makeFolder()
  const { code, stderr } = await runCli(['--version'], {
    cwd: folder,
    env: { ...OWN, XDG_CACHE_HOME: undefined, HOME: undefined, LOCALAPPDATA: undefined },
  })
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  expect(existsSync(join(folder, 'sluice'))).toBe(false)
})
