import { createHash } from 'node:crypto'
import { execFile } from 'node:child_process'
import { globSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { finishCli, makeFolder, startCli } from '../../cli/run-cli.ts'
import { freePort } from '../../services/free-port.ts'

const KEY = 'a-long-and-random-key-of-a-client-0123456789'
const run = promisify(execFile)

test('what curl posts is at its destination, clean and audited, when curl has its answer', async ({ skip }) => {
  if (await run('curl', ['--version']).then(() => false, () => true)) skip('there is no curl here')
  const folder = makeFolder()
  const port = await freePort()
  writeFileSync(path.join(folder, 'sluice.yaml'), `
version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
routes:
  - name: ingest
    from:
      http-ingest:
        listen: "127.0.0.1:${port}"
        clients: [{ name: ehr, apiKeySha256: [${createHash('sha256').update(KEY).digest('hex')}] }]
    policy: hipaa-safe-harbor
    destination: lake
    purpose: research
    to: { file: { path: out } }
    onError: block
`)
  const child = startCli(['run', 'sluice.yaml'], { cwd: folder })
  const finished = finishCli(child)
  const post = async (body: string, type: string): Promise<string> => {
    const args = [
      '-sS', '-m', '20', '-w', ' %{http_code}', '-H',
      `X-Api-Key: ${KEY}`,
      '-H',
      `Content-Type: ${type}`,
      '--data-binary',
      body,
      `http://127.0.0.1:${port}/messages`,
    ]
    return (await run('curl', args)).stdout
  }
  const patient = '{"resourceType":"Patient","id":"zq-1","name":[{"family":"Quackenbush"}],"birthDate":"1961-04-17"}'
  let answer = ''
  for (let attempt = 0; attempt < 100 && answer === ''; attempt++) {
    await sleep(100)
    answer = await post(patient, 'application/fhir+json').catch(() => '')
  }
  expect(answer).toBe('{"messages":1,"refused":0,"refusals":[]} 200')
  expect(globSync(path.join(folder, 'out', 'ehr', '*.json'))).toHaveLength(1)
  expect(await post(`${patient}\n{"resourceType":"Patient","name":"Quackenbush"`, 'application/fhir+ndjson')).toBe(
    '{"messages":2,"refused":1,"refusals":[{"line":2,"verdict":"block","code":"SLUICE_JSON_SYNTAX"}]} 200',
  )
  expect(await post('{"resourceType":"Quackenbush"}', 'application/fhir+json')).toMatch(/"refused":1,.* 422$/)
  expect(
    (await run('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code}', '--data-binary', patient, `http://127.0.0.1:${port}/messages`]))
      .stdout,
  ).toBe('401')
  child.kill('SIGTERM')
  const { code, stderr } = await finished
  expect(code).toBe(2)
  expect(readFileSync(path.join(folder, 'audit.jsonl'), 'utf8')).toContain(
    '"event":"exchange","route":"ingest","request":"POST /messages","status":401,"code":"SLUICE_IDENTITY"',
  )
  const written = globSync(path.join(folder, '**'), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'latin1'))
  expect(written.join('\n') + stderr).not.toMatch(/Quackenbush|zq-1|1961-04-17/)
  expect(written.join('\n')).toContain('"birthDate":"1961"')
}, 60_000)
