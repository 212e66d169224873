import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { beforeEach, describe, expect, test } from 'vitest'
import { finishCli, makeFolder, ROOT, runCli, startCli } from '../run-cli.ts'

const SAMPLE = join(ROOT, 'deploy', 'sample')
const CANARIES = [
  'Examplewood',
  'Marisol',
  'Fabricado',
  'Leopold',
  'DEMO-004417',
  '555-01',
  'Invented Lane',
  '1931-05-17',
  'Placeholder',
]
const KEEP = ['--policy', 'keep-everything'] as const
const REFUSED = '{"resourceType":"Patient","name":[{"family":"Canaryname"}'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

function auditOf(folder: string): string {
  return readFileSync(join(folder, 'audit.jsonl'), 'utf8')
}

describe('redact', () => {
  test.for([
    ['a document from stdin', '{ "resourceType": "Basic",\n "id":"a" }\n'],
    ['NDJSON from stdin', '{"resourceType":"Basic","id":"a"}\r\n\n{"resourceType":"Basic","id":"b"}'],
  ] as const)('gives back %s byte for byte when the policy keeps everything, and says nothing', async ([, input]) => {
    const result = await runCli(['redact', ...KEEP], { cwd, input, env: { SLUICE_KEY: undefined } })
    expect(result).toEqual({ code: 0, stdout: input, stderr: '' })
    expect(await runCli(['redact', ...KEEP, '--out', '-'], { cwd, input, env: { SLUICE_KEY: undefined } })).toEqual(result)
  })

  test('makes surrogates, the same for the same name of one patient in two runs', async () => {
    writeFileSync(join(cwd, 'fakes.yaml'), [
      'sluice: policy/1', 'name: fakes', 'version: "1"', 'summary: Names become others.', 'labels: false', 'rules:',
      '  - { when: { path: [HumanName.family, HumanName.given] }, then: surrogate }',
      '  - { when: { class: link }, then: pseudonymize }', '  - { when: { class: not-identifying }, then: keep }', '',
    ].join('\n'))
    const input = '{"resourceType":"Patient","id":"p1","name":[{"family":"Canaryname","given":["Canaria"]}]}'
    const runs = [
      await runCli(['redact', '--policy', 'fakes.yaml'], { cwd, input }),
      await runCli(['redact', '--policy', 'fakes.yaml'], { cwd, input }),
    ]
    expect(runs[0]).toEqual(runs[1])
    expect(runs[0]?.code).toBe(0)
    expect(runs[0]?.stdout).toMatch(/"name":\[\{"family":"[A-Z][^"]+","given":\["[A-Z][^"]+"\]\}\]/)
    expect(runs[0]?.stdout).not.toMatch(/Canar/)
  })

  test('takes a folder to clean files with names, decimals and gzip, and no value into log or findings', async () => {
    const input = join(cwd, 'in')
    mkdirSync(join(input, 'sub'), { recursive: true })
    for (const name of ['patient.json', 'note.json', 'visit-bundle.json'])
      writeFileSync(join(input, name), readFileSync(join(SAMPLE, name)))
    writeFileSync(join(input, 'sub', 'export.ndjson.gz'), gzipSync(readFileSync(join(SAMPLE, 'export.ndjson'))))
    writeFileSync(join(input, 'readme.txt'), 'x')
    const result = await runCli(
      ['redact', 'in', '--out', 'out', '--audit', 'audit.jsonl', '--findings', 'f.jsonl', '--summary'],
      { cwd },
    )
    expect(result).toMatchObject({ code: 0, stdout: '' })
    expect(readdirSync(join(cwd, 'out'), { recursive: true }).map(String).sort()).toEqual([
      'note.json',
      'patient.json',
      'sub',
      'sub/export.ndjson.gz',
      'visit-bundle.json',
    ])
    const lines = gunzipSync(readFileSync(join(cwd, 'out', 'sub', 'export.ndjson.gz'))).toString()
    const clean = [
      lines,
      ...['patient.json', 'note.json', 'visit-bundle.json'].map((name) => readFileSync(join(cwd, 'out', name), 'utf8')),
    ]
    expect(lines).toContain('6.30')
    expect(clean[3]).toContain('6.30')
    const findings = readFileSync(join(cwd, 'f.jsonl'), 'utf8')
    for (const canary of CANARIES) {
      for (const text of [...clean, auditOf(cwd), findings, result.stderr]) expect(text).not.toContain(canary)
    }
    expect(Object.keys(JSON.parse(findings.split('\n')[0] ?? '') as object)).toEqual([
      'source',
      'line',
      'resourceType',
      'path',
      'class',
      'detector',
      'start',
      'end',
      'confidence',
      'evidence',
    ])
    expect(result.stderr).toContain('1 files skipped')
    expect((await runCli(['audit', 'verify', 'audit.jsonl'], { cwd })).code).toBe(0)
  })

  test('leaves out what is refused, ends with 2, and names line and code without the value', async () => {
    writeFileSync(join(cwd, 'a.ndjson'), `{"resourceType":"Basic","id":"a"}\n${REFUSED}\n`)
    const result = await runCli(['redact', ...KEEP, 'a.ndjson', '--audit', 'audit.jsonl'], { cwd })
    expect(result).toMatchObject({ code: 2, stdout: '{"resourceType":"Basic","id":"a"}\n' })
    expect(result.stderr).toMatch(/^SLUICE_JSON_SYNTAX: .*a\.ndjson, line 2/)
    expect(result.stderr + auditOf(cwd)).not.toContain('Canaryname')
  })

  test('names output files by a keyed hash when asked', async () => {
    writeFileSync(join(cwd, 'Canaryname.ndjson.gz'), gzipSync('{"resourceType":"Basic"}\n'))
    await runCli(
      [
        'redact',
        ...KEEP,
        'Canaryname.ndjson.gz',
        '--out',
        'out/',
        '--file-names',
        'pseudonymize',
        '--audit',
        'audit.jsonl',
      ],
      { cwd },
    )
    const names = readdirSync(join(cwd, 'out'))
    expect(names).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.ndjson\.gz$/)])
    expect(auditOf(cwd)).toContain(names[0])
    expect(auditOf(cwd)).not.toContain('Canaryname')
  })

  test('writes a log of its own when none is named', async () => {
    await runCli(['redact', ...KEEP], { cwd, input: '{"resourceType":"Basic"}' })
    expect(readdirSync(join(cwd, 'state', 'sluice', 'audit'))).toEqual([
      expect.stringMatching(/^\d{8}T\d{9}Z-\d+\.jsonl$/),
    ])
  })

  test('is the same for the same input, key and clock', async () => {
    const args = ['redact', join(SAMPLE, 'patient.json'), '--now', '2026-11-24T12:00:00Z']
    const [one, two] = await Promise.all([runCli(args, { cwd: makeFolder() }), runCli(args, { cwd: makeFolder() })])
    expect(one.stdout).toBe(two.stdout)
    expect(one.stdout).toContain('"resourceType"')
  })

  test('told to stop while it waits for stdin finishes what it has and does not claim success', async () => {
    const child = startCli(['redact', ...KEEP, '--audit', 'audit.jsonl'], { cwd })
    const finished = finishCli(child)
    child.stdin?.on('error', () => undefined)
    child.stdin?.write('{"resourceType":"Basic","id":"a"}\n{"resourceType":"Basic","id":"b"}\n')
    if (child.stdout !== null) await once(child.stdout, 'data')
    child.kill('SIGTERM')
    const result = await finished
    expect(result).toMatchObject({
      code: 1,
      stdout: '{"resourceType":"Basic","id":"a"}\n{"resourceType":"Basic","id":"b"}\n',
    })
    expect(auditOf(cwd)).toContain('"event":"close","route":"redact","ended":"stopped"')
  })

  test('whose reader goes away says so, what to do, and no more', async () => {
    const child = startCli(['redact', ...KEEP], { cwd })
    child.stdin?.on('error', () => undefined)
    child.stdout?.destroy()
    child.stdin?.end('{"resourceType":"Basic","id":"a"}\n'.repeat(20_000))
    const result = await finishCli(child)
    expect(result.code).toBe(1)
    expect(result.stderr).toMatch(/^SLUICE_SINK: [^\n]*\n {2}Check the destination[^\n]*\n$/)
  })
})

test('a full disk behind stdout is called one', (context) => {
  if (!existsSync('/dev/full')) context.skip('this system has no /dev/full')
  writeFileSync(join(cwd, 'a.json'), '{"resourceType":"Basic","code":{}}')
  const full = openSync('/dev/full', 'w')
  const { status, stderr } = spawnSync(
    process.execPath,
    [join(ROOT, 'src/cli/main.ts'), 'redact', '--policy', 'keep-everything', 'a.json'],
    {
      cwd,
      stdio: ['ignore', full, 'pipe'],
      env: { ...process.env, XDG_STATE_HOME: join(cwd, 'state') },
      encoding: 'utf8',
    },
  )
  closeSync(full)
  expect({ status, stderr }).toEqual({
    status: 1,
    stderr: 'SLUICE_SINK: No space is left where stdout goes.\n  Check the destination; the message was not acknowledged.\n',
  })
})
