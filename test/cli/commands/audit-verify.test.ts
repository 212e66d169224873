import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Basic"}')
})

test('an audit log that goes on behind the head that was noted is not called one that was cut off', async () => {
  const audited = ['redact', 'a.json', '--policy', 'keep-everything', '--audit', 'audit.jsonl']
  const headOf = async (): Promise<string> =>
    (JSON.parse((await runCli(['audit', 'verify', 'audit.jsonl', '--json'], { cwd })).stdout) as { head: string }).head
  await runCli(audited, { cwd })
  const noted = await headOf()
  expect((await runCli(['audit', 'verify', 'audit.jsonl', '--head', noted.toUpperCase()], { cwd })).code).toBe(0)
  await runCli(audited, { cwd })
  const later = await runCli(['audit', 'verify', 'audit.jsonl', '--head', noted], { cwd })
  expect(later.code).toBe(1)
  expect(later.stderr).toContain('SLUICE_AUDIT_CHAIN: The chain is whole, and 3 records stand behind the head that was noted, which is that of record 3.')
  const other = await runCli(['audit', 'verify', 'audit.jsonl', '--head', 'f'.repeat(64)], { cwd })
  expect(other.code).toBe(1)
  expect(other.stderr).toContain('SLUICE_AUDIT_CHAIN: The chain is whole, but no record has the head that was noted: records were cut off, or it is another log.')
  expect((await runCli(['audit', 'verify', 'audit.jsonl', '--head', 'abc'], { cwd })).stderr).toMatch(/^SLUICE_USAGE: /)
})

test('an audit log that ends without a close is told to, and is whole all the same', async () => {
  await runCli(['redact', 'a.json', '--policy', 'keep-everything', '--audit', 'audit.jsonl'], { cwd })
  expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).stderr).toBe('')
  const lines = readFileSync(join(cwd, 'audit.jsonl'), 'utf8').trimEnd().split('\n')
  writeFileSync(join(cwd, 'cut.jsonl'), `${lines.slice(0, -1).join('\n')}\n`)
  for (const more of [[], ['--json']]) {
    const cut = await runCli(['audit', 'verify', 'cut.jsonl', ...more], { cwd })
    expect(cut.code).toBe(0)
    expect(cut.stderr).toMatch(/^note: the log ends without the record of how a run ended/)
    expect(cut.stdout).toMatch(more.length === 0 ? /chain {4}whole/ : /^\{"records":3,"head":"[0-9a-f]{64}","whole":true\}\n$/)
  }
})
