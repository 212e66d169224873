import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { makeFolder, runCli } from '../run-cli.ts'

const CONFIG = JSON.stringify({
  fhirPathRules: [{ path: 'Patient.name', method: 'redact' }, { path: "Patient.address.where(city = 'x')", method: 'keep' }],
  parameters: { dateShiftKey: 'sEcReT' },
}, null, 1)
const REGISTRY = 'recognizers:\n  - { name: Ward, supported_entity: WARD, deny_list: [Ward Heron] }\n'
const PATIENT = '{"resourceType":"Patient","gender":"female","name":[{"family":"Quillfeather"}]}\n'

let cwd = ''
const write = (name: string, text: string): void => writeFileSync(join(cwd, name), text)
const run = (...args: string[]) => runCli(args, { cwd })
beforeEach(() => {
  cwd = makeFolder()
})

test('The policy goes to stdout, the report to stderr, as file:line:col, without keys of the source', async () => {
  write('rules.json', CONFIG)
  const { code, stdout, stderr } = await run('import', 'microsoft', 'rules.json')
  expect(code).toBe(0)
  expect(stderr).toMatch(/^rules\.json:7:3 warning: this keep is left out/m)
  expect(stdout + stderr).not.toContain('sEcReT')
  write('policy.yaml', stdout)
  write('patient.ndjson', PATIENT)
  expect(await run('lint', 'policy.yaml')).toMatchObject({ code: 0 })
  expect(await run('test', 'policy.yaml')).toMatchObject({ code: 0 })
  const clean = await run('redact', '--policy', 'policy.yaml', 'patient.ndjson')
  expect(clean.stdout).toContain('female')
  expect(clean.stdout).not.toContain('Quillfeather')
})

test('With --out detectors stand beside the policy, which names them', async () => {
  write('registry.yaml', REGISTRY)
  expect(await run('import', 'presidio', 'registry.yaml', '--out', 'own.yaml')).toMatchObject({ code: 0, stdout: '' })
  expect(readFileSync(join(cwd, 'own.detectors.yaml'), 'utf8')).toContain('Ward Heron')
  expect(await run('lint', 'own.yaml', 'own.detectors.yaml')).toMatchObject({ code: 0 })
  expect(await run('test', 'own.yaml', 'own.detectors.yaml')).toMatchObject({ code: 0 })
  write('notes.jsonl', '{"id":"1","text":"moved to ward heron; weight is stable"}\n')
  const clean = await run('redact', '--policy', 'own.yaml', '--texts', 'notes.jsonl')
  expect(clean.stdout).toContain('weight is stable')
  expect(clean.stdout).not.toMatch(/heron/i)
})

test('What cannot be read as the format ends with 1, says where, and writes nothing', async () => {
  write('rules.json', '{"fhirPathRules": [{"path": "Patient", "method": "unlikely"}]}')
  for (const [args, says] of [
    [['microsoft', 'rules.json', '--out', 'p.yaml'], /SLUICE_CONFIG: rules\.json:1:\d+ there is no method/],
    [['phileas', 'rules.json'], /identifiers is expected/],
    [['unlikely', 'rules.json'], /SLUICE_USAGE: import takes one of microsoft, presidio, phileas/],
    [['microsoft', 'nothing.json'], /SLUICE_IO/],
    [['microsoft', 'rules.json', '--out', './rules.json'], /SLUICE_USAGE: --out names the file/],
    [['microsoft', 'rules.json', '--out', ''], /SLUICE_USAGE: --out names no file/],
    [['presidio', 'x.detectors.yaml', '--out', 'x.yaml'], /SLUICE_USAGE: --out would put detectors over the file/],
    [['phileas', 'nothing.json'], /SLUICE_IO.*nothing\.json/],
  ] as const) {
    const { code, stdout, stderr } = await run('import', ...args)
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(says)
  }
  expect(() => readFileSync(join(cwd, 'p.yaml'))).toThrow(/ENOENT/)
})
