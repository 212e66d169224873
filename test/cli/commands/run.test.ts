import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { parseConfig } from '../../../src/cli/config/load-config.ts'
import { diagnosticsOf, formatDiagnostic } from '../../../src/policy/language/diagnostics.ts'
import { finishCli, makeFolder, ROOT, runCli, startCli } from '../run-cli.ts'

const CONFIG = `version: 1
keys:
  - version: 1
    from: env:SLUICE_KEY
audit:
  file: audit.jsonl
routes:
  - name: first
    from: { file: { path: in, follow: true } }
    policy: keep-everything
    destination: lab
    purpose: research
    to: { file: { path: out } }
    onError: quarantine
    quarantine: { file: q.jsonl }
`

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

describe('a configuration', () => {
  test.for([
    [
      'a number in quotes',
      'version: 1\nkeys',
      'version: "1"\nkeys',
      /^(?:SLUICE_CONFIG: )?c\.yaml:1:10 1 is expected here, without quotes/m,
    ],
    ['an unknown key', 'onError:', 'onerror:', /^c\.yaml:14:5 unknown key "onerror"; did you mean "onError"\?/m],
    [
      'a policy that is not there',
      'keep-everything',
      'keep-evrything',
      /^c\.yaml:10:13 .*did you mean "keep-everything"\?/m,
    ],
    [
      'a quarantine that is missing',
      '    quarantine: { file: q.jsonl }\n',
      '',
      /^c\.yaml:14:14 onError: quarantine needs/m,
    ],
    ['an error policy that is missing', '    onError: quarantine\n', '', /^c\.yaml:8:5 "onError" is missing here/m],
    [
      'an error policy that lets things pass',
      'onError: quarantine',
      'onError: pass',
      /^c\.yaml:14:14 "pass" is not known here/m,
    ],
    ['a secret written out', 'env:SLUICE_KEY', 'hunter2', /^c\.yaml:4:11 a key source is expected/m],
    [
      'two sources',
      '{ file: { path: in, follow: true } }',
      '{ file: { path: in }, stdin: {} }',
      /^c\.yaml:9:11 exactly one of .*file, .*stdin is expected/m,
    ],
    [
      'an output over the audit log',
      'path: out',
      'path: audit.jsonl',
      /^c\.yaml:13:25 the audit log is written there already/m,
    ],
  ] as const)('with %s is refused at its place', ([, from, to, wanted]) => {
    let thrown: unknown
    try {
      parseConfig(CONFIG.replace(from, to), 'c.yaml')
    } catch (error) {
      thrown = error
    }
    expect(diagnosticsOf(thrown).map(formatDiagnostic).join('\n')).toMatch(wanted)
  })

  const BRANCHES = CONFIG.slice(0, CONFIG.indexOf('    policy:')) + `    branches:
      - { name: a, policy: keep-everything, destination: lab, purpose: p, to: { file: { path: a } }, onError: block }
      - { name: b, policy: keep-everything, destination: lab, purpose: q, to: { file: { path: b } }, onError: block }
`

  test.for([
    ['a branch without a policy', '{ name: a, policy: keep-everything,', '{ name: a,', /^c\.yaml:11:9 "policy" is missing here/m],
    ['a branch that is there twice', 'name: b', 'name: a', /^c\.yaml:12:\d+ branch a is there twice/m],
    [
      'two branches that write to one folder',
      'path: b',
      'path: a',
      /^c\.yaml:12:\d+ the output of route first\/a is written there already/m,
    ],
    [
      'a branch with a policy that is not there',
      'policy: keep-everything, destination: lab, purpose: q',
      'policy: keep-all, destination: lab, purpose: q',
      /^c\.yaml:12:28 There is no policy/m,
    ],
    [
      'both branches and a policy',
      '    branches:',
      '    policy: keep-everything\n    branches:',
      /^c\.yaml:10:13 policy stands in each of branches/m,
    ],
    [
      'an address without a port',
      'version: 1\nkeys',
      'version: 1\nobserve: { listen: localhost }\nkeys',
      /^c\.yaml:2:20 host:port is expected here/m,
    ],
  ] as const)('with %s is refused at its place', ([, from, to, wanted]) => {
    let thrown: unknown
    try {
      parseConfig(BRANCHES.replace(from, to), 'c.yaml')
    } catch (error) {
      thrown = error
    }
    expect(BRANCHES).toContain(from)
    expect(diagnosticsOf(thrown).map(formatDiagnostic).join('\n')).toMatch(wanted)
  })

  test('that is shipped as an example has no error', async () => {
    const result = await runCli(['lint', join(ROOT, 'deploy', 'sluice.example.yaml')], { cwd })
    expect(result.stderr).toContain('0 errors')
    expect(result.code).toBe(0)
  })
})

test('the demo fits 80 columns, shows no colour where none is wanted, and leaves a whole audit log', async () => {
  const result = await runCli(['demo', '--out', 'demo'], { cwd })
  expect(result).toMatchObject({ code: 0, stderr: '' })
  const lines = Buffer.from(result.stdout, 'latin1').toString().split('\n')
  expect(lines.filter((line) => line.length > 80)).toEqual([])
  expect(result.stdout).not.toContain('\u001B')
  expect(result.stdout).toMatch(/"family": "Examplewood", +-/)
  expect(readFileSync(join(cwd, 'demo', 'clean', 'patient.json'), 'utf8')).not.toContain('Examplewood')
  expect((await runCli(['audit', 'verify', join('demo', 'audit.jsonl')], { cwd })).code).toBe(0)
})
