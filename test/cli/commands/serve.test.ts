import { createHash } from 'node:crypto'
import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { makeFolder } from '../run-cli.ts'
import { startRun } from '../running.ts'

const KEY = 'a-key-of-a-client-0123456789-0123456789'

const policy = (name: string, then: string): string => `sluice: policy/1
name: ${name}
version: "1"
summary: For tests.
oldestAge: 89
rules:
  - name: Names
    when: { class: name }
    then: ${then}
  - name: The rest
    when: { class: [not-identifying, link] }
    then: keep
`

/** A server with one client in front of that one. */
const configOf = (upstream: string): string => `version: 1
keys: [{ version: 1, from: env:SLUICE_KEY }]
audit: { file: audit.jsonl }
observe: { listen: 127.0.0.1:0 }
servers:
  - name: api
    fhir-proxy:
      listen: { port: 0 }
      baseUrl: http://api.example
      upstream: { url: ${upstream} }
      state: state.db
      tokens: [{ issuer: https://issuer.example, audience: api, jwks: 'file:keys.json' }]
      clients:
        - name: vendor
          apiKeySha256: [${createHash('sha256').update(KEY).digest('hex')}]
          policy: vendor.yaml
          purpose: counting
          resourceTypes: [Patient]
          interactions: [read]
`

/** A FHIR server that has one patient, until it is away. */
async function startUpstream(): Promise<{ readonly url: string; readonly leave: () => void }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/fhir+json')
    response.end('{"resourceType":"Patient","id":"p","active":true,"name":[{"family":"Canaryfamily"}]}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leave() {
      server.close()
      server.closeAllConnections()
    },
  }
}

test('the policy of a client is swapped between two requests, a half one is not taken, and both are seen from outside', async () => {
  const cwd = makeFolder()
  const { url } = await startUpstream()
  writeFileSync(join(cwd, 'vendor.yaml'), policy('open', 'keep'))
  writeFileSync(join(cwd, 'keys.json'), '{"keys":[]}')
  writeFileSync(join(cwd, 'sluice.yaml'), configOf(url))
  const running = startRun('sluice.yaml', { cwd })
  await running.until(async () => (await running.ask('/readyz')).status === 200)
  const port = Number(running.logged('LISTENING')[0]?.['port'])
  const read = async (key: string): Promise<{ status: number; text: string }> => {
    const answer = await fetch(`http://127.0.0.1:${port}/Patient/p`, { headers: { 'x-api-key': key } })
    return { status: answer.status, text: await answer.text() }
  }
  const before = await read(KEY)
  writeFileSync(join(cwd, 'next.yaml'), policy('shut', 'drop'))
  renameSync(join(cwd, 'next.yaml'), join(cwd, 'vendor.yaml'))
  await running.until(() => running.logged('POLICY_RELOADED').length > 0)
  const after = await read(KEY)
  writeFileSync(join(cwd, 'vendor.yaml'), policy('open', 'keep').slice(0, -5))
  await running.until(() => running.logged('SLUICE_CONFIG').length > 0)
  const still = await read(KEY)
  writeFileSync(join(cwd, 'keys.json'), '{"keys":[],"changed":true}')
  await running.until(() => running.logged('FILES_RELOADED').length > 0)
  const stranger = await read('nobody-0123456789-0123456789-0123456789')
  const ready = (await running.ask('/readyz')).text
  const metrics = (await running.ask('/metrics')).text
  const { code, stderr } = await running.stop()

  expect(code).toBe(0)
  expect([before, after, still, stranger].map(({ status }) => status)).toEqual([200, 200, 200, 401])
  expect(before.text).toContain('Canaryfamily')
  for (const { text } of [after, still, stranger]) expect(text).not.toContain('Canaryfamily')
  expect(JSON.parse(ready)).toMatchObject({
    ready: true,
    routes: [{ route: 'api', state: 'running', connectors: [{ connector: 'fhir-proxy', ready: true }] }],
  })
  expect(metrics).toMatch(/^sluice_exchanges_total\{route="api\/vendor",status="200",code=""\} 3$/m)
  expect(metrics).toMatch(/^sluice_exchanges_total\{route="api\/unknown",status="401",code="SLUICE_[A-Z_]+"\} 1$/m)
  expect(metrics).toMatch(/^sluice_findings_total\{route="api\/vendor",class="name",action="drop"\} 2$/m)
  const records = readFileSync(join(cwd, 'audit.jsonl'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(running.logged('FILES_RELOADED')).toMatchObject([{ route: 'api', what: 'token-keys' }])
  expect(metrics).toMatch(/^sluice_file_loads_total\{route="api",what="token-keys",result="reloaded"\} 1$/m)
  const swap = records.find(({ event }) => event === 'policy')
  expect(swap).toMatchObject({ route: 'api/vendor', policy: 'shut' })
  const answers = records.filter(({ event, client }) => event === 'exchange' && client === 'vendor')
  expect(answers.map(({ policy: name }) => name)).toEqual(['open', 'shut', 'shut'])
  expect(answers[1]?.['policyHash']).toBe(swap?.['policyHash'])
  for (const text of [stderr, ready, metrics, JSON.stringify(records)]) expect(text).not.toContain('Canary')
})

test('a server that is away makes the process unready, and says why', async () => {
  const cwd = makeFolder()
  const upstream = await startUpstream()
  writeFileSync(join(cwd, 'vendor.yaml'), policy('open', 'keep'))
  writeFileSync(join(cwd, 'keys.json'), '{"keys":[]}')
  writeFileSync(join(cwd, 'sluice.yaml'), configOf(upstream.url))
  const running = startRun('sluice.yaml', { cwd })
  await running.until(async () => (await running.ask('/readyz')).status === 200)
  upstream.leave()
  const answer = await fetch(`http://127.0.0.1:${String(running.logged('LISTENING')[0]?.['port'])}/Patient/p`, { headers: { 'x-api-key': KEY } })
  await running.until(async () => (await running.ask('/readyz')).status === 503)
  const ready = (await running.ask('/readyz')).text
  const { code } = await running.stop()

  expect(answer.status).toBe(502)
  expect(JSON.parse(ready)).toMatchObject({
    ready: false,
    routes: [{ route: 'api', state: 'running', connectors: [{ connector: 'fhir-proxy', ready: false, code: 'SLUICE_UPSTREAM' }] }],
  })
  expect(code).toBe(0)
})
