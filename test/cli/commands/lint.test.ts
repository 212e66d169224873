import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import { lintFile } from '../../../src/cli/commands/lint.ts'
import { makeFolder, ROOT, runCli } from '../run-cli.ts'

let cwd = ''
beforeEach(() => {
  cwd = makeFolder()
})

test('lint looks at a policy under the version of FHIR that it is told', async () => {
  writeFileSync(join(cwd, 'r5.yaml'), [
    'sluice: policy/1', 'name: later', 'version: "1"', 'summary: For a test.', 'rules:',
    '  - { when: { path: Encounter.actualPeriod }, then: drop }', '  - { when: { class: not-identifying }, then: keep }', '',
  ].join('\n'))
  expect((await runCli(['lint', 'r5.yaml', '--fhir', 'R5'], { cwd })).code).toBe(0)
  const earlier = await runCli(['lint', 'r5.yaml', '--fhir', 'R4'], { cwd })
  expect(earlier.code).toBe(1)
  expect(earlier.stdout).toContain('r5.yaml:6:5 rule "rule 1": there is no Encounter.actualPeriod')
})

test('the configuration that is shipped as an example has no error', async () => {
  const result = await runCli(['lint', join(ROOT, 'deploy', 'sluice.example.yaml')], { cwd })
  expect(result.stderr).toContain('0 errors')
  expect(result.code).toBe(0)
})

test('a configuration without a route is told what it lacks, and not as if it were a policy', async () => {
  writeFileSync(join(cwd, 'c.yaml'), 'version: 1\nkeys: [{ version: 1, from: env:SLUICE_KEY }]\naudit: { file: audit.jsonl }\n')
  expect(await runCli(['lint', 'c.yaml'], { cwd })).toMatchObject({
    code: 1,
    stdout: 'c.yaml:1:1 at least one route or server is expected\n',
  })
})

test.for([
  ['{"resourceType":"Patient","id":"a"}\n{"resourceType":"Patient","id":"b"}\n'],
  ['{"id":1,"text":"x"}\n{"id":2,"text":"y"}\n'],
  ['{\n  "resourceType": "Patient"\n}\n'],
])('messages are told in one line to be none: %j', ([text]) => {
  const file = join(cwd, 'a.json')
  writeFileSync(file, text ?? '')
  expect(lintFile(file).map(({ line, message }) => `${line} ${message}`))
    .toEqual(['1 these are messages, and no policy, detectors or configuration: sluice scan FILE reads them'])
})

test('detectors and a configuration are known for what they are also as JSON', async () => {
  writeFileSync(join(cwd, 'd.json'), JSON.stringify({ sluice: 'detectors/1', detectors: [] }, undefined, 2) + '\n')
  writeFileSync(join(cwd, 'c.json'), JSON.stringify({ version: 1, audit: { file: 'audit.jsonl' } }, undefined, 2) + '\n')
  const { stdout } = await runCli(['lint', 'd.json', 'c.json'], { cwd })
  expect(stdout).toBe('d.json:3:16 at least 1 entry is expected here\nc.json:1:1 "keys" is missing here\n')
})
