import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeEach, expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'
import { writeLines } from '../write-lines.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

const SECRET = 'Mr. Orlando Fabricado called (212) 555-0147. Weight is stable.'
const write = (name: string, lines: readonly unknown[]): string => writeLines(cwd, name, lines)

test('scan --texts tells class, detector and place in UTF-16 code units, and no value', async () => {
  const file = write('notes.jsonl', [{ id: 'a', text: `\u{1F642} ${SECRET}` }, { id: 'b', text: 'Nothing.' }])
  const { code, stdout } = await runCli(['scan', '--texts', file, '--json'], { cwd, env: { SLUICE_KEY: undefined } })
  expect(code).toBe(0)
  const lines = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { id: string; findings: { class: string; start: number; end: number }[] })
  expect(lines.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(lines[0]?.findings.map(({ class: given, start, end }) => [given, `\u{1F642} ${SECRET}`.slice(start, end)]))
    .toEqual([['name', 'Mr. Orlando Fabricado'], ['phone', '(212) 555-0147']])
  expect(stdout).not.toMatch(/Orlando|Fabricado|555/)
})

test('scan --texts goes on behind a line that is none, names it without a value, and ends with 2', async () => {
  const file = write('notes.jsonl', [{ id: 'a', text: SECRET }, 'Canaryword', { id: 'b', text: SECRET }])
  const { code, stdout, stderr } = await runCli(['scan', '--texts', file, '--json'], { cwd, env: { SLUICE_KEY: undefined } })
  expect(code).toBe(2)
  expect(stdout.trimEnd().split('\n').map((line) => (JSON.parse(line) as { id: string }).id)).toEqual(['a', 'b'])
  expect(stderr).toMatch(/^SLUICE_TEXT_LINE: notes\.jsonl:2: /)
  expect(stderr).not.toContain('Canaryword')
})

test('scan --texts sums up when asked, and says what to do about a line that is none', async () => {
  const file = write('notes.jsonl', [{ id: 'a', text: SECRET }, 'Canaryword'])
  const { stderr } = await runCli(['scan', '--texts', file, '--json', '--summary'], { cwd })
  expect(stderr).toMatch(/^name +1 +redact 1$/m)
  expect(stderr).toMatch(/^2 findings in 1 texts, \d+ B, /m)
  expect(stderr).toMatch(/^SLUICE_TEXT_LINE: .*\n {2}Write one such object on each line/m)
})

test('scan --texts reads gzip, and says so of what is none', async () => {
  writeFileSync(join(cwd, 'notes.jsonl.gz'), gzipSync(`${JSON.stringify({ id: 1, text: SECRET })}\n`))
  expect((await runCli(['scan', '--texts', 'notes.jsonl.gz', '--json'], { cwd })).stdout).toContain('"start":0,"end":21')
  writeFileSync(join(cwd, 'plain.gz'), SECRET)
  const { code, stderr } = await runCli(['scan', '--texts', 'plain.gz'], { cwd })
  expect(code).toBe(1)
  expect(stderr).toMatch(/^SLUICE_GZIP: .* \(plain\.gz\)$/m)
})
