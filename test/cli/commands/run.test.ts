import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { finishCli, makeFolder, runCli, startCli } from '../run-cli.ts'
import { ROUTE_CONFIG as CONFIG } from '../route-config.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
  mkdirSync(join(cwd, 'in'))
})

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries++) await delay(100)
}

describe('run', () => {
  test('follows a folder, takes what is put there, and drains on SIGTERM', async () => {
    writeFileSync(join(cwd, 'sluice.yaml'), CONFIG)
    writeFileSync(join(cwd, 'in', 'a.json'), '{"resourceType":"Basic","id":"a"}')
    const child = startCli(['run'], { cwd })
    const finished = finishCli(child)
    await until(() => existsSync(join(cwd, 'out', 'a.json')))
    writeFileSync(join(cwd, 'in', 'Canaryname.json'), '{"resourceType":"Canarytype","x":1')
    writeFileSync(join(cwd, 'in', 'b.json'), '{"resourceType":"Basic","id":"b"}')
    await until(() => existsSync(join(cwd, 'out', 'b.json')))
    child.kill('SIGTERM')
    const result = await finished
    expect(result).toMatchObject({ code: 2, stdout: '' })
    expect(readFileSync(join(cwd, 'out', 'b.json'), 'utf8')).toBe('{"resourceType":"Basic","id":"b"}')
    expect(result.stderr).toContain('"code":"SLUICE_JSON_SYNTAX"')
    expect(result.stderr).not.toContain('Canary')
    expect(readFileSync(join(cwd, 'audit.jsonl'), 'utf8')).toContain('"ended":"stopped"')
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  })

  test.for([
    ['audit log', 'audit.jsonl', 'out/a.json'],
    ['audit log', 'audit.jsonl', 'in/audit.jsonl'],
    ['quarantine', 'q.jsonl', 'out/a.json'],
  ] as const)('keeps its %s out of the folders of messages: %s as %s', async ([, from, to]) => {
    writeFileSync(join(cwd, 'c.yaml'), CONFIG.replace(', follow: true', '').replace(from, to))
    writeFileSync(join(cwd, 'in', 'a.json'), '{"resourceType":"Basic","id":"a"}')
    const result = await runCli(['run', 'c.yaml'], { cwd })
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/^SLUICE_USAGE: The (?:audit log|quarantine of route first) is inside/m)
    expect(existsSync(join(cwd, to))).toBe(false)
  })

  test("feeds a roster, so that a note which comes later and alone loses its patient's name", async () => {
    writeFileSync(
      join(cwd, 'notes.yaml'),
      'sluice: policy/1\nname: notes\nversion: "1"\nsummary: For a test.\ntext: { only: email, subject: required }\nrules:\n' +
        '  - { when: { class: free-text }, then: scan }\n  - { when: { class: [link, not-identifying] }, then: keep }\n',
    )
    writeFileSync(
      join(cwd, 'c.yaml'),
      CONFIG.replace(', follow: true', '').replace('keep-everything', 'notes.yaml\n    roster: { file: roster.db, feed: true }'),
    )
    writeFileSync(join(cwd, 'in', '1.json'), '{"resourceType":"Patient","id":"p-1","name":[{"family":"Quackenbush"}]}')
    const note = (id: string): string =>
      `{"resourceType":"Observation","id":"o","status":"final","code":{"text":"x"},"subject":{"reference":"Patient/${id}"},"note":[{"text":"Told Quackenbush."}]}`
    writeFileSync(join(cwd, 'in', '2.json'), note('p-1'))
    writeFileSync(join(cwd, 'in', '3.json'), note('p-2'))
    expect(await runCli(['run', 'c.yaml'], { cwd })).toMatchObject({ code: 2, stderr: expect.stringContaining('SLUICE_SUBJECT') as string })
    expect(readFileSync(join(cwd, 'out', '2.json'), 'utf8')).toContain('"Told [NAME]."')
    expect(existsSync(join(cwd, 'out', '3.json'))).toBe(false)
    expect(statSync(join(cwd, 'roster.db')).mode & 0o777).toBe(0o600)
  })

  test('of a route that ends by itself ends with 0', async () => {
    writeFileSync(join(cwd, 'c.yaml'), CONFIG.replace(', follow: true', ''))
    writeFileSync(join(cwd, 'in', 'a.json'), '{"resourceType":"Basic","id":"a"}')
    expect(await runCli(['run', 'c.yaml'], { cwd })).toMatchObject({ code: 0 })
    expect(readFileSync(join(cwd, 'out', 'a.json'), 'utf8')).toContain('"a"')
  })
})
