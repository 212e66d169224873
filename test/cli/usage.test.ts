import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { finishCli, makeFolder, runCli, startCli } from './run-cli.ts'

let cwd = ''
beforeAll(() => {
  cwd = makeFolder()
  mkdirSync(join(cwd, 'in'))
  for (const name of ['a.json', 'b.json', 'in/c.json']) writeFileSync(join(cwd, name), '{"resourceType":"Basic"}')
})

describe('a command line that cannot be run ends with 1, a code and a sentence, and prints no data', () => {
  test.for([
    ['no command', [], 'SLUICE_USAGE'],
    ['an unknown command', ['redcat'], 'SLUICE_USAGE'],
    ['an unknown command with --help', ['redcat', '--help'], 'SLUICE_USAGE'],
    ['an unknown option', ['redact', '--polcy', 'x'], 'SLUICE_USAGE'],
    ['an option without its value', ['redact', '--policy'], 'SLUICE_USAGE'],
    ['several files without --out', ['redact', 'a.json', 'b.json'], 'SLUICE_USAGE'],
    ['a folder without --out', ['redact', 'in'], 'SLUICE_USAGE'],
    ['several files into a file', ['redact', 'a.json', 'in/c.json', '--out', 'b.json'], 'SLUICE_USAGE'],
    ['several files into what is called like a file', ['redact', 'a.json', 'in/c.json', '--out', 'new.json'], 'SLUICE_USAGE'],
    ['an output over its input', ['redact', 'a.json', '--out', 'a.json'], 'SLUICE_USAGE'],
    ['an output folder that gives the input back', ['redact', 'a.json', '--out', '.'], 'SLUICE_USAGE'],
    ['an output folder inside the input folder', ['redact', 'in', '--out', 'in/out'], 'SLUICE_USAGE'],
    ['an output folder that is the input folder', ['redact', 'in', '--out', 'in'], 'SLUICE_USAGE'],
    ['two inputs for one output', ['redact', 'in/c.json', 'in', '--out', 'out'], 'SLUICE_USAGE'],
    ['an audit log over the input', ['redact', 'a.json', '--audit', 'a.json'], 'SLUICE_USAGE'],
    ['an audit log where an output goes', ['redact', 'a.json', 'in/c.json', '--out', 'out', '--audit', 'out/a.json'], 'SLUICE_USAGE'],
    ['a quarantine where an output goes', ['redact', 'in', '--out', 'out', '--quarantine', 'out/c.json'], 'SLUICE_USAGE'],
    ['findings in the input folder', ['redact', 'in', '--out', 'out', '--findings', 'in/findings.jsonl'], 'SLUICE_USAGE'],
    ['an output that is a device', ['redact', 'a.json', '--out', '/dev/null'], 'SLUICE_USAGE'],
    ['stdin into a folder', ['redact', '--out', 'in'], 'SLUICE_USAGE'],
    ['stdin mixed with files', ['redact', '-', 'a.json', '--out', 'out'], 'SLUICE_USAGE'],
    ['a file that is not there', ['redact', 'none.json'], 'SLUICE_IO'],
    ['a policy that is not there', ['redact', '--policy', 'none', 'a.json'], 'SLUICE_POLICY_NOT_FOUND'],
    ['a FHIR version that is not there', ['scan', '--fhir', 'R3', 'a.json'], 'SLUICE_USAGE'],
    ['a clock that is none', ['scan', '--now', 'noon', 'a.json'], 'SLUICE_USAGE'],
    ['a destination that is empty', ['redact', 'a.json', '--destination', ''], 'SLUICE_USAGE'],
    ['a path that FHIR does not have', ['explain', 'a.json', '--path', 'Patient.nam'], 'SLUICE_USAGE'],
    ['lint without a file', ['lint'], 'SLUICE_USAGE'],
    ['coverage of a file', ['lint', '--coverage', 'p.yaml'], 'SLUICE_USAGE'],
    ['a clock where none is looked at', ['decrypt', '--now', '2026-01-01', 'a.json'], 'SLUICE_USAGE'],
    ['help on a command that is not there', ['help', 'redcat'], 'SLUICE_USAGE'],
    ['lint of a folder', ['lint', 'in'], 'SLUICE_IO'],
    ['tests in a folder', ['test', 'in'], 'SLUICE_IO'],
    ['an audit log that is not there', ['audit', 'verify', 'none.jsonl'], 'SLUICE_IO'],
    ['a configuration that is not there', ['run', 'none.yaml'], 'SLUICE_IO'],
    [
      'an audit log that cannot be one',
      ['redact', 'a.json', '--policy', 'keep-everything', '--audit', '/dev/full'],
      'SLUICE_AUDIT',
    ],
    [
      'an audit log that is another file',
      ['redact', 'a.json', '--policy', 'keep-everything', '--audit', 'b.json'],
      'SLUICE_AUDIT',
    ],
  ] as const)('%s', async ([, args, code]) => {
    const result = await runCli(args, { cwd })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(new RegExp(`^${code}: .+`, 'm'))
    expect(result.stderr).toMatch(/^ {2}\S.+\.$/m)
    expect(result.stderr).not.toMatch(/^\s+at /m)
  })

  test.for([
    ['missing', undefined],
    ['empty', ''],
    ['short', 'hunter2'],
  ] as const)('a key that is %s', async ([, key]) => {
    const result = await runCli(['redact', 'a.json'], { cwd, env: { SLUICE_KEY: key } })
    expect(result).toMatchObject({ code: 1, stdout: '' })
    expect(result.stderr).toMatch(/^SLUICE_KEY_MISSING: /)
  })
})

test('an audit log that the environment names is kept out of the output folder too', async () => {
  const result = await runCli(['redact', 'a.json', 'in/c.json', '--out', 'out'], { cwd, env: { SLUICE_AUDIT: 'out/a.json' } })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toMatch(/^SLUICE_USAGE: --audit is inside/)
})

test('help and version go to stdout and end with 0', async () => {
  for (const args of [['--help'], ['redact', '--help'], ['quarantine', '--help']]) {
    const result = await runCli(args, { cwd })
    expect(result).toMatchObject({ code: 0, stderr: '' })
    expect(result.stdout).toContain('Usage: sluice')
  }
  expect((await runCli(['--version'], { cwd })).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
})

describe('what cannot be read is refused with 2, says what it is, where it stands and what to do, and repeats nothing of it', () => {
  test.for([
    ['FHIR XML', 'p.xml', '<Patient><name value="Canaryname"/></Patient>', 'looks like XML'],
    ['a table', 'p.csv', 'id,name\n1,Canaryname\n', 'a table in text (CSV)'],
    ['a PDF', 'p.pdf', '%PDF-1.7 Canaryname', 'This is a PDF'],
    ['an empty file', 'p.json', '', 'The message is empty'],
  ] as const)('%s', async ([, name, text, words]) => {
    writeFileSync(join(cwd, name), text)
    for (const command of ['redact', 'scan']) {
      const result = await runCli([command, name], { cwd })
      expect(result.code).toBe(2)
      expect(result.stderr).toMatch(/^SLUICE_JSON_SYNTAX: /m)
      for (const wanted of [words, `${name}, byte `]) expect(result.stderr).toContain(wanted)
      expect(result.stdout + result.stderr).not.toContain('Canaryname')
    }
  })

  test('a file in a folder, by its number, since its name may hold PHI', async () => {
    mkdirSync(join(cwd, 'mixed'))
    writeFileSync(join(cwd, 'mixed', 'Canaryname.json'), '{')
    writeFileSync(join(cwd, 'mixed', 'b.json'), '{"resourceType":"Basic"}')
    writeFileSync(join(cwd, 'mixed', 'c.csv'), 'a,b')
    const result = await runCli(['redact', 'mixed', '--out', 'out-of-mixed'], { cwd })
    expect(result.code).toBe(2)
    expect(result.stderr).toContain('file 1 of 2 (sorted) under mixed, byte 1\n  Have the sender correct it')
    expect(result.stderr).not.toContain('Canaryname')
  })

  test('a folder with nothing to read is no error, but is said', async () => {
    mkdirSync(join(cwd, 'nothing'))
    const result = await runCli(['redact', 'nothing', '--out', 'out-of-nothing'], { cwd })
    expect(result).toMatchObject({ code: 0, stdout: '' })
    expect(result.stderr).toContain('There was nothing to read')
  })
})

test('a roster and detectors that the policy has no use for are said to be of none', async () => {
  for (const command of ['redact', 'scan', 'explain']) {
    const tried = command === 'redact' ? [] : ['--detectors', 'none.yaml']
    const result = await runCli([command, 'a.json', '--policy', 'keep-everything', '--roster', 'none.db', ...tried], { cwd })
    expect(result.code).toBe(0)
    expect(result.stderr).toContain('--roster is of no use here: keep-everything searches no texts.')
    expect(result.stderr.includes('--detectors is of no use here')).toBe(command !== 'redact')
  }
})

test('names of output files that nobody asked for are said to be of no use', async () => {
  const asked = ['redact', 'a.json', '--policy', 'keep-everything', '--file-names', 'pseudonymize']
  expect(await runCli(asked, { cwd })).toMatchObject({
    code: 0, stderr: '--file-names is of no use here: the output does not go into a folder.\n',
  })
  expect(await runCli([...asked, '--out', 'named/'], { cwd })).toMatchObject({ code: 0, stderr: '' })
})

test('messages that are refused are told with their places, what to do once, and how many there were', async () => {
  writeFileSync(join(cwd, 'many.ndjson'), '{"resourceType":"Canarytype"\n'.repeat(12))
  for (const [command, ...args] of [['scan'], ['roster', 'build', '--out', 'refused.db']] as const) {
    const { code, stderr } = await runCli([command, ...args, 'many.ndjson'], { cwd })
    expect(code).toBe(2)
    expect(stderr.match(/^SLUICE_JSON_SYNTAX: .* many\.ndjson, line \d+/gm)).toHaveLength(10)
    expect(stderr.match(/^ {2}Have the sender correct it/gm)).toHaveLength(1)
    expect(stderr).toContain('12 refused; the first 10 stand above')
  }
  const { stderr } = await runCli(['explain', 'many.ndjson'], { cwd })
  expect(stderr).toMatch(/^SLUICE_JSON_SYNTAX: .* many\.ndjson, line 1, .*byte \d+\n {2}Have the sender correct it/m)
})

test('a command that only prints says so when its output could not be written', async (context) => {
  if (!existsSync('/dev/full')) context.skip('this system has no /dev/full')
  const full = startCli(['lint', '--coverage'], { cwd, stdout: '/dev/full' })
  const result = await finishCli(full)
  expect(result).toMatchObject({ code: 1 })
  expect(result.stderr).toMatch(/^SLUICE_IO: The output on stdout could not be written whole\./m)
})

test('a policy with a rule on what FHIR does not have is refused: misspelt, it would protect nothing', async () => {
  writeFileSync(join(cwd, 'typo.yaml'), [
    'sluice: policy/1', 'name: typo', 'version: "1"', 'summary: For a test.', 'rules:',
    '  - { name: Sex goes, when: { path: Patient.gendr }, then: drop }', '  - { when: { class: not-identifying }, then: keep }', '',
  ].join('\n'))
  const result = await runCli(['redact', '--policy', 'typo.yaml'], { cwd, input: '{"resourceType":"Patient","gender":"female"}' })
  expect(result).toMatchObject({ code: 1, stdout: '' })
  expect(result.stderr).toContain('SLUICE_CONFIG: typo.yaml:6:5 rule "Sex goes": there is no Patient.gendr; did you mean "Patient.gender"?')
})

test('a path that FHIR does not have is answered with the nearest that it has', async () => {
  const result = await runCli(['explain', 'a.json', '--path', 'Patient.nam[0]'], { cwd })
  expect(result.stderr).toContain('there is no Patient.nam; did you mean "Patient.name"?')
})
