import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { finishCli, makeFolder, ROOT, runCli, startCli } from '../run-cli.ts'

const SAMPLE = join(ROOT, 'deploy', 'sample')
const VALUES = ['Examplewood', 'Marisol', 'Fabricado', 'Leopold', 'DEMO-004417', '555-01', 'Invented Lane', '1931-05-17', 'Placeholder']

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

test('scan prints findings as JSON lines without values and needs no key', async () => {
  const result = await runCli(['scan', '--json', join(SAMPLE, 'export.ndjson')], {
    cwd,
    env: { SLUICE_KEY: undefined },
  })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const lines = result.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(
    lines.some((line) => line['class'] === 'name' && line['line'] === 1 && line['resourceType'] === 'Patient'),
  ).toBe(true)
  for (const value of VALUES) expect(result.stdout).not.toContain(value)
  expect(existsSync(join(cwd, 'state'))).toBe(false)
})

test('scan whose reader goes away ends quietly', async () => {
  const child = startCli(['scan', join(SAMPLE, 'export.ndjson')], { cwd })
  child.stdin?.end()
  child.stdout?.destroy()
  expect(await finishCli(child)).toMatchObject({ code: 0, stderr: '' })
})
