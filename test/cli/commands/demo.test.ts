import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'

test('the demo fits 80 columns, shows no colour where none is wanted, and leaves a whole audit log', async () => {
  const cwd = makeFolder()
  const result = await runCli(['demo', '--out', 'demo'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const lines = Buffer.from(result.stdout, 'latin1').toString().split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(result.stdout).not.toContain('\u001B')
  expect(result.stdout).toMatch(/"family": "Examplewood", +-/)
  expect(readFileSync(join(cwd, 'demo', 'clean', 'patient.json'), 'utf8')).not.toContain('Examplewood')
  expect((await runCli(['audit', 'verify', join('demo', 'audit.jsonl')], { cwd })).code).toBe(0)
})
